// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/uniformity.h"

#include <algorithm>

#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

uint32_t regionOfBlock(BlockId block) { return block + 1; }

/// Finds variables that live around one loop: declared in the block that holds it, and not looked at after it. Inside,
/// a store counts when all lanes of the loop pass it: in the body, if none has gone on early, or in the continuing
/// block.
class LoopVariables {
 public:
  LoopVariables(const Function& function, const CellMap& cells)
      : function_(function), cells_(cells), variables_(function.variables.size()) {}

  std::vector<uint32_t> run() {
    block(0);
    std::vector<uint32_t> regions(cells_.count(), kNone);
    for (uint32_t v = 0; v < variables_.size(); ++v) {
      if (variables_[v].loop == kNone || variables_[v].refused) continue;
      const uint32_t base = cells_.base(Space::Local, v);
      for (uint32_t c = 0; c < function_.variables[v].cells.size(); ++c) {
        regions[base + c] = regionOfBlock(function_.instrs[variables_[v].loop].blockA);
      }
    }
    return regions;
  }

 private:
  struct Place {
    BlockId block;
    InstrId instr;  // that the walk is at
  };
  struct Life {
    size_t depth = SIZE_MAX;  // of the declaring block in path_
    InstrId loop = kNone;
    bool refused = false;
  };

  void block(BlockId id) {
    if (id == kNone) return;
    path_.push_back({id, kNone});
    for (InstrId at : function_.blocks[id].instrs) {
      path_.back().instr = at;
      const Instr& instr = function_.instrs[at];
      switch (instr.op) {
        case Op::DeclareVar: {
          Life& life = variables_[instr.imm];
          if (life.depth != SIZE_MAX) life.refused = true;  // declared twice
          life.depth = path_.size() - 1;
          break;
        }
        case Op::Load:
        case Op::Store:
          if (function_.accesses[instr.imm].space == Space::Local)
            access(function_.accesses[instr.imm].object, instr.op == Op::Store);
          break;
        default: forEachNested(function_, instr, [this](BlockId inner) { block(inner); }); break;
      }
    }
    path_.pop_back();
  }

  void access(uint32_t variable, bool store) {
    Life& life = variables_[variable];
    if (life.depth >= path_.size()) {
      life.refused = true;
      return;
    }
    const InstrId holder = path_[life.depth].instr;
    const Instr& instr = function_.instrs[holder];
    if (instr.op != Op::Loop) {
      if (life.loop != kNone) life.refused = true;  // after the loop
      return;
    }
    if (life.loop != kNone && life.loop != holder) life.refused = true;
    life.loop = holder;
    if (store && path_[life.depth + 1].block == instr.blockA && continues(instr.blockA)) life.refused = true;
  }

  bool continues(BlockId id) const {
    return anyInstr(
        function_, id, [](const Instr& instr) { return instr.op == Op::Continue; },
        [](Op op) { return op != Op::Loop; });
  }

  const Function& function_;
  const CellMap& cells_;
  std::vector<Life> variables_;
  std::vector<Place> path_;
};

/// Starts with everything uniform and walks the program until nothing grows. Two or three rounds do.
class Analyser {
 public:
  Analyser(const Shader& shader, Function& function, const InterfaceUniformity& interface, const CallContext& context)
      : shader_(shader), function_(function), interface_(interface), context_(context) {
    out_.cells = mapCells(shader, function);
    out_.blockRegion.assign(function.blocks.size(), 0);
    out_.cellRegion.assign(out_.cells.count(), 0);
    out_.cellUniformity.assign(out_.cells.count(), Uniformity::Uniform);
    out_.loopRegion = LoopVariables(function, out_.cells).run();
    for (const InterfaceVariable& output : shader.outputs) {  // lanes are what leaves the invocation
      const uint32_t base = out_.cells.base(Space::Output, uint32_t(&output - shader.outputs.data()));
      for (uint32_t c = 0; c < output.cells.size(); ++c) out_.cellUniformity[base + c] = Uniformity::PerPrimitive;
    }
    out_.divergent.assign(function.instrs.size(), false);
    for (ValueInfo& value : function.values) value.uniformity = Uniformity::Uniform;
    for (size_t i = 0; i < context.arguments.size(); ++i) function.values[i].uniformity = context.arguments[i];
    if (context.callees) out_.callee.assign(function.instrs.size(), kNone);
    const uint32_t locals = out_.cells.localCount();
    if (context.globalCells) {
      context.globalCells->resize(out_.cells.count() - locals, Uniformity::Uniform);
      for (uint32_t cell = locals; cell < out_.cells.count(); ++cell) {
        out_.cellUniformity[cell] = std::max(out_.cellUniformity[cell], (*context.globalCells)[cell - locals]);
      }
    }
    if (!context.whole) std::fill(out_.cellRegion.begin() + locals, out_.cellRegion.end(), kOutside);
  }

