// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Routines as people read them: their modules as text, and their keys in the words of routine_keys.h, where they differ
// from the state that a context begins with.

#pragma once

#include <string>

#include "shader/codegen/routines.h"

namespace sw {

/// "attribute 0: 3 Float; attribute 2: 4 UnsignedByte, normalized, instanced; sampler 0: RGBA8, linear, ..."
std::string wordsOf(const VertexKey& key);

/// "target 0: RGBA8, blend SrcAlpha Add OneMinusSrcAlpha; depth: D24, Less, write; 4 samples"
std::string wordsOf(const FragmentKey& key);

/// As in routine_keys.h. `listing`: takes the module as text, with source lines; null: nobody wants it.
RoutineCode generateVertexRoutine(const LinkedProgram& program, const VertexKey& key, std::string* listing);
RoutineCode generateFragmentRoutine(const LinkedProgram& program, const FragmentKey& key, std::string* listing);

}  // namespace sw
