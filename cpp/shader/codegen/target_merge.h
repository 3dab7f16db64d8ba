// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Colours of four lanes into the texels of one render target: blending, conversion, write mask (OpenGL ES 3.0.6 §4.1.7
// to §4.2.2). What depends on batch-wide values alone is computed in the prologue, down to the finished texel. The
// scalar twin is cpp/reference/merge_fragment.cpp; both follow the same formulas in the same order.

#pragma once

#include "pipeline/routine_keys.h"
#include "shader/codegen/target_convert.h"

namespace sw {

class TargetMerge {
 public:
  TargetMerge(Lanes& lanes, const TargetKey& key);

  /// False when no bit of the target can change.
  bool writes() const { return writes_; }
  /// Blending or a partial write mask: emit wants the texels that are there.
  bool readsDestination() const { return readsDestination_; }
  bool usesSource(int channel) const { return usesSource_[channel]; }
  const TargetFormatInfo& format() const { return info_; }

  /// Bits of one component of the shader's output. batchWide: the same for the whole batch, and available in the
  /// prologue. Others may be set again for every group of lanes, before emit.
  void setSource(int channel, Value value, bool batchWide);

  /// After the batch-wide sources are set. blendConstant: local with the address of four floats. Takes temporaries that
  /// live as long as the routine.
  void emitPrologue(wasm::Local blendConstant);

  /// All sources and the format's parameters are batch-wide and the destination is not read: texel() is constant.
  bool isConstant() const;

  /// New texels. destination: words as they are in memory, needed where readsDestination().
  void emit(const Value (&destination)[4], Value (&words)[4]);

  /// emit in two steps, for several samples of the same fragments. Without blending only: what all samples have in
  /// common, and what each then keeps of its own.
  bool isBlended() const { return key_.blend; }
  void emitUnblended(Value (&words)[4]);
  void keepUnwritten(const Value (&destination)[4], Value (&words)[4]);

 private:
  enum class Phase : uint8_t { Prologue, Group };

  struct ChannelState {
    Value source;  // as the shader gave it
    bool batchWide = false;
    Value clamped;     // what blending calculates with
    Value sourceTerm;  // source * factor * units
    Value destinationFactor;
    Value placed;  // finished bits in their word, for channels that are not blended
  };

  BlendFactor sourceFactor(int channel) const { return channel == 3 ? key_.srcAlpha : key_.srcRgb; }
  BlendFactor destinationFactor(int channel) const { return channel == 3 ? key_.dstAlpha : key_.dstRgb; }
  BlendEquation equation(int channel) const { return channel == 3 ? key_.equationAlpha : key_.equationRgb; }
  bool written(int channel) const { return channel < info_.channels && (key_.writeMask >> channel & 1); }
  bool countsInCodes(int channel) const;
  float units(int channel) const { return countsInCodes(channel) ? info_.scale(channel) : 1; }
  bool needsDestinationValue(int channel) const;
  bool factorIsBatchWide(BlendFactor factor, int channel) const;

  void clampSources(Phase phase);
  void computeTerms(Phase phase);
  void encodeUnblended(Phase phase);
  Value factor(BlendFactor factor, int channel);
  Value destinationFraction(int channel);
  void decodeDestination(const Value (&words)[4]);
  Code blendChannel(int channel);
  void place(int channel, Value placed, Value (&words)[4]);

  Lanes& l_;
  TargetKey key_;
  const TargetFormatInfo info_;
  bool writes_ = false;
  bool readsDestination_ = false;
  bool usesSource_[4] = {};
  uint32_t writtenBits_[4] = {};  // of each word
  uint32_t storedBits_[4] = {};
  ChannelState channels_[4];
  Value constant_[4];
  Value destination_[4];  // in units, of the group
  Value destinationFraction_[4];
  Value constantWords_[4];  // all batch-wide placed channels of a word together
};

/// True when the factor depends on the colour or alpha in the target.
bool readsDestination(BlendFactor factor, int channel);

}  // namespace sw
