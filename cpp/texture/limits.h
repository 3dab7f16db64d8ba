// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace sw {

inline constexpr int32_t kMaxTextureLevels = 15;  // log2 of gl::kMaxCubeMapTextureSize, and 1

}  // namespace sw
