// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Types in random shaders.

#pragma once

#include <string>

namespace sw::random_types {

/// A type of GLSL; arrays have three elements, and there is one struct: S { vec3 p; float q[3]; ivec2 r; }.
struct T {
  char base = 'f';  // f i u b, or s for the struct
  int rows = 1;
  int columns = 1;
  bool array = false;
  bool operator==(const T&) const = default;
};

inline constexpr T kFloat{'f'}, kInt{'i'}, kUint{'u'}, kBool{'b'};

inline std::string nameOf(T type) {
  std::string name;
  if (type.base == 's') {
    name = "S";
  } else if (type.columns > 1) {
    name = "mat" + std::to_string(type.columns);
    if (type.columns != type.rows) name += "x" + std::to_string(type.rows);
  } else if (type.rows > 1) {
    name = std::string(type.base == 'f' ? "" : std::string(1, type.base)) + "vec" + std::to_string(type.rows);
  } else {
    name = type.base == 'f' ? "float" : type.base == 'i' ? "int" : type.base == 'u' ? "uint" : "bool";
  }
  return type.array ? name + "[3]" : name;
}

inline T typeNamed(const std::string& name) {
  for (const char base : {'f', 'i', 'u', 'b'}) {
    for (int rows = 1; rows <= 4; ++rows) {
      for (int columns = 1; columns <= (base == 'f' && rows > 1 ? 4 : 1); ++columns) {
        if (nameOf({base, rows, columns}) == name) return {base, rows, columns};
      }
    }
  }
  return kFloat;
}

}  // namespace sw::random_types
