// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/depth.h"

#include "support/assert.h"

namespace sw {

using wasm::Opcode;

Value quantiseDepth(Lanes& l, DepthFormat format, Value depth) {
  switch (format) {
    case DepthFormat::D16: {
      const Value marked = l.add(l.mul(depth, l.splat(65535.0f)), l.splat(0x1p23f));  // rounds to a whole number
      return l.mul(l.sub(marked, l.splat(0x1p23f)), l.splat(1 / 65535.0f));
    }
    case DepthFormat::D24: return l.mul(l.nearest(l.mul(depth, l.splat(0x1p24f))), l.splat(0x1p-24f));
    case DepthFormat::None:
    case DepthFormat::D32F: break;
  }
  return depth;
}

Value compareFloats(Lanes& l, CompareFunction function, Value a, Value b) {
  switch (function) {
    case CompareFunction::Less: return l.apply(Opcode::F32x4Lt, a, b);
    case CompareFunction::Equal: return l.apply(Opcode::F32x4Eq, a, b);
    case CompareFunction::LessEqual: return l.apply(Opcode::F32x4Le, a, b);
    case CompareFunction::Greater: return l.apply(Opcode::F32x4Gt, a, b);
    case CompareFunction::NotEqual: return l.apply(Opcode::F32x4Ne, a, b);
    case CompareFunction::GreaterEqual: return l.apply(Opcode::F32x4Ge, a, b);
    case CompareFunction::Never:
    case CompareFunction::Always: break;
  }
  SW_ASSERT(!"nothing to compare");
  return a;
}

Value compareIntegers(Lanes& l, CompareFunction function, Value a, Value b) {
  switch (function) {
    case CompareFunction::Less: return l.apply(Opcode::I32x4LtS, a, b);
    case CompareFunction::Equal: return l.apply(Opcode::I32x4Eq, a, b);
    case CompareFunction::LessEqual: return l.apply(Opcode::I32x4LeS, a, b);
    case CompareFunction::Greater: return l.apply(Opcode::I32x4GtS, a, b);
    case CompareFunction::NotEqual: return l.apply(Opcode::I32x4Ne, a, b);
    case CompareFunction::GreaterEqual: return l.apply(Opcode::I32x4GeS, a, b);
    case CompareFunction::Never:
    case CompareFunction::Always: break;
  }
  SW_ASSERT(!"nothing to compare");
  return a;
}

}  // namespace sw
