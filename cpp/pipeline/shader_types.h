// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What shaders and pipeline state say of types in the same words.

#pragma once

#include <cstdint>

namespace sw {

enum class ShaderStage : uint8_t { Vertex, Fragment };

/// Of a cell: all values are made of 32-bit scalars.
enum class ScalarType : uint8_t { Void, Bool, Int, Uint, Float };

enum class SamplerDim : uint8_t { Dim2D, Dim3D, Cube, Dim2DArray };

enum class SamplerClass : uint8_t { Float, Int, Uint, Shadow };

enum class SampleMethod : uint8_t {
  Implicit,  // texture(): args coords, [reference], [bias]. In a vertex shader the base level is meant.
  Lod,       // args coords, [reference], lod
  Grad,      // args coords, [reference], d/dx of each coordinate (without layer), then d/dy
  Fetch,     // args integer coords (and layer), lod
  Size,      // args lod; results: width, height, depth or layers (Int)
};

}  // namespace sw
