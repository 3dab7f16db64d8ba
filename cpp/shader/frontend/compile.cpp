// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/compile.h"

#include "shader/frontend/parse_context.h"
#include "shader/frontend/parser.h"
#include "shader/frontend/source_rules.h"
#include "shader/frontend/tree_rules.h"
#include "shader/lower/lower.h"
#include "support/hash.h"

namespace sw {

CompileResult compileShader(ir::Stage stage, std::string_view source, const CompileOptions& options) {
  CompileResult result;
  SourceText text;
  if (!checkSource(source, options.webglVersion, text, result.infoLog)) return result;

  ParsedShader parsed = parseShader(stage, text, options, result.infoLog);
  if (!parsed.valid) return result;
  if (!checkTree(*parsed.tree, result.infoLog)) return result;

  ir::Shader shader;
  shader.stage = stage;
  shader.version = text.version;
  shader.extensions = std::move(parsed.extensions);
  LowerError error;
  if (!lower(*parsed.tree, shader, error)) {
    result.infoLog += logLine("ERROR", 0, int(error.line), "", error.message.c_str());
    return result;
  }
  Hash64 hash;
  const uint32_t facts[] = {uint32_t(stage), uint32_t(options.webglVersion), options.extensions};
  hash.add(facts, sizeof facts);
  hash.add(source.data(), source.size());
  shader.sourceHash[0] = uint32_t(hash.value());
  shader.sourceHash[1] = uint32_t(hash.value() >> 32);
  result.shader = std::move(shader);
  return result;
}

}  // namespace sw
