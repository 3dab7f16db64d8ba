# SPDX-FileCopyrightText: The soft-webgl2 authors
# SPDX-License-Identifier: MIT
#
# Target sw_glslang: the parts of glslang that turn GLSL text into a linked AST, and the files of cpp/shader/glslang/ that
# change functions of glslang (their names begin with a capital, as glslang's do). Its parser asks cpp/shader/glslang for
# its tokens, so these objects are no library of their own, but part of sw_shader_glslang. glslang's source is never in
# this repository; scripts/fetch-glslang finds or downloads it.

set(SW_GLSLANG_OPT "-O2" CACHE STRING "Optimisation level of glslang in native builds")

if(NOT SW_GLSLANG_DIR OR NOT EXISTS "${SW_GLSLANG_DIR}/glslang/Public/ShaderLang.h")
  if(GLSLANG_SOURCE_DIR)
    set(ENV{GLSLANG_SOURCE_DIR} "${GLSLANG_SOURCE_DIR}")
  endif()
  execute_process(
    COMMAND bash "${CMAKE_SOURCE_DIR}/scripts/fetch-glslang"
    OUTPUT_VARIABLE glslang_dir OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE glslang_failed)
  if(glslang_failed)
    message(FATAL_ERROR "The glslang source is missing; see the line above.")
  endif()
  set(SW_GLSLANG_DIR "${glslang_dir}" CACHE PATH "Source folder of glslang" FORCE)
endif()

set(glslang_sources
  GenericCodeGen/CodeGen.cpp
  GenericCodeGen/Link.cpp
  MachineIndependent/attribute.cpp
  MachineIndependent/Constant.cpp
  MachineIndependent/InfoSink.cpp
  MachineIndependent/Initialize.cpp
  MachineIndependent/Intermediate.cpp
  MachineIndependent/intermOut.cpp
  MachineIndependent/IntermTraverse.cpp
  MachineIndependent/iomapper.cpp
  MachineIndependent/limits.cpp
  MachineIndependent/linkValidate.cpp
  MachineIndependent/parseConst.cpp
  MachineIndependent/ParseContextBase.cpp
  MachineIndependent/PoolAlloc.cpp
  MachineIndependent/preprocessor/Pp.cpp
  MachineIndependent/preprocessor/PpAtom.cpp
  MachineIndependent/preprocessor/PpContext.cpp
  MachineIndependent/preprocessor/PpScanner.cpp
  MachineIndependent/preprocessor/PpTokens.cpp
  MachineIndependent/propagateNoContraction.cpp
  MachineIndependent/reflection.cpp
  MachineIndependent/RemoveTree.cpp
  MachineIndependent/Scan.cpp
  MachineIndependent/ShaderLang.cpp
  MachineIndependent/SpirvIntrinsics.cpp
  MachineIndependent/SymbolTable.cpp
  MachineIndependent/Versions.cpp
  OSDependent/Unix/ossource.cpp)

