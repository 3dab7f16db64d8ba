// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Who uses each value, and what a function reads of its surroundings.

#include <algorithm>
#include <optional>

#include "shader/math/evaluate.h"
#include "shader/passes/walk.h"
#include "shader/plan/planning.h"

namespace sw::planning {

using namespace ir;
using passes::CellMap;

namespace {

/// Whether the user takes this argument as lanes; otherwise it takes the argument in its own form.
bool wantsLanes(const BodyPlan& body, const FunctionPlan& plan, const Instr& user, uint32_t argument) {
  const ValueId value = plan.function.args[user.argBegin + argument];
  switch (user.op) {
    case Op::If:
    case Op::Switch:
    case Op::Load:
    case Op::DFdx:
    case Op::DFdy: return !plan.isUniform(value);
    case Op::Call: return body.calleeOf(plan, plan.idOf(user)).callee.argumentForm(argument) == Form::Lanes;
    case Op::Return: return plan.callee.resultForm(argument) == Form::Lanes;
    case Op::Store:
      if (argument > 0) return !plan.isUniform(value);
      return plan.cellForm(plan.flow.cells.of(plan.function.accesses[user.imm])) == Form::Lanes;
    case Op::Sample: {
      const SampleInfo& sample = plan.function.samples[user.imm];
      const uint32_t indices = uint32_t(sample.sampler.strides.size());
      return argument + indices < user.argCount || !plan.isUniform(value);
    }
    case Op::Shl:
    case Op::Shr:
      if (argument == 1 && plan.isUniform(value)) return false;
      break;
    case Op::Select:
      if (argument == 0 && plan.isUniform(value)) return false;
      break;
    default: break;
  }
  return !plan.isUniform(user.result);
}

/// The look-up, if there is code for it.
std::optional<LookUp> lookUpOf(const BodyPlan& body, const FunctionPlan& plan, const Instr& instr,
                               BodySurroundings& surroundings) {
  const SampleInfo& sample = plan.function.samples[instr.imm];
  const uint32_t sampler = body.samplerIndexOf(sample.sampler);
  if (sampler == kNone || !sample.sampler.strides.empty()) return {};
  LookUp lookUp{.dim = sample.dim, .method = body.methodOf(sample), .sampler = surroundings.samplerKey(sampler)};
  lookUp.bias = lookUp.method == SampleMethod::Implicit && sample.bias;
  std::copy(std::begin(sample.offset), std::end(sample.offset), lookUp.offset);
  if (!hasLookUpCode(lookUp)) return {};
  // Lanes of a fetch have one level.
  if (lookUp.method == SampleMethod::Fetch &&
      !plan.isUniform(plan.function.args[instr.argBegin + lookUpCoordinates(lookUp)])) {
    return {};
  }
  return lookUp;
}

void markMemory(BodyPlan& body, FunctionPlan& plan, const Access& access) {
  switch (access.space) {
    case Space::Uniform: plan.needs.uniforms = true; break;
    case Space::Block: {
      const uint32_t slot = body.blockSlotOf(access);
      if (slot < plan.blocksUsed.size())
        plan.blocksUsed[slot] = plan.needs.blocks = true;
      else
        body.error = "a uniform block has no binding";
      break;
    }
    case Space::Constant: plan.needs.constants = plan.needs.privateMemory = true; break;
    default:
      if (!CellMap::isMutable(access.space) || !plan.flow.cells.isDynamic(plan.flow.cells.of(access))) break;
      if (plan.isMain || access.space != Space::Local) plan.needs.privateMemory = true;
      break;
  }
}

void markSample(BodyPlan& body, FunctionPlan& plan, InstrId id, BodySurroundings& surroundings) {
  const Instr& instr = plan.function.instrs[id];
  plan.needs.privateMemory = plan.needs.samplers = true;
  const SampleInfo& sample = plan.function.samples[instr.imm];
  const std::optional<LookUp> lookUp = lookUpOf(body, plan, instr, surroundings);
  if (lookUp) {
    plan.instrs[id].lookUp = uint32_t(plan.lookUps.size());
    plan.lookUps.push_back(*lookUp);
  }
  const uint32_t sampler = body.samplerIndexOf(sample.sampler);
  if (!sample.sampler.strides.empty() || sampler >= plan.samplersUsed.size()) return;
  plan.samplersUsed[sampler] |= lookUp ? FunctionPlan::kDescriptorUsed : uint8_t(1u << uint32_t(body.methodOf(sample)));
}

void markReads(BodyPlan& body, FunctionPlan& plan, InstrId id, BodySurroundings& surroundings) {
  const Instr& instr = plan.function.instrs[id];
  switch (instr.op) {
    case Op::Load:
    case Op::Store: {
      const Access& access = plan.function.accesses[instr.imm];
      if (access.space == Space::Input)
        body.inputsRead[body.inputBase[access.object] + access.base] = true;
      else
        markMemory(body, plan, access);
      break;
    }
    case Op::LoadBuiltin: body.builtinsRead |= 1u << (instr.imm & 0xff); break;
    case Op::Sample: markSample(body, plan, id, surroundings); break;
    case Op::Discard: plan.needs.discards = true; break;
    case Op::Loop: plan.spends = plan.needs.loops = true; break;
    case Op::Call:
      plan.needs.calls = true;
      plan.needs.add(body.calleeOf(plan, id).needs);
      break;
    default:
      if (isLaneMath(instr.op) && !plan.values[instr.result].hoisted) ++plan.mathUses[size_t(instr.op)];
      break;
  }
}

bool isUniformOutputStore(const BodyPlan& body, const FunctionPlan& plan, const Instr& instr) {
  if (instr.op != Op::Store || !plan.isMain) return false;
  const Access& access = plan.function.accesses[instr.imm];
  return access.space == Space::Output && access.strides.empty() && body.outputs[access.object][access.base].uniform;
}

}  // namespace

void countUses(BodyPlan& body, FunctionPlan& plan, BodySurroundings& surroundings) {
  passes::forEachBlock(plan.function, 0, [&](BlockId block) {
    for (const InstrId id : plan.function.blocks[block].instrs) {
      const Instr& instr = plan.function.instrs[id];
      markReads(body, plan, id, surroundings);
      const bool early =
          (instr.resultCount && plan.values[instr.result].hoisted) || isUniformOutputStore(body, plan, instr);
      plan.instrs[id].block = block;
      plan.instrs[id].early = early;
      const auto args = plan.function.argsOf(instr);
      for (uint32_t k = 0; k < args.size(); ++k) {
        ValuePlan& value = plan.values[args[k]];
        if (early) {
          ++value.hoistUses;
          continue;
        }
        ++value.bodyUses;
        value.useBlock = block;
        if (plan.isUniform(args[k]) && wantsLanes(body, plan, instr, k)) ++value.laneUses;
      }
    }
  });
}

}  // namespace sw::planning
