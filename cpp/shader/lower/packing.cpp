// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pack and unpack functions, GLSL ES 3.00 section 8.4. The first component always lies in the low bits.

#include "shader/lower/lowerer.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

/// The 16 bits of the nearest half, ties to even, in a Uint. Selects between the four kinds of results.
ValueId Lowerer::packHalf(ValueId value) {
  const Type U = Type::Uint;
  const ValueId bits = emit(Op::Bitcast, U, {value});
  const ValueId sign = emit(Op::BitAnd, U, {emit(Op::Shr, U, {bits, constantUint(16)}), constantUint(0x8000)});
  const ValueId magnitude = emit(Op::BitAnd, U, {bits, constantUint(0x7fffffff)});
  // Normal: move the exponent's bias from 127 to 15 and round away 13 bits; a carry into the exponent is right.
  const ValueId rebiased = emit(Op::Sub, U, {magnitude, constantUint(112u << 23)});
  const ValueId odd = emit(Op::BitAnd, U, {emit(Op::Shr, U, {rebiased, constantUint(13)}), constantUint(1)});
  const ValueId rounding = emit(Op::Add, U, {odd, constantUint(0xfff)});
  const ValueId normal = emit(Op::Shr, U, {emit(Op::Add, U, {rebiased, rounding}), constantUint(13)});
  // Denormal: 0.5 + x has steps of 2^-24, those of a denormal half, and the addition rounds to them.
  const ValueId sum = emit(Op::Add, Type::Float, {emit(Op::Bitcast, Type::Float, {magnitude}), constantFloat(0.5f)});
  const ValueId denormal = emit(Op::Sub, U, {emit(Op::Bitcast, U, {sum}), constantUint(0x3f000000)});
  const ValueId isDenormal = emit(Op::Lt, Type::Bool, {magnitude, constantUint(113u << 23)});
  const ValueId isNan = emit(Op::Gt, Type::Bool, {magnitude, constantUint(0x7f800000)});
  const ValueId isHuge = emit(Op::Ge, Type::Bool, {magnitude, constantUint(0x477ff000)});  // 65520 rounds to infinity
  const ValueId large = emit(Op::Select, U, {isNan, constantUint(0x7e00), constantUint(0x7c00)});
  const ValueId finite = emit(Op::Select, U, {isDenormal, denormal, normal});
  return emit(Op::BitOr, U, {sign, emit(Op::Select, U, {isHuge, large, finite})});
}

/// The value of a half in the low 16 bits of a Uint whose other bits are zero. Exact.
ValueId Lowerer::unpackHalf(ValueId half) {
  const Type U = Type::Uint;
  const ValueId sign = emit(Op::Shl, U, {emit(Op::BitAnd, U, {half, constantUint(0x8000)}), constantUint(16)});
  const ValueId magnitude = emit(Op::BitAnd, U, {half, constantUint(0x7fff)});
  const ValueId shifted = emit(Op::Shl, U, {magnitude, constantUint(13)});
  const ValueId normal = emit(Op::Add, U, {shifted, constantUint(112u << 23)});
  const ValueId special = emit(Op::Add, U, {shifted, constantUint(224u << 23)});
  const ValueId scaled =
      emit(Op::Mul, Type::Float, {emit(Op::Convert, Type::Float, {magnitude}), constantFloat(0x1p-24f)});
  const ValueId denormal = emit(Op::Bitcast, U, {scaled});
  const ValueId isSpecial = emit(Op::Ge, Type::Bool, {magnitude, constantUint(0x7c00)});
  const ValueId isDenormal = emit(Op::Lt, Type::Bool, {magnitude, constantUint(0x0400)});
  const ValueId bits = emit(Op::Select, U, {isDenormal, denormal, emit(Op::Select, U, {isSpecial, special, normal})});
  return emit(Op::Bitcast, Type::Float, {emit(Op::BitOr, U, {sign, bits})});
}

bool Lowerer::packingBuiltin(TOperator op, const std::vector<Cells>& args, Cells& result) {
  const Type F = Type::Float;
  Cells halves;
  const auto join = [&](ValueId low, ValueId high) {
    const ValueId shifted = emit(Op::Shl, Type::Uint, {high, constantUint(16)});
    return emit(Op::BitOr, Type::Uint, {emit(Op::BitAnd, Type::Uint, {low, constantUint(0xffff)}), shifted});
  };
  const auto packNorm = [&](ValueId value, float lowest, float scale) {
    const Cells clamped = lesser(F, greater(F, Cells(value), Cells(constantFloat(lowest))), Cells(constantFloat(1)));
    const ValueId rounded = emit(Op::RoundEven, F, {emit(Op::Mul, F, {clamped[0], constantFloat(scale)})});
    return emit(Op::Bitcast, Type::Uint, {emit(Op::Convert, Type::Int, {rounded})});
  };
  const auto low = [&] { return emit(Op::BitAnd, Type::Uint, {args[0][0], constantUint(0xffff)}); };
  const auto high = [&] { return emit(Op::Shr, Type::Uint, {args[0][0], constantUint(16)}); };
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
      for (const ValueId value : args[0]) halves.push_back(packHalf(value));
      result.push_back(join(halves[0], halves[1]));
      return true;
    case EOpUnpackSnorm2x16: {
      const ValueId bits = emit(Op::Bitcast, Type::Int, {args[0][0]});
      const ValueId first =
          emit(Op::Shr, Type::Int, {emit(Op::Shl, Type::Int, {bits, constantUint(16)}), constantUint(16)});
      for (const ValueId part : {first, emit(Op::Shr, Type::Int, {bits, constantUint(16)})}) {
        const ValueId scaled = emit(Op::Div, F, {emit(Op::Convert, F, {part}), constantFloat(32767)});
        // -32768 would be below -1; nothing is above 1.
        result.push_back(emit(Op::Max, F, {scaled, constantFloat(-1)}));
      }
      return true;
    }
    case EOpUnpackUnorm2x16:
      for (const ValueId part : {low(), high()}) {
        result.push_back(emit(Op::Div, F, {emit(Op::Convert, F, {part}), constantFloat(65535)}));
      }
      return true;
    case EOpUnpackHalf2x16:
      for (const ValueId part : {low(), high()}) result.push_back(unpackHalf(part));
      return true;
    default: return false;
  }
}

}  // namespace sw::lowering
