// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/pipeline.h"

#include "shader/passes/cell_map.h"
#include "shader/passes/inline.h"
#include "shader/passes/passes.h"
#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

/// Engines bound the locals of a function. Where cells of variables alone come near, large variables move to memory.
void spareLocals(const Shader& shader, Function& function) {
  constexpr uint32_t kMaxCells = 20000;
  const CellMap cells = mapCells(shader, function);
  if (cells.localCount() <= kMaxCells) return;
  std::vector<uint8_t> used(cells.count());
  uint32_t count = 0;
  forEachInstr(function, 0, [&](BlockId, InstrId id) {
    const Instr& instr = function.instrs[id];
    if (instr.op != Op::Load && instr.op != Op::Store) return;
    const Access& access = function.accesses[instr.imm];
    if (access.space != Space::Local || cells.isDynamic(cells.of(access))) return;
    uint8_t& isUsed = used[cells.of(access)];
    count += !isUsed;
    isUsed = true;
  });
  if (count <= kMaxCells) return;
  for (Variable& variable : function.variables) variable.inMemory |= variable.cells.size() > kLargeVariable;
}

void runAll(When when, const Shader& shader, Function& function) {
  for (const Pass& pass : kPasses) {
    if (pass.when == when) pass.run(shader, function);
  }
}

void optimiseFunction(const Shader& shader, Function& function) {
  runAll(When::First, shader, function);
  runAll(When::EachRound, shader, function);
  for (const Pass& pass : kPasses) {
    if (pass.when != When::AfterFirstRound) continue;
    for (int times = 0; times < 3 && pass.run(shader, function); ++times) runAll(When::EachRound, shader, function);
  }
  runAll(When::EachRound, shader, function);
  dropDeadCode(shader, function);
  spareLocals(shader, function);
}

void shareWhatIsNamed(const Function& function, std::vector<uint8_t>& globals, std::vector<uint8_t>& outputs) {
  forEachInstr(function, 0, [&](BlockId, InstrId id) {
    const Instr& instr = function.instrs[id];
    if (instr.op != Op::Load && instr.op != Op::Store) return;
    const Access& access = function.accesses[instr.imm];
    if (access.space == Space::Global) globals[access.object] = true;
    if (access.space == Space::Output) outputs[access.object] = true;
  });
}

}  // namespace

bool optimise(const Shader& shader, const CallOptions& options, OptimisedShader& optimised, std::string& error) {
  CallPlan plan;
  if (!planCalls(shader, options, plan, error)) return false;
  KeptFunctions kept;
  kept.indexOf.assign(shader.functions.size(), kNone);
  std::vector<uint8_t> globals(shader.globals.size()), outputs(shader.outputs.size());
  for (uint32_t index : plan.order) {
    const bool isMain = index == shader.mainFunction;
    if (!isMain && !plan.kept[index]) continue;
    Function function;
    if (!expandCalls(shader, index, kept, function)) {
      error = "resource limit: more than " + std::to_string(kMaxInlinedInstrs) + " operations in one function";
      return false;
    }
    if (isMain) {
      if (!kept.functions.empty()) {
        function.sharedGlobals = globals;
        function.sharedOutputs = outputs;
      }
      optimiseFunction(shader, function);
      optimised.main = std::move(function);
      break;
    }
    function.sharedGlobals.assign(globals.size(), true);
    function.sharedOutputs.assign(outputs.size(), true);
    optimiseFunction(shader, function);
    shareWhatIsNamed(function, globals, outputs);
    kept.hidden.push_back(hideInputs(shader, function));
    mapCells(shader, function);  // says which variables are dynamic
    optimised.frames.push_back(layOut(function, options));
    kept.indexOf[index] = uint32_t(kept.functions.size());
    kept.functions.push_back(std::move(function));
  }
  optimised.functions = std::move(kept.functions);
  optimised.frameBytes = placeFrames(optimised.functions, optimised.frames);
  return true;
}

}  // namespace sw::passes
