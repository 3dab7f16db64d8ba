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
  cmake_parse_arguments(PARSE_ARGV 5 arg "UNOPTIMISED" "" "")
  add_executable(${name} cmake/empty.cpp)
  set_target_properties(${name} PROPERTIES SUFFIX ".wasm" EXCLUDE_FROM_ALL "${arg_UNOPTIMISED}")
  target_compile_options(${name} PRIVATE -O2)
  if(arg_UNOPTIMISED)
    target_link_options(${name} PRIVATE -O1)
  else()
    target_link_options(${name} PRIVATE -O2 -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=60)
  endif()
  target_link_options(${name} PRIVATE ${sw_target_flags} ${wasm_options} ${link_options})
  foreach(global UNIFORM_PTR ATTR_PTR PRIVATE_PTR TEXTURE_PTR FRAME_SP)
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

sw_core(soft-webgl2 sw_abi sw_abi "" "")

# The core with threads. Its memory comes from the loader, each of its instances gets a stack of its own. The C library is
# the one for a single thread, which holds: other threads neither allocate nor call it (docs/decisions/0014-threads.md).
set(threads_options
  -Wl,--shared-memory
  -Wl,--import-memory
  -Wl,--no-check-features
  -Wl,--export=__stack_pointer)
sw_core(soft-webgl2.threads sw_abi_threaded sw_gl_threaded "${threads_options}" --threads)

# For tests: the core with the checks of debug builds on ephemeral results (cpp/host/arena.h). All else is as the core has
# it: the objects are the same, and a link without wasm-opt takes seconds.
file(GLOB abi_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/cpp/abi/*.cpp" "${CMAKE_SOURCE_DIR}/cpp/host/*.cpp")
list(FILTER abi_sources EXCLUDE REGEX "_test\\.cpp$")
add_library(sw_abi_debug STATIC EXCLUDE_FROM_ALL ${abi_sources})
target_link_libraries(sw_abi_debug PUBLIC sw_flags sw_gl)
target_compile_options(sw_abi_debug PRIVATE -fno-rtti)
target_compile_definitions(sw_abi_debug PRIVATE SW_DEBUG_ARENAS=1)
# Its allocations can be told to fail as well.
set(failing_options -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=aligned_alloc)
sw_core(soft-webgl2.debug sw_abi_debug sw_abi "${failing_options}" "" UNOPTIMISED)
target_sources(soft-webgl2.debug PRIVATE cmake/failing_memory.cpp)

# For tests: the unit tests of what the boundary is made of, in wasm, as a program for Node. GoogleTest as source is part
# of Debian's libgtest-dev; where there is none, there is no such target.
find_file(SW_GTEST_SOURCE gtest-all.cc PATHS "$ENV{GTEST_SOURCE_DIR}" /usr/src/googletest/googletest
  PATH_SUFFIXES src NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
if(SW_GTEST_SOURCE)
  get_filename_component(gtest_folder "${SW_GTEST_SOURCE}" DIRECTORY)
  add_executable(abi-tests EXCLUDE_FROM_ALL
    cpp/host/arena.cpp cpp/host/arena_test.cpp cpp/host/guest.cpp cpp/host/guest_test.cpp
    cpp/support/large_memory.cpp cpp/support/storage.cpp
    "${SW_GTEST_SOURCE}" "${gtest_folder}/gtest_main.cc")
  target_link_libraries(abi-tests PRIVATE sw_flags)
  target_include_directories(abi-tests SYSTEM PRIVATE "${gtest_folder}/../include" "${gtest_folder}/..")
  target_compile_options(abi-tests PRIVATE -O1 -Wno-error)
  target_compile_definitions(abi-tests PRIVATE SW_DEBUG_ARENAS=1 GTEST_HAS_PTHREAD=0)
  target_link_options(abi-tests PRIVATE -O1 ${sw_target_flags} -sALLOW_MEMORY_GROWTH=1 -sEXIT_RUNTIME=1
    -sSINGLE_FILE=1)  # else 3.1.6 fetches the wasm, which a newer Node cannot do with a file
  file(WRITE "${CMAKE_BINARY_DIR}/package.json" "{\"type\": \"commonjs\"}\n")  # as Emscripten writes for Node
else()
  message(WARNING "The source of GoogleTest is missing (Debian: googletest; else GTEST_SOURCE_DIR): no tests in wasm.")
endif()

# For a test: the interpreter and the compiler in wasm, against their native builds (scripts/shader-twin.test.ts).
target_sources(shader-twin PRIVATE cpp/host/wasi.cpp)
set_target_properties(shader-twin PROPERTIES SUFFIX ".wasm")
target_link_options(shader-twin PRIVATE -O1 ${sw_target_flags} ${wasm_options})
