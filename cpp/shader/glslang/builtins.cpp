// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/builtins.h"

#include <cstdio>
#include <cstring>

#include "pipeline/extensions.h"
#include "pipeline/shader_limits.h"

namespace sw {
namespace {

using namespace glslang;

void addConstant(std::string& text, const char* name, int value) {
  char line[96];
  snprintf(line, sizeof line, "const mediump int %s = %d;\n", name, value);
  text += line;
}

/// GLSL ES 3.00.6 section 7.3, GLSL ES 1.00.17 section 7.4.
void addConstants(std::string& text, const BuiltinsKey& key) {
  const TBuiltInResource& limits = shaderLimits();
  addConstant(text, "gl_MaxVertexAttribs", limits.maxVertexAttribs);
  addConstant(text, "gl_MaxVertexUniformVectors", limits.maxVertexUniformVectors);
  addConstant(text, "gl_MaxVertexTextureImageUnits", limits.maxVertexTextureImageUnits);
  addConstant(text, "gl_MaxCombinedTextureImageUnits", limits.maxCombinedTextureImageUnits);
  addConstant(text, "gl_MaxTextureImageUnits", limits.maxTextureImageUnits);
  addConstant(text, "gl_MaxFragmentUniformVectors", limits.maxFragmentUniformVectors);
  if (key.version == 100) {
    addConstant(text, "gl_MaxVaryingVectors", limits.maxVaryingVectors);
    addConstant(text, "gl_MaxDrawBuffers", key.drawBuffers || key.webgl2 ? limits.maxDrawBuffers : 1);
  } else {
    addConstant(text, "gl_MaxVertexOutputVectors", limits.maxVertexOutputVectors);
    addConstant(text, "gl_MaxFragmentInputVectors", limits.maxFragmentInputVectors);
    addConstant(text, "gl_MinProgramTexelOffset", limits.minProgramTexelOffset);
    addConstant(text, "gl_MaxProgramTexelOffset", limits.maxProgramTexelOffset);
    addConstant(text, "gl_MaxDrawBuffers", limits.maxDrawBuffers);
    addConstant(text, "gl_MaxClipDistances", limits.maxClipDistances);
    addConstant(text, "gl_MaxCullDistances", limits.maxCullDistances);
    addConstant(text, "gl_MaxCombinedClipAndCullDistances", limits.maxCombinedClipAndCullDistances);
  }
}

/// Variables that are declared here as plain globals; identifyVariables gives them their storage.
void addVariables(std::string& text, const BuiltinsKey& key) {
  text +=
      "struct gl_DepthRangeParameters { highp float near; highp float far; highp float diff; };\n"
      "uniform gl_DepthRangeParameters gl_DepthRange;\n";
  if (key.version == 300) text += "highp float gl_ClipDistance[];\nhighp float gl_CullDistance[];\n";
  if (key.stage == EShLangVertex) {
    text += "highp vec4 gl_Position;\n";
    text += key.version == 100 ? "mediump float gl_PointSize;\n" : "highp float gl_PointSize;\n";
    text += "highp int gl_DrawID;\n";
    if (key.version == 300) text += "highp int gl_VertexID;\nhighp int gl_InstanceID;\n";
    return;
  }
  text += key.version == 100 ? "mediump vec4 gl_FragCoord;\n" : "highp vec4 gl_FragCoord;\n";
  text += "bool gl_FrontFacing;\nmediump vec2 gl_PointCoord;\n";
  if (key.version == 100) {
    text += "mediump vec4 gl_FragColor;\n";
    char line[64];
    snprintf(line, sizeof line, "mediump vec4 gl_FragData[%d];\n", key.drawBuffers ? shaderLimits().maxDrawBuffers : 1);
    text += line;
    text += "highp float gl_FragDepthEXT;\n";
  } else {
    text += "highp float gl_FragDepth;\n";
  }
}

/// What GL_ANGLE_clip_cull_distance adds.
constexpr const char* kClipCullNames[] = {"gl_ClipDistance", "gl_CullDistance", "gl_MaxClipDistances",
                                          "gl_MaxCullDistances", "gl_MaxCombinedClipAndCullDistances"};

void setStorage(TSymbolTable& symbols, const char* name, TStorageQualifier storage, TBuiltInVariable builtIn) {
  TSymbol* symbol = symbols.find(name);
  if (symbol == nullptr) return;
  symbol->getWritableType().getQualifier().storage = storage;
  symbol->getWritableType().getQualifier().builtIn = builtIn;
}

}  // namespace

std::string builtinVariables(const BuiltinsKey& key) {
  std::string text;
  addConstants(text, key);
  addVariables(text, key);
  return text;
}

void identifyVariables(const BuiltinsKey& key, TSymbolTable& symbols) {
  if (key.version == 300) {
    const TStorageQualifier between = key.stage == EShLangVertex ? EvqVaryingOut : EvqVaryingIn;
    setStorage(symbols, "gl_ClipDistance", between, EbvClipDistance);
    setStorage(symbols, "gl_CullDistance", between, EbvCullDistance);
    for (const char* name : kClipCullNames) symbols.setVariableExtensions(name, 1, &glslName::kWebglClipCullDistance);
  }
  if (key.stage == EShLangVertex) {
    setStorage(symbols, "gl_Position", EvqPosition, EbvPosition);
    setStorage(symbols, "gl_PointSize", EvqPointSize, EbvPointSize);
    setStorage(symbols, "gl_VertexID", EvqVertexId, EbvVertexId);
    setStorage(symbols, "gl_InstanceID", EvqInstanceId, EbvInstanceId);
    setStorage(symbols, "gl_DrawID", EvqVaryingIn, EbvDrawId);
    symbols.setVariableExtensions("gl_DrawID", 1, &glslName::kWebglMultiDraw);
    return;
  }
  setStorage(symbols, "gl_FragCoord", EvqFragCoord, EbvFragCoord);
  setStorage(symbols, "gl_FrontFacing", EvqFace, EbvFace);
  setStorage(symbols, "gl_PointCoord", EvqPointCoord, EbvPointCoord);
  setStorage(symbols, "gl_FragColor", EvqFragColor, EbvFragColor);
  setStorage(symbols, "gl_FragData", EvqFragColor, EbvFragData);
  setStorage(symbols, "gl_FragDepth", EvqFragDepth, EbvFragDepth);
  setStorage(symbols, "gl_FragDepthEXT", EvqFragDepth, EbvFragDepth);
  if (key.version == 100) symbols.setVariableExtensions("gl_FragDepthEXT", 1, &glslName::kExtFragDepth);
}

const TBuiltInResource& shaderLimits() {
  static const TBuiltInResource limits = [] {
    TBuiltInResource r;
    memset(&r, 0, sizeof r);
    r.maxVertexAttribs = 16;
    r.maxVertexUniformVectors = kMaxVertexUniformVectors;
    r.maxFragmentUniformVectors = kMaxFragmentUniformVectors;
    r.maxVertexUniformComponents = kMaxVertexUniformVectors * 4;
    r.maxFragmentUniformComponents = kMaxFragmentUniformVectors * 4;
    r.maxVaryingVectors = kMaxVaryingVectors;
    r.maxVaryingFloats = kMaxVaryingVectors * 4;
    r.maxVaryingComponents = kMaxVaryingVectors * 4;
    r.maxVertexOutputVectors = kMaxVertexOutputComponents / 4;
    r.maxFragmentInputVectors = kMaxFragmentInputComponents / 4;
    r.maxVertexOutputComponents = kMaxVertexOutputComponents;
    r.maxFragmentInputComponents = kMaxFragmentInputComponents;
    r.maxVertexTextureImageUnits = kMaxVertexTextureImageUnits;
    r.maxTextureImageUnits = kMaxTextureImageUnits;
    r.maxCombinedTextureImageUnits = kMaxCombinedTextureImageUnits;
    r.minProgramTexelOffset = kMinProgramTexelOffset;
    r.maxProgramTexelOffset = kMaxProgramTexelOffset;
    r.maxDrawBuffers = 8;
    r.maxDualSourceDrawBuffersEXT = 1;
    r.maxSamples = 4;
    r.maxClipDistances = kMaxClipDistances;
    r.maxCullDistances = kMaxCullDistances;
    r.maxCombinedClipAndCullDistances = kMaxCombinedClipAndCullDistances;
    r.limits.nonInductiveForLoops = true;
    r.limits.whileLoops = true;
    r.limits.doWhileLoops = true;
    r.limits.generalUniformIndexing = true;
    r.limits.generalAttributeMatrixVectorIndexing = true;
    r.limits.generalVaryingIndexing = true;
    r.limits.generalSamplerIndexing = true;
    r.limits.generalVariableIndexing = true;
    r.limits.generalConstantMatrixVectorIndexing = true;
    return r;
  }();
  return limits;
}

}  // namespace sw
