// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A loop whose rounds are known tests a variable against constants first of all, changes it by constants at the end of
// a round and nowhere else, and is left by that test alone. Its rounds spend nothing of the budget: there are few of
// them.

#include <optional>

#include "shader/passes/fold.h"
#include "shader/passes/passes.h"
#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

constexpr uint32_t kMaxRounds = 64;
constexpr uint32_t kMaxInstrs = 512;        // of all rounds of a loop
constexpr uint32_t kMaxGrowth = 8192;       // of a function
constexpr uint32_t kMaxVariableCells = 16;  // of a variable declared inside: larger ones live in memory
constexpr uint32_t kMaxSteps = 64;          // to evaluate a condition

class Unroller {
 public:
  explicit Unroller(Function& function) : function_(function), valueOf_(function.values.size(), kNone) {}

  bool run() {
    block(0);
    return any_;
  }

 private:
  struct Counter {
    uint32_t variable = kNone, cell = 0;
    bool operator==(const Counter&) const = default;
  };
  /// A loop whose rounds are known.
  struct Plan {
    size_t test = 0;  // of the body's instructions: the If that leaves
    uint32_t rounds = 0;
  };

  const Instr& instr(InstrId id) const { return function_.instrs[id]; }

  void block(BlockId id) {
    if (id == kNone) return;
    for (size_t k = 0; k < function_.blocks[id].instrs.size(); ++k) {
      const Instr at = instr(function_.blocks[id].instrs[k]);
      forEachNested(function_, at, [this](BlockId inner) { block(inner); });
      if (at.op != Op::Loop) continue;
      if (const auto plan = planOf(at, id, k)) k = unroll(at, *plan, id, k) - 1;
    }
  }

  // --- which loops

  std::optional<Plan> planOf(const Instr& loop, BlockId outer, size_t place) {
    if (loop.blockB == kNone) return {};
    const std::vector<InstrId>& body = function_.blocks[loop.blockA].instrs;
    const std::vector<InstrId>& continuing = function_.blocks[loop.blockB].instrs;
    size_t test = 0;
    for (;; ++test) {
      if (test == body.size()) return {};
      const Instr& at = instr(body[test]);
      if (at.op == Op::If) break;
      if (at.op != Op::Load && !isPure(at.op)) return {};
    }
    const Instr& leave = instr(body[test]);
    if (leave.blockB != kNone && !function_.blocks[leave.blockB].instrs.empty()) return {};
    const std::vector<InstrId>& left = function_.blocks[leave.blockA].instrs;
    if (left.size() != 1 || instr(left[0]).op != Op::Break) return {};

    const ValueId condition = function_.args[leave.argBegin];
    counter_ = {};
    if (!findCounter(condition, kMaxSteps)) return {};
    if (counter_.variable == kNone) return {};
    size_ = 0;
    if (!isPlain(loop.blockA, body[test], true) || !isPlain(loop.blockB, kNone, true)) return {};

    ValueId next = kNone;
    for (InstrId id : continuing) {
      if (!storesCounter(instr(id))) continue;
      if (next != kNone) return {};
      next = function_.args[instr(id).argBegin];
    }
    if (next == kNone || !findCounter(next, kMaxSteps)) return {};
    const std::optional<uint32_t> first = valueBefore(outer, place);
    if (!first) return {};

    Plan plan{.test = test};
    uint32_t value = *first;
    for (;; ++plan.rounds) {
      const auto leaves = evaluate(condition, value);
      if (!leaves) return {};
      if (*leaves) break;
      if (plan.rounds == kMaxRounds) return {};
      const auto following = evaluate(next, value);
      if (!following) return {};
      value = *following;
    }
    if (plan.rounds * size_ > kMaxInstrs || growth_ + plan.rounds * size_ > kMaxGrowth) return {};
    return plan;
  }

