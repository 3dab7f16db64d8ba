// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Texture look-ups: a call through the table to the sampling function that the descriptor names (pipeline/layout.h).
// Results come back through the scratch at the start of private memory.

#include "pipeline/layout.h"
#include "shader/codegen/body_impl.h"
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

/// A vertex shader has no derivatives: an implicit look-up means the base level (GLSL ES 3.00 section 8.8).
SampleMethod BodyEmitter::Impl::methodOf(const SampleInfo& sample) const {
  return stage == Stage::Vertex && sample.method == SampleMethod::Implicit ? SampleMethod::Lod : sample.method;
}

uint32_t BodyEmitter::Impl::samplerIndexOf(const Access& access) const {
  const uint32_t cell = uniformCellOf(access.object) + access.base;
  return cell < program.samplerOfCell.size() ? program.samplerOfCell[cell] : kNone;
}

/// Descriptor and slot of every sampler that is named by a constant, once per batch.
void BodyEmitter::Impl::prepareSamplers() {
  for (uint32_t s = 0; s < samplersUsed.size(); s++) {
    if (!samplersUsed[s]) continue;
    SamplerLocals& locals = samplers[s];
    locals.descriptor = f.addLocal(ValType::I32);
    f.localGet(samplersAddress);
    f.load(Opcode::I32Load, 4 * s, 2);
    f.localSet(locals.descriptor);
    for (uint32_t m = 0; m < 5; m++) {
      if (!(samplersUsed[s] & 1 << m)) continue;
      locals.slots[m] = f.addLocal(ValType::I32);
      f.localGet(locals.descriptor);
      f.load(Opcode::I32Load, uint32_t(offsetof(TextureDescriptor, slots)) + 4 * m, 2);
      f.localSet(locals.slots[m]);
    }
  }
}

/// i32: the descriptor of a sampler array's element. Lanes may differ in index; ES 1.00 leaves that undefined, the
/// first active lane decides.
void BodyEmitter::Impl::pushSamplerAddress(const Instr& instr, const SampleInfo& sample, uint32_t indexArgument) {
  const uint32_t first = samplerIndexOf(sample.sampler);
  const std::vector<uint32_t>& strides = sample.sampler.strides;
  f.localGet(samplersAddress);
  for (uint32_t k = 0; k < strides.size(); k++) {
    const ValueId index = main.args[instr.argBegin + indexArgument + k];
    Access next = sample.sampler;
    next.base += strides[k];
    const uint32_t following = samplerIndexOf(next);  // none when the dimension has one element
    const uint32_t step = following == kNone ? 0 : following - first;
    if (isUniform(index)) {
      push(index, Form::Scalar);
    } else {
      f.localGet(privateAddress);
      push(index, Form::Lanes);
      f.store(Opcode::V128Store, kIndexScratch, 4);
      f.localGet(privateAddress);
      if (mask_.valid()) {
        f.localGet(mask_);
        f.op(Opcode::I32x4Bitmask);
        f.i32Const(8);  // an empty mask means lane 3, not lane 32
        f.op(Opcode::I32Or);
        f.op(Opcode::I32Ctz);
        f.i32Const(2);
        f.op(Opcode::I32Shl);
        f.op(Opcode::I32Add);
      }
      f.load(Opcode::I32Load, kIndexScratch, 2);
    }
    f.i32Const(int32_t(4 * step));
    f.op(Opcode::I32Mul);
    f.op(Opcode::I32Add);
  }
  f.load(Opcode::I32Load, 4 * first, 2);
}

/// The look-up, if there is code for it.
std::optional<LookUp> BodyEmitter::Impl::lookUpOf(const Instr& instr) const {
  const SampleInfo& sample = main.samples[instr.imm];
  const uint32_t sampler = samplerIndexOf(sample.sampler);
  if (sampler == kNone || !sample.sampler.strides.empty()) return {};
  LookUp lookUp{.dim = sample.dim, .method = methodOf(sample), .sampler = env.samplerKey(sampler)};
  lookUp.bias = lookUp.method == SampleMethod::Implicit && sample.bias;
  std::copy(std::begin(sample.offset), std::end(sample.offset), lookUp.offset);
  if (!hasLookUpCode(lookUp)) return {};
  // Lanes of a fetch have one level.
  if (lookUp.method == SampleMethod::Fetch && !isUniform(main.args[instr.argBegin + lookUpCoordinates(lookUp)]))
    return {};
  return lookUp;
}

