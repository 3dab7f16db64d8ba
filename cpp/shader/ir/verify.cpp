// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What every pass may rely on and must keep. The walk follows the block tree once, with the set of values defined so
// far on the way from the body to here.

#include <algorithm>

#include "shader/ir/ir.h"

namespace sw::ir {

namespace {

bool isInteger(Type type) { return type == Type::Int || type == Type::Uint; }
bool isArithmetic(Type type) { return isInteger(type) || type == Type::Float; }

uint32_t builtinComponents(Builtin builtin) {
  switch (builtin) {
    case Builtin::FragCoord: return 4;
    case Builtin::PointCoord: return 2;
    case Builtin::VertexId:
    case Builtin::InstanceId:
    case Builtin::DrawId:
    case Builtin::FrontFacing:
    case Builtin::DepthNear:
    case Builtin::DepthFar:
    case Builtin::DepthDiff: return 1;
  }
  return 0;
}

Type builtinType(Builtin builtin) {
  switch (builtin) {
    case Builtin::VertexId:
    case Builtin::InstanceId:
    case Builtin::DrawId: return Type::Int;
    case Builtin::FrontFacing: return Type::Bool;
    case Builtin::FragCoord:
    case Builtin::PointCoord:
    case Builtin::DepthNear:
    case Builtin::DepthFar:
    case Builtin::DepthDiff: return Type::Float;
  }
  return Type::Void;
}

class Verifier {
 public:
  explicit Verifier(const Shader& shader) : shader_(shader) {}

  std::string run() {
    if (shader_.mainFunction >= shader_.functions.size()) return "no main function";
    for (const Function& function : shader_.functions) {
      checkFunction(function);
      if (!fault_.empty()) return fault_;
    }
    return callsAreAcyclic();
  }

 private:
  struct Context {
    bool breakable = false;
    bool continuable = false;
    bool scoped = false;
    int depth = 0;
  };

  void fail(const std::string& what) {
    if (!fault_.empty()) return;
    fault_ = function_->name + ": ";
    if (instr_)
      fault_ += "instruction " + std::to_string(instr_ - function_->instrs.data()) + " (" + opText(instr_->op) + "): ";
    fault_ += what;
  }

  void checkFunction(const Function& function) {
    function_ = &function;
    instr_ = nullptr;
    defined_.assign(function.values.size(), false);
    declared_.assign(function.variables.size(), false);
    blockSeen_.assign(function.blocks.size(), false);
    results_ = function.returnCells;
    size_t parameterValues = 0;
    for (const Parameter& parameter : function.parameters) {
      if (!parameter.in && !parameter.out) fail("a parameter is neither in nor out");
      if (parameter.out) results_.insert(results_.end(), parameter.cells.begin(), parameter.cells.end());
      if (!parameter.in) continue;
      for (const Type type : parameter.cells) {
        if (parameterValues >= function.values.size()) return fail("fewer values than parameters");
        if (function.values[parameterValues].type != type) fail("a parameter's value has another type");
        if (function.values[parameterValues].definition != kNone) fail("a parameter's value is defined by code");
        defined_[parameterValues++] = true;
      }
    }
    if (function.blocks.empty()) return fail("no body");
    checkBlock(0, {});
    instr_ = nullptr;
    if (!fault_.empty() || results_.empty()) return;
    const std::vector<InstrId>& body = function.blocks[0].instrs;
    if (body.empty() || function.instrs[body.back()].op != Op::Return) fail("results but no Return at the end");
  }

