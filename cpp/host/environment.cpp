// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "host/environment.h"

namespace sw {

#ifdef __EMSCRIPTEN__

// C++ has no word for a mutable wasm global, so each is defined by the assembler; the link exports it by name.
#define SW_WASM_GLOBAL(name) asm(".globaltype " #name ", i32\n.globl " #name "\n" #name ":\n")
#define SW_SET_GLOBAL(name, value) asm volatile("local.get %0\n global.set " #name ::"r"(value))
#define SW_GET_GLOBAL(name, value) asm volatile("global.get " #name "\n local.set %0" : "=r"(value))

SW_WASM_GLOBAL(ACTIVE_UNIFORM_PTR);
SW_WASM_GLOBAL(ACTIVE_ATTR_PTR);
SW_WASM_GLOBAL(ACTIVE_PRIVATE_PTR);
SW_WASM_GLOBAL(ACTIVE_TEXTURE_PTR);
SW_WASM_GLOBAL(ACTIVE_FRAME_SP);

#else

#define SW_SET_GLOBAL(name, value) g_##name = (value)
#define SW_GET_GLOBAL(name, value) (value) = g_##name

namespace {
// Each instance has its own in wasm, and so each thread.
thread_local uint32_t g_ACTIVE_UNIFORM_PTR, g_ACTIVE_ATTR_PTR, g_ACTIVE_PRIVATE_PTR, g_ACTIVE_TEXTURE_PTR,
    g_ACTIVE_FRAME_SP;
}  // namespace

#endif

void setEnvironment(const Environment& environment) {
  SW_SET_GLOBAL(ACTIVE_UNIFORM_PTR, environment.uniformPtr);
  SW_SET_GLOBAL(ACTIVE_ATTR_PTR, environment.attrPtr);
  SW_SET_GLOBAL(ACTIVE_PRIVATE_PTR, environment.privatePtr);
  SW_SET_GLOBAL(ACTIVE_TEXTURE_PTR, environment.texturePtr);
  SW_SET_GLOBAL(ACTIVE_FRAME_SP, environment.frameSp);
}

Environment environment() {
  Environment environment;
  SW_GET_GLOBAL(ACTIVE_UNIFORM_PTR, environment.uniformPtr);
  SW_GET_GLOBAL(ACTIVE_ATTR_PTR, environment.attrPtr);
  SW_GET_GLOBAL(ACTIVE_PRIVATE_PTR, environment.privatePtr);
  SW_GET_GLOBAL(ACTIVE_TEXTURE_PTR, environment.texturePtr);
  SW_GET_GLOBAL(ACTIVE_FRAME_SP, environment.frameSp);
  return environment;
}

}  // namespace sw
