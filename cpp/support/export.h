// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The two marks of the wasm boundary. Natively both are plain functions, so that unit tests call the exports and define
// the imports themselves:
//
//   SW_EXPORT(contextCreate) uint32_t contextCreate(uint32_t width, uint32_t height) { ... }
//   namespace sw::host { SW_IMPORT(host_release_slot) void releaseSlot(uint32_t slot); }

#pragma once

#ifdef __EMSCRIPTEN__
/// Exports the function under exactly this name, and keeps it at link time.
#define SW_EXPORT(name) extern "C" __attribute__((export_name(#name), used))
/// Imports the function from the module "host" (web/loader supplies it). It keeps its C++ name for the linker, so that
/// `log` in a namespace does not meet the C library's.
#define SW_IMPORT(name) __attribute__((import_module("host"), import_name(#name)))
#else
#define SW_EXPORT(name) extern "C"
#define SW_IMPORT(name)
#endif
