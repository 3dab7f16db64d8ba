// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/texel.h"

#include <cmath>
#include <cstring>

#include "support/small_float.h"

namespace sw {

namespace {

constexpr uint32_t kOne = 0x3f800000;  // 1.0f

/// Formats whose components are of one plain type, side by side.
template <class Component, int kComponents, class Convert>
void decodePlain(const uint8_t* from, uint32_t count, Texel* to, uint32_t one, Convert convert) {
  for (uint32_t n = 0; n < count; ++n, from += sizeof(Component) * kComponents) {
    Component components[kComponents];
    std::memcpy(components, from, sizeof components);
    to[n] = {{0, 0, 0, one}};
    for (int i = 0; i < kComponents; ++i) to[n].words[i] = convert(components[i]);
  }
}
template <class Component, int kComponents, class Convert>
void encodePlain(const Texel* from, uint32_t count, uint8_t* to, Convert convert) {
  for (uint32_t n = 0; n < count; ++n, to += sizeof(Component) * kComponents) {
    Component components[kComponents];
    for (int i = 0; i < kComponents; ++i) components[i] = Component(convert(from[n].words[i]));
    std::memcpy(to, components, sizeof components);
  }
}

/// Formats packed into one word: `fields` gives the bits of each channel from the lowest position on.
struct Field {
  uint8_t shift, bits;
};
template <class Word>
void decodePacked(const uint8_t* from, uint32_t count, Texel* to, const Field (&fields)[4], bool integer) {
  for (uint32_t n = 0; n < count; ++n, from += sizeof(Word)) {
    Word word;
    std::memcpy(&word, from, sizeof word);
    for (int i = 0; i < 4; ++i) {
      const uint32_t maximum = (1u << fields[i].bits) - 1;
      const uint32_t value = uint32_t(word) >> fields[i].shift & maximum;
      if (fields[i].bits == 0) {
        to[n].words[i] = integer ? 1 : kOne;
      } else {
        to[n].words[i] = integer ? value : std::bit_cast<uint32_t>(float(value) / float(maximum));
      }
    }
  }
}
template <class Word>
void encodePacked(const Texel* from, uint32_t count, uint8_t* to, const Field (&fields)[4], bool integer) {
  for (uint32_t n = 0; n < count; ++n, to += sizeof(Word)) {
    uint32_t word = 0;
    for (int i = 0; i < 4; ++i) {
      const uint32_t maximum = (1u << fields[i].bits) - 1;
      const uint32_t value = integer ? (from[n].words[i] < maximum ? from[n].words[i] : maximum)
                                     : floatToUnorm(from[n].f(i), float(maximum));
      word |= value << fields[i].shift;
    }
    const Word packed = Word(word);
    std::memcpy(to, &packed, sizeof packed);
  }
}

constexpr Field kRgb565[4] = {{11, 5}, {5, 6}, {0, 5}, {0, 0}};
constexpr Field kRgba4[4] = {{12, 4}, {8, 4}, {4, 4}, {0, 4}};
constexpr Field kRgb5A1[4] = {{11, 5}, {6, 5}, {1, 5}, {0, 1}};
constexpr Field kRgb10A2[4] = {{0, 10}, {10, 10}, {20, 10}, {30, 2}};

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

}  // namespace

void decodeTexels(TargetFormat storage, const uint8_t* from, uint32_t count, Texel* to) {
  using enum TargetFormat;
  switch (storage) {
    case None: return;
    case R8: return decodeUnorm<uint8_t, 1>(from, count, to);
    case RG8: return decodeUnorm<uint8_t, 2>(from, count, to);
    case RGB8:
    case SRGB8:
    case RGBA8:
    case SRGB8A8: return decodeUnorm<uint8_t, 4>(from, count, to);
    case R16: return decodeUnorm<uint16_t, 1>(from, count, to);
    case RG16: return decodeUnorm<uint16_t, 2>(from, count, to);
    case RGBA16: return decodeUnorm<uint16_t, 4>(from, count, to);
    case R8S: return decodeSnorm<int8_t, 1>(from, count, to);
    case RG8S: return decodeSnorm<int8_t, 2>(from, count, to);
    case RGBA8S: return decodeSnorm<int8_t, 4>(from, count, to);
    case R16S: return decodeSnorm<int16_t, 1>(from, count, to);
    case RG16S: return decodeSnorm<int16_t, 2>(from, count, to);
    case RGBA16S: return decodeSnorm<int16_t, 4>(from, count, to);
    case RGB565: return decodePacked<uint16_t>(from, count, to, kRgb565, false);
    case RGBA4: return decodePacked<uint16_t>(from, count, to, kRgba4, false);
    case RGB5A1: return decodePacked<uint16_t>(from, count, to, kRgb5A1, false);
    case RGB10A2: return decodePacked<uint32_t>(from, count, to, kRgb10A2, false);
    case RGB10A2UI: return decodePacked<uint32_t>(from, count, to, kRgb10A2, true);
    case R11G11B10F:
      for (uint32_t n = 0; n < count; ++n) {
        uint32_t bits;
        std::memcpy(&bits, from + 4 * n, 4);
        float rgb[3];
        unpackR11G11B10F(bits, rgb);
        for (int i = 0; i < 3; ++i) to[n].set(i, rgb[i]);
        to[n].words[3] = kOne;
      }
      return;
    case R16F: return decodeHalf<1>(from, count, to);
    case RG16F: return decodeHalf<2>(from, count, to);
    case RGB16F:
    case RGBA16F: return decodeHalf<4>(from, count, to);
    case R32F: return decodeFloat<1>(from, count, to);
    case RG32F: return decodeFloat<2>(from, count, to);
    case RGBA32F: return decodeFloat<4>(from, count, to);
    case R8I: return decodeInteger<int8_t, 1>(from, count, to);
    case RG8I: return decodeInteger<int8_t, 2>(from, count, to);
    case RGBA8I: return decodeInteger<int8_t, 4>(from, count, to);
    case R8UI: return decodeInteger<uint8_t, 1>(from, count, to);
    case RG8UI: return decodeInteger<uint8_t, 2>(from, count, to);
    case RGBA8UI: return decodeInteger<uint8_t, 4>(from, count, to);
    case R16I: return decodeInteger<int16_t, 1>(from, count, to);
    case RG16I: return decodeInteger<int16_t, 2>(from, count, to);
    case RGBA16I: return decodeInteger<int16_t, 4>(from, count, to);
    case R16UI: return decodeInteger<uint16_t, 1>(from, count, to);
    case RG16UI: return decodeInteger<uint16_t, 2>(from, count, to);
    case RGBA16UI: return decodeInteger<uint16_t, 4>(from, count, to);
    case R32I:
    case R32UI: return decodeInteger<uint32_t, 1>(from, count, to);
    case RG32I:
    case RG32UI: return decodeInteger<uint32_t, 2>(from, count, to);
    case RGBA32I:
    case RGBA32UI: return decodeInteger<uint32_t, 4>(from, count, to);
  }
}

void encodeTexels(TargetFormat storage, const Texel* from, uint32_t count, uint8_t* to) {
  using enum TargetFormat;
  switch (storage) {
    case None: return;
    case R8: return encodeUnorm<uint8_t, 1>(from, count, to);
    case RG8: return encodeUnorm<uint8_t, 2>(from, count, to);
    case RGB8:
    case SRGB8:
    case RGBA8:
    case SRGB8A8: return encodeUnorm<uint8_t, 4>(from, count, to);
    case R16: return encodeUnorm<uint16_t, 1>(from, count, to);
    case RG16: return encodeUnorm<uint16_t, 2>(from, count, to);
    case RGBA16: return encodeUnorm<uint16_t, 4>(from, count, to);
    case R8S: return encodeSnorm<int8_t, 1>(from, count, to);
    case RG8S: return encodeSnorm<int8_t, 2>(from, count, to);
    case RGBA8S: return encodeSnorm<int8_t, 4>(from, count, to);
    case R16S: return encodeSnorm<int16_t, 1>(from, count, to);
    case RG16S: return encodeSnorm<int16_t, 2>(from, count, to);
    case RGBA16S: return encodeSnorm<int16_t, 4>(from, count, to);
    case RGB565: return encodePacked<uint16_t>(from, count, to, kRgb565, false);
    case RGBA4: return encodePacked<uint16_t>(from, count, to, kRgba4, false);
    case RGB5A1: return encodePacked<uint16_t>(from, count, to, kRgb5A1, false);
    case RGB10A2: return encodePacked<uint32_t>(from, count, to, kRgb10A2, false);
    case RGB10A2UI: return encodePacked<uint32_t>(from, count, to, kRgb10A2, true);
    case R11G11B10F:
      for (uint32_t n = 0; n < count; ++n) {
        const uint32_t bits = packR11G11B10F(from[n].f(0), from[n].f(1), from[n].f(2));
        std::memcpy(to + 4 * n, &bits, 4);
      }
      return;
    case R16F: return encodeHalf<1>(from, count, to);
    case RG16F: return encodeHalf<2>(from, count, to);
    case RGB16F:
    case RGBA16F: return encodeHalf<4>(from, count, to);
    case R32F: return encodeFloat<1>(from, count, to);
    case RG32F: return encodeFloat<2>(from, count, to);
    case RGBA32F: return encodeFloat<4>(from, count, to);
    case R8I: return encodeInteger<int8_t, 1>(from, count, to);
    case RG8I: return encodeInteger<int8_t, 2>(from, count, to);
    case RGBA8I: return encodeInteger<int8_t, 4>(from, count, to);
    case R8UI: return encodeInteger<uint8_t, 1>(from, count, to);
    case RG8UI: return encodeInteger<uint8_t, 2>(from, count, to);
    case RGBA8UI: return encodeInteger<uint8_t, 4>(from, count, to);
    case R16I: return encodeInteger<int16_t, 1>(from, count, to);
    case RG16I: return encodeInteger<int16_t, 2>(from, count, to);
    case RGBA16I: return encodeInteger<int16_t, 4>(from, count, to);
    case R16UI: return encodeInteger<uint16_t, 1>(from, count, to);
    case RG16UI: return encodeInteger<uint16_t, 2>(from, count, to);
    case RGBA16UI: return encodeInteger<uint16_t, 4>(from, count, to);
    case R32I:
    case R32UI: return encodeInteger<uint32_t, 1>(from, count, to);
    case RG32I:
    case RG32UI: return encodeInteger<uint32_t, 2>(from, count, to);
    case RGBA32I:
    case RGBA32UI: return encodeInteger<uint32_t, 4>(from, count, to);
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
