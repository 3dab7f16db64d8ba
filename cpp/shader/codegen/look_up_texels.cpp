// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/look_up_texels.h"

#include <cstddef>

#include "pipeline/formats.h"
#include "pipeline/layout.h"
#include "support/assert.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

/// The operand stack's vector with one lane from memory.
void pushLane(Lanes& l, Opcode op, Local address, uint32_t lane, uint32_t offset, uint32_t alignLog2, Value vector) {
  l.f.localGet(address);
  l.push(vector);
  l.f.memoryLane(op, lane, offset, alignLog2);
}

/// One or two bytes from each address, in the low bits of its lane.
Value loadShort(Lanes& l, Opcode op, uint32_t lanesPerWord, const Local (&addresses)[4]) {
  Value words = l.splatInt(0);
  for (uint32_t k = 0; k < 4; ++k) {
    pushLane(l, op, addresses[k], lanesPerWord * k, 0, 0, words);
    words = l.pop();
  }
  return words;
}

void loadVectors(Lanes& l, const Local (&addresses)[4], Value (&channels)[4]) {
  Value texels[4];
  for (int k = 0; k < 4; ++k) {
    l.f.localGet(addresses[k]);
    l.f.load(Opcode::V128Load, 0, 2);
    texels[k] = l.pop();
  }
  transpose(l, texels, channels);
}

Value byteOf(Lanes& l, Value words, uint32_t number) {
  const Value bits = l.bits(words, 8 * number, 8);
  return l.mul(l.apply(Opcode::F32x4ConvertI32x4S, bits), l.splat(1 / 255.0f));
}

/// gatherSrgb8()
void loadSrgb(Lanes& l, const Local (&addresses)[4], Local tables, Value (&channels)[4]) {
  for (uint32_t c = 0; c < 3; ++c) {
    Value decoded = l.splatInt(0);
    for (uint32_t k = 0; k < 4; ++k) {
      l.f.localGet(addresses[k]);
      l.f.load(Opcode::I32Load8U, c, 0);
      l.f.i32Const(2);
      l.f.op(Opcode::I32Shl);
      l.f.localGet(tables);
      l.f.op(Opcode::I32Add);
      pushLane(l, Opcode::V128Load32Lane, l.popInt(), k, uint32_t(offsetof(SrgbTables, linear)), 2, decoded);
      decoded = l.pop();
    }
    channels[c] = decoded;
  }
  channels[3] = byteOf(l, loadWords(l, addresses), 3);
}

/// halfToFloat() of what stands at bit 13 with its sign at bit 31.
Value expandHalf(Lanes& l, Value placed) {
  const Value value = l.mul(l.and_(placed, l.splatInt(0x8fffe000u)), l.splat(0x1p112f));
  const Value special = l.apply(Opcode::F32x4Ge, l.apply(Opcode::F32x4Abs, value), l.splat(65536));
  return l.or_(value, l.and_(special, l.splatInt(0x7f800000)));
}
Value lowHalf(Lanes& l, Value words) { return expandHalf(l, l.shrSigned(l.shl(words, 16), 3)); }
Value highHalf(Lanes& l, Value words) { return expandHalf(l, l.shrSigned(words, 3)); }

/// Texels of up to 8 bytes, as one or two words each.
void loadSmall(Lanes& l, uint32_t bytes, const Local (&addresses)[4], Value (&words)[2]) {
  switch (bytes) {
    case 1: words[0] = loadShort(l, Opcode::V128Load8Lane, 4, addresses); return;
    case 2: words[0] = loadShort(l, Opcode::V128Load16Lane, 2, addresses); return;
    case 4: words[0] = loadWords(l, addresses); return;
    default: loadWordPairs(l, addresses, words[0], words[1]);
  }
}

/// An integer of 8 or 16 bits.
Value integerOf(Lanes& l, const TargetFormatInfo& format, const Value (&words)[2], int channel) {
  const uint32_t bits = format.bits[channel], first = format.shift[channel] % 32;
  const Value word = words[format.shift[channel] / 32];
  if (format.kind == TargetClass::Uint) return l.bits(word, first, bits);
  const uint32_t above = 32 - first - bits;
  return l.shrSigned(above ? l.shl(word, above) : word, 32 - bits);
}

/// The four components at an address.
Value loadPixel(Lanes& l, TargetFormat format, Local address, uint32_t offset) {
  l.f.localGet(address);
  if (texelCode(format) == TexelCode::Words) {
    l.f.load(Opcode::V128Load, offset, 2);
    return l.pop();
  }
  l.f.load(Opcode::V128Load16x4S, offset, 1);
  return expandHalf(l, l.shl(l.pop(), 13));
}

}  // namespace

