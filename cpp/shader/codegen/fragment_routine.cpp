// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/fragment_routine.h"

#include <cstddef>

#include "shader/codegen/depth.h"
#include "shader/codegen/routine_trim.h"

namespace sw {

using wasm::Opcode;
using wasm::ValType;

namespace {

constexpr uint32_t kAllLanes = 0xffffffffu;

bool isAllLanes(Value mask) { return mask.isConstant && mask.bits == kAllLanes; }

Value both(Lanes& l, Value a, Value b) {
  if (isAllLanes(a)) return b;
  if (isAllLanes(b)) return a;
  return l.and_(a, b);
}

/// How many locations an output takes: one per element, FragColor every target when EXT_draw_buffers is on.
uint32_t locationsOf(const ir::Shader& shader, const ir::InterfaceVariable& output) {
  if (output.semantic != ir::Semantic::FragColor) return output.type.arrayElements();
  for (const auto& [name, enabled] : shader.extensions) {
    if (name == "GL_EXT_draw_buffers" && enabled) return kMaxColorOutputs;
  }
  return 1;
}

bool typesMatch(ir::Type type, TargetClass kind) {
  switch (kind) {
    case TargetClass::Int: return type == ir::Type::Int;
    case TargetClass::Uint: return type == ir::Type::Uint;
    default: return type == ir::Type::Float;
  }
}

}  // namespace

FragmentRoutineEmitter::FragmentRoutineEmitter(const LinkedProgram& program, const FragmentKey& key)
    : program_(program),
      key_(key),
      core_(importCore(module_)),
      f_(module_.addFunction("routine")),
      l_(f_),
      state_(f_.addParam(ValType::I32, "state")),
      block_(f_.addParam(ValType::I32, "blocks")),
      end_(f_.addParam(ValType::I32, "count")) {
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
  originX_ = f_.addLocal(ValType::F32, "originX");
  originY_ = f_.addLocal(ValType::F32, "originY");
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
    for (uint32_t element = 0; element < locationsOf(shader, output); element++) {
      const uint32_t location = uint32_t(first) + element;
      if (location >= kMaxColorOutputs) break;
      for (uint32_t row = 0; row < rows; row++) {
        const uint32_t cell = output.semantic == ir::Semantic::FragColor ? row : element * rows + row;
        if (cell < output.cells.size()) components[location][row] = {i, cell, output.cells[cell]};
      }
    }
  }

  if (key_.alphaToCoverage && components[0][3].type == ir::Type::Float) {
    alphaToCoverage_ = true;
    coverageOutput_ = components[0][3].output;
    coverageCell_ = components[0][3].cell;
  }
  for (uint32_t location = 0; location < kMaxColorOutputs; location++) {
    const TargetKey& key = key_.targets[location];
    const Component(&source)[4] = components[location];
    if (key.format == TargetFormat::None || !typesMatch(source[0].type, targetFormatInfo(key.format).kind)) continue;
    Target target{.merge = std::make_unique<TargetMerge>(l_, key),
                  .surface = {.stateOffset = uint32_t(offsetof(FragmentState, color) + location * sizeof(SurfaceState)),
                              .texelBytes = targetFormatInfo(key.format).texelBytes}};
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

RoutineCode FragmentRoutineEmitter::generate() {
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
    emitPrologue();
    const wasm::Label next = f_.loop();
    emitBlockStart();
    if (shaded_) {
      emitShadedQuads();
    } else {
      emitStripBlock();
    }
    f_.localGet(block_);
    f_.i32Const(sizeof(BlockRecord));
    f_.op(Opcode::I32Add);
    f_.localTee(block_);
    f_.localGet(end_);
    f_.op(Opcode::I32LtU);
    f_.brIf(next);
    f_.end();
    emitEpilogue();
  }
  module_.exportFunction("routine", f_.self());
  return {module_.encode(), {}};
}

// --- prologue, blocks, primitives ------------------------------------------------------------------------------------

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
  if (key_.sampleCoverage) {  // one sample: all or nothing, from one half on
    loadState(Opcode::F32Load, offsetof(FragmentState, sampleCoverage));
    f_.f32Const(0.5f);
    f_.op(Opcode::F32Ge);
    if (key_.sampleCoverage != 2) f_.op(Opcode::I32Eqz);
    f_.if_();
    f_.return_();
    f_.end();
  }
  f_.localGet(block_);  // end = blocks + count * sizeof(BlockRecord)
  f_.localGet(end_);
  f_.i32Const(4);
  f_.op(Opcode::I32Shl);
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
  loadState(Opcode::I32Load, surface.stateOffset + offsetof(SurfaceState, strideBytes));
  f_.localSet(surface.strideBytes);
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
  if (depthTest_) place(depthSurface_);
  if (stencilTest_) place(stencilSurface_);
  for (const Target& target : targets_) place(target.surface);
}

