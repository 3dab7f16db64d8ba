// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace sw {

/// Words that GLSL ES reserves (1.00.17 section 3.6, 3.00.6 section 3.7) besides its keywords.
bool isReservedWord(std::string_view word, int version);

}  // namespace sw
