// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/target_convert.h"

#include "pipeline/srgb.h"
#include "support/assert.h"

namespace sw {

using wasm::Opcode;

namespace {

uint32_t lowBits(uint32_t bits) { return bits >= 32 ? 0xffffffffu : (1u << bits) - 1; }

constexpr float kRoundUnsigned = 0x1p23f;  // bits 0x4b000000 below 2^23
constexpr float kRoundSigned = 0x1.8p23f;  // bits 0x4b400000, two's complement below
constexpr uint32_t kRoundDirt = 0x4b000000;

/// Adding a number whose last bit is worth 1 leaves the rounded integer in the low bits: nearest, ties to even, and no
/// saturating conversion.
Code rounded(Lanes& l, const TargetFormatInfo& info, int channel, Value units) {
  if (info.kind == TargetClass::SNorm) {
    return {l.add(units, l.splat(kRoundSigned)), ~lowBits(info.bits[channel])};
  }
  return {l.add(units, l.splat(kRoundUnsigned)), kRoundDirt};
}

/// A float >= 0 and no NaN, as 5 bits of exponent over mantissaBits.
Value toSmallFloat(Lanes& l, Value magnitude, uint32_t mantissaBits) {
  const uint32_t drop = 23 - mantissaBits;
  // Smaller than the smallest normal number: let an addition round to its steps.
  const uint32_t alignBits = (127 - 15 + drop + 1) << 23;
  const Value tiny = l.subInt(l.add(magnitude, Value::constant(alignBits)), l.splatInt(alignBits));
  // Else: new exponent bias, then add just under one half of the last place, and one more where it is odd.
  const Value odd = l.bits(magnitude, drop, 1);
  const uint32_t rebias = uint32_t(15 - 127) << 23;
  const Value biased = l.addInt(magnitude, l.splatInt(rebias + (1u << (drop - 1)) - 1));
  const Value normal = l.shrUnsigned(l.addInt(biased, odd), drop);
  const Value isTiny = l.apply(Opcode::F32x4Lt, magnitude, l.splat(0x1p-14f));
  const Value isHuge = l.apply(Opcode::F32x4Ge, magnitude, l.splat(65536.0f));
  return l.select(isHuge, l.splatInt(31u << mantissaBits), l.select(isTiny, tiny, normal));
}

Value fromSmallFloat(Lanes& l, Value bits, uint32_t mantissaBits) {
  const Value scaled = l.mul(l.shl(bits, 23 - mantissaBits), l.splat(0x1p112f));  // denormals become normal here
  const Value special = l.apply(Opcode::I32x4GeS, bits, l.splatInt(31u << mantissaBits));
  return l.or_(scaled, l.and_(special, l.splatInt(0x7f800000)));
}

Value isNan(Lanes& l, Value value) { return l.apply(Opcode::F32x4Ne, value, value); }

Value floatToHalf(Lanes& l, Value value) {
  const Value magnitude = l.apply(Opcode::F32x4Abs, value);
  const Value sign = l.shrUnsigned(l.and_(value, l.splatInt(0x80000000u)), 16);
  const Value code = l.or_(toSmallFloat(l, magnitude, 10), sign);
  const Value nan = isNan(l, value);
  return l.select(nan, l.splatInt(0x7e00), code);
}

Value floatToUnsignedSmall(Lanes& l, Value value, uint32_t mantissaBits) {
  const uint32_t infinity = 31u << mantissaBits;
  // Largest finite value: all mantissa bits under the exponent 15.
  const Value largest = Value::constant((142u << 23) | (lowBits(mantissaBits) << (23 - mantissaBits)));
  const Value positive = l.greater(l.splat(0), value);
  const Value code = toSmallFloat(l, l.lesser(largest, positive), mantissaBits);
  const Value isInfinite = l.apply(Opcode::F32x4Eq, value, Value::constant(0x7f800000));
  const Value finite = l.select(isInfinite, l.splatInt(infinity), code);
  const Value nan = isNan(l, value);
  return l.select(nan, l.splatInt(infinity | 1u << (mantissaBits - 1)), finite);
}

}  // namespace

Value extractCode(Lanes& l, const TargetFormatInfo& info, int channel, const Value (&words)[4]) {
  const Value word = words[info.shift[channel] / 32];
  const uint32_t bits = info.bits[channel];
  return bits == 32 ? word : l.bits(word, info.shift[channel] % 32, bits);
}

Code encodeChannel(Lanes& l, const TargetFormatInfo& info, int channel, Value value) {
  const uint32_t bits = info.bits[channel];
  switch (info.kind) {
    case TargetClass::UNorm:
    case TargetClass::Srgb: {
      Value clamped = l.clamp01(value);
      if (info.kind == TargetClass::Srgb && channel < 3) clamped = linearToSrgb(l, clamped);
      return rounded(l, info, channel, l.mul(clamped, l.splat(info.scale(channel))));
    }
    case TargetClass::SNorm: {
      const Value ordered = l.and_(value, l.apply(Opcode::F32x4Eq, value, value));
      const Value clamped = l.lesser(l.splat(1), l.greater(l.splat(-1), ordered));
      return rounded(l, info, channel, l.mul(clamped, l.splat(info.scale(channel))));
    }
    case TargetClass::Float:
      if (bits == 32) return {value, 0};
      if (bits == 16) return {floatToHalf(l, value), 0};
      return {floatToUnsignedSmall(l, value, bits - 5), 0};
    case TargetClass::Int:
    case TargetClass::Uint: return {value, ~lowBits(bits)};
    case TargetClass::None: break;
  }
  SW_ASSERT(!"no such channel");
  return {value, 0};
}

Code encodeUnits(Lanes& l, const TargetFormatInfo& info, int channel, Value value, bool clamp) {
  const float scale = info.scale(channel);
  if (clamp) {
    const Value low = l.splat(info.kind == TargetClass::SNorm ? -scale : 0);
    value = l.lesser(l.splat(scale), l.greater(low, value));
  }
  return rounded(l, info, channel, value);
}

Value decodeChannel(Lanes& l, const TargetFormatInfo& info, int channel, Value code) {
  const uint32_t bits = info.bits[channel];
  switch (info.kind) {
    case TargetClass::UNorm:
    case TargetClass::Srgb: {
      const Value value = l.div(l.apply(Opcode::F32x4ConvertI32x4S, code), l.splat(info.scale(channel)));
      return info.kind == TargetClass::Srgb && channel < 3 ? srgbToLinear(l, value) : value;
    }
    case TargetClass::SNorm: {
      const Value value = l.apply(Opcode::F32x4ConvertI32x4S, l.signedBits(code, 0, bits));
      return l.greater(l.splat(-1), l.div(value, l.splat(info.scale(channel))));
    }
    case TargetClass::Float:
      if (bits == 32) return code;
      if (bits == 16) return halfToFloat(l, code);
      return fromSmallFloat(l, code, bits - 5);
    case TargetClass::Int:
    case TargetClass::Uint:
    case TargetClass::None: break;
  }
  SW_ASSERT(!"no float channel");
  return code;
}

Value placeCode(Lanes& l, const TargetFormatInfo& info, int channel, Code code) {
  const uint32_t shift = info.shift[channel] % 32;
  Value value = code.value;
  // What lies above the channel either leaves the word with the shift or is masked away.
  if ((code.dirt << shift) != 0 && info.bits[channel] < 32)
    value = l.and_(value, l.splatInt(lowBits(info.bits[channel])));
  return l.shl(value, shift);
}

Value halfToFloat(Lanes& l, Value bits16) {
  const Value magnitude = fromSmallFloat(l, l.and_(bits16, l.splatInt(0x7fff)), 10);
  const Value sign = l.shl(l.and_(bits16, l.splatInt(0x8000)), 16);
  return l.or_(magnitude, sign);
}

Value srgbToLinear(Lanes& l, Value encoded) {
  Value sum = l.splat(srgb::kToLinear[7]);
  for (int i = 6; i >= 0; --i) sum = l.add(l.mul(sum, encoded), l.splat(srgb::kToLinear[i]));
  const Value isDark = l.apply(Opcode::F32x4Le, encoded, l.splat(srgb::kToLinearThreshold));
  const Value dark = l.mul(encoded, l.splat(srgb::kToLinearSlope));
  return l.select(isDark, dark, sum);
}

Value linearToSrgb(Lanes& l, Value x) {
  const Value root2 = l.sqrt(x);
  const Value root4 = l.sqrt(root2);
  Value y = l.add(l.splat(srgb::kFromLinear[0]), l.mul(l.splat(srgb::kFromLinear[1]), root2));
  y = l.add(y, l.mul(l.splat(srgb::kFromLinear[2]), root4));
  y = l.add(y, l.mul(l.splat(srgb::kFromLinear[3]), x));
  const Value y2 = l.mul(y, y);
  const Value y4 = l.mul(y2, y2);
  const Value y12 = l.mul(l.mul(y4, y4), y4);
  const Value x2 = l.mul(x, x);
  const Value x5 = l.mul(l.mul(x2, x2), x);
  const Value step = l.add(l.splat(11 / 12.0f), l.mul(l.div(x5, y12), l.splat(1 / 12.0f)));
  const Value bright = l.sub(l.mul(l.mul(y, step), l.splat(1.055f)), l.splat(0.055f));
  const Value isDark = l.apply(Opcode::F32x4Le, x, l.splat(srgb::kFromLinearThreshold));
  const Value dark = l.mul(x, l.splat(srgb::kFromLinearSlope));
  return l.select(isDark, dark, bright);
}

}  // namespace sw