  void checkBlock(BlockId id, Context context) {
    if (id >= function_->blocks.size()) return fail("a block that is not there");
    if (blockSeen_[id]) return fail("a block used twice");
    blockSeen_[id] = true;
    std::vector<ValueId> mine;
    std::vector<uint32_t> variables;
    bool ended = false;
    for (const InstrId instrId : function_->blocks[id].instrs) {
      if (instrId >= function_->instrs.size()) return fail("an instruction that is not there");
      const Instr& instr = function_->instrs[instrId];
      instr_ = &instr;
      if (ended) return fail("stands after the end of its block");
      for (const ValueId arg : function_->argsOf(instr)) {
        if (arg >= function_->values.size()) return fail("an argument that is not there");
        if (!defined_[arg]) return fail("%" + std::to_string(arg) + " is not defined here");
      }
      checkInstr(instr, instrId);
      if (!fault_.empty()) return;
      checkNested(instr, context);
      instr_ = &instr;
      if (!fault_.empty()) return;
      for (uint16_t i = 0; i < instr.resultCount; ++i) {
        const ValueId value = instr.result + i;
        if (value >= function_->values.size() || function_->values[value].definition != instrId) {
          return fail("a result that belongs to another instruction");
        }
        defined_[value] = true;
        mine.push_back(value);
      }
      if (instr.op == Op::DeclareVar) {
        declared_[instr.imm] = true;
        variables.push_back(instr.imm);
      }
      ended = endsBlock(instr.op);
    }
    for (const ValueId value : mine) defined_[value] = false;
    for (const uint32_t variable : variables) declared_[variable] = false;
  }

  void checkNested(const Instr& instr, Context context) {
    if (++context.depth > 1000) return fail("blocks nest too deeply");
    switch (instr.op) {
      case Op::If:
        checkBlock(instr.blockA, context);
        if (instr.blockB != kNone) checkBlock(instr.blockB, context);
        break;
      case Op::Loop:
        context.breakable = true;
        context.continuable = true;
        checkBlock(instr.blockA, context);
        context.continuable = false;
        if (instr.blockB != kNone) checkBlock(instr.blockB, context);
        break;
      case Op::Scope:
        // Break and Continue do not cross an inlined body: GLSL has none that would.
        context.breakable = context.continuable = false;
        context.scoped = true;
        checkBlock(instr.blockA, context);
        break;
      case Op::Switch: {
        if (instr.imm >= function_->switches.size()) return fail("a switch that is not there");
        context.breakable = true;
        int defaults = 0;
        for (const SwitchCase& entry : function_->switches[instr.imm]) {
          defaults += entry.isDefault;
          checkBlock(entry.block, context);
        }
        if (defaults > 1) fail("two defaults");
        break;
      }
      case Op::Break:
        if (!context.breakable) fail("outside of a loop or switch");
        break;
      case Op::Continue:
        if (!context.continuable) fail("outside of a loop's body");
        break;
      case Op::LeaveScope:
        if (!context.scoped) fail("outside of a scope");
        break;
      default: break;
    }
  }

  Type argType(const Instr& instr, size_t i) const { return function_->values[function_->argsOf(instr)[i]].type; }

  bool shape(const Instr& instr, size_t args, size_t results) {
    if (instr.argCount != args) fail("takes " + std::to_string(args) + " arguments");
    if (instr.resultCount != results) fail("gives " + std::to_string(results) + " results");
    if (results && fault_.empty() && function_->values[instr.result].type != instr.type)
      fail("its type is not its result's");
    return fault_.empty();
  }

  /// All arguments and the result of one type.
  void homogeneous(const Instr& instr, size_t args, bool allowed) {
    if (!shape(instr, args, 1)) return;
    for (size_t i = 0; i < args; ++i) {
      if (argType(instr, i) != instr.type) return fail("arguments and result differ in type");
    }
    if (!allowed) fail("not on this type");
  }

  void comparison(const Instr& instr, bool bools) {
    if (!shape(instr, 2, 1)) return;
    if (instr.type != Type::Bool) fail("a comparison gives Bool");
    if (argType(instr, 0) != argType(instr, 1)) fail("arguments differ in type");
    if (!bools && argType(instr, 0) == Type::Bool) fail("not on Bool");
  }

