// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Vertex arrays and current generic attributes: OpenGL ES 3.0.6 §2.7, §2.8, §2.10.

#pragma once

#include <bit>
#include <cstdint>

#include "gl/buffer_state.h"
#include "gl/limits.h"
#include "gl/object.h"

namespace sw::gl {

struct VertexAttribute {
  bool enabled = false;
  bool normalized = false;
  bool integer = false;
  uint8_t components = 4;
  uint8_t elementBytes = 16;  // of one whole element, packed
  GLenum type = GL_FLOAT;
  int32_t strideBytes = 0;  // as given; 0: packed
  uint32_t divisor = 0;
  uint64_t offsetBytes = 0;
  Ref<Buffer> buffer;

  uint32_t effectiveStrideBytes() const { return strideBytes != 0 ? uint32_t(strideBytes) : elementBytes; }
};

struct VertexArray : Object {
  VertexAttribute attributes[kMaxAttributes];
  Ref<Buffer> elementBuffer;
};

enum class AttributeClass : uint8_t { Float, Int, Uint };

/// The value of an attribute whose array is disabled, and the form it was last given in.
struct GenericAttribute {
  uint32_t bits[4] = {0, 0, 0, std::bit_cast<uint32_t>(1.0f)};
  AttributeClass type = AttributeClass::Float;
};

struct VertexInputState {
  GenericAttribute generic[kMaxAttributes];
  Ref<VertexArray> defaultArray{new VertexArray()};  // name 0
  Ref<VertexArray> array = defaultArray;             // the bound one
};

}  // namespace sw::gl
