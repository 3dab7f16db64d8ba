// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The float functions of the IR as plain numbers, with the bits that generated code gives.

#pragma once

#include "shader/ir/ir.h"
#include "shader/math/plain_lane.h"
//
#include "shader/math/lane_math.h"

namespace sw {

/// Whether `op` is one of the functions of lane_math.h.
inline bool isLaneMath(ir::Op op) { return op >= ir::Op::Exp2 && op <= ir::Op::Atanh; }

/// Calls the function of lane_math.h that belongs to `op`, on any lane type.
template <class F>
F laneMath(ir::Op op, F x, F y) {
  switch (op) {
    case ir::Op::Exp2: return lane::exp2(x);
    case ir::Op::Log2: return lane::log2(x);
    case ir::Op::Exp: return lane::exp(x);
    case ir::Op::Log: return lane::log(x);
    case ir::Op::Pow: return lane::pow(x, y);
    case ir::Op::Sin: return lane::sin(x);
    case ir::Op::Cos: return lane::cos(x);
    case ir::Op::Tan: return lane::tan(x);
    case ir::Op::Asin: return lane::asin(x);
    case ir::Op::Acos: return lane::acos(x);
    case ir::Op::Atan: return lane::atan(x);
    case ir::Op::Atan2: return lane::atan2(x, y);
    case ir::Op::Sinh: return lane::sinh(x);
    case ir::Op::Cosh: return lane::cosh(x);
    case ir::Op::Tanh: return lane::tanh(x);
    case ir::Op::Asinh: return lane::asinh(x);
    case ir::Op::Acosh: return lane::acosh(x);
    case ir::Op::Atanh: return lane::atanh(x);
    default: return x;
  }
}

/// Of Floor .. Atanh, with any NaN as the canonical one. `b` counts for Pow and Atan2 alone.
inline float evaluateFloat(ir::Op op, float a, float b = 0.0f) {
  float result = 0;
  switch (op) {
    case ir::Op::Floor: result = std::floor(a); break;
    case ir::Op::Ceil: result = std::ceil(a); break;
    case ir::Op::Trunc: result = std::trunc(a); break;
    case ir::Op::RoundEven: result = std::nearbyint(a); break;
    case ir::Op::Sqrt: result = std::sqrt(a); break;
    case ir::Op::InverseSqrt: result = 1.0f / std::sqrt(a); break;
    default: result = laneMath(op, lane::PlainFloat{a}, lane::PlainFloat{b}).v; break;
  }
  return result == result ? result : lane::kNaN;
}

}  // namespace sw
