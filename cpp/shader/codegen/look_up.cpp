// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/look_up.h"

#include <cstddef>
#include <string>

#include "pipeline/formats.h"
#include "pipeline/layout.h"
#include "shader/codegen/look_up_anisotropic.h"
#include "shader/codegen/look_up_filter.h"
#include "shader/codegen/look_up_fixed_point.h"
#include "shader/codegen/look_up_texels.h"
#include "support/assert.h"
#include "wasm/module_builder.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

/// A look-up from its arguments to its channels: finds the lod and the levels, and has them filtered.
class LookUpCode : public FilterCode {
 public:
  using FilterCode::FilterCode;

  void emit(Value (&out)[4]) {
    if (look.method == SampleMethod::Fetch) return fetch(out);
    if (isAnisotropic(look)) return AnisotropicCode(l, look, in, slow_).emit(out);
    if (look.dim == SamplerDim::Cube) {
      project();
    } else {
      for (int axis = 0; axis < 3; ++axis) at_[axis] = in.coordinates[axis];
    }
    if (isMixed(look)) return mixed(out);
    if (!isMipmapped(look)) return filterLevel(baseLevel(), isMagLinear(look), out);
    mipmapped(clampedLod(), out);
  }

 private:
  /// Of lanes 1 and 2: the squared length of the step from lane 0, in texels.
  Value steps();
  /// lodOf() of the quad, in lane 2.
  Value implicitLod();
  /// lodFrom() of each lane.
  Value lodOfGradients();
  /// clampLod() of what lods() says.
  Value clampedLod();
  /// Who has a lod of its own: the quad, or each lane.
  Lods lods() const { return look.method == SampleMethod::Implicit && !look.bias ? Lods::OfLane2 : Lods::OfEach; }
  /// The magnification filter up to a lod of 0, as chooseLevels() has it.
  void mixed(Value (&out)[4]);
  void mipmapped(Value lod, Value (&out)[4]);
  /// What lies outside of the texture gives zeros (WebGL 2.0, "Texel fetches").
  void fetch(Value (&out)[4]);
};

Value LookUpCode::steps() {
  Value d[3];
  if (look.dim == SamplerDim::Cube) return cubeSteps();
  const int axes = look.dim == SamplerDim::Dim3D ? 3 : 2;
  for (int i = 0; i < axes; ++i) d[i] = l.mul(difference(i), field(baseLevel(), sizeOffset(i)));
  return squaredLength(d, axes);
}

Value LookUpCode::implicitLod() {
  const Value squares = steps();
  return lodOf(l.greater(lane(squares, 1), squares));
}

Value LookUpCode::lodOfGradients() {
  Value squares[2];
  for (int i = 0; i < 2; ++i) {
    const Value(&by)[3] = in.gradients[i];
    if (look.dim == SamplerDim::Cube) {
      squares[i] = cubeSquare(cubeAxes_, in.coordinates, by);
      continue;
    }
    const auto axes = int(gradientCoordinates(look.dim));
    Value d[3];
    for (int axis = 0; axis < axes; ++axis) d[axis] = l.mul(by[axis], field(baseLevel(), sizeOffset(axis)));
    squares[i] = squaredLength(d, axes);
  }
  return lodOf(l.greater(squares[0], squares[1]));
}

Value LookUpCode::clampedLod() {
  if (look.method == SampleMethod::Grad) return clampLod(lodOfGradients());
  if (look.method == SampleMethod::Lod) return clampLod(in.lod);
  const Value lod = implicitLod();
  return clampLod(look.bias ? l.add(lane(lod, 2), in.lod) : lod);
}

void LookUpCode::mixed(Value (&out)[4]) {
  const int channels = texelChannels(look.sampler.format);
  Local results[4];
  for (int c = 0; c < channels; ++c) results[c] = l.temporary(ValType::V128);
  const auto keep = [&](const Value(&values)[4]) {
    for (int c = 0; c < channels; ++c) l.assign(results[c], values[c]);
  };
  const Value lod = clampedLod(), smaller = l.apply(Opcode::F32x4Gt, lod, l.splat(0));
  if (lods() == Lods::OfEach) leaveIfUnlike(smaller);
  l.push(smaller);
  f.lane(Opcode::I32x4ExtractLane, 2);
  f.if_();
  {
    const Lanes::Scope scope(l);
    Value values[4];
    if (isMipmapped(look)) {
      mipmapped(lod, values);
    } else {
      filterLevel(baseLevel(), isMinLinear(look), values);
    }
    keep(values);
  }
  f.else_();
  {
    const Lanes::Scope scope(l);
    Value values[4];
    filterLevel(baseLevel(), isMagLinear(look), values);
    keep(values);
  }
  f.end();
  for (int c = 0; c < 4; ++c) out[c] = c < channels ? results[c] : missingChannel(look.sampler.format, c);
}

