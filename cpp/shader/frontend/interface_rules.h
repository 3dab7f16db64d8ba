// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Rules on what a shader declares, easiest to see on the lowered shader.

#pragma once

#include <string>

#include "shader/ir/ir.h"

namespace sw {

/// False when a declaration breaks a rule; the log then says which.
bool checkInterface(const ir::Shader& shader, std::string& log);

}  // namespace sw
