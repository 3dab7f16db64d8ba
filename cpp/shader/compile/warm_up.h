// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace sw {

/// Engines compile a function when it is first called, which for the first program of a page would be most of this
/// library. One part of calling what programs call, each a pause that a loading page bears: step 0, 1, ... False when
/// there is no such step, or it went wrong.
bool warmUpCompiler(uint32_t step);

}  // namespace sw
