// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/glslang/builtins.h"

namespace sw {

/// The symbol table for a key, made at its first use and kept. It lives in a pool of its own.
glslang::TSymbolTable& builtinSymbols(const BuiltinsKey& key);

}  // namespace sw