void FragmentRoutineEmitter::splatFloat(size_t primitiveOffset, Local into) {
  f_.localGet(primitive_);
  f_.load(Opcode::V128Load32Splat, uint32_t(primitiveOffset), 2);
  f_.localSet(into);
}

void FragmentRoutineEmitter::emitPrimitiveStart() {
  const auto loadOrigin = [&](size_t offset, Local into) {
    f_.localGet(primitive_);
    f_.load(Opcode::F32Load, uint32_t(offset), 2);
    f_.localSet(into);
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

  const Lanes::Scope scope(l_);
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
    l_.push(l_.and_(raw, l_.splatInt(0xff)));
    f_.localSet(into.local);
  };
  loadByte(offsetof(StencilFaceState, compareMask), stencilValues_.compareMask);
  loadByte(offsetof(StencilFaceState, writeMask), stencilValues_.writeMask);
  f_.localGet(face);
  f_.load(Opcode::V128Load32Splat, offsetof(StencilFaceState, reference), 2);
  f_.v128Splat(0);
  f_.op(Opcode::I32x4MaxS);
  f_.v128Splat(0xff);
  f_.op(Opcode::I32x4MinS);
  f_.localSet(stencilValues_.reference.local);
  l_.push(l_.and_(stencilValues_.reference, stencilValues_.compareMask));
  f_.localSet(stencilValues_.maskedReference.local);
}

void FragmentRoutineEmitter::emitEpilogue() {
  if (!key_.countSamples) return;
  f_.localGet(state_);
  loadState(Opcode::I32Load, offsetof(FragmentState, samplesPassed));
  f_.localGet(samples_);
  f_.op(Opcode::I32Add);
  f_.store(Opcode::I32Store, offsetof(FragmentState, samplesPassed), 2);
}

// --- tests and merging, for quads and strips alike -------------------------------------------------------------------

Value FragmentRoutineEmitter::planeAt(const PlaneLocals& plane, Value x, Value y) {
  const Value row = l_.add(plane.c, l_.mul(plane.dy, y));
  return l_.add(row, l_.mul(plane.dx, x));
}

/// As the depth buffer's format has it.
Value FragmentRoutineEmitter::depthAt(Value x, Value y) {
  const Value depth = planeAt(depthPlane_, x, y);
  return quantiseDepth(l_, key_.depthFormat, l_.lesser(depthMax_, l_.greater(depthMin_, depth)));
}

template <typename Emit>
void FragmentRoutineEmitter::withFace(Emit emit) {
  if (sameFaces_) {
    emit(key_.stencilFront);
    return;
  }
  f_.localGet(frontFacing_);
  f_.if_();
  emit(key_.stencilFront);
  f_.else_();
  emit(key_.stencilBack);
  f_.end();
}

Value FragmentRoutineEmitter::emitDepthCompare(const PixelPlace& place, Value depth, Value mask, Value& stored) {
  if (key_.depthCompare == CompareFunction::Never) return l_.splatInt(0);
  if (key_.depthCompare == CompareFunction::Always) return mask;
  Value words[4];
  loadPixels(l_, place, 4, words);
  stored = words[0];
  return both(l_, compareFloats(l_, key_.depthCompare, depth, stored), mask);
}

