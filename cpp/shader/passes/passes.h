// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The passes that change a function, each in a file of its own, and when they run: the pipeline and the golden test
// (golden/<name>-*.frag) read the same rows. All answer whether a further time would find more, once what they have
// left behind is simplified.

#pragma once

#include <cstdint>
#include <string_view>

#include "shader/ir/ir.h"

namespace sw::passes {

/// Turns early exits into else branches, so that most need no lane masks:
///
///   if (c) { a; leave }  rest      becomes      if (c) { a } else { rest }
///
/// for LeaveScope, and for Continue directly in a loop's body. Exits at the end of what they leave are dropped, and a
/// Scope that nothing leaves any more becomes part of the block around it.
bool simplifyExits(const ir::Shader& shader, ir::Function& function);

/// One walk in program order that folds constants, applies identities that keep every bit, replaces loads by the value
/// last stored where that is known, merges equal pure values within a block and those around it, and takes the branch
/// of an If whose condition is constant. Calls that are left write only what lives in memory, which is not followed.
/// What becomes useless is left to dropDeadCode.
bool simplify(const ir::Shader& shader, ir::Function& function);

/// Drops pure values and loads that nothing uses, stores that no load (and no output) can see, stores overwritten in
/// the same block before anyone looks, variables that are left without use, and Ifs that are left empty.
bool dropDeadCode(const ir::Shader& shader, ir::Function& function);

/// Puts the rounds of a loop one after the other, where they are known and few (unroll.cpp says which are):
///
///   for (int i = 0; i < 3; ++i)            What i is in each round is a constant then, what follows from it is the
///     d = min(d, length(p - spheres[i]));  same for all lanes, and is computed once for the batch.
///
/// True when there was such a loop: the loads of its counter are still there, and another one may have waited for it.
bool unrollLoops(const ir::Shader& shader, ir::Function& function);

enum class When : uint8_t {
  First,            // before all others, once
  EachRound,        // twice: the second round profits from variables whose stores are gone
  AfterFirstRound,  // up to three times while it answers true, EachRound's behind it every time
};

struct Pass {
  std::string_view name;  // that its golden files begin with
  bool (*run)(const ir::Shader& shader, ir::Function& function);
  When when;
};

/// Those of one `when` run in this order.
inline constexpr Pass kPasses[] = {
    {"exits", simplifyExits, When::First},
    {"simplify", simplify, When::EachRound},
    {"dead-code", dropDeadCode, When::EachRound},
    {"unroll", unrollLoops, When::AfterFirstRound},  // where an inner loop's rounds depend on an outer counter, again
};

}  // namespace sw::passes
