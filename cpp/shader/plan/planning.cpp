// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The steps of planBody in their order, and the short ones.

#include "shader/plan/planning.h"

#include "shader/passes/hoist.h"
#include "shader/passes/instances.h"
#include "shader/passes/pipeline.h"
#include "shader/passes/seen_bits.h"
#include "shader/passes/walk.h"

namespace sw {

using namespace ir;
using namespace planning;

namespace {

void planFunction(BodyPlan& body, FunctionPlan& plan, BodySurroundings& surroundings) {
  const ProgramInfo& info = body.program.info;
  plan.values.resize(plan.function.values.size());
  plan.instrs.resize(plan.function.instrs.size());
  plan.mathUses.assign(size_t(Op::Call) + 1, 0);
  plan.memoryOffset.assign(plan.flow.cells.count(), 0);
  plan.blockCells.assign(plan.function.blocks.size(), {0, 0});
  plan.samplersUsed.assign(info.samplers.size(), 0);
  plan.blocksUsed.assign(info.blocks.size(), false);
  if (plan.isMain) {
    const std::vector<uint8_t> hoisted = passes::markHoisted(plan.function);
    for (ValueId v = 0; v < hoisted.size(); ++v) plan.values[v].hoisted = hoisted[v];
    findUniformOutputs(body);
  }
  countUses(body, plan, surroundings);
  if (plan.isMain) findCosts(body);
  findCopies(body, plan);
  if (plan.isMain)
    placeVariablesOfMain(body);
  else
    placeVariablesOfCallee(plan);
  collectCells(plan, 0);
}

void addCallee(BodyPlan& body, passes::Instance& instance, const passes::OptimisedShader& optimised) {
  FunctionPlan& plan = *body.callees.emplace_back(std::make_unique<FunctionPlan>());
  plan.isMain = false;
  plan.function = std::move(instance.body);
  plan.flow = std::move(instance.flow);
  plan.callee.frame = optimised.frames[instance.function];
  plan.callee.whole = instance.whole;
  plan.callee.argumentLevels = std::move(instance.arguments);
  plan.callee.resultLevels = std::move(instance.results);
}

passes::InterfaceUniformity numberInputs(BodyPlan& body, BodySurroundings& surroundings) {
  passes::InterfaceUniformity interface;
  for (int b = 0; b <= int(Builtin::DepthDiff); ++b) interface.builtins[b] = surroundings.uniformityOf(Builtin(b));
  uint32_t inputCells = 0;
  for (uint32_t i = 0; i < body.shader.inputs.size(); ++i) {
    interface.inputs.push_back(surroundings.uniformityOfInput(i));
    body.inputBase.push_back(inputCells);
    inputCells += uint32_t(body.shader.inputs[i].cells.size());
  }
  body.inputsRead.assign(inputCells, false);
  body.inputsSeen.assign(inputCells, false);
  return interface;
}

}  // namespace

BodyPlan planBody(const LinkedProgram& program, Stage stage, BodySurroundings& surroundings) {
  BodyPlan body(program, stage);
  passes::OptimisedShader optimised;
  if (!passes::optimise(body.shader, program.calls, optimised, body.error)) return body;
  body.frameBytes = optimised.frameBytes;
  const passes::InterfaceUniformity interface = numberInputs(body, surroundings);

  if (optimised.functions.empty()) {
    body.main.function = std::move(optimised.main);
    body.main.flow = passes::analyseUniformity(body.shader, body.main.function, interface);
  } else {
    std::vector<passes::Instance> instances = passes::analyseInstances(body.shader, optimised, interface);
    body.main.function = std::move(instances.back().body);
    body.main.flow = std::move(instances.back().flow);
    instances.pop_back();
    for (passes::Instance& instance : instances) {
      addCallee(body, instance, optimised);
      planFunction(body, *body.callees.back(), surroundings);
      if (!body.error.empty()) return body;
    }
  }
  planFunction(body, body.main, surroundings);
  if (!body.error.empty()) return body;
  findSeenBits(body, surroundings);
  body.main.takesDiscarded = body.main.needs.discards;
  for (const auto& callee : body.callees) {
    callee->takesDiscarded = body.main.takesDiscarded && (callee->needs.discards || callee->needs.loops);
    placeSharedVariables(body.main, *callee);
  }
  return body;
}

namespace planning {

void findUniformOutputs(BodyPlan& body) {
  const FunctionPlan& main = body.main;
  const passes::CellMap& cells = main.flow.cells;
  std::vector<uint32_t> stores(cells.count()), loads(cells.count());
  passes::forEachInstr(main.function, 0, [&](BlockId, InstrId id) {
    const Instr& instr = main.function.instrs[id];
    if (instr.op != Op::Store && instr.op != Op::Load) return;
    const Access& access = main.function.accesses[instr.imm];
    if (access.space == Space::Output) (instr.op == Op::Store ? stores : loads)[cells.of(access)]++;
  });
  for (uint32_t o = 0; o < body.shader.outputs.size(); ++o) {
    body.outputs.emplace_back(body.shader.outputs[o].cells.size());
    for (uint32_t c = 0; c < body.outputs[o].size(); ++c) {
      const uint32_t cell = cells.base(Space::Output, o) + c;
      if (!cells.isDynamic(cell) && stores[cell] == 0 && loads[cell] == 0) body.outputs[o][c].uniform = true;
    }
  }
  for (const InstrId id : main.function.blocks[0].instrs) {
    const Instr& instr = main.function.instrs[id];
    if (instr.op != Op::Store) continue;
    const Access& access = main.function.accesses[instr.imm];
    if (access.space != Space::Output) continue;
    const uint32_t cell = cells.of(access);
    const ValueId value = main.function.args[instr.argBegin];
    if (cells.isDynamic(cell) || stores[cell] != 1 || loads[cell] != 0) continue;
    if (!main.values[value].hoisted && !main.isConst(value)) continue;
    body.outputs[access.object][access.base] = {.uniform = true, .value = value};
  }
}

void findCosts(BodyPlan& body) {
  constexpr uint32_t kMuch = 4096;  // for a batch of 8192 quads: some tens of milliseconds
  body.spendsAtStart = body.main.costOfBlock(0, false) > kMuch;
  const uint32_t early = body.main.costOfBlock(0, true);
  if (early > kMuch) body.prologueCost = early;
  body.main.spends |= body.spendsAtStart || body.prologueCost > 0;
}

void collectCells(FunctionPlan& plan, BlockId block) {
  if (block == kNone) return;
  const uint32_t begin = uint32_t(plan.cellsAccessed.size());
  for (const InstrId id : plan.function.blocks[block].instrs) {
    const Instr& instr = plan.function.instrs[id];
    switch (instr.op) {
      case Op::Load:
      case Op::Store: {
        const Access& access = plan.function.accesses[instr.imm];
        if (passes::CellMap::isMutable(access.space) && !plan.flow.cells.isDynamic(plan.flow.cells.of(access))) {
          plan.cellsAccessed.push_back(plan.flow.cells.of(access));
        }
        break;
      }
      default: passes::forEachNested(plan.function, instr, [&](BlockId inner) { collectCells(plan, inner); }); break;
    }
  }
  plan.blockCells[block] = {begin, uint32_t(plan.cellsAccessed.size())};
}

void findSeenBits(BodyPlan& body, BodySurroundings& surroundings) {
  const passes::CellMap& mainCells = body.main.flow.cells;
  std::vector<uint8_t> cells(mainCells.count());
  bool any = passes::castsFloats(body.main.function);
  for (const auto& callee : body.callees) any |= passes::castsFloats(callee->function);
  for (uint32_t o = 0; o < body.outputs.size(); ++o) {
    const uint32_t base = mainCells.base(Space::Output, o);
    for (uint32_t c = 0; c < body.outputs[o].size(); ++c) {
      if (!surroundings.seesBits(o, c)) continue;
      any = true;
      cells[mainCells.isDynamic(base) ? base : base + c] = true;
    }
  }
  if (!any) return;
  const auto findIn = [&](FunctionPlan& plan) {
    const Function& function = plan.function;
    const std::vector<uint8_t> seen = passes::findSeenBits(function, plan.flow.cells, cells, !body.callees.empty());
    for (ValueId v = 0; v < seen.size(); ++v) plan.values[v].seen = seen[v];
    passes::forEachInstr(function, 0, [&](BlockId, InstrId id) {
      const Instr& instr = function.instrs[id];
      if (instr.resultCount == 0 || !plan.values[instr.result].seen) return;
      if (instr.op == Op::LoadBuiltin) body.seesBuiltins = true;
      if (instr.op != Op::Load) return;
      const Access& access = function.accesses[instr.imm];
      if (access.space != Space::Input || body.stage != Stage::Fragment) return;
      if (body.shader.inputs[access.object].interpolation == Interpolation::Flat) return;
      body.inputsSeen[body.inputBase[access.object] + access.base] = true;
    });
  };
  findIn(body.main);
  for (const auto& callee : body.callees) findIn(*callee);
}

}  // namespace planning

}  // namespace sw
