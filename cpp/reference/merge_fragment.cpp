// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "reference/merge_fragment.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "texture/texel.h"

namespace sw {

namespace {

template <typename T>
bool compareValues(CompareFunction function, T a, T b) {
  switch (function) {
    case CompareFunction::Never: return false;
    case CompareFunction::Less: return a < b;
    case CompareFunction::Equal: return a == b;
    case CompareFunction::LessEqual: return a <= b;
    case CompareFunction::Greater: return a > b;
    case CompareFunction::NotEqual: return a != b;
    case CompareFunction::GreaterEqual: return a >= b;
    case CompareFunction::Always: return true;
  }
  return true;
}

bool stencilAndDepth(const FragmentKey& key, const FragmentState& state, const ShadedFragment& fragment,
                     const PixelAddresses& pixel) {
  const float depth = quantiseDepth(key.depthFormat, fragment.depth);
  const bool depthPasses = !key.depthTest || compare(key.depthCompare, depth, *pixel.depth);
  bool stencilPasses = true;
  if (key.stencilTest) {
    const StencilFaceKey& face = fragment.frontFacing ? key.stencilFront : key.stencilBack;
    const StencilFaceState& values = fragment.frontFacing ? state.stencilFront : state.stencilBack;
    const auto reference = uint8_t(std::clamp(int32_t(values.reference), 0, 255));
    const uint32_t mask = values.compareMask & 0xff;
    stencilPasses = compare(face.compare, reference & mask, *pixel.stencil & mask);
    const StencilOp op = !stencilPasses ? face.fail : !depthPasses ? face.depthFail : face.pass;
    const uint8_t updated = applyStencilOp(op, *pixel.stencil, reference);
    const auto writeMask = uint8_t(values.writeMask);
    *pixel.stencil = uint8_t((*pixel.stencil & ~writeMask) | (updated & writeMask));
  }
  if (!stencilPasses || !depthPasses) return false;
  if (key.depthTest && key.depthWrite) *pixel.depth = depth;
  return true;
}

/// What a blend factor may depend on, for one channel.
struct FactorInputs {
  Color source, destination;  // as fractions, not codes
  Color constant;
};

float factorOf(BlendFactor factor, const FactorInputs& in, int channel) {
  switch (factor) {
    case BlendFactor::Zero: return 0;
    case BlendFactor::One: return 1;
    case BlendFactor::SrcColor: return in.source[channel];
    case BlendFactor::OneMinusSrcColor: return 1 - in.source[channel];
    case BlendFactor::DstColor: return in.destination[channel];
    case BlendFactor::OneMinusDstColor: return 1 - in.destination[channel];
    case BlendFactor::SrcAlpha: return in.source[3];
    case BlendFactor::OneMinusSrcAlpha: return 1 - in.source[3];
    case BlendFactor::DstAlpha: return in.destination[3];
    case BlendFactor::OneMinusDstAlpha: return 1 - in.destination[3];
    case BlendFactor::ConstantColor: return in.constant[channel];
    case BlendFactor::OneMinusConstantColor: return 1 - in.constant[channel];
    case BlendFactor::ConstantAlpha: return in.constant[3];
    case BlendFactor::OneMinusConstantAlpha: return 1 - in.constant[3];
    case BlendFactor::SrcAlphaSaturate: return channel == 3 ? 1 : std::min(in.source[3], 1 - in.destination[3]);
  }
  return 0;
}

/// NaN gives low for UNorm and 0 for SNorm, as when it is written without blending.
float clamped(TargetClass kind, float value) {
  if (kind == TargetClass::Float) return value;
  const float low = kind == TargetClass::SNorm ? -1 : 0;
  if (std::isnan(value)) return 0;
  return std::clamp(value, low, 1.0f);
}

}  // namespace

bool compare(CompareFunction function, float a, float b) { return compareValues(function, a, b); }
bool compare(CompareFunction function, uint32_t a, uint32_t b) { return compareValues(function, a, b); }

uint8_t applyStencilOp(StencilOp op, uint8_t value, uint8_t reference) {
  switch (op) {
    case StencilOp::Keep: return value;
    case StencilOp::Zero: return 0;
    case StencilOp::Replace: return reference;
    case StencilOp::IncrementClamp: return value == 255 ? 255 : uint8_t(value + 1);
    case StencilOp::DecrementClamp: return value == 0 ? 0 : uint8_t(value - 1);
    case StencilOp::Invert: return uint8_t(~value);
    case StencilOp::IncrementWrap: return uint8_t(value + 1);
    case StencilOp::DecrementWrap: return uint8_t(value - 1);
  }
  return value;
}

std::array<uint32_t, 4> blend(const TargetKey& key, const Color& source, const float (&constant)[4],
                              const uint8_t* texel) {
  const TargetFormatInfo info = targetFormatInfo(key.format);
  const auto codes = readCodes(key.format, texel);
  const bool fixedPoint = info.kind == TargetClass::UNorm || info.kind == TargetClass::SNorm;

  FactorInputs in;
  Color units = {1, 1, 1, 1};        // largest code where blending counts in codes
  Color destination = {0, 0, 0, 1};  // in units
  for (int i = 0; i < 4; ++i) {
    in.source[i] = clamped(info.kind, source[i]);
    in.constant[i] = clamped(info.kind, constant[i]);
    if (i < info.channels) {
      if (fixedPoint || (info.kind == TargetClass::Srgb && i == 3)) {
        units[i] = info.scale(i);
        destination[i] = float(codes[i]);
        if (info.kind == TargetClass::SNorm) {  // two's complement; the lowest code means -1 too
          const int unused = 32 - info.bits[i];
          destination[i] = std::max(float(int32_t(codes[i] << unused) >> unused), -units[i]);
        }
        in.destination[i] = destination[i] * (1 / units[i]);
      } else {
        destination[i] = decodeChannel(key.format, i, codes[i]);
        in.destination[i] = destination[i];
      }
    } else {
      in.destination[i] = destination[i];
    }
  }

  std::array<uint32_t, 4> result{};
  for (int i = 0; i < info.channels; ++i) {
    const BlendFactor sourceFactor = i == 3 ? key.srcAlpha : key.srcRgb;
    const BlendFactor destinationFactor = i == 3 ? key.dstAlpha : key.dstRgb;
    const float s = in.source[i] * units[i];
    const float sourceTerm =
        sourceFactor == BlendFactor::Zero ? 0 : in.source[i] * factorOf(sourceFactor, in, i) * units[i];
    const float destinationTerm =
        destinationFactor == BlendFactor::Zero ? 0 : destination[i] * factorOf(destinationFactor, in, i);
    float value = 0;
    switch (i == 3 ? key.equationAlpha : key.equationRgb) {
      case BlendEquation::Add: value = sourceTerm + destinationTerm; break;
      case BlendEquation::Subtract: value = sourceTerm - destinationTerm; break;
      case BlendEquation::ReverseSubtract: value = destinationTerm - sourceTerm; break;
      case BlendEquation::Min: value = destination[i] < s ? destination[i] : s; break;
      case BlendEquation::Max: value = s < destination[i] ? destination[i] : s; break;
    }
    if (std::isnan(value)) value = std::numeric_limits<float>::quiet_NaN();
    if (units[i] == 1) {
      result[i] = encodeChannel(key.format, i, value);
    } else {
      const float low = info.kind == TargetClass::SNorm ? -units[i] : 0;
      const auto code = int32_t(std::nearbyint(std::clamp(value, low, units[i])));
      result[i] = uint32_t(code) & uint32_t((uint64_t(1) << info.bits[i]) - 1);
    }
  }
  return result;
}

bool mergeFragment(const FragmentKey& key, const FragmentState& state, const ShadedFragment& fragment,
                   const PixelAddresses& pixel) {
  if (fragment.discarded) return false;
  if (!stencilAndDepth(key, state, fragment, pixel)) return false;
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
    const TargetKey& target = key.targets[i];
    if (target.format == TargetFormat::None || target.writeMask == 0) continue;
    const IntegerColor& output = fragment.outputs[i];
    if (targetFormatInfo(target.format).isInteger()) {
      writeIntegerColor(target.format, output, target.writeMask, pixel.color[i]);
      continue;
    }
    const auto color = std::bit_cast<Color>(output);
    if (target.blend) {
      writeCodes(target.format, blend(target, color, state.blendConstant, pixel.color[i]), target.writeMask,
                 pixel.color[i]);
    } else {
      writeColor(target.format, color, target.writeMask, pixel.color[i]);
    }
  }
  return true;
}

uint32_t mergeSamples(const FragmentKey& key, const FragmentState& state, const ShadedFragment& fragment,
                      const std::array<float, kPixelSamples>& depths,
                      const std::array<PixelAddresses, kPixelSamples>& samples, uint32_t covered) {
  // Integer outputs have no alpha to ask.
  const bool asksAlpha = key.alphaToCoverage && !targetFormatInfo(key.targets[0].format).isInteger();
  const float alpha = std::bit_cast<float>(fragment.outputs[0][3]);
  uint32_t survived = 0;
  for (uint32_t s = 0; s < kPixelSamples; ++s) {
    if (!(covered >> s & 1) || (asksAlpha && !(alpha >= alphaThreshold(s)))) continue;
    ShadedFragment sample = fragment;
    sample.depth = depths[s];
    if (mergeFragment(key, state, sample, samples[s])) survived |= 1u << s;
  }
  return survived;
}

}  // namespace sw
