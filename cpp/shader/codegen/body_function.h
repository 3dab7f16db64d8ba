// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <vector>

#include "shader/codegen/body_control.h"

namespace sw {

/// Is:   the emitters of one wasm function, joined.
/// Owns: them. Each asks only those that stand above it here; but expressions are made of values, and values of
///       expressions that were put off (PureCode).
/// Asks: nobody else.
struct FunctionEmitters {
  FunctionEmitters(BodyModule& body, const FunctionPlan& plan, wasm::FunctionBuilder& f, InvocationEnvironment& env)
      : context{body, plan, f, env} {}
  FunctionEmitters(const FunctionEmitters&) = delete;
  FunctionEmitters& operator=(const FunctionEmitters&) = delete;

  void beginInvocation() {
    values.beginInvocation();
    variables.beginInvocation();
    masks.beginInvocation();
  }

  BodyContext context;
  BodyExpressions expressions{context, values, variables, inputs};
  BodyPlaces places{context};
  BodyBudget budget{context};
  BodyMasks masks{context};
  BodyValues values{context, places, expressions};
  BodyVariables variables{context, places, masks, values};
  BodyInputs inputs{context, values};
  BodyLookUps lookUps{context, places, masks, values};
  BodyCalls calls{context, places, budget, masks, values, variables};
  BodyControl control{context, {budget, masks, values, variables, inputs, expressions, lookUps, calls}};
};

/// Is:   the body of a shader's main in a routine, or in a function of its own.
/// Owns: its emitters, and what the prologue and the body leave of outputs.
/// Asks: the plan; other functions of the body are there already when it calls them.
class MainBody {
 public:
  MainBody(BodyModule& body, wasm::FunctionBuilder& f, InvocationEnvironment& env);

  /// What depends on uniforms and constants alone.
  void emitPrologue();
  void emit();

  wasm::Local output(uint32_t output, uint32_t cell) const { return outputs_[output][cell]; }
  wasm::Local discarded() const { return to_.masks.discarded(); }
  const wasm::FunctionBuilder& function() const { return f_; }

 private:
  void hoist(const ir::Instr& instr);
  void emitUniformOutputs();

  const BodyPlan& plan_;
  wasm::FunctionBuilder& f_;
  FunctionEmitters to_;
  std::vector<std::vector<wasm::Local>> outputs_;
};

/// Is:   an instance of a function that is called, as a wasm function.
/// Owns: its emitters, and its environment: all that it has around it comes as parameters.
/// Asks: the plan.
class CalledBody {
 public:
  CalledBody(BodyModule& body, const FunctionPlan& plan, wasm::FunctionBuilder& f);

  /// Its type, before the first call is written.
  void declare();
  void emit();

  const wasm::FunctionBuilder& function() const { return f_; }

 private:
  class Environment;

  void declareParameters();
  void declareResults();

  const FunctionPlan& plan_;
  wasm::FunctionBuilder& f_;
  std::unique_ptr<InvocationEnvironment> environment_;
  FunctionEmitters to_;
  std::vector<wasm::Local> parameters_;  // by argument cell; invalid where it is framed
};

}  // namespace sw
