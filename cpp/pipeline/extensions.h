// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A bit for each extension of extensions.def, as kExtFragDepth. Where shaders can enable it too, it has a bit and a name
// for them: kGlslExtFragDepth, glslName::kExtFragDepth.

#pragma once

#include <cstdint>

namespace sw {

namespace extensions {
enum class Place : uint8_t {
#define SW_EXTENSION(Bit, name, versions, implies) Bit,
#include "pipeline/extensions.def"
  AfterLast,
};
enum class PlaceInGlsl : uint8_t {
#define SW_SHADER_EXTENSION(Bit, name, versions, implies, inGlsl, language) Bit,
#include "pipeline/extensions.def"
};
}  // namespace extensions

enum Extension : uint64_t {
#define SW_EXTENSION(Bit, name, versions, implies) k##Bit = 1ull << uint8_t(extensions::Place::Bit),
#include "pipeline/extensions.def"
};

/// Those that a context allows in its shaders.
enum ShaderExtension : uint32_t {
#define SW_SHADER_EXTENSION(Bit, name, versions, implies, inGlsl, language) \
  kGlsl##Bit = 1u << uint8_t(extensions::PlaceInGlsl::Bit),
#include "pipeline/extensions.def"
};

/// Names for #extension and for glslang's table of symbols.
namespace glslName {
#define SW_SHADER_EXTENSION(Bit, name, versions, implies, inGlsl, language) \
  inline constexpr const char* k##Bit = inGlsl;
#include "pipeline/extensions.def"
}  // namespace glslName

/// Bits of Extension, of which one is enough (Context::hasAny).
using ExtensionSet = uint64_t;
// Bits of no extension: what a context has by its version, and what each has.
inline constexpr ExtensionSet kNever = 0, kInWebgl2 = 1ull << 62, kAlways = 1ull << 63;
static_assert(uint8_t(extensions::Place::AfterLast) <= 62);

}  // namespace sw
