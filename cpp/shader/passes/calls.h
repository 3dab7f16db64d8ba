// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which calls are expanded, which stay calls, and where these pass what (docs/abi.md, "Calls inside a shader").
//
// A shader of ordinary size has all its calls expanded: that is the fastest code. Expansion multiplies, though, so
// where it would grow beyond kMaxExpandedInstrs, only what is small or called from one place is expanded.

#pragma once

#include <string>
#include <vector>

#include "shader/ir/ir.h"

namespace sw::passes {

struct CallOptions {
  bool inlining = true;         // false: every call stays one, for tests
  uint32_t flattenedCells = 4;  // a parameter of more cells goes through the frame: 16 bytes a lane
};

/// Instructions of main with all calls expanded, up to which they are.
inline constexpr uint32_t kMaxExpandedInstrs = 60000;

struct CallPlan {
  std::vector<uint32_t> order;  // functions that main reaches, callees before callers, main last
  std::vector<uint8_t> kept;    // by function: its calls stay calls
};

/// Depends on the lists of instructions alone, not on which of them still stand in a block: all routines of a program
/// are planned alike. False, with `error`, when the calls that must stay nest too deeply.
bool planCalls(const ir::Shader& shader, const CallOptions& options, CallPlan& plan, std::string& error);

/// Whether some function that main reaches is kept.
bool keepsCalls(const ir::Shader& shader, const CallOptions& options);

/// Cells that are passed together: a parameter, a return value.
struct CellGroup {
  uint32_t begin = 0;  // of the function's arguments or results
  uint32_t cells = 0;
  bool framed = false;  // through the frame, else in wasm parameters and results
  uint32_t offset = 0;  // framed: bytes from the frame's begin, 16 a cell
};

/// How a function that is called passes its parameters. Its frame holds the framed groups and those variables that
/// live in memory.
struct CallFrame {
  std::vector<CellGroup> arguments;  // by parameter that is `in`
  std::vector<CellGroup> results;    // the return value (if any), then parameters that are `out`
  uint32_t groupBytes = 0;
  uint32_t bytes = 0;  // with the variables, at most
  uint32_t begin = 0;  // from where all frames begin: behind the frames of all that may call it
};

CallFrame layOut(const ir::Function& function, const CallOptions& options);

/// Finds `begin` of every frame. There is no recursion, so each function has one place, and callers never reach it.
/// `functions`: callees before callers. The bytes of all frames together.
uint32_t placeFrames(const std::vector<ir::Function>& functions, std::vector<CallFrame>& frames);

}  // namespace sw::passes
