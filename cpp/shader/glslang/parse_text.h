// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <glslang/MachineIndependent/ParseHelper.h>

#include <string>

namespace sw {

/// Parses a preprocessed text into the context's symbols and tree. Whether it is valid.
bool parseText(glslang::TParseContext& context, const std::string& text, bool versionIsError);

}  // namespace sw