  void checkInstr(const Instr& instr, InstrId) {
    const Type type = instr.type;
    switch (instr.op) {
      case Op::Const:
        if (shape(instr, 0, 1) && type == Type::Bool && instr.imm > 1) fail("Bool is 0 or 1");
        break;
      case Op::Load:
        if (instr.imm >= function_->accesses.size()) return fail("an access that is not there");
        if (shape(instr, function_->accesses[instr.imm].strides.size(), 1)) {
          checkAccess(function_->accesses[instr.imm], function_->argsOf(instr), type, false);
        }
        break;
      case Op::Store:
        if (instr.imm >= function_->accesses.size()) return fail("an access that is not there");
        if (shape(instr, function_->accesses[instr.imm].strides.size() + 1, 0)) {
          checkAccess(function_->accesses[instr.imm], function_->argsOf(instr).subspan(1), argType(instr, 0), true);
        }
        break;
      case Op::DeclareVar:
        if (!shape(instr, 0, 0)) return;
        if (instr.imm >= function_->variables.size()) return fail("a variable that is not there");
        if (declared_[instr.imm]) fail("a variable declared twice");
        break;
      case Op::ClampIndex:
        if (!shape(instr, 1, 1)) return;
        if (!isInteger(argType(instr, 0)) || type != Type::Uint) fail("wrong types");
        if (instr.imm == 0) fail("an empty range");
        break;
      case Op::LoadBuiltin: {
        if (!shape(instr, 0, 1)) return;
        if ((instr.imm & 0xff) > static_cast<uint32_t>(Builtin::DepthDiff)) return fail("a built-in that is not there");
        const Builtin builtin = static_cast<Builtin>(instr.imm & 0xff);
        if (instr.imm >> 8 >= builtinComponents(builtin)) fail("a component that is not there");
        if (type != builtinType(builtin)) fail("wrong type");
        break;
      }
      case Op::Add:
      case Op::Sub:
      case Op::Mul:
      case Op::Div:
      case Op::Min:
      case Op::Max: homogeneous(instr, 2, isArithmetic(type)); break;
      case Op::Rem:
      case Op::BitAnd:
      case Op::BitOr:
      case Op::BitXor: homogeneous(instr, 2, isInteger(type)); break;
      case Op::Shl:
      case Op::Shr:
        if (!shape(instr, 2, 1)) return;
        if (!isInteger(type) || argType(instr, 0) != type || !isInteger(argType(instr, 1))) fail("wrong types");
        break;
      case Op::Neg: homogeneous(instr, 1, isArithmetic(type)); break;
      case Op::Abs: homogeneous(instr, 1, type == Type::Float || type == Type::Int); break;
      case Op::BitNot: homogeneous(instr, 1, isInteger(type)); break;
      case Op::Eq:
      case Op::Ne: comparison(instr, true); break;
      case Op::Lt:
      case Op::Le:
      case Op::Gt:
      case Op::Ge: comparison(instr, false); break;
      case Op::LogicalAnd:
      case Op::LogicalOr:
      case Op::LogicalXor: homogeneous(instr, 2, type == Type::Bool); break;
      case Op::LogicalNot: homogeneous(instr, 1, type == Type::Bool); break;
      case Op::Select:
        if (!shape(instr, 3, 1)) return;
        if (argType(instr, 0) != Type::Bool || argType(instr, 1) != type || argType(instr, 2) != type)
          fail("wrong types");
        break;
      case Op::Convert:
        if (shape(instr, 1, 1) && (argType(instr, 0) == type || type == Type::Void)) fail("converts nothing");
        break;
      case Op::Bitcast:
        if (shape(instr, 1, 1) && (!isArithmetic(type) || !isArithmetic(argType(instr, 0)))) fail("wrong types");
        break;
      case Op::Floor:
      case Op::Ceil:
      case Op::Trunc:
      case Op::RoundEven:
      case Op::Sqrt:
      case Op::InverseSqrt:
      case Op::Exp2:
      case Op::Log2:
      case Op::Exp:
      case Op::Log:
      case Op::Sin:
      case Op::Cos:
      case Op::Tan:
      case Op::Asin:
      case Op::Acos:
      case Op::Atan:
      case Op::Sinh:
      case Op::Cosh:
      case Op::Tanh:
      case Op::Asinh:
      case Op::Acosh:
      case Op::Atanh: homogeneous(instr, 1, type == Type::Float); break;
      case Op::DFdx:
      case Op::DFdy:
        homogeneous(instr, 1, type == Type::Float);
        if (shader_.stage != Stage::Fragment) fail("only in fragment shaders");
        break;
      case Op::Pow:
      case Op::Atan2: homogeneous(instr, 2, type == Type::Float); break;
      case Op::Sample: checkSample(instr); break;
      case Op::If:
        if (shape(instr, 1, 0) && argType(instr, 0) != Type::Bool) fail("its condition is no Bool");
        break;
      case Op::Switch:
        if (shape(instr, 1, 0) && !isInteger(argType(instr, 0))) fail("its selector is no integer");
        break;
      case Op::Loop:
      case Op::Break:
      case Op::Continue:
      case Op::Scope:
      case Op::LeaveScope: shape(instr, 0, 0); break;
      case Op::Discard:
        shape(instr, 0, 0);
        if (shader_.stage != Stage::Fragment) fail("only in fragment shaders");
        break;
      case Op::Return:
        if (!shape(instr, results_.size(), 0)) return;
        for (size_t i = 0; i < results_.size(); ++i) {
          if (argType(instr, i) != results_[i]) return fail("result " + std::to_string(i) + " has another type");
        }
        break;
      case Op::Call: checkCall(instr); break;
    }
  }

