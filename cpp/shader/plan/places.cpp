// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Where variables lie that live in memory: main's in private memory, those of a function that is called in its frame.

#include <algorithm>

#include "pipeline/layout.h"
#include "shader/passes/walk.h"
#include "shader/plan/planning.h"
#include "support/assert.h"

namespace sw::planning {

using namespace ir;
using passes::CellGroup;

namespace {

/// Gives a variable that lives in memory a place at `at`; the end of it.
uint32_t placeVariable(FunctionPlan& plan, Space space, uint32_t object, size_t count, uint32_t at) {
  if (count == 0) return at;
  const uint32_t base = plan.flow.cells.base(space, object);
  if (!plan.flow.cells.isDynamic(base)) return at;
  const uint32_t step = bytesOf(plan.cellForm(base));
  for (uint32_t c = 0; c < count; ++c) plan.memoryOffset[base + c] = at + c * step;
  return at + ((uint32_t(count) * step + 15) & ~15u);
}

uint32_t placeLocal(FunctionPlan& plan, uint32_t variable, uint32_t at) {
  return placeVariable(plan, Space::Local, variable, plan.function.variables[variable].cells.size(), at);
}

/// Variables of a callee that are its arguments or results.
class FrameVariables {
 public:
  explicit FrameVariables(FunctionPlan& plan)
      : plan_(plan), callee_(plan.callee), placedGroup_(plan.function.variables.size(), kNone) {}

  /// A parameter that lives in memory and whose argument lies in the frame stays where it is:
  ///   var p; store p+0, %0; store p+1, %1; ...
  /// Arguments that nobody writes to are only pointed at: the caller may have them where it likes.
  void findParameters();
  /// A variable in memory that is returned whole lives where the result lies. Where it is an argument already, the
  /// result lies there: an `inout` parameter, which the caller may point to its own variable.
  void findResults();

 private:
  /// Whether the stores from `at` on are of the parameter, whole, into the variable.
  bool isWholeParameter(const CellGroup& group, uint32_t variable, size_t at) const;
  /// The variable, an argument in memory, lies where a pointer says.
  void pointAt(uint32_t variable);

