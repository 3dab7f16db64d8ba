// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_look_ups.h"

#include "pipeline/layout.h"
#include "shader/codegen/look_up.h"
#include "shader/codegen/look_up_texels.h"
#include "support/assert.h"

namespace sw {

using namespace ir;
using wasm::Local;
using wasm::Opcode;
using wasm::Scratch;
using wasm::ValType;

namespace {
constexpr uint32_t kIndexScratch = kSampleScratchBytes;  // 16 free bytes behind the SampleScratch
static_assert(kIndexScratch + 16 <= kPrivateScratchBytes);

uint32_t coordinatesOf(const SampleInfo& sample) { return sample.dim == SamplerDim::Dim2D ? 2 : 3; }
}  // namespace

/// i32: the descriptor of a sampler array's element. Lanes may differ in index; ES 1.00 leaves that undefined, the
/// first active lane decides.
void BodyLookUps::pushSamplerAddress(const Instr& instr, const SampleInfo& sample, uint32_t indexArgument) {
  const uint32_t first = body_.plan.samplerIndexOf(sample.sampler);
  const std::vector<uint32_t>& strides = sample.sampler.strides;
  f_.localGet(places_.samplerTable());
  for (uint32_t k = 0; k < strides.size(); ++k) {
    const ValueId index = plan_.function.args[instr.argBegin + indexArgument + k];
    Access next = sample.sampler;
    next.base += strides[k];
    const uint32_t following = body_.plan.samplerIndexOf(next);  // none when the dimension has one element
    const uint32_t step = following == kNone ? 0 : following - first;
    if (plan_.isUniform(index)) {
      values_.push(index, Form::Scalar);
    } else {
      f_.localGet(places_.privateMemory());
      values_.push(index, Form::Lanes);
      f_.store(Opcode::V128Store, kIndexScratch, 4);
      f_.localGet(places_.privateMemory());
      if (masks_.mask().valid()) {
        f_.localGet(masks_.mask());
        f_.op(Opcode::I32x4Bitmask);
        f_.i32Const(8);  // an empty mask means lane 3, not lane 32
        f_.op(Opcode::I32Or);
        f_.op(Opcode::I32Ctz);
        f_.i32Const(2);
        f_.op(Opcode::I32Shl);
        f_.op(Opcode::I32Add);
      }
      f_.load(Opcode::I32Load, kIndexScratch, 2);
    }
    f_.i32Const(int32_t(4 * step));
    f_.op(Opcode::I32Mul);
    f_.op(Opcode::I32Add);
  }
  f_.load(Opcode::I32Load, 4 * first, 2);
}

void BodyLookUps::emitLookUpCode(const Instr& instr, const LookUp& lookUp) {
  const uint32_t coordinates = lookUpCoordinates(lookUp), values = coordinates + (isCompared(lookUp) ? 1 : 0);
  const Local descriptor = places_.descriptor(body_.plan.samplerIndexOf(plan_.function.samples[instr.imm].sampler));
  // A vertex shader's implicit look-up without bias means the base level.
  const bool hasLod = takesLod(lookUp), lodIsZero = hasLod && instr.argCount == values;
  const bool filters = filtersFloats(lookUp);
  const auto defineResult = [&](uint32_t r) {
    const ValueId result = instr.result + r;
    if (!values_.isWanted(result)) return f_.drop();
    if (filters && plan_.values[result].seen) values_.canonicalise(Form::Lanes);
    if (plan_.isUniform(result)) {
      extractScalar(f_, plan_.function.values[result].type);
    }
    values_.define(result);
  };
  if (!isLookUpInPlace(lookUp)) {
    const wasm::Function function = lookUpFunction(body_.module, lookUp, body_.sampleType);
    f_.localGet(descriptor);
    f_.localGet(places_.privateMemory());
    for (uint32_t c = 0; c < values; ++c) values_.push(plan_.function.args[instr.argBegin + c], Form::Lanes);
    if (lodIsZero) {
      f_.v128Splat(0);
    } else if (hasLod) {
      values_.push(plan_.function.args[instr.argBegin + values], Form::Lanes);
    }
    for (uint32_t g = 0; g < 2 * gradientCoordinates(lookUp); ++g) {
      values_.push(plan_.function.args[instr.argBegin + values + g], Form::Lanes);
    }
    f_.call(function);
    const uint32_t channels = uint32_t(texelChannels(lookUp.sampler.format));
    for (uint32_t r = channels; r-- > 0;) defineResult(r);
    for (uint32_t r = channels; r < instr.resultCount; ++r) {
      f_.v128Splat(missingChannel(lookUp.sampler.format, int(r)).bits());
      defineResult(r);
    }
    return;
  }

  Lanes lanes(f_);
  const Lanes::Scope scope(lanes);
  LookUpArguments arguments{.descriptor = descriptor};
  for (uint32_t c = 0; c < coordinates; ++c) {
    values_.push(plan_.function.args[instr.argBegin + c], Form::Lanes);
    arguments.coordinates[c] = lanes.pop();
  }
  if (isCompared(lookUp)) {
    values_.push(plan_.function.args[instr.argBegin + coordinates], Form::Lanes);
    arguments.reference = lanes.pop();
  }
  if (lodIsZero) {
    arguments.lod = lanes.splatInt(0);
  } else if (hasLod) {
    const ValueId lod = plan_.function.args[instr.argBegin + values];
    uint32_t bits = 0;
    values_.push(lod, Form::Lanes);
    arguments.lod = lanes.pop();
    if (plan_.isConst(lod, &bits)) arguments.lod = lanes.splatInt(bits);
  }
  sw::Value channels[4];
  emitLookUp(lanes, lookUp, arguments, channels);
  for (uint32_t r = 0; r < instr.resultCount; ++r) {
    lanes.push(channels[r]);
    defineResult(r);
  }
}

void BodyLookUps::emitSample(const Instr& instr) {
  const uint32_t lookUp = plan_.instrs[plan_.idOf(instr)].lookUp;
  if (lookUp != kNone)
    emitLookUpCode(instr, plan_.lookUps[lookUp]);
  else
    emitSamplingCall(instr);
}

void BodyLookUps::emitSamplingCall(const Instr& instr) {
  const SampleInfo& sample = plan_.function.samples[instr.imm];
  const SampleMethod method = body_.plan.methodOf(sample);
  const uint32_t coordinates = coordinatesOf(sample);
  const bool shadow = sample.samplerClass == SamplerClass::Shadow && sample.method != SampleMethod::Size;
  const uint32_t sampler = body_.plan.samplerIndexOf(sample.sampler);
  if (sampler == kNone) {
    body_.error = "a look-up names no sampler";
    return;
  }
  const std::vector<uint32_t>& strides = sample.sampler.strides;
  const bool isDynamic = !strides.empty();

  Scratch descriptor(f_, ValType::I32);
  if (isDynamic) {
    pushSamplerAddress(instr, sample, instr.argCount - uint32_t(strides.size()));
    f_.localSet(descriptor);
  }

  uint32_t next = 0;
  const auto pushArgument = [&] { values_.push(plan_.function.args[instr.argBegin + next++], Form::Lanes); };
  if (sample.method == SampleMethod::Grad) {
    // Derivatives go to memory, after coordinates and reference in argument order.
    const uint32_t start = coordinates + (shadow ? 1 : 0);
    const uint32_t count = gradientCoordinates(sample.dim);
    next = start;
    for (uint32_t axis = 0; axis < 2; ++axis) {
      for (uint32_t c = 0; c < count; ++c) {
        f_.localGet(places_.privateMemory());
        pushArgument();
        f_.store(Opcode::V128Store, uint32_t(offsetof(SampleScratch, gradients)) + (axis * 3 + c) * 16, 4);
      }
    }
    next = 0;
  }

  if (isDynamic)
    f_.localGet(descriptor);
  else
    f_.localGet(places_.descriptor(sampler));
  f_.localGet(places_.privateMemory());
  f_.i32Const(packOffsets(sample.offset));
  uint32_t pushed = 0;
  if (sample.method != SampleMethod::Size) {
    for (; pushed < coordinates; ++pushed) pushArgument();
  }
  for (; pushed < 3; ++pushed) f_.v128Splat(0);
  if (shadow)
    pushArgument();
  else
    f_.v128Splat(0);
  const bool hasLod = sample.method == SampleMethod::Lod || sample.method == SampleMethod::Fetch ||
                      sample.method == SampleMethod::Size || (sample.method == SampleMethod::Implicit && sample.bias);
  if (hasLod)
    pushArgument();  // also where the base level is meant: there the bias is the level
  else
    f_.v128Splat(0);
  if (isDynamic) {
    f_.localGet(descriptor);
    f_.load(Opcode::I32Load, uint32_t(offsetof(TextureDescriptor, slots)) + 4 * uint32_t(method), 2);
  } else {
    f_.localGet(places_.samplingSlot(sampler, method));
  }
  f_.callIndirect(body_.sampleType);

  for (uint32_t r = 0; r < instr.resultCount; ++r) {
    const ValueId result = instr.result + r;
    if (!values_.isWanted(result)) continue;
    f_.localGet(places_.privateMemory());
    loadForm(f_, plan_.function.values[result].type, plan_.formOf(result), 16 * r);
    values_.define(result);
  }
}

}  // namespace sw