void LookUpCode::mipmapped(Value lod, Value (&out)[4]) {
  filterLevels(levelPlace(l.greater(l.splat(0), lod), lods()), isMinLinear(look), lods(), out);
}

void LookUpCode::fetch(Value (&out)[4]) {
  const int axes = look.dim == SamplerDim::Dim2D ? 2 : 3;
  Level level = baseLevel();
  Value inside;
  if (!(in.lod.isConstant() && in.lod.bits() == 0)) {
    // Lanes of unlike levels have no code.
    const Value count = ofDescriptor(offsetof(TextureDescriptor, fetchLevelCount));
    const Value reached = l.apply(Opcode::I32x4MinU, in.lod, l.subInt(count, l.splatInt(1)));
    inside = l.apply(Opcode::I32x4LtU, in.lod, count);
    level = levelAt(extract(reached, 0));
  }
  Value at[3];
  for (int axis = 0; axis < axes; ++axis) {
    at[axis] = in.coordinates[axis];
    if (look.offset[axis] != 0) at[axis] = l.addInt(at[axis], l.splatInt(uint32_t(int32_t(look.offset[axis]))));
    const Value fits = l.apply(Opcode::I32x4LtU, at[axis], field(level, countOffset(axis)));
    inside = inside.valid() ? l.and_(inside, fits) : fits;
  }
  Value offset = l.addInt(l.apply(Opcode::I32x4Mul, at[1], field(level, offsetof(TextureLevel, strideBytes))),
                          l.shl(at[0], texelShift(look.sampler.format)));
  if (axes == 3) offset = withSlice(offset, level, at[2]);
  const Value address = l.addInt(l.and_(offset, inside), field(level, offsetof(TextureLevel, faces)));
  loadTexels(l, look.sampler.format, address, srgb_.tables, out);
  for (int c = 0; c < 4; ++c) {
    if (c >= texelChannels(look.sampler.format)) out[c] = missingChannel(look.sampler.format, c);
    if (!(out[c].isConstant() && out[c].bits() == 0)) out[c] = l.and_(out[c], inside);
  }
}

std::string nameOf(const LookUp& lookUp) {
  std::string name = "lookUp";
  const SamplerKey& key = lookUp.sampler;
  for (const uint32_t number :
       {uint32_t(lookUp.dim), uint32_t(lookUp.method), uint32_t(lookUp.bias), uint32_t(key.format),
        uint32_t(key.filter), uint32_t(key.wrap), uint32_t(key.compare), uint32_t(lookUp.inFloats)}) {
    name += "." + std::to_string(number);
  }
  for (const int8_t offset : lookUp.offset) name += "." + std::to_string(offset);
  return name;
}

/// Where lods are unlike, in fixed point: the same look-up in floats.
void callInFloats(wasm::FunctionBuilder& f, const LookUp& lookUp, const LookUpArguments& arguments, Local scratch,
                  wasm::TypeIndex sampleType) {
  LookUp inFloats = lookUp;
  inFloats.inFloats = true;
  const wasm::Function function = lookUpFunction(f.module(), inFloats, sampleType);
  Lanes lanes(f);
  f.localGet(arguments.descriptor);
  f.localGet(scratch);
  for (uint32_t c = 0; c < lookUpCoordinates(lookUp); ++c) lanes.push(arguments.coordinates[c]);
  lanes.push(arguments.lod);
  f.call(function);
}

