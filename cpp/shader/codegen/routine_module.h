// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The frame of a generated module: what it imports from the core (docs/abi.md, "Generated modules").

#pragma once

#include "wasm/module_builder.h"

namespace sw {

/// The core's memory, and what else a module turns out to use of the core: the environment of a draw call, mutable
/// globals that the core sets once per draw, each imported when it is first asked for, and the table, which comes with
/// the first indirect call.
class CoreImports {
 public:
  explicit CoreImports(wasm::ModuleBuilder& module) : module_(module) {
    module.importMemory("core", "memory", 1);
    module.provideTable("core", "table", 0);
  }

  wasm::Global uniforms() { return global(uniforms_, "ACTIVE_UNIFORM_PTR"); }
  wasm::Global attributes() { return global(attributes_, "ACTIVE_ATTR_PTR"); }
  wasm::Global privateMemory() { return global(privateMemory_, "ACTIVE_PRIVATE_PTR"); }
  wasm::Global textures() { return global(textures_, "ACTIVE_TEXTURE_PTR"); }
  /// The VertexState or FragmentState. Mains alone read it, and whoever calls them provides it: the core has no such
  /// global.
  wasm::Global state() { return global(state_, "ACTIVE_STATE_PTR"); }

 private:
  wasm::Global global(wasm::Global& known, const char* name) {
    if (!known.valid()) known = module_.importGlobal("core", name, wasm::ValType::I32, true);
    return known;
  }

  wasm::ModuleBuilder& module_;
  wasm::Global uniforms_, attributes_, privateMemory_, textures_, state_;
};

}  // namespace sw