void extractAll(Lanes& l, Value lanes, Local (&to)[4]) {
  for (uint32_t half = 0; half < 2; ++half) {
    l.push(lanes);
    l.f.lane(Opcode::I64x2ExtractLane, half);
    const Local both = l.pop(ValType::I64);
    l.f.localGet(both);
    l.f.op(Opcode::I32WrapI64);
    to[2 * half] = l.popInt();
    l.f.localGet(both);
    l.f.i64Const(32);
    l.f.op(Opcode::I64ShrU);
    l.f.op(Opcode::I32WrapI64);
    to[2 * half + 1] = l.popInt();
  }
}

Value missingChannel(TargetFormat format, int channel) {
  SW_ASSERT(channel >= texelChannels(format));
  const bool integer = targetFormatInfo(format).isInteger();
  return Value::constant(channel < 3 ? 0 : integer ? 1 : std::bit_cast<uint32_t>(1.0f));
}

void loadWordPairs(Lanes& l, const Local (&addresses)[4], Value& low, Value& high) {
  Value halves[2];
  for (uint32_t half = 0; half < 2; ++half) {
    l.f.localGet(addresses[2 * half]);
    l.f.load(Opcode::V128Load64Zero, 0, 2);
    halves[half] = l.pop();
    pushLane(l, Opcode::V128Load64Lane, addresses[2 * half + 1], 1, 0, 2, halves[half]);
    halves[half] = l.pop();
  }
  low = l.shuffle(halves[0], halves[1], 0, 2, 4, 6);
  high = l.shuffle(halves[0], halves[1], 1, 3, 5, 7);
}

Value loadWords(Lanes& l, const Local (&addresses)[4], uint32_t offset) {
  l.f.localGet(addresses[0]);
  l.f.load(Opcode::V128Load32Zero, offset, 2);
  Value words = l.pop();
  for (uint32_t k = 1; k < 4; ++k) {
    pushLane(l, Opcode::V128Load32Lane, addresses[k], k, offset, 2, words);
    words = l.pop();
  }
  return words;
}

void loadTexels(Lanes& l, TargetFormat format, Value addresses, Local srgbTables, Value (&channels)[4]) {
  Local at[4];
  extractAll(l, addresses, at);
  const int count = texelChannels(format);
  switch (texelCode(format)) {
    case TexelCode::None: return;
    case TexelCode::Bytes: {
      Value words[2];
      loadSmall(l, uint32_t(count), at, words);
      for (int c = 0; c < count; ++c) channels[c] = byteOf(l, words[0], uint32_t(c));
      return;
    }
    case TexelCode::Srgb: return loadSrgb(l, at, srgbTables, channels);
    case TexelCode::Halves: {
      Value words[2];
      loadSmall(l, 2 * uint32_t(count), at, words);
      for (int c = 0; c < count; ++c) channels[c] = c & 1 ? highHalf(l, words[c / 2]) : lowHalf(l, words[c / 2]);
      return;
    }
    case TexelCode::Integers: {
      const TargetFormatInfo info = targetFormatInfo(format);
      Value words[2];
      loadSmall(l, info.texelBytes, at, words);
      for (int c = 0; c < count; ++c) channels[c] = integerOf(l, info, words, c);
      return;
    }
    case TexelCode::Words:
      if (count == 1) {
        channels[0] = loadWords(l, at);
      } else if (count == 2) {
        loadWordPairs(l, at, channels[0], channels[1]);
      } else {
        loadVectors(l, at, channels);
      }
      return;
  }
}