/// Of a function whose class leaves a quad to the descriptor's.
void callDescriptor(wasm::FunctionBuilder& f, const LookUp& lookUp, const LookUpArguments& arguments, Local scratch,
                    wasm::TypeIndex sampleType) {
  Lanes lanes(f);
  for (uint32_t axis = 0; axis < 2; ++axis) {
    for (uint32_t c = 0; c < gradientCoordinates(lookUp); ++c) {
      f.localGet(scratch);
      lanes.push(arguments.gradients[axis][c]);
      f.store(Opcode::V128Store, uint32_t(offsetof(SampleScratch, gradients)) + 16 * (3 * axis + c), 4);
    }
  }
  f.localGet(arguments.descriptor);
  f.localGet(scratch);
  f.i32Const(packOffsets(lookUp.offset));
  for (uint32_t c = 0; c < 3; ++c) {
    lanes.push(c < lookUpCoordinates(lookUp) ? arguments.coordinates[c] : lanes.splatInt(0));
  }
  lanes.push(isCompared(lookUp) ? arguments.reference : lanes.splatInt(0));
  lanes.push(takesLod(lookUp) ? arguments.lod : lanes.splatInt(0));
  f.localGet(arguments.descriptor);
  f.load(Opcode::I32Load, uint32_t(offsetof(TextureDescriptor, slots)) + 4 * uint32_t(lookUp.method), 2);
  f.callIndirect(sampleType);
  for (int c = 0; c < texelChannels(lookUp.sampler.format); ++c) {
    f.localGet(scratch);
    f.load(Opcode::V128Load, uint32_t(offsetof(SampleScratch, result)) + 16 * uint32_t(c), 4);
  }
}

}  // namespace

bool isLookUpInPlace(const LookUp& lookUp) {
  if (lookUp.method == SampleMethod::Fetch) return true;
  return !isMagLinear(lookUp) && !lodMatters(lookUp);
}

bool filtersFloats(const LookUp& lookUp) {
  return lookUp.method != SampleMethod::Fetch && !isCompared(lookUp) &&
         (isMagLinear(lookUp) || isMinLinear(lookUp) || isMipLinear(lookUp)) &&
         targetFormatInfo(lookUp.sampler.format).kind == TargetClass::Float;
}

bool takesLod(const LookUp& lookUp) {
  if (lookUp.method == SampleMethod::Fetch) return true;
  return lodMatters(lookUp) && (lookUp.method == SampleMethod::Lod || lookUp.bias);
}

void emitLookUp(Lanes& lanes, const LookUp& lookUp, const LookUpArguments& arguments, Value (&channels)[4]) {
  SW_ASSERT(hasLookUpCode(lookUp) && isLookUpInPlace(lookUp));
  LookUpCode(lanes, lookUp, arguments, {}).emit(channels);
}

wasm::Function lookUpFunction(wasm::ModuleBuilder& module, const LookUp& lookUp, wasm::TypeIndex sampleType) {
  const std::string name = nameOf(lookUp);
  if (const wasm::Function known = functionNamed(module, name); known.valid()) return known;
  wasm::FunctionBuilder& f = module.addFunction(name);
  LookUpArguments arguments;
  arguments.descriptor = f.addParam(ValType::I32, "descriptor");
  const Local scratch = f.addParam(ValType::I32, "scratch");
  for (uint32_t c = 0; c < lookUpCoordinates(lookUp); ++c) arguments.coordinates[c] = f.addParam(ValType::V128);
  if (isCompared(lookUp)) arguments.reference = f.addParam(ValType::V128, "reference");
  if (takesLod(lookUp)) arguments.lod = f.addParam(ValType::V128, "lod");
  for (Value(&gradient)[3] : arguments.gradients) {
    for (uint32_t c = 0; c < gradientCoordinates(lookUp); ++c) gradient[c] = f.addParam(ValType::V128);
  }
  const int channels = texelChannels(lookUp.sampler.format);
  for (int c = 0; c < channels; ++c) f.addResult(ValType::V128);

  const wasm::Label slow = f.block();
  {
    Lanes lanes(f);
    const Lanes::Scope scope(lanes);
    Value out[4];
    if (isFixedPoint(lookUp)) {
      FixedPointCode(lanes, lookUp, arguments, slow).emit();
    } else {
      LookUpCode(lanes, lookUp, arguments, slow).emit(out);
      for (int c = 0; c < channels; ++c) lanes.push(out[c]);
      f.return_();
    }
  }
  f.end();
  if (!isFixedPoint(lookUp)) {
    callDescriptor(f, lookUp, arguments, scratch, sampleType);
  } else if (takesLod(lookUp)) {
    callInFloats(f, lookUp, arguments, scratch, sampleType);
  } else {
    f.unreachable();  // nothing leaves
  }
  return f.self();
}

}  // namespace sw
