// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>

#include "raster/floor_divide.h"

namespace sw {

/// Cuts [first, end) down to the k with value + k * step >= 0.
inline void keepNotNegative(int64_t value, int64_t step, int32_t& first, int32_t& end) {
  if (step == 0) {
    if (value < 0) end = first;
  } else if (step > 0) {
    first = int32_t(std::max<int64_t>(first, std::min<int64_t>(-floorDivide(value, step), end)));
  } else {
    end = int32_t(std::min<int64_t>(end, std::max<int64_t>(floorDivide(value, -step) + 1, first)));
  }
}

}  // namespace sw
