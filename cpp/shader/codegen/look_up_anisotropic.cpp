// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/look_up_anisotropic.h"

#include <string>

namespace sw {

AnisotropicCode::Line AnisotropicCode::lineOf() {
  const Value dx[2] = {difference(0), difference(1)};
  Value alongX[2], alongY[2];  // in coordinates
  Value texelsX[2], texelsY[2];
  for (int i = 0; i < 2; ++i) {
    const Value size = field(baseLevel(), sizeOffset(i));
    alongX[i] = lane(dx[i], 1);
    alongY[i] = lane(dx[i], 2);
    texelsX[i] = l.mul(alongX[i], size);
    texelsY[i] = l.mul(alongY[i], size);
  }
  const auto dot = [&](const Value(&a)[2], const Value(&b)[2]) { return l.add(l.mul(a[0], b[0]), l.mul(a[1], b[1])); };
  const Value a = dot(texelsX, texelsX), b = dot(texelsX, texelsY), c = dot(texelsY, texelsY);
  const Value half = l.mul(l.splat(0.5f), l.sub(a, c));
  const Value root = l.sqrt(l.add(l.mul(half, half), l.mul(b, b)));
  const Value longer = l.add(l.mul(l.splat(0.5f), l.add(a, c)), root);
  const Value least = l.div(l.sub(l.mul(a, c), l.mul(b, b)), longer);
  const Value shorter = l.lesser(longer, l.greater(l.splat(1), least));
  const Value most = ofDescriptor(offsetof(TextureDescriptor, maxAnisotropy));
  const Value own = l.select(l.apply(Opcode::F32x4Gt, longer, shorter), l.sqrt(l.div(longer, shorter)), l.splat(1));
  const Value ratio = l.lesser(most, own);

  Line line;
  line.count = floor(l.add(ratio, l.splat(0.5f)));
  line.lod = lodOf(l.greater(shorter, l.div(longer, l.mul(most, most))));
  const Value wide = l.apply(Opcode::F32x4Ge, half, l.splat(0));
  const Value x = l.select(wide, l.sub(longer, c), b), y = l.select(wide, b, l.sub(longer, a));
  const Value length = l.sqrt(l.add(l.mul(x, x), l.mul(y, y)));
  const Value directionX = l.div(x, length), directionY = l.div(y, length);
  const Value spread = l.sub(l.splat(1), l.div(l.splat(1), ratio));
  const Value first = l.mul(l.splat(-0.5f), spread), step = l.div(spread, l.sub(line.count, l.splat(1)));
  const Value several = l.apply(Opcode::F32x4Gt, line.count, l.splat(1));
  for (int i = 0; i < 2; ++i) {
    const Value axis = l.add(l.mul(directionX, alongX[i]), l.mul(directionY, alongY[i]));
    line.start[i] = l.add(in.coordinates[i], l.and_(several, l.mul(first, axis)));
    line.step[i] = l.and_(several, l.mul(step, axis));
  }
  return line;
}

wasm::Function AnisotropicCode::tapsFunction() {
  std::string name = "lookUpTaps";
  for (const uint32_t number : {uint32_t(look.sampler.format), uint32_t(look.sampler.wrap)}) {
    name += "." + std::to_string(number);
  }
  for (int axis = 0; axis < 2; ++axis) name += "." + std::to_string(look.offset[axis]);
  if (const wasm::Function known = functionNamed(f.module(), name); known.valid()) return known;
  wasm::FunctionBuilder& function = f.module().addFunction(name);
  const Local level = function.addParam(ValType::I32, "level");
  LookUpArguments arguments;
  arguments.descriptor = function.addParam(ValType::I32, "descriptor");
  Line line;
  for (int i = 0; i < 2; ++i) {
    line.start[i] = function.addParam(ValType::V128);
    line.step[i] = function.addParam(ValType::V128);
  }
  line.count = function.addParam(ValType::V128, "count");
  for (int k = 0; k < 4; ++k) function.addResult(ValType::V128);
  Lanes lanes(function);
  const Lanes::Scope scope(lanes);
  AnisotropicCode(lanes, look, arguments, {}).addTaps({level, 0}, line);
  return function.self();
}

void AnisotropicCode::addTaps(const Level& level, const Line& line) {
  const Local tap = l.temporary(ValType::V128);
  Local sums[4];
  for (Local& sum : sums) sum = l.temporary(ValType::V128);
  for (const Local local : {tap, sums[0], sums[1], sums[2], sums[3]}) l.assign(local, l.splat(0));
  const wasm::Label again = f.loop();
  {
    const Lanes::Scope scope(l);
    for (int i = 0; i < 2; ++i) at_[i] = l.add(line.start[i], l.mul(tap, line.step[i]));
    Value pixels[4];
    filter(level, true, pixels);
    for (int k = 0; k < 4; ++k) l.assign(sums[k], l.add(sums[k], pixels[k]));
    l.assign(tap, l.add(tap, l.splat(1)));
    l.push(l.apply(Opcode::F32x4Lt, tap, line.count));
    f.op(Opcode::V128AnyTrue);
    f.brIf(again);
  }
  f.end();
  for (const Local sum : sums) l.push(sum);
}

void AnisotropicCode::callTaps(const Level& level, const Line& line, const Local (&sums)[4]) {
  const wasm::Function function = tapsFunction();
  f.localGet(level.base);
  f.i32Const(int32_t(level.offset));
  f.op(Opcode::I32Add);
  f.localGet(in.descriptor);
  for (int i = 0; i < 2; ++i) {
    l.push(line.start[i]);
    l.push(line.step[i]);
  }
  l.push(line.count);
  f.call(function);
  for (int k = 3; k >= 0; --k) f.localSet(sums[k]);
}

void AnisotropicCode::emit(Value (&out)[4]) {
  const Line line = lineOf();
  Value lod = line.lod;
  if (look.bias) {
    leaveIfUnlike(in.lod);
    lod = l.add(lod, in.lod);
  }
  lod = l.greater(l.splat(0), clampLod(lod));
  Local sums[4];
  for (Local& sum : sums) sum = l.temporary(ValType::V128);
  const LevelPlace place = levelPlace(lod, Lods::OfLane2);
  callTaps(place.level, line, sums);
  if (place.weight.valid()) {
    ifPositive(place.weight);
    {
      const Lanes::Scope scope(l);
      Local others[4];
      for (Local& other : others) other = l.temporary(ValType::V128);
      callTaps(after(place.level), line, others);
      for (int k = 0; k < 4; ++k) l.assign(sums[k], mix(sums[k], others[k], place.weight));
    }
    f.end();
  }
  const Value pixels[4] = {sums[0], sums[1], sums[2], sums[3]};
  Value channels[4];
  finishBlended(pixels, channels);
  const Value share = l.div(l.splat(1), line.count);
  for (int c = 0; c < 4; ++c) out[c] = l.mul(channels[c], share);
}

}  // namespace sw
