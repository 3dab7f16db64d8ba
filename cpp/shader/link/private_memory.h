// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "shader/link/program.h"

namespace sw {

/// Bytes that routines of the program may use at ACTIVE_PRIVATE_PTR: the scratch of look-ups, variables that dynamic
/// indices reach (after inlining, so the passes run), tables of constants, and at the end, where ACTIVE_FRAME_SP
/// points, the frames of calls. A multiple of 16. link() keeps it in ProgramInfo::privateBytes.
uint32_t privateBytesNeeded(const LinkedProgram& program);

}  // namespace sw
