// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A shader's main as a function of its own, for tests and inspection; drawing uses routines, which have it inlined.
// Values lie in memory as cells of 16 bytes, one v128 of four lanes each. Besides the ACTIVE_* globals of routines,
// mains import ACTIVE_STATE_PTR, with the address of the VertexState or FragmentState, for uniform blocks and the
// budget: the core has none, since routines are handed that address, so whoever instantiates a main provides it.
//
//   vertex    main(vertex_ids: v128, instance_id: i32, varying_out: i32) -> (v128, v128, v128, v128)
//             Returns the clip position. varying_out: cells in the order of a vertex record (pipeline/layout.h).
//   fragment  main(varying_in: i32, private: i32, lanes: v128) -> (v128, v128, v128, v128)
//             Returns red, green, blue and alpha of location 0. varying_in: MainCells, below.
//
// JavaScript cannot pass a v128, so the module exports `routine` too, which takes it from memory: (address of the
// vertex ids, instance id, varying_out), the position goes to its cells; (varying_in, private), lanes and colour are
// MainCells.

#pragma once

#include "shader/codegen/routines.h"

namespace sw {

/// Cells at a fragment main's varying_in, after the program's fragmentCells inputs.
enum MainCell : uint32_t {
  kMainFragCoord = 0,    // 4 cells
  kMainPointCoord = 4,   // 2 cells
  kMainFrontFacing = 6,  // lane mask
  kMainLanes = 7,        // lane mask, only for `routine`
  kMainDiscarded = 8,    // out: lane mask
  kMainFragDepth = 9,    // out
  kMainColors = 10,      // out: 4 cells per location
  kMainCells = kMainColors + 4 * kMaxColorOutputs,
};

/// `listing`: takes the functions as text.
RoutineCode generateVertexMain(const LinkedProgram& program, const VertexKey& key, std::string* listing = nullptr);
RoutineCode generateFragmentMain(const LinkedProgram& program, std::string* listing = nullptr);

}  // namespace sw
