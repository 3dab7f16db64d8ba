// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The std140 layout of uniform blocks, OpenGL ES 3.0.6 section 2.12.6.4. Everything is in bytes, and the order of a
// matrix comes from outside: `row_major` stands on the block or on its member and holds for all matrices inside.
//
//   layout(std140) uniform B { float a; vec3 b; float c; mat2 d[3]; };   offsets 0, 16, 28, 32; size 128

#pragma once

#include <span>

#include "shader/ir/glsl_type.h"

namespace sw::ir {

struct Std140Layout {
  uint32_t alignment = 0;
  uint32_t sizeBytes = 0;          // of the whole, padded to the alignment for arrays, matrices and structs
  uint32_t matrixStrideBytes = 0;  // from one column to the next (row_major: from one row to the next); 0: no matrix
};

/// Layout of a value of the type, its arrays included. A matrix is row-major when `rowMajor` or `type.rowMajor` says
/// so.
Std140Layout std140(const GlslType& type, const std::vector<StructDef>& structs, bool rowMajor = false);

/// Bytes from one element of dimension `dimension` of the type's arrays to the next.
uint32_t std140ArrayStride(const GlslType& type, size_t dimension, const std::vector<StructDef>& structs,
                           bool rowMajor = false);

/// Bytes from one component of a column to the next, and from one column to the next. Scalars and vectors: 4 and 0.
struct Std140MatrixStrides {
  uint32_t componentBytes = 4;
  uint32_t columnBytes = 0;
};
Std140MatrixStrides std140MatrixStrides(const GlslType& type, bool rowMajor = false);

/// Offset of each member, and where the last of them ends: a block needs no more bytes than that, a struct is padded to
/// its alignment.
struct Std140Members {
  std::vector<uint32_t> offsets;
  uint32_t alignment = 16;
  uint32_t sizeBytes = 0;
};
Std140Members std140Members(std::span<const StructMember> members, const std::vector<StructDef>& structs,
                            bool rowMajor = false);

}  // namespace sw::ir
