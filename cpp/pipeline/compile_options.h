// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace sw {

/// What the context allows in shaders: its version and the extensions it has enabled (bits of ShaderExtension).
struct CompileOptions {
  int webglVersion = 2;
  uint32_t extensions = 0;
};

}  // namespace sw