void FragmentRoutineEmitter::emitDepthWrite(const PixelPlace& place, Value depth, Value mask, Value stored) {
  if (!depthWrite_ || key_.depthCompare == CompareFunction::Never) return;
  Value words[4] = {depth};
  if (!isAllLanes(mask)) {
    Value old[4] = {stored};
    if (!stored.valid()) loadPixels(l_, place, 4, old);
    words[0] = l_.select(mask, depth, old[0]);
  }
  storePixels(l_, place, 4, words);
}

Value FragmentRoutineEmitter::emitTests(const PixelPlace& depthPlace, const PixelPlace& stencilPlace, Value depth,
                                        Value mask) {
  if (!stencilTest_) {
    if (!depthTest_) return mask;
    Value stored;
    const Value passed = emitDepthCompare(depthPlace, depth, mask, stored);
    emitDepthWrite(depthPlace, depth, passed, stored);
    return passed;
  }

  Value stencil[4];
  loadPixels(l_, stencilPlace, 1, stencil);
  const Local stencilPass = l_.temporary(ValType::V128);
  withFace([&](const StencilFaceKey& face) {
    l_.push(stencilPasses(l_, face, stencilValues_, stencil[0], mask));
    f_.localSet(stencilPass);
  });
  Value passed = stencilPass;
  if (depthTest_) {
    Value stored;
    passed = emitDepthCompare(depthPlace, depth, stencilPass, stored);
    emitDepthWrite(depthPlace, depth, passed, stored);
  }
  if (stencilWrites(key_.stencilFront, depthTest_) || stencilWrites(key_.stencilBack, depthTest_)) {
    const Local updated = l_.temporary(ValType::V128);
    withFace([&](const StencilFaceKey& face) {
      l_.push(stencilUpdated(l_, face, stencilValues_, stencil[0], mask, stencilPass, passed));
      f_.localSet(updated);
    });
    const Value words[4] = {updated};
    storePixels(l_, stencilPlace, 1, words);
  }
  return passed;
}

void FragmentRoutineEmitter::emitCount(Value mask) {
  if (!key_.countSamples) return;
  f_.localGet(samples_);
  if (isAllLanes(mask)) {
    f_.i32Const(4);
  } else {
    l_.push(mask);
    f_.op(Opcode::I32x4Bitmask);
    f_.op(Opcode::I32Popcnt);
  }
  f_.op(Opcode::I32Add);
  f_.localSet(samples_);
}

void FragmentRoutineEmitter::emitMerge(Target& target, const PixelPlace& place, Value mask, Local bits) {
  const Lanes::Scope scope(l_);
  TargetMerge& merge = *target.merge;
  const uint32_t bytes = target.surface.texelBytes;
  const uint32_t count = merge.format().words();
  Value destination[4], words[4];
  if (merge.readsDestination()) loadPixels(l_, place, bytes, destination);
  merge.emit(destination, words);
  if (!isAllLanes(mask)) {
    if (merge.readsDestination()) {
      for (uint32_t i = 0; i < count; i++) words[i] = l_.select(mask, words[i], destination[i]);
    } else {
      // What is there matters only where some lane is not written.
      Local chosen[4];
      for (uint32_t i = 0; i < count; i++) {
        chosen[i] = l_.temporary(ValType::V128);
        l_.push(words[i]);
        f_.localSet(chosen[i]);
      }
      if (bits.valid()) {
        f_.localGet(bits);
        f_.i32Const(15);
        f_.op(Opcode::I32Ne);
        f_.if_();
      }
      loadPixels(l_, place, bytes, destination);
      for (uint32_t i = 0; i < count; i++) {
        l_.push(l_.select(mask, chosen[i], destination[i]));
        f_.localSet(chosen[i]);
        words[i] = chosen[i];
      }
      if (bits.valid()) f_.end();
    }
  }
  storePixels(l_, place, bytes, words);
}

