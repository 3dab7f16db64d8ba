// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// LinkOptions as they travel from the core to the compiler.

#pragma once

#include "shader/link/program.h"

namespace sw {

std::vector<uint8_t> serialiseLinkOptions(const LinkOptions& options);
std::optional<LinkOptions> deserialiseLinkOptions(std::span<const uint8_t> bytes);

}  // namespace sw
