// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What all look-ups in generated code are made of: fields of levels, texels along an axis, conditions for the way out.

#pragma once

#include <cstddef>

#include "pipeline/layout.h"
#include "pipeline/look_up.h"
#include "shader/codegen/look_up.h"
#include "shader/codegen/look_up_texels.h"
#include "wasm/module_builder.h"

namespace sw {

inline bool isMagLinear(const LookUp& lookUp) { return lookUp.sampler.filter & kSamplerLinear; }
inline bool isMixed(const LookUp& lookUp) { return lookUp.sampler.filter & kSamplerMixed; }
inline bool isMinLinear(const LookUp& lookUp) { return isMagLinear(lookUp) != isMixed(lookUp); }
inline bool isMipmapped(const LookUp& lookUp) { return lookUp.sampler.filter & kSamplerMipmapped; }
inline bool isMipLinear(const LookUp& lookUp) { return lookUp.sampler.filter & kSamplerMipLinear; }
/// Whether a linear filter blends integers (texture/integer_texels.h).
inline bool weightsIntegers(TargetFormat format) { return isRgba8(format) || isSrgb8(format); }

/// The module's function of this name, if it has one.
wasm::Function functionNamed(const wasm::ModuleBuilder& module, const std::string& name);

/// A level, by the address of its record.
struct Level {
  wasm::Local base;
  uint32_t offset;
};

/// Writes parts of a look-up. What it needs of the sampler it takes from the class, what may change from draw to draw
/// from the descriptor at run time. Where the class gives way to the descriptor's function, code branches to `slow`.
class LevelCode {
 public:
  LevelCode(Lanes& lanes, const LookUp& lookUp, const LookUpArguments& arguments, wasm::Label slow);

 protected:
  using Local = wasm::Local;
  using Opcode = wasm::Opcode;
  using ValType = wasm::ValType;

  Level baseLevel() const { return {in.descriptor, uint32_t(offsetof(TextureDescriptor, levels))}; }
  Level levelAt(Local number);
  Level after(const Level& level) const { return {level.base, level.offset + uint32_t(sizeof(TextureLevel))}; }
  Value field(const Level& level, size_t offset);
  /// A field that has four lanes.
  Value vector(const Level& level, size_t offset);
  Local scalarField(const Level& level, size_t offset);
  Value ofDescriptor(size_t offset) { return field({in.descriptor, 0}, offset); }
  /// By its offset in LookUpConstants.
  Value constant(size_t offset) { return vector({in.descriptor, 0}, offsetof(TextureDescriptor, constants) + offset); }
  BlendConstants blendConstants() {
    return {.bytes = constant(offsetof(LookUpConstants, bytes)),
            .whole = constant(offsetof(LookUpConstants, whole)),
            .wholes = constant(offsetof(LookUpConstants, wholes))};
  }
  static size_t sizeOffset(int axis) { return offsetof(TextureLevel, columns) + 4 * size_t(axis); }
  static size_t countOffset(int axis) { return offsetof(TextureLevel, width) + 4 * size_t(axis); }
  static size_t lastOffset(int axis) { return offsetof(TextureLevel, lastX) + 4 * size_t(axis); }

  // Conditions for the way out
  void leaveUnlessAll(Value mask);
  void leaveIfAny(Value mask);
  void leaveIfUnlike(Value lods) { leaveIfAny(l.apply(Opcode::I32x4Ne, lods, lane(lods, 0))); }
  void ifAny(Value mask);
  /// Lane 0 counts.
  void ifPositive(Value weight);

  // Which levels, as in texture/sample_math.h
  /// 0.5 * log2Of() of a square.
  Value lodOf(Value square);
  Value clampLod(Value lod);
  struct LevelPlace {
    Level level;
    Value weight;  // of the level after it, where two are blended
  };
  /// chooseLevels() of a mipmapped class, for a lod of 0 or more: that of lane 2, or that of each lane, which leaves
  /// where they lead to unlike levels.
  enum class Lods { OfLane2, OfEach };
  LevelPlace levelPlace(Value lod, Lods lods);

  // Arithmetic of texture/sample_math.h
  Value floor(Value a) { return l.apply(Opcode::F32x4Floor, a); }
  Value toFloat(Value a) { return l.apply(Opcode::F32x4ConvertI32x4S, a); }
  /// roundSmall()
  Value toInt(Value a) { return l.subInt(l.add(a, l.splat(kMagic)), l.splat(kMagic)); }
  Value lane(Value a, uint32_t k) { return l.shuffle(a, a, k, k, k, k); }
  Value mix(Value a, Value b, Value weight) { return l.add(a, l.mul(l.sub(b, a), weight)); }
  Local extract(Value a, uint32_t k);
  void extractAll(Value a, Local (&to)[4]) { sw::extractAll(l, a, to); }
  Local sum(Local a, Local b) { return l.apply32(Opcode::I32Add, a, b); }
  Value difference(int axis) { return l.sub(in.coordinates[axis], lane(in.coordinates[axis], 0)); }
  Value squaredLength(const Value (&derivatives)[3], int count);

  // Texels of an axis
  /// Coordinate in the first period of a wrap mode that has periods.
  Value reduce(WrapMode mode, Value u, int offset, Value size);
  Value nearestTexel(const Level& level, int axis);
  /// mirrorTexel()
  Value mirrored(const Level& level, int axis, Value texel);
  struct Pair {
    Value first, second;
  };
  /// Both texels, from the first before wrapping: linearTexels().
  Pair wrapped(const Level& level, int axis, Value texel);
  /// The first of two neighbours, before wrapping, and the second one's weight: of columns and rows of RGBA8 in 256ths.
  Value linearTexel(const Level& level, int axis, Value& weight);
  Value layer(const Level& level);

  // Comparisons of depth
  /// All bits where it holds (§3.8.15).
  Value passes(Value depth);
  /// compareDepth()
  Value compared(Value depth) { return l.and_(passes(depth), l.splat(1)); }

  /// Results of the function that is being written.
  void giveBack(const Value (&channels)[4]);
  /// What a linear filter has made, pixels or channels, becomes channels as the shader gets them.
  void finishBlended(const Value (&blended)[4], Value (&out)[4]);

  static constexpr float kMagic = kFixedPoint;
  static constexpr uint32_t kAllBits = 0xffffffffu;

  Lanes& l;
  wasm::FunctionBuilder& f;
  const LookUp& look;
  const LookUpArguments& in;
  const wasm::Label slow_;
  Value at_[3];  // on a level, 0 to 1
  SrgbAddresses srgb_;
  Value reference_;  // of compared depth
};

}  // namespace sw
