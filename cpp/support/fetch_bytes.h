// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace sw {

/// Copies a part of an array of the page that is too large to be handed over as a whole: `bytes` bytes, from `offset`
/// on.
using FetchBytes = void (*)(uint32_t offset, uint8_t* to, uint32_t bytes);

}  // namespace sw