  void checkCall(const Instr& instr) {
    if (instr.imm >= shader_.functions.size()) return fail("a function that is not there");
    const Function& callee = shader_.functions[instr.imm];
    std::vector<Type> in, out = callee.returnCells;
    for (const Parameter& parameter : callee.parameters) {
      if (parameter.in) in.insert(in.end(), parameter.cells.begin(), parameter.cells.end());
      if (parameter.out) out.insert(out.end(), parameter.cells.begin(), parameter.cells.end());
    }
    if (!shape(instr, in.size(), out.size())) return;
    for (size_t i = 0; i < in.size(); ++i) {
      if (argType(instr, i) != in[i]) return fail("argument " + std::to_string(i) + " has another type");
    }
    for (size_t i = 0; i < out.size(); ++i) {
      if (function_->values[instr.result + i].type != out[i])
        return fail("result " + std::to_string(i) + " has another type");
    }
  }

  void checkSample(const Instr& instr) {
    if (instr.imm >= function_->samples.size()) return fail("a sample that is not there");
    const SampleInfo& info = function_->samples[instr.imm];
    const size_t coords = info.dim == SamplerDim::Dim2D ? 2 : 3;
    const size_t derivatives = info.dim == SamplerDim::Dim2DArray ? 2 : coords;
    const bool shadow = info.samplerClass == SamplerClass::Shadow;
    size_t floats = 0, ints = 0;
    switch (info.method) {
      case SampleMethod::Implicit: floats = coords + shadow + info.bias; break;
      case SampleMethod::Lod: floats = coords + shadow + 1; break;
      case SampleMethod::Grad: floats = coords + shadow + 2 * derivatives; break;
      case SampleMethod::Fetch: ints = coords + 1; break;
      case SampleMethod::Size: ints = 1; break;
    }
    size_t results = shadow ? 1 : 4;
    Type resultType = Type::Float;
    if (info.samplerClass == SamplerClass::Int) resultType = Type::Int;
    if (info.samplerClass == SamplerClass::Uint) resultType = Type::Uint;
    if (info.method == SampleMethod::Size) {
      results = info.dim == SamplerDim::Dim2D || info.dim == SamplerDim::Cube ? 2 : 3;
      resultType = Type::Int;
    }
    if (!shape(instr, floats + ints + info.sampler.strides.size(), results)) return;
    for (size_t i = 0; i < floats + ints; ++i) {
      if (argType(instr, i) != (floats ? Type::Float : Type::Int))
        return fail("argument " + std::to_string(i) + " has another type");
    }
    if (instr.type != resultType) fail("wrong result type");
    if (info.sampler.space != Space::Uniform) return fail("its sampler is no uniform");
    checkAccess(info.sampler, function_->argsOf(instr).last(info.sampler.strides.size()), Type::Int, false);
    const GlslType& type = shader_.uniforms[info.sampler.object].type;
    if (type.base == BaseType::Sampler && (type.samplerDim != info.dim || type.samplerClass != info.samplerClass)) {
      fail("its sampler is of another kind");
    }
  }

