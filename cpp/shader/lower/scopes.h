// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Where each local variable of a function is declared. glslang's tree has no node for a declaration without
// initialiser, so the place is found again from the references: a variable is declared before the first statement that
// names it, in the innermost statement list that holds all its references.
//
//   float last;
//   for (int i = 0; i < 3; i++) {
//     if (i > 0) sum += last;
//     last = f(i);
//   }
//
// All references lie in the loop's body; declared there, `last` would start each round as zero. It stays outside, unless
// its symbol is known to be younger than one that the loop itself declares (symbol ids count upwards), or its first
// mention writes it whole.

#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "shader/glslang/tree.h"

namespace sw::lowering {

struct LocalDeclaration {
  long long id = 0;
  const glslang::TIntermSymbol* symbol = nullptr;  // one of its references
};

/// For each statement list (or single statement that is a branch or a loop's body): what to declare before its n-th
/// statement. A loop node itself stands for declarations in its condition.
class ScopePlan {
 public:
  explicit ScopePlan(const TIntermNode* body, const std::set<long long>& parameters);
  const std::vector<LocalDeclaration>* before(const TIntermNode* list, uint32_t statement) const;

 private:
  std::unordered_map<const TIntermNode*, std::unordered_map<uint32_t, std::vector<LocalDeclaration>>> plan_;
};

/// Ids of the symbols that are assigned to, in whole or in part, or given to an `out` parameter.
std::set<long long> findWrittenSymbols(const TIntermNode* body);

}  // namespace sw::lowering
