// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_calls.h"

#include <algorithm>

namespace sw {

using namespace ir;
using passes::CellGroup;
using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

BodyCalls::BodyCalls(const BodyContext& context, BodyPlaces& places, BodyBudget& budget, BodyMasks& masks,
                     BodyValues& values, BodyVariables& variables)
    : body_(context.body),
      context_(context),
      plan_(context.plan),
      f_(context.f),
      places_(places),
      budget_(budget),
      masks_(masks),
      values_(values),
      variables_(variables) {}

const BodyCalls::Copies& BodyCalls::copiesIn(InstrId id) const {
  static const Copies kNoCopies;
  const auto found = plan_.copiesIn.find(id);
  return found == plan_.copiesIn.end() ? kNoCopies : found->second;
}

namespace {

const FrameCopy* copyAt(const std::vector<FrameCopy>& copies, uint32_t begin) {
  const auto found = std::find_if(copies.begin(), copies.end(),
                                  [begin](const FrameCopy& candidate) { return candidate.begin == begin; });
  return found == copies.end() ? nullptr : &*found;
}

/// The copy that a whole group of arguments would be of one variable of this function.
const FrameCopy* wholeVariable(const FunctionPlan& plan, const CellGroup& group, const std::vector<FrameCopy>& copies) {
  for (const FrameCopy& copy : copies) {
    if (copy.begin == group.begin && copy.count == group.cells && copy.cell < plan.flow.cells.localCount()) {
      return &copy;
    }
  }
  return nullptr;
}

}  // namespace

// --- arguments and results in frames

void BodyCalls::storeCell(ValueId value, Form form, Local base, uint32_t offset) {
  f_.localGet(base);
  values_.push(value, form);
  storeForm(f_, plan_.function.values[value].type, form, offset);
}

/// A group of arguments that goes through the callee's frame.
void BodyCalls::storeArguments(InstrId id, const FunctionPlan& callee, size_t index) {
  const CellGroup& group = callee.callee.frame.arguments[index];
  const Form form = callee.callee.argumentForm(group.begin);
  const uint32_t start = callee.callee.frame.begin + group.offset;
  for (uint32_t c = 0; c < group.cells;) {
    const uint32_t argument = group.begin + c;
    const uint32_t offset = start + c * bytesOf(form);
    if (const FrameCopy* const copy = copyAt(copiesIn(id), argument)) {
      variables_.copyCells({callFrame_, offset}, variables_.placeOfCell(copy->cell), copy->count, form, false);
      c += copy->count;
      continue;
    }
    ++c;
    if (callee.values[argument].bodyUses == 0) continue;  // nobody looks
    storeCell(plan_.function.args[plan_.function.instrs[id].argBegin + argument], form, callFrame_, offset);
  }
}

/// A group of results that goes through this function's frame.
void BodyCalls::storeResults(InstrId id, size_t index) {
  const CellGroup& group = plan_.callee.frame.results[index];
  const Form form = plan_.callee.resultForm(group.begin);
  const uint32_t start = plan_.callee.frame.begin + group.offset;
  for (uint32_t c = 0; c < group.cells;) {
    const uint32_t result = group.begin + c;
    const uint32_t offset = start + c * bytesOf(form);
    if (const FrameCopy* const copy = copyAt(copiesIn(id), result)) {
      variables_.copyCells({places_.frame(), offset}, variables_.placeOfCell(copy->cell), copy->count, form, false);
      c += copy->count;
      continue;
    }
    ++c;
    if (plan_.callee.isResultPlaced[result]) continue;  // it is there
    storeCell(plan_.function.args[plan_.function.instrs[id].argBegin + result], form, places_.frame(), offset);
  }
}

void BodyCalls::emitReturn(InstrId id) {
  if (plan_.isMain) return;
  const Instr& instr = plan_.function.instrs[id];
  const std::vector<CellGroup>& groups = plan_.callee.frame.results;
  for (size_t r = 0; r < groups.size(); ++r) {
    if (groups[r].framed) storeResults(id, r);
  }
  for (const CellGroup& group : groups) {
    for (uint32_t c = group.begin; c < group.begin + group.cells && !group.framed; ++c) {
      const ValueId value = plan_.function.args[instr.argBegin + c];
      const Form form = plan_.callee.resultForm(c);
      values_.push(value, form);
      if (!plan_.needs.discards) continue;  // they stay on the stack; else a block has to be left first
      keptResults_.push_back(f_.addLocal(valTypeOf(plan_.function.values[value].type, form)));
      f_.localSet(keptResults_.back());
    }
  }
}

void BodyCalls::pushKeptResults() {
  for (const Local result : keptResults_) f_.localGet(result);
}

// --- calls

/// Arguments that the callee finds where they are, in a variable of this function; by argument group.
std::vector<const FrameCopy*> BodyCalls::findInPlace(InstrId id, const CalleePlan& callee) {
  const std::vector<CellGroup>& groups = callee.frame.arguments;
  std::vector<const FrameCopy*> inPlace(groups.size());
  for (size_t g = 0; g < groups.size(); ++g) {
    if (callee.isPointed[g]) inPlace[g] = wholeVariable(plan_, groups[g], copiesIn(id));
  }
  for (size_t r = 0; r < callee.frame.results.size(); ++r) {
    const uint32_t g = callee.resultArgument[r];
    if (g == kNone || !inPlace[g]) continue;
    if (!mayWriteInPlace(id, callee, r, inPlace)) inPlace[g] = nullptr;
  }
  return inPlace;
}

/// Whether the callee may write a result to the variable that it has as an argument: it must be what the copy back
/// would store, in all lanes that matter, and no other argument may be the same variable.
bool BodyCalls::mayWriteInPlace(InstrId id, const CalleePlan& callee, size_t index,
                                std::span<const FrameCopy* const> inPlace) {
  const CellGroup& result = callee.frame.results[index];
  const size_t g = callee.resultArgument[index];
  const uint32_t cell = inPlace[g]->cell;
  InstrId back = kNone;
  if (const auto stores = plan_.copyStores.find(id); stores != plan_.copyStores.end()) {
    for (const InstrId store : stores->second) {
      const FrameCopy& copy = plan_.copiesOut.at(store);
      if (copy.begin == result.begin && copy.count == result.cells && copy.cell == cell) back = store;
    }
  }
  bool only = back != kNone && !masks_.cutsStoresTo(cell);
  for (size_t other = 0; other < inPlace.size(); ++other) {
    only &= other == g || !inPlace[other] || inPlace[other]->cell != cell;
  }
  if (only) inPlace_.push_back(back);
  return only;
}

void BodyCalls::emitCallFrame() {
  if (!callFrame_.valid()) callFrame_ = f_.addLocal(ValType::I32, "callFrame");
  wasm::Global& stack = body_.frameStack;
  if (!stack.valid()) stack = body_.module.importGlobal("core", "ACTIVE_FRAME_SP", ValType::I32, true);
  f_.globalGet(stack);
  f_.i32Const(int32_t(body_.plan.frameBytes));
  f_.op(Opcode::I32Sub);
  f_.localSet(callFrame_);
}

void BodyCalls::emitCall(InstrId id) {
  const Instr& instr = plan_.function.instrs[id];
  const FunctionPlan& callee = body_.plan.calleeOf(plan_, id);
  const std::vector<CellGroup>& groups = callee.callee.frame.arguments;
  const std::vector<const FrameCopy*> inPlace = findInPlace(id, callee.callee);
  bool usesFrame = callee.callee.usesFrame;
  for (size_t g = 0; g < groups.size(); ++g) usesFrame |= groups[g].framed && !inPlace[g];
  if (usesFrame) emitCallFrame();
  for (size_t g = 0; g < groups.size(); ++g) {
    if (groups[g].framed && !inPlace[g]) storeArguments(id, callee, g);
  }
  budget_.emitStore();
  pushArguments(instr, callee, inPlace);
  f_.call(body_.callees[plan_.flow.callee[id]]);
  f_.if_();
  context_.env.emitAbort(f_);
  f_.end();
  if (callee.needs.discards) f_.localSet(masks_.discarded());
  defineResults(instr, callee.callee);
  budget_.emitReload();
  if (callee.needs.discards) masks_.leaveIfAllDiscarded();
}

void BodyCalls::pushArguments(const Instr& instr, const FunctionPlan& callee,
                              std::span<const FrameCopy* const> inPlace) {
  if (!callee.callee.whole) masks_.push();
  if (callee.takesDiscarded) f_.localGet(masks_.discarded());
  places_.pushAddressesFor(callee);
  budget_.pushAddress();
  if (callee.callee.usesFrame) f_.localGet(callFrame_);
  for (size_t g = 0; g < inPlace.size(); ++g) {
    const CellGroup& group = callee.callee.frame.arguments[g];
    if (callee.callee.isPointed[g]) {
      const Place place = inPlace[g] ? variables_.placeOfCell(inPlace[g]->cell)
                                     : Place{callFrame_, callee.callee.frame.begin + group.offset};
      f_.localGet(place.base);
      if (place.offset > 0) {
        f_.i32Const(int32_t(place.offset));
        f_.op(Opcode::I32Add);
      }
    }
    for (uint32_t c = group.begin; c < group.begin + group.cells && !group.framed; ++c) {
      values_.push(plan_.function.args[instr.argBegin + c], callee.callee.argumentForm(c));
    }
  }
}

void BodyCalls::defineResult(const Instr& instr, const CalleePlan& callee, uint32_t cell) {
  const ValueId value = instr.result + cell;
  if (callee.resultForm(cell) == Form::Scalar && plan_.formOf(value) == Form::Lanes) {
    values_.splat(plan_.function.values[value].type);
  }
  values_.define(value);
}

void BodyCalls::defineResults(const Instr& instr, const CalleePlan& callee) {
  const std::vector<CellGroup>& groups = callee.frame.results;
  for (size_t g = groups.size(); g-- > 0;) {  // the last result is on top
    const CellGroup& group = groups[g];
    for (uint32_t c = group.begin + group.cells; c-- > group.begin && !group.framed;) defineResult(instr, callee, c);
  }
  for (const CellGroup& group : groups) {
    if (!group.framed) continue;
    const Form form = callee.resultForm(group.begin);
    for (uint32_t c = 0; c < group.cells; ++c) {
      const ValueId value = instr.result + group.begin + c;
      if (!values_.isWanted(value) || plan_.values[value].copied) continue;
      f_.localGet(callFrame_);
      loadForm(f_, plan_.function.values[value].type, form, callee.frame.begin + group.offset + c * bytesOf(form));
      defineResult(instr, callee, group.begin + c);
    }
  }
}

void BodyCalls::emitCopyOut(InstrId store) {
  if (std::find(inPlace_.begin(), inPlace_.end(), store) != inPlace_.end()) return;
  const FrameCopy& copy = plan_.copiesOut.at(store);
  variables_.copyCells(variables_.placeOfCell(copy.cell), {callFrame_, copy.offset}, copy.count,
                       plan_.cellForm(copy.cell), masks_.cutsStoresTo(copy.cell));
}

}  // namespace sw
