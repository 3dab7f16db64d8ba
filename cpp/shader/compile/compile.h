// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Source text to IR: WebGL's rules on the text, glslang, our checks on its tree, lowering. The tree is gone when this
// returns.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/compile_options.h"
#include "shader/ir/ir.h"

namespace sw {

struct CompileResult {
  std::optional<ir::Shader> shader;  // absent when compilation failed
  std::string infoLog;               // "ERROR: 0:LINE: 'token' : message" lines, as browsers write them
};

CompileResult compileShader(ir::Stage stage, std::string_view source, const CompileOptions& options);

}  // namespace sw
