// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/link/packing.h"

#include <algorithm>

namespace sw {
namespace {

/// The free registers of a column are always one run: whole rows are taken from the top, two-component variables go
/// under them (columns x and y from the top, z and w from the bottom), scalars at the top of the fullest column that
/// has room.
struct Grid {
  uint32_t rows;
  std::vector<uint8_t> used;  // four bits a row

  bool free(uint32_t row, uint32_t count, uint8_t mask) const {
    for (uint32_t i = row; i < row + count; ++i) {
      if (used[i] & mask) return false;
    }
    return true;
  }
  void take(uint32_t row, uint32_t count, uint8_t mask) {
    for (uint32_t i = row; i < row + count; ++i) used[i] |= mask;
  }
  bool placeFromTop(uint32_t count, uint8_t mask) {
    for (uint32_t row = 0; row + count <= rows; ++row) {
      if (!free(row, count, mask)) continue;
      take(row, count, mask);
      return true;
    }
    return false;
  }
  bool placeFromBottom(uint32_t count, uint8_t mask) {
    for (uint32_t row = rows - count + 1; row-- > 0;) {
      if (!free(row, count, mask)) continue;
      take(row, count, mask);
      return true;
    }
    return false;
  }
  /// "1 component variables: the column with the smallest run of free registers that holds it."
  bool placeScalars(uint32_t count) {
    uint32_t bestRow = 0, bestRun = ~0u;
    uint8_t bestMask = 0;
    for (int column = 0; column < 4; ++column) {
      const uint8_t mask = uint8_t(1u << column);
      for (uint32_t row = 0; row < rows;) {
        if (used[row] & mask) {
          ++row;
          continue;
        }
        uint32_t end = row;
        while (end < rows && !(used[end] & mask)) ++end;
        if (end - row >= count && end - row < bestRun) {
          bestRow = row;
          bestRun = end - row;
          bestMask = mask;
        }
        row = end;
      }
    }
    if (bestMask == 0) return false;
    take(bestRow, count, bestMask);
    return true;
  }
};

/// Order of packing: mat4, mat2, vec4, mat3, vec3, vec2, scalars; then larger arrays first.
int rank(const PackedVariable& v) {
  if (v.components == 4 && v.rows == 4) return 0;
  if (v.matrix2) return 1;
  if (v.components == 4) return 2;
  if (v.components == 3) return v.rows > 1 ? 3 : 4;
  return v.components == 2 ? 5 : 6;
}

}  // namespace

void appendPacked(const ir::GlslType& type, const std::vector<ir::StructDef>& structs,
                  std::vector<PackedVariable>& variables) {
  if (type.base == ir::BaseType::Struct) {
    for (uint32_t i = 0; i < type.arrayElements(); ++i) {
      for (const ir::StructMember& member : structs[type.structIndex].members) {
        appendPacked(member.type, structs, variables);
      }
    }
    return;
  }
  PackedVariable variable;
  variable.elements = type.arrayElements();
  variable.rows = type.columns;
  variable.components = type.base == ir::BaseType::Sampler ? 1 : type.rows;
  if (type.columns == 2 && type.rows == 2) {  // "mat2 ... occupies full rows"
    variable.components = 4;
    variable.matrix2 = true;
  }
  variables.push_back(variable);
}

bool fitsIntoRegisters(std::vector<PackedVariable> variables, uint32_t registers) {
  std::stable_sort(variables.begin(), variables.end(), [](const PackedVariable& a, const PackedVariable& b) {
    return rank(a) != rank(b) ? rank(a) < rank(b) : a.elements * a.rows > b.elements * b.rows;
  });
  Grid grid{registers, std::vector<uint8_t>(registers)};
  // Two sums decide nearly always: a register each is enough room, and all components must fit.
  uint64_t components = 0, wholeRegisters = 0;
  for (const PackedVariable& v : variables) {
    wholeRegisters += uint64_t(v.elements) * v.rows;
    components += uint64_t(v.elements) * v.rows * v.components;
  }
  if (wholeRegisters <= registers) return true;
  if (components > uint64_t(registers) * 4) return false;
  for (const PackedVariable& v : variables) {
    const uint32_t rows = v.elements * v.rows;
    if (rows > registers) return false;
    switch (v.components) {
      case 4:
        if (!grid.placeFromTop(rows, 0xf)) return false;
        break;
      case 3:
        if (!grid.placeFromTop(rows, 0x7)) return false;
        break;
      case 2:
        if (!grid.placeFromTop(rows, 0x3) && !grid.placeFromBottom(rows, 0xc)) return false;
        break;
      default:
        if (!grid.placeScalars(rows)) return false;
    }
  }
  return true;
}

}  // namespace sw
