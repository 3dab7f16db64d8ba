// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The two marks of the wasm boundary. Natively both are plain C functions, so that unit tests call the exports and
// define the imports themselves:
//
//   SW_EXPORT(contextCreate) uint32_t contextCreate(uint32_t width, uint32_t height) { ... }
//   SW_IMPORT(releaseSlot) void releaseSlot(uint32_t slot);

#pragma once

#ifdef __EMSCRIPTEN__
/// Exports the function under exactly this name, and keeps it at link time.
#define SW_EXPORT(name) extern "C" __attribute__((export_name(#name), used))
/// Imports the function from the module "host" (web/loader supplies it).
#define SW_IMPORT(name) extern "C" __attribute__((import_module("host"), import_name(#name)))
#else
#define SW_EXPORT(name) extern "C"
#define SW_IMPORT(name) extern "C"
#endif
