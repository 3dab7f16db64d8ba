// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/extensions.h"

#include "gl/context.h"

namespace sw::gl {
namespace {

enum Versions : uint8_t { One = 1, Two = 2, Both = One | Two };

struct ExtensionRow {
  std::string_view name;
  uint64_t enables;  // its own bit, and those it implies
  Versions versions;
};
constexpr ExtensionRow kExtensions[] = {
#define SW_EXTENSION(Bit, name, versions, implies) {name, k##Bit | (implies), versions},
#include "pipeline/extensions.def"
};

bool isOffered(const Context& c, const ExtensionRow& row) { return (row.versions & (c.webgl2() ? Two : One)) != 0; }

}  // namespace

std::string getSupportedExtensions(Context& c) {
  std::string names;
  for (const ExtensionRow& row : kExtensions) {
    if (!isOffered(c, row)) continue;
    if (!names.empty()) names += ' ';
    names += row.name;
  }
  return names;
}

bool getExtension(Context& c, std::string_view name) {
  for (const ExtensionRow& row : kExtensions) {
    if (row.name != name || !isOffered(c, row)) continue;
    c.extensions |= row.enables;
    c.dirty |= kDirtyAll;
    return true;
  }
  return false;
}

uint32_t shaderExtensions(const Context& c) {
  uint32_t bits = 0;
#define SW_SHADER_EXTENSION(Bit, name, versions, implies, inGlsl, language) \
  if (c.has(k##Bit)) bits |= kGlsl##Bit;
#include "pipeline/extensions.def"
  return bits;
}

}  // namespace sw::gl
