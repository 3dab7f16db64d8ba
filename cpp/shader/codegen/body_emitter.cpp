// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_emitter.h"

#include <algorithm>

#include "pipeline/layout.h"
#include "shader/codegen/body_impl.h"
#include "shader/math/evaluate.h"
#include "shader/passes/hoist.h"
#include "shader/passes/pipeline.h"
#include "shader/passes/seen_bits.h"
#include "shader/passes/walk.h"
#include "shader/passes/work.h"
#include "support/assert.h"

namespace sw {

using namespace ir;
using passes::CellMap;
using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

BodyEmitter::Impl::Impl(const LinkedProgram& program, Stage stage, wasm::ModuleBuilder& module,
                        wasm::FunctionBuilder& function, InvocationEnvironment& environment)
    : program(program),
      stage(stage),
      shader(stage == Stage::Vertex ? program.vertex : program.fragment),
      module(module),
      f(function),
      env(environment),
      root(this) {
  if (!passes::optimise(shader, program.calls, optimised, error)) return;
  makeInstances();
  if (error.empty()) analyse();
  if (error.empty()) findSeenBits();
  if (error.empty()) linkCallees();
}

uint32_t BodyEmitter::Impl::work() const {
  constexpr uint32_t kRounds = 16;
  std::vector<uint32_t> of;  // callees come before their callers
  const auto countIn = [&](const Impl& impl) {
    std::vector<uint32_t> callWork(impl.main.instrs.size());
    for (size_t id = 0; id < callWork.size(); id++) {
      const uint32_t callee = impl.main.instrs[id].op == Op::Call ? impl.flow.callee[id] : kNone;
      if (callee < of.size()) callWork[id] = of[callee];
    }
    const auto counts = [&](InstrId, const Instr& instr) { return !instr.resultCount || !impl.hoisted[instr.result]; };
    return passes::workOf(impl.main, 0, {.rounds = kRounds, .callWork = callWork, .counts = counts});
  };
  for (const auto& callee : callees) of.push_back(countIn(*callee));
  return countIn(*this);
}

namespace {
constexpr uint32_t kMaxLocals =
    49000;  // engines refuse functions of 50000 (WebAssembly JavaScript interface, "limits")
/// Locals times constructs: baseline compilers keep the state of all locals at each branch, in 16 bytes (V8).
constexpr uint64_t kMaxStates = 1 << 24;
}  // namespace

// --- analysis

void BodyEmitter::Impl::makeInstances() {
  passes::InterfaceUniformity interface;
  for (int b = 0; b <= int(Builtin::DepthDiff); b++) interface.builtins[b] = env.uniformityOf(Builtin(b));
  uint32_t inputCells = 0;
  for (uint32_t i = 0; i < shader.inputs.size(); i++) {
    interface.inputs.push_back(env.uniformityOfInput(i));
    inputBase.push_back(inputCells);
    inputCells += uint32_t(shader.inputs[i].cells.size());
  }
  readsInputCell.assign(inputCells, false);
  fetchedInputs.assign(inputCells, {});

  if (optimised.functions.empty()) {
    main = std::move(optimised.main);
    flow = passes::analyseUniformity(shader, main, interface);
    return;
  }
  std::vector<passes::Instance> instances = passes::analyseInstances(shader, optimised, interface);
  main = std::move(instances.back().body);
  flow = std::move(instances.back().flow);
  instances.pop_back();
  for (passes::Instance& instance : instances) {
    callees.push_back(std::make_unique<Impl>(*this, std::move(instance)));
    if (error.empty()) error = callees.back()->error;
  }
}

void BodyEmitter::Impl::analyse() {
  hoisted.assign(main.values.size(), false);
  if (root == this) hoisted = passes::markHoisted(main);
  done.assign(main.instrs.size(), false);

  info.resize(main.values.size());
  blockOf.assign(main.instrs.size(), kNone);
  mathUses.assign(size_t(Op::Call) + 1, 0);
  cells.resize(flow.cells.count());
  pendingZero.assign(flow.cells.count(), false);
  pendingLoads.resize(flow.cells.count());
  memoryOffset.assign(flow.cells.count(), 0);
  blockCells.assign(main.blocks.size(), {0, 0});
  samplers.resize(program.info.samplers.size());
  samplersUsed.assign(program.info.samplers.size(), 0);
  blocksUsed.assign(program.info.blocks.size(), false);
  blockAddress.resize(program.info.blocks.size());

  if (root == this) findUniformOutputs();
  countUses(0);
  if (root == this) findCosts();
  findCopies();
  placeVariables();
  collectCells(0);
  if (!error.empty()) return;
  sampleType = module.type({ValType::I32, ValType::I32, ValType::I32, ValType::V128, ValType::V128, ValType::V128,
                            ValType::V128, ValType::V128},
                           {});
  budgetType = module.type({ValType::I32}, {ValType::I32});
}

/// Of main and all that it calls. Callees are rare: where there are any, what passes between functions is not followed.
void BodyEmitter::Impl::findSeenBits() {
  std::vector<uint8_t> cells(flow.cells.count());
  bool any = passes::castsFloats(main);
  for (const auto& callee : callees) any |= passes::castsFloats(callee->main);
  for (uint32_t o = 0; o < outputs.size(); o++) {
    const uint32_t base = flow.cells.base(Space::Output, o);
    for (uint32_t c = 0; c < outputs[o].size(); c++) {
      if (!env.seesBits(o, c)) continue;
      any = true;
      cells[flow.cells.isDynamic(base) ? base : base + c] = true;
    }
  }
  const auto findIn = [&](Impl& impl) {
    impl.seenBits.assign(impl.main.values.size(), false);
    impl.seenInputs.assign(readsInputCell.size(), false);
    if (!any) return;
    impl.seenBits = passes::findSeenBits(impl.main, impl.flow.cells, cells, !callees.empty());
    passes::forEachBlock(impl.main, 0, [&](BlockId block) {
      for (const InstrId id : impl.main.blocks[block].instrs) {
        const Instr& instr = impl.main.instrs[id];
        if (instr.resultCount == 0 || !impl.seenBits[instr.result]) continue;
        if (instr.op == Op::LoadBuiltin) impl.seesBuiltins = true;
        if (instr.op != Op::Load) continue;
        const Access& access = impl.main.accesses[instr.imm];
        if (access.space != Space::Input || stage != Stage::Fragment) continue;
        if (shader.inputs[access.object].interpolation == Interpolation::Flat) continue;
        impl.seenInputs[inputBase[access.object] + access.base] = true;
      }
    });
  };
  findIn(*this);
  for (const auto& callee : callees) findIn(*callee);
}

/// Loops and calls spend as they go. So must a body without any where a batch of quads would take long, as unrolled
/// loops do, and what it needs once a batch.
void BodyEmitter::Impl::findCosts() {
  constexpr uint32_t kMuch = 4096;  // for a batch of 8192 quads: some tens of milliseconds
  spendsAtStart = costOfBlock(0, false) > kMuch;
  if (costOfBlock(0, true) > kMuch) prologueCost = costOfBlock(0, true);
  spends |= spendsAtStart || prologueCost > 0;
}

void BodyEmitter::Impl::countOutputAccesses(BlockId block, std::vector<uint32_t>& stores,
                                            std::vector<uint32_t>& loads) {
  if (block == kNone) return;
  for (InstrId id : main.blocks[block].instrs) {
    const Instr& instr = main.instrs[id];
    if (instr.op == Op::Store || instr.op == Op::Load) {
      const Access& access = main.accesses[instr.imm];
      if (access.space == Space::Output) (instr.op == Op::Store ? stores : loads)[flow.cells.of(access)]++;
    } else if (instr.op == Op::If || instr.op == Op::Loop || instr.op == Op::Scope) {
      countOutputAccesses(instr.blockA, stores, loads);
      countOutputAccesses(instr.blockB, stores, loads);
    } else if (instr.op == Op::Switch) {
      for (const SwitchCase& entry : main.switches[instr.imm]) countOutputAccesses(entry.block, stores, loads);
    }
  }
}

/// Outputs that are stored once, by every lane, with a value of the prologue; and those never stored, which are zero.
void BodyEmitter::Impl::findUniformOutputs() {
  std::vector<uint32_t> stores(flow.cells.count()), loads(flow.cells.count());
  countOutputAccesses(0, stores, loads);
  for (uint32_t o = 0; o < shader.outputs.size(); o++) {
    outputs.emplace_back(shader.outputs[o].cells.size());
    for (uint32_t c = 0; c < outputs[o].size(); c++) {
      const uint32_t cell = flow.cells.base(Space::Output, o) + c;
      if (!flow.cells.isDynamic(cell) && stores[cell] == 0 && loads[cell] == 0) outputs[o][c].uniform = true;
    }
  }
  for (InstrId id : main.blocks[0].instrs) {
    const Instr& instr = main.instrs[id];
    if (instr.op != Op::Store) continue;
    const Access& access = main.accesses[instr.imm];
    if (access.space != Space::Output) continue;
    const uint32_t cell = flow.cells.of(access);
    const ValueId value = main.args[instr.argBegin];
    if (flow.cells.isDynamic(cell) || stores[cell] != 1 || loads[cell] != 0) continue;
    if (!hoisted[value] && !isConst(value)) continue;
    outputs[access.object][access.base].uniform = true;
    outputs[access.object][access.base].value = value;
  }
}

bool BodyEmitter::Impl::isUniformOutputStore(const Instr& instr) const {
  if (instr.op != Op::Store || root != this) return false;
  const Access& access = main.accesses[instr.imm];
  return access.space == Space::Output && access.strides.empty() && outputs[access.object][access.base].uniform;
}

void BodyEmitter::Impl::markMemory(const Access& access) {
  switch (access.space) {
    case Space::Uniform: usesUniforms = true; break;
    case Space::Block: {
      const uint32_t slot = blockSlotOf(access.object & 0xffff) + (access.object >> 16);
      if (slot < blocksUsed.size())
        blocksUsed[slot] = needsBlocks = true;
      else
        error = "a uniform block has no binding";
      break;
    }
    case Space::Constant: usesConstants = usesPrivate = true; break;
    default:
      if (!CellMap::isMutable(access.space) || !flow.cells.isDynamic(flow.cells.of(access))) break;
      if (root == this || access.space != Space::Local) usesPrivate = true;
      break;
  }
}

void BodyEmitter::Impl::markReads(const Instr& instr) {
  switch (instr.op) {
    case Op::Load:
    case Op::Store: {
      const Access& access = main.accesses[instr.imm];
      if (access.space == Space::Input)
        readsInputCell[inputBase[access.object] + access.base] = true;
      else
        markMemory(access);
      break;
    }
    case Op::LoadBuiltin: builtinsRead |= 1u << (instr.imm & 0xff); break;
    case Op::Sample: {
      usesPrivate = needsSamplers = true;
      const SampleInfo& sample = main.samples[instr.imm];
      const uint32_t sampler = samplerIndexOf(sample.sampler);
      if (!sample.sampler.strides.empty())
        usesDynamicSamplers = true;
      else if (sampler < samplersUsed.size())
        samplersUsed[sampler] |= lookUpOf(instr) ? kDescriptorUsed : uint8_t(1u << uint32_t(methodOf(sample)));
      break;
    }
    case Op::Discard: kills = true; break;
    case Op::Loop: spends = loops = true; break;
    default:
      if (isLaneMath(instr.op) && !hoisted[instr.result]) mathUses[size_t(instr.op)]++;
      break;
  }
}

void BodyEmitter::Impl::countUses(BlockId block) {
  if (block == kNone) return;
  for (InstrId id : main.blocks[block].instrs) {
    const Instr& instr = main.instrs[id];
    blockOf[id] = block;
    markReads(instr);
    if (instr.op == Op::Call) markCall(id);
    const bool early = (instr.resultCount && hoisted[instr.result]) || isUniformOutputStore(instr);
    const auto args = main.argsOf(instr);
    for (uint32_t k = 0; k < args.size(); k++) {
      ValueInfo& i = info[args[k]];
      if (early) {
        i.hoistUses++;
      } else {
        i.bodyUses++;
        i.useBlock = block;
        if (isUniform(args[k]) && wantsLanes(instr, k)) i.laneUses++;
      }
    }
    if (instr.op == Op::If || instr.op == Op::Loop || instr.op == Op::Scope) {
      countUses(instr.blockA);
      countUses(instr.blockB);
    } else if (instr.op == Op::Switch) {
      for (const SwitchCase& entry : main.switches[instr.imm]) countUses(entry.block);
    }
  }
}

/// Gives a variable that lives in memory a place at `at`; the end of it.
uint32_t BodyEmitter::Impl::placeVariable(Space space, uint32_t object, size_t count, uint32_t at) {
  if (count == 0) return at;
  const uint32_t base = flow.cells.base(space, object);
  if (!flow.cells.isDynamic(base)) return at;
  const uint32_t step = cellForm(base) == Form::Scalar ? 4 : 16;
  for (uint32_t c = 0; c < count; c++) memoryOffset[base + c] = at + c * step;
  return at + ((uint32_t(count) * step + 15) & ~15u);
}

/// Private memory: scratch, then the variables that dynamic indices reach, then tables of constants. A function that is
/// called has its variables in its frame, behind what the call passes.
void BodyEmitter::Impl::placeVariables() {
  if (root != this) {
    findParameterVariables();
    findResultVariables();
    uint32_t end = layout.begin + layout.groupBytes;
    for (uint32_t v = 0; v < main.variables.size(); v++) {
      if (!isPlaced[v]) end = placeVariable(Space::Local, v, main.variables[v].cells.size(), end);
    }
    SW_ASSERT(end <= layout.begin + layout.bytes);
    usesFrame = needsFrame();
    return;
  }
  privateSize = kPrivateScratchBytes;
  for (uint32_t v = 0; v < main.variables.size(); v++) {
    privateSize = placeVariable(Space::Local, v, main.variables[v].cells.size(), privateSize);
  }
  for (uint32_t g = 0; g < shader.globals.size(); g++) {
    privateSize = placeVariable(Space::Global, g, shader.globals[g].cells.size(), privateSize);
  }
  for (uint32_t o = 0; o < shader.outputs.size(); o++) {
    privateSize = placeVariable(Space::Output, o, shader.outputs[o].cells.size(), privateSize);
  }
  keepsMemory = privateSize > kPrivateScratchBytes || optimised.frameBytes > 0 || !callees.empty();
  if (usesConstants) {
    constantsOffset = privateSize;
    privateSize += (uint32_t(shader.constants.size()) * 4 + 15) & ~15u;
    wasm::Bytes bytes;
    for (uint32_t bits : shader.constants) wasm::writeFixed(bytes, bits, 4);
    constantsData = module.addPassiveData(std::move(bytes));
  }
  privateSize += optimised.frameBytes;
  // The core reserved what link() told it: nothing may reach beyond.
  if (privateSize > kPrivateScratchBytes && privateSize > program.info.privateBytes) {
    error = "the program's private memory is too small for its variables";
  }
}

// --- prologue

void BodyEmitter::Impl::emitPrologue() {
  if (!error.empty()) return;
  inPrologue = true;
  if (usesUniforms && !uniformsAddress.valid()) {
    uniformsAddress = f.addLocal(ValType::I32, "uniforms");
    env.pushUniformsAddress(f);
    f.localSet(uniformsAddress);
  }
  for (uint32_t b = 0; b < blocksUsed.size(); b++) {
    if (!blocksUsed[b]) continue;
    blockAddress[b] = f.addLocal(ValType::I32);
    env.pushBlocksAddress(f);
    f.load(Opcode::I32Load, b * uint32_t(sizeof(BlockBinding)) + uint32_t(offsetof(BlockBinding, address)), 2);
    f.localSet(blockAddress[b]);
  }
  if (usesPrivate && !privateAddress.valid()) {
    privateAddress = f.addLocal(ValType::I32, "private");
    env.pushPrivateAddress(f);
    f.localSet(privateAddress);
  }
  if (usesConstants && root == this) {
    f.localGet(privateAddress);
    f.i32Const(int32_t(constantsOffset));
    f.op(Opcode::I32Add);
    f.i32Const(0);
    f.i32Const(int32_t(shader.constants.size() * 4));
    f.memoryInit(constantsData);
  }
  if (needsSamplers) {
    if (!samplersAddress.valid()) {
      samplersAddress = f.addLocal(ValType::I32, "samplers");
      env.pushSamplersAddress(f);
      f.localSet(samplersAddress);
    }
    prepareSamplers();
  }
  if (root != this) {
    inPrologue = false;
    return;
  }
  if (spends || !calls.empty()) {
    budgetAddress = f.addLocal(ValType::I32, "budgetAddress");
    if (spends) budget = f.addLocal(ValType::I32, "budget");
    env.pushBudgetAddress(f);
    if (spends) {
      f.localTee(budgetAddress);
      f.load(Opcode::I32Load, 0, 2);
      f.localSet(budget);
    } else {
      f.localSet(budgetAddress);
    }
  }
  if (prologueCost > 0) emitSpend(prologueCost);
  if (discards) discardedLanes = f.addLocal(ValType::V128, "discarded");

  for (ValueInfo& i : info)
    i.uses = i.hoistUses + (i.bodyUses ? 1 : 0);  // the body's uses count as one that never ends
  hoistBlock(0);
  for (uint32_t o = 0; o < outputs.size(); o++) {
    for (uint32_t c = 0; c < outputs[o].size(); c++) {
      OutputCell& output = outputs[o][c];
      const Type type = shader.outputs[o].cells[c];
      if (!output.uniform) continue;
      output.local = f.addLocal(scalarType(type));
      if (output.value == kNone)
        pushConst(type, 0, Form::Scalar);
      else
        push(output.value, Form::Scalar);
      f.localSet(output.local);
    }
  }
  inPrologue = false;
}

void BodyEmitter::Impl::hoistBlock(BlockId block) {
  if (block == kNone) return;
  for (InstrId id : main.blocks[block].instrs) {
    const Instr& instr = main.instrs[id];
    if (instr.resultCount && hoisted[instr.result]) hoist(instr);
    if (instr.op == Op::If || instr.op == Op::Loop || instr.op == Op::Scope) {
      hoistBlock(instr.blockA);
      hoistBlock(instr.blockB);
    } else if (instr.op == Op::Switch) {
      for (const SwitchCase& entry : main.switches[instr.imm]) hoistBlock(entry.block);
    }
  }
}

/// The body keeps what it needs: a scalar, lanes or both. What only the prologue needs goes the way of all values.
void BodyEmitter::Impl::hoist(const Instr& instr) {
  const wasm::LineScope line(f, instr.line);
  if (instr.op == Op::Sample) {
    emitSample(instr);
  } else {
    ValueInfo& i = info[instr.result];
    if (i.uses == 0 || isReloaded(instr.result)) return;
    if (i.bodyUses == 0 && i.hoistUses == 1) {
      uint32_t height = 0;
      for (ValueId arg : main.argsOf(instr)) {
        if (info[arg].deferred) height = std::max(height, info[arg].height);
      }
      if (height < 48) {
        i.deferred = true;
        i.height = height + 1;
        return;
      }
    }
    emitPure(instr);
    if (i.laneUses == i.bodyUses && i.hoistUses == 0) {
      splat(main.values[instr.result].type);
      i.lanes = f.addLocal(ValType::V128);
      f.localSet(i.lanes);
      return;
    }
    define(instr.result);
  }
  for (uint32_t r = 0; r < instr.resultCount; r++) {
    ValueInfo& i = info[instr.result + r];
    if (i.bodyUses == 0) continue;
    i.pooled = false;  // for good
    if (i.laneUses == 0) continue;
    i.lanes = f.addLocal(ValType::V128);
    f.localGet(i.local);
    splat(main.values[instr.result + r].type);
    f.localSet(i.lanes);
  }
}

// --- one invocation of four lanes

/// Where an input or built-in is kept that was fetched ahead; null for other instructions.
Local* BodyEmitter::Impl::prefetchPlace(const Instr& instr) {
  if (instr.op == Op::LoadBuiltin) return &fetchedBuiltins[instr.imm & 0xf][instr.imm >> 8 & 3];
  if (instr.op != Op::Load) return nullptr;
  const Access& access = main.accesses[instr.imm];
  return access.space == Space::Input ? &fetchedInputs[inputBase[access.object] + access.base] : nullptr;
}

/// Inputs that only inner blocks read are fetched at the start: the routine is asked once, where all lanes pass.
void BodyEmitter::Impl::prefetch(BlockId block) {
  if (block == kNone) return;
  for (InstrId id : main.blocks[block].instrs) {
    const Instr& instr = main.instrs[id];
    if (Local* place = block != 0 && instr.resultCount && !hoisted[instr.result] ? prefetchPlace(instr) : nullptr) {
      if (!place->valid()) {
        *place = f.addLocal(valTypeOf(instr.type, formOf(instr.result)));
        emitPure(instr);
        f.localSet(*place);
      }
    }
    if (instr.op == Op::If || instr.op == Op::Loop || instr.op == Op::Scope) {
      prefetch(instr.blockA);
      prefetch(instr.blockB);
    } else if (instr.op == Op::Switch) {
      for (const SwitchCase& entry : main.switches[instr.imm]) prefetch(entry.block);
    }
  }
}

void BodyEmitter::Impl::beginInvocation() {
  for (ValueId v = 0; v < info.size(); v++) {
    ValueInfo& i = info[v];
    i.uses = i.bodyUses;
    i.aliasCell = kNone;
    if (hoisted[v]) continue;
    i.local = {};
    i.pooled = i.deferred = false;
  }
  std::fill(fetchedInputs.begin(), fetchedInputs.end(), Local{});
  for (auto& components : fetchedBuiltins) std::fill(std::begin(components), std::end(components), Local{});
  for (auto& loads : pendingLoads) loads.clear();
  mask_ = {};
  exitTarget = kNoExit;
  SW_ASSERT(constructs.empty() && loopDepth == 0);
}

void BodyEmitter::Impl::emit(Local) {
  if (!error.empty()) return;
  for (const std::unique_ptr<Impl>& callee : callees) {
    if (!calleesEmitted) callee->emitCallee();
    if (error.empty()) error = callee->error;
  }
  calleesEmitted = true;
  beginInvocation();

  bodyEnd = f.block();
  if (discards) {
    f.v128Splat(0);
    f.localSet(discardedLanes);
  }
  if (spendsAtStart) emitSpend(costOfBlock(0, false));
  // Globals and outputs begin as zero in every invocation.
  for (uint32_t cell = 0; cell < flow.cells.count(); cell++) pendingZero[cell] = true;
  const auto clearMemory = [this](Space space, uint32_t object, size_t count) {
    if (count == 0 || !flow.cells.isDynamic(flow.cells.base(space, object))) return;
    const uint32_t base = flow.cells.base(space, object);
    f.localGet(privateAddress);
    f.i32Const(int32_t(memoryOffset[base]));
    f.op(Opcode::I32Add);
    f.i32Const(0);
    f.i32Const(int32_t(count * (cellForm(base) == Form::Scalar ? 4 : 16)));
    f.memoryFill();
  };
  for (uint32_t g = 0; g < shader.globals.size(); g++) clearMemory(Space::Global, g, shader.globals[g].cells.size());
  for (uint32_t o = 0; o < shader.outputs.size(); o++) clearMemory(Space::Output, o, shader.outputs[o].cells.size());

  prefetch(0);
  emitBlock(0);

  for (uint32_t o = 0; o < outputs.size(); o++) {
    for (uint32_t c = 0; c < outputs[o].size(); c++) {
      if (outputs[o][c].uniform) continue;
      const uint32_t cell = flow.cells.base(Space::Output, o) + c;
      outputs[o][c].local = cellLocal(cell);
      if (flow.cells.isDynamic(cell)) {
        f.localGet(privateAddress);
        f.load(Opcode::V128Load, memoryOffset[cell], 4);
        f.localSet(cellLocal(cell));
      } else {
        flushZero(cell);
      }
    }
  }
  f.end();
  if (spends) {
    f.localGet(budgetAddress);
    f.localGet(budget);
    f.store(Opcode::I32Store, 0, 2);
  }
  bool tooMany = false, tooBranchy = false;
  const auto look = [&](const wasm::FunctionBuilder& function) {
    tooMany |= function.localCount() > kMaxLocals;
    tooBranchy |= uint64_t(function.localCount()) * function.constructCount() > kMaxStates;
  };
  look(f);
  for (const std::unique_ptr<Impl>& callee : callees) look(callee->f);
  if (tooMany) {
    error = "resource limit: more than " + std::to_string(kMaxLocals) + " values in one function";
  } else if (tooBranchy) {
    error = "resource limit: too many values and too many branches and loops in one function";
  }
}

// --- BodyEmitter

BodyEmitter::BodyEmitter(const LinkedProgram& program, Stage stage, wasm::ModuleBuilder& module,
                         wasm::FunctionBuilder& function, InvocationEnvironment& environment)
    : impl_(new Impl(program, stage, module, function, environment)) {}

BodyEmitter::~BodyEmitter() { delete impl_; }

const std::string& BodyEmitter::error() const { return impl_->error; }
void BodyEmitter::emitPrologue() { impl_->emitPrologue(); }
void BodyEmitter::emit(Local mask) { impl_->emit(mask); }
Local BodyEmitter::output(uint32_t output, uint32_t cell) const { return impl_->outputs[output][cell].local; }
bool BodyEmitter::isUniformOutput(uint32_t output, uint32_t cell) const { return impl_->outputs[output][cell].uniform; }
bool BodyEmitter::hasDiscard() const { return impl_->discards; }
bool BodyEmitter::keepsMemory() const { return impl_->keepsMemory; }
Local BodyEmitter::discarded() const { return impl_->discardedLanes; }
bool BodyEmitter::readsInput(uint32_t input, uint32_t cell) const {
  return impl_->readsInputCell[impl_->inputBase[input] + cell];
}
bool BodyEmitter::readsBuiltin(Builtin builtin) const { return impl_->builtinsRead & 1u << uint32_t(builtin); }
uint32_t BodyEmitter::privateBytes() const { return impl_->privateSize; }
uint32_t BodyEmitter::work() const { return impl_->work(); }

}  // namespace sw
