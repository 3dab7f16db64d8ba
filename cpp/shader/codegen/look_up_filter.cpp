// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/look_up_filter.h"

#include <string>

namespace sw {

void FilterCode::filterLevels(const LevelPlace& place, bool linear, Lods lods, Value (&out)[4]) {
  const int channels = texelChannels(look.sampler.format);
  const bool pixels = linear && blendsPixels(look.sampler.format), unlike = lods == Lods::OfEach;
  Value values[4];
  filter(place.level, linear, values);
  if (place.weight.valid()) {
    Local results[4];
    for (int i = 0; i < channels; ++i) {
      results[i] = l.temporary(ValType::V128);
      l.assign(results[i], values[i]);
    }
    const Value blends = l.apply(Opcode::F32x4Gt, place.weight, l.splat(0));
    ifAny(blends);
    {
      const Lanes::Scope scope(l);
      Value other[4];
      filter(after(place.level), linear, other);
      for (int i = 0; i < channels; ++i) {
        const auto ofPixel = [&](Value lanes) { return unlike && pixels ? lane(lanes, uint32_t(i)) : lanes; };
        Value mixed = mix(results[i], other[i], ofPixel(place.weight));
        // A weight of 0 and an infinite texel make a NaN.
        if (unlike && !weightsIntegers(look.sampler.format)) mixed = l.select(ofPixel(blends), mixed, results[i]);
        l.assign(results[i], mixed);
      }
    }
    f.end();
    for (int i = 0; i < channels; ++i) values[i] = results[i];
  }
  if (linear) {
    finishBlended(values, out);
  } else {
    for (int i = 0; i < 4; ++i) out[i] = i < channels ? values[i] : missingChannel(look.sampler.format, i);
  }
}

Value FilterCode::planes(const Level& level) {
  if (look.dim == SamplerDim::Cube) {
    Local places[4];
    const Value place = l.addInt(l.shl(face_, 2), l.splat(level.base));
    for (uint32_t k = 0; k < 4; ++k) places[k] = extract(place, k);
    return loadWords(l, places, level.offset + uint32_t(offsetof(TextureLevel, faces)));
  }
  const Value base = field(level, offsetof(TextureLevel, faces));
  if (look.dim != SamplerDim::Dim2DArray) return base;
  return l.addInt(base, l.apply(Opcode::I32x4Mul, layer(level), field(level, offsetof(TextureLevel, sliceBytes))));
}

Value FilterCode::texelAddress(Value plane, const Level& level, Value x, Value y) {
  const Value row = l.apply(Opcode::I32x4Mul, y, field(level, offsetof(TextureLevel, strideBytes)));
  return l.addInt(l.addInt(plane, row), l.shl(x, texelShift(look.sampler.format)));
}

void FilterCode::filter(const Level& level, bool linear, Value (&out)[4]) {
  const bool volume = look.dim == SamplerDim::Dim3D;
  if (!linear) {
    const Value x = nearestTexel(level, 0), y = nearestTexel(level, 1);
    Value address = texelAddress(planes(level), level, x, y);
    if (volume) address = withSlice(address, level, nearestTexel(level, 2));
    loadTexels(l, look.sampler.format, address, srgb_.tables, out);
    if (isCompared(look)) out[0] = compared(out[0]);
    return;
  }
  const int axes = volume ? 3 : 2;
  Place place;
  Value inside;
  for (int axis = 0; axis < axes; ++axis) {
    place.texel[axis] = linearTexel(level, axis, place.weight[axis]);
    if (endsInItself(axis)) continue;
    const Value within = isInside(level, axis, place.texel[axis]);
    inside = inside.valid() ? l.and_(inside, within) : within;
  }
  place.plane = planes(level);
  if (look.dim == SamplerDim::Cube) {  // the next texel may lie on another face
    leaveUnlessAll(inside);
    return blendNeighbours(level, place, out);
  }
  if (!inside.valid()) return blendNeighbours(level, place, out);
  const int results = texelChannels(look.sampler.format);
  Local blended[4];
  for (int i = 0; i < results; ++i) blended[i] = l.temporary(ValType::V128);
  if (roundsPositions(look.dim, look.sampler.format)) {
    filterHalves(level, place, inside, blended);
    for (int i = 0; i < results; ++i) out[i] = blended[i];
    return;
  }
  l.push(inside);
  f.op(Opcode::I32x4AllTrue);
  f.if_();
  {
    const Lanes::Scope scope(l);
    Value values[4];
    blendNeighbours(level, place, values);
    for (int i = 0; i < results; ++i) l.assign(blended[i], values[i]);
  }
  f.else_();
  callWrapped(level, place, blended);
  f.end();
  for (int i = 0; i < results; ++i) out[i] = blended[i];
}

Value FilterCode::firstTexels(const Level& level, const Place& place) {
  const auto first = [&](int axis) { return wrapped(level, axis, place.texel[axis]).first; };
  return texelAddress(place.plane, level, first(0), first(1));
}

void FilterCode::filterHalves(const Level& level, const Place& place, Value inside, const Local (&pixels)[4]) {
  const wasm::Label done = f.block();
  l.push(l.or_(place.weight[0], place.weight[1]));
  f.op(Opcode::V128AnyTrue);
  f.op(Opcode::I32Eqz);
  f.if_();
  {
    const Lanes::Scope scope(l);
    const Value address = firstTexels(level, place);
    for (uint32_t k = 0; k < 4; ++k) l.assign(pixels[k], halvesAt(l, extract(address, k)));
    f.br(done);
  }
  f.end();
  l.push(inside);
  f.op(Opcode::I32x4AllTrue);
  f.if_();
  {
    const Lanes::Scope scope(l);
    const Value address = texelAddress(place.plane, level, place.texel[0], place.texel[1]);
    const Local stride = scalarField(level, offsetof(TextureLevel, strideBytes));
    const Local largest = l.temporary(ValType::V128);
    l.assign(largest, l.splatInt(0));
    for (uint32_t k = 0; k < 4; ++k) {
      const Lanes::Scope ofPixel(l);
      const Local at = extract(address, k);
      const Corners corners{.bottom = at, .top = sum(at, stride)};
      l.assign(pixels[k], blendFiniteHalves(l, corners, lane(place.weight[0], k), lane(place.weight[1], k), largest));
    }
    l.push(anyHalfIsSpecial(l, largest));
    f.op(Opcode::V128AnyTrue);
    f.op(Opcode::I32Eqz);
    f.brIf(done);
  }
  f.end();
  callWrapped(level, place, pixels);
  f.end();
}

Value FilterCode::rowWeights(Value weight) {
  if (!weightsIntegers(look.sampler.format)) return weight;
  const Value upper = toInt(l.mul(weight, l.splat(256)));
  return l.or_(l.subInt(l.splatInt(256), upper), l.shl(upper, 16));
}

void FilterCode::blendNeighbours(const Level& level, const Place& place, Value (&out)[4]) {
  const bool volume = look.dim == SamplerDim::Dim3D;
  Value address = texelAddress(place.plane, level, place.texel[0], place.texel[1]);
  if (volume) address = withSlice(address, level, place.texel[2]);
  const Local stride = scalarField(level, offsetof(TextureLevel, strideBytes));
  const Local slice = volume ? scalarField(level, offsetof(TextureLevel, sliceBytes)) : Local{};
  if (isRgba8(look.sampler.format)) {
    Local at[4];
    extractAll(address, at);
    blendBytes(place, out, [&](int number) {
      for (Local& k : at) k = number == 1 ? sum(k, slice) : k;
      return neighbourWords(l, at, stride);
    });
  } else if (blendsPixels(look.sampler.format)) {
    blendPixels(place, out, [&](uint32_t k, int number) {
      Local at = extract(address, k);
      if (number == 1) at = sum(at, slice);
      return Corners{.bottom = at, .top = sum(at, stride)};
    });
  } else {
    blendChannels(address, stride, slice, place.weight, out);
  }
}

template <class WordsOf>
void FilterCode::blendBytes(const Place& place, Value (&out)[4], WordsOf wordsOf) {
  const BlendConstants constants = blendConstants();
  blendWords(l, constants, wordsOf(0), place.weight[0], place.weight[1], out);
  if (!place.texel[2].valid()) return;
  Value behind[4];
  blendWords(l, constants, wordsOf(1), place.weight[0], place.weight[1], behind);
  for (int c = 0; c < 4; ++c) out[c] = mix(out[c], behind[c], place.weight[2]);
}

template <class CornersOf>
void FilterCode::blendPixels(const Place& place, Value (&out)[4], CornersOf corners) {
  const Value rows = rowWeights(place.weight[1]);
  Local results[4];
  for (Local& result : results) result = l.temporary(ValType::V128);
  for (uint32_t k = 0; k < 4; ++k) {
    const Lanes::Scope scope(l);
    const Value x = lane(place.weight[0], k), y = lane(rows, k);
    const auto plane = [&](int number) { return blendPixel(l, look.sampler.format, corners(k, number), x, y, srgb_); };
    Value pixel = plane(0);
    if (place.texel[2].valid()) pixel = mix(pixel, plane(1), lane(place.weight[2], k));
    l.assign(results[k], pixel);
  }
  for (int k = 0; k < 4; ++k) out[k] = results[k];
}

void FilterCode::blendChannels(Value address, Local stride, Local slice, const Value (&weights)[3], Value (&out)[4]) {
  const int channels = texelChannels(look.sampler.format);
  Local at[4];
  extractAll(address, at);
  const auto moved = [&](const Local(&from)[4], Local by, Local(&to)[4]) {
    for (int k = 0; k < 4; ++k) to[k] = sum(from[k], by);
  };
  const Value rest = isCompared(look) ? l.sub(l.splat(1), weights[0]) : Value{};
  const auto row = [&](const Local(&from)[4], Value(&blended)[2]) {
    Value left[2], right[2];
    loadNeighbours(l, look.sampler.format, from, left, right);
    if (isCompared(look)) {
      // What passes counts by its weight, and both weights add up to 1, exactly: mix() of zeros and ones.
      blended[0] = l.add(l.and_(passes(left[0]), rest), l.and_(passes(right[0]), weights[0]));
      return;
    }
    for (int c = 0; c < channels; ++c) blended[c] = mix(left[c], right[c], weights[0]);
  };
  const auto plane = [&](const Local(&from)[4], Value(&blended)[2]) {
    Local above[4];
    Value bottom[2], top[2];
    moved(from, stride, above);
    row(from, bottom);
    row(above, top);
    for (int c = 0; c < channels; ++c) blended[c] = mix(bottom[c], top[c], weights[1]);
  };
  Value front[2];
  plane(at, front);
  if (slice.valid()) {
    Local behind[4];
    Value back[2];
    moved(at, slice, behind);
    plane(behind, back);
    for (int c = 0; c < channels; ++c) front[c] = mix(front[c], back[c], weights[2]);
  }
  for (int c = 0; c < channels; ++c) out[c] = front[c];
}

wasm::Function FilterCode::wrappedFunction() {
  std::string name = "lookUpWrapped";
  for (const uint32_t number : {uint32_t(look.dim), uint32_t(look.sampler.format), uint32_t(look.sampler.wrap),
                                uint32_t(look.sampler.compare)}) {
    name += "." + std::to_string(number);
  }
  if (const wasm::Function known = functionNamed(f.module(), name); known.valid()) return known;
  wasm::FunctionBuilder& function = f.module().addFunction(name);
  const Local level = function.addParam(ValType::I32, "level");
  LookUpArguments arguments;
  arguments.descriptor = function.addParam(ValType::I32, "descriptor");
  Place place;
  const int axes = look.dim == SamplerDim::Dim3D ? 3 : 2;
  for (int axis = 0; axis < axes; ++axis) {
    place.texel[axis] = function.addParam(ValType::V128);
    place.weight[axis] = function.addParam(ValType::V128);
  }
  if (look.dim == SamplerDim::Dim2DArray) place.plane = function.addParam(ValType::V128, "plane");
  if (isCompared(look)) arguments.reference = function.addParam(ValType::V128, "reference");
  const int results = texelChannels(look.sampler.format);
  for (int i = 0; i < results; ++i) function.addResult(ValType::V128);
  Lanes lanes(function);
  const Lanes::Scope scope(lanes);
  Value values[4];
  FilterCode code(lanes, look, arguments, {});
  if (!place.plane.valid()) place.plane = code.planes({level, 0});
  code.blendWrapped({level, 0}, place, values);
  for (int i = 0; i < results; ++i) lanes.push(values[i]);
  return function.self();
}

void FilterCode::callWrapped(const Level& level, const Place& place, const Local (&results)[4]) {
  const wasm::Function function = wrappedFunction();
  f.localGet(level.base);
  f.i32Const(int32_t(level.offset));
  f.op(Opcode::I32Add);
  f.localGet(in.descriptor);
  for (int axis = 0; axis < 3; ++axis) {
    if (!place.texel[axis].valid()) continue;
    l.push(place.texel[axis]);
    l.push(place.weight[axis]);
  }
  if (look.dim == SamplerDim::Dim2DArray) l.push(place.plane);
  if (isCompared(look)) l.push(in.reference);
  f.call(function);
  for (int i = texelChannels(look.sampler.format) - 1; i >= 0; --i) f.localSet(results[i]);
}

void FilterCode::blendWrapped(const Level& level, const Place& place, Value (&out)[4]) {
  const TargetFormat format = look.sampler.format;
  const Value stride = field(level, offsetof(TextureLevel, strideBytes));
  const Pair x = wrapped(level, 0, place.texel[0]), y = wrapped(level, 1, place.texel[1]);
  const Value columns[2] = {l.shl(x.first, texelShift(format)), l.shl(x.second, texelShift(format))};
  const Value rows[2] = {l.addInt(place.plane, l.apply(Opcode::I32x4Mul, y.first, stride)),
                         l.addInt(place.plane, l.apply(Opcode::I32x4Mul, y.second, stride))};
  const bool volume = place.texel[2].valid();
  Value corners[2][4];  // of a slice: bottom left, bottom right, top left, top right
  for (int corner = 0; corner < 4; ++corner) corners[0][corner] = l.addInt(rows[corner >> 1], columns[corner & 1]);
  if (volume) {
    const Pair z = wrapped(level, 2, place.texel[2]);
    for (int corner = 0; corner < 4; ++corner) {
      corners[1][corner] = withSlice(corners[0][corner], level, z.second);
      corners[0][corner] = withSlice(corners[0][corner], level, z.first);
    }
  }
  const int channels = texelChannels(format);
  if (isRgba8(format)) {
    return blendBytes(place, out, [&](int number) {
      const Value(&at)[4] = corners[number];
      return Words{.bottomLeft = wordsAt(l, at[0]),
                   .bottomRight = wordsAt(l, at[1]),
                   .topLeft = wordsAt(l, at[2]),
                   .topRight = wordsAt(l, at[3])};
    });
  }
  if (channels == 4) {
    return blendPixels(place, out, [&](uint32_t k, int number) {
      const Value(&at)[4] = corners[number];
      return Corners{.bottom = extract(at[0], k),
                     .top = extract(at[2], k),
                     .bottomRight = extract(at[1], k),
                     .topRight = extract(at[3], k)};
    });
  }
  for (int number = 0; number < (volume ? 2 : 1); ++number) {
    Value texels[4][4];
    for (int corner = 0; corner < 4; ++corner) {
      loadTexels(l, format, corners[number][corner], {}, texels[corner]);
      if (isCompared(look)) texels[corner][0] = compared(texels[corner][0]);
    }
    for (int c = 0; c < channels; ++c) {
      const Value bottom = mix(texels[0][c], texels[1][c], place.weight[0]);
      const Value plane = mix(bottom, mix(texels[2][c], texels[3][c], place.weight[0]), place.weight[1]);
      out[c] = number == 0 ? plane : mix(out[c], plane, place.weight[2]);
    }
  }
}

}  // namespace sw
