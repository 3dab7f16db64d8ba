// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A gl::StateValue as JavaScript reads it: u32 kind, 12 zero bytes, data (docs/abi.md).

#pragma once

#include "gl/state_value.h"

namespace sw::abi {

/// An ephemeral payload; null when memory runs out.
const uint8_t* writeValue(const gl::StateValue& value);

}  // namespace sw::abi
