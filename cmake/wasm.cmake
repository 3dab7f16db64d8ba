# SPDX-FileCopyrightText: The soft-webgl2 authors
# SPDX-License-Identifier: MIT
#
# Targets soft-webgl2 and soft-webgl2.threads: soft-webgl2.wasm and soft-webgl2.threads.wasm, instantiated by web/loader
# with no Emscripten glue. They export their table, the environment's globals and the SW_EXPORT functions, and the former
# its memory, which the latter imports; they import the module "host" and nothing else (scripts/check-wasm holds them to
# that).

set(wasm_options
  --no-entry
  -sERROR_ON_UNDEFINED_SYMBOLS=0  # the imports from "host" are meant; scripts/check-wasm refuses any other
  -sWARN_ON_UNDEFINED_SYMBOLS=0
  -sSTANDALONE_WASM=1
  -sWASM_BIGINT=1
  -sFILESYSTEM=0
  -sALLOW_MEMORY_GROWTH=1
  -sALLOW_TABLE_GROWTH=1
  -sMAXIMUM_MEMORY=4GB
  -sINITIAL_MEMORY=16MB
  -sTOTAL_STACK=2MB  # newer releases call it STACK_SIZE and still take this name
  -Wl,--stack-first  # an overflow then traps at address 0 instead of corrupting data
  -Wl,--growable-table
  -Wl,--export-table)

option(SW_NAMES "Keep function names in the wasm, for profiles and stack traces" OFF)
find_program(NODE node REQUIRED)

# A core, of some libraries; what stands behind them are further link options, and options for scripts/check-wasm.
#
# -O2: Emscripten runs wasm-opt then, and a second run finds nothing more (342 bytes of 2 MB). At -O3 and -Oz its
# dead-code pass drops exported globals.
#
# wasm-opt would put every function that has one caller into it, and make functions of 50 to 270 KB of the shader
# compiler. Browsers find those hot as soon as they loop, and on one core they took longer to optimise them than the
# page took to draw its first picture: 290 ms instead of 175 for three.js' standard material.
function(sw_core name abi libraries link_options check_options)
  add_executable(${name} cmake/empty.cpp)
  set_target_properties(${name} PROPERTIES SUFFIX ".wasm")
  target_compile_options(${name} PRIVATE -O2)
  target_link_options(${name} PRIVATE -O2 ${sw_target_flags} ${wasm_options}
    -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=40 ${link_options})
  foreach(global UNIFORM_PTR ATTR_PTR VARYING_PTR PRIVATE_PTR TEXTURE_PTR FRAME_SP)
    target_link_options(${name} PRIVATE "-Wl,--export=ACTIVE_${global}")
  endforeach()
  foreach(library IN LISTS libraries)
    get_target_property(type ${library} TYPE)
    if(type STREQUAL "STATIC_LIBRARY")
      target_link_libraries(${name} PRIVATE ${library})
    endif()
  endforeach()
  # SW_EXPORT functions are found by their attribute, but only in archive members that are linked at all: whole archives.
  target_link_options(${name} PRIVATE -Wl,--whole-archive $<TARGET_FILE:${abi}> -Wl,--no-whole-archive)
  add_dependencies(${name} ${abi})
  if(SW_NAMES)
    target_link_options(${name} PRIVATE --profiling-funcs)
  endif()
  add_custom_command(
    TARGET ${name} POST_BUILD
    COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/check-wasm.mjs" "$<TARGET_FILE:${name}>" ${check_options}
    VERBATIM)
  set_target_properties(${name} PROPERTIES LINK_DEPENDS "${CMAKE_SOURCE_DIR}/scripts/check-wasm.mjs")
endfunction()

sw_core(soft-webgl2 sw_abi "${SW_LIBRARIES}" "" "")

# The core with threads. Its memory comes from the loader, each of its instances gets a stack of its own. The C library is
# the one for a single thread, which holds: other threads neither allocate nor call it (docs/decisions/0014-threads.md).
set(threads_options
  -Wl,--shared-memory
  -Wl,--import-memory
  -Wl,--no-check-features
  -Wl,--export=__stack_pointer)
sw_core(soft-webgl2.threads sw_abi_threaded sw_gl_threaded "${threads_options}" --threads)

# For a test: the interpreter and the compiler in wasm, against their native builds (scripts/shader-twin.test.ts).
add_executable(shader-twin EXCLUDE_FROM_ALL
  cpp/shader/tools/shader_twin.cpp cpp/shader/tools/twin_report.cpp cpp/abi/wasi.cpp)
set_target_properties(shader-twin PROPERTIES SUFFIX ".wasm")
target_compile_options(shader-twin PRIVATE -fno-rtti)
target_link_options(shader-twin PRIVATE -O1 ${sw_target_flags} ${wasm_options})
target_link_libraries(shader-twin PRIVATE sw_shader_link)
