// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/pipeline.h"

#include "shader/passes/dead_code.h"
#include "shader/passes/exits.h"
#include "shader/passes/inline.h"
#include "shader/passes/simplify.h"
#include "shader/passes/unroll.h"

namespace sw::passes {

bool optimise(const ir::Shader& shader, ir::Function& main, std::string& error) {
  if (!inlineCalls(shader, main, error)) return false;
  simplifyExits(main);
  for (int round = 0; round < 2; round++) {  // the second round profits from variables whose stores are gone
    simplify(shader, main);
    dropDeadCode(shader, main);
    // Once more where an inner loop's rounds depend on an outer counter.
    for (int times = 0; round == 0 && times < 3 && unrollLoops(main); times++) {
      simplify(shader, main);
      dropDeadCode(shader, main);
    }
  }
  dropDeadCode(shader, main);
  return true;
}

}  // namespace sw::passes
