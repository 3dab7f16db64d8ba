// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/inline.h"

#include <algorithm>
#include <unordered_map>

#include "shader/ir/builder.h"
#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

/// Where the Returns of a function stand.
enum class ReturnForm : uint8_t { Unknown, None, AtEnd, Early };

class Inliner {
 public:
  Inliner(const Shader& shader, const KeptFunctions& kept, Function& out)
      : shader_(shader), kept_(kept), out_(out), builder_(out), forms_(shader.functions.size()) {}

  bool run(uint32_t index) {
    const Function& source = shader_.functions[index];
    root_ = &source;
    out_.name = source.name;
    out_.parameters = source.parameters;
    out_.returnCells = source.returnCells;
    std::vector<ValueId> arguments;
    for (const Parameter& parameter : source.parameters) {
      if (!parameter.in) continue;
      for (Type type : parameter.cells) {
        arguments.push_back(ValueId(out_.values.size()));
        out_.values.push_back({.type = type});
        isInout_.push_back(parameter.out);
      }
    }
    builder_.setBlock(builder_.newBlock());
    std::vector<ValueId> results;
    const bool returns = index != shader_.mainFunction && !resultTypes(source).empty();
    expand(index, std::move(arguments), returns ? &results : nullptr);
    if (returns && !tooLarge_) builder_.emit(Op::Return, Type::Void, results);
    placeWhatCallsCopy();
    return !tooLarge_;
  }

 private:
  /// One copy of a function in the making.
  struct Copy {
    const Function& source;
    std::vector<ValueId> values;      // by the source's values
    std::vector<uint32_t> variables;  // by the source's variables
    bool spliced;                     // its one Return gives `results` directly
    std::vector<ValueId>* results;
    std::vector<Access> resultPlaces = {};  // by result cell, where the function leaves early
  };

  ReturnForm formOf(uint32_t index) {
    ReturnForm& form = forms_[index];
    if (form != ReturnForm::Unknown) return form;
    const Function& function = shader_.functions[index];
    uint32_t returns = 0;
    for (const Block& block : function.blocks) {
      for (InstrId id : block.instrs) returns += function.instrs[id].op == Op::Return;
    }
    const std::vector<InstrId>& body = function.blocks[0].instrs;
    const bool last = !body.empty() && function.instrs[body.back()].op == Op::Return;
    form = returns == 0 ? ReturnForm::None : returns == 1 && last ? ReturnForm::AtEnd : ReturnForm::Early;
    return form;
  }

  static std::vector<Type> resultTypes(const Function& function) {
    std::vector<Type> types = function.returnCells;
    for (const Parameter& parameter : function.parameters) {
      if (parameter.out) types.insert(types.end(), parameter.cells.begin(), parameter.cells.end());
    }
    return types;
  }

  /// Copies a function to the builder's place. Arguments are values of the output.
  void expand(uint32_t index, std::vector<ValueId> arguments, std::vector<ValueId>* results) {
    if (++expansions_ > kMaxInlinedInstrs) tooLarge_ = true;  // even of empty functions
    if (tooLarge_) return;
    const Function& source = shader_.functions[index];
    const ReturnForm form = formOf(index);
    Copy copy{.source = source,
              .values = std::vector<ValueId>(source.values.size(), kNone),
              .variables = std::vector<uint32_t>(source.variables.size(), kNone),
              .spliced = form != ReturnForm::Early,
              .results = results};
    for (size_t i = 0; i < arguments.size(); ++i) copy.values[i] = arguments[i];
    if (copy.spliced) {
      copyBlock(copy, 0);
      // A function that ends without giving results: they are undefined, zero here.
      if (results && form == ReturnForm::None) {
        for (Type type : resultTypes(source)) results->push_back(builder_.constant(type, 0));
      }
      return;
    }
    const std::vector<Type> types = resultTypes(source);
    if (results) addResultVariables(copy, types);
    const BlockId outer = builder_.currentBlock();
    const BlockId body = builder_.newBlock();
    builder_.emitControl(Op::Scope, {}, body);
    builder_.setBlock(body);
    copyBlock(copy, 0);
    builder_.setBlock(outer);
    for (uint32_t cell = 0; cell < copy.resultPlaces.size(); ++cell) {
      results->push_back(builder_.load(types[cell], copy.resultPlaces[cell]));
    }
  }

  /// One variable for all results; but for each one its own where they are passed on, each in its way.
  void addResultVariables(Copy& copy, const std::vector<Type>& types) {
    std::vector<std::vector<Type>> groups;
    if (&copy.source != root_) {
      groups.push_back(types);
    } else {
      groups.push_back(copy.source.returnCells);
      for (const Parameter& parameter : copy.source.parameters) {
        if (parameter.out) groups.push_back(parameter.cells);
      }
    }
    for (std::vector<Type>& group : groups) {
      if (group.empty()) continue;
      const uint32_t cells = uint32_t(group.size());
      const uint32_t variable = builder_.addVariable({.name = copy.source.name, .cells = std::move(group)});
      for (uint32_t cell = 0; cell < cells; ++cell) {
        copy.resultPlaces.push_back({.space = Space::Local, .object = variable, .base = cell});
      }
    }
  }

