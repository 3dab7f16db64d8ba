// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/programs_test.cpp.

#include "gl/uniforms.h"

#include <cstring>

#include "gl/programs.h"

namespace sw::gl {
namespace {

enum class UniformBase : uint8_t { Float, Int, Uint, Bool, Sampler };

struct UniformType {
  UniformBase base;
  uint8_t rows;
  uint8_t columns;
  uint32_t cells() const { return uint32_t(rows) * columns; }
};

UniformType uniformType(GLenum type) {
  switch (type) {
    case GL_FLOAT: return {UniformBase::Float, 1, 1};
    case GL_FLOAT_VEC2: return {UniformBase::Float, 2, 1};
    case GL_FLOAT_VEC3: return {UniformBase::Float, 3, 1};
    case GL_FLOAT_VEC4: return {UniformBase::Float, 4, 1};
    case GL_FLOAT_MAT2: return {UniformBase::Float, 2, 2};
    case GL_FLOAT_MAT3: return {UniformBase::Float, 3, 3};
    case GL_FLOAT_MAT4: return {UniformBase::Float, 4, 4};
    case GL_FLOAT_MAT2x3: return {UniformBase::Float, 3, 2};
    case GL_FLOAT_MAT2x4: return {UniformBase::Float, 4, 2};
    case GL_FLOAT_MAT3x2: return {UniformBase::Float, 2, 3};
    case GL_FLOAT_MAT3x4: return {UniformBase::Float, 4, 3};
    case GL_FLOAT_MAT4x2: return {UniformBase::Float, 2, 4};
    case GL_FLOAT_MAT4x3: return {UniformBase::Float, 3, 4};
    case GL_INT: return {UniformBase::Int, 1, 1};
    case GL_INT_VEC2: return {UniformBase::Int, 2, 1};
    case GL_INT_VEC3: return {UniformBase::Int, 3, 1};
    case GL_INT_VEC4: return {UniformBase::Int, 4, 1};
    case GL_UNSIGNED_INT: return {UniformBase::Uint, 1, 1};
    case GL_UNSIGNED_INT_VEC2: return {UniformBase::Uint, 2, 1};
    case GL_UNSIGNED_INT_VEC3: return {UniformBase::Uint, 3, 1};
    case GL_UNSIGNED_INT_VEC4: return {UniformBase::Uint, 4, 1};
    case GL_BOOL: return {UniformBase::Bool, 1, 1};
    case GL_BOOL_VEC2: return {UniformBase::Bool, 2, 1};
    case GL_BOOL_VEC3: return {UniformBase::Bool, 3, 1};
    case GL_BOOL_VEC4: return {UniformBase::Bool, 4, 1};
  }
  return {UniformBase::Sampler, 1, 1};
}

}  // namespace

VariableShape shapeOf(GLenum type) {
  const UniformType shape = uniformType(type);
  return {shape.rows, shape.columns};
}

namespace {

/// The cells that a uniform command writes.
struct Target {
  uint32_t* cells = nullptr;  // null: refused or nothing to do
  UniformType type{};
  uint32_t elements = 0;  // at most what is left of the array
};

/// Finds the uniform and checks what every command checks. count: elements that the command brings.
Target findTarget(Context& c, GLint location, uint32_t bytes, uint32_t elementBytes) {
  if (location == -1) return {};
  ProgramExecutable* executable = c.program.executable.get();
  if (!executable) {
    c.error(GL_INVALID_OPERATION, "uniform: no program is in use");
    return {};
  }
  if (location < 0 || size_t(location) >= executable->locations.size() ||
      executable->locations[size_t(location)].uniform == UINT32_MAX) {
    c.error(GL_INVALID_OPERATION, "uniform: the location is not of the program in use");
    return {};
  }
  const uint32_t count = bytes / elementBytes;
  if (count == 0 || bytes % elementBytes != 0) {
    c.error(GL_INVALID_VALUE, "uniform: the number of values does not fit");
    return {};
  }
  const UniformLocation place = executable->locations[size_t(location)];
  const ActiveUniform& uniform = executable->info.uniforms[place.uniform];
  if (count > 1 && !uniform.isArray) {
    c.error(GL_INVALID_OPERATION, "uniform: several elements for what is no array");
    return {};
  }
  const UniformType type = uniformType(uniform.type);
  const uint32_t left = uniform.arraySize - place.element;
  uint32_t* cells = executable->uniformStorage.data() + uniform.firstCell + place.element * type.cells();
  return {cells, type, count < left ? count : left};
}

}  // namespace

void uniformVector(Context& c, GLint location, UniformData form, uint32_t components, const void* data,
                   uint32_t bytes) {
  const Target target = findTarget(c, location, bytes, components * 4);
  if (!target.cells) return;
  const UniformType type = target.type;
  bool fits = type.columns == 1 && type.rows == components;
  switch (type.base) {
    case UniformBase::Float: fits &= form == UniformData::Float; break;
    case UniformBase::Int: fits &= form == UniformData::Int; break;
    case UniformBase::Uint: fits &= form == UniformData::Uint; break;
    case UniformBase::Bool: break;
    case UniformBase::Sampler: fits &= form == UniformData::Int; break;
  }
  if (!fits) return c.error(GL_INVALID_OPERATION, "uniform: the command does not fit the uniform's type");
  const uint32_t count = target.elements * components;
  if (type.base == UniformBase::Sampler) {
    for (uint32_t i = 0; i < count; ++i) {
      uint32_t unit;
      std::memcpy(&unit, static_cast<const uint8_t*>(data) + i * 4, 4);
      if (unit >= kMaxCombinedTextureImageUnits) {
        return c.error(GL_INVALID_VALUE, "uniform1i: the texture unit is beyond MAX_COMBINED_TEXTURE_IMAGE_UNITS");
      }
    }
    c.dirty |= kDirtyTextures;
  }
  if (type.base == UniformBase::Bool) {
    for (uint32_t i = 0; i < count; ++i) {
      uint32_t bits;
      std::memcpy(&bits, static_cast<const uint8_t*>(data) + i * 4, 4);
      const uint32_t magnitude = form == UniformData::Float ? bits & 0x7FFFFFFFu : bits;  // -0 is false
      target.cells[i] = magnitude != 0;
    }
    return;
  }
  std::memcpy(target.cells, data, size_t(count) * 4);
}

void uniformMatrix(Context& c, GLint location, uint32_t columns, uint32_t rows, bool transpose, const float* data,
                   uint32_t bytes) {
  if (location == -1) return;
  if (transpose && !c.webgl2()) return c.error(GL_INVALID_VALUE, "uniformMatrix: transpose must be false in WebGL 1");
  const uint32_t cells = columns * rows;
  const Target target = findTarget(c, location, bytes, cells * 4);
  if (!target.cells) return;
  if (target.type.base != UniformBase::Float || target.type.columns != columns || target.type.rows != rows) {
    return c.error(GL_INVALID_OPERATION, "uniformMatrix: the command does not fit the uniform's type");
  }
  if (!transpose) {
    std::memcpy(target.cells, data, size_t(target.elements) * cells * 4);
    return;
  }
  for (uint32_t element = 0; element < target.elements; ++element) {
    for (uint32_t column = 0; column < columns; ++column) {
      for (uint32_t row = 0; row < rows; ++row) {
        std::memcpy(&target.cells[element * cells + column * rows + row],
                    &data[element * cells + row * columns + column], 4);
      }
    }
  }
}

StateValue getUniform(Context& c, GLuint name, GLint location) {
  const Program* program = findSettledProgram(c, name, "getUniform");
  if (!program) return StateValue::null();
  if (!program->linked) {
    c.error(GL_INVALID_OPERATION, "getUniform: the program is not linked");
    return StateValue::null();
  }
  const ProgramExecutable& executable = *program->executable;
  if (location < 0 || size_t(location) >= executable.locations.size() ||
      executable.locations[size_t(location)].uniform == UINT32_MAX) {
    c.error(GL_INVALID_OPERATION, "getUniform: the location is not of this program");
    return StateValue::null();
  }
  const UniformLocation place = executable.locations[size_t(location)];
  const ActiveUniform& uniform = executable.info.uniforms[place.uniform];
  const UniformType type = uniformType(uniform.type);
  const uint32_t* cells = executable.uniformStorage.data() + uniform.firstCell + place.element * type.cells();
  const bool scalar = type.cells() == 1;
  StateValue value{ValueKind::Null, {cells, cells + type.cells()}, {}};
  switch (type.base) {
    case UniformBase::Float: value.kind = scalar ? ValueKind::Float : ValueKind::FloatArray; break;
    case UniformBase::Int: value.kind = scalar ? ValueKind::Int : ValueKind::IntArray; break;
    case UniformBase::Uint: value.kind = scalar ? ValueKind::Uint : ValueKind::UintArray; break;
    case UniformBase::Bool: value.kind = scalar ? ValueKind::Boolean : ValueKind::BooleanSequence; break;
    case UniformBase::Sampler: value.kind = ValueKind::Int; break;
  }
  return value;
}

}  // namespace sw::gl
