// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/gather.h"

#include "texture/texel.h"

namespace sw {

namespace {

constexpr float kOne = 1.0f;

/// Any format, by the decoder that transfers use.
template <TargetFormat kStorage>
void gatherDecoded(const uint8_t* const texels[4], F32x4 channels[4]) {
  Texel decoded[4];
  for (int i = 0; i < 4; ++i) decodeTexels(kStorage, texels[i], 1, &decoded[i]);
  for (int i = 0; i < 4; ++i) channels[i] = load<F32x4>(decoded[i].words);
  transpose(channels[0], channels[1], channels[2], channels[3]);
}

/// Integers of 8 or 16 bits, up to four of them.
template <class Component, int kComponents>
void gatherIntegers(const uint8_t* const texels[4], F32x4 channels[4]) {
  channels[1] = channels[2] = asFloat(I32x4(0));
  channels[3] = asFloat(I32x4(1));
  Component values[4][kComponents];
  for (int i = 0; i < 4; ++i) std::memcpy(values[i], texels[i], sizeof values[i]);
  for (int c = 0; c < kComponents; ++c) {
    channels[c] =
        asFloat(I32x4(int32_t(values[0][c]), int32_t(values[1][c]), int32_t(values[2][c]), int32_t(values[3][c])));
  }
}

template <int kComponents>
void gatherUnorm8(const uint8_t* const texels[4], F32x4 channels[4]) {
  channels[1] = channels[2] = 0.0f;
  channels[3] = kOne;
  for (int c = 0; c < kComponents; ++c) {
    channels[c] = toFloat(I32x4(texels[0][c], texels[1][c], texels[2][c], texels[3][c])) * F32x4(1 / 255.0f);
  }
}

template <int kComponents>
void gatherFloats(const uint8_t* const texels[4], F32x4 channels[4]) {
  if constexpr (kComponents == 4) {
    for (int i = 0; i < 4; ++i) channels[i] = load<F32x4>(texels[i]);
    transpose(channels[0], channels[1], channels[2], channels[3]);
  } else {
    channels[1] = channels[2] = 0.0f;
    channels[3] = kOne;
    for (int c = 0; c < kComponents; ++c) {
      channels[c] = asFloat(U32x4(load32(texels[0] + 4 * c), load32(texels[1] + 4 * c), load32(texels[2] + 4 * c),
                                  load32(texels[3] + 4 * c)));
    }
  }
}

template <int kComponents>
void gatherHalves(const uint8_t* const texels[4], F32x4 channels[4]) {
  channels[1] = channels[2] = 0.0f;
  channels[3] = kOne;
  if constexpr (kComponents == 1) {
    int16_t values[4];
    for (int i = 0; i < 4; ++i) std::memcpy(&values[i], texels[i], 2);
    channels[0] = halfToFloat(I32x4(values[0], values[1], values[2], values[3]));
  } else {
    const I32x4 low = asInt(load32x4(texels));
    channels[0] = halfToFloat((low << 16) >> 16);
    channels[1] = halfToFloat(low >> 16);
    if constexpr (kComponents == 4) {
      const uint8_t* const upper[4] = {texels[0] + 4, texels[1] + 4, texels[2] + 4, texels[3] + 4};
      const I32x4 high = asInt(load32x4(upper));
      channels[2] = halfToFloat((high << 16) >> 16);
      channels[3] = halfToFloat(high >> 16);
    }
  }
}

void gatherDepthLuminance(const uint8_t* const texels[4], F32x4 channels[4]) {
  gatherFloats<1>(texels, channels);
  channels[1] = channels[2] = channels[0];
}

}  // namespace

Gather gatherOf(const FormatInfo& format, bool depthAsLuminance) {
  using enum TargetFormat;
  if (format.isDepthOrStencil()) return depthAsLuminance ? gatherDepthLuminance : gatherFloats<1>;
  switch (format.storage) {
    case None: return nullptr;
    case R8: return gatherUnorm8<1>;
    case RG8: return gatherUnorm8<2>;
    case RGB8:
    case RGBA8: return gatherRgba8;
    case SRGB8:
    case SRGB8A8: return gatherSrgb8;
    case RGB565: return gatherDecoded<RGB565>;
    case RGBA4: return gatherDecoded<RGBA4>;
    case RGB5A1: return gatherDecoded<RGB5A1>;
    case RGB10A2: return gatherDecoded<RGB10A2>;
    case RGB10A2UI: return gatherDecoded<RGB10A2UI>;
    case R11G11B10F: return gatherDecoded<R11G11B10F>;
    case R16F: return gatherHalves<1>;
    case RG16F: return gatherHalves<2>;
    case RGB16F:
    case RGBA16F: return gatherHalves<4>;
    case R32F: return gatherFloats<1>;
    case RG32F: return gatherFloats<2>;
    case RGBA32F: return gatherFloats<4>;
    case R8I: return gatherIntegers<int8_t, 1>;
    case RG8I: return gatherIntegers<int8_t, 2>;
    case RGBA8I: return gatherIntegers<int8_t, 4>;
    case R8UI: return gatherIntegers<uint8_t, 1>;
    case RG8UI: return gatherIntegers<uint8_t, 2>;
    case RGBA8UI: return gatherIntegers<uint8_t, 4>;
    case R16I: return gatherIntegers<int16_t, 1>;
    case RG16I: return gatherIntegers<int16_t, 2>;
    case RGBA16I: return gatherIntegers<int16_t, 4>;
    case R16UI: return gatherIntegers<uint16_t, 1>;
    case RG16UI: return gatherIntegers<uint16_t, 2>;
    case RGBA16UI: return gatherIntegers<uint16_t, 4>;
    case R32I:
    case R32UI: return gatherIntegers<uint32_t, 1>;
    case RG32I:
    case RG32UI: return gatherIntegers<uint32_t, 2>;
    case RGBA32I:
    case RGBA32UI: return gatherIntegers<uint32_t, 4>;
    case R16: return gatherDecoded<R16>;
    case RG16: return gatherDecoded<RG16>;
    case RGBA16: return gatherDecoded<RGBA16>;
    case R8S: return gatherDecoded<R8S>;
    case RG8S: return gatherDecoded<RG8S>;
    case RGBA8S: return gatherDecoded<RGBA8S>;
    case R16S: return gatherDecoded<R16S>;
    case RG16S: return gatherDecoded<RG16S>;
    case RGBA16S: return gatherDecoded<RGBA16S>;
  }
  return nullptr;
}

}  // namespace sw
