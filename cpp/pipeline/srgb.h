// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

namespace sw {

/// The transfer functions of OpenGL ES 3.0.6 §3.8.16 and §4.1.8, as the arithmetic that routines and twin share. Each
/// is good to 1 % of an 8-bit code, so every code survives the way to linear and back.
namespace srgb {

/// ((c + 0.055) / 1.055) ^ 2.4 on [0.04045, 1]: powers of c, lowest first; evaluated by Horner's rule.
inline constexpr float kToLinear[8] = {0.0008575154352001846f, 0.03512752801179886f, 0.4887397885322571f,
                                       0.8337323069572449f,    -0.7415086627006531f, 0.6553357839584351f,
                                       -0.35686782002449036f,  0.08458821475505829f};
inline constexpr float kToLinearThreshold = 0.04045f;
inline constexpr float kToLinearSlope = 1 / 12.92f;

/// First guess of x ^ (5 / 12) on [0.0031308, 1]: 1, x ^ 1/2, x ^ 1/4, x. One Newton step on y ^ 12 = x ^ 5 follows.
inline constexpr float kFromLinear[4] = {-0.01727341115474701f, 0.8203546404838562f, 0.2618909776210785f,
                                         -0.06611567735671997f};
inline constexpr float kFromLinearThreshold = 0.0031308f;
inline constexpr float kFromLinearSlope = 12.92f;

}  // namespace srgb

}  // namespace sw
