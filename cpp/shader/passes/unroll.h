// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A loop that runs a known, small number of rounds becomes its rounds, one after the other:
//
//   for (int i = 0; i < 3; ++i)            What i is in each round is a constant then, what follows from it is the same
//     d = min(d, length(p - spheres[i]));  for all lanes, and is computed once for the batch.
//
// Such a loop tests a variable against constants first of all, changes it by constants at the end of a round and
// nowhere else, and is left by that test alone. Its rounds spend nothing of the budget: there are few of them.

#pragma once

#include "shader/ir/ir.h"

namespace sw::passes {

/// Whether there was such a loop. To be simplified afterwards: the loads of counters are still there.
bool unrollLoops(ir::Function& function);

}  // namespace sw::passes
