// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_emitter.h"

#include <unordered_map>

#include "shader/codegen/body_function.h"

namespace sw {

using namespace ir;
using wasm::Local;
using wasm::ValType;

namespace {

// Engines refuse functions of 50000 (WebAssembly JavaScript interface, "limits").
constexpr uint32_t kMaxLocals = 49000;
/// Locals times constructs: baseline compilers keep the state of all locals at each branch, in 16 bytes (V8).
constexpr uint64_t kMaxStates = 1 << 24;

}  // namespace

/// Is:   a body that is written: main and the functions that it calls.
/// Owns: them and their plan.
/// Asks: nobody.
struct BodyEmitter::Impl {
  Impl(const LinkedProgram& program, Stage stage, wasm::ModuleBuilder& builder, wasm::FunctionBuilder& function,
       InvocationEnvironment& environment);
  void addCallees();
  void emit();
  void checkLimits();

  const BodyPlan plan;
  BodyModule module;
  std::vector<std::unique_ptr<CalledBody>> callees;
  std::unique_ptr<MainBody> main;
  bool calleesEmitted = false;
};

BodyEmitter::Impl::Impl(const LinkedProgram& program, Stage stage, wasm::ModuleBuilder& builder,
                        wasm::FunctionBuilder& function, InvocationEnvironment& environment)
    : plan(planBody(program, stage, environment)), module(plan, builder) {
  module.error = plan.error;
  if (!plan.error.empty()) return;
  addCallees();
  module.sampleType = builder.type({ValType::I32, ValType::I32, ValType::I32, ValType::V128, ValType::V128,
                                    ValType::V128, ValType::V128, ValType::V128},
                                   {});
  module.budgetType = builder.type({ValType::I32}, {ValType::I32});
  main = std::make_unique<MainBody>(module, function, environment);
  for (const auto& callee : callees) callee->declare();
}

void BodyEmitter::Impl::addCallees() {
  std::unordered_map<std::string, uint32_t> names;  // GLSL functions of one name, and instances of one, are numbered
  for (const auto& callee : plan.callees) {
    const std::string& name = callee->function.name;
    const uint32_t number = ++names[name];
    wasm::FunctionBuilder& f = module.module.addFunction(number == 1 ? name : name + "." + std::to_string(number));
    module.callees.push_back(f.self());
    callees.push_back(std::make_unique<CalledBody>(module, *callee, f));
  }
}

void BodyEmitter::Impl::emit() {
  for (const auto& callee : callees) {
    if (!calleesEmitted) callee->emit();
  }
  calleesEmitted = true;
  main->emit();
  checkLimits();
}

void BodyEmitter::Impl::checkLimits() {
  bool tooMany = false, tooBranchy = false;
  const auto look = [&](const wasm::FunctionBuilder& function) {
    tooMany |= function.localCount() > kMaxLocals;
    tooBranchy |= uint64_t(function.localCount()) * function.constructCount() > kMaxStates;
  };
  look(main->function());
  for (const auto& callee : callees) look(callee->function());
  if (tooMany) {
    module.error = "resource limit: more than " + std::to_string(kMaxLocals) + " values in one function";
  } else if (tooBranchy) {
    module.error = "resource limit: too many values and too many branches and loops in one function";
  }
}

BodyEmitter::BodyEmitter(const LinkedProgram& program, Stage stage, wasm::ModuleBuilder& module,
                         wasm::FunctionBuilder& function, InvocationEnvironment& environment)
    : impl_(std::make_unique<Impl>(program, stage, module, function, environment)) {}

BodyEmitter::~BodyEmitter() = default;

const BodyPlan& BodyEmitter::plan() const { return impl_->plan; }
const std::string& BodyEmitter::error() const { return impl_->module.error; }
void BodyEmitter::emitPrologue() {
  if (error().empty()) impl_->main->emitPrologue();
}
void BodyEmitter::emit() {
  if (error().empty()) impl_->emit();
}
Local BodyEmitter::output(uint32_t output, uint32_t cell) const { return impl_->main->output(output, cell); }
Local BodyEmitter::discarded() const { return impl_->main->discarded(); }

bool BodyEmitter::isUniformOutput(uint32_t output, uint32_t cell) const { return plan().outputs[output][cell].uniform; }
bool BodyEmitter::hasDiscard() const { return plan().main.takesDiscarded; }
bool BodyEmitter::keepsMemory() const { return plan().keepsMemory; }
bool BodyEmitter::readsInput(uint32_t input, uint32_t cell) const {
  return plan().inputsRead[plan().inputBase[input] + cell];
}
bool BodyEmitter::readsBuiltin(Builtin builtin) const { return plan().builtinsRead & 1u << uint32_t(builtin); }
uint32_t BodyEmitter::privateBytes() const { return plan().privateBytes; }
uint32_t BodyEmitter::work() const { return plan().work(); }

}  // namespace sw
