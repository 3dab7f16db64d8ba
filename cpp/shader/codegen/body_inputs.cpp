// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_inputs.h"

#include <algorithm>

#include "shader/passes/walk.h"

namespace sw {

using namespace ir;
using wasm::Local;

BodyInputs::BodyInputs(const BodyContext& context, BodyValues& values)
    : context_(context), plan_(context.plan), values_(values), inputs_(context.body.plan.inputsRead.size()) {}

bool BodyInputs::isInput(const FunctionPlan& plan, const Instr& instr) {
  if (instr.op == Op::LoadBuiltin) return true;
  return instr.op == Op::Load && plan.function.accesses[instr.imm].space == Space::Input;
}

void BodyInputs::push(const Instr& instr) {
  if (instr.op == Op::LoadBuiltin) return pushBuiltin(instr);
  const Access& access = plan_.function.accesses[instr.imm];
  context_.env.pushInput(context_.f, access.object, access.base);
  const BodyPlan& body = context_.body.plan;
  if (body.inputsSeen[body.inputBase[access.object] + access.base]) values_.canonicalise(Form::Lanes);
  if (plan_.isUniform(instr.result)) extractScalar(context_.f, instr.type);
}

void BodyInputs::pushBuiltin(const Instr& instr) {
  const auto builtin = Builtin(instr.imm & 0xff);
  const uint32_t component = instr.imm >> 8;
  context_.env.pushBuiltin(context_.f, builtin, component);
  const bool ofPlane = builtin == Builtin::FragCoord && component >= 2;
  if (context_.body.plan.seesBuiltins && ofPlane) values_.canonicalise(plan_.formOf(instr.result));
}

Local* BodyInputs::placeOf(const Instr& instr) {
  if (!isInput(plan_, instr)) return nullptr;
  if (instr.op == Op::LoadBuiltin) return &builtins_[instr.imm & 0xf][instr.imm >> 8 & 3];
  const Access& access = plan_.function.accesses[instr.imm];
  return &inputs_[context_.body.plan.inputBase[access.object] + access.base];
}

Local BodyInputs::fetched(const Instr& instr) {
  Local* const place = placeOf(instr);
  return place ? *place : Local{};
}

void BodyInputs::fetchAhead(PureCode& code) {
  std::fill(inputs_.begin(), inputs_.end(), Local{});
  for (auto& components : builtins_) std::fill(std::begin(components), std::end(components), Local{});
  passes::forEachInstr(plan_.function, 0, [&](BlockId block, InstrId id) {
    const Instr& instr = plan_.function.instrs[id];
    if (block == 0 || instr.resultCount == 0 || plan_.values[instr.result].hoisted) return;
    Local* const place = placeOf(instr);
    if (!place || place->valid()) return;
    *place = context_.f.addLocal(valTypeOf(instr.type, plan_.formOf(instr.result)));
    code.emitPure(instr);
    context_.f.localSet(*place);
  });
}

}  // namespace sw
