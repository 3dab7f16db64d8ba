// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "reference/interpreter.h"

namespace sw {

/// One lane of an operation without memory, control flow or neighbours. `from` is the type of the first argument.
uint32_t evaluateScalar(ir::Op op, ir::Type type, ir::Type from, uint32_t a, uint32_t b, uint32_t c, MathFunction math);

}  // namespace sw