void loadNeighbours(Lanes& l, TargetFormat format, const Local (&addresses)[4], Value (&first)[2], Value (&second)[2]) {
  const int count = texelChannels(format);
  switch (texelCode(format)) {
    case TexelCode::None:
    case TexelCode::Integers:
    case TexelCode::Srgb: return;  // never blended, or four channels
    case TexelCode::Bytes: {
      const Value words = count == 1 ? loadShort(l, Opcode::V128Load16Lane, 2, addresses) : loadWords(l, addresses);
      for (int c = 0; c < count; ++c) {
        first[c] = byteOf(l, words, uint32_t(c));
        second[c] = byteOf(l, words, uint32_t(count + c));
      }
      return;
    }
    case TexelCode::Halves: {
      Value words[2];
      if (count == 1) {
        words[0] = loadWords(l, addresses);
        first[0] = lowHalf(l, words[0]);
        second[0] = highHalf(l, words[0]);
      } else {
        loadWordPairs(l, addresses, words[0], words[1]);
        for (int texel = 0; texel < 2; ++texel) {
          Value(&to)[2] = texel == 0 ? first : second;
          to[0] = lowHalf(l, words[texel]);
          to[1] = highHalf(l, words[texel]);
        }
      }
      return;
    }
    case TexelCode::Words:
      if (count == 1) {
        loadWordPairs(l, addresses, first[0], second[0]);
      } else {
        Value channels[4];
        loadVectors(l, addresses, channels);
        first[0] = channels[0];
        first[1] = channels[1];
        second[0] = channels[2];
        second[1] = channels[3];
      }
      return;
  }
}

namespace {

/// Two texels of 4 bytes side by side, as 16-bit lanes.
Value loadPair(Lanes& l, Local left, Local right) {
  l.f.localGet(left);
  if (!right.valid()) {
    l.f.load(Opcode::V128Load8x8U, 0, 2);
    return l.pop();
  }
  l.f.load(Opcode::V128Load32Zero, 0, 2);
  pushLane(l, Opcode::V128Load32Lane, right, 1, 0, 2, l.pop());
  l.f.op(Opcode::I16x8ExtendLowI8x16U);
  return l.pop();
}

/// The same of sRGB, decoded: red and green in one look, blue, and alpha by arithmetic.
Value loadSrgbPair(Lanes& l, Local left, Local right, const SrgbAddresses& srgb) {
  const Value bytes = loadPair(l, left, right);
  Value pair = l.shift(Opcode::I16x8ShrU, l.apply(Opcode::I16x8Mul, bytes, l.splatInt(257 * 0x10001)), 1);
  const auto address = [&](uint32_t texel, Opcode load, uint32_t offset, uint32_t shift, Local table) {
    l.f.localGet(texel == 1 && right.valid() ? right : left);
    l.f.load(load, offset + (texel == 1 && !right.valid() ? 4 : 0), 0);
    l.f.i32Const(int32_t(shift));
    l.f.op(Opcode::I32Shl);
    l.f.localGet(table);
    l.f.op(Opcode::I32Add);
    return l.popInt();
  };
  for (uint32_t texel = 0; texel < 2; ++texel) {
    const Local redGreen = address(texel, Opcode::I32Load16U, 0, 2, srgb.pairs);
    pushLane(l, Opcode::V128Load32Lane, redGreen, 2 * texel, uint32_t(offsetof(SrgbPairs, color)), 2, pair);
    pair = l.pop();
    const Local blue = address(texel, Opcode::I32Load8U, 2, 1, srgb.tables);
    pushLane(l, Opcode::V128Load16Lane, blue, 4 * texel + 2, uint32_t(offsetof(SrgbTables, color)), 1, pair);
    pair = l.pop();
  }
  return pair;
}

/// blendIntegers()
Value blendPairs(Lanes& l, Value bottom, Value top, Value weightX, Value weightY) {
  const auto column = [&](uint8_t half) {
    // The column's components, bottom and top of each side by side.
    uint8_t order[16];
    for (uint8_t i = 0; i < 16; ++i) {
      const auto component = uint8_t(i / 4);
      order[i] = uint8_t((i & 2 ? 16 : 0) + 8 * half + 2 * component + (i & 1));
    }
    l.push(bottom);
    l.push(top);
    l.f.shuffle(order);
    const Value sum = l.apply(Opcode::I32x4DotI16x8S, l.pop(), weightY);
    return l.apply(Opcode::F32x4ConvertI32x4S, sum);
  };
  const Value left = column(0);
  return l.add(left, l.mul(l.sub(column(1), left), weightX));
}

}  // namespace

Value blendHalves(Lanes& l, Value lower, Value upper) {
  static constexpr uint8_t kOrder[16] = {0, 1, 18, 19, 4, 5, 22, 23, 8, 9, 26, 27, 12, 13, 30, 31};
  l.push(lower);
  l.push(upper);
  l.f.shuffle(kOrder);
  return l.pop();
}

Value wordsAt(Lanes& l, Value addresses) {
  Local at[4];
  extractAll(l, addresses, at);
  return loadWords(l, at);
}

