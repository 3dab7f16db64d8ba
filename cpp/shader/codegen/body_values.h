// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A value is a scalar (i32 or f32) when it is uniform and a v128 otherwise; a Bool is 0 or 1, or a lane mask. Values
// with one use in their own block are written where they are used; others get a pooled local that goes back after the
// last use. A Load of a variable is no copy: it names the variable's local until a store to it comes between.

#pragma once

#include "shader/codegen/body_context.h"
#include "shader/codegen/body_places.h"

namespace sw {

/// Who writes the code of an instruction without effects. It leaves the result on the stack, in its own form.
class PureCode {
 public:
  virtual ~PureCode() = default;
  virtual void emitPure(const ir::Instr& instr) = 0;
};

/// Is:   where each value is, and how it comes onto wasm's stack in the form that is wanted.
/// Owns: the locals of values, which it gives back after the last use.
/// Asks: the plan, places of uniforms, and the code of what it put off until it is used.
class BodyValues {
 public:
  BodyValues(const BodyContext& context, const BodyPlaces& places, PureCode& code)
      : plan_(context.plan), f_(context.f), places_(places), code_(code), states_(plan_.values.size()) {}

  // Onto the stack; each push is one of the uses that the plan has counted.
  void push(ir::ValueId value, Form form);
  void pushConst(ir::Type type, uint32_t bits, Form form);
  void splat(ir::Type type);
  /// A NaN on the stack becomes the canonical one.
  void canonicalise(Form form);
  /// A use without code.
  void consume(ir::ValueId value);

  // Where a value is from now on.
  void define(ir::ValueId value);  // in a local, from the stack
  void keepIn(ir::ValueId value, wasm::Local local) { states_[value].local = local; }
  void standFor(ir::ValueId value, wasm::Local variable) { states_[value].variable = variable; }
  void findInFrame(ir::ValueId value, wasm::Local frame, uint32_t offset);
  /// From its frame into a local, because it is used often.
  void loadFromFrame(ir::ValueId value);
  /// Nowhere yet: it is written where its one use is. Not if the expression becomes too high.
  bool putOff(const ir::Instr& instr);

  bool isWanted(ir::ValueId value) const { return states_[value].uses > 0; }
  uint32_t usesLeft(ir::ValueId value) const { return states_[value].uses; }
  bool hasLocal(ir::ValueId value) const { return states_[value].local.valid(); }
  bool standsFor(ir::ValueId value, wasm::Local variable) const { return states_[value].variable == variable; }
  /// The variable is about to change.
  void stopStandingFor(ir::ValueId value, wasm::Local variable);

  void beginPrologue();
  void beginInvocation();
  /// In the prologue: a result stays for good, in the forms in which the body wants it.
  void keepForBody(ir::ValueId value);
  /// Likewise, from the stack, of what the body wants as lanes alone.
  void keepLanes(ir::ValueId value);

  // Locals of values from before a loop are needed again in its next round.
  void enterLoop() { loopDepth_++; }
  void leaveLoop() { loopDepth_--; }

 private:
  struct State {
    uint32_t uses = 0;     // left, of the code being written
    uint32_t height = 0;   // of the expression that is not written yet
    wasm::Local local;     // its own form
    wasm::Local lanes;     // splat of a hoisted scalar
    wasm::Local variable;  // whose value it is
    uint32_t loopDepth = 0;
    uint32_t frameOffset = ir::kNone;  // of an argument that is read from memory wherever it is used
    wasm::Local frame;                 // and from where it counts
    bool pooled = false;
    bool deferred = false;
  };

  void pushOwn(ir::ValueId value);

  const FunctionPlan& plan_;
  wasm::FunctionBuilder& f_;
  const BodyPlaces& places_;
  PureCode& code_;
  std::vector<State> states_;
  uint32_t loopDepth_ = 0;
};

}  // namespace sw
