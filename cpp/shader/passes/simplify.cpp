// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <bit>
#include <optional>

#include "shader/passes/cell_map.h"
#include "shader/passes/fold.h"
#include "shader/passes/passes.h"
#include "shader/passes/value_table.h"
#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

constexpr uint32_t kOne = 0x3f800000u;
constexpr uint32_t kMinusZero = 0x80000000u;

class Simplifier {
 public:
  Simplifier(const Shader& shader, Function& function)
      : shader_(shader),
        function_(function),
        cells_(mapCells(shader, function)),
        table_(function),
        known_(cells_.count(), kNone),
        replacement_(function.values.size()) {
    for (ValueId i = 0; i < replacement_.size(); ++i) replacement_[i] = i;
  }

  void run() {
    // What has no initialiser is zero. These stand first and are visible everywhere.
    std::vector<InstrId> zeros;
    for (Type type : {Type::Bool, Type::Int, Type::Uint, Type::Float}) {
      zeros_[size_t(type)] = addConstant(zeros, type, 0);
    }
    for (uint32_t cell = 0; cell < cells_.count(); ++cell) {
      if (!cells_.isDynamic(cell)) known_[cell] = zeros_[size_t(cells_.typeOf(cell))];
    }
    block(0);
    std::vector<InstrId>& list = function_.blocks[0].instrs;
    list.insert(list.begin(), zeros.begin(), zeros.end());
  }

 private:
  struct Change {
    uint32_t cell;
    ValueId before;
    bool stored;
  };

  Instr& instr(InstrId id) { return function_.instrs[id]; }

  std::optional<uint32_t> constantOf(ValueId value) const {
    const InstrId id = function_.values[value].definition;
    if (id == kNone || function_.instrs[id].op != Op::Const) return {};
    return function_.instrs[id].imm;
  }

  bool isConstant(ValueId value, uint32_t bits) const { return constantOf(value) == bits; }

  InstrId makeInstr(Op op, Type type, std::initializer_list<ValueId> args, uint32_t imm) {
    const InstrId id = InstrId(function_.instrs.size());
    Instr made;
    made.op = op;
    made.type = type;
    made.imm = imm;
    made.argCount = uint16_t(args.size());
    made.argBegin = uint32_t(function_.args.size());
    made.result = ValueId(function_.values.size());
    made.resultCount = 1;
    function_.args.insert(function_.args.end(), args);
    function_.instrs.push_back(made);
    function_.values.push_back({.type = type, .uniformity = Uniformity::Varying, .definition = id});
    replacement_.push_back(made.result);
    return id;
  }

  InstrId appendInstr(std::vector<InstrId>& list, Op op, Type type, std::initializer_list<ValueId> args, uint32_t imm) {
    const InstrId id = makeInstr(op, type, args, imm);
    const InstrId equal = table_.findOrAdd(id);
    if (equal != kNone) {
      function_.instrs.pop_back();
      function_.values.pop_back();
      replacement_.pop_back();
      return equal;
    }
    list.push_back(id);
    return id;
  }

  ValueId addConstant(std::vector<InstrId>& list, Type type, uint32_t bits) {
    return function_.instrs[appendInstr(list, Op::Const, type, {}, bits)].result;
  }

  // --- what is known of variables

  void setKnown(uint32_t cell, ValueId value, bool stored) {
    log_.push_back({cell, known_[cell], stored});
    known_[cell] = value;
  }

  /// Back to what was known at `mark`; cells stored since then are appended to touched_.
  void rollBack(size_t mark) {
    while (log_.size() > mark) {
      const Change& change = log_.back();
      if (change.stored) touched_.push_back(change.cell);
      known_[change.cell] = change.before;
      log_.pop_back();
    }
  }

  void forgetTouched(size_t from) {
    for (size_t i = from; i < touched_.size(); ++i) {
      if (known_[touched_[i]] != kNone)
        setKnown(touched_[i], kNone, true);
      else
        log_.push_back({touched_[i], kNone, true});
    }
    touched_.resize(from);
  }

