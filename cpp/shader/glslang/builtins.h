// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The built-in symbols of GLSL ES 1.00 and 3.00, as the specifications and WebGL's extensions list them, and nothing
// else. glslang's own tables hold those of every extension it knows, and in GLSL ES 3.00 a name among them cannot be
// declared by a shader: a shader's own average() would be an error.

#pragma once

#include <glslang/Include/ResourceLimits.h>
#include <glslang/MachineIndependent/SymbolTable.h>

namespace sw {

/// What a table of built-in symbols depends on.
struct BuiltinsKey {
  int version = 300;
  EShLanguage stage = EShLangVertex;
  bool drawBuffers = false;  // the context has enabled EXT_draw_buffers: gl_MaxDrawBuffers and gl_FragData
  bool webgl2 = false;       // a shader in 1.00 reads the same gl_MaxDrawBuffers there as one in 3.00
};

/// Add constants, variables and types, and functions, to the table's current level, in the thread's pool.
void addBuiltinVariables(const BuiltinsKey& key, glslang::TSymbolTable& symbols);
void addBuiltinFunctions(const BuiltinsKey& key, glslang::TSymbolTable& symbols);

/// Limits of GLSL that glslang checks or that shaders can read. Appendix A of GLSL ES 1.00 is checked by
/// appendix_a.cpp.
const TBuiltInResource& shaderLimits();

}  // namespace sw
