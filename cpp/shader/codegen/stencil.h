// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The stencil test of four lanes (OpenGL ES 3.0.6 §4.1.4), values in the low 8 bits of each lane.

#pragma once

#include "pipeline/routine_keys.h"
#include "shader/codegen/routine_lanes.h"

namespace sw {

/// One face's values in every lane.
struct StencilValues {
  Value reference;        // 0 to 255
  Value maskedReference;  // reference & compareMask
  Value compareMask;
  Value writeMask;  // 0 to 255
};

/// Lanes that pass, of those in `mask`.
Value stencilPasses(Lanes& l, const StencilFaceKey& face, const StencilValues& values, Value stencil, Value mask);

/// The stencil buffer afterwards. mask: lanes tested; stencilPass, depthPass: those of them that passed the stencil
/// test, and of these the depth test.
Value stencilUpdated(Lanes& l, const StencilFaceKey& face, const StencilValues& values, Value stencil, Value mask,
                     Value stencilPass, Value depthPass);

/// False when the face's key never changes the buffer.
bool stencilWrites(const StencilFaceKey& face, bool depthTest);

}  // namespace sw