  void collectStores(BlockId block) {
    forEachInstr(function_, block, [this](BlockId, InstrId id) {
      const Instr& i = instr(id);
      if (i.op == Op::Store) {
        const Access& access = function_.accesses[i.imm];
        if (CellMap::isMutable(access.space) && access.strides.empty()) touched_.push_back(cells_.of(access));
      } else if (i.op == Op::DeclareVar) {
        for (uint32_t c = 0; c < function_.variables[i.imm].cells.size(); ++c) {
          touched_.push_back(cells_.base(Space::Local, i.imm) + c);
        }
      }
    });
  }

  // --- the walk

  /// A block whose values and knowledge end with it; cells it stores go to touched_.
  void nested(BlockId id) {
    if (id == kNone) return;
    const size_t values = table_.mark();
    const size_t mark = log_.size();
    block(id);
    rollBack(mark);
    table_.release(values);
  }

  void block(BlockId id) {
    std::vector<InstrId> list;
    list.reserve(function_.blocks[id].instrs.size());
    append(function_.blocks[id].instrs, list);
    function_.blocks[id].instrs = std::move(list);
  }

  void append(const std::vector<InstrId>& source, std::vector<InstrId>& list) {
    for (InstrId at : source) {
      for (uint32_t i = 0; i < instr(at).argCount; ++i) {
        ValueId& arg = function_.args[instr(at).argBegin + i];
        arg = replacement_[arg];
      }
      visit(at, list);
      // Also of a condition that has turned out to be known: nothing after it is reached.
      if (!list.empty() && endsBlock(instr(list.back()).op)) return;
    }
  }

  void visit(InstrId at, std::vector<InstrId>& list) {
    switch (instr(at).op) {
      case Op::Load: load(at, list); break;
      case Op::Store: store(at, list); break;
      case Op::DeclareVar: {
        list.push_back(at);
        const uint32_t variable = instr(at).imm;
        for (uint32_t c = 0; c < function_.variables[variable].cells.size(); ++c) {
          const uint32_t cell = cells_.base(Space::Local, variable) + c;
          if (!cells_.isDynamic(cell)) setKnown(cell, zeros_[size_t(cells_.typeOf(cell))], true);
        }
        break;
      }
      case Op::If: conditional(at, list); break;
      case Op::Loop:
      case Op::Scope:
      case Op::Switch: {
        const size_t from = touched_.size();
        if (instr(at).op != Op::Scope) {
          // A round starts with what any before it may have stored, and a case with what the one before has.
          forEachNested(function_, instr(at), [this](BlockId inner) { collectStores(inner); });
          forgetTouched(from);
        }
        list.push_back(at);
        forEachNested(function_, instr(at), [&](BlockId inner) {
          nested(inner);
          forgetTouched(from);
        });
        break;
      }
      default:
        if (isPure(instr(at).op)) {
          pure(at, list);
        } else {
          list.push_back(at);
        }
        break;
    }
  }

  void conditional(InstrId at, std::vector<InstrId>& list) {
    if (const auto condition = constantOf(function_.args[instr(at).argBegin])) {
      const BlockId taken = *condition ? instr(at).blockA : instr(at).blockB;
      if (taken != kNone) append(function_.blocks[taken].instrs, list);
      return;
    }
    const size_t from = touched_.size();
    nested(instr(at).blockA);
    nested(instr(at).blockB);
    if (isCheap(instr(at).blockA) && isCheap(instr(at).blockB)) {
      touched_.resize(from);
      const ValueId condition = function_.args[instr(at).argBegin];
      flatten(instr(at).blockA, condition, true, list);
      flatten(instr(at).blockB, condition, false, list);
      return;
    }
    list.push_back(at);
    forgetTouched(from);
  }

  // --- small branches without effects but stores: both sides are computed, and the stores select

  static uint32_t costOf(Op op) {
    switch (op) {
      case Op::Div:
      case Op::Rem:
      case Op::Sqrt:
      case Op::InverseSqrt: return 4;
      case Op::Const: return 0;
      default: return (op >= Op::Exp2 && op <= Op::Atanh) || op == Op::Sample ? 100 : 1;
    }
  }

  bool isCheap(BlockId id) {
    if (id == kNone) return true;
    constexpr uint32_t kMostCost = 12;
    uint32_t cost = 0;
    for (InstrId at : function_.blocks[id].instrs) {
      const Instr& i = instr(at);
      if (i.op == Op::Load || i.op == Op::Store) {
        const Access& access = function_.accesses[i.imm];
        if (!access.strides.empty()) return false;
        if (CellMap::isMutable(access.space) && cells_.isDynamic(cells_.of(access))) return false;
      } else if (!isPure(i.op) || ((i.op == Op::Div || i.op == Op::Rem) && i.type != Type::Float)) {
        return false;
      }
      cost += costOf(i.op);
      if (cost > kMostCost) return false;
    }
    return true;
  }