Words neighbourWords(Lanes& l, const Local (&at)[4], Local stride) {
  Local above[4];
  for (int k = 0; k < 4; ++k) above[k] = l.apply32(Opcode::I32Add, at[k], stride);
  Words words;
  loadWordPairs(l, at, words.bottomLeft, words.bottomRight);
  loadWordPairs(l, above, words.topLeft, words.topRight);
  return words;
}

void blendWords(Lanes& l, const BlendConstants& constants, const Words& texels, Value weightX, Value weightY,
                Value (&out)[4]) {
  const Value upper = l.or_(weightY, l.shl(weightY, 16));
  const Value lower = l.apply(Opcode::I16x8Sub, constants.wholes, upper);
  const Value columns = l.or_(l.subInt(constants.whole, weightX), l.shl(weightX, 16));
  const auto rows = [&](Value bottom, Value top) {
    const Value sum =
        l.apply(Opcode::I16x8Add, l.apply(Opcode::I16x8Mul, bottom, lower), l.apply(Opcode::I16x8Mul, top, upper));
    return l.shift(Opcode::I16x8ShrU, sum, 1);
  };
  const auto blend = [&](Value left, Value right) {
    const Value sum = l.apply(Opcode::I32x4DotI16x8S, blendHalves(l, left, right), columns);
    return l.apply(Opcode::F32x4ConvertI32x4S, sum);
  };
  for (int odd = 0; odd < 2; ++odd) {
    const auto components = [&](Value words) {
      return odd ? l.shift(Opcode::I16x8ShrU, words, 8) : l.and_(words, constants.bytes);
    };
    const Value left = rows(components(texels.bottomLeft), components(texels.topLeft));
    const Value right = rows(components(texels.bottomRight), components(texels.topRight));
    out[odd] = blend(left, l.shl(right, 16));
    out[odd + 2] = blend(l.shrUnsigned(left, 16), right);
  }
}

Value blendPixel(Lanes& l, TargetFormat format, const Corners& corners, Value weightX, Value weightY,
                 const SrgbAddresses& srgb) {
  if (texelCode(format) == TexelCode::Srgb) {
    const Value low = loadSrgbPair(l, corners.bottom, corners.bottomRight, srgb);
    return blendPairs(l, low, loadSrgbPair(l, corners.top, corners.topRight, srgb), weightX, weightY);
  }
  const auto mix = [&](Value a, Value b, Value weight) { return l.add(a, l.mul(l.sub(b, a), weight)); };
  const auto row = [&](Local left, Local right) {
    const Value first = loadPixel(l, format, left, 0);
    const Value second =
        right.valid() ? loadPixel(l, format, right, 0) : loadPixel(l, format, left, 1u << texelShift(format));
    return mix(first, second, weightX);
  };
  const Value low = row(corners.bottom, corners.bottomRight);
  return mix(low, row(corners.top, corners.topRight), weightY);
}

Value halvesAt(Lanes& l, Local address) { return loadPixel(l, TargetFormat::RGBA16F, address, 0); }

Value blendFiniteHalves(Lanes& l, const Corners& corners, Value weightX, Value weightY, Local largest) {
  SW_ASSERT(!corners.bottomRight.valid() && !corners.topRight.valid());
  const auto mix = [&](Value a, Value b, Value weight) { return l.add(a, l.mul(l.sub(b, a), weight)); };
  const auto row = [&](Local address) {
    l.f.localGet(address);
    l.f.load(Opcode::V128Load, 0, 2);
    const Value texels = l.pop();
    const Value twice = l.shift(Opcode::I16x8Shl, texels, 1);
    l.assign(largest, l.apply(Opcode::I16x8MaxU, largest, twice));
    const auto texel = [&](uint8_t first) {
      // Halves in the upper halves of lanes: zeros and texels turn by turn, for which there is an instruction.
      uint8_t order[16];
      for (uint8_t i = 0; i < 16; ++i) order[i] = uint8_t((i & 2 ? 16 : 0) + first + 2 * (i / 4) + (i & 1));
      l.push(l.splatInt(0));
      l.push(texels);
      l.f.shuffle(order);
      return l.mul(l.and_(l.shrSigned(l.pop(), 3), l.splatInt(0x8fffe000u)), l.splat(0x1p112f));
    };
    const Value left = texel(0);
    return mix(left, texel(8), weightX);
  };
  const Value low = row(corners.bottom);
  return mix(low, row(corners.top), weightY);
}

Value anyHalfIsSpecial(Lanes& l, Local largest) {
  return l.apply(Opcode::I16x8GtU, largest, l.splatInt(0xf7fff7ffu));  // twice the bits of 65504
}

}  // namespace sw
