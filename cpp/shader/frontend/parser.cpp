// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/parser.h"

#include <glslang/MachineIndependent/ScanContext.h>
#include <glslang/MachineIndependent/preprocessor/PpContext.h>

#include "pipeline/extensions.h"
#include "shader/frontend/builtin_symbols.h"
#include "shader/frontend/preprocessor.h"
#include "shader/frontend/source_rules.h"
#include "shader/glslang/parse_context.h"
#include "shader/glslang/variable_size.h"
#include "support/assert.h"

namespace sw {

using namespace glslang;

namespace {

/// Into the context's symbols and tree. Whether the text is valid.
bool parseText(TParseContext& context, const std::string& text, bool versionIsError) {
  TShader::ForbidIncluder includer;
  TPpContext preprocessor(context, "", includer);
  TScanContext scanner(context);
  context.setScanContext(&scanner);
  context.setPpContext(&preprocessor);
  context.setLimits(shaderLimits());
  const char* string = text.c_str();
  size_t length = text.size();
  TInputScanner input(1, &string, &length);
  return context.parseShaderStrings(preprocessor, input, versionIsError);
}

}  // namespace

ParsedShader::~ParsedShader() {
  if (pool == nullptr) return;
  tree.reset();
  if (&GetThreadPoolAllocator() == pool.get()) SetThreadPoolAllocator(nullptr);
}

ParsedShader parseShader(ShaderStage stage, const SourceText& source, const CompileOptions& options, std::string& log) {
  const EShLanguage language = stage == ShaderStage::Vertex ? EShLangVertex : EShLangFragment;
  const bool drawBuffers = source.version == 100 && (options.extensions & kGlslWebglDrawBuffers) != 0;
  const bool webgl2 = source.version == 100 && options.webglVersion >= 2;
  TSymbolTable& builtins =
      builtinSymbols({.version = source.version, .stage = language, .drawBuffers = drawBuffers, .webgl2 = webgl2});

  ParsedShader result;
  std::string preprocessed;
  const std::vector<std::string> macros = predefinedMacros(source.version, options.extensions);
  if (!preprocess(source.text, source.version, macros, preprocessed, log, source.openComment)) return result;
  result.pool = std::make_unique<TPoolAllocator>();
  SetThreadPoolAllocator(result.pool.get());
  result.tree = std::make_unique<TIntermediate>(language, source.version, EEsProfile);
  TIntermediate& tree = *result.tree;
  tree.setSource(EShSourceGlsl);
  tree.setEntryPointName("main");

  TSymbolTable symbols;
  symbols.adoptLevels(builtins);
  symbols.push();  // per-compile built-ins: none
  symbols.push();  // the shader's globals

  TInfoSink sink;
  ShaderParseContext context(symbols, tree, source.version, language, sink, options.webglVersion, options.extensions,
                             log);
  TokenFilter filter(context);
  result.valid = parseText(context, preprocessed, !source.hasVersion);
  if (result.valid && context.privateCells() > kMaxTotalPrivateCells) {
    log += "ERROR: Total size of declared private variables exceeds implementation-defined limit\n";
    result.valid = false;
  }
  result.version = source.version;
  result.invariantInputs = filter.invariantInputs();
  result.globalLines = filter.globalLines();
  result.fors = context.fors();
  result.webgl2 = options.webglVersion >= 2;
  result.extensions = context.enabledExtensions();
  if (result.valid && tree.getTreeRoot() != nullptr) {
    TIntermAggregate* root = tree.getTreeRoot()->getAsAggregate();
    if (root != nullptr && root->getOp() == EOpNull) root->setOperator(EOpSequence);
  }
  return result;
}

}  // namespace sw
