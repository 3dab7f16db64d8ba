// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/passes.h"
#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

class ExitSimplifier {
 public:
  explicit ExitSimplifier(Function& function) : function_(function) {}

  void run() { block(0, Op::Return, 0); }

 private:
  static constexpr uint32_t kMaxDepth =
      150;  // of blocks made here: a thousand early exits must not nest a thousand deep

  Instr& instr(InstrId id) { return function_.instrs[id]; }

  bool endsWith(BlockId id, Op op) {
    if (id == kNone) return false;
    const std::vector<InstrId>& list = function_.blocks[id].instrs;
    if (list.empty()) return false;
    const Instr& last = instr(list.back());
    if (last.op == op) return true;
    return last.op == Op::If && endsWith(last.blockA, op) && endsWith(last.blockB, op);
  }

  /// Moves what follows `at` in `from` to the end of `to`, which is made when it is missing.
  void moveRest(BlockId from, size_t at, BlockId& to) {
    std::vector<InstrId> rest(function_.blocks[from].instrs.begin() + at + 1, function_.blocks[from].instrs.end());
    function_.blocks[from].instrs.resize(at + 1);
    if (to == kNone) {
      function_.blocks.emplace_back();
      to = BlockId(function_.blocks.size() - 1);
    }
    std::vector<InstrId>& list = function_.blocks[to].instrs;
    list.insert(list.end(), rest.begin(), rest.end());
  }

  /// `exit`: the exit that ends this block's construct: LeaveScope, Continue, or Return for none.
  void block(BlockId id, Op exit, uint32_t depth) {
    for (size_t i = 0; i < function_.blocks[id].instrs.size(); ++i) {
      const InstrId at = function_.blocks[id].instrs[i];
      switch (instr(at).op) {
        case Op::If: {
          const bool more = depth < kMaxDepth && i + 1 < function_.blocks[id].instrs.size();
          const bool first = exit != Op::Return && endsWith(instr(at).blockA, exit);
          const bool second = exit != Op::Return && endsWith(instr(at).blockB, exit);
          if (more && first && second) {
            function_.blocks[id].instrs.resize(i + 1);
          } else if (more && first) {
            BlockId to = instr(at).blockB;
            moveRest(id, i, to);
            instr(at).blockB = to;
          } else if (more && second) {
            BlockId to = instr(at).blockA;
            moveRest(id, i, to);
            instr(at).blockA = to;
          }
          if (instr(at).blockA != kNone) block(instr(at).blockA, exit, depth + 1);
          if (instr(at).blockB != kNone) block(instr(at).blockB, exit, depth + 1);
          break;
        }
        case Op::Loop: {
          const BlockId body = instr(at).blockA;
          block(body, Op::Continue, depth + 1);
          dropTail(body, Op::Continue);
          if (instr(at).blockB != kNone) block(instr(at).blockB, Op::Return, depth + 1);
          break;
        }
        case Op::Switch:
          // Break ends a case as well as the whole switch: no exit is moved here.
          for (const SwitchCase& entry : function_.switches[instr(at).imm]) block(entry.block, Op::Return, depth + 1);
          break;
        case Op::Scope: {
          const BlockId body = instr(at).blockA;
          block(body, Op::LeaveScope, depth + 1);
          dropTail(body, Op::LeaveScope);
          if (leaves(body)) break;
          const std::vector<InstrId> inner = std::move(function_.blocks[body].instrs);
          function_.blocks[body].instrs.clear();
          std::vector<InstrId>& list = function_.blocks[id].instrs;
          list.erase(list.begin() + i);
          list.insert(list.begin() + i, inner.begin(), inner.end());
          i += inner.size();
          --i;  // what was spliced has been visited
          break;
        }
        case Op::Break:
        case Op::Continue:
        case Op::LeaveScope:
          function_.blocks[id].instrs.resize(i + 1);  // nothing after it is reached
          break;
        default: break;
      }
    }
  }

  void dropTail(BlockId id, Op exit) {
    if (id == kNone || function_.blocks[id].instrs.empty()) return;
    const Instr& last = instr(function_.blocks[id].instrs.back());
    if (last.op == exit) {
      function_.blocks[id].instrs.pop_back();
    } else if (last.op == Op::If) {
      dropTail(last.blockA, exit);
      dropTail(last.blockB, exit);
    }
  }

  bool leaves(BlockId id) {
    return anyInstr(
        function_, id, [](const Instr& i) { return i.op == Op::LeaveScope; }, [](Op op) { return op != Op::Scope; });
  }

  Function& function_;
};

}  // namespace

bool simplifyExits(const Shader&, Function& function) {
  ExitSimplifier(function).run();
  return false;
}

}  // namespace sw::passes