  FunctionPlan& plan_;
  CalleePlan& callee_;
  std::vector<uint32_t> placedGroup_;  // by variable: the argument group that it is, or kNone
};

bool FrameVariables::isWholeParameter(const CellGroup& group, uint32_t variable, size_t at) const {
  const Function& function = plan_.function;
  const std::vector<InstrId>& list = function.blocks[0].instrs;
  const uint32_t base = plan_.flow.cells.base(Space::Local, variable);
  if (callee_.argumentForm(group.begin) != plan_.cellForm(base)) return false;
  for (uint32_t k = 0; k < group.cells; ++k) {
    const Instr& store = function.instrs[list[at + k]];
    uint32_t cell = 0;
    if (store.op != Op::Store || !plan_.isPlainAccess(store, cell) || cell != base + k) return false;
    if (function.args[store.argBegin] != group.begin + k || plan_.values[group.begin + k].bodyUses != 1) return false;
  }
  return true;
}

void FrameVariables::findParameters() {
  const Function& function = plan_.function;
  std::vector<uint32_t> stores(function.variables.size());
  passes::forEachInstr(function, 0, [&](BlockId, InstrId id) {
    const Instr& instr = function.instrs[id];
    if (instr.op != Op::Store) return;
    const Access& access = function.accesses[instr.imm];
    if (access.space == Space::Local) ++stores[access.object];
  });
  const std::vector<InstrId>& list = function.blocks[0].instrs;
  for (size_t i = 0; i < list.size(); ++i) {
    const Instr& declaration = function.instrs[list[i]];
    if (declaration.op != Op::DeclareVar) continue;
    const uint32_t variable = declaration.imm;
    const uint32_t count = uint32_t(function.variables[variable].cells.size());
    if (count == 0 || i + count >= list.size() || function.instrs[list[i + 1]].op != Op::Store) continue;
    const ValueId first = function.args[function.instrs[list[i + 1]].argBegin];
    if (!plan_.flow.cells.isDynamic(plan_.flow.cells.base(Space::Local, variable))) continue;
    for (size_t g = 0; g < callee_.frame.arguments.size(); ++g) {
      const CellGroup& group = callee_.frame.arguments[g];
      if (!group.framed || group.cells != count || group.begin != first) continue;
      if (!isWholeParameter(group, variable, i + 1)) continue;
      for (uint32_t k = 0; k <= count; ++k) plan_.instrs[list[i + k]].done = true;
      callee_.isPlaced[variable] = true;
      callee_.isPointed[g] = false;
      placeLocal(plan_, variable, callee_.frame.begin + group.offset);
      placedGroup_[variable] = uint32_t(g);
      if (stores[variable] == count) pointAt(variable);
    }
  }
}

void FrameVariables::pointAt(uint32_t variable) {
  const uint32_t base = plan_.flow.cells.base(Space::Local, variable);
  const uint32_t group = placedGroup_[variable];
  callee_.isPointed[group] = true;
  for (uint32_t k = 0; k < plan_.function.variables[variable].cells.size(); ++k) {
    callee_.pointerOfCell[base + k] = group;
  }
  placeLocal(plan_, variable, 0);
}

void FrameVariables::findResults() {
  const Function& function = plan_.function;
  const std::vector<InstrId>& list = function.blocks[0].instrs;
  if (list.empty() || function.instrs[list.back()].op != Op::Return) return;
  const auto copies = plan_.copiesIn.find(list.back());
  if (copies == plan_.copiesIn.end()) return;
  std::vector<CellGroup>& results = callee_.frame.results;
  std::erase_if(copies->second, [&](const FrameCopy& copy) {
    if (copy.cell >= plan_.flow.cells.localCount()) return false;
    const auto group = std::find_if(results.begin(), results.end(),
                                    [&](const CellGroup& candidate) { return candidate.begin == copy.begin; });
    if (group == results.end() || group->cells != copy.count) return false;
    uint32_t variable = 0;
    while (plan_.flow.cells.base(Space::Local, variable) + function.variables[variable].cells.size() <= copy.cell) {
      ++variable;
    }
    const size_t cells = function.variables[variable].cells.size();
    if (plan_.flow.cells.base(Space::Local, variable) != copy.cell || cells != copy.count) return false;
    if (!callee_.isPlaced[variable]) {
      callee_.isPlaced[variable] = true;
      placeLocal(plan_, variable, callee_.frame.begin + group->offset);
    } else {
      const uint32_t argument = placedGroup_[variable];
      if (argument == kNone || callee_.isPointed[argument]) return false;
      pointAt(variable);
      callee_.resultArgument[size_t(group - results.begin())] = argument;
      group->offset = callee_.frame.arguments[argument].offset;
    }
    for (uint32_t c = 0; c < copy.count; ++c) callee_.isResultPlaced[copy.begin + c] = true;
    return true;
  });
}

/// Whether a callee has something at a fixed place of its frame.
bool needsFrame(const FunctionPlan& plan) {
  const CalleePlan& callee = plan.callee;
  for (size_t g = 0; g < callee.frame.arguments.size(); ++g) {
    if (callee.frame.arguments[g].framed && !callee.isPointed[g]) return true;
  }
  for (size_t r = 0; r < callee.frame.results.size(); ++r) {
    if (callee.frame.results[r].framed && callee.resultArgument[r] == kNone) return true;
  }
  for (uint32_t v = 0; v < plan.function.variables.size(); ++v) {
    if (plan.function.variables[v].cells.empty() || callee.isPlaced[v]) continue;
    if (plan.flow.cells.isDynamic(plan.flow.cells.base(Space::Local, v))) return true;
  }
  return false;
}

}  // namespace

void placeVariablesOfCallee(FunctionPlan& plan) {
  CalleePlan& callee = plan.callee;
  callee.isPlaced.assign(plan.function.variables.size(), false);
  callee.isResultPlaced.assign(callee.resultLevels.size(), false);
  callee.pointerOfCell.assign(plan.flow.cells.count(), kNone);
  callee.resultArgument.assign(callee.frame.results.size(), kNone);
  for (const CellGroup& group : callee.frame.arguments) callee.isPointed.push_back(group.framed);
  FrameVariables variables(plan);
  variables.findParameters();
  variables.findResults();
  uint32_t end = callee.frame.begin + callee.frame.groupBytes;
  for (uint32_t v = 0; v < plan.function.variables.size(); ++v) {
    if (!callee.isPlaced[v]) end = placeLocal(plan, v, end);
  }
  SW_ASSERT(end <= callee.frame.begin + callee.frame.bytes);
  callee.usesFrame = needsFrame(plan);
}

void placeVariablesOfMain(BodyPlan& body) {
  FunctionPlan& main = body.main;
  const Shader& shader = body.shader;
  uint32_t end = kPrivateScratchBytes;
  for (uint32_t v = 0; v < main.function.variables.size(); ++v) end = placeLocal(main, v, end);
  for (uint32_t g = 0; g < shader.globals.size(); ++g) {
    end = placeVariable(main, Space::Global, g, shader.globals[g].cells.size(), end);
  }
  for (uint32_t o = 0; o < shader.outputs.size(); ++o) {
    end = placeVariable(main, Space::Output, o, shader.outputs[o].cells.size(), end);
  }
  body.keepsMemory = end > kPrivateScratchBytes || body.frameBytes > 0 || !body.callees.empty();
  if (main.needs.constants) {
    body.constantsOffset = end;
    end += (uint32_t(shader.constants.size()) * 4 + 15) & ~15u;
  }
  body.privateBytes = end + body.frameBytes;
  // The core reserved what link() told it: nothing may reach beyond.
  if (body.privateBytes > kPrivateScratchBytes && body.privateBytes > body.program.info.privateBytes) {
    body.error = "the program's private memory is too small for its variables";
  }
}

void placeSharedVariables(const FunctionPlan& main, FunctionPlan& plan) {
  const passes::CellMap& mainCells = main.flow.cells;
  const passes::CellMap& cells = plan.flow.cells;
  for (uint32_t from = mainCells.localCount(), to = cells.localCount(); from < mainCells.count(); ++from, ++to) {
    plan.memoryOffset[to] = main.memoryOffset[from];
    SW_ASSERT(!cells.isDynamic(to) || !mainCells.isDynamic(from) || plan.cellForm(to) == main.cellForm(from));
  }
}

}  // namespace sw::planning