  void flatten(BlockId id, ValueId condition, bool whenTrue, std::vector<InstrId>& list) {
    if (id == kNone) return;
    for (InstrId at : function_.blocks[id].instrs) {
      for (uint32_t i = 0; i < instr(at).argCount; ++i) {
        ValueId& arg = function_.args[instr(at).argBegin + i];
        arg = replacement_[arg];
      }
      if (instr(at).op != Op::Store) {
        visit(at, list);
        continue;
      }
      const uint32_t cell = cells_.of(function_.accesses[instr(at).imm]);
      const Type type = cells_.typeOf(cell);
      const ValueId value = function_.args[instr(at).argBegin];
      if (known_[cell] == kNone) {
        const uint32_t access = instr(at).imm;
        setKnown(cell, appendValue(list, Op::Load, type, {}, access), false);
      }
      const ValueId old = known_[cell];
      const ValueId chosen = whenTrue ? appendValue(list, Op::Select, type, {condition, value, old}, 0)
                                      : appendValue(list, Op::Select, type, {condition, old, value}, 0);
      function_.args[instr(at).argBegin] = chosen;
      store(at, list);
    }
  }

  /// A new instruction, simplified like any other.
  ValueId appendValue(std::vector<InstrId>& list, Op op, Type type, std::initializer_list<ValueId> args, uint32_t imm) {
    const InstrId id = makeInstr(op, type, args, imm);
    const ValueId result = instr(id).result;
    if (op == Op::Load)
      list.push_back(id);
    else
      pure(id, list);
    return replacement_[result];
  }

  /// Dynamic indices that turned out constant move into the base.
  void foldIndices(Instr& i, uint32_t firstIndex) {
    const Access& old = function_.accesses[i.imm];
    if (old.strides.empty()) return;
    bool any = false;
    for (uint32_t k = 0; k < old.strides.size(); ++k)
      any |= constantOf(function_.args[i.argBegin + firstIndex + k]).has_value();
    if (!any) return;
    Access access = {.space = old.space, .object = old.object, .base = old.base, .strides = {}};
    uint32_t kept = firstIndex;
    for (uint32_t k = 0; k < old.strides.size(); ++k) {
      const ValueId index = function_.args[i.argBegin + firstIndex + k];
      if (const auto constant = constantOf(index)) {
        access.base += *constant * old.strides[k];
      } else {
        access.strides.push_back(old.strides[k]);
        function_.args[i.argBegin + kept++] = index;
      }
    }
    i.argCount = uint16_t(kept);
    function_.accesses.push_back(std::move(access));
    i.imm = uint32_t(function_.accesses.size() - 1);
  }

  void load(InstrId at, std::vector<InstrId>& list) {
    foldIndices(instr(at), 0);
    const Access& access = function_.accesses[instr(at).imm];
    if (CellMap::isMutable(access.space)) {
      if (!access.strides.empty() || cells_.isDynamic(cells_.of(access))) {
        list.push_back(at);
        return;
      }
      const uint32_t cell = cells_.of(access);
      if (known_[cell] != kNone) {
        replacement_[instr(at).result] = known_[cell];
        return;
      }
      setKnown(cell, instr(at).result, false);
      list.push_back(at);
      return;
    }
    if (access.space == Space::Constant && access.strides.empty()) {
      replacement_[instr(at).result] = addConstant(list, instr(at).type, shader_.constants[access.base]);
      return;
    }
    merge(at, list);  // nothing writes there
  }

  void store(InstrId at, std::vector<InstrId>& list) {
    foldIndices(instr(at), 1);
    const Access& access = function_.accesses[instr(at).imm];
    if (access.strides.empty() && !cells_.isDynamic(cells_.of(access))) {
      const ValueId value = function_.args[instr(at).argBegin];
      const uint32_t cell = cells_.of(access);
      if (known_[cell] == value) return;
      setKnown(cell, value, true);
    }
    list.push_back(at);
  }

