// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sampling by the formulas of OpenGL ES 3.0.6 §3.8.10 to §3.8.15, one lane after the other, in doubles: the slow twin
// of the sampling functions, for tests.

#pragma once

#include "pipeline/layout.h"
#include "shader/ir/ir.h"
#include "texture/descriptor.h"

namespace sw {

struct ReferenceLookUp {
  SampleMethod method = SampleMethod::Implicit;
  float coordinates[3][4] = {};   // [coordinate][lane]
  float gradients[2][3][4] = {};  // as in SampleScratch
  float reference[4] = {};
  float lod[4] = {};  // bias for Implicit
  int32_t offset[3] = {};
};

/// result[channel][lane]. The source is complete and its class fits.
void sampleByReference(const SamplingSource& source, const ReferenceLookUp& lookUp, double result[4][4]);

/// By how many taps a lane is filtered anisotropically, before rounding. Needs a maximal anisotropy above 1.
double anisotropicTaps(const SamplingSource& source, const ReferenceLookUp& lookUp, int lane);

}  // namespace sw
