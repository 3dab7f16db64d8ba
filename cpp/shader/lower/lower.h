// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// From glslang's tree to the IR. Includes glslang headers only in the .cpp files of this folder and of frontend/.

#pragma once

#include <set>
#include <string>

#include "shader/ir/ir.h"

namespace glslang {
class TIntermediate;
}

namespace sw {

/// Lowers a checked tree. `shader` receives stage and version from the caller. Returns false and a message with its
/// line when the tree uses something that is unimplemented or breaks one of our own limits.
struct LowerError {
  uint32_t line = 0;
  std::string message;
};
/// `indexed`: names of inputs and outputs that are arrays and indexed by something that is no constant.
bool lower(const glslang::TIntermediate& tree, const std::set<std::string>& indexed, ir::Shader& shader,
           LowerError& error);

}  // namespace sw