  void merge(InstrId at, std::vector<InstrId>& list) {
    const InstrId equal = table_.findOrAdd(at);
    if (equal == kNone) {
      list.push_back(at);
      return;
    }
    for (uint32_t i = 0; i < instr(at).resultCount; ++i) replacement_[instr(at).result + i] = instr(equal).result + i;
  }

  void pure(InstrId at, std::vector<InstrId>& list) {
    if (instr(at).resultCount == 1 && instr(at).op != Op::Const && instr(at).op != Op::LoadBuiltin &&
        instr(at).op != Op::Sample) {
      const ValueId same = identity(at, list);
      if (same != kNone) {
        replacement_[instr(at).result] = same;
        return;
      }
    }
    const Op op = instr(at).op;
    if (op == Op::Add || op == Op::Mul || op == Op::BitAnd || op == Op::BitOr || op == Op::BitXor || op == Op::Eq ||
        op == Op::Ne) {
      ValueId* args = function_.args.data() + instr(at).argBegin;  // one order, so that equal ones are found
      if (args[0] > args[1]) std::swap(args[0], args[1]);
    }
    merge(at, list);
  }

  /// A value that equals the instruction's result in every bit (payloads of NaN and signs of zero sums aside), or
  /// kNone.
  ValueId identity(InstrId at, std::vector<InstrId>& list) {
    const Op op = instr(at).op;
    const Type type = instr(at).type;
    const uint32_t count = instr(at).argCount;
    const uint32_t begin = instr(at).argBegin;
    const ValueId a = function_.args[begin];
    const ValueId b = count > 1 ? function_.args[begin + 1] : kNone;
    const Type from = function_.values[a].type;

    uint32_t constants[3];
    uint32_t constantCount = 0;
    for (uint32_t i = 0; i < count && i < 3; ++i) {
      if (const auto bits = constantOf(function_.args[begin + i]))
        constants[constantCount++] = *bits;
      else
        break;
    }
    if (constantCount == count) {
      if (const auto bits = foldConstants(op, type, from, instr(at).imm, {constants, count}))
        return addConstant(list, type, *bits);
      return kNone;
    }

    const bool isFloat = from == Type::Float;
    switch (op) {
      case Op::Add:
        if (isConstant(b, isFloat ? kMinusZero : 0)) return a;
        if (isConstant(a, isFloat ? kMinusZero : 0)) return b;
        return kNone;
      case Op::Sub: return isConstant(b, 0) ? a : kNone;
      case Op::Mul:
        if (isConstant(b, isFloat ? kOne : 1)) return a;
        if (isConstant(a, isFloat ? kOne : 1)) return b;
        if (!isFloat && isConstant(a, 0)) return a;
        if (!isFloat && isConstant(b, 0)) return b;
        return kNone;
      case Op::Div:
        if (isConstant(b, isFloat ? kOne : 1)) return a;
        if (const auto divisor = constantOf(b)) return divideByPower(at, list, *divisor);
        return kNone;
      case Op::Rem:
        if (const auto divisor = constantOf(b); divisor && type == Type::Uint && std::has_single_bit(*divisor)) {
          const ValueId mask = addConstant(list, Type::Uint, *divisor - 1);
          return function_.instrs[appendInstr(list, Op::BitAnd, type, {a, mask}, 0)].result;
        }
        return kNone;
      case Op::Neg: {
        if (function_.values[a].definition == kNone) return kNone;  // a parameter
        const Instr& inner = function_.instrs[function_.values[a].definition];
        return inner.op == Op::Neg ? function_.args[inner.argBegin] : kNone;
      }
      case Op::LogicalNot: {
        if (function_.values[a].definition == kNone) return kNone;
        const Instr& inner = function_.instrs[function_.values[a].definition];
        if (inner.op == Op::LogicalNot) return function_.args[inner.argBegin];
        if (inner.op < Op::Eq || inner.op > Op::Ge) return kNone;
        const ValueId x = function_.args[inner.argBegin], y = function_.args[inner.argBegin + 1];
        if (inner.op == Op::Eq) return appendValue(list, Op::Ne, type, {x, y}, 0);
        if (inner.op == Op::Ne) return appendValue(list, Op::Eq, type, {x, y}, 0);
        if (function_.values[x].type == Type::Float) return kNone;  // NaN is neither less nor not less
        const Op opposite = inner.op == Op::Lt   ? Op::Ge
                            : inner.op == Op::Le ? Op::Gt
                            : inner.op == Op::Gt ? Op::Le
                                                 : Op::Lt;
        return appendValue(list, opposite, type, {x, y}, 0);
      }
      case Op::Shl:
      case Op::Shr:
      case Op::BitXor: return isConstant(b, 0) ? a : kNone;
      case Op::BitOr:
        if (isConstant(a, 0)) return b;
        return isConstant(b, 0) || a == b ? a : kNone;
      case Op::BitAnd:
        if (isConstant(a, 0)) return a;
        if (isConstant(b, 0)) return b;
        return isConstant(b, 0xffffffffu) || a == b ? a : kNone;
      case Op::LogicalAnd:
        if (isConstant(a, 0) || isConstant(b, 1)) return a;
        if (isConstant(a, 1) || isConstant(b, 0)) return b;
        return a == b ? a : kNone;
      case Op::LogicalOr:
        if (isConstant(a, 1) || isConstant(b, 0)) return a;
        if (isConstant(a, 0) || isConstant(b, 1)) return b;
        return a == b ? a : kNone;
      case Op::Min:
      case Op::Max: return a == b ? a : kNone;
      case Op::Select: {
        const ValueId c = function_.args[begin + 2];
        if (b == c) return b;
        if (const auto condition = constantOf(a)) return *condition ? b : c;
        // One condition decides both: select(p, select(p, x, _), y) is select(p, x, y).
        const Instr* inner =
            function_.values[b].definition == kNone ? nullptr : &function_.instrs[function_.values[b].definition];
        if (inner && inner->op == Op::Select && function_.args[inner->argBegin] == a) {
          return appendValue(list, op, type, {a, function_.args[inner->argBegin + 1], c}, 0);
        }
        inner = function_.values[c].definition == kNone ? nullptr : &function_.instrs[function_.values[c].definition];
        if (inner && inner->op == Op::Select && function_.args[inner->argBegin] == a) {
          return appendValue(list, op, type, {a, b, function_.args[inner->argBegin + 2]}, 0);
        }
        if (type == Type::Bool) {
          if (isConstant(c, 0)) return isConstant(b, 1) ? a : appendValue(list, Op::LogicalAnd, type, {a, b}, 0);
          if (isConstant(b, 1)) return appendValue(list, Op::LogicalOr, type, {a, c}, 0);
          if (isConstant(b, 0) && isConstant(c, 1)) return appendValue(list, Op::LogicalNot, type, {a}, 0);
        }
        return kNone;
      }
      case Op::Convert:
      case Op::Bitcast: return from == type ? a : kNone;
      case Op::ClampIndex:
        if (instr(at).imm == 1) return zeros_[size_t(Type::Uint)];
        return kNone;
      default: return kNone;
    }
  }