  BlockId copyNested(Copy& copy, BlockId block) {
    if (block == kNone) return kNone;
    const BlockId outer = builder_.currentBlock();
    const BlockId inner = builder_.newBlock();
    builder_.setBlock(inner);
    copyBlock(copy, block);
    builder_.setBlock(outer);
    return inner;
  }

  uint32_t copyAccess(Copy& copy, const Access& access) {
    out_.accesses.push_back(access);
    if (access.space == Space::Local) out_.accesses.back().object = copy.variables[access.object];
    return uint32_t(out_.accesses.size() - 1);
  }

  void copyBlock(Copy& copy, BlockId block) {
    for (InstrId id : copy.source.blocks[block].instrs) {
      if (out_.instrs.size() > kMaxInlinedInstrs) tooLarge_ = true;
      if (tooLarge_) return;
      copyInstr(copy, copy.source.instrs[id]);
    }
  }

  void copyInstr(Copy& copy, const Instr& instr) {
    builder_.setLine(instr.line);
    std::vector<ValueId>& args = args_;
    args.clear();
    for (ValueId arg : copy.source.argsOf(instr)) args.push_back(copy.values[arg]);
    uint32_t imm = instr.imm;
    switch (instr.op) {
      case Op::Call: {
        if (kept_.indexOf[instr.imm] != kNone) {
          call(copy, instr, kept_.indexOf[instr.imm]);
          return;
        }
        std::vector<ValueId> results;
        expand(instr.imm, args, &results);
        if (tooLarge_) return;
        for (uint32_t i = 0; i < instr.resultCount; ++i) copy.values[instr.result + i] = results[i];
        return;
      }
      case Op::Return:
        if (copy.spliced) {
          if (copy.results) *copy.results = args;
          return;
        }
        if (!copy.resultPlaces.empty()) {
          const std::vector<ValueId> values = args;
          for (uint32_t cell = 0; cell < values.size(); ++cell) builder_.store(copy.resultPlaces[cell], values[cell]);
        }
        builder_.emit(Op::LeaveScope, Type::Void);
        return;
      case Op::DeclareVar:
        if (copy.variables[imm] == kNone) {
          out_.variables.push_back(copy.source.variables[imm]);
          copy.variables[imm] = uint32_t(out_.variables.size() - 1);
        }
        imm = copy.variables[imm];
        break;
      case Op::Load:
      case Op::Store: imm = copyAccess(copy, copy.source.accesses[imm]); break;
      case Op::Sample:
        out_.samples.push_back(copy.source.samples[imm]);
        imm = uint32_t(out_.samples.size() - 1);
        break;
      case Op::If:
      case Op::Loop:
      case Op::Scope: {
        const InstrId made = builder_.emitControl(instr.op, args, kNone);
        const BlockId a = copyNested(copy, instr.blockA);
        const BlockId b = copyNested(copy, instr.blockB);
        out_.instrs[made].blockA = a;
        out_.instrs[made].blockB = b;
        return;
      }
      case Op::Switch: {
        std::vector<SwitchCase> cases = copy.source.switches[imm];
        const InstrId made = builder_.emitControl(instr.op, args, kNone);
        for (SwitchCase& entry : cases) entry.block = copyNested(copy, entry.block);
        out_.switches.push_back(std::move(cases));
        out_.instrs[made].imm = uint32_t(out_.switches.size() - 1);
        return;
      }
      default: break;
    }
    types_.clear();
    for (uint32_t i = 0; i < instr.resultCount; ++i) types_.push_back(copy.source.values[instr.result + i].type);
    const ValueId result = builder_.emitMany(instr.op, types_, args, imm);
    out_.instrs.back().type = instr.type;
    for (uint32_t i = 0; i < instr.resultCount; ++i) copy.values[instr.result + i] = result + i;
  }

  /// A call that stays one, with what the callee reads of inputs.
  void call(Copy& copy, const Instr& instr, uint32_t callee) {
    std::vector<ValueId> args = args_;
    for (const HiddenParameter& hidden : kept_.hidden[callee]) {
      args.push_back(
          hidden.op == Op::Load
              ? builder_.load(hidden.type, {.space = Space::Input, .object = hidden.object, .base = hidden.place})
              : builder_.emit(Op::LoadBuiltin, hidden.type, {}, hidden.place));
    }
    if (args.size() > 0xffff) {
      tooLarge_ = true;
      return;
    }
    types_ = resultTypes(shader_.functions[instr.imm]);
    const ValueId result = builder_.emitMany(Op::Call, types_, args, callee);
    for (uint32_t i = 0; i < instr.resultCount; ++i) copy.values[instr.result + i] = result + i;
  }

