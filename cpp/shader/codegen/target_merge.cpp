// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/target_merge.h"

namespace sw {

using wasm::Opcode;
using wasm::ValType;

namespace {

bool usesSourceColor(BlendFactor factor) {
  return factor == BlendFactor::SrcColor || factor == BlendFactor::OneMinusSrcColor;
}

bool usesSourceAlpha(BlendFactor factor) {
  return factor == BlendFactor::SrcAlpha || factor == BlendFactor::OneMinusSrcAlpha ||
         factor == BlendFactor::SrcAlphaSaturate;
}

bool usesConstant(BlendFactor factor) {
  return factor >= BlendFactor::ConstantColor && factor <= BlendFactor::OneMinusConstantAlpha;
}

bool usesDestinationAlpha(BlendFactor factor, int channel) {
  return factor == BlendFactor::DstAlpha || factor == BlendFactor::OneMinusDstAlpha ||
         (factor == BlendFactor::SrcAlphaSaturate && channel < 3) ||
         (channel == 3 && (factor == BlendFactor::DstColor || factor == BlendFactor::OneMinusDstColor));
}

/// factor and other add up to 1, or less.
bool sumsToOne(BlendFactor factor, BlendFactor other) {
  const auto isPair = [](BlendFactor a, BlendFactor b) {
    return (a == BlendFactor::Zero && b == BlendFactor::One) ||
           (a == BlendFactor::SrcColor && b == BlendFactor::OneMinusSrcColor) ||
           (a == BlendFactor::DstColor && b == BlendFactor::OneMinusDstColor) ||
           (a == BlendFactor::SrcAlpha && b == BlendFactor::OneMinusSrcAlpha) ||
           (a == BlendFactor::DstAlpha && b == BlendFactor::OneMinusDstAlpha) ||
           (a == BlendFactor::ConstantColor && b == BlendFactor::OneMinusConstantColor) ||
           (a == BlendFactor::ConstantAlpha && b == BlendFactor::OneMinusConstantAlpha);
  };
  return isPair(factor, other) || isPair(other, factor);
}

}  // namespace

bool readsDestination(BlendFactor factor, int channel) {
  return usesDestinationAlpha(factor, channel) || factor == BlendFactor::DstColor ||
         factor == BlendFactor::OneMinusDstColor;
}

TargetMerge::TargetMerge(Lanes& lanes, const TargetKey& key)
    : l_(lanes), key_(key), info_(targetFormatInfo(key.format)) {
  if (info_.isInteger()) key_.blend = 0;
  // Blending that only copies. Not for floats, where adding 0 turns -0 into 0 and a NaN is made canonical.
  if (info_.kind != TargetClass::Float && key_.equationRgb == BlendEquation::Add &&
      key_.equationAlpha == BlendEquation::Add && key_.srcRgb == BlendFactor::One &&
      key_.srcAlpha == BlendFactor::One && key_.dstRgb == BlendFactor::Zero && key_.dstAlpha == BlendFactor::Zero) {
    key_.blend = 0;
  }
  for (int i = 0; i < 4; ++i) {
    if (info_.bits[i] == 0) continue;
    const uint32_t word = info_.shift[i] / 32;
    const uint32_t mask = (info_.bits[i] == 32 ? 0xffffffffu : (1u << info_.bits[i]) - 1) << info_.shift[i] % 32;
    storedBits_[word] |= mask;
    if (written(i)) {
      writes_ = true;
      usesSource_[i] = true;
      writtenBits_[word] |= mask;
      if (!isBlended()) continue;
      for (BlendFactor factor : {sourceFactor(i), destinationFactor(i)}) {
        usesSource_[3] |= usesSourceAlpha(factor);
      }
      readsDestination_ |= needsDestinationValue(i);
    } else if (i == 3 && info_.storesUnusedAlpha()) {
      writtenBits_[word] |= mask;
    }
  }
  for (int i = 0; i < 4; ++i) readsDestination_ |= writes_ && writtenBits_[i] != storedBits_[i];
}

/// Fixed-point channels are blended in units of their code (merge_fragment.h).
bool TargetMerge::countsInCodes(int channel) const {
  return info_.kind == TargetClass::UNorm || info_.kind == TargetClass::SNorm ||
         (info_.kind == TargetClass::Srgb && channel == 3);
}

bool TargetMerge::needsDestinationValue(int channel) const {
  const BlendEquation equation = this->equation(channel);
  return equation == BlendEquation::Min || equation == BlendEquation::Max ||
         destinationFactor(channel) != BlendFactor::Zero || sw::readsDestination(sourceFactor(channel), channel);
}

void TargetMerge::setSource(int channel, Value value, bool batchWide) {
  channels_[channel].source = value;
  channels_[channel].batchWide = batchWide;
}

bool TargetMerge::factorIsBatchWide(BlendFactor factor, int channel) const {
  if (sw::readsDestination(factor, channel)) return false;
  if (usesSourceColor(factor)) return channels_[channel].batchWide;
  if (usesSourceAlpha(factor))
    return channel == 3 && factor == BlendFactor::SrcAlphaSaturate ? true : channels_[3].batchWide;
  return true;
}

void TargetMerge::emitPrologue(wasm::Local blendConstant) {
  if (!writes_) return;
  if (isBlended()) {
    for (int i = 0; i < 4; ++i) {
      const bool used = usesConstant(sourceFactor(i)) || usesConstant(destinationFactor(i));
      const bool colour = i == 3 ? usesConstant(key_.srcRgb) || usesConstant(key_.dstRgb) : false;
      if (!used && !colour) continue;
      l_.f.localGet(blendConstant);
      l_.f.load(Opcode::V128Load32Splat, 4 * i, 2);
      constant_[i] = l_.pop();
      if (info_.kind == TargetClass::UNorm || info_.kind == TargetClass::Srgb) {
        constant_[i] = l_.clamp01(constant_[i]);
      } else if (info_.kind == TargetClass::SNorm) {
        const Value ordered = l_.and_(constant_[i], l_.apply(Opcode::F32x4Eq, constant_[i], constant_[i]));
        constant_[i] = l_.lesser(l_.splat(1), l_.greater(l_.splat(-1), ordered));
      }
    }
    clampSources(Phase::Prologue);
    computeTerms(Phase::Prologue);
    return;
  }
  encodeUnblended(Phase::Prologue);
  for (int i = 0; i < 4; ++i) {
    const ChannelState& channel = channels_[i];
    const uint32_t word = info_.shift[i] / 32;
    if (!channel.placed.valid()) continue;
    constantWords_[word] = constantWords_[word].valid() ? l_.or_(constantWords_[word], channel.placed) : channel.placed;
  }
}

bool TargetMerge::isConstant() const {
  if (readsDestination_) return false;
  for (int i = 0; i < 4; ++i) {
    if (usesSource_[i] && !channels_[i].batchWide) return false;
  }
  return true;
}

void TargetMerge::clampSources(Phase phase) {
  for (int i = 0; i < 4; ++i) {
    ChannelState& channel = channels_[i];
    if (!usesSource_[i] || channel.batchWide != (phase == Phase::Prologue)) continue;
    switch (info_.kind) {
      case TargetClass::UNorm:
      case TargetClass::Srgb: channel.clamped = l_.clamp01(channel.source); break;
      case TargetClass::SNorm: {
        const Value ordered = l_.and_(channel.source, l_.apply(Opcode::F32x4Eq, channel.source, channel.source));
        channel.clamped = l_.lesser(l_.splat(1), l_.greater(l_.splat(-1), ordered));
        break;
      }
      default: channel.clamped = channel.source; break;
    }
  }
}

Value TargetMerge::factor(BlendFactor factor, int channel) {
  const auto oneMinus = [&](Value value) { return l_.sub(l_.splat(1), value); };
  switch (factor) {
    case BlendFactor::Zero: return l_.splat(0);
    case BlendFactor::One: return l_.splat(1);
    case BlendFactor::SrcColor: return channels_[channel].clamped;
    case BlendFactor::OneMinusSrcColor: return oneMinus(channels_[channel].clamped);
    case BlendFactor::DstColor: return destinationFraction(channel);
    case BlendFactor::OneMinusDstColor: return oneMinus(destinationFraction(channel));
    case BlendFactor::SrcAlpha: return channels_[3].clamped;
    case BlendFactor::OneMinusSrcAlpha: return oneMinus(channels_[3].clamped);
    case BlendFactor::DstAlpha: return destinationFraction(3);
    case BlendFactor::OneMinusDstAlpha: return oneMinus(destinationFraction(3));
    case BlendFactor::ConstantColor: return constant_[channel];
    case BlendFactor::OneMinusConstantColor: return oneMinus(constant_[channel]);
    case BlendFactor::ConstantAlpha: return constant_[3];
    case BlendFactor::OneMinusConstantAlpha: return oneMinus(constant_[3]);
    case BlendFactor::SrcAlphaSaturate:
      if (channel == 3) return l_.splat(1);
      return l_.lesser(channels_[3].clamped, oneMinus(destinationFraction(3)));
  }
  return l_.splat(0);
}

/// source * factor * units and the destination's factor, for each blended channel; a term that is Zero stays without
/// value.
void TargetMerge::computeTerms(Phase phase) {
  for (int i = 0; i < 4; ++i) {
    if (!written(i)) continue;
    ChannelState& channel = channels_[i];
    const bool minMax = equation(i) == BlendEquation::Min || equation(i) == BlendEquation::Max;

    const BlendFactor sourceFactor = minMax ? BlendFactor::One : this->sourceFactor(i);
    const bool sourceBatchWide = channel.batchWide && factorIsBatchWide(sourceFactor, i);
    if (sourceFactor != BlendFactor::Zero && sourceBatchWide == (phase == Phase::Prologue)) {
      Value term = channel.clamped;
      if (sourceFactor != BlendFactor::One) term = l_.mul(term, factor(sourceFactor, i));
      if (units(i) != 1) term = l_.mul(term, l_.splat(units(i)));
      channel.sourceTerm = term;
    }

    const BlendFactor destinationFactor = minMax ? BlendFactor::One : this->destinationFactor(i);
    if (destinationFactor == BlendFactor::Zero || destinationFactor == BlendFactor::One) continue;
    if (factorIsBatchWide(destinationFactor, i) == (phase == Phase::Prologue)) {
      channel.destinationFactor = factor(destinationFactor, i);
    }
  }
}

void TargetMerge::encodeUnblended(Phase phase) {
  for (int i = 0; i < 4; ++i) {
    ChannelState& channel = channels_[i];
    if (i == 3 && info_.storesUnusedAlpha()) {
      if (phase == Phase::Prologue) channel.placed = placeCode(l_, info_, 3, encodeChannel(l_, info_, 3, l_.splat(1)));
      continue;
    }
    if (!written(i) || channel.batchWide != (phase == Phase::Prologue)) continue;
    channel.placed = placeCode(l_, info_, i, encodeChannel(l_, info_, i, channel.source));
  }
}

void TargetMerge::decodeDestination(const Value (&words)[4]) {
  bool wanted[4] = {};
  for (int i = 0; i < 4; ++i) {
    if (!written(i)) continue;
    wanted[i] |= needsDestinationValue(i);
    for (BlendFactor factor : {sourceFactor(i), destinationFactor(i)}) wanted[3] |= usesDestinationAlpha(factor, i);
  }
  for (int i = 0; i < 4; ++i) {
    destinationFraction_[i] = Value();
    if (!wanted[i]) continue;
    if (i >= info_.channels) {
      destination_[i] = destinationFraction_[i] = l_.splat(i == 3 ? 1 : 0);
      continue;
    }
    const Value code = extractCode(l_, info_, i, words);
    if (!countsInCodes(i)) {
      destination_[i] = destinationFraction_[i] = decodeChannel(l_, info_, i, code);
    } else if (info_.kind == TargetClass::SNorm) {
      const Value number = l_.apply(Opcode::F32x4ConvertI32x4S, l_.signedBits(code, 0, info_.bits[i]));
      destination_[i] = l_.greater(l_.splat(-units(i)), number);
    } else {
      destination_[i] = l_.apply(Opcode::F32x4ConvertI32x4S, code);
    }
  }
}

Value TargetMerge::destinationFraction(int channel) {
  Value& fraction = destinationFraction_[channel];
  if (!fraction.valid()) fraction = l_.mul(destination_[channel], l_.splat(1 / units(channel)));
  return fraction;
}

Code TargetMerge::blendChannel(int channel) {
  const ChannelState& state = channels_[channel];
  const BlendEquation equation = this->equation(channel);
  const Value source = state.sourceTerm;
  Value destination;
  if (equation == BlendEquation::Min || equation == BlendEquation::Max ||
      destinationFactor(channel) == BlendFactor::One) {
    destination = destination_[channel];
  } else if (destinationFactor(channel) != BlendFactor::Zero) {
    destination = l_.mul(destination_[channel], state.destinationFactor);
  }

  // A missing term is 0. Adding it matters to the sign of zero alone, which only floats can keep.
  const bool isFloat = info_.kind == TargetClass::Float;
  const auto termOrZero = [&](Value term) { return term.valid() ? term : l_.splat(0); };
  Value value;
  switch (equation) {
    case BlendEquation::Add:
      if (!isFloat && !(source.valid() && destination.valid())) {
        value = termOrZero(source.valid() ? source : destination);
      } else {
        value = l_.add(termOrZero(source), termOrZero(destination));
      }
      break;
    case BlendEquation::Subtract: value = l_.sub(termOrZero(source), termOrZero(destination)); break;
    case BlendEquation::ReverseSubtract: value = l_.sub(termOrZero(destination), termOrZero(source)); break;
    case BlendEquation::Min: value = l_.lesser(source, destination); break;
    case BlendEquation::Max: value = l_.greater(source, destination); break;
  }

  if (!countsInCodes(channel)) {
    if (isFloat && info_.bits[channel] == 32) {
      const Value ordered = l_.apply(Opcode::F32x4Eq, value, value);
      value = l_.select(ordered, value, Value::constant(0x7fc00000));
    }
    return encodeChannel(l_, info_, channel, value);
  }
  bool inRange = equation == BlendEquation::Min || equation == BlendEquation::Max;
  if (info_.kind != TargetClass::SNorm && equation == BlendEquation::Add) {
    const bool onlyOne = !source.valid() || !destination.valid();
    // One and OneMinusSrcAlpha in the alpha channel: a + d (1 - a).
    const bool over = channel == 3 && sourceFactor(3) == BlendFactor::One &&
                      (destinationFactor(3) == BlendFactor::OneMinusSrcAlpha ||
                       destinationFactor(3) == BlendFactor::OneMinusSrcColor);
    inRange = onlyOne || over || sumsToOne(sourceFactor(channel), destinationFactor(channel));
    if (!inRange) return encodeUnits(l_, info_, channel, l_.lesser(l_.splat(units(channel)), value), false);
  }
  return encodeUnits(l_, info_, channel, value, !inRange);
}

void TargetMerge::emit(const Value (&destination)[4], Value (&words)[4]) {
  if (isBlended()) {
    for (uint32_t i = 0; i < 4; ++i) words[i] = Value();
    decodeDestination(destination);
    clampSources(Phase::Group);
    computeTerms(Phase::Group);
    for (int i = 0; i < 4; ++i) {
      if (written(i)) {
        place(i, placeCode(l_, info_, i, blendChannel(i)), words);
      } else if (i == 3 && info_.storesUnusedAlpha()) {
        place(i, placeCode(l_, info_, 3, encodeChannel(l_, info_, 3, l_.splat(1))), words);
      }
    }
  } else {
    emitUnblended(words);
  }
  keepUnwritten(destination, words);
}

void TargetMerge::emitUnblended(Value (&words)[4]) {
  for (uint32_t i = 0; i < 4; ++i) words[i] = constantWords_[i];
  encodeUnblended(Phase::Group);
  for (int i = 0; i < 4; ++i) {
    if (written(i) && !channels_[i].batchWide) place(i, channels_[i].placed, words);
  }
}

void TargetMerge::keepUnwritten(const Value (&destination)[4], Value (&words)[4]) {
  for (uint32_t i = 0; i < info_.words(); ++i) {
    if (writtenBits_[i] == storedBits_[i]) continue;
    words[i] = words[i].valid() ? l_.select(l_.splatInt(writtenBits_[i]), words[i], destination[i]) : destination[i];
  }
}

void TargetMerge::place(int channel, Value placed, Value (&words)[4]) {
  Value& word = words[info_.shift[channel] / 32];
  word = word.valid() ? l_.or_(word, placed) : placed;
}

}  // namespace sw
