// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/reserved_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace sw {
namespace {

constexpr std::string_view kReserved100[] = {
    "asm",
    "cast",
    "class",
    "default",
    "double",
    "dvec2",
    "dvec3",
    "dvec4",
    "enum",
    "extern",
    "external",
    "fixed",
    "flat",
    "fvec2",
    "fvec3",
    "fvec4",
    "goto",
    "half",
    "hvec2",
    "hvec3",
    "hvec4",
    "inline",
    "input",
    "interface",
    "long",
    "namespace",
    "noinline",
    "output",
    "packed",
    "public",
    "sampler1D",
    "sampler1DShadow",
    "sampler2DRect",
    "sampler2DRectShadow",
    "sampler2DShadow",
    "sampler3D",
    "sampler3DRect",
    "short",
    "sizeof",
    "static",
    "superp",
    "switch",
    "template",
    "this",
    "typedef",
    "union",
    "unsigned",
    "using",
    "volatile",
};

constexpr std::string_view kReserved300[] = {
    "active",
    "asm",
    "atomic_uint",
    "attribute",
    "cast",
    "class",
    "coherent",
    "common",
    "double",
    "dvec2",
    "dvec3",
    "dvec4",
    "enum",
    "extern",
    "external",
    "filter",
    "fixed",
    "fvec2",
    "fvec3",
    "fvec4",
    "goto",
    "half",
    "hvec2",
    "hvec3",
    "hvec4",
    "iimage1D",
    "iimage1DArray",
    "iimage2D",
    "iimage2DArray",
    "iimage3D",
    "iimageBuffer",
    "iimageCube",
    "image1D",
    "image1DArray",
    "image1DArrayShadow",
    "image1DShadow",
    "image2D",
    "image2DArray",
    "image2DArrayShadow",
    "image2DShadow",
    "image3D",
    "imageBuffer",
    "imageCube",
    "inline",
    "input",
    "interface",
    "isampler1D",
    "isampler1DArray",
    "isampler2DMS",
    "isampler2DMSArray",
    "isampler2DRect",
    "isamplerBuffer",
    "long",
    "namespace",
    "noinline",
    "noperspective",
    "output",
    "partition",
    "patch",
    "public",
    "readonly",
    "resource",
    "restrict",
    "sample",
    "sampler1D",
    "sampler1DArray",
    "sampler1DArrayShadow",
    "sampler1DShadow",
    "sampler2DMS",
    "sampler2DMSArray",
    "sampler2DRect",
    "sampler2DRectShadow",
    "sampler3DRect",
    "samplerBuffer",
    "short",
    "sizeof",
    "static",
    "subroutine",
    "superp",
    "template",
    "this",
    "typedef",
    "uimage1D",
    "uimage1DArray",
    "uimage2D",
    "uimage2DArray",
    "uimage3D",
    "uimageBuffer",
    "uimageCube",
    "union",
    "unsigned",
    "usampler1D",
    "usampler1DArray",
    "usampler2DMS",
    "usampler2DMSArray",
    "usampler2DRect",
    "usamplerBuffer",
    "using",
    "varying",
    "volatile",
    "writeonly",
};
static_assert(std::is_sorted(std::begin(kReserved100), std::end(kReserved100)));
static_assert(std::is_sorted(std::begin(kReserved300), std::end(kReserved300)));

constexpr size_t kLongest = 20;

/// By length, the first letters of the words of both versions: names are asked about often, and few get further.
constexpr auto kFirstLetters = [] {
  std::array<uint32_t, kLongest + 1> letters{};
  const auto add = [&](std::string_view word) { letters[word.size()] |= 1u << (word[0] - 'a'); };
  for (const std::string_view word : kReserved100) add(word);
  for (const std::string_view word : kReserved300) add(word);
  return letters;
}();

}  // namespace

bool isReservedWord(std::string_view word, int version) {
  if (word.empty() || word.size() > kLongest || word[0] < 'a' || word[0] > 'z') return false;
  if ((kFirstLetters[word.size()] >> (word[0] - 'a') & 1) == 0) return false;
  return version == 100 ? std::binary_search(std::begin(kReserved100), std::end(kReserved100), word)
                        : std::binary_search(std::begin(kReserved300), std::end(kReserved300), word);
}

}  // namespace sw
