// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Calls that are not expanded (docs/abi.md, "Calls inside a shader"). Each instance of a function becomes a wasm
// function
//
//   (mask?, discarded?, addresses..., cells of flattened parameters...) -> (cells of flattened results..., discarded?,
//   status)
//
// What is larger than 16 bytes a lane lies in the callee's frame; but an argument that the callee only reads, and that
// is a variable in the caller's memory, is read there. There is no recursion, so a frame's place is known here, and a
// call reads ACTIVE_FRAME_SP once and writes it never. A call spends from the budget as loops do: calls alone can take
// exponential time. Status 1 means that the budget is gone and everybody leaves.

#include <algorithm>

#include "shader/codegen/body_impl.h"
#include "shader/passes/inline.h"
#include "shader/passes/walk.h"
#include "support/assert.h"

namespace sw {

using namespace ir;
using passes::CallFrame;
using passes::CellGroup;
using passes::CellMap;
using wasm::Label;
using wasm::Local;
using wasm::Opcode;
using wasm::Scratch;
using wasm::ValType;

namespace {
constexpr uint32_t kMaxFrameLoads = 3;     // uses up to which an argument is read from the frame each time
constexpr size_t kMaxCopyDistance = 2000;  // instructions between a call and what is copied for it: bounds the search
constexpr uint32_t kVectorsPerRound = 4;

uint32_t bytesOf(Form form) { return form == Form::Lanes ? 16 : 4; }
}  // namespace

/// What a called function has around it: all of it comes as parameters.
struct BodyEmitter::Impl::Environment final : InvocationEnvironment {
  explicit Environment(Impl& called) : callee(called) {}
  // Inputs and built-ins have become parameters (passes/inline).
  void pushInput(wasm::FunctionBuilder& f, uint32_t, uint32_t) override { f.v128Splat(0); }
  void pushBuiltin(wasm::FunctionBuilder& f, Builtin, uint32_t) override { f.v128Splat(0); }
  Uniformity uniformityOf(Builtin) override { return Uniformity::Varying; }
  Uniformity uniformityOfInput(uint32_t) override { return Uniformity::Varying; }
  void pushUniformsAddress(wasm::FunctionBuilder& f) override { f.localGet(callee.uniformsAddress); }
  void pushBlocksAddress(wasm::FunctionBuilder& f) override { f.localGet(callee.blocksTable); }
  void pushSamplersAddress(wasm::FunctionBuilder& f) override { f.localGet(callee.samplersAddress); }
  void pushPrivateAddress(wasm::FunctionBuilder& f) override { f.localGet(callee.privateAddress); }
  void pushBudgetAddress(wasm::FunctionBuilder& f) override { f.localGet(callee.budgetAddress); }
  SamplerKey samplerKey(uint32_t sampler) override { return callee.root->env.samplerKey(sampler); }
  void emitAbort(wasm::FunctionBuilder& f) override {
    const std::vector<ValType>& results = f.type().results;
    for (size_t i = 0; i + 1 < results.size(); i++) {
      if (results[i] == ValType::V128)
        f.v128Splat(0);
      else if (results[i] == ValType::F32)
        f.f32Const(0);
      else
        f.i32Const(0);
    }
    f.i32Const(1);
    f.return_();
  }
  Impl& callee;
};

BodyEmitter::Impl::Impl(Impl& caller, passes::Instance instance)
    : program(caller.program),
      stage(caller.stage),
      shader(caller.shader),
      module(caller.module),
      f(module.addFunction(caller.nameOf(instance.body.name))),
      ownEnvironment(std::make_unique<Environment>(*this)),
      env(*ownEnvironment),
      main(std::move(instance.body)),
      flow(std::move(instance.flow)),
      root(&caller),
      layout(caller.optimised.frames[instance.function]),
      whole(instance.whole),
      argumentLevels(std::move(instance.arguments)),
      resultLevels(std::move(instance.results)) {
  analyse();
}

// --- analysis

/// GLSL functions of one name, and instances of one function, are numbered.
std::string BodyEmitter::Impl::nameOf(const std::string& function) {
  const uint32_t number = ++functionNames[function];
  return number == 1 ? function : function + "." + std::to_string(number);
}

/// What the callee needs of its surroundings its callers need.
void BodyEmitter::Impl::markCall(InstrId id) {
  const Impl& callee = calleeOf(id);
  usesUniforms |= callee.usesUniforms;
  usesPrivate |= callee.usesPrivate;
  usesConstants |= callee.usesConstants;
  needsBlocks |= callee.needsBlocks;
  needsSamplers |= callee.needsSamplers;
  kills |= callee.kills;
  loops |= callee.loops;
  const uint32_t index = flow.callee[id];
  if (std::find(calls.begin(), calls.end(), index) == calls.end()) calls.push_back(index);
}

/// An access to one known cell that lives in memory.
bool BodyEmitter::Impl::isPlainAccess(const Instr& instr, uint32_t& cell) const {
  const Access& access = main.accesses[instr.imm];
  if (!CellMap::isMutable(access.space) || !access.strides.empty()) return false;
  cell = flow.cells.of(access);
  return flow.cells.isDynamic(cell);
}

/// Whether the instruction may change the object of `access`, or hide what does.
bool BodyEmitter::Impl::mayChange(const Instr& instr, const Access& access) const {
  switch (instr.op) {
    case Op::If:
    case Op::Loop:
    case Op::Switch:
    case Op::Scope:
    case Op::Call: return true;
    case Op::DeclareVar: return access.space == Space::Local && access.object == instr.imm;
    case Op::Store: {
      const Access& other = main.accesses[instr.imm];
      return other.space == access.space && other.object == access.object;
    }
    default: return false;
  }
}

/// Copies between frames and variables that live in memory need no detour through locals.
void BodyEmitter::Impl::findCopies() {
  if (root->optimised.functions.empty()) return;
  positionOf.assign(main.instrs.size(), 0);
  passes::forEachBlock(main, 0, [this](BlockId block) {
    const std::vector<InstrId>& list = main.blocks[block].instrs;
    for (size_t i = 0; i < list.size(); i++) positionOf[list[i]] = i;
    for (size_t i = 0; i < list.size(); i++) {
      const Op op = main.instrs[list[i]].op;
      if (op == Op::Call || (op == Op::Return && root != this)) findCopiesIn(block, i);
      if (op == Op::Call) findCopiesOut(block, i);
    }
  });
}

/// Loads of consecutive cells whose values only go into a frame: arguments of a call, results of a return.
void BodyEmitter::Impl::findCopiesIn(BlockId block, size_t at) {
  const std::vector<InstrId>& list = main.blocks[block].instrs;
  const Instr& user = main.instrs[list[at]];
  const bool isCall = user.op == Op::Call;
  const Impl& callee = isCall ? calleeOf(list[at]) : *this;
  // The load of an argument, if it is one that can be copied.
  const auto loadOf = [&](uint32_t k, uint32_t& cell) -> const Instr* {
    const ValueId value = main.args[user.argBegin + k];
    const Instr* load = definitionOf(value);
    if (!load || load->op != Op::Load || info[value].bodyUses != 1 || !isPlainAccess(*load, cell)) return nullptr;
    if (blockOf[main.values[value].definition] != block) return nullptr;
    return cellForm(cell) == (isCall ? callee.argumentForm(k) : resultForm(k)) ? load : nullptr;
  };
  for (const CellGroup& group : isCall ? callee.layout.arguments : layout.results) {
    if (!group.framed) continue;
    for (uint32_t k = group.begin; k < group.begin + group.cells;) {
      Copy copy = {.begin = k, .count = 0, .cell = 0};
      const Instr* const first = loadOf(k, copy.cell);
      if (!first) {
        k++;
        continue;
      }
      const Access& access = main.accesses[first->imm];
      size_t earliest = at;
      for (uint32_t cell = copy.cell; k < group.begin + group.cells && cell == copy.cell + copy.count; k++) {
        const Instr* const load = loadOf(k, cell);
        if (!load || cell != copy.cell + copy.count) break;
        const Access& other = main.accesses[load->imm];
        if (other.space != access.space || other.object != access.object) break;
        earliest = std::min(earliest, positionOf[main.values[main.args[user.argBegin + k]].definition]);
        copy.count++;
        cell++;
      }
      bool stays = at - earliest < kMaxCopyDistance;
      for (size_t i = earliest; stays && i < at; i++) stays = !mayChange(main.instrs[list[i]], access);
      if (!stays) continue;
      copiesIn[list[at]].push_back(copy);
      for (uint32_t c = copy.begin; c < copy.begin + copy.count; c++) {
        done[main.values[main.args[user.argBegin + c]].definition] = true;
      }
    }
  }
}

/// Stores of consecutive results of a call into consecutive cells, with nothing between that looks at either.
void BodyEmitter::Impl::findCopiesOut(BlockId block, size_t call) {
  const std::vector<InstrId>& list = main.blocks[block].instrs;
  const Instr& instr = main.instrs[list[call]];
  const Impl& callee = calleeOf(list[call]);
  const auto isCopied = [&](InstrId id, uint32_t& result, uint32_t& cell) {
    const Instr& store = main.instrs[id];
    if (store.op != Op::Store || !isPlainAccess(store, cell)) return false;
    const ValueId value = main.args[store.argBegin];
    result = value - instr.result;
    if (value < instr.result || result >= instr.resultCount || info[value].bodyUses != 1) return false;
    return cellForm(cell) == callee.resultForm(result) && cellForm(cell) == formOf(value);
  };
  for (size_t i = call + 1; i < list.size() && i < call + kMaxCopyDistance;) {
    const Instr& next = main.instrs[list[i]];
    if (next.op == Op::Call || next.op == Op::If || next.op == Op::Loop || next.op == Op::Switch ||
        next.op == Op::Scope) {
      return;
    }
    Copy copy;
    if (!isCopied(list[i], copy.begin, copy.cell)) {
      i++;
      continue;
    }
    const CellGroup* group = nullptr;
    for (const CellGroup& candidate : callee.layout.results) {
      if (copy.begin >= candidate.begin && copy.begin < candidate.begin + candidate.cells) group = &candidate;
    }
    const Access& access = main.accesses[next.imm];
    bool free = group && group->framed;
    for (size_t k = call + 1; free && k < i; k++) {
      const Instr& between = main.instrs[list[k]];
      if (between.op != Op::Load && between.op != Op::Store) continue;
      const Access& other = main.accesses[between.imm];
      free = other.space != access.space || other.object != access.object;
    }
    if (!free) {
      i++;
      continue;
    }
    const size_t first = i;
    uint32_t result = copy.begin, cell = copy.cell;
    while (i < list.size() && isCopied(list[i], result, cell) && result == copy.begin + copy.count &&
           cell == copy.cell + copy.count && result < group->begin + group->cells) {
      const Access& other = main.accesses[main.instrs[list[i]].imm];
      if (other.space != access.space || other.object != access.object) break;
      info[instr.result + result].copied = true;
      if (i != first) done[list[i]] = true;
      copy.count++;
      i++;
    }
    const Form form = callee.resultForm(copy.begin);
    copy.offset = callee.layout.begin + group->offset + (copy.begin - group->begin) * bytesOf(form);
    copiesOut[list[first]] = copy;
    copyStores[list[call]].push_back(list[first]);
  }
}

/// A parameter that lives in memory and whose argument lies in the frame stays where it is:
///   var p; store p+0, %0; store p+1, %1; ...
/// Arguments that nobody writes to are only pointed at: the caller may have them where it likes.
void BodyEmitter::Impl::findParameterVariables() {
  isPlaced.assign(main.variables.size(), false);
  isResultPlaced.assign(resultLevels.size(), false);
  pointerOfCell.assign(flow.cells.count(), kNone);
  placedGroup.assign(main.variables.size(), kNone);
  resultArgument.assign(layout.results.size(), kNone);
  isPointed.clear();
  for (const CellGroup& group : layout.arguments) isPointed.push_back(group.framed);
  std::vector<uint32_t> stores(main.variables.size());
  passes::forEachBlock(main, 0, [&](BlockId block) {
    for (InstrId id : main.blocks[block].instrs) {
      const Instr& instr = main.instrs[id];
      if (instr.op != Op::Store) continue;
      const Access& access = main.accesses[instr.imm];
      if (access.space == Space::Local) stores[access.object]++;
    }
  });
  const std::vector<InstrId>& list = main.blocks[0].instrs;
  for (size_t i = 0; i < list.size(); i++) {
    const Instr& declaration = main.instrs[list[i]];
    if (declaration.op != Op::DeclareVar) continue;
    const uint32_t variable = declaration.imm;
    const uint32_t count = uint32_t(main.variables[variable].cells.size());
    if (count == 0 || i + count >= list.size() || main.instrs[list[i + 1]].op != Op::Store) continue;
    const uint32_t base = flow.cells.base(Space::Local, variable);
    const ValueId first = main.args[main.instrs[list[i + 1]].argBegin];
    if (!flow.cells.isDynamic(base)) continue;
    for (size_t g = 0; g < layout.arguments.size(); g++) {
      const CellGroup& group = layout.arguments[g];
      if (!group.framed || group.cells != count || group.begin != first) continue;
      bool all = argumentForm(first) == cellForm(base);
      for (uint32_t k = 0; all && k < count; k++) {
        const Instr& store = main.instrs[list[i + 1 + k]];
        uint32_t cell = 0;
        all = store.op == Op::Store && isPlainAccess(store, cell) && cell == base + k &&
              main.args[store.argBegin] == first + k && info[first + k].bodyUses == 1;
      }
      if (!all) continue;
      for (uint32_t k = 0; k <= count; k++) done[list[i + k]] = true;
      isPlaced[variable] = true;
      isPointed[g] = false;
      placeVariable(Space::Local, variable, count, layout.begin + group.offset);
      placedGroup[variable] = uint32_t(g);
      if (stores[variable] == count) pointAt(variable);
    }
  }
}

/// The variable, an argument in memory, lies where a pointer says.
void BodyEmitter::Impl::pointAt(uint32_t variable) {
  const uint32_t base = flow.cells.base(Space::Local, variable);
  isPointed[placedGroup[variable]] = true;
  for (uint32_t k = 0; k < main.variables[variable].cells.size(); k++) pointerOfCell[base + k] = placedGroup[variable];
  placeVariable(Space::Local, variable, main.variables[variable].cells.size(), 0);
}

/// Whether it has something at a fixed place of its frame.
bool BodyEmitter::Impl::needsFrame() const {
  for (size_t g = 0; g < layout.arguments.size(); g++) {
    if (layout.arguments[g].framed && !isPointed[g]) return true;
  }
  for (size_t r = 0; r < layout.results.size(); r++) {
    if (layout.results[r].framed && resultArgument[r] == kNone) return true;
  }
  for (uint32_t v = 0; v < main.variables.size(); v++) {
    const bool inMemory = !main.variables[v].cells.empty() && flow.cells.isDynamic(flow.cells.base(Space::Local, v));
    if (inMemory && !isPlaced[v]) return true;
  }
  return false;
}

/// A variable in memory that is returned whole lives where the result lies. Where it is an argument already, the result
/// lies there: an `inout` parameter, which the caller may point to its own variable.
void BodyEmitter::Impl::findResultVariables() {
  const std::vector<InstrId>& list = main.blocks[0].instrs;
  if (list.empty() || main.instrs[list.back()].op != Op::Return) return;
  std::vector<Copy>& copies = copiesIn[list.back()];
  std::erase_if(copies, [&](const Copy& copy) {
    if (copy.cell >= flow.cells.localCount()) return false;
    const auto group = std::find_if(layout.results.begin(), layout.results.end(),
                                    [&](const CellGroup& candidate) { return candidate.begin == copy.begin; });
    if (group == layout.results.end() || group->cells != copy.count) return false;
    uint32_t variable = 0;
    while (flow.cells.base(Space::Local, variable) + main.variables[variable].cells.size() <= copy.cell) variable++;
    const size_t cells = main.variables[variable].cells.size();
    if (flow.cells.base(Space::Local, variable) != copy.cell || cells != copy.count) return false;
    if (!isPlaced[variable]) {
      isPlaced[variable] = true;
      placeVariable(Space::Local, variable, cells, layout.begin + group->offset);
    } else {
      const uint32_t argument = placedGroup[variable];
      if (argument == kNone || isPointed[argument]) return false;
      pointAt(variable);
      resultArgument[size_t(group - layout.results.begin())] = argument;
      group->offset = layout.arguments[argument].offset;
    }
    for (uint32_t c = 0; c < copy.count; c++) isResultPlaced[copy.begin + c] = true;
    return true;
  });
}

/// Once main is analysed: what it decides for all, and the functions' types.
void BodyEmitter::Impl::linkCallees() {
  discards = kills;
  for (const auto& callee : callees) {
    Impl& c = *callee;
    c.discards = discards && (c.kills || c.loops);
    c.constantsOffset = constantsOffset;
    const uint32_t locals = flow.cells.localCount(), calleeLocals = c.flow.cells.localCount();
    for (uint32_t cell = locals; cell < flow.cells.count(); cell++) {
      c.memoryOffset[calleeLocals + cell - locals] = memoryOffset[cell];
      SW_ASSERT(!c.flow.cells.isDynamic(calleeLocals + cell - locals) || !flow.cells.isDynamic(cell) ||
                c.cellForm(calleeLocals + cell - locals) == cellForm(cell));
    }
    c.declareCallee();
  }
}

void BodyEmitter::Impl::declareCallee() {
  if (!whole) maskParameter = f.addParam(ValType::V128, "mask");
  if (discards) discardedLanes = f.addParam(ValType::V128, "discarded");
  if (usesUniforms) uniformsAddress = f.addParam(ValType::I32, "uniforms");
  if (needsBlocks) blocksTable = f.addParam(ValType::I32, "blocks");
  if (needsSamplers) samplersAddress = f.addParam(ValType::I32, "samplers");
  if (usesPrivate) privateAddress = f.addParam(ValType::I32, "private");
  budgetAddress = f.addParam(ValType::I32, "budgetAddress");
  if (usesFrame) frameBase = f.addParam(ValType::I32, "frame");
  parameters.assign(argumentLevels.size(), {});
  pointers.assign(layout.arguments.size(), {});
  size_t g = 0;
  for (const Parameter& parameter : main.parameters) {
    if (!parameter.in) continue;
    const CellGroup& group = layout.arguments[g];
    if (isPointed[g]) pointers[g] = f.addParam(ValType::I32, parameter.name);
    for (uint32_t c = 0; c < group.cells; c++) {
      const ValueId value = group.begin + c;
      if (group.framed) {
        info[value].frameOffset = c * bytesOf(argumentForm(value));
        info[value].frame = pointers[g];
        if (isPointed[g]) continue;
        info[value].frame = frameBase;
        info[value].frameOffset += layout.begin + group.offset;
        continue;
      }
      const std::string suffix = group.cells > 1 ? "." + std::to_string(c) : "";
      parameters[value] = f.addParam(valTypeOf(main.values[value].type, argumentForm(value)), parameter.name + suffix);
    }
    g++;
  }
  std::vector<Type> types = main.returnCells;
  for (const Parameter& parameter : main.parameters) {
    if (parameter.out) types.insert(types.end(), parameter.cells.begin(), parameter.cells.end());
  }
  for (const CellGroup& group : layout.results) {
    for (uint32_t c = group.begin; c < group.begin + group.cells; c++) {
      if (!group.framed) f.addResult(valTypeOf(types[c], resultForm(c)));
    }
  }
  if (kills) f.addResult(ValType::V128);
  f.addResult(ValType::I32);
}

// --- the function

void BodyEmitter::Impl::emitCallee() {
  emitPrologue();
  budget = f.addLocal(ValType::I32, "budget");
  beginInvocation();
  for (ValueId value = 0; value < parameters.size(); value++) {
    if (parameters[value].valid()) {
      info[value].local = parameters[value];
    } else if (info[value].bodyUses > kMaxFrameLoads) {
      const Local kept = f.addLocal(valTypeOf(main.values[value].type, argumentForm(value)));
      info[value].uses++;
      pushOwn(value);
      f.localSet(kept);
      info[value].local = kept;
    }
  }
  mask_ = maskParameter;
  emitSpendOfCall();
  if (kills) bodyEnd = f.block();
  emitBlock(0);
  if (kills) f.end();
  if (spends) {
    f.localGet(budgetAddress);
    f.localGet(budget);
    f.store(Opcode::I32Store, 0, 2);
  }
  for (Local result : resultLocals) {
    if (result.valid()) f.localGet(result);
  }
  if (kills) f.localGet(discardedLanes);
  f.i32Const(0);
}

/// What a call costs. Calls need no loop to take forever: each of twenty functions may call the next one twice.
void BodyEmitter::Impl::emitSpendOfCall() {
  constexpr uint32_t kCall = 16;
  f.localGet(budgetAddress);
  f.localGet(budgetAddress);
  f.load(Opcode::I32Load, 0, 2);
  f.i32Const(int32_t(kCall + costOfBlock(0, false)));
  f.op(Opcode::I32Sub);
  f.localTee(budget);
  f.store(Opcode::I32Store, 0, 2);
  f.localGet(budget);
  f.i32Const(0);
  f.op(Opcode::I32LtS);
  f.if_();
  emitRefill();
  f.end();
}

/// The one Return, at the end of the body, where all lanes of the call pass. What lanes outside the call's mask hold
/// does not matter: the caller looks at its own lanes alone.
void BodyEmitter::Impl::emitReturn(const Instr& instr) {
  if (root == this) return;
  const InstrId id = InstrId(&instr - main.instrs.data());
  const std::vector<Copy> copies = copiesIn[id];
  for (const CellGroup& group : layout.results) {
    if (group.framed) storeFramed(layout, group, copies, resultForm(group.begin), instr, frameBase, nullptr);
  }
  for (const CellGroup& group : layout.results) {
    for (uint32_t c = group.begin; c < group.begin + group.cells && !group.framed; c++) {
      push(main.args[instr.argBegin + c], resultForm(c));
      if (!kills) continue;  // they stay on the stack
      resultLocals.push_back(f.addLocal(valTypeOf(main.values[main.args[instr.argBegin + c]].type, resultForm(c))));
      f.localSet(resultLocals.back());
    }
  }
}

// --- calls

wasm::Global BodyEmitter::Impl::frameStack() {
  wasm::Global& global = root->frameStackGlobal;
  if (!global.valid()) global = module.importGlobal("core", "ACTIVE_FRAME_SP", ValType::I32, true);
  return global;
}

/// An argument of a call, or a result of a return, that goes through the frame at `base`. `callee`: of a call.
void BodyEmitter::Impl::storeFramed(const CallFrame& frame, const CellGroup& group, const std::vector<Copy>& copies,
                                    Form form, const Instr& instr, Local base, const Impl* callee) {
  const uint32_t start = frame.begin + group.offset;
  for (uint32_t c = 0; c < group.cells;) {
    const auto copy = std::find_if(copies.begin(), copies.end(),
                                   [&](const Copy& candidate) { return candidate.begin == group.begin + c; });
    const uint32_t offset = start + c * bytesOf(form);
    if (copy != copies.end()) {
      copyCells(base, offset, memoryOfCell(copy->cell), memoryOffset[copy->cell], copy->count, form, false);
      c += copy->count;
      continue;
    }
    const uint32_t cell = group.begin + c++;
    if (callee ? callee->info[cell].bodyUses == 0 : isResultPlaced[cell]) continue;  // nobody looks, or it is there
    const ValueId value = main.args[instr.argBegin + cell];
    f.localGet(base);
    push(value, form);
    if (form == Form::Lanes)
      f.store(Opcode::V128Store, offset, 4);
    else
      f.store(main.values[value].type == Type::Float ? Opcode::F32Store : Opcode::I32Store, offset, 2);
  }
}

/// The copy that a whole group of arguments would be of one variable of this function.
const BodyEmitter::Impl::Copy* BodyEmitter::Impl::wholeVariable(const CellGroup& group,
                                                                const std::vector<Copy>& copies) const {
  for (const Copy& copy : copies) {
    if (copy.begin == group.begin && copy.count == group.cells && copy.cell < flow.cells.localCount()) return &copy;
  }
  return nullptr;
}

/// Arguments that the callee finds where they are, in a variable of this function. What it writes to it must be what
/// the copy back would store, in all lanes that matter, and no other argument may be the same variable.
std::vector<const BodyEmitter::Impl::Copy*> BodyEmitter::Impl::findInPlace(InstrId id, const Impl& callee,
                                                                           const std::vector<Copy>& copies) {
  const std::vector<CellGroup>& groups = callee.layout.arguments;
  std::vector<const Copy*> inPlace(groups.size());
  for (size_t g = 0; g < groups.size(); g++) {
    if (callee.isPointed[g]) inPlace[g] = wholeVariable(groups[g], copies);
  }
  for (size_t r = 0; r < callee.layout.results.size(); r++) {
    const uint32_t g = callee.resultArgument[r];
    if (g == kNone || !inPlace[g]) continue;
    const uint32_t cell = inPlace[g]->cell;
    Copy* back = nullptr;
    const CellGroup& result = callee.layout.results[r];
    for (InstrId store : copyStores[id]) {
      Copy& copy = copiesOut[store];
      if (copy.begin == result.begin && copy.count == result.cells && copy.cell == cell) back = &copy;
    }
    const bool masked = cellForm(cell) == Form::Lanes && mask_.valid() && !flow.storesWhole(cell, currentRegion);
    bool only = back && !masked;
    for (size_t other = 0; other < groups.size(); other++) {
      only &= other == g || !inPlace[other] || inPlace[other]->cell != cell;
    }
    if (only)
      back->isInPlace = true;
    else
      inPlace[g] = nullptr;
  }
  return inPlace;
}

void BodyEmitter::Impl::emitCall(InstrId id) {
  const Instr& instr = main.instrs[id];
  const Impl& callee = calleeOf(id);
  const std::vector<Copy> copies = copiesIn[id];
  const std::vector<CellGroup>& groups = callee.layout.arguments;
  const std::vector<const Copy*> inPlace = findInPlace(id, callee, copies);
  bool usesFrame = callee.usesFrame;
  for (size_t g = 0; g < groups.size(); g++) usesFrame |= groups[g].framed && !inPlace[g];
  if (usesFrame) {
    if (!callFrame.valid()) callFrame = f.addLocal(ValType::I32, "callFrame");
    f.globalGet(frameStack());
    f.i32Const(int32_t(root->optimised.frameBytes));
    f.op(Opcode::I32Sub);
    f.localSet(callFrame);
  }
  for (size_t g = 0; g < groups.size(); g++) {
    if (!groups[g].framed || inPlace[g]) continue;
    storeFramed(callee.layout, groups[g], copies, callee.argumentForm(groups[g].begin), instr, callFrame, &callee);
  }
  if (spends) {
    f.localGet(budgetAddress);
    f.localGet(budget);
    f.store(Opcode::I32Store, 0, 2);
  }

  if (!callee.whole) pushMask();
  if (callee.discards) f.localGet(discardedLanes);
  if (callee.usesUniforms) f.localGet(uniformsAddress);
  if (callee.needsBlocks) env.pushBlocksAddress(f);
  if (callee.needsSamplers) f.localGet(samplersAddress);
  if (callee.usesPrivate) f.localGet(privateAddress);
  f.localGet(budgetAddress);
  if (callee.usesFrame) f.localGet(callFrame);
  for (size_t g = 0; g < groups.size(); g++) {
    const CellGroup& group = groups[g];
    if (callee.isPointed[g]) {
      const Local base = inPlace[g] ? memoryOfCell(inPlace[g]->cell) : callFrame;
      const uint32_t offset = inPlace[g] ? memoryOffset[inPlace[g]->cell] : callee.layout.begin + group.offset;
      f.localGet(base);
      if (offset > 0) {
        f.i32Const(int32_t(offset));
        f.op(Opcode::I32Add);
      }
    }
    for (uint32_t c = group.begin; c < group.begin + group.cells && !group.framed; c++) {
      push(main.args[instr.argBegin + c], callee.argumentForm(c));
    }
  }
  f.call(callee.f.self());
  f.if_();
  env.emitAbort(f);
  f.end();
  if (callee.kills) f.localSet(discardedLanes);

  // The last result is on top.
  const auto defineResult = [&](uint32_t c) {
    const ValueId value = instr.result + c;
    if (callee.resultForm(c) == Form::Scalar && formOf(value) == Form::Lanes) splat(main.values[value].type);
    define(value);
  };
  for (size_t g = callee.layout.results.size(); g-- > 0;) {
    const CellGroup& group = callee.layout.results[g];
    for (uint32_t c = group.begin + group.cells; c-- > group.begin && !group.framed;) defineResult(c);
  }
  for (const CellGroup& group : callee.layout.results) {
    if (!group.framed) continue;
    const Form form = callee.resultForm(group.begin);
    for (uint32_t c = 0; c < group.cells; c++) {
      const ValueId value = instr.result + group.begin + c;
      if (info[value].uses == 0 || info[value].copied) continue;
      f.localGet(callFrame);
      const uint32_t offset = callee.layout.begin + group.offset + c * bytesOf(form);
      if (form == Form::Lanes)
        f.load(Opcode::V128Load, offset, 4);
      else
        f.load(main.values[value].type == Type::Float ? Opcode::F32Load : Opcode::I32Load, offset, 2);
      defineResult(group.begin + c);
    }
  }
  if (spends) {
    f.localGet(budgetAddress);
    f.load(Opcode::I32Load, 0, 2);
    f.localSet(budget);
  }
  if (callee.kills) {
    f.localGet(discardedLanes);
    f.op(Opcode::I32x4AllTrue);
    f.brIf(bodyEnd);
  }
}

Local BodyEmitter::Impl::memoryOfCell(uint32_t cell) const {
  const uint32_t pointer = cell < pointerOfCell.size() ? pointerOfCell[cell] : kNone;
  if (pointer != kNone) return pointers[pointer];
  return root != this && cell < flow.cells.localCount() ? frameBase : privateAddress;
}

/// In place of the first of the stores that move results to a variable.
void BodyEmitter::Impl::emitCopyOut(const Copy& copy) {
  if (copy.isInPlace) return;
  const Form form = cellForm(copy.cell);
  const bool masked = form == Form::Lanes && mask_.valid() && !flow.storesWhole(copy.cell, currentRegion);
  copyCells(memoryOfCell(copy.cell), memoryOffset[copy.cell], callFrame, copy.offset, copy.count, form, masked);
}

/// Copies cells from memory to memory, 16 bytes at a time: unrolled up to 16 cells, beyond by a loop.
void BodyEmitter::Impl::copyCells(Local to, uint32_t toOffset, Local from, uint32_t fromOffset, uint32_t count,
                                  Form form, bool masked) {
  const auto copyOne = [&](Local target, uint32_t targetOffset, Local source, uint32_t sourceOffset) {
    f.localGet(target);
    f.localGet(source);
    f.load(Opcode::V128Load, sourceOffset, 2);
    if (masked) {
      f.localGet(target);
      f.load(Opcode::V128Load, targetOffset, 2);
      f.localGet(mask_);
      f.op(Opcode::V128Bitselect);
    }
    f.store(Opcode::V128Store, targetOffset, 2);
  };
  const uint32_t bytes = count * bytesOf(form);
  uint32_t vectors = bytes / 16;
  uint32_t at = 0;
  if (count > passes::kMaxUnrolledCells) {
    const uint32_t rounds = vectors / kVectorsPerRound;
    Scratch target(f, ValType::I32), source(f, ValType::I32), left(f, ValType::I32);
    f.localGet(to);
    f.i32Const(int32_t(toOffset));
    f.op(Opcode::I32Add);
    f.localSet(target);
    f.localGet(from);
    f.i32Const(int32_t(fromOffset));
    f.op(Opcode::I32Add);
    f.localSet(source);
    f.i32Const(int32_t(rounds));
    f.localSet(left);
    const Label again = f.loop();
    for (uint32_t v = 0; v < kVectorsPerRound; v++) copyOne(target, 16 * v, source, 16 * v);
    for (const Local pointer : {Local(target), Local(source)}) {
      f.localGet(pointer);
      f.i32Const(int32_t(16 * kVectorsPerRound));
      f.op(Opcode::I32Add);
      f.localSet(pointer);
    }
    f.localGet(left);
    f.i32Const(1);
    f.op(Opcode::I32Sub);
    f.localTee(left);
    f.brIf(again);
    f.end();
    at = rounds * kVectorsPerRound * 16;
    vectors -= rounds * kVectorsPerRound;
  }
  for (; vectors > 0; vectors--, at += 16) copyOne(to, toOffset + at, from, fromOffset + at);
  for (; at < bytes; at += 4) {  // what is left of scalars
    f.localGet(to);
    f.localGet(from);
    f.load(Opcode::I32Load, fromOffset + at, 2);
    f.store(Opcode::I32Store, toOffset + at, 2);
  }
}

}  // namespace sw