  /// x / 2^n, exactly.
  ValueId divideByPower(InstrId at, std::vector<InstrId>& list, uint32_t divisor) {
    const ValueId a = function_.args[instr(at).argBegin];
    const Type type = instr(at).type;
    if (type == Type::Float) {
      const uint32_t exponent = divisor >> 23 & 0xff;
      if ((divisor & 0x7fffffu) || exponent < 2 || exponent > 252) return kNone;
      const ValueId factor = addConstant(list, type, (divisor & 0x80000000u) | (254 - exponent) << 23);
      return function_.instrs[appendInstr(list, Op::Mul, type, {a, factor}, 0)].result;
    }
    if (type == Type::Uint && std::has_single_bit(divisor)) {
      const ValueId shift = addConstant(list, Type::Uint, uint32_t(std::countr_zero(divisor)));
      return function_.instrs[appendInstr(list, Op::Shr, type, {a, shift}, 0)].result;
    }
    return kNone;
  }

  const Shader& shader_;
  Function& function_;
  CellMap cells_;
  ValueTable table_;
  std::vector<ValueId> known_;
  std::vector<ValueId> replacement_;
  std::vector<Change> log_;
  std::vector<uint32_t> touched_;
  ValueId zeros_[5] = {};
};

}  // namespace

bool simplify(const Shader& shader, Function& function) {
  Simplifier(shader, function).run();
  return false;
}

}  // namespace sw::passes
