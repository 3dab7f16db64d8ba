// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the compiler makes of a pair of shaders and what the interpreter makes of them, as text, to be compared between
// builds: it must not depend on the machine, nor on the compiler that built this.

#pragma once

#include <string>
#include <string_view>

namespace sw {

/// Lines of "name value":
///   options, vertexKey, fragmentKey            what went into the link and the routines, bytes in hex
///   ir0, ir1, routine0, routine1, main2, main3 hashes of IR texts and of modules (kinds as in RoutineKind)
///   values0, values1                           outputs of four lanes, three times, as interpreted, bits in hex
/// or "error text".
std::string twinReport(std::string_view vertexSource, std::string_view fragmentSource);

}  // namespace sw