  /// Whether the value depends on constants and on one local cell, which becomes the counter.
  bool findCounter(ValueId value, uint32_t steps) {
    const InstrId id = function_.values[value].definition;
    if (id == kNone || steps == 0) return false;
    const Instr& at = instr(id);
    if (at.op == Op::Const) return true;
    if (at.op == Op::Load) {
      const Access& access = function_.accesses[at.imm];
      if (access.space != Space::Local || !access.strides.empty()) return false;
      const Counter found{access.object, access.base};
      if (counter_.variable == kNone) counter_ = found;
      return counter_ == found && function_.variables[found.variable].cells.size() == 1;
    }
    if (!isPure(at.op) || at.resultCount != 1 || at.op == Op::LoadBuiltin || at.argCount > 3) return false;
    for (ValueId arg : function_.argsOf(at)) {
      if (!findCounter(arg, steps / 2)) return false;
    }
    return true;
  }

  std::optional<uint32_t> evaluate(ValueId value, uint32_t counter) const {
    const Instr& at = instr(function_.values[value].definition);
    if (at.op == Op::Const) return at.imm;
    if (at.op == Op::Load) return counter;
    uint32_t args[3];
    for (uint32_t i = 0; i < at.argCount; ++i) {
      const auto arg = evaluate(function_.args[at.argBegin + i], counter);
      if (!arg) return {};
      args[i] = *arg;
    }
    return foldConstants(at.op, at.type, function_.values[function_.args[at.argBegin]].type, at.imm,
                         {args, at.argCount});
  }

  bool storesCounter(const Instr& at) const {
    if (at.op == Op::DeclareVar) return at.imm == counter_.variable;
    if (at.op != Op::Store) return false;
    const Access& access = function_.accesses[at.imm];
    return access.space == Space::Local && access.object == counter_.variable;
  }

  bool anyStoresCounter(BlockId id) const {
    return anyInstr(
        function_, id, [this](const Instr& i) { return storesCounter(i); }, [](Op) { return true; });
  }

  /// The counter's value when the loop is reached: set in the same block.
  std::optional<uint32_t> valueBefore(BlockId outer, size_t place) const {
    for (size_t k = place; k-- > 0;) {
      const Instr& at = instr(function_.blocks[outer].instrs[k]);
      if (at.op == Op::DeclareVar && at.imm == counter_.variable) return 0;
      if (storesCounter(at)) {
        const InstrId id = function_.values[function_.args[at.argBegin]].definition;
        if (id == kNone || instr(id).op != Op::Const) return {};
        return instr(id).imm;
      }
      bool inside = false;
      forEachNested(function_, at, [&](BlockId inner) { inside = inside || anyStoresCounter(inner); });
      if (inside) return {};
    }
    return {};
  }

  /// No way out of the loop but `test`, the counter changed by none but the continuing block itself, no large
  /// variables. Adds to size_. breaks, continues: whether these mean the loop in question here.
  bool isPlain(BlockId id, InstrId test, bool breaks, bool continues = true, bool nested = false) {
    if (id == kNone) return true;
    for (InstrId at : function_.blocks[id].instrs) {
      const Instr& i = instr(at);
      if (at == test) continue;
      if (i.op != Op::Const) ++size_;
      switch (i.op) {
        case Op::Break:
          if (breaks) return false;
          break;
        case Op::Continue:
          if (continues) return false;
          break;
        case Op::LeaveScope:
        case Op::Return:
          if (!nested) return false;
          break;
        case Op::DeclareVar:
          if (i.imm == counter_.variable) return false;
          if (function_.variables[i.imm].cells.size() > kMaxVariableCells || function_.variables[i.imm].dynamic) {
            return false;
          }
          break;
        case Op::Store:
          if (storesCounter(i) && (nested || test != kNone)) return false;
          break;
        case Op::Sample: size_ += 3; break;
        default: break;
      }
      // A loop and a switch inside have breaks of their own, a loop has continues as well.
      const bool outerBreaks = breaks && i.op != Op::Loop && i.op != Op::Switch;
      const bool outerContinues = continues && i.op != Op::Loop;
      bool plain = true;
      forEachNested(function_, i,
                    [&](BlockId inner) { plain = plain && isPlain(inner, kNone, outerBreaks, outerContinues, true); });
      if (!plain) return false;
    }
    return true;
  }

