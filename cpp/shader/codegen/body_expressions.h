// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pure operations, as scalars and as lanes. Both forms give the same bits. Nothing here traps on any operand, since
// inactive lanes hold anything: division goes through binary64, conversions saturate.

#pragma once

#include "shader/codegen/body_inputs.h"
#include "shader/codegen/body_variables.h"

namespace sw {

/// Is:   the code of instructions without effects: each leaves its result on the stack.
/// Owns: nothing.
/// Asks: the plan, values (operands), variables and inputs (loads).
class BodyExpressions final : public PureCode {
 public:
  BodyExpressions(const BodyContext& context, BodyValues& values, BodyVariables& variables, BodyInputs& inputs)
      : body_(context.body),
        plan_(context.plan),
        f_(context.f),
        values_(values),
        variables_(variables),
        inputs_(inputs) {}

  void emitPure(const ir::Instr& instr) override;

 private:
  void emitScalarOp(const ir::Instr& instr);
  void emitLaneOp(const ir::Instr& instr);
  void emitLaneDivision(const ir::Instr& instr, ir::Type type);
  void emitLaneShift(const ir::Instr& instr, ir::Type type);
  void emitLaneMathOp(const ir::Instr& instr);
  void emitConvert(const ir::Instr& instr);
  void emitDerivative(const ir::Instr& instr);

  BodyModule& body_;
  const FunctionPlan& plan_;
  wasm::FunctionBuilder& f_;
  BodyValues& values_;
  BodyVariables& variables_;
  BodyInputs& inputs_;
};

}  // namespace sw
