// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/look_up_fixed_point.h"

#include <string>

namespace sw {

FixedPointCode::FixedTaps FixedPointCode::fixedTaps(const Level& level, int axis, Value u) {
  const Value scale = field(level, offsetof(TextureLevel, scaleX) + 4 * size_t(axis));
  const Value last = field(level, lastOffset(axis));
  const Value position = l.mul(u, scale);
  Value bits, first;
  if (wrapOf(look.sampler, 0) == WrapMode::Repeat) {
    bits = l.add(position, l.splat(kMagic - 128));
    first = l.and_(l.shrSigned(bits, 8), last);
  } else {
    const Value limit = l.sub(scale, l.splat(256));
    const Value held = l.lesser(l.greater(l.splat(0), l.sub(position, l.splat(128))), limit);
    bits = l.add(held, l.splat(kMagic));
    first = l.and_(l.shrSigned(bits, 8), l.splatInt(0x3fff));
  }
  return {first, l.and_(bits, l.splatInt(255)), l.apply(Opcode::I32x4Eq, first, last)};
}

Value FixedPointCode::fixedAddress(const Level& level, Value x, Value y) {
  const Value strides = field(level, offsetof(TextureLevel, texelStrides));
  const Value offset = l.shl(l.apply(Opcode::I32x4DotI16x8S, l.or_(x, l.shl(y, 16)), strides), 2);
  return l.addInt(offset, field(level, offsetof(TextureLevel, faces)));
}

FixedPointCode::FixedPlace FixedPointCode::placeOf(const Level& level, const FixedTaps& x, const FixedTaps& y) {
  FixedPlace place;
  place.address = fixedAddress(level, x.first, y.first);
  place.weightX = l.mul(toFloat(x.weight), l.splat(1 / 256.0f));
  place.weightsY = l.addInt(l.shl(y.weight, 16), l.subInt(l.splatInt(256), y.weight));
  place.atEdge = l.or_(x.atEdge, y.atEdge);
  place.stride = scalarField(level, offsetof(TextureLevel, strideBytes));
  return place;
}

Value FixedPointCode::fixedPixel(const FixedPlace& place, uint32_t k) {
  const Local at = extract(place.address, k);
  return blendPixel(l, TargetFormat::RGBA8, {.bottom = at, .top = sum(at, place.stride)}, lane(place.weightX, k),
                    lane(place.weightsY, k), {});
}

wasm::Function FixedPointCode::edgeFunction() {
  const std::string name = "lookUpEdges." + std::to_string(look.sampler.wrap & 3);
  if (const wasm::Function known = functionNamed(f.module(), name); known.valid()) return known;
  wasm::FunctionBuilder& function = f.module().addFunction(name);
  const Local level = function.addParam(ValType::I32, "level");
  const Local u = function.addParam(ValType::V128, "u"), v = function.addParam(ValType::V128, "v");
  for (int k = 0; k < 4; ++k) function.addResult(ValType::V128);
  Lanes lanes(function);
  const Lanes::Scope scope(lanes);
  FixedPointCode(lanes, look, in, {}).edges({level, 0}, u, v);
  return function.self();
}

void FixedPointCode::edges(const Level& level, Value u, Value v) {
  const FixedTaps x = fixedTaps(level, 0, u), y = fixedTaps(level, 1, v);
  const FixedPlace place = placeOf(level, x, y);
  const auto next = [&](const FixedTaps& taps, int axis) {
    const Value second = l.addInt(taps.first, l.splatInt(1)), last = field(level, lastOffset(axis));
    return wrapOf(look.sampler, 0) == WrapMode::Repeat ? l.and_(second, last)
                                                       : l.apply(Opcode::I32x4MinS, second, last);
  };
  const Value right = next(x, 0), above = next(y, 1);
  const Value corners[4] = {place.address, fixedAddress(level, right, y.first), fixedAddress(level, x.first, above),
                            fixedAddress(level, right, above)};
  for (uint32_t k = 0; k < 4; ++k) {
    const Lanes::Scope scope(l);
    Local at[4];
    for (int corner = 0; corner < 4; ++corner) at[corner] = extract(corners[corner], k);
    const Corners ofPixel{.bottom = at[0], .top = at[2], .bottomRight = at[1], .topRight = at[3]};
    l.push(blendPixel(l, TargetFormat::RGBA8, ofPixel, lane(place.weightX, k), lane(place.weightsY, k), {}));
  }
}

void FixedPointCode::callEdges(const Level& level, Value u, Value v, const Local (&pixels)[4]) {
  f.localGet(level.base);
  f.i32Const(int32_t(level.offset));
  f.op(Opcode::I32Add);
  l.push(u);
  l.push(v);
  f.call(edgeFunction());
  for (int k = 3; k >= 0; --k) f.localSet(pixels[k]);
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

void FixedPointCode::emit(Value (&out)[4]) {
  Value u = in.coordinates[0], v = in.coordinates[1];
  if (wrapOf(look.sampler, 0) == WrapMode::Repeat) {
    u = l.greater(l.splat(0), l.sub(u, floor(u)));
    v = l.greater(l.splat(0), l.sub(v, floor(v)));
  }
  Local pixels[4];
  for (Local& pixel : pixels) pixel = l.temporary(ValType::V128);
  const auto oneLevel = [&](const Level& level) {
    const FixedPlace place = fixedPlace(level, u, v);
    ifAny(place.atEdge);
    callEdges(level, u, v, pixels);
    f.else_();
    for (uint32_t k = 0; k < 4; ++k) {
      const Lanes::Scope scope(l);
      l.assign(pixels[k], fixedPixel(place, k));
    }
    f.end();
  };
  if (!isMipmapped(look)) {
    oneLevel(baseLevel());
  } else {
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
      oneLevel(large);
    }
    f.else_();
    {
      const Lanes::Scope scope(l);
      const Value weight = l.mul(toFloat(lane(part, 2)), l.splat(1 / 256.0f));
      const FixedPlace a = fixedPlace(large, u, v), b = fixedPlace(after(large), u, v);
      ifAny(l.or_(a.atEdge, b.atEdge));
      {
        const Lanes::Scope edgeScope(l);
        Local others[4];
        for (Local& other : others) other = l.temporary(ValType::V128);
        callEdges(large, u, v, pixels);
        callEdges(after(large), u, v, others);
        for (int k = 0; k < 4; ++k) l.assign(pixels[k], mix(pixels[k], others[k], weight));
      }
      f.else_();
      for (uint32_t k = 0; k < 4; ++k) {
        const Lanes::Scope pixelScope(l);
        const Value first = fixedPixel(a, k);
        l.assign(pixels[k], mix(first, fixedPixel(b, k), weight));
      }
      f.end();
    }
    f.end();
  }
  const Value values[4] = {pixels[0], pixels[1], pixels[2], pixels[3]};
  finishPixels(values, out);
}

}  // namespace sw
