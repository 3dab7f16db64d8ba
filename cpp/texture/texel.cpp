// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/texel.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "support/small_float.h"

namespace sw {

namespace {

constexpr uint32_t kOne = 0x3f800000;  // 1.0f

/// Formats whose components are of one plain type, side by side.
template <class Component, int kComponents, class Convert>
[[gnu::noinline]] void decodePlain(const uint8_t* from, uint32_t count, Texel* to, uint32_t one, Convert convert) {
  for (uint32_t n = 0; n < count; ++n, from += sizeof(Component) * kComponents) {
    Component components[kComponents];
    std::memcpy(components, from, sizeof components);
    to[n] = {{0, 0, 0, one}};
    for (int i = 0; i < kComponents; ++i) to[n].words[i] = convert(components[i]);
  }
}
template <class Component, int kComponents, class Convert>
[[gnu::noinline]] void encodePlain(const Texel* from, uint32_t count, uint8_t* to, Convert convert) {
  for (uint32_t n = 0; n < count; ++n, to += sizeof(Component) * kComponents) {
    Component components[kComponents];
    for (int i = 0; i < kComponents; ++i) components[i] = Component(convert(from[n].words[i]));
    std::memcpy(to, components, sizeof components);
  }
}

/// Formats packed into one word.
template <class Word>
void decodePacked(const TargetFormatInfo& info, const uint8_t* from, uint32_t count, Texel* to) {
  const bool integer = info.isInteger();
  for (uint32_t n = 0; n < count; ++n, from += sizeof(Word)) {
    Word word;
    std::memcpy(&word, from, sizeof word);
    for (int i = 0; i < 4; ++i) {
      const uint32_t maximum = (1u << info.bits[i]) - 1;
      const uint32_t value = uint32_t(word) >> info.shift[i] & maximum;
      if (info.bits[i] == 0) {
        to[n].words[i] = integer ? 1 : kOne;
      } else {
        to[n].words[i] = integer ? value : std::bit_cast<uint32_t>(float(value) / float(maximum));
      }
    }
  }
}
template <class Word>
void encodePacked(const TargetFormatInfo& info, const Texel* from, uint32_t count, uint8_t* to) {
  const bool integer = info.isInteger();
  for (uint32_t n = 0; n < count; ++n, to += sizeof(Word)) {
    uint32_t word = 0;
    for (int i = 0; i < 4; ++i) {
      const uint32_t maximum = (1u << info.bits[i]) - 1;
      const uint32_t value = integer ? (from[n].words[i] < maximum ? from[n].words[i] : maximum)
                                     : floatToUnorm(from[n].f(i), float(maximum));
      word |= value << info.shift[i];
    }
    const Word packed = Word(word);
    std::memcpy(to, &packed, sizeof packed);
  }
}

template <class Component>
constexpr float maximumOf() {
  return float((1u << (sizeof(Component) * 8 - (Component(-1) < 0))) - 1);
}

template <class Component, int kComponents>
void decodeUnorm(const uint8_t* from, uint32_t count, Texel* to) {
  decodePlain<Component, kComponents>(from, count, to, kOne, [](Component value) {
    return std::bit_cast<uint32_t>(float(value) / maximumOf<Component>());
  });
}
template <class Component, int kComponents>
void decodeSnorm(const uint8_t* from, uint32_t count, Texel* to) {
  decodePlain<Component, kComponents>(from, count, to, kOne, [](Component value) {
    return std::bit_cast<uint32_t>(std::fmax(float(value) / maximumOf<Component>(), -1.0f));
  });
}
template <class Component, int kComponents>
void decodeInteger(const uint8_t* from, uint32_t count, Texel* to) {
  decodePlain<Component, kComponents>(from, count, to, 1, [](Component value) { return uint32_t(value); });
}
template <int kComponents>
void decodeHalf(const uint8_t* from, uint32_t count, Texel* to) {
  decodePlain<uint16_t, kComponents>(from, count, to, kOne,
                                     [](uint16_t value) { return std::bit_cast<uint32_t>(halfToFloat(value)); });
}
template <int kComponents>
void decodeFloat(const uint8_t* from, uint32_t count, Texel* to) {
  decodePlain<uint32_t, kComponents>(from, count, to, kOne, [](uint32_t value) { return value; });
}

template <class Component, int kComponents>
void encodeUnorm(const Texel* from, uint32_t count, uint8_t* to) {
  encodePlain<Component, kComponents>(
      from, count, to, [](uint32_t word) { return floatToUnorm(std::bit_cast<float>(word), maximumOf<Component>()); });
}
template <class Component, int kComponents>
void encodeSnorm(const Texel* from, uint32_t count, uint8_t* to) {
  encodePlain<Component, kComponents>(
      from, count, to, [](uint32_t word) { return floatToSnorm(std::bit_cast<float>(word), maximumOf<Component>()); });
}
template <class Component, int kComponents>
void encodeInteger(const Texel* from, uint32_t count, uint8_t* to) {
  // Integers beyond the range cannot come from transfers (the types match); copies between unlike formats clamp.
  encodePlain<Component, kComponents>(from, count, to, [](uint32_t word) {
    if constexpr (sizeof(Component) == 4) return word;
    if constexpr (Component(-1) < 0) {
      const int32_t limit = (1 << (sizeof(Component) * 8 - 1)) - 1;
      const int32_t value = int32_t(word);
      return uint32_t(value > limit ? limit : value < -limit - 1 ? -limit - 1 : value);
    } else {
      const uint32_t limit = Component(-1);
      return word > limit ? limit : word;
    }
  });
}
template <int kComponents>
void encodeHalf(const Texel* from, uint32_t count, uint8_t* to) {
  encodePlain<uint16_t, kComponents>(from, count, to,
                                     [](uint32_t word) { return floatToHalf(std::bit_cast<float>(word)); });
}
template <int kComponents>
void encodeFloat(const Texel* from, uint32_t count, uint8_t* to) {
  encodePlain<uint32_t, kComponents>(from, count, to, [](uint32_t word) { return word; });
}

static_assert(std::all_of(formats::kLayouts.begin() + 1, formats::kLayouts.end(),
                          [](const TargetFormatInfo& info) {
                            return info.plainBits() != 0 || info.texelBytes == 2 || info.texelBytes == 4;
                          }),
              "packed texels are words of 16 or 32 bits");

/// R11G11B10F.
void decodeSmallFloats(const uint8_t* from, uint32_t count, Texel* to) {
  for (uint32_t n = 0; n < count; ++n) {
    uint32_t bits;
    std::memcpy(&bits, from + 4 * n, 4);
    float rgb[3];
    unpackR11G11B10F(bits, rgb);
    for (int i = 0; i < 3; ++i) to[n].set(i, rgb[i]);
    to[n].words[3] = kOne;
  }
}
void encodeSmallFloats(const Texel* from, uint32_t count, uint8_t* to) {
  for (uint32_t n = 0; n < count; ++n) {
    const uint32_t bits = packR11G11B10F(from[n].f(0), from[n].f(1), from[n].f(2));
    std::memcpy(to + 4 * n, &bits, 4);
  }
}

template <int kComponents>
void decodeChannels(const TargetFormatInfo& info, const uint8_t* from, uint32_t count, Texel* to) {
  const uint32_t bits = info.plainBits();
  switch (info.kind) {
    case TargetClass::None: return;
    case TargetClass::UNorm:
    case TargetClass::Srgb:
      return bits == 8 ? decodeUnorm<uint8_t, kComponents>(from, count, to)
                       : decodeUnorm<uint16_t, kComponents>(from, count, to);
    case TargetClass::SNorm:
      return bits == 8 ? decodeSnorm<int8_t, kComponents>(from, count, to)
                       : decodeSnorm<int16_t, kComponents>(from, count, to);
    case TargetClass::Float:
      return bits == 16 ? decodeHalf<kComponents>(from, count, to) : decodeFloat<kComponents>(from, count, to);
    case TargetClass::Int:
      if (bits == 8) return decodeInteger<int8_t, kComponents>(from, count, to);
      if (bits == 16) return decodeInteger<int16_t, kComponents>(from, count, to);
      break;
    case TargetClass::Uint:
      if (bits == 8) return decodeInteger<uint8_t, kComponents>(from, count, to);
      if (bits == 16) return decodeInteger<uint16_t, kComponents>(from, count, to);
      break;
  }
  decodeInteger<uint32_t, kComponents>(from, count, to);
}

template <int kComponents>
void encodeChannels(const TargetFormatInfo& info, const Texel* from, uint32_t count, uint8_t* to) {
  const uint32_t bits = info.plainBits();
  switch (info.kind) {
    case TargetClass::None: return;
    case TargetClass::UNorm:
    case TargetClass::Srgb:
      return bits == 8 ? encodeUnorm<uint8_t, kComponents>(from, count, to)
                       : encodeUnorm<uint16_t, kComponents>(from, count, to);
    case TargetClass::SNorm:
      return bits == 8 ? encodeSnorm<int8_t, kComponents>(from, count, to)
                       : encodeSnorm<int16_t, kComponents>(from, count, to);
    case TargetClass::Float:
      return bits == 16 ? encodeHalf<kComponents>(from, count, to) : encodeFloat<kComponents>(from, count, to);
    case TargetClass::Int:
      if (bits == 8) return encodeInteger<int8_t, kComponents>(from, count, to);
      if (bits == 16) return encodeInteger<int16_t, kComponents>(from, count, to);
      break;
    case TargetClass::Uint:
      if (bits == 8) return encodeInteger<uint8_t, kComponents>(from, count, to);
      if (bits == 16) return encodeInteger<uint16_t, kComponents>(from, count, to);
      break;
  }
  encodeInteger<uint32_t, kComponents>(from, count, to);
}

}  // namespace

void decodeTexels(TargetFormat storage, const uint8_t* from, uint32_t count, Texel* to) {
  if (storage == TargetFormat::None) return;
  const TargetFormatInfo& info = targetFormatInfo(storage);
  if (info.plainBits() == 0) {
    if (info.kind == TargetClass::Float) return decodeSmallFloats(from, count, to);
    return info.texelBytes == 2 ? decodePacked<uint16_t>(info, from, count, to)
                                : decodePacked<uint32_t>(info, from, count, to);
  }
  switch (info.storedChannels()) {
    case 1: return decodeChannels<1>(info, from, count, to);
    case 2: return decodeChannels<2>(info, from, count, to);
    default: return decodeChannels<4>(info, from, count, to);
  }
}

void encodeTexels(TargetFormat storage, const Texel* from, uint32_t count, uint8_t* to) {
  if (storage == TargetFormat::None) return;
  const TargetFormatInfo& info = targetFormatInfo(storage);
  if (info.plainBits() == 0) {
    if (info.kind == TargetClass::Float) return encodeSmallFloats(from, count, to);
    return info.texelBytes == 2 ? encodePacked<uint16_t>(info, from, count, to)
                                : encodePacked<uint32_t>(info, from, count, to);
  }
  switch (info.storedChannels()) {
    case 1: return encodeChannels<1>(info, from, count, to);
    case 2: return encodeChannels<2>(info, from, count, to);
    default: return encodeChannels<4>(info, from, count, to);
  }
}

void conformToBaseFormat(GLenum baseFormat, bool integer, Texel* texels, uint32_t count) {
  const uint32_t one = integer ? 1 : kOne;
  for (uint32_t n = 0; n < count; ++n) {
    uint32_t* words = texels[n].words;
    switch (baseFormat) {
      case GL_RED:
      case GL_RED_INTEGER: words[1] = 0; [[fallthrough]];
      case GL_RG:
      case GL_RG_INTEGER: words[2] = 0; [[fallthrough]];
      case GL_RGB:
      case GL_RGB_INTEGER: words[3] = one; break;
      case GL_LUMINANCE: words[3] = one; [[fallthrough]];
      case GL_LUMINANCE_ALPHA: words[1] = words[2] = words[0]; break;
      case GL_ALPHA: words[0] = words[1] = words[2] = 0; break;
      default: break;
    }
  }
}

float quantiseDepth(DepthFormat format, float depth) {
  const float unit = clampToUnit(depth);
  switch (format) {
    case DepthFormat::None:
    case DepthFormat::D32F: return unit;
    case DepthFormat::D16: return std::nearbyint(unit * 65535.0f) * (1 / 65535.0f);
    case DepthFormat::D24: return std::nearbyint(unit * 0x1p24f) * 0x1p-24f;
  }
  __builtin_unreachable();
}

}  // namespace sw
