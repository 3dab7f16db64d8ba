// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/fragment_routine.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "shader/codegen/routine_text.h"
#include "shader/codegen/routine_trim.h"
#include "wasm/byte_writer.h"
#include "wasm/listing.h"
#include "wasm/shared_memory.h"

namespace sw {

using wasm::Opcode;
using wasm::ValType;

namespace {

bool typesMatch(ir::Type type, TargetClass kind) {
  switch (kind) {
    case TargetClass::Int: return type == ir::Type::Int;
    case TargetClass::Uint: return type == ir::Type::Uint;
    default: return type == ir::Type::Float;
  }
}

/// A custom section of one word.
void appendSection(wasm::Bytes& module, std::string_view name, uint32_t word) {
  wasm::Bytes section;
  wasm::writeName(section, name);
  wasm::writeFixed(section, word, sizeof word);
  module.push_back(0);
  wasm::writeUnsigned(module, section.size());
  wasm::writeBytes(module, section);
}

}  // namespace

FragmentRoutineEmitter::FragmentRoutineEmitter(const LinkedProgram& program, const FragmentKey& key,
                                               wasm::Interleaving interleaving)
    : program_(program),
      key_(key),
      interleaving_(interleaving),
      core_(module_),
      f_(module_.addFunction("routine")),
      l_(f_),
      state_(f_.addParam(ValType::I32, "state")),
      block_(f_.addParam(ValType::I32, "blocks")),
      end_(f_.addParam(ValType::I32, "count")) {
  sampled_ = key.samples > 1;
  depthTest_ = key.depthTest && key.depthFormat != DepthFormat::None &&
               (key.depthWrite || key.depthCompare != CompareFunction::Always);
  depthWrite_ = depthTest_ && key.depthWrite;
  stencilTest_ = key.stencilTest;
  sameFaces_ = key.stencilFront == key.stencilBack;
  depthSurface_ = {.stateOffset = offsetof(FragmentState, depth), .texelBytes = 4};
  stencilSurface_ = {.stateOffset = offsetof(FragmentState, stencil), .texelBytes = 1};

  samples_ = addInt("samples");
  blockX_ = addInt("blockX");
  blockY_ = addInt("blockY");
  primitive_ = addInt("primitive");
  frontFacing_ = addInt("frontFacing");
  coverage_ = f_.addLocal(ValType::I64, "coverage");
  originX_ = addVector("originX");
  originY_ = addVector("originY");
  depthPlane_ = {addVector("depth"), addVector("depthDx"), addVector("depthDy")};
  inversePlane_ = {addVector("inverseW"), addVector("inverseWDx"), addVector("inverseWDy")};
  depthMin_ = addVector("depthMin");
  depthMax_ = addVector("depthMax");
  if (stencilTest_) {
    stencilValues_ = {addVector("reference"), addVector("maskedReference"), addVector("compareMask"),
                      addVector("writeMask")};
  }
  allLanes_ = addVector("allLanes");
  x_ = addVector("x");
  y_ = addVector("y");
  fragX_ = addVector("fragX");
  fragY_ = addVector("fragY");
  z_ = addVector("z");
  w_ = addVector("w");
  inverseW_ = addVector("inverseWAt");
  inverseRow_ = addVector("inverseRow");
  depthRow_ = addVector("depthRow");
  testOriginX_ = originX_;
  testOriginY_ = originY_;
  if (sampled_) {
    testOriginX_ = addVector("testOriginX");
    testOriginY_ = addVector("testOriginY");
    samplePlace_ = addInt("samplePlace");
    lowerSamples_ = addVector("lowerSamples");
    upperSamples_ = addVector("upperSamples");
    rowSamples_ = addVector("rowSamples");
    quadSamples_ = addVector("quadSamples");
    centroidX_ = addVector("centroidX");
    centroidY_ = addVector("centroidY");
    centroidW_ = addVector("centroidW");
  }

  findTargets();
  std::vector<bool> wanted(program.fragment.outputs.size());
  if (depthOutput_ != ir::kNone) wanted[depthOutput_] = true;
  if (coverageOutput_ != ir::kNone) wanted[coverageOutput_] = true;
  for (const Target& target : targets_) {
    for (int i = 0; i < 4; i++) {
      if (target.merge->usesSource(i) && target.output[i] != ir::kNone) wanted[target.output[i]] = true;
    }
  }
  trimmed_ = withoutUnwantedOutputs(program, wanted);
  body_.emplace(trimmed_ ? *trimmed_ : program, ir::Stage::Fragment, module_, f_, *this);
}

FragmentRoutineEmitter::~FragmentRoutineEmitter() = default;

/// Which component of which output each target takes. Targets that the shader does not write, or not with their own
/// type, are left alone: such draws are errors or undefined (OpenGL ES 3.0.6 §3.9.2.3).
void FragmentRoutineEmitter::findTargets() {
  struct Component {
    uint32_t output = ir::kNone, cell = 0;
    ir::Type type = ir::Type::Void;
  };
  Component components[kMaxColorOutputs][4];
  const ir::Shader& shader = program_.fragment;
  for (uint32_t i = 0; i < shader.outputs.size(); i++) {
    const ir::InterfaceVariable& output = shader.outputs[i];
    if (output.semantic == ir::Semantic::FragDepth) {
      if (depthTest_) depthOutput_ = i;
      continue;
    }
    const bool named = output.semantic == ir::Semantic::User;
    const int32_t first = named ? program_.fragmentOutputLocation[i] : 0;
    if (first < 0) continue;
    const uint32_t rows = output.type.rows;
    const bool broadcast = output.semantic == ir::Semantic::FragColor && program_.info.broadcastsColor;
    const uint32_t elements = broadcast ? kMaxColorOutputs : output.type.arrayElements();
    for (uint32_t element = 0; element < elements; element++) {
      const uint32_t location = uint32_t(first) + element;
      if (location >= kMaxColorOutputs) break;
      for (uint32_t row = 0; row < rows; row++) {
        const uint32_t cell = broadcast ? row : element * rows + row;
        if (cell < output.cells.size()) components[location][row] = {i, cell, output.cells[cell]};
      }
    }
  }

  if (sampled_ && key_.alphaToCoverage && components[0][3].type == ir::Type::Float) {
    alphaToCoverage_ = true;
    coverageOutput_ = components[0][3].output;
    coverageCell_ = components[0][3].cell;
  }
  for (uint32_t location = 0; location < kMaxColorOutputs; location++) {
    const TargetKey& key = key_.targets[location];
    const Component(&source)[4] = components[location];
    if (key.format == TargetFormat::None || !typesMatch(source[0].type, targetFormatInfo(key.format).kind)) continue;
    Target target{.location = location,
                  .merge = std::make_unique<TargetMerge>(l_, key),
                  .surface = {.stateOffset = uint32_t(offsetof(FragmentState, color) + location * sizeof(SurfaceState)),
                              .texelBytes = targetFormatInfo(key.format).texelBytes},
                  .evenOffset = uint32_t(offsetof(FragmentState, evenBlocks) + location * sizeof(SurfaceState))};
    if (!target.merge->writes()) continue;
    for (int i = 0; i < 4; i++) {
      target.output[i] = source[i].output;
      target.cell[i] = source[i].cell;
    }
    targets_.push_back(std::move(target));
  }
}

bool FragmentRoutineEmitter::outputIsBatchWide(uint32_t output, uint32_t cell) const {
  return output == ir::kNone || body_->isUniformOutput(output, cell);
}

/// Components that the shader's output lacks are 0, 0, 0, 1 (undefined in OpenGL ES 3.0.6 §3.9.2.3).
Value FragmentRoutineEmitter::outputValue(uint32_t output, uint32_t cell) {
  const Local local = body_->output(output, cell);
  if (!body_->isUniformOutput(output, cell)) return local;
  f_.localGet(local);
  f_.op(f_.typeOf(local) == ValType::F32 ? Opcode::F32x4Splat : Opcode::I32x4Splat);
  return l_.pop();
}

RoutineCode FragmentRoutineEmitter::generate(std::string* listing) {
  module_.keepLines(listing != nullptr);
  if (!body_->error().empty()) return {{}, body_->error()};
  const bool discards = body_->hasDiscard();
  lateWrites_ = discards || alphaToCoverage_;
  lateTests_ = depthOutput_ != ir::kNone || (lateWrites_ && stencilTest_);
  shaded_ = discards || depthOutput_ != ir::kNone || alphaToCoverage_;
  for (const Target& target : targets_) {
    for (int i = 0; i < 4; i++) {
      shaded_ |= target.merge->usesSource(i) && !outputIsBatchWide(target.output[i], target.cell[i]);
    }
  }
  if (shaded_ || depthTest_ || stencilTest_ || key_.countSamples || !targets_.empty()) {
    if (shaded_) findSmoothCells();
    emitPrologue();
    const wasm::Label next = f_.loop();
    emitBlockStart();
    if (shaded_) {
      emitShadedBlock();
    } else if (sampled_) {
      emitSampledStripBlock();
    } else {
      emitStripBlock();
    }
    f_.localGet(block_);
    f_.i32Const(int32_t(recordBytes()));
    f_.op(Opcode::I32Add);
    f_.localTee(block_);
    f_.localGet(end_);
    f_.op(Opcode::I32LtU);
    f_.brIf(next);
    f_.end();
    emitEpilogue();
  }
  module_.exportFunction("routine", f_.self());
  if (!body_->error().empty()) return {{}, body_->error()};  // found while emitting
  if (listing != nullptr) *listing = wasm::toWat(module_);
  wasm::Bytes module = module_.encode();
  if (wasm::importsSharedMemories()) appendSection(module, "work", blockWork());
  return {std::move(module), {}};
}

/// Instructions of four lanes that a whole block takes, roughly, of two kinds: what is done once for a quad, and what
/// is done for each of its samples.
uint32_t FragmentRoutineEmitter::blockWork() const {
  constexpr uint32_t kQuads = kBlockSize * kBlockSize / 4;
  constexpr uint32_t kMost = 0xffffff / kQuads;  // the host takes three bytes of the product
  uint32_t each = depthTest_ ? 4 : 0;
  if (stencilTest_) each += 8;
  for (const Target& target : targets_) {
    const bool bytes = targetFormatInfo(key_.targets[target.location].format).texelBytes <= 4;
    each += target.merge->isBlended() ? 24 : shaded_ ? bytes ? 10 : 4 : 1;
  }
  uint32_t once = 0;
  if (shaded_) once = 8 + body_->work() + 2 * uint32_t(smoothCells_.size());
  return kQuads * std::min(once + each * (sampled_ ? kPixelSamples : 1), kMost);
}

void FragmentRoutineEmitter::loadState(Opcode op, size_t offset) {
  f_.localGet(state_);
  f_.load(op, uint32_t(offset), 2);
}

void FragmentRoutineEmitter::emitPrologue() {
  f_.localGet(end_);
  f_.op(Opcode::I32Eqz);
  f_.if_();
  f_.return_();
  f_.end();
  f_.localGet(block_);  // end = blocks + count * the size of a record
  f_.localGet(end_);
  if (sampled_) {
    f_.i32Const(int32_t(recordBytes()));
    f_.op(Opcode::I32Mul);
  } else {
    f_.i32Const(4);
    f_.op(Opcode::I32Shl);
  }
  f_.op(Opcode::I32Add);
  f_.localSet(end_);
  f_.v128Splat(kAllLanes);
  f_.localSet(allLanes_);

  if (depthTest_) emitSurfacePrologue(depthSurface_);
  if (stencilTest_) emitSurfacePrologue(stencilSurface_);
  body_->emitPrologue();

  const Local blendConstant = addInt("blendConstant");
  f_.localGet(state_);
  f_.i32Const(offsetof(FragmentState, blendConstant));
  f_.op(Opcode::I32Add);
  f_.localSet(blendConstant);
  for (Target& target : targets_) {
    emitSurfacePrologue(target.surface);
    if (sampled_) {
      target.even = addInt("even");
      target.mergedBytes = addInt("mergedBytes");
    }
    for (int i = 0; i < 4; i++) {
      if (!target.merge->usesSource(i)) continue;
      if (target.output[i] == ir::kNone) {
        target.merge->setSource(i, l_.splat(i == 3 ? 1 : 0), true);
      } else if (body_->isUniformOutput(target.output[i], target.cell[i])) {
        target.merge->setSource(i, outputValue(target.output[i], target.cell[i]), true);
      }
    }
    target.merge->emitPrologue(blendConstant);
  }
}

void FragmentRoutineEmitter::emitSurfacePrologue(Surface& surface) {
  surface.strideBytes = addInt("strideBytes");
  surface.block = addInt("surface");
  surface.lower = addInt("lower");
  surface.upper = addInt("upper");
  loadState(Opcode::I32Load, surface.stateOffset + offsetof(SurfaceState, strideBytes));
  f_.localSet(surface.strideBytes);
  if (!sampled_) return;
  surface.sampleStrideBytes = addInt("sampleStrideBytes");
  f_.localGet(surface.strideBytes);
  f_.i32Const(2);
  f_.op(Opcode::I32ShrU);
  f_.localSet(surface.sampleStrideBytes);
}

std::vector<FragmentRoutineEmitter::Surface*> FragmentRoutineEmitter::surfaces() {
  std::vector<Surface*> all;
  if (depthTest_) all.push_back(&depthSurface_);
  if (stencilTest_) all.push_back(&stencilSurface_);
  for (Target& target : targets_) all.push_back(&target.surface);
  return all;
}

void FragmentRoutineEmitter::emitBlockStart() {
  if (shaded_ || depthTest_ || stencilTest_) {
    const Lanes::Scope scope(l_);
    const Local primitive = l_.temporary(ValType::I32);
    f_.localGet(block_);
    f_.load(Opcode::I32Load, offsetof(BlockRecord, primitive), 2);
    loadState(Opcode::I32Load, offsetof(FragmentState, primitives));
    f_.op(Opcode::I32Add);
    f_.localTee(primitive);
    f_.localGet(primitive_);
    f_.op(Opcode::I32Ne);
    f_.if_();
    f_.localGet(primitive);
    f_.localSet(primitive_);
    emitPrimitiveStart();
    f_.end();
  }
  f_.localGet(block_);
  f_.load(Opcode::I32Load16U, offsetof(BlockRecord, x), 1);
  f_.localSet(blockX_);
  f_.localGet(block_);
  f_.load(Opcode::I32Load16U, offsetof(BlockRecord, y), 1);
  f_.localSet(blockY_);
  f_.localGet(block_);
  f_.load(Opcode::I64Load, offsetof(BlockRecord, coverage), 2);
  f_.localSet(coverage_);
  const auto place = [&](const Surface& surface) {  // address + y * stride + x * texelBytes
    loadState(Opcode::I32Load, surface.stateOffset + offsetof(SurfaceState, address));
    f_.localGet(blockY_);
    f_.localGet(surface.strideBytes);
    f_.op(Opcode::I32Mul);
    f_.op(Opcode::I32Add);
    f_.localGet(blockX_);
    f_.i32Const(int32_t(surface.texelBytes));
    f_.op(Opcode::I32Mul);
    f_.op(Opcode::I32Add);
    f_.localSet(surface.block);
  };
  for (const Surface* surface : surfaces()) place(*surface);
}

void FragmentRoutineEmitter::splatFloat(size_t primitiveOffset, Local into) {
  f_.localGet(primitive_);
  f_.load(Opcode::V128Load32Splat, uint32_t(primitiveOffset), 2);
  f_.localSet(into);
}

void FragmentRoutineEmitter::emitPrimitiveStart() {
  const Lanes::Scope scope(l_);
  const auto loadOrigin = [&](size_t offset, Local into) {
    splatFloat(offset, into);
    l_.assign(into, l_.sub(into, l_.splat(0.5f)));
  };
  loadOrigin(offsetof(PrimitiveRecord, originX), originX_);
  loadOrigin(offsetof(PrimitiveRecord, originY), originY_);
  const auto loadPlane = [&](size_t offset, const PlaneLocals& plane) {
    splatFloat(offset, plane.c);
    splatFloat(offset + 4, plane.dx);
    splatFloat(offset + 8, plane.dy);
  };
  loadPlane(offsetof(PrimitiveRecord, z), depthPlane_);
  splatFloat(offsetof(PrimitiveRecord, zMin), depthMin_);
  splatFloat(offsetof(PrimitiveRecord, zMax), depthMax_);
  if (shaded_) loadPlane(offsetof(PrimitiveRecord, invW), inversePlane_);
  if (!stencilTest_) return;

  const Local face = l_.temporary(ValType::I32);
  f_.localGet(state_);
  f_.i32Const(offsetof(FragmentState, stencilFront));
  f_.i32Const(offsetof(FragmentState, stencilBack));
  f_.localGet(primitive_);
  f_.load(Opcode::I32Load, offsetof(PrimitiveRecord, frontFacing), 2);
  f_.localTee(frontFacing_);
  f_.select();
  f_.op(Opcode::I32Add);
  f_.localSet(face);
  const auto loadByte = [&](size_t offset, Value into) {
    f_.localGet(face);
    f_.load(Opcode::V128Load32Splat, uint32_t(offset), 2);
    const Value raw = l_.pop();
    l_.assign(into.local(), l_.and_(raw, l_.splatInt(0xff)));
  };
  loadByte(offsetof(StencilFaceState, compareMask), stencilValues_.compareMask);
  loadByte(offsetof(StencilFaceState, writeMask), stencilValues_.writeMask);
  f_.localGet(face);
  f_.load(Opcode::V128Load32Splat, offsetof(StencilFaceState, reference), 2);
  f_.v128Splat(0);
  f_.op(Opcode::I32x4MaxS);
  f_.v128Splat(0xff);
  f_.op(Opcode::I32x4MinS);
  f_.localSet(stencilValues_.reference.local());
  l_.assign(stencilValues_.maskedReference.local(), l_.and_(stencilValues_.reference, stencilValues_.compareMask));
}

void FragmentRoutineEmitter::emitEpilogue() {
  if (!key_.countSamples) return;
  f_.localGet(state_);
  loadState(Opcode::I32Load, offsetof(FragmentState, samplesPassed));
  f_.localGet(samples_);
  f_.op(Opcode::I32Add);
  f_.store(Opcode::I32Store, offsetof(FragmentState, samplesPassed), 2);
}

/// Of the cell's plane, from the primitive on.
uint32_t FragmentRoutineEmitter::planeOffset(uint32_t input, uint32_t cell) const {
  const uint32_t place = uint32_t(program_.fragmentInputCell[input]) + cell;
  return uint32_t(sizeof(PrimitiveRecord) + place / 4 * sizeof(Planes4) + place % 4 * 4);
}

/// Smooth inputs that the body reads.
void FragmentRoutineEmitter::findSmoothCells() {
  for (uint32_t input = 0; input < program_.fragment.inputs.size(); input++) {
    if (program_.fragmentInputCell[input] < 0 || uniformityOfInput(input) == ir::Uniformity::PerPrimitive) continue;
    for (uint32_t cell = 0; cell < program_.fragment.inputs[input].cells.size(); cell++) {
      if (!body_->readsInput(input, cell)) continue;
      if (sampled_ && program_.fragment.inputs[input].centroid) {
        readsCentroid_ = true;
      } else {
        smoothCells_.push_back({planeOffset(input, cell), addVector("row")});
      }
    }
  }
}

void FragmentRoutineEmitter::pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t cell) {
  if (program_.fragmentInputCell[input] < 0) {
    f.v128Splat(0);
    return;
  }
  const uint32_t offset = planeOffset(input, cell);
  const auto splat = [&](size_t field) {
    f.localGet(primitive_);
    f.load(Opcode::V128Load32Splat, offset + uint32_t(field), 2);
  };
  if (uniformityOfInput(input) == ir::Uniformity::PerPrimitive) {
    splat(offsetof(Planes4, c));
    return;
  }
  const bool centroid = sampled_ && program_.fragment.inputs[input].centroid;
  if (centroid) {
    splat(offsetof(Planes4, c));
    splat(offsetof(Planes4, dy));
    f.localGet(centroidY_);
    f.op(Opcode::F32x4Mul);
    f.op(Opcode::F32x4Add);
  }
  for (const SmoothCell& cell : smoothCells_) {
    if (cell.offset == offset) f.localGet(cell.row);
  }
  splat(offsetof(Planes4, dx));
  f.localGet(centroid ? centroidX_ : x_);
  f.op(Opcode::F32x4Mul);
  f.op(Opcode::F32x4Add);
  f.localGet(centroid ? centroidW_ : w_);
  f.op(Opcode::F32x4Mul);
}