  /// The local variable that an instruction loads from or stores to, or kNone.
  uint32_t variableOf(InstrId id) const {
    if (id == kNone) return kNone;
    const Instr& instr = out_.instrs[id];
    if (instr.op != Op::Load && instr.op != Op::Store) return kNone;
    const Access& access = out_.accesses[instr.imm];
    return access.space == Space::Local ? access.object : kNone;
  }

  /// Large variables that go whole to a call, come from one, or leave this function. A parameter that is only `in` is
  /// better left as values: those that are looked at are loaded, and changed in locals.
  void placeWhatCallsCopy() {
    if (out_.parameters.empty() && out_.returnCells.empty() && kept_.functions.empty()) return;
    std::unordered_map<uint64_t, uint32_t> passed;  // cells, by variable and the instruction that passes them
    const auto count = [&](uint32_t variable, InstrId by) {
      if (variable == kNone || out_.variables[variable].cells.size() <= kMaxUnrolledCells) return;
      const uint32_t cells = ++passed[uint64_t(variable) << 32 | by];
      if (cells == out_.variables[variable].cells.size()) out_.variables[variable].inMemory = true;
    };
    for (InstrId id = 0; id < out_.instrs.size(); ++id) {
      const Instr& instr = out_.instrs[id];
      if (instr.op == Op::Call || instr.op == Op::Return) {
        for (ValueId arg : out_.argsOf(instr)) count(variableOf(out_.values[arg].definition), id);
      } else if (instr.op == Op::Store) {
        const ValueId value = out_.args[instr.argBegin];
        const InstrId definition = out_.values[value].definition;
        if (definition == kNone) {
          if (isInout_[value]) count(variableOf(id), kNone);
        } else if (out_.instrs[definition].op == Op::Call) {
          count(variableOf(id), definition);
        }
      }
    }
  }

  const Shader& shader_;
  const KeptFunctions& kept_;
  Function& out_;
  Builder builder_;
  std::vector<ReturnForm> forms_;
  std::vector<ValueId> args_;
  std::vector<Type> types_;
  const Function* root_ = nullptr;
  std::vector<uint8_t> isInout_;  // by argument
  uint32_t expansions_ = 0;
  bool tooLarge_ = false;
};

}  // namespace

bool expandCalls(const Shader& shader, uint32_t function, const KeptFunctions& kept, Function& out) {
  return Inliner(shader, kept, out).run(function);
}

std::vector<HiddenParameter> hideInputs(const Shader& shader, Function& function) {
  std::vector<HiddenParameter> hidden;
  std::vector<uint32_t> parameterOf(function.values.size(), kNone);  // by value that was loaded: into `hidden`
  forEachBlock(function, 0, [&](BlockId block) {
    std::erase_if(function.blocks[block].instrs, [&](InstrId id) {
      const Instr& instr = function.instrs[id];
      HiddenParameter parameter = {.op = instr.op, .object = 0, .place = instr.imm, .type = instr.type};
      if (instr.op == Op::Load) {
        const Access& access = function.accesses[instr.imm];
        if (access.space != Space::Input) return false;
        parameter.object = access.object;
        parameter.place = access.base;
      } else if (instr.op != Op::LoadBuiltin) {
        return false;
      }
      const auto known = std::find(hidden.begin(), hidden.end(), parameter);
      parameterOf[instr.result] = uint32_t(known - hidden.begin());
      if (known == hidden.end()) hidden.push_back(parameter);
      return true;
    });
  });
  if (hidden.empty()) return hidden;

  // Arguments come first among the values: all others move up.
  uint32_t arguments = 0;
  for (const Parameter& parameter : function.parameters) {
    if (parameter.in) arguments += uint32_t(parameter.cells.size());
  }
  const auto moved = [&](ValueId value) {
    if (parameterOf[value] != kNone) return arguments + parameterOf[value];
    return value < arguments ? value : value + uint32_t(hidden.size());
  };
  for (ValueId& arg : function.args) arg = moved(arg);
  for (Instr& instr : function.instrs) {
    if (instr.resultCount > 0) instr.result += uint32_t(hidden.size());
  }
  std::vector<ValueInfo> values;
  for (const HiddenParameter& parameter : hidden) {
    values.push_back({.type = parameter.type});
    const std::string name = parameter.op == Op::LoadBuiltin ? "builtin " + std::to_string(parameter.place & 0xff)
                                                             : shader.inputs[parameter.object].name;
    function.parameters.push_back({.name = name, .cells = {parameter.type}, .in = true, .out = false});
  }
  function.values.insert(function.values.begin() + arguments, values.begin(), values.end());
  return hidden;
}

}  // namespace sw::passes
