// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The frame of a generated module: what it imports from the core (docs/abi.md, "Generated modules").

#pragma once

#include "wasm/module_builder.h"

namespace sw {

/// The environment of a draw call: mutable globals that the core sets once per draw.
struct CoreGlobals {
  wasm::Global uniforms;
  wasm::Global attributes;
  wasm::Global varyings;
  wasm::Global privateMemory;
  wasm::Global textures;
};

/// Imports the core's memory and table and the environment.
inline CoreGlobals importCore(wasm::ModuleBuilder& module) {
  module.importMemory("core", "memory", 1);
  module.importTable("core", "table", 0);
  const auto global = [&](const char* name) { return module.importGlobal("core", name, wasm::ValType::I32, true); };
  return {.uniforms = global("ACTIVE_UNIFORM_PTR"),
          .attributes = global("ACTIVE_ATTR_PTR"),
          .varyings = global("ACTIVE_VARYING_PTR"),
          .privateMemory = global("ACTIVE_PRIVATE_PTR"),
          .textures = global("ACTIVE_TEXTURE_PTR")};
}

}  // namespace sw