void BodyEmitter::Impl::emitLookUpCode(const Instr& instr, const LookUp& lookUp) {
  const uint32_t coordinates = lookUpCoordinates(lookUp);
  const Local descriptor = samplers[samplerIndexOf(main.samples[instr.imm].sampler)].descriptor;
  // A vertex shader's implicit look-up without bias means the base level.
  const bool hasLod = takesLod(lookUp), lodIsZero = hasLod && instr.argCount == coordinates;
  const bool filters = filtersFloats(lookUp);
  const auto defineResult = [&](uint32_t r) {
    const ValueId result = instr.result + r;
    if (info[result].uses == 0) return f.drop();
    if (filters && seenBits[result]) canonicalise(Form::Lanes);
    if (isUniform(result)) {
      f.lane(main.values[result].type == Type::Float ? Opcode::F32x4ExtractLane : Opcode::I32x4ExtractLane, 0);
    }
    define(result);
  };
  if (!isLookUpInPlace(lookUp)) {
    const wasm::Function function = lookUpFunction(module, lookUp, sampleType);
    f.localGet(descriptor);
    f.localGet(privateAddress);
    for (uint32_t c = 0; c < coordinates; c++) push(main.args[instr.argBegin + c], Form::Lanes);
    if (lodIsZero) {
      f.v128Splat(0);
    } else if (hasLod) {
      push(main.args[instr.argBegin + coordinates], Form::Lanes);
    }
    f.call(function);
    const uint32_t channels = uint32_t(texelChannels(lookUp.sampler.format));
    for (uint32_t r = channels; r-- > 0;) defineResult(r);
    for (uint32_t r = channels; r < instr.resultCount; r++) {
      f.v128Splat(missingChannel(lookUp.sampler.format, int(r)).bits());
      defineResult(r);
    }
    return;
  }

  Lanes lanes(f);
  const Lanes::Scope scope(lanes);
  LookUpArguments arguments{.descriptor = descriptor};
  for (uint32_t c = 0; c < coordinates; c++) {
    push(main.args[instr.argBegin + c], Form::Lanes);
    arguments.coordinates[c] = lanes.pop();
  }
  if (lodIsZero) {
    arguments.lod = lanes.splatInt(0);
  } else if (hasLod) {
    const ValueId lod = main.args[instr.argBegin + coordinates];
    uint32_t bits = 0;
    push(lod, Form::Lanes);
    arguments.lod = lanes.pop();
    if (isConst(lod, &bits)) arguments.lod = lanes.splatInt(bits);
  }
  sw::Value channels[4];
  emitLookUp(lanes, lookUp, arguments, channels);
  for (uint32_t r = 0; r < instr.resultCount; r++) {
    lanes.push(channels[r]);
    defineResult(r);
  }
}

void BodyEmitter::Impl::emitSample(const Instr& instr) {
  if (const std::optional<LookUp> lookUp = lookUpOf(instr)) return emitLookUpCode(instr, *lookUp);
  const SampleInfo& sample = main.samples[instr.imm];
  const SampleMethod method = methodOf(sample);
  const uint32_t coordinates = coordinatesOf(sample);
  const bool shadow = sample.samplerClass == SamplerClass::Shadow && sample.method != SampleMethod::Size;
  const uint32_t sampler = samplerIndexOf(sample.sampler);
  if (sampler == kNone) {
    error = "a look-up names no sampler";
    return;
  }
  const std::vector<uint32_t>& strides = sample.sampler.strides;
  const bool isDynamic = !strides.empty();

  Scratch descriptor(f, ValType::I32);
  if (isDynamic) {
    pushSamplerAddress(instr, sample, instr.argCount - uint32_t(strides.size()));
    f.localSet(descriptor);
  }

  uint32_t next = 0;
  const auto pushArgument = [&] { push(main.args[instr.argBegin + next++], Form::Lanes); };
  if (sample.method == SampleMethod::Grad) {
    // Derivatives go to memory, after coordinates and reference in argument order.
    const uint32_t start = coordinates + (shadow ? 1 : 0);
    const uint32_t gradientCoordinates = sample.dim == SamplerDim::Dim2DArray ? 2 : coordinates;
    next = start;
    for (uint32_t axis = 0; axis < 2; axis++) {
      for (uint32_t c = 0; c < gradientCoordinates; c++) {
        f.localGet(privateAddress);
        pushArgument();
        f.store(Opcode::V128Store, uint32_t(offsetof(SampleScratch, gradients)) + (axis * 3 + c) * 16, 4);
      }
    }
    next = 0;
  }

  if (isDynamic)
    f.localGet(descriptor);
  else
    f.localGet(samplers[sampler].descriptor);
  f.localGet(privateAddress);
  f.i32Const(packOffsets(sample.offset));
  uint32_t pushed = 0;
  if (sample.method != SampleMethod::Size) {
    for (; pushed < coordinates; pushed++) pushArgument();
  }
  for (; pushed < 3; pushed++) f.v128Splat(0);
  if (shadow)
    pushArgument();
  else
    f.v128Splat(0);
  const bool hasLod = sample.method == SampleMethod::Lod || sample.method == SampleMethod::Fetch ||
                      sample.method == SampleMethod::Size || (sample.method == SampleMethod::Implicit && sample.bias);
  if (hasLod)
    pushArgument();  // also where the base level is meant: there the bias is the level
  else
    f.v128Splat(0);
  if (isDynamic) {
    f.localGet(descriptor);
    f.load(Opcode::I32Load, uint32_t(offsetof(TextureDescriptor, slots)) + 4 * uint32_t(method), 2);
  } else {
    f.localGet(samplers[sampler].slots[uint32_t(method)]);
  }
  f.callIndirect(sampleType);

  for (uint32_t r = 0; r < instr.resultCount; r++) {
    const ValueId result = instr.result + r;
    if (info[result].uses == 0) continue;
    f.localGet(privateAddress);
    if (isUniform(result)) {
      f.load(main.values[result].type == Type::Float ? Opcode::F32Load : Opcode::I32Load, 16 * r, 2);
    } else {
      f.load(Opcode::V128Load, 16 * r, 4);
    }
    define(result);
  }
}

}  // namespace sw
