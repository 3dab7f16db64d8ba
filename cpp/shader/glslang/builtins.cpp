// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/builtins.h"

#include <cstring>

#include "pipeline/extensions.h"
#include "pipeline/shader_limits.h"

namespace sw {
namespace {

using namespace glslang;

/// Adds variables to the current level of a table. What they consist of lies in the thread's pool.
class Variables {
 public:
  Variables(TSymbolTable& symbols, bool isOld) : symbols_(symbols), isOld_(isOld) {}

  TVariable& add(const char* name, const TType& type, TBuiltInVariable builtIn = EbvNone) {
    auto* variable = new TVariable(NewPoolTString(name), type);
    variable->getWritableType().getQualifier().builtIn = builtIn;
    symbols_.insert(*variable);
    return *variable;
  }
  void addType(const char* name, const TType& type) {
    symbols_.insert(*new TVariable(NewPoolTString(name), type, true));
  }
  TVariable& addConstant(const char* name, int value) {
    TConstUnionArray values(1);
    values[0].setIConst(value);
    TVariable& constant = add(name, TType(EbtInt, EvqConst, EpqMedium));
    constant.setConstArray(values);
    return constant;
  }
  /// What GL_ANGLE_clip_cull_distance adds.
  void addClipCullConstant(const char* name, int value) {
    addConstant(name, value).setExtensions(1, &glslName::kWebglClipCullDistance);
  }
  void addClipCullDistance(const char* name, TStorageQualifier storage, TBuiltInVariable builtIn) {
    TType type(EbtFloat, storage, EpqHigh);
    auto* sizes = new TArraySizes;
    sizes->addInnerSize();
    type.transferArraySizes(sizes);
    add(name, type, builtIn).setExtensions(1, &glslName::kWebglClipCullDistance);
  }
  /// mediump in GLSL ES 1.00, highp in 3.00.
  TPrecisionQualifier precision() const { return isOld_ ? EpqMedium : EpqHigh; }

 private:
  TSymbolTable& symbols_;
  bool isOld_;
};

/// GLSL ES 3.00.6 section 7.3, GLSL ES 1.00.17 section 7.4.
void addConstants(Variables& to, const BuiltinsKey& key) {
  const TBuiltInResource& limits = shaderLimits();
  to.addConstant("gl_MaxVertexAttribs", limits.maxVertexAttribs);
  to.addConstant("gl_MaxVertexUniformVectors", limits.maxVertexUniformVectors);
  to.addConstant("gl_MaxVertexTextureImageUnits", limits.maxVertexTextureImageUnits);
  to.addConstant("gl_MaxCombinedTextureImageUnits", limits.maxCombinedTextureImageUnits);
  to.addConstant("gl_MaxTextureImageUnits", limits.maxTextureImageUnits);
  to.addConstant("gl_MaxFragmentUniformVectors", limits.maxFragmentUniformVectors);
  if (key.version == 100) {
    to.addConstant("gl_MaxVaryingVectors", limits.maxVaryingVectors);
    to.addConstant("gl_MaxDrawBuffers", key.drawBuffers || key.webgl2 ? limits.maxDrawBuffers : 1);
  } else {
    to.addConstant("gl_MaxVertexOutputVectors", limits.maxVertexOutputVectors);
    to.addConstant("gl_MaxFragmentInputVectors", limits.maxFragmentInputVectors);
    to.addConstant("gl_MinProgramTexelOffset", limits.minProgramTexelOffset);
    to.addConstant("gl_MaxProgramTexelOffset", limits.maxProgramTexelOffset);
    to.addConstant("gl_MaxDrawBuffers", limits.maxDrawBuffers);
    to.addClipCullConstant("gl_MaxClipDistances", limits.maxClipDistances);
    to.addClipCullConstant("gl_MaxCullDistances", limits.maxCullDistances);
    to.addClipCullConstant("gl_MaxCombinedClipAndCullDistances", limits.maxCombinedClipAndCullDistances);
  }
}

/// gl_DepthRange and its type.
void addDepthRange(Variables& to) {
  auto* members = new TTypeList;
  for (const char* name : {"near", "far", "diff"}) {
    auto* type = new TType(EbtFloat, EvqGlobal, EpqHigh);
    type->setFieldName(name);
    members->push_back({type, TSourceLoc()});
  }
  const TString typeName = "gl_DepthRangeParameters";
  TType type(members, typeName);
  to.addType(typeName.c_str(), type);
  type.getQualifier().storage = EvqUniform;
  to.add("gl_DepthRange", type);
}

void addVertexVariables(Variables& to, int version) {
  to.add("gl_Position", TType(EbtFloat, EvqPosition, EpqHigh, 4), EbvPosition);
  to.add("gl_PointSize", TType(EbtFloat, EvqPointSize, to.precision()), EbvPointSize);
  to.add("gl_DrawID", TType(EbtInt, EvqVaryingIn, EpqHigh), EbvDrawId).setExtensions(1, &glslName::kWebglMultiDraw);
  if (version == 100) return;
  to.add("gl_VertexID", TType(EbtInt, EvqVertexId, EpqHigh), EbvVertexId);
  to.add("gl_InstanceID", TType(EbtInt, EvqInstanceId, EpqHigh), EbvInstanceId);
}

void addFragmentVariables(Variables& to, const BuiltinsKey& key) {
  to.add("gl_FragCoord", TType(EbtFloat, EvqFragCoord, to.precision(), 4), EbvFragCoord);
  to.add("gl_FrontFacing", TType(EbtBool, EvqFace), EbvFace);
  to.add("gl_PointCoord", TType(EbtFloat, EvqPointCoord, EpqMedium, 2), EbvPointCoord);
  if (key.version == 300) {
    to.add("gl_FragDepth", TType(EbtFloat, EvqFragDepth, EpqHigh), EbvFragDepth);
    return;
  }
  TType colour(EbtFloat, EvqFragColor, EpqMedium, 4);
  to.add("gl_FragColor", colour, EbvFragColor);
  auto* sizes = new TArraySizes;
  sizes->addInnerSize(key.drawBuffers ? shaderLimits().maxDrawBuffers : 1);
  colour.transferArraySizes(sizes);
  to.add("gl_FragData", colour, EbvFragData);
  to.add("gl_FragDepthEXT", TType(EbtFloat, EvqFragDepth, EpqHigh), EbvFragDepth)
      .setExtensions(1, &glslName::kExtFragDepth);
}

}  // namespace

void addBuiltinVariables(const BuiltinsKey& key, TSymbolTable& symbols) {
  Variables variables(symbols, key.version == 100);
  addConstants(variables, key);
  addDepthRange(variables);
  const bool isVertex = key.stage == EShLangVertex;
  if (key.version == 300) {
    const TStorageQualifier between = isVertex ? EvqVaryingOut : EvqVaryingIn;
    variables.addClipCullDistance("gl_ClipDistance", between, EbvClipDistance);
    variables.addClipCullDistance("gl_CullDistance", between, EbvCullDistance);
  }
  if (isVertex) {
    addVertexVariables(variables, key.version);
  } else {
    addFragmentVariables(variables, key);
  }
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