list(TRANSFORM glslang_sources PREPEND "${SW_GLSLANG_DIR}/glslang/")
file(GLOB glslang_changes CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/cpp/shader/glslang/[A-Z]*.cpp")

# glslang/build_info.h, which its own build makes with Python.
file(STRINGS "${SW_GLSLANG_DIR}/CHANGES.md" glslang_releases REGEX "^## [0-9]+\\.[0-9]+\\.[0-9]+")
list(GET glslang_releases 0 glslang_release)
string(REGEX MATCH "([0-9]+)\\.([0-9]+)\\.([0-9]+)" _ "${glslang_release}")
set(major ${CMAKE_MATCH_1})
set(minor ${CMAKE_MATCH_2})
set(patch ${CMAKE_MATCH_3})
set(flavor "")
configure_file("${SW_GLSLANG_DIR}/build_info.h.tmpl" "${CMAKE_BINARY_DIR}/glslang-include/glslang/build_info.h" @ONLY)

# A file of glslang with other text: pairs of regular expressions and what is to be there. The result is in `changed`.
function(sw_change_glslang file)
  set(source "${SW_GLSLANG_DIR}/glslang/MachineIndependent/${file}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
  file(READ "${source}" text)
  math(EXPR last "${ARGC} - 1")
  foreach(i RANGE 1 ${last} 2)
    math(EXPR next "${i} + 1")
    string(REGEX REPLACE "${ARGV${i}}" "${ARGV${next}}" new_text "${text}")
    if(new_text STREQUAL text)
      message(FATAL_ERROR "${file} has no ${ARGV${i}}")
    endif()
    set(text "${new_text}")
  endforeach()
  set(changed "${CMAKE_BINARY_DIR}/glslang-include/${file}")
  set(old_text "")
  if(EXISTS "${changed}")
    file(READ "${changed}" old_text)
  endif()
  if(NOT old_text STREQUAL text)
    file(WRITE "${changed}" "${text}")
  endif()
  set(changed "${changed}" PARENT_SCOPE)
endfunction()

# Browsers optimise a function that has gone round so much of itself a few times, beside the page's thread, and on
# machines with few processors at its cost. The parser is one loop round some hundred actions, 47 KB that took up to
# 0.4 s. Here each action is a function that the switch chooses, and only those are optimised that are called often.
#
# A reduction copies two values of 150 bytes, and each operand of an expression goes through 15 that hand their only value
# on as it is. Those have no action here, and leave it where it stands.
set(handed_on "")
foreach(member intermTypedNode intermNode type)
  list(APPEND handed_on
    "(  case [0-9]+: /[*] [a-z_]+: [a-zA-Z0-9_]+  [*]/\n)#line [0-9]+ \"MachineIndependent/glslang[.]y\"[ \n]*{[ \n]*[(]yyval[.]interm[.]${member}[)] = [(]yyvsp[^a-z]0.[.]interm[.]${member}[)].[ \n]*}\n#line [0-9]+ \"MachineIndependent/glslang_tab[.]cpp\"\n *break"
    "\\1    break")
endforeach()
set(action_parameters "YYSTYPE& yyval, YYSTYPE* yyvsp, TParseContext* pParseContext")
sw_change_glslang(glslang_tab.cpp ${handed_on}
  "\n  yyval = yyvsp[^a-z]1-yylen.;\n" "\n"
  "\n  (YYPOPSTACK [(]yylen[)];\n  yylen = 0;\n\n  [*][+][+]yyvsp = yyval;)"
  "\n  if (yyhandedon) { --yyssp; yylen = 0; } else { \\1 }"
  "(#line [0-9]+ \"MachineIndependent/glslang[.]y\"\n *){" "\\1yyaction = [](${action_parameters}) {"
  "}\n(#line [0-9]+ \"MachineIndependent/glslang_tab[.]cpp\"\n *break;)" "};\n\\1"
  "switch [(]yyn[)]" "bool yyhandedon; { void (*yyaction)(${action_parameters}) = nullptr; switch (yyn)"
  "(default: break;\n *})(\n  /[*] User semantic actions)"
  "\\1 yyhandedon = !yyaction && yylen == 1; if (!yyhandedon) yyval = yyvsp[1-yylen]; if (yyaction) yyaction(yyval, yyvsp, pParseContext); }\\2")
set(parser "${changed}")

# The same goes for what is asked of each call of a built-in function, 13 KB and 0.3 s: of those of GLSL ES there are
# questions about look-ups and mix() alone.
sw_change_glslang(ParseHelper.cpp
  "else if [(]result->getAsOperator[(][)][)](\n *builtInOpCheck)"
  "else if (const TIntermOperator* call = result->getAsOperator(); call && (call->isTexture() || call->getOp() == EOpMix))\\1")
list(APPEND glslang_sources "${parser}" "${changed}")

set_source_files_properties(${glslang_sources} ${glslang_changes} PROPERTIES COMPILE_OPTIONS "${sw_small}")

# The parser takes its tokens through cpp/shader/glslang/token_filter.cpp, which bounds and corrects them, and takes
# some actions as cpp/shader/glslang/ParserActions.cpp has them.
set_source_files_properties("${parser}" PROPERTIES COMPILE_DEFINITIONS "yylex=swNextToken;addComma=swAddComma;handleFunctionCall=swHandleFunctionCall;declareBlock=swDeclareBlock;declareVariable=swDeclareVariable;handleFunctionDeclarator=swHandleFunctionDeclarator;variableCheck=swVariableCheck;wrapupSwitchSubsequence=swWrapupSwitchSubsequence"
  COMPILE_OPTIONS $<$<BOOL:${EMSCRIPTEN}>:-Oz>)

# Constants are folded as cpp/shader/glslang/Folding.cpp has it, which calls glslang's own functions.
set_source_files_properties("${SW_GLSLANG_DIR}/glslang/MachineIndependent/Constant.cpp"
  PROPERTIES COMPILE_DEFINITIONS "fold=glslangFold")

# Its scanner's tokens come from cpp/shader/glslang/Tokens.cpp.
set_source_files_properties("${SW_GLSLANG_DIR}/glslang/MachineIndependent/preprocessor/PpScanner.cpp"
  PROPERTIES COMPILE_DEFINITIONS "tokenize=glslangTokenize")

add_library(sw_glslang OBJECT ${glslang_sources} ${glslang_changes})
target_include_directories(sw_glslang SYSTEM PUBLIC "${SW_GLSLANG_DIR}" "${CMAKE_BINARY_DIR}/glslang-include")
target_include_directories(sw_glslang PRIVATE "${CMAKE_SOURCE_DIR}/cpp" "${SW_GLSLANG_DIR}/glslang/MachineIndependent")
target_compile_options(sw_glslang PRIVATE ${SW_GLSLANG_OPT} -w)
if(EMSCRIPTEN)
  # glslang has thread_local data; clang drops that to plain data, without threads, only where bulk memory is off.
  target_compile_options(sw_glslang PRIVATE -mno-bulk-memory)
  # For its types. What stands last counts: the options of the files.
  target_link_libraries(sw_glslang PRIVATE sw_flags)
endif()
target_compile_options(sw_glslang PRIVATE -fno-rtti)
