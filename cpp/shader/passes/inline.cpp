// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/inline.h"

#include "shader/ir/builder.h"

namespace sw::passes {

using namespace ir;

namespace {

/// Where the Returns of a function stand.
enum class ReturnForm : uint8_t { Unknown, None, AtEnd, Early };

class Inliner {
 public:
  Inliner(const Shader& shader, Function& out)
      : shader_(shader), out_(out), builder_(out), forms_(shader.functions.size()) {}

  bool run() {
    const Function& main = shader_.functions[shader_.mainFunction];
    out_.name = main.name;
    builder_.setBlock(builder_.newBlock());
    expand(shader_.mainFunction, {}, nullptr);
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
    uint32_t resultVariable = kNone;
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
    if (++expansions_ > kMaxInlinedInstrs || depth_ == kMaxDepth) tooLarge_ = true;  // even of empty functions
    if (tooLarge_) return;
    const Function& source = shader_.functions[index];
    const ReturnForm form = formOf(index);
    Copy copy{.source = source,
              .values = std::vector<ValueId>(source.values.size(), kNone),
              .variables = std::vector<uint32_t>(source.variables.size(), kNone),
              .spliced = form != ReturnForm::Early,
              .results = results};
    for (size_t i = 0; i < arguments.size(); i++) copy.values[i] = arguments[i];
    if (copy.spliced) {
      copyBlock(copy, 0);
      // A function that ends without giving results: they are undefined, zero here.
      if (results && form == ReturnForm::None) {
        for (Type type : resultTypes(source)) results->push_back(builder_.constant(type, 0));
      }
      return;
    }
    const std::vector<Type> types = resultTypes(source);
    if (results && !types.empty()) {
      copy.resultVariable = builder_.addVariable({.name = source.name, .cells = types});
    }
    const BlockId outer = builder_.currentBlock();
    const BlockId body = builder_.newBlock();
    builder_.emitControl(Op::Scope, {}, body);
    builder_.setBlock(body);
    copyBlock(copy, 0);
    builder_.setBlock(outer);
    if (copy.resultVariable != kNone) {
      for (uint32_t cell = 0; cell < types.size(); cell++) {
        results->push_back(
            builder_.load(types[cell], {.space = Space::Local, .object = copy.resultVariable, .base = cell}));
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
        std::vector<ValueId> results;
        depth_++;
        expand(instr.imm, args, &results);
        depth_--;
        if (tooLarge_) return;
        for (uint32_t i = 0; i < instr.resultCount; i++) copy.values[instr.result + i] = results[i];
        return;
      }
      case Op::Return:
        if (copy.spliced) {
          if (copy.results) *copy.results = args;
          return;
        }
        if (copy.resultVariable != kNone) {
          const std::vector<ValueId> values = args;
          for (uint32_t cell = 0; cell < values.size(); cell++) {
            builder_.store({.space = Space::Local, .object = copy.resultVariable, .base = cell}, values[cell]);
          }
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
    for (uint32_t i = 0; i < instr.resultCount; i++) types_.push_back(copy.source.values[instr.result + i].type);
    const ValueId result = builder_.emitMany(instr.op, types_, args, imm);
    out_.instrs.back().type = instr.type;
    for (uint32_t i = 0; i < instr.resultCount; i++) copy.values[instr.result + i] = result + i;
  }

  const Shader& shader_;
  Function& out_;
  Builder builder_;
  std::vector<ReturnForm> forms_;
  std::vector<ValueId> args_;
  std::vector<Type> types_;
  static constexpr uint32_t kMaxDepth = 256;  // of calls: bounds our own stack
  uint32_t expansions_ = 0;
  uint32_t depth_ = 0;
  bool tooLarge_ = false;
};

}  // namespace

bool inlineCalls(const Shader& shader, Function& main, std::string& error) {
  if (Inliner(shader, main).run()) return true;
  error = "unimplemented: the shader is too large with its functions expanded (" + std::to_string(kMaxInlinedInstrs) +
          " instructions)";
  return false;
}

}  // namespace sw::passes