FragmentRoutineEmitter::Local FragmentRoutineEmitter::pixelAddress(const Surface& surface, Local x, Local y) {
  f_.localGet(surface.block);
  f_.localGet(y);
  f_.localGet(surface.strideBytes);
  f_.op(Opcode::I32Mul);
  f_.op(Opcode::I32Add);
  f_.localGet(x);
  f_.i32Const(int32_t(surface.texelBytes));
  f_.op(Opcode::I32Mul);
  f_.op(Opcode::I32Add);
  return l_.popInt();
}

// --- the shaded loop -------------------------------------------------------------------------------------------------

void FragmentRoutineEmitter::emitQuadPosition(Local quadX, Local quadY) {
  static constexpr float kLaneX[4] = {0.5f, 1.5f, 0.5f, 1.5f};
  static constexpr float kLaneY[4] = {0.5f, 0.5f, 1.5f, 1.5f};
  const auto position = [&](Local block, Local quad, Local origin, const float(&centres)[4], Local relative,
                            Local absolute) {
    const uint32_t bits[4] = {std::bit_cast<uint32_t>(centres[0]), std::bit_cast<uint32_t>(centres[1]),
                              std::bit_cast<uint32_t>(centres[2]), std::bit_cast<uint32_t>(centres[3])};
    const Local whole = l_.temporary(ValType::F32);
    f_.localGet(block);
    f_.localGet(quad);
    f_.op(Opcode::I32Add);
    f_.op(Opcode::F32ConvertI32S);
    f_.localTee(whole);
    f_.localGet(origin);
    f_.op(Opcode::F32Sub);
    f_.op(Opcode::F32x4Splat);
    f_.v128Const(bits);
    f_.op(Opcode::F32x4Add);
    f_.localSet(relative);
    if (!body_->readsBuiltin(ir::Builtin::FragCoord)) return;
    f_.localGet(whole);
    f_.op(Opcode::F32x4Splat);
    f_.v128Const(bits);
    f_.op(Opcode::F32x4Add);
    f_.localSet(absolute);
  };
  position(blockX_, quadX, originX_, kLaneX, x_, fragX_);
  position(blockY_, quadY, originY_, kLaneY, y_, fragY_);

  l_.push(planeAt(inversePlane_, x_, y_));
  f_.localSet(inverseW_);
  l_.push(l_.div(l_.splat(1), inverseW_));
  f_.localSet(w_);
  if (body_->readsBuiltin(ir::Builtin::FragCoord)) {
    l_.push(l_.clamp01(planeAt(depthPlane_, x_, y_)));
    f_.localSet(z_);
  }
}

void FragmentRoutineEmitter::emitShadedQuads() {
  const Lanes::Scope scope(l_);
  const Local position = l_.temporary(ValType::I32);
  const Local bits = l_.temporary(ValType::I32);
  const Local quadX = l_.temporary(ValType::I32);
  const Local quadY = l_.temporary(ValType::I32);

  const wasm::Label nextQuad = f_.loop();
  // The lowest covered quad: its four bits of coverage, which are then taken out.
  f_.localGet(coverage_);
  f_.op(Opcode::I64Ctz);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(0x3c);
  f_.op(Opcode::I32And);
  f_.localSet(position);
  f_.localGet(coverage_);
  f_.localGet(position);
  f_.op(Opcode::I64ExtendI32U);
  f_.op(Opcode::I64ShrU);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(15);
  f_.op(Opcode::I32And);
  f_.localSet(bits);
  f_.localGet(coverage_);
  f_.i64Const(-16);
  f_.localGet(position);
  f_.op(Opcode::I64ExtendI32U);
  f_.op(Opcode::I64Rotl);
  f_.op(Opcode::I64And);
  f_.localSet(coverage_);
  f_.localGet(position);  // 4 * quad
  f_.i32Const(1);
  f_.op(Opcode::I32ShrU);
  f_.i32Const(6);
  f_.op(Opcode::I32And);
  f_.localSet(quadX);
  f_.localGet(position);
  f_.i32Const(3);
  f_.op(Opcode::I32ShrU);
  f_.i32Const(6);
  f_.op(Opcode::I32And);
  f_.localSet(quadY);

  const wasm::Label skip = f_.block();
  {
    const Lanes::Scope quadScope(l_);
    emitShadedQuad(quadX, quadY, bits, skip);
  }
  f_.end();
  f_.localGet(coverage_);
  f_.op(Opcode::I64Eqz);
  f_.op(Opcode::I32Eqz);
  f_.brIf(nextQuad);
  f_.end();
}