  // --- the rounds

  /// Puts them in the loop's place; returns the place behind them.
  size_t unroll(const Instr& loop, const Plan& plan, BlockId outer, size_t place) {
    any_ = true;
    growth_ += plan.rounds * size_;
    const InstrId test = function_.blocks[loop.blockA].instrs[plan.test];
    std::vector<InstrId> rounds;
    for (uint32_t r = 0; r < plan.rounds; ++r) {
      variableOf_.assign(function_.variables.size(), kNone);
      copyBlock(loop.blockA, test, rounds);
      copyBlock(loop.blockB, kNone, rounds);
    }
    std::vector<InstrId>& list = function_.blocks[outer].instrs;
    list.erase(list.begin() + ptrdiff_t(place));
    list.insert(list.begin() + ptrdiff_t(place), rounds.begin(), rounds.end());
    return place + rounds.size();
  }

  void copyBlock(BlockId id, InstrId without, std::vector<InstrId>& list) {
    for (size_t k = 0; k < function_.blocks[id].instrs.size(); ++k) {
      if (const InstrId at = function_.blocks[id].instrs[k]; at != without) list.push_back(copyInstr(at));
    }
  }

  BlockId copyNested(BlockId id) {
    if (id == kNone) return kNone;
    std::vector<InstrId> list;
    copyBlock(id, kNone, list);
    function_.blocks.push_back({std::move(list)});
    return BlockId(function_.blocks.size() - 1);
  }

  InstrId copyInstr(InstrId from) {
    Instr made = instr(from);
    const uint32_t args = uint32_t(function_.args.size());
    for (uint32_t i = 0; i < made.argCount; ++i) {
      const ValueId arg = function_.args[made.argBegin + i];
      function_.args.push_back(arg < valueOf_.size() && valueOf_[arg] != kNone ? valueOf_[arg] : arg);
    }
    made.argBegin = args;
    if (made.op == Op::DeclareVar) {
      function_.variables.push_back(Variable(function_.variables[made.imm]));
      variableOf_[made.imm] = uint32_t(function_.variables.size() - 1);
      made.imm = variableOf_[made.imm];
    } else if (made.op == Op::Load || made.op == Op::Store) {
      const Access& access = function_.accesses[made.imm];
      if (access.space == Space::Local && access.object < variableOf_.size() && variableOf_[access.object] != kNone) {
        Access renamed = access;
        renamed.object = variableOf_[access.object];
        function_.accesses.push_back(std::move(renamed));
        made.imm = uint32_t(function_.accesses.size() - 1);
      }
    } else {
      replaceNested(function_, made, [this](BlockId inner) { return copyNested(inner); });
    }
    const InstrId id = InstrId(function_.instrs.size());
    const ValueId result = ValueId(function_.values.size());
    for (uint32_t r = 0; r < made.resultCount; ++r) {
      ValueInfo value = function_.values[made.result + r];
      value.definition = id;
      function_.values.push_back(value);
      if (made.result + r >= valueOf_.size()) valueOf_.resize(made.result + r + 1, kNone);
      valueOf_[made.result + r] = result + r;
    }
    if (made.resultCount) made.result = result;
    function_.instrs.push_back(made);
    return id;
  }

  Function& function_;
  std::vector<ValueId> valueOf_;      // in the round that is being copied
  std::vector<uint32_t> variableOf_;  // likewise
  Counter counter_;
  uint32_t size_ = 0;    // of one round
  uint32_t growth_ = 0;  // so far
  bool any_ = false;
};

}  // namespace

bool unrollLoops(const Shader&, Function& function) { return Unroller(function).run(); }

}  // namespace sw::passes
