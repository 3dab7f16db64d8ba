// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Extensions by name. Enabling one sets its bit in Context::extensions; rules ask for the bit.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/extensions.h"

namespace sw::gl {

struct Context;

/// Names of those the context offers, with blanks between.
std::string getSupportedExtensions(Context& c);
/// Enables one; false when it is not offered.
bool getExtension(Context& c, std::string_view name);
/// Those of the enabled ones that change what GLSL is accepted, as bits of ShaderExtension.
uint32_t shaderExtensions(const Context& c);

}  // namespace sw::gl