  UniformityAnalysis run() {
    do {
      changed_ = false;
      block(0, 0);
    } while (changed_);
    for (uint32_t v = 0; v < function_.variables.size(); ++v) {
      Variable& variable = function_.variables[v];
      variable.uniformity = Uniformity::Uniform;
      for (uint32_t c = 0; c < variable.cells.size(); ++c) {
        variable.uniformity = std::max(variable.uniformity, out_.cellUniformity[out_.cells.base(Space::Local, v) + c]);
      }
    }
    if (context_.globalCells) {
      const uint32_t locals = out_.cells.localCount();
      for (uint32_t cell = locals; cell < out_.cells.count(); ++cell) {
        raise((*context_.globalCells)[cell - locals], out_.cellUniformity[cell]);
      }
    }
    return std::move(out_);
  }

 private:
  static constexpr uint32_t kOutside = kNone - 1;  // a region that no block of the function is

  struct Construct {
    Op op;
    InstrId instr;
    uint32_t region;  // of its body as it is entered
  };

  void raise(Uniformity& place, Uniformity to) {
    if (place >= to) return;
    place = to;
    changed_ = true;
  }

  Uniformity ofArgs(const Instr& instr, uint32_t from = 0) const {
    Uniformity result = Uniformity::Uniform;
    const auto args = function_.argsOf(instr);
    for (size_t i = from; i < args.size(); ++i) result = std::max(result, function_.values[args[i]].uniformity);
    return result;
  }

  uint32_t cellsOfObject(const Access& access) const {
    switch (access.space) {
      case Space::Local: return uint32_t(function_.variables[access.object].cells.size());
      case Space::Global: return uint32_t(shader_.globals[access.object].cells.size());
      default: return uint32_t(shader_.outputs[access.object].cells.size());
    }
  }

  Uniformity ofLoad(const Instr& instr) const {
    const Access& access = function_.accesses[instr.imm];
    const Uniformity indices = ofArgs(instr);
    if (CellMap::isMutable(access.space)) return std::max(indices, out_.cellUniformity[out_.cells.of(access)]);
    if (access.space == Space::Input) return interface_.inputs[access.object];
    return indices;
  }

  void store(const Instr& instr, uint32_t region) {
    const Access& access = function_.accesses[instr.imm];
    const uint32_t cell = out_.cells.of(access);
    const Uniformity masked = out_.storesWhole(cell, region) ? Uniformity::Uniform : Uniformity::Varying;
    const Uniformity result = std::max(ofArgs(instr), masked);
    if (!out_.cells.isDynamic(cell)) {
      raise(out_.cellUniformity[cell], result);
      return;
    }
    const uint32_t base = out_.cells.base(access.space, access.object);  // one level for all of what is in memory
    for (uint32_t c = 0; c < cellsOfObject(access); ++c) raise(out_.cellUniformity[base + c], result);
  }

  /// An exit to constructs_[target] from `region`.
  void leave(size_t target, uint32_t region) {
    for (size_t i = target; i < constructs_.size(); ++i) {
      if (constructs_[i].region == region) continue;
      uint8_t& divergent = out_.divergent[constructs_[i].instr];
      if (!divergent) divergent = true, changed_ = true;
    }
  }

  size_t innermost(std::initializer_list<Op> ops) const {
    for (size_t i = constructs_.size(); i-- > 0;) {
      if (std::find(ops.begin(), ops.end(), constructs_[i].op) != ops.end()) return i;
    }
    return 0;
  }