  /// Whether [base, base + sum of (count - 1) * stride] lies inside the object, and the cells there have the type.
  void checkAccess(const Access& access, std::span<const ValueId> indices, Type type, bool store) {
    uint64_t last = access.base;
    for (size_t i = 0; i < indices.size(); ++i) {
      const InstrId definition = function_->values[indices[i]].definition;
      if (definition == kNone || function_->instrs[definition].op != Op::ClampIndex)
        return fail("an index that is not clamped");
      last += uint64_t{function_->instrs[definition].imm - 1} * access.strides[i];
    }
    const auto cellsOf = [&](const auto& list) -> const std::vector<Type>* {
      if (access.object >= list.size()) {
        fail("an object that is not there");
        return nullptr;
      }
      return &list[access.object].cells;
    };
    const std::vector<Type>* cells = nullptr;
    bool writable = false;
    switch (access.space) {
      case Space::Local:
        cells = cellsOf(function_->variables);
        writable = true;
        if (!cells) return;
        if (!declared_[access.object]) return fail("a variable that is not declared here");
        if (!indices.empty() && !function_->variables[access.object].dynamic)
          return fail("a variable not marked dynamic");
        break;
      case Space::Global:
        cells = cellsOf(shader_.globals);
        writable = true;
        if (!cells) return;
        if (!indices.empty() && !shader_.globals[access.object].dynamic) return fail("a variable not marked dynamic");
        break;
      case Space::Output:
        cells = cellsOf(shader_.outputs);
        writable = true;
        break;
      case Space::Input:
        cells = cellsOf(shader_.inputs);
        if (!indices.empty()) return fail("an input with a dynamic index");
        break;
      case Space::Uniform: cells = cellsOf(shader_.uniforms); break;
      case Space::Block: {
        const uint32_t index = access.object & 0xffff;
        if (index >= shader_.blocks.size()) return fail("an object that is not there");
        const UniformBlock& block = shader_.blocks[index];
        if (access.object >> 16 >= std::max(block.arraySize, 1u)) return fail("an element that is not there");
        if (last + 4 > block.sizeBytes || access.base % 4) return fail("reaches outside its block");
        for (const uint32_t stride : access.strides) {
          if (stride % 4) return fail("a stride that is no multiple of 4");
        }
        if (type == Type::Bool) return fail("a Bool in a block");
        if (store) return fail("writes what is read only");
        return;
      }
      case Space::Constant:
        if (last >= shader_.constants.size()) return fail("reaches outside the constants");
        if (store) return fail("writes what is read only");
        return;
    }
    if (!cells) return;
    if (store && !writable) return fail("writes what is read only");
    if (last >= cells->size()) return fail("reaches outside its object");
    if ((*cells)[access.base] != type) return fail("the cell has another type");
  }

  std::string callsAreAcyclic() {
    // 0: not seen, 1: on the way, 2: done.
    std::vector<uint8_t> state(shader_.functions.size(), 0);
    struct Step {
      uint32_t function;
      size_t instr;
    };
    std::vector<Step> stack;
    for (uint32_t root = 0; root < shader_.functions.size(); ++root) {
      if (state[root]) continue;
      stack.push_back({root, 0});
      state[root] = 1;
      while (!stack.empty()) {
        const uint32_t current = stack.back().function;
        const Function& function = shader_.functions[current];
        if (stack.back().instr == function.instrs.size()) {
          state[current] = 2;
          stack.pop_back();
          continue;
        }
        const Instr& instr = function.instrs[stack.back().instr++];
        if (instr.op != Op::Call) continue;
        if (state[instr.imm] == 1) return function.name + ": recursion";
        if (state[instr.imm] == 0) {
          state[instr.imm] = 1;
          stack.push_back({instr.imm, 0});
        }
      }
    }
    return {};
  }

  const Shader& shader_;
  const Function* function_ = nullptr;
  const Instr* instr_ = nullptr;
  std::vector<bool> defined_, declared_, blockSeen_;
  std::vector<Type> results_;
  std::string fault_;
};

}  // namespace

std::string verify(const Shader& shader) { return Verifier(shader).run(); }

}  // namespace sw::ir
