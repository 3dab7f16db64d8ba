// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/parse_text.h"

#include <glslang/MachineIndependent/ScanContext.h>
#include <glslang/MachineIndependent/preprocessor/PpContext.h>

#include "shader/glslang/builtins.h"

namespace sw {

using namespace glslang;

bool parseText(TParseContext& context, const std::string& text, bool versionIsError) {
  TShader::ForbidIncluder includer;
  TPpContext preprocessor(context, "", includer);
  TScanContext scanner(context);
  context.setScanContext(&scanner);
  context.setPpContext(&preprocessor);
  context.setLimits(shaderLimits());
  const char* string = text.c_str();
  size_t length = text.size();
  TInputScanner input(1, &string, &length);
  return context.parseShaderStrings(preprocessor, input, versionIsError);
}

}  // namespace sw
