// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/ir/ir.h"

namespace sw::passes {

/// Turns early exits into else branches, so that most need no lane masks:
///
///   if (c) { a; leave }  rest      becomes      if (c) { a } else { rest }
///
/// for LeaveScope, and for Continue directly in a loop's body. Exits at the end of what they leave are dropped, and a
/// Scope that nothing leaves any more becomes part of the block around it.
void simplifyExits(ir::Function& function);

}  // namespace sw::passes