void FragmentRoutineEmitter::pushBuiltin(wasm::FunctionBuilder& f, ir::Builtin builtin, uint32_t component) {
  switch (builtin) {
    case ir::Builtin::FragCoord: {
      const Local components[4] = {fragX_, fragY_, z_, inverseW_};
      f.localGet(components[component]);
      return;
    }
    case ir::Builtin::FrontFacing:
      f.localGet(primitive_);
      f.load(Opcode::V128Load32Splat, offsetof(PrimitiveRecord, frontFacing), 2);
      f.op(Opcode::I32x4Neg);
      return;
    case ir::Builtin::PointCoord: {
      const auto offset = uint32_t(offsetof(PrimitiveRecord, pointCoord) + 8 * component);
      f.localGet(primitive_);
      f.load(Opcode::V128Load32Splat, offset, 2);
      f.localGet(primitive_);
      f.load(Opcode::V128Load32Splat, offset + 4, 2);
      f.localGet(component == 0 ? x_ : y_);
      f.op(Opcode::F32x4Mul);
      f.op(Opcode::F32x4Add);
      return;
    }
    case ir::Builtin::DrawId: loadState(Opcode::I32Load, offsetof(FragmentState, drawId)); return;
    case ir::Builtin::DepthNear: loadState(Opcode::F32Load, offsetof(FragmentState, depthNear)); return;
    case ir::Builtin::DepthFar: loadState(Opcode::F32Load, offsetof(FragmentState, depthFar)); return;
    case ir::Builtin::DepthDiff: loadState(Opcode::F32Load, offsetof(FragmentState, depthDiff)); return;
    case ir::Builtin::VertexId:
    case ir::Builtin::InstanceId: f.i32Const(0); return;  // not in fragment shaders
  }
}

