// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/routine_keys.h"
#include "shader/link/program.h"
#include "wasm/interleave.h"

namespace sw {

struct RoutineCode {
  std::vector<uint8_t> wasm;  // empty on failure
  std::string error;
};

/// A wasm module that imports memory and table ("core") and exports `routine` with the type of pipeline/layout.h. Bytes
/// depend on the program and the key alone: no address, no id.
RoutineCode generateVertexRoutine(const LinkedProgram& program, const VertexKey& key);
RoutineCode generateFragmentRoutine(const LinkedProgram& program, const FragmentKey& key,
                                    wasm::Interleaving interleaving = wasm::Interleaving::WherePays);

}  // namespace sw
