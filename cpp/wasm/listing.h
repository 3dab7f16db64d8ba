// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "wasm/module_builder.h"

namespace sw::wasm {

/// Text of a function as it stands, one instruction a line, read back from its bytes: for golden tests and for people.
std::string toText(ModuleBuilder& module, const FunctionBuilder& function);

/// Every function of the module.
std::string toText(ModuleBuilder& module);

/// The module in the text format of the WebAssembly core specification: an assembler makes the same code of it. Where
/// the module keeps lines (ModuleBuilder::keepLines), `;; line N` stands before what comes from another source line.
std::string toWat(ModuleBuilder& module);

}  // namespace sw::wasm