/// A surface's pixels of the quad.
PixelPlace FragmentRoutineEmitter::quadPlace(const Surface& surface, Local quadX, Local quadY) {
  PixelPlace place{.shape = PixelShape::Quad};
  place.lower = pixelAddress(surface, quadX, quadY);
  f_.localGet(place.lower);
  f_.localGet(surface.strideBytes);
  f_.op(Opcode::I32Add);
  place.upper = l_.popInt();
  return place;
}

void FragmentRoutineEmitter::emitShadedQuad(Local quadX, Local quadY, Local bits, wasm::Label skip) {
  emitQuadPosition(quadX, quadY);
  f_.localGet(bits);
  f_.op(Opcode::I32x4Splat);
  f_.v128Const({1, 2, 4, 8});
  f_.op(Opcode::V128And);
  f_.v128Const({1, 2, 4, 8});
  f_.op(Opcode::I32x4Eq);
  Value mask = l_.pop();

  PixelPlace depthPlace, stencilPlace;
  if (depthTest_) depthPlace = quadPlace(depthSurface_, quadX, quadY);
  if (stencilTest_) stencilPlace = quadPlace(stencilSurface_, quadX, quadY);
  const auto narrowed = [&](Value lanes) {
    mask = lanes;
    l_.push(mask);
    f_.op(Opcode::I32x4Bitmask);
    f_.localTee(bits);
    f_.op(Opcode::I32Eqz);
    f_.brIf(skip);
  };

  const bool tests = depthTest_ || stencilTest_;
  Value depth, stored;
  if (tests && !lateTests_) {
    if (depthTest_) depth = depthAt(x_, y_);
    if (lateWrites_) {
      narrowed(emitDepthCompare(depthPlace, depth, mask, stored));
    } else {
      narrowed(emitTests(depthPlace, stencilPlace, depth, mask));
    }
  }

  body_->emit(allLanes_);

  if (lateWrites_) {
    Value alive = mask;
    if (body_->hasDiscard()) alive = l_.andNot(alive, body_->discarded());
    if (alphaToCoverage_) {
      const Value alpha = outputValue(coverageOutput_, coverageCell_);
      alive = l_.and_(alive, l_.apply(Opcode::F32x4Ge, alpha, l_.splat(0.5f)));
    }
    narrowed(alive);
    if (depthTest_ && !lateTests_) emitDepthWrite(depthPlace, depth, mask, stored);
  }
  if (tests && lateTests_) {
    if (depthOutput_ != ir::kNone) {
      depth = quantiseDepth(l_, key_.depthFormat, l_.clamp01(outputValue(depthOutput_, 0)));
    } else if (depthTest_) {
      depth = depthAt(x_, y_);
    }
    narrowed(emitTests(depthPlace, stencilPlace, depth, mask));
  }
  emitCount(mask);

  for (Target& target : targets_) {
    for (int i = 0; i < 4; i++) {
      if (target.merge->usesSource(i) && !outputIsBatchWide(target.output[i], target.cell[i])) {
        target.merge->setSource(i, body_->output(target.output[i], target.cell[i]), false);
      }
    }
    const Lanes::Scope scope(l_);
    emitMerge(target, quadPlace(target.surface, quadX, quadY), mask, bits);
  }
}

// --- the strip loop --------------------------------------------------------------------------------------------------

void FragmentRoutineEmitter::emitStripBlock() {
  f_.localGet(coverage_);
  f_.i64Const(-1);
  f_.op(Opcode::I64Eq);
  f_.if_();
  bool fills = !depthTest_ && !stencilTest_;
  for (const Target& target : targets_) fills &= target.merge->isConstant();
  if (fills) {
    emitFill();
  } else {
    emitStripRows();
  }
  f_.else_();
  emitStripAreas();
  f_.end();
}

