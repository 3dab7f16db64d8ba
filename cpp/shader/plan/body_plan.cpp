// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the emitters ask of a plan.

#include "shader/plan/body_plan.h"

#include "shader/passes/work.h"

namespace sw {

using namespace ir;
using passes::CellMap;

void Needs::add(const Needs& callee) {
  uniforms |= callee.uniforms;
  constants |= callee.constants;
  privateMemory |= callee.privateMemory;
  blocks |= callee.blocks;
  samplers |= callee.samplers;
  discards |= callee.discards;
  loops |= callee.loops;
}

// --- one function

const Instr* FunctionPlan::definitionOf(ValueId value) const {
  const InstrId id = function.values[value].definition;
  return id == kNone ? nullptr : &function.instrs[id];
}

bool FunctionPlan::isConst(ValueId value, uint32_t* bits) const {
  const Instr* instr = definitionOf(value);
  if (!instr || instr->op != Op::Const) return false;
  if (bits) *bits = instr->imm;
  return true;
}

bool FunctionPlan::isDirectUniform(const Instr& instr) const {
  if (instr.op != Op::Load || instr.type == Type::Bool) return false;
  const Access& access = function.accesses[instr.imm];
  return access.strides.empty() && (access.space == Space::Uniform || access.space == Space::Block);
}

bool FunctionPlan::isReloaded(ValueId value) const {
  constexpr uint32_t kMaxReloads = 3;
  const Instr* instr = definitionOf(value);
  return instr && isDirectUniform(*instr) && values[value].bodyUses <= kMaxReloads && values[value].hoistUses <= 1;
}

bool FunctionPlan::isDeferrable(const Instr& instr) const {
  if (instr.resultCount != 1 || instr.op == Op::Sample) return false;
  if (instr.op == Op::Load) return !CellMap::isMutable(function.accesses[instr.imm].space);
  return isPure(instr.op);
}

bool FunctionPlan::isPlainAccess(const Instr& instr, uint32_t& cell) const {
  const Access& access = function.accesses[instr.imm];
  if (!CellMap::isMutable(access.space) || !access.strides.empty()) return false;
  cell = flow.cells.of(access);
  return flow.cells.isDynamic(cell);
}

std::pair<const uint32_t*, const uint32_t*> FunctionPlan::cellsOfBlock(BlockId block) const {
  const auto [begin, end] = blockCells[block];
  return {cellsAccessed.data() + begin, cellsAccessed.data() + end};
}

uint32_t FunctionPlan::costOfBlock(BlockId block, bool early) const {
  const auto counts = [&](InstrId id, const Instr&) { return instrs[id].early == early; };
  return passes::workOf(function, block, {.counts = counts});
}

// --- the body

BodyPlan::BodyPlan(const LinkedProgram& program, Stage stage)
    : program(program), stage(stage), shader(stage == Stage::Vertex ? program.vertex : program.fragment) {}

uint32_t BodyPlan::uniformCellOf(uint32_t object) const {
  return stage == Stage::Vertex ? program.vertexUniformCell[object] : program.fragmentUniformCell[object];
}

uint32_t BodyPlan::blockSlotOf(const Access& access) const {
  const uint32_t block = access.object & 0xffff;
  const uint32_t first = stage == Stage::Vertex ? program.vertexBlockSlot[block] : program.fragmentBlockSlot[block];
  return first + (access.object >> 16);
}

uint32_t BodyPlan::samplerIndexOf(const Access& access) const {
  const uint32_t cell = uniformCellOf(access.object) + access.base;
  return cell < program.samplerOfCell.size() ? program.samplerOfCell[cell] : kNone;
}

/// A vertex shader has no derivatives: an implicit look-up means the base level (GLSL ES 3.00 section 8.8).
SampleMethod BodyPlan::methodOf(const SampleInfo& sample) const {
  return stage == Stage::Vertex && sample.method == SampleMethod::Implicit ? SampleMethod::Lod : sample.method;
}

uint32_t BodyPlan::work() const {
  constexpr uint32_t kRounds = 16;
  std::vector<uint32_t> of;  // callees come before their callers
  const auto countIn = [&](const FunctionPlan& plan) {
    std::vector<uint32_t> callWork(plan.function.instrs.size());
    for (size_t id = 0; id < callWork.size(); ++id) {
      const uint32_t callee = plan.function.instrs[id].op == Op::Call ? plan.flow.callee[id] : kNone;
      if (callee < of.size()) callWork[id] = of[callee];
    }
    const auto counts = [&](InstrId, const Instr& instr) {
      return !instr.resultCount || !plan.values[instr.result].hoisted;
    };
    return passes::workOf(plan.function, 0, {.rounds = kRounds, .callWork = callWork, .counts = counts});
  };
  for (const auto& callee : callees) of.push_back(countIn(*callee));
  return countIn(main);
}

}  // namespace sw