ir::Uniformity FragmentRoutineEmitter::uniformityOf(ir::Builtin builtin) {
  switch (builtin) {
    case ir::Builtin::FragCoord:
    case ir::Builtin::PointCoord: return ir::Uniformity::Varying;
    case ir::Builtin::FrontFacing: return ir::Uniformity::PerPrimitive;
    default: return ir::Uniformity::Uniform;
  }
}

ir::Uniformity FragmentRoutineEmitter::uniformityOfInput(uint32_t input) {
  return program_.fragment.inputs[input].interpolation == ir::Interpolation::Flat ? ir::Uniformity::PerPrimitive
                                                                                  : ir::Uniformity::Varying;
}

void FragmentRoutineEmitter::pushUniformsAddress(wasm::FunctionBuilder& f) { f.globalGet(core_.uniforms()); }
void FragmentRoutineEmitter::pushBlocksAddress(wasm::FunctionBuilder&) {
  loadState(Opcode::I32Load, offsetof(FragmentState, blocks));
}
void FragmentRoutineEmitter::pushSamplersAddress(wasm::FunctionBuilder& f) { f.globalGet(core_.textures()); }
void FragmentRoutineEmitter::pushPrivateAddress(wasm::FunctionBuilder& f) { f.globalGet(core_.privateMemory()); }
void FragmentRoutineEmitter::pushBudgetAddress(wasm::FunctionBuilder& f) {
  f.localGet(state_);
  f.i32Const(offsetof(FragmentState, budget));
  f.op(Opcode::I32Add);
}
/// Stored as they are by a target of 32-bit floats without blending.
bool FragmentRoutineEmitter::seesBits(uint32_t output, uint32_t cell) {
  for (const Target& target : targets_) {
    const TargetFormatInfo info = targetFormatInfo(key_.targets[target.location].format);
    if (info.kind != TargetClass::Float || target.merge->isBlended()) continue;
    for (int i = 0; i < info.channels; i++) {
      if (info.bits[i] == 32 && target.output[i] == output && target.cell[i] == cell) return true;
    }
  }
  return false;
}

SamplerKey FragmentRoutineEmitter::samplerKey(uint32_t sampler) {
  return sampler < kKeyedSamplers ? key_.samplers[sampler] : SamplerKey{};
}
void FragmentRoutineEmitter::emitAbort(wasm::FunctionBuilder& f) { f.return_(); }

RoutineCode generateFragmentRoutine(const LinkedProgram& program, const FragmentKey& key,
                                    wasm::Interleaving interleaving) {
  return FragmentRoutineEmitter(program, key, interleaving).generate(nullptr);
}

RoutineCode generateFragmentRoutine(const LinkedProgram& program, const FragmentKey& key, std::string* listing) {
  return FragmentRoutineEmitter(program, key, wasm::Interleaving::WherePays).generate(listing);
}

}  // namespace sw