  void inside(Op op, InstrId instr, uint32_t region, BlockId id) {
    if (id == kNone) return;
    constructs_.push_back({op, instr, region});
    block(id, region);
    constructs_.pop_back();
  }

  void block(BlockId id, uint32_t region) {
    if (id == kNone) return;
    out_.blockRegion[id] = region;
    for (InstrId at : function_.blocks[id].instrs) visit(at, region);
  }

  void visit(InstrId at, uint32_t region) {
    const Instr& instr = function_.instrs[at];
    Uniformity result = Uniformity::Uniform;
    switch (instr.op) {
      case Op::Const: return;
      case Op::LoadBuiltin: result = interface_.builtins[instr.imm & 0xff]; break;
      case Op::Load: result = ofLoad(instr); break;
      case Op::Store: store(instr, region); return;
      case Op::DeclareVar: {
        const uint32_t base = out_.cells.base(Space::Local, instr.imm);
        for (uint32_t c = 0; c < function_.variables[instr.imm].cells.size(); ++c) out_.cellRegion[base + c] = region;
        return;
      }
      case Op::DFdx:
      case Op::DFdy: result = ofArgs(instr) == Uniformity::Varying ? Uniformity::Varying : Uniformity::Uniform; break;
      case Op::If: {
        const bool divides = ofArgs(instr) == Uniformity::Varying;
        block(instr.blockA, divides ? regionOf(instr.blockA) : region);
        block(instr.blockB, divides ? regionOf(instr.blockB) : region);
        return;
      }
      case Op::Loop: {
        const uint32_t inner = out_.divergent[at] ? regionOf(instr.blockA) : region;
        inside(Op::Loop, at, inner, instr.blockA);
        inside(Op::Loop, at, inner, instr.blockB);
        return;
      }
      case Op::Scope: inside(Op::Scope, at, out_.divergent[at] ? regionOf(instr.blockA) : region, instr.blockA); return;
      case Op::Switch: {
        const bool divides = ofArgs(instr) == Uniformity::Varying;
        if (divides && !out_.divergent[at]) out_.divergent[at] = true, changed_ = true;
        for (const SwitchCase& entry : function_.switches[instr.imm]) {
          inside(Op::Switch, at, out_.divergent[at] ? regionOf(entry.block) : region, entry.block);
        }
        return;
      }
      case Op::Break: leave(innermost({Op::Loop, Op::Switch}), region); return;
      case Op::Continue: leave(innermost({Op::Loop}), region); return;
      case Op::LeaveScope: leave(innermost({Op::Scope}), region); return;
      case Op::Discard:
      case Op::Return: return;
      case Op::Call: call(at, region); return;
      default: result = ofArgs(instr); break;
    }
    for (uint32_t r = 0; r < instr.resultCount; ++r) raise(function_.values[instr.result + r].uniformity, result);
  }

  void call(InstrId at, uint32_t region) {
    const Instr& instr = function_.instrs[at];
    std::vector<Uniformity> arguments;
    for (ValueId arg : function_.argsOf(instr)) arguments.push_back(function_.values[arg].uniformity);
    const uint32_t callee = context_.callees->of(instr.imm, callsWhole(context_.whole, region), arguments);
    out_.callee[at] = callee;
    const auto results = context_.callees->resultsOf(callee);
    for (uint32_t r = 0; r < instr.resultCount; ++r) raise(function_.values[instr.result + r].uniformity, results[r]);
  }

  static uint32_t regionOf(BlockId block) { return regionOfBlock(block); }

  const Shader& shader_;
  Function& function_;
  const InterfaceUniformity& interface_;
  const CallContext& context_;
  UniformityAnalysis out_;
  std::vector<Construct> constructs_;
  bool changed_ = false;
};

}  // namespace

UniformityAnalysis analyseUniformity(const Shader& shader, Function& function, const InterfaceUniformity& interface,
                                     const CallContext& context) {
  return Analyser(shader, function, interface, context).run();
}

}  // namespace sw::passes