/// Every texel of the block becomes the same.
void FragmentRoutineEmitter::emitFill() {
  const Lanes::Scope scope(l_);
  if (key_.countSamples) {
    f_.localGet(samples_);
    f_.i32Const(64);
    f_.op(Opcode::I32Add);
    f_.localSet(samples_);
  }
  for (Target& target : targets_) {
    const uint32_t bytes = target.surface.texelBytes;
    Value none[4], words[4];
    target.merge->emit(none, words);
    const Local row = l_.temporary(ValType::I32);
    f_.localGet(target.surface.block);
    f_.localSet(row);
    for (uint32_t y = 0; y < kBlockSize; y++) {
      for (uint32_t x = 0; x < kBlockSize; x += 4) {
        storePixels(l_, {.shape = PixelShape::Strip, .lower = row, .offset = x * bytes}, bytes, words);
      }
      if (y + 1 == kBlockSize) break;
      f_.localGet(row);
      f_.localGet(target.surface.strideBytes);
      f_.op(Opcode::I32Add);
      f_.localSet(row);
    }
  }
}

/// A strip's pixel centres, from the block's edge, relative to the primitive's origin.
Value FragmentRoutineEmitter::stripX(Local x) {
  f_.localGet(x);
  f_.op(Opcode::F32ConvertI32S);
  f_.localGet(originX_);
  f_.op(Opcode::F32Sub);
  f_.op(Opcode::F32x4Splat);
  f_.v128Const({0x3f000000, 0x3fc00000, 0x40200000, 0x40600000});  // 0.5, 1.5, 2.5, 3.5
  f_.op(Opcode::F32x4Add);
  return l_.pop();
}

Value FragmentRoutineEmitter::stripY(Local y) {
  f_.localGet(y);
  f_.op(Opcode::F32ConvertI32S);
  f_.localGet(originY_);
  f_.op(Opcode::F32Sub);
  f_.f32Const(0.5f);
  f_.op(Opcode::F32Add);
  f_.op(Opcode::F32x4Splat);
  return l_.pop();
}

void FragmentRoutineEmitter::emitStrip(const std::vector<Local>& addresses, uint32_t x, Value depth, Value mask) {
  const Lanes::Scope scope(l_);
  size_t next = 0;
  const auto place = [&](const Surface& surface) {
    return PixelPlace{.shape = PixelShape::Strip, .lower = addresses[next++], .offset = x * surface.texelBytes};
  };
  PixelPlace depthPlace, stencilPlace;
  if (depthTest_) depthPlace = place(depthSurface_);
  if (stencilTest_) stencilPlace = place(stencilSurface_);
  const wasm::Label skip = f_.block();
  if (depthTest_ || stencilTest_) {
    mask = emitTests(depthPlace, stencilPlace, depth, mask);
    if (!isAllLanes(mask) && (!targets_.empty() || key_.countSamples)) {
      l_.push(mask);
      f_.op(Opcode::V128AnyTrue);
      f_.op(Opcode::I32Eqz);
      f_.brIf(skip);
    }
  }
  emitCount(mask);
  for (Target& target : targets_) emitMerge(target, place(target.surface), mask, {});
  f_.end();
}

std::vector<const FragmentRoutineEmitter::Surface*> FragmentRoutineEmitter::surfaces() const {
  std::vector<const Surface*> all;
  if (depthTest_) all.push_back(&depthSurface_);
  if (stencilTest_) all.push_back(&stencilSurface_);
  for (const Target& target : targets_) all.push_back(&target.surface);
  return all;
}

