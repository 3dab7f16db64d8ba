// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

namespace sw::wasm {

/// Whether modules import their memory as a shared one: an engine takes no other where it is one.
void importSharedMemories(bool shared);
bool importsSharedMemories();

}  // namespace sw::wasm
