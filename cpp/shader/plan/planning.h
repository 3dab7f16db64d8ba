// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The steps of planBody, each of which fills in its part of the plan and looks at what those before it found.

#pragma once

#include "shader/plan/body_plan.h"

namespace sw::planning {

/// Outputs that are stored once, by every lane, with a value of the prologue; and those never stored, which are zero.
void findUniformOutputs(BodyPlan& body);

/// Who uses each value and how, and what the function reads. May set the body's error.
void countUses(BodyPlan& body, FunctionPlan& plan, BodySurroundings& surroundings);

/// Loops and calls spend as they go. So must a body without any where a batch of quads would take long, as unrolled
/// loops do, and what it needs once a batch.
void findCosts(BodyPlan& body);

/// Copies between frames and variables that live in memory need no detour through locals.
void findCopies(const BodyPlan& body, FunctionPlan& plan);

/// Private memory: scratch, then the variables that dynamic indices reach, then tables of constants, then frames. May
/// set the body's error.
void placeVariablesOfMain(BodyPlan& body);
/// A function that is called has its variables in its frame, behind what the call passes.
void placeVariablesOfCallee(FunctionPlan& plan);
/// Globals and outputs lie where main has them.
void placeSharedVariables(const FunctionPlan& main, FunctionPlan& plan);

/// Which variables in locals each block looks at.
void collectCells(FunctionPlan& plan, ir::BlockId block);

/// Of main and all that it calls. Callees are rare: where there are any, what passes between functions is not followed.
void findSeenBits(BodyPlan& body, BodySurroundings& surroundings);

}  // namespace sw::planning