/// A full block: eight rows of two strips.
void FragmentRoutineEmitter::emitStripRows() {
  const Lanes::Scope scope(l_);
  const auto all = surfaces();
  std::vector<Local> rows;
  for (const Surface* surface : all) {
    rows.push_back(l_.temporary(ValType::I32));
    f_.localGet(surface->block);
    f_.localSet(rows.back());
  }
  const Local y = l_.temporary(ValType::I32);
  f_.localGet(blockY_);
  f_.localSet(y);
  Value slopes[2];
  if (depthTest_) {
    for (int i = 0; i < 2; i++) {
      f_.localGet(blockX_);
      f_.i32Const(4 * i);
      f_.op(Opcode::I32Add);
      const Local x = l_.popInt();
      slopes[i] = l_.mul(depthPlane_.dx, stripX(x));
    }
  }

  const wasm::Label nextRow = f_.loop();
  {
    const Lanes::Scope rowScope(l_);
    Value base;
    if (depthTest_) base = l_.add(depthPlane_.c, l_.mul(depthPlane_.dy, stripY(y)));
    for (uint32_t i = 0; i < 2; i++) {
      Value depth;
      if (depthTest_) {
        const Value exact = l_.add(base, slopes[i]);
        depth = quantiseDepth(l_, key_.depthFormat, l_.lesser(depthMax_, l_.greater(depthMin_, exact)));
      }
      emitStrip(rows, 4 * i, depth, Value::constant(kAllLanes));
    }
  }
  for (size_t i = 0; i < all.size(); i++) {
    f_.localGet(rows[i]);
    f_.localGet(all[i]->strideBytes);
    f_.op(Opcode::I32Add);
    f_.localSet(rows[i]);
  }
  f_.localGet(y);
  f_.i32Const(1);
  f_.op(Opcode::I32Add);
  f_.localTee(y);
  f_.localGet(blockY_);
  f_.i32Const(kBlockSize);
  f_.op(Opcode::I32Add);
  f_.op(Opcode::I32Ne);
  f_.brIf(nextRow);
  f_.end();
}

/// A block that is covered in part: areas of 4x2 pixels, one byte of coverage each.
void FragmentRoutineEmitter::emitStripAreas() {
  const Lanes::Scope scope(l_);
  const auto all = surfaces();
  const Local position = l_.temporary(ValType::I32);
  const Local bits = l_.temporary(ValType::I32);
  const Local areaX = l_.temporary(ValType::I32);
  const Local areaY = l_.temporary(ValType::I32);

  const wasm::Label nextArea = f_.loop();
  f_.localGet(coverage_);
  f_.op(Opcode::I64Ctz);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(0x38);
  f_.op(Opcode::I32And);
  f_.localSet(position);
  f_.localGet(coverage_);
  f_.localGet(position);
  f_.op(Opcode::I64ExtendI32U);
  f_.op(Opcode::I64ShrU);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(255);
  f_.op(Opcode::I32And);
  f_.localSet(bits);
  f_.localGet(coverage_);
  f_.i64Const(-256);
  f_.localGet(position);
  f_.op(Opcode::I64ExtendI32U);
  f_.op(Opcode::I64Rotl);
  f_.op(Opcode::I64And);
  f_.localSet(coverage_);
  f_.localGet(position);  // 8 * area
  f_.i32Const(1);
  f_.op(Opcode::I32ShrU);
  f_.i32Const(4);
  f_.op(Opcode::I32And);
  f_.localSet(areaX);
  f_.localGet(position);
  f_.i32Const(3);
  f_.op(Opcode::I32ShrU);
  f_.i32Const(6);
  f_.op(Opcode::I32And);
  f_.localSet(areaY);

  std::vector<Local> rows;
  for (const Surface* surface : all) rows.push_back(pixelAddress(*surface, areaX, areaY));
  Value slope;
  const Local y = l_.temporary(ValType::I32);
  if (depthTest_) {
    f_.localGet(blockX_);
    f_.localGet(areaX);
    f_.op(Opcode::I32Add);
    const Local x = l_.popInt();
    slope = l_.mul(depthPlane_.dx, stripX(x));
    f_.localGet(blockY_);
    f_.localGet(areaY);
    f_.op(Opcode::I32Add);
    f_.localSet(y);
  }
  // Bits of two quads side by side: 0, 1, 4, 5 are the lower row.
  static constexpr uint32_t kLaneBits[2][4] = {{1, 2, 16, 32}, {4, 8, 64, 128}};
  for (int row = 0; row < 2; row++) {
    const Lanes::Scope rowScope(l_);
    const uint32_t* lanes = kLaneBits[row];
    f_.localGet(bits);
    f_.i32Const(int32_t(lanes[0] | lanes[1] | lanes[2] | lanes[3]));
    f_.op(Opcode::I32And);
    f_.if_();
    f_.localGet(bits);
    f_.op(Opcode::I32x4Splat);
    f_.v128Const({lanes[0], lanes[1], lanes[2], lanes[3]});
    f_.op(Opcode::V128And);
    f_.v128Const({lanes[0], lanes[1], lanes[2], lanes[3]});
    f_.op(Opcode::I32x4Eq);
    const Value mask = l_.pop();
    Value depth;
    if (depthTest_) {
      const Value base = l_.add(depthPlane_.c, l_.mul(depthPlane_.dy, stripY(y)));
      const Value exact = l_.add(base, slope);
      depth = quantiseDepth(l_, key_.depthFormat, l_.lesser(depthMax_, l_.greater(depthMin_, exact)));
    }
    emitStrip(rows, 0, depth, mask);
    f_.end();
    if (row == 1) break;
    for (size_t i = 0; i < all.size(); i++) {
      f_.localGet(rows[i]);
      f_.localGet(all[i]->strideBytes);
      f_.op(Opcode::I32Add);
      f_.localSet(rows[i]);
    }
    if (depthTest_) {
      f_.localGet(y);
      f_.i32Const(1);
      f_.op(Opcode::I32Add);
      f_.localSet(y);
    }
  }
  f_.localGet(coverage_);
  f_.op(Opcode::I64Eqz);
  f_.op(Opcode::I32Eqz);
  f_.brIf(nextArea);
  f_.end();
}

