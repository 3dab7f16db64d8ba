// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/look_up_fixed_point.h"

namespace sw {

Value FixedPointCode::fixedBits(const Level& level, int axis, Value u) {
  const Value scale = vector(level, offsetof(TextureLevel, scales) + 16 * size_t(axis));
  const Value bits = l.add(l.mul(u, scale), constant(offsetof(LookUpConstants, halfTexelBelow)));
  if (repeats()) return bits;
  const Value end = vector(level, offsetof(TextureLevel, ends) + 16 * size_t(axis));
  return l.lesser(l.greater(constant(offsetof(LookUpConstants, origin)), bits), end);
}

Value FixedPointCode::fixedAddress(const Level& level, Value texels) {
  const Value strides = vector(level, offsetof(TextureLevel, strides));
  const Value offset = l.shl(l.apply(Opcode::I32x4DotI16x8S, texels, strides), 2);
  return l.addInt(offset, vector(level, offsetof(TextureLevel, bases)));
}

FixedPointCode::FixedPlace FixedPointCode::fixedPlace(const Level& level, Value u, Value v) {
  const Value x = fixedBits(level, 0, u), y = fixedBits(level, 1, v);
  // What a float has above its low bits is cut off: of the column by taking half of the lane, of both by the mask.
  const Value texels = blendHalves(l, l.shrUnsigned(x, 8), l.shl(y, 8));
  const Value byte = constant(offsetof(LookUpConstants, byte));
  FixedPlace place;
  const Value mask =
      repeats() ? vector(level, offsetof(TextureLevel, lastTexels)) : constant(offsetof(LookUpConstants, texelMask));
  place.texels = l.and_(texels, mask);
  place.weightX = l.and_(x, byte);
  place.weightY = l.and_(y, byte);
  if (repeats()) place.atEdge = l.apply(Opcode::I16x8Eq, place.texels, mask);
  return place;
}

void FixedPointCode::blend(const Level& level, const FixedPlace& place, Value (&out)[4]) {
  const Value address = fixedAddress(level, place.texels);
  const Local stride = scalarField(level, offsetof(TextureLevel, strideBytes));
  Local at[4];
  extractAll(address, at);
  const Words words = neighbourWords(l, at, stride);
  blendWords(l, blendConstants(), words, place.weightX, place.weightY, out);
}

wasm::Function FixedPointCode::edgeFunction() {
  constexpr const char* kName = "lookUpEdges";
  if (const wasm::Function known = functionNamed(f.module(), kName); known.valid()) return known;
  wasm::FunctionBuilder& function = f.module().addFunction(kName);
  const Local level = function.addParam(ValType::I32, "level");
  LookUpArguments arguments;
  arguments.descriptor = function.addParam(ValType::I32, "descriptor");
  FixedPlace place;
  place.texels = function.addParam(ValType::V128, "texels");
  place.weightX = function.addParam(ValType::V128, "weightX");
  place.weightY = function.addParam(ValType::V128, "weightY");
  place.atEdge = function.addParam(ValType::V128, "atEdge");
  for (int c = 0; c < 4; ++c) function.addResult(ValType::V128);
  Lanes lanes(function);
  const Lanes::Scope scope(lanes);
  FixedPointCode(lanes, look, arguments, {}).blendAtEdge({level, 0}, place);
  return function.self();
}

void FixedPointCode::blendAtEdge(const Level& level, const FixedPlace& place) {
  // The next texel, in both halves of a lane: the one beside or above, or the first one.
  const Value next = l.andNot(l.apply(Opcode::I16x8Add, place.texels, l.splatInt(0x00010001)), place.atEdge);
  const auto words = [&](Value column, Value row) {
    return wordsAt(l, fixedAddress(level, blendHalves(l, column, row)));
  };
  const Words texels{.bottomLeft = words(place.texels, place.texels),
                     .bottomRight = words(next, place.texels),
                     .topLeft = words(place.texels, next),
                     .topRight = words(next, next)};
  Value channels[4];
  blendWords(l, blendConstants(), texels, place.weightX, place.weightY, channels);
  for (const Value channel : channels) l.push(channel);
}

void FixedPointCode::callEdges(const Level& level, const FixedPlace& place, Value (&channels)[4]) {
  f.localGet(level.base);
  f.i32Const(int32_t(level.offset));
  f.op(Opcode::I32Add);
  f.localGet(in.descriptor);
  for (const Value value : {place.texels, place.weightX, place.weightY, place.atEdge}) l.push(value);
  f.call(edgeFunction());
  for (int c = 3; c >= 0; --c) channels[c] = l.pop();
}

void FixedPointCode::ifAtEdge(Value mask) {
  l.push(mask);
  f.op(Opcode::I8x16Bitmask);
  f.if_();
}

void FixedPointCode::oneLevel(const Level& level, Value u, Value v) {
  const FixedPlace place = fixedPlace(level, u, v);
  Value channels[4];
  l.push(l.or_(place.weightX, place.weightY));
  f.op(Opcode::V128AnyTrue);
  f.op(Opcode::I32Eqz);
  f.if_();
  {
    const Lanes::Scope scope(l);
    loadTexels(l, TargetFormat::RGBA8, fixedAddress(level, place.texels), {}, channels);
    giveBack(channels);
  }
  f.end();
  if (repeats()) {
    ifAtEdge(place.atEdge);
    {
      const Lanes::Scope scope(l);
      callEdges(level, place, channels);
      finishBlended(channels, channels);
      giveBack(channels);
    }
    f.end();
  }
  blend(level, place, channels);
  finishBlended(channels, channels);
  giveBack(channels);
}

void FixedPointCode::twoLevels(const Level& level, Value weight, Value u, Value v) {
  const FixedPlace a = fixedPlace(level, u, v), b = fixedPlace(after(level), u, v);
  Value channels[4], others[4];
  const auto give = [&] {
    for (int c = 0; c < 4; ++c) channels[c] = mix(channels[c], others[c], weight);
    finishBlended(channels, channels);
    giveBack(channels);
  };
  if (repeats()) {
    ifAtEdge(l.or_(a.atEdge, b.atEdge));
    {
      const Lanes::Scope scope(l);
      callEdges(level, a, channels);
      callEdges(after(level), b, others);
      give();
    }
    f.end();
  }
  blend(level, a, channels);
  blend(after(level), b, others);
  give();
}

Value FixedPointCode::fixedLod() {
  const Value du = l.mul(difference(0), field(baseLevel(), offsetof(TextureLevel, scaleX)));
  const Value dv = l.mul(difference(1), field(baseLevel(), offsetof(TextureLevel, scaleY)));
  const Value squares = l.add(l.mul(du, du), l.mul(dv, dv));
  const Value bits = l.and_(l.greater(squares, lane(squares, 1)), l.splatInt(0x7fffffff));
  const Value exponent = toFloat(l.subInt(l.shrSigned(bits, 23), l.splatInt(127 + 16)));
  const Value t = l.sub(l.or_(l.and_(bits, l.splatInt(0x7fffff)), l.splat(1)), l.splat(1));
  const Value curve = l.add(l.splat(0.4427f), l.mul(t, l.sub(l.mul(t, l.splat(0.0832f)), l.splat(0.2472f))));
  const Value log2 = l.add(exponent, l.add(t, l.mul(l.sub(t, l.mul(t, t)), curve)));
  return l.mul(log2, l.splat(128));
}

void FixedPointCode::emit() {
  Value u = in.coordinates[0], v = in.coordinates[1];
  if (repeats()) {
    u = l.greater(l.splat(0), l.sub(u, floor(u)));
    v = l.greater(l.splat(0), l.sub(v, floor(v)));
  }
  if (!isMipmapped(look)) return oneLevel(baseLevel(), u, v);
  Value lod;
  if (takesLod(look)) {
    leaveIfUnlike(in.lod);
    lod = l.mul(in.lod, l.splat(256));
  }
  if (look.method == SampleMethod::Implicit) {
    const Value own = fixedLod();
    lod = l.add(own, look.bias ? lod : l.splat(0));
  }
  lod = l.lesser(l.greater(ofDescriptor(offsetof(TextureDescriptor, lodLow)), lod),
                 ofDescriptor(offsetof(TextureDescriptor, lodHigh)));
  const Value fixed = l.add(lod, l.splat(kMagic));
  const Level large = levelAt(extract(l.and_(l.shrSigned(fixed, 8), l.splatInt(15)), 2));
  const Value part = l.and_(fixed, l.splatInt(255));
  f.localGet(extract(part, 2));
  f.op(Opcode::I32Eqz);
  f.if_();
  {
    const Lanes::Scope scope(l);
    oneLevel(large, u, v);
  }
  f.end();
  twoLevels(large, l.mul(toFloat(lane(part, 2)), l.splat(1 / 256.0f)), u, v);
}

}  // namespace sw
