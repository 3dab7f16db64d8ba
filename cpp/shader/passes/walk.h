// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The ways through a function's blocks. Which instructions hold blocks, and in which order, is said here alone. What a
// visit adds to the function is not walked, and does no harm.

#pragma once

#include <type_traits>

#include "shader/ir/ir.h"

namespace sw::passes {

/// A callable that a walk borrows, so that the code of walks is there once.
template <class Signature>
class Visit;
template <class Result, class... Args>
class Visit<Result(Args...)> {
 public:
  template <class F>
  Visit(const F& f)
      : object_(&f), call_([](const void* object, Args... args) {
          return static_cast<Result>((*static_cast<const F*>(object))(args...));
        }) {}
  Result operator()(Args... args) const { return call_(object_, args...); }

 private:
  const void* object_;
  Result (*call_)(const void*, Args...);
};

/// Calls visit for the blocks that the instruction holds, in the order of the source. None is kNone.
void forEachNested(const ir::Function& function, const ir::Instr& instr, Visit<void(ir::BlockId)> visit);

/// Puts of(block) in the place of each block that the instruction holds, kNone as well. A Switch gets a list of cases
/// of its own, so that one it was copied from keeps its own.
void replaceNested(ir::Function& function, ir::Instr& instr, Visit<ir::BlockId(ir::BlockId)> of);

/// Calls visit for `block` and every block nested in it, outer ones first.
void forEachBlock(const ir::Function& function, ir::BlockId block, Visit<void(ir::BlockId)> visit);

/// Calls visit for all instructions of `block`, those of blocks nested in one right after it: in the order of the
/// source.
void forEachInstr(const ir::Function& function, ir::BlockId block, Visit<void(ir::BlockId, ir::InstrId)> visit);

/// Whether is(instr) holds for an instruction of `block`, or inside of one for which enters(op) does.
bool anyInstr(const ir::Function& function, ir::BlockId block, Visit<bool(const ir::Instr&)> is,
              Visit<bool(ir::Op)> enters);

}  // namespace sw::passes