// --- what the body asks for ------------------------------------------------------------------------------------------

void FragmentRoutineEmitter::pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t cell) {
  const int32_t first = program_.fragmentInputCell[input];
  if (first < 0) {
    f.v128Splat(0);
    return;
  }
  const uint32_t place = uint32_t(first) + cell;
  const auto offset = uint32_t(sizeof(PrimitiveRecord) + place / 4 * sizeof(Planes4) + place % 4 * 4);
  const auto splat = [&](size_t field) {
    f.localGet(primitive_);
    f.load(Opcode::V128Load32Splat, offset + uint32_t(field), 2);
  };
  splat(offsetof(Planes4, c));
  if (uniformityOfInput(input) == ir::Uniformity::PerPrimitive) return;
  splat(offsetof(Planes4, dy));
  f.localGet(y_);
  f.op(Opcode::F32x4Mul);
  f.op(Opcode::F32x4Add);
  splat(offsetof(Planes4, dx));
  f.localGet(x_);
  f.op(Opcode::F32x4Mul);
  f.op(Opcode::F32x4Add);
  f.localGet(w_);
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

void FragmentRoutineEmitter::pushUniformsAddress(wasm::FunctionBuilder& f) { f.globalGet(core_.uniforms); }
void FragmentRoutineEmitter::pushBlocksAddress(wasm::FunctionBuilder&) {
  loadState(Opcode::I32Load, offsetof(FragmentState, blocks));
}
void FragmentRoutineEmitter::pushSamplersAddress(wasm::FunctionBuilder& f) { f.globalGet(core_.textures); }
void FragmentRoutineEmitter::pushPrivateAddress(wasm::FunctionBuilder& f) { f.globalGet(core_.privateMemory); }
void FragmentRoutineEmitter::pushBudgetAddress(wasm::FunctionBuilder& f) {
  f.localGet(state_);
  f.i32Const(offsetof(FragmentState, budget));
  f.op(Opcode::I32Add);
}
void FragmentRoutineEmitter::emitAbort(wasm::FunctionBuilder& f) { f.return_(); }

RoutineCode generateFragmentRoutine(const LinkedProgram& program, const FragmentKey& key) {
  return FragmentRoutineEmitter(program, key).generate();
}

}  // namespace sw
