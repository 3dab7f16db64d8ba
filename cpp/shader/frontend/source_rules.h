// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Rules that WebGL and GLSL ES lay on the text of a shader, before there are tokens: its characters, its version, names
// that are reserved, and bounds that keep the parser's memory in bounds.

#pragma once

#include <string>
#include <string_view>

#include "shader/frontend/preprocessor.h"

namespace sw {

struct SourceText {
  int version = 100;
  bool hasVersion = false;  // a #version directive is where it may be
  std::string text;         // without comments and line continuations, as the preprocessor wants it
  OpenComment openComment;  // an error, but only the preprocessor knows the number that its line goes by
};

/// False when the text breaks a rule; the log then says which. webglVersion decides which versions are allowed.
bool checkSource(std::string_view source, int webglVersion, SourceText& result, std::string& log);

}  // namespace sw
