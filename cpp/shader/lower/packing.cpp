// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pack and unpack functions, GLSL ES 3.00 section 8.4. The first component always lies in the low bits.

#include "shader/lower/numbers.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

namespace {

/// The 16 bits of the nearest half, ties to even, in a Uint. Selects between the four kinds of results.
ValueId packHalf(IrCode& code, ValueId value) {
  const Type U = Type::Uint;
  const ValueId bits = code.emit(Op::Bitcast, U, {value});
  const ValueId sign =
      code.emit(Op::BitAnd, U, {code.emit(Op::Shr, U, {bits, code.constantUint(16)}), code.constantUint(0x8000)});
  const ValueId magnitude = code.emit(Op::BitAnd, U, {bits, code.constantUint(0x7fffffff)});
  // Normal: move the exponent's bias from 127 to 15 and round away 13 bits; a carry into the exponent is right.
  const ValueId rebiased = code.emit(Op::Sub, U, {magnitude, code.constantUint(112u << 23)});
  const ValueId odd =
      code.emit(Op::BitAnd, U, {code.emit(Op::Shr, U, {rebiased, code.constantUint(13)}), code.constantUint(1)});
  const ValueId rounding = code.emit(Op::Add, U, {odd, code.constantUint(0xfff)});
  const ValueId normal = code.emit(Op::Shr, U, {code.emit(Op::Add, U, {rebiased, rounding}), code.constantUint(13)});
  // Denormal: 0.5 + x has steps of 2^-24, those of a denormal half, and the addition rounds to them.
  const ValueId sum =
      code.emit(Op::Add, Type::Float, {code.emit(Op::Bitcast, Type::Float, {magnitude}), code.constantFloat(0.5f)});
  const ValueId denormal = code.emit(Op::Sub, U, {code.emit(Op::Bitcast, U, {sum}), code.constantUint(0x3f000000)});
  const ValueId isDenormal = code.emit(Op::Lt, Type::Bool, {magnitude, code.constantUint(113u << 23)});
  const ValueId isNan = code.emit(Op::Gt, Type::Bool, {magnitude, code.constantUint(0x7f800000)});
  const ValueId isHuge =
      code.emit(Op::Ge, Type::Bool, {magnitude, code.constantUint(0x477ff000)});  // 65520 rounds to infinity
  const ValueId large = code.emit(Op::Select, U, {isNan, code.constantUint(0x7e00), code.constantUint(0x7c00)});
  const ValueId finite = code.emit(Op::Select, U, {isDenormal, denormal, normal});
  return code.emit(Op::BitOr, U, {sign, code.emit(Op::Select, U, {isHuge, large, finite})});
}

/// The value of a half in the low 16 bits of a Uint whose other bits are zero. Exact.
ValueId unpackHalf(IrCode& code, ValueId half) {
  const Type U = Type::Uint;
  const ValueId sign =
      code.emit(Op::Shl, U, {code.emit(Op::BitAnd, U, {half, code.constantUint(0x8000)}), code.constantUint(16)});
  const ValueId magnitude = code.emit(Op::BitAnd, U, {half, code.constantUint(0x7fff)});
  const ValueId shifted = code.emit(Op::Shl, U, {magnitude, code.constantUint(13)});
  const ValueId normal = code.emit(Op::Add, U, {shifted, code.constantUint(112u << 23)});
  const ValueId special = code.emit(Op::Add, U, {shifted, code.constantUint(224u << 23)});
  const ValueId scaled =
      code.emit(Op::Mul, Type::Float, {code.emit(Op::Convert, Type::Float, {magnitude}), code.constantFloat(0x1p-24f)});
  const ValueId denormal = code.emit(Op::Bitcast, U, {scaled});
  const ValueId isSpecial = code.emit(Op::Ge, Type::Bool, {magnitude, code.constantUint(0x7c00)});
  const ValueId isDenormal = code.emit(Op::Lt, Type::Bool, {magnitude, code.constantUint(0x0400)});
  const ValueId bits =
      code.emit(Op::Select, U, {isDenormal, denormal, code.emit(Op::Select, U, {isSpecial, special, normal})});
  return code.emit(Op::Bitcast, Type::Float, {code.emit(Op::BitOr, U, {sign, bits})});
}

}  // namespace

bool packingBuiltin(IrCode& code, TOperator op, const std::vector<Cells>& args, Cells& result) {
  const Type F = Type::Float;
  Cells halves;
  const auto join = [&](ValueId low, ValueId high) {
    const ValueId shifted = code.emit(Op::Shl, Type::Uint, {high, code.constantUint(16)});
    return code.emit(Op::BitOr, Type::Uint,
                     {code.emit(Op::BitAnd, Type::Uint, {low, code.constantUint(0xffff)}), shifted});
  };
  const auto packNorm = [&](ValueId value, float lowest, float scale) {
    const Cells clamped = lesser(code, F, greater(code, F, Cells(value), Cells(code.constantFloat(lowest))),
                                 Cells(code.constantFloat(1)));
    const ValueId rounded =
        code.emit(Op::RoundEven, F, {code.emit(Op::Mul, F, {clamped[0], code.constantFloat(scale)})});
    return code.emit(Op::Bitcast, Type::Uint, {code.emit(Op::Convert, Type::Int, {rounded})});
  };
  const auto low = [&] { return code.emit(Op::BitAnd, Type::Uint, {args[0][0], code.constantUint(0xffff)}); };
  const auto high = [&] { return code.emit(Op::Shr, Type::Uint, {args[0][0], code.constantUint(16)}); };
  switch (op) {
    case EOpPackSnorm2x16:
      for (const ValueId value : args[0]) halves.push_back(packNorm(value, -1, 32767));
      result.push_back(join(halves[0], halves[1]));
      return true;
    case EOpPackUnorm2x16:
      for (const ValueId value : args[0]) halves.push_back(packNorm(value, 0, 65535));
      result.push_back(join(halves[0], halves[1]));
      return true;
    case EOpPackHalf2x16:
      for (const ValueId value : args[0]) halves.push_back(packHalf(code, value));
      result.push_back(join(halves[0], halves[1]));
      return true;
    case EOpUnpackSnorm2x16: {
      const ValueId bits = code.emit(Op::Bitcast, Type::Int, {args[0][0]});
      const ValueId first = code.emit(
          Op::Shr, Type::Int, {code.emit(Op::Shl, Type::Int, {bits, code.constantUint(16)}), code.constantUint(16)});
      for (const ValueId part : {first, code.emit(Op::Shr, Type::Int, {bits, code.constantUint(16)})}) {
        const ValueId scaled = code.emit(Op::Div, F, {code.emit(Op::Convert, F, {part}), code.constantFloat(32767)});
        // -32768 would be below -1; nothing is above 1.
        result.push_back(code.emit(Op::Max, F, {scaled, code.constantFloat(-1)}));
      }
      return true;
    }
    case EOpUnpackUnorm2x16:
      for (const ValueId part : {low(), high()}) {
        result.push_back(code.emit(Op::Div, F, {code.emit(Op::Convert, F, {part}), code.constantFloat(65535)}));
      }
      return true;
    case EOpUnpackHalf2x16:
      for (const ValueId part : {low(), high()}) result.push_back(unpackHalf(code, part));
      return true;
    default: return false;
  }
}

}  // namespace sw::lowering
