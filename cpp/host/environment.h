// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The environment of generated routines: mutable globals that the core sets once per draw and that every generated
// module imports under the names below. In wasm they are wasm globals (no memory traffic in the routine); natively
// plain variables, for tests.

#pragma once

#include <cstdint>

namespace sw {

/// Addresses are byte offsets in the core's memory.
struct Environment {
  uint32_t uniformPtr = 0;  // ACTIVE_UNIFORM_PTR: the program's uniform block
  uint32_t attrPtr = 0;     // ACTIVE_ATTR_PTR: attribute fetch records
  uint32_t privatePtr = 0;  // ACTIVE_PRIVATE_PTR: private data of the running stage
  uint32_t texturePtr = 0;  // ACTIVE_TEXTURE_PTR: texture and sampler records
  uint32_t frameSp = 0;     // ACTIVE_FRAME_SP: frame stack of shader function calls

  bool operator==(const Environment&) const = default;
};

void setEnvironment(const Environment& environment);
Environment environment();

}  // namespace sw
