// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/gather.h"

#include <array>
#include <type_traits>
#include <utility>

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

template <TargetFormat kStorage>
constexpr Gather gatherOfStorage() {
  constexpr TargetFormatInfo kInfo = targetFormatInfo(kStorage);
  constexpr uint32_t kBits = kInfo.plainBits();
  constexpr int kChannels = kInfo.storedChannels();
  if constexpr (kStorage == TargetFormat::None) {
    return nullptr;
  } else if constexpr (kInfo.kind == TargetClass::Srgb && kBits == 8 && kChannels == 4) {
    return gatherSrgb8;
  } else if constexpr (kInfo.kind == TargetClass::UNorm && kBits == 8) {
    if constexpr (kChannels == 4) return gatherRgba8;
    return gatherUnorm8<kChannels>;
  } else if constexpr (kInfo.kind == TargetClass::Float && kBits == 16) {
    return gatherHalves<kChannels>;
  } else if constexpr (kInfo.kind == TargetClass::Float && kBits == 32) {
    return gatherFloats<kChannels>;
  } else if constexpr (kInfo.isInteger() && kBits == 32) {
    return gatherIntegers<uint32_t, kChannels>;
  } else if constexpr (kInfo.kind == TargetClass::Int && kBits != 0) {
    return gatherIntegers<std::conditional_t<kBits == 8, int8_t, int16_t>, kChannels>;
  } else if constexpr (kInfo.kind == TargetClass::Uint && kBits != 0) {
    return gatherIntegers<std::conditional_t<kBits == 8, uint8_t, uint16_t>, kChannels>;
  } else {
    static_assert(kInfo.kind != TargetClass::Srgb, "texels of sRGB have four bytes here");
    return gatherDecoded<kStorage>;
  }
}

template <size_t... kStorages>
constexpr std::array<Gather, sizeof...(kStorages)> gathersOf(std::index_sequence<kStorages...>) {
  return {gatherOfStorage<TargetFormat(kStorages)>()...};
}
constexpr auto kGathers = gathersOf(std::make_index_sequence<kTargetFormatCount>());

}  // namespace

Gather gatherOf(const FormatInfo& format, bool depthAsLuminance) {
  if (format.isDepthOrStencil()) return depthAsLuminance ? gatherDepthLuminance : gatherFloats<1>;
  return kGathers[size_t(format.storage)];
}

}  // namespace sw
