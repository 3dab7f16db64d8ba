// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/draw_test.cpp.

#include "gl/vertex_arrays.h"

#include <bit>
#include <cmath>

namespace sw::gl {
namespace {

/// Bytes of one component, of the whole element for packed types; 0 for what is no attribute type.
uint32_t typeBytes(const Context& c, GLenum type, bool integer) {
  switch (type) {
    case GL_BYTE:
    case GL_UNSIGNED_BYTE: return 1;
    case GL_SHORT:
    case GL_UNSIGNED_SHORT: return 2;
    case GL_FLOAT: return integer ? 0 : 4;
    case GL_INT:
    case GL_UNSIGNED_INT: return c.webgl2() ? 4 : 0;
    case GL_HALF_FLOAT: return c.webgl2() && !integer ? 2 : 0;
    case GL_INT_2_10_10_10_REV:
    case GL_UNSIGNED_INT_2_10_10_10_REV: return c.webgl2() && !integer ? 4 : 0;
  }
  return 0;
}

bool isPacked(GLenum type) { return type == GL_INT_2_10_10_10_REV || type == GL_UNSIGNED_INT_2_10_10_10_REV; }

void setPointer(Context& c, GLuint index, GLint size, GLenum type, bool normalized, bool integer, GLsizei stride,
                double offset, const char* command) {
  const auto refuse = [&](GLenum code, const char* why) { c.error(code, std::string(command) + ": " + why); };
  if (index >= kMaxAttributes) return refuse(GL_INVALID_VALUE, "index is beyond MAX_VERTEX_ATTRIBS");
  if (offset < 0) return refuse(GL_INVALID_VALUE, "offset is negative");
  if (!c.bufferBindings.array && offset != 0) {
    return refuse(GL_INVALID_OPERATION, "no ARRAY_BUFFER is bound and offset is not 0");
  }
  const uint32_t bytes = typeBytes(c, type, integer);
  if (bytes == 0) return refuse(GL_INVALID_ENUM, "type");
  if (size < 1 || size > 4) return refuse(GL_INVALID_VALUE, "size is not 1 to 4");
  if (stride < 0 || stride > kMaxVertexAttribStrideBytes) return refuse(GL_INVALID_VALUE, "stride is not 0 to 255");
  if (isPacked(type) && size != 4) return refuse(GL_INVALID_OPERATION, "packed types have 4 components");
  if (offset > 4294967295.0) return refuse(GL_INVALID_VALUE, "offset is beyond any buffer");
  if (stride % int32_t(bytes) != 0 || std::fmod(offset, bytes) != 0) {
    return refuse(GL_INVALID_OPERATION, "stride and offset must be multiples of the type's size");
  }
  VertexAttribute& attribute = c.vertexInput.array->attributes[index];
  attribute.components = uint8_t(size);
  attribute.type = type;
  attribute.normalized = normalized;
  attribute.integer = integer;
  attribute.strideBytes = stride;
  attribute.elementBytes = uint8_t(isPacked(type) ? bytes : bytes * uint32_t(size));
  attribute.offsetBytes = uint64_t(offset);
  attribute.buffer = c.bufferBindings.array;
  c.dirty |= kDirtyVertexInput;
}

void setGeneric(Context& c, GLuint index, AttributeClass type, uint32_t x, uint32_t y, uint32_t z, uint32_t w) {
  if (index >= kMaxAttributes) return c.error(GL_INVALID_VALUE, "vertexAttrib: index is beyond MAX_VERTEX_ATTRIBS");
  c.vertexInput.generic[index] = {{x, y, z, w}, type};
  c.dirty |= kDirtyVertexInput;
}

void setGeneric(Context& c, GLuint index, float x, float y, float z, float w) {
  setGeneric(c, index, AttributeClass::Float, std::bit_cast<uint32_t>(x), std::bit_cast<uint32_t>(y),
             std::bit_cast<uint32_t>(z), std::bit_cast<uint32_t>(w));
}

void setEnabled(Context& c, GLuint index, bool enabled, const char* reason) {
  if (index >= kMaxAttributes) return c.error(GL_INVALID_VALUE, reason);
  bool& state = c.vertexInput.array->attributes[index].enabled;
  if (state != enabled) c.dirty |= kDirtyVertexInput;
  state = enabled;
}

}  // namespace

GLuint createVertexArray(Context& c) { return c.vertexArrays.create()->name; }

void deleteVertexArray(Context& c, GLuint name) {
  const VertexArray* array = c.vertexArrays.find(name);
  if (!array) return;
  if (c.vertexInput.array == array) {
    c.vertexInput.array = c.vertexInput.defaultArray;
    c.dirty |= kDirtyVertexInput;
  }
  c.vertexArrays.erase(name);
}

bool isVertexArray(Context& c, GLuint name) {
  const VertexArray* array = c.vertexArrays.find(name);
  return array && array->everBound;
}

void bindVertexArray(Context& c, GLuint name) {
  VertexArray* array = name == 0 ? c.vertexInput.defaultArray.get() : c.vertexArrays.find(name);
  if (!array) return c.error(GL_INVALID_OPERATION, "bindVertexArray: the vertex array was deleted");
  array->everBound = true;
  if (c.vertexInput.array == array) return;
  c.vertexInput.array = array;
  c.dirty |= kDirtyVertexInput;
}

void enableVertexAttribArray(Context& c, GLuint index) {
  setEnabled(c, index, true, "enableVertexAttribArray: index is beyond MAX_VERTEX_ATTRIBS");
}

void disableVertexAttribArray(Context& c, GLuint index) {
  setEnabled(c, index, false, "disableVertexAttribArray: index is beyond MAX_VERTEX_ATTRIBS");
}

void vertexAttribPointer(Context& c, GLuint index, GLint size, GLenum type, bool normalized, GLsizei stride,
                         double offset) {
  setPointer(c, index, size, type, normalized, false, stride, offset, "vertexAttribPointer");
}

void vertexAttribIPointer(Context& c, GLuint index, GLint size, GLenum type, GLsizei stride, double offset) {
  setPointer(c, index, size, type, false, true, stride, offset, "vertexAttribIPointer");
}

void vertexAttribDivisor(Context& c, GLuint index, GLuint divisor) {
  if (index >= kMaxAttributes) {
    return c.error(GL_INVALID_VALUE, "vertexAttribDivisor: index is beyond MAX_VERTEX_ATTRIBS");
  }
  c.vertexInput.array->attributes[index].divisor = divisor;
  c.dirty |= kDirtyVertexInput;
}

void vertexAttrib1f(Context& c, GLuint index, float x) { setGeneric(c, index, x, 0, 0, 1); }
void vertexAttrib2f(Context& c, GLuint index, float x, float y) { setGeneric(c, index, x, y, 0, 1); }
void vertexAttrib3f(Context& c, GLuint index, float x, float y, float z) { setGeneric(c, index, x, y, z, 1); }
void vertexAttrib4f(Context& c, GLuint index, float x, float y, float z, float w) { setGeneric(c, index, x, y, z, w); }
void vertexAttribI4i(Context& c, GLuint index, GLint x, GLint y, GLint z, GLint w) {
  setGeneric(c, index, AttributeClass::Int, uint32_t(x), uint32_t(y), uint32_t(z), uint32_t(w));
}
void vertexAttribI4ui(Context& c, GLuint index, GLuint x, GLuint y, GLuint z, GLuint w) {
  setGeneric(c, index, AttributeClass::Uint, x, y, z, w);
}

StateValue getVertexAttrib(Context& c, GLuint index, GLenum pname) {
  if (index >= kMaxAttributes) {
    c.error(GL_INVALID_VALUE, "getVertexAttrib: index is beyond MAX_VERTEX_ATTRIBS");
    return StateValue::null();
  }
  const VertexAttribute& attribute = c.vertexInput.array->attributes[index];
  switch (pname) {
    case GL_VERTEX_ATTRIB_ARRAY_BUFFER_BINDING: return StateValue::object(ObjectKind::Buffer, nameOf(attribute.buffer));
    case GL_VERTEX_ATTRIB_ARRAY_ENABLED: return StateValue::boolean(attribute.enabled);
    case GL_VERTEX_ATTRIB_ARRAY_SIZE: return StateValue::integer(attribute.components);
    case GL_VERTEX_ATTRIB_ARRAY_STRIDE: return StateValue::integer(attribute.strideBytes);
    case GL_VERTEX_ATTRIB_ARRAY_TYPE: return StateValue::enumerant(attribute.type);
    case GL_VERTEX_ATTRIB_ARRAY_NORMALIZED: return StateValue::boolean(attribute.normalized);
    case GL_CURRENT_VERTEX_ATTRIB: {
      const GenericAttribute& generic = c.vertexInput.generic[index];
      StateValue value{ValueKind::FloatArray, {generic.bits, generic.bits + 4}, {}};
      if (generic.type == AttributeClass::Int) value.kind = ValueKind::IntArray;
      if (generic.type == AttributeClass::Uint) value.kind = ValueKind::UintArray;
      return value;
    }
    case GL_VERTEX_ATTRIB_ARRAY_DIVISOR:  // ANGLE_instanced_arrays uses the same number
      if (!c.webgl2() && !c.has(kAngleInstancedArrays)) break;
      return StateValue::integer(int32_t(attribute.divisor));
    case GL_VERTEX_ATTRIB_ARRAY_INTEGER:
      if (!c.webgl2()) break;
      return StateValue::boolean(attribute.integer);
  }
  c.error(GL_INVALID_ENUM, "getVertexAttrib: pname");
  return StateValue::null();
}

double getVertexAttribOffset(Context& c, GLuint index, GLenum pname) {
  if (index >= kMaxAttributes) {
    c.error(GL_INVALID_VALUE, "getVertexAttribOffset: index is beyond MAX_VERTEX_ATTRIBS");
    return 0;
  }
  if (pname != GL_VERTEX_ATTRIB_ARRAY_POINTER) {
    c.error(GL_INVALID_ENUM, "getVertexAttribOffset: pname");
    return 0;
  }
  return double(c.vertexInput.array->attributes[index].offsetBytes);
}

}  // namespace sw::gl
