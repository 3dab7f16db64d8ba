// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/look_up_levels.h"

#include <string>

#include "shader/codegen/depth.h"

namespace sw {

wasm::Function functionNamed(const wasm::ModuleBuilder& module, const std::string& name) {
  for (uint32_t i = 0; i < module.functionCount(); ++i) {
    if (module.nameOf(wasm::Function{i}) == name) return {i};
  }
  return {};
}

LevelCode::LevelCode(Lanes& lanes, const LookUp& lookUp, const LookUpArguments& arguments, wasm::Label slow)
    : l(lanes), f(lanes.f), look(lookUp), in(arguments), slow_(slow) {
  if (isSrgb8(look.sampler.format)) {
    srgb_ = {.tables = scalarField({in.descriptor, 0}, offsetof(TextureDescriptor, srgbTables)),
             .pairs = scalarField({in.descriptor, 0}, offsetof(TextureDescriptor, srgbPairs))};
  }
  reference_ = in.reference;
  if (look.sampler.compare & kSamplerReferenceFits) {
    reference_ = l.lesser(l.greater(l.splat(0), reference_), l.splat(1));
  }
}

Level LevelCode::levelAt(Local number) {
  f.localGet(number);
  f.i32Const(int32_t(sizeof(TextureLevel)));
  f.op(Opcode::I32Mul);
  f.localGet(in.descriptor);
  f.op(Opcode::I32Add);
  return {l.popInt(), uint32_t(offsetof(TextureDescriptor, levels))};
}

void LevelCode::giveBack(const Value (&channels)[4]) {
  for (const Value channel : channels) l.push(channel);
  f.return_();
}

Value LevelCode::vector(const Level& level, size_t offset) {
  f.localGet(level.base);
  f.load(Opcode::V128Load, level.offset + uint32_t(offset), 4);
  return l.pop();
}

Value LevelCode::field(const Level& level, size_t offset) {
  f.localGet(level.base);
  f.load(Opcode::V128Load32Splat, level.offset + uint32_t(offset), 2);
  return l.pop();
}

wasm::Local LevelCode::scalarField(const Level& level, size_t offset) {
  f.localGet(level.base);
  f.load(Opcode::I32Load, level.offset + uint32_t(offset), 2);
  return l.popInt();
}

void LevelCode::leaveUnlessAll(Value mask) {
  l.push(mask);
  f.op(Opcode::I32x4AllTrue);
  f.op(Opcode::I32Eqz);
  f.brIf(slow_);
}

void LevelCode::leaveIfAny(Value mask) {
  l.push(mask);
  f.op(Opcode::V128AnyTrue);
  f.brIf(slow_);
}

void LevelCode::ifAny(Value mask) {
  l.push(mask);
  f.op(Opcode::V128AnyTrue);
  f.if_();
}

void LevelCode::ifPositive(Value weight) {
  l.push(weight);
  f.lane(Opcode::F32x4ExtractLane, 0);
  f.f32Const(0);
  f.op(Opcode::F32Gt);
  f.if_();
}

wasm::Local LevelCode::extract(Value a, uint32_t k) {
  l.push(a);
  f.lane(Opcode::I32x4ExtractLane, k);
  return l.popInt();
}

Value LevelCode::squaredLength(const Value (&derivatives)[3], int count) {
  Value sum;
  for (int i = 0; i < count; ++i) {
    const Value square = l.mul(derivatives[i], derivatives[i]);
    sum = i == 0 ? square : l.add(sum, square);
  }
  return sum;
}

Value LevelCode::reduce(WrapMode mode, Value u, int offset, Value size) {
  if (offset != 0) u = l.add(u, l.div(l.splat(float(offset)), size));
  const Value whole = mode == WrapMode::Repeat ? floor(u) : l.mul(l.splat(2), floor(l.mul(u, l.splat(0.5f))));
  return l.greater(l.splat(0), l.sub(u, whole));
}

Value LevelCode::nearestTexel(const Level& level, int axis) {
  const WrapMode mode = look.dim == SamplerDim::Cube ? WrapMode::ClampToEdge : wrapOf(look.sampler, uint32_t(axis));
  const int offset = +look.offset[axis];
  const Value size = field(level, sizeOffset(axis));
  if (mode == WrapMode::ClampToEdge) {
    Value position = floor(l.mul(at_[axis], size));
    if (offset != 0) position = l.add(position, l.splat(float(offset)));
    const Value last = field(level, offsetof(TextureLevel, lastColumn) + 4 * size_t(axis));
    return toInt(l.lesser(l.greater(l.splat(0), position), last));
  }
  const Value texel = toInt(floor(l.mul(reduce(mode, at_[axis], offset, size), size)));
  if (mode == WrapMode::Repeat) {
    return l.apply(Opcode::I32x4MinS, texel, field(level, lastOffset(axis)));
  }
  return mirrored(level, axis, texel);
}

Value LevelCode::mirrored(const Level& level, int axis, Value texel) {
  const Value count = field(level, countOffset(axis));
  const Value last = field(level, lastOffset(axis));
  const Value folded = l.select(l.apply(Opcode::I32x4LtS, texel, count), texel,
                                l.subInt(l.subInt(l.addInt(count, count), l.splatInt(1)), texel));
  const Value positive =
      l.select(l.apply(Opcode::I32x4LtS, folded, l.splatInt(0)), l.subInt(l.splatInt(kAllBits), folded), folded);
  return l.apply(Opcode::I32x4MinS, positive, last);
}

LevelCode::Pair LevelCode::wrapped(const Level& level, int axis, Value texel) {
  const Value next = l.addInt(texel, l.splatInt(1)), last = field(level, lastOffset(axis));
  switch (wrapOf(look.sampler, uint32_t(axis))) {
    case WrapMode::MirroredRepeat: return {mirrored(level, axis, texel), mirrored(level, axis, next)};
    case WrapMode::Repeat: {
      const Value first = l.select(l.apply(Opcode::I32x4LtS, texel, l.splatInt(0)), last, texel);
      return {first, l.and_(next, l.apply(Opcode::I32x4LeS, next, last))};  // what follows the last is 0
    }
    case WrapMode::ClampToEdge: break;
  }
  return {texel, l.apply(Opcode::I32x4MinS, next, last)};
}

Value LevelCode::linearTexel(const Level& level, int axis, Value& weight) {
  const int offset = +look.offset[axis];
  const Value size = field(level, sizeOffset(axis));
  Value position;
  if (look.dim == SamplerDim::Cube) {
    const Value last = l.sub(size, l.splat(0.5f));
    position = l.lesser(l.greater(l.splat(-0.5f), l.sub(l.mul(at_[axis], size), l.splat(0.5f))), last);
  } else if (const WrapMode mode = wrapOf(look.sampler, uint32_t(axis)); mode == WrapMode::ClampToEdge) {
    const Value moved = l.add(l.mul(at_[axis], size), l.splat(float(offset) - 0.5f));
    position =
        l.lesser(l.greater(l.splat(0), moved), field(level, offsetof(TextureLevel, lastColumn) + 4 * size_t(axis)));
  } else {
    position = l.sub(l.mul(reduce(mode, at_[axis], offset, size), size), l.splat(0.5f));
  }
  if (isRgba8(look.sampler.format) && axis < 2) {  // FixedTaps
    const Value fixed = toInt(l.mul(position, l.splat(256)));
    weight = l.and_(fixed, l.splatInt(255));
    return l.shrSigned(fixed, 8);
  }
  if (roundsPositions(look.dim, look.sampler.format)) {  // RoundedTaps
    position = l.sub(l.add(position, l.splat(kTexelRounder)), l.splat(kTexelRounder));
  }
  const Value low = floor(position);
  weight = l.sub(position, low);
  return toInt(low);
}

Value LevelCode::layer(const Level& level) {
  const Value rounded = floor(l.add(in.coordinates[2], l.splat(0.5f)));
  return toInt(l.lesser(l.greater(l.splat(0), rounded), field(level, offsetof(TextureLevel, lastSlice))));
}

Value LevelCode::lodOf(Value square) {
  const Value bits = l.and_(square, l.splatInt(0x7fffffff));
  const Value exponent = toFloat(l.subInt(l.shrSigned(bits, 23), l.splatInt(127)));
  const Value t = l.sub(l.or_(l.and_(bits, l.splatInt(0x7fffff)), l.splat(1)), l.splat(1));
  const Value t2 = l.mul(t, t);
  const auto line = [&](float c, float slope) { return l.add(l.splat(c), l.mul(t, l.splat(slope))); };
  const Value low = line(1.442577448f, -0.718064309f), middle = line(0.455623377f, -0.272019459f);
  const Value high = line(0.115204607f, -0.023321663f);
  const Value log2 = l.add(exponent, l.mul(t, l.add(low, l.mul(t2, l.add(middle, l.mul(t2, high))))));
  return l.mul(l.splat(0.5f), log2);
}

Value LevelCode::clampLod(Value lod) {
  return l.lesser(l.greater(ofDescriptor(offsetof(TextureDescriptor, minLod)), lod),
                  ofDescriptor(offsetof(TextureDescriptor, maxLod)));
}

LevelCode::LevelPlace LevelCode::levelPlace(Value lod, Lods lods) {
  const Value last = ofDescriptor(offsetof(TextureDescriptor, lastLevel));
  const auto levelOf = [&](Value number) {
    if (lods == Lods::OfEach) leaveIfUnlike(number);
    return levelAt(extract(toInt(number), 2));
  };
  if (!isMipLinear(look)) {
    const Value number = l.sub(l.apply(Opcode::F32x4Ceil, l.add(lod, l.splat(0.5f))), l.splat(1));
    return {levelOf(l.lesser(number, last)), {}};
  }
  const Value within = l.lesser(lod, last);
  const Value number = floor(within);
  const Value weight = l.sub(within, number);
  return {levelOf(number), lods == Lods::OfEach ? weight : lane(weight, 2)};
}

Value LevelCode::passes(Value depth) {
  const CompareFunction function = compareOf(look.sampler);
  if (function == CompareFunction::Never) return l.splatInt(0);
  if (function == CompareFunction::Always) return l.splatInt(kAllBits);
  return compareFloats(l, function, reference_, depth);
}

void LevelCode::finishBlended(const Value (&blended)[4], Value (&out)[4]) {
  const TargetFormat format = look.sampler.format;
  if (blendsPixels(format)) {
    transpose(l, blended, out);
  } else {
    for (int c = 0; c < 4; ++c) out[c] = c < texelChannels(format) ? blended[c] : missingChannel(format, c);
  }
  if (!weightsIntegers(format)) return;
  const Value scale =
      isSrgb8(format) ? l.splat(1 / kSrgbBlendedOne) : constant(offsetof(LookUpConstants, blendedScale));
  for (Value& value : out) value = l.mul(value, scale);
}

}  // namespace sw
