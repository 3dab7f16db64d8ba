// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Routines ahead of the draws that will want them. A routine's key is known when something is drawn; to compile it then
// is why a first frame takes long. When the page is idle the host asks for routines of programs that were linked and not
// drawn with yet, under the keys that draws with them will probably have: attributes and textures as other programs have
// them under the same names, draw buffers and per-fragment state as they are now or as draws had them. Where nothing is
// known of a texture, the routine calls the core's functions, and stands in for the one that looks up by itself until the
// page is idle again. A wrong guess costs idle time and nothing else; where most are wrong no more are made.

#pragma once

#include "gl/context.h"

namespace sw::gl {

/// The program has been linked.
void expectDraws(Context& c, const Program& program);
/// A routine stands in for one that is to be made.
void expectBetter(Context& c, const Program& program);
/// A draw had to have a routine made, or had one that stands in: what its keys are is what others may have.
void learnFromDraw(Context& c, const ProgramExecutable& executable);
/// Makes one routine. False: there is none to make.
bool makeExpectedRoutine(Context& c);

}  // namespace sw::gl
