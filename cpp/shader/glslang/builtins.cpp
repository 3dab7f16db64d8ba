// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/builtins.h"

#include <cstdio>
#include <cstring>
#include <string_view>

#include "pipeline/shader_limits.h"

namespace sw {
namespace {

using glslang::TOperator;

enum Where : uint8_t {
  kBoth = 0,
  kVertexOnly = 1,
  kFragmentOnly = 2,
};

/// Prototypes of one function. Each signature is `result:parameters`, one letter per type:
///   F I U B   float, int, uint, bool or a vector of them; all such letters of a signature have the same size
///   G J V C   the same without the scalars
///   f i u b   scalars; 2 3 4 vectors of float; j k vectors of two and three int
///   M         any matrix, N its transpose's type, S a square matrix
///   p q r     vectors of an outer product: column, row, and the matrix they make
///   >         the parameter that follows is `out`
struct Function {
  TOperator op;
  const char* name;
  const char* signatures;
  int sinceVersion = 100;
  Where where = kBoth;
  const char* extension = nullptr;  // GLSL ES 1.00 only
};

using namespace glslang;  // EOp*

// GLSL ES 3.00.6 section 8; GLSL ES 1.00.17 section 8.
constexpr Function kFunctions[] = {
    // 8.1 Angle and trigonometry functions
    {EOpRadians, "radians", "F:F"},
    {EOpDegrees, "degrees", "F:F"},
    {EOpSin, "sin", "F:F"},
    {EOpCos, "cos", "F:F"},
    {EOpTan, "tan", "F:F"},
    {EOpAsin, "asin", "F:F"},
    {EOpAcos, "acos", "F:F"},
    {EOpAtan, "atan", "F:FF F:F"},
    {EOpSinh, "sinh", "F:F", 300},
    {EOpCosh, "cosh", "F:F", 300},
    {EOpTanh, "tanh", "F:F", 300},
    {EOpAsinh, "asinh", "F:F", 300},
    {EOpAcosh, "acosh", "F:F", 300},
    {EOpAtanh, "atanh", "F:F", 300},
    // 8.2 Exponential functions
    {EOpPow, "pow", "F:FF"},
    {EOpExp, "exp", "F:F"},
    {EOpLog, "log", "F:F"},
    {EOpExp2, "exp2", "F:F"},
    {EOpLog2, "log2", "F:F"},
    {EOpSqrt, "sqrt", "F:F"},
    {EOpInverseSqrt, "inversesqrt", "F:F"},
    // 8.3 Common functions
    {EOpAbs, "abs", "F:F"},
    {EOpAbs, "abs", "I:I", 300},
    {EOpSign, "sign", "F:F"},
    {EOpSign, "sign", "I:I", 300},
    {EOpFloor, "floor", "F:F"},
    {EOpTrunc, "trunc", "F:F", 300},
    {EOpRound, "round", "F:F", 300},
    {EOpRoundEven, "roundEven", "F:F", 300},
    {EOpCeil, "ceil", "F:F"},
    {EOpFract, "fract", "F:F"},
    {EOpMod, "mod", "F:FF G:Gf"},
    {EOpModf, "modf", "F:F>F", 300},
    {EOpMin, "min", "F:FF G:Gf"},
    {EOpMin, "min", "I:II J:Ji U:UU V:Vu", 300},
    {EOpMax, "max", "F:FF G:Gf"},
    {EOpMax, "max", "I:II J:Ji U:UU V:Vu", 300},
    {EOpClamp, "clamp", "F:FFF G:Gff"},
    {EOpClamp, "clamp", "I:III J:Jii U:UUU V:Vuu", 300},
    {EOpMix, "mix", "F:FFF G:GGf"},
    {EOpMix, "mix", "F:FFB", 300},
    {EOpStep, "step", "F:FF G:fG"},
    {EOpSmoothStep, "smoothstep", "F:FFF G:ffG"},
    {EOpIsNan, "isnan", "B:F", 300},
    {EOpIsInf, "isinf", "B:F", 300},
    {EOpFloatBitsToInt, "floatBitsToInt", "I:F", 300},
    {EOpFloatBitsToUint, "floatBitsToUint", "U:F", 300},
    {EOpIntBitsToFloat, "intBitsToFloat", "F:I", 300},
    {EOpUintBitsToFloat, "uintBitsToFloat", "F:U", 300},
    // 8.4 Floating-point pack and unpack functions
    {EOpPackSnorm2x16, "packSnorm2x16", "u:2", 300},
    {EOpUnpackSnorm2x16, "unpackSnorm2x16", "2:u", 300},
    {EOpPackUnorm2x16, "packUnorm2x16", "u:2", 300},
    {EOpUnpackUnorm2x16, "unpackUnorm2x16", "2:u", 300},
    {EOpPackHalf2x16, "packHalf2x16", "u:2", 300},
    {EOpUnpackHalf2x16, "unpackHalf2x16", "2:u", 300},
    // 8.5 Geometric functions
    {EOpLength, "length", "f:F"},
    {EOpDistance, "distance", "f:FF"},
    {EOpDot, "dot", "f:FF"},
    {EOpCross, "cross", "3:33"},
    {EOpNormalize, "normalize", "F:F"},
    {EOpFaceForward, "faceforward", "F:FFF"},
    {EOpReflect, "reflect", "F:FF"},
    {EOpRefract, "refract", "F:FFf"},
    // 8.6 Matrix functions
    {EOpMul, "matrixCompMult", "M:MM"},
    {EOpOuterProduct, "outerProduct", "r:pq", 300},
    {EOpTranspose, "transpose", "N:M", 300},
    {EOpDeterminant, "determinant", "f:S", 300},
    {EOpMatrixInverse, "inverse", "S:S", 300},
    // 8.7 Vector relational functions
    {EOpLessThan, "lessThan", "C:GG C:JJ"},
    {EOpLessThan, "lessThan", "C:VV", 300},
    {EOpLessThanEqual, "lessThanEqual", "C:GG C:JJ"},
    {EOpLessThanEqual, "lessThanEqual", "C:VV", 300},
    {EOpGreaterThan, "greaterThan", "C:GG C:JJ"},
    {EOpGreaterThan, "greaterThan", "C:VV", 300},
    {EOpGreaterThanEqual, "greaterThanEqual", "C:GG C:JJ"},
    {EOpGreaterThanEqual, "greaterThanEqual", "C:VV", 300},
    {EOpVectorEqual, "equal", "C:GG C:JJ C:CC"},
    {EOpVectorEqual, "equal", "C:VV", 300},
    {EOpVectorNotEqual, "notEqual", "C:GG C:JJ C:CC"},
    {EOpVectorNotEqual, "notEqual", "C:VV", 300},
    {EOpAny, "any", "b:C"},
    {EOpAll, "all", "b:C"},
    {EOpVectorLogicalNot, "not", "C:C"},
    // 8.9 Fragment processing functions
    {EOpDPdx, "dFdx", "F:F", 100, kFragmentOnly, kGlStandardDerivatives},
    {EOpDPdy, "dFdy", "F:F", 100, kFragmentOnly, kGlStandardDerivatives},
    {EOpFwidth, "fwidth", "F:F", 100, kFragmentOnly, kGlStandardDerivatives},
};

/// Texture look-up functions: the letter of the sampler kind, then coordinates and further parameters as above.
/// Samplers: a 2D, b 3D, c cube, d 2D array (each of float, int and uint in 3.00), A 2D shadow, C cube shadow, D 2D
/// array shadow. `?` at the end: in fragment shaders there is a second form with a bias.
struct TextureFunction {
  TOperator op;
  const char* name;
  const char* forms;
};

// GLSL ES 3.00.6 section 8.8.
constexpr TextureFunction kTextureFunctions[] = {
    {EOpTexture, "texture", "a2? b3? c3? d3? A3? C4? D4"},
    {EOpTextureProj, "textureProj", "a3? a4? b4? A4?"},
    {EOpTextureLod, "textureLod", "a2f b3f c3f d3f A3f"},
    {EOpTextureOffset, "textureOffset", "a2j? b3k? d3j? A3j?"},
    {EOpTextureFetch, "texelFetch", "aji bki dki"},
    {EOpTextureFetchOffset, "texelFetchOffset", "ajij bkik dkij"},
    {EOpTextureProjOffset, "textureProjOffset", "a3j? a4j? b4k? A4j?"},
    {EOpTextureLodOffset, "textureLodOffset", "a2fj b3fk d3fj A3fj"},
    {EOpTextureProjLod, "textureProjLod", "a3f a4f b4f A4f"},
    {EOpTextureProjLodOffset, "textureProjLodOffset", "a3fj a4fj b4fk A4fj"},
    {EOpTextureGrad, "textureGrad", "a222 b333 c333 d322 A322 C433 D422"},
    {EOpTextureGradOffset, "textureGradOffset", "a222j b333k d322j A322j D422j"},
    {EOpTextureProjGrad, "textureProjGrad", "a322 a422 b433 A422"},
    {EOpTextureProjGradOffset, "textureProjGradOffset", "a322j a422j b433k A422j"},
};

/// GLSL ES 1.00.17 section 8.7, and EXT_shader_texture_lod.
struct OldTextureFunction {
  TOperator op;
  const char* name;
  const char* forms;
  Where where = kBoth;
  const char* extension = nullptr;
};

constexpr OldTextureFunction kOldTextureFunctions[] = {
    {EOpTexture, "texture2D", "a2?"},
    {EOpTextureProj, "texture2DProj", "a3? a4?"},
    {EOpTextureLod, "texture2DLod", "a2f", kVertexOnly},
    {EOpTextureProjLod, "texture2DProjLod", "a3f a4f", kVertexOnly},
    {EOpTexture, "textureCube", "c3?"},
    {EOpTextureLod, "textureCubeLod", "c3f", kVertexOnly},
    {EOpTextureLod, "texture2DLodEXT", "a2f", kFragmentOnly, kGlShaderTextureLod},
    {EOpTextureProjLod, "texture2DProjLodEXT", "a3f a4f", kFragmentOnly, kGlShaderTextureLod},
    {EOpTextureLod, "textureCubeLodEXT", "c3f", kFragmentOnly, kGlShaderTextureLod},
    {EOpTextureGrad, "texture2DGradEXT", "a222", kFragmentOnly, kGlShaderTextureLod},
    {EOpTextureProjGrad, "texture2DProjGradEXT", "a322 a422", kFragmentOnly, kGlShaderTextureLod},
    {EOpTextureGrad, "textureCubeGradEXT", "c333", kFragmentOnly, kGlShaderTextureLod},
};

// GLSL ES 3.00.6 section 8.8, textureSize: the sampler and the size's type.
constexpr const char* kTextureSizes[] = {"aj", "bk", "cj", "dk", "Aj", "Cj", "Dk"};

bool existsIn(Where where, EShLanguage stage) {
  return where == kBoth || (where == kVertexOnly) == (stage == EShLangVertex);
}

/// Name of a type of the signature alphabet. size: of F I U B G J V C; columns and rows: of the matrix letters.
std::string typeName(char letter, int size, int columns, int rows) {
  const auto vector = [](const char* scalar, const char* prefix, int n) {
    return n == 1 ? std::string(scalar) : std::string(prefix) + "vec" + char('0' + n);
  };
  const auto matrix = [](int c, int r) {
    std::string name = std::string("mat") + char('0' + c);
    if (c != r) name += std::string("x") + char('0' + r);
    return name;
  };
  switch (letter) {
    case 'F':
    case 'G': return vector("float", "", size);
    case 'I':
    case 'J': return vector("int", "i", size);
    case 'U':
    case 'V': return vector("uint", "u", size);
    case 'B':
    case 'C': return vector("bool", "b", size);
    case 'f': return "float";
    case 'i': return "int";
    case 'u': return "uint";
    case 'b': return "bool";
    case '2':
    case '3':
    case '4': return vector("", "", letter - '0');
    case 'j': return "ivec2";
    case 'k': return "ivec3";
    case 'M':
    case 'S':
    case 'r': return matrix(columns, rows);
    case 'N': return matrix(rows, columns);
    case 'p': return vector("", "", rows);
    case 'q': return vector("", "", columns);
  }
  return "?";
}

template <typename Visit>
void forEachWord(std::string_view words, Visit visit) {
  while (!words.empty()) {
    const size_t end = std::min(words.find(' '), words.size());
    visit(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

void addPrototype(std::string& text, const char* name, std::string_view signature, int size, int columns, int rows) {
  text += typeName(signature[0], size, columns, rows);
  text += ' ';
  text += name;
  text += '(';
  bool first = true;
  for (size_t i = 2; i < signature.size(); ++i) {
    if (!first) text += ',';
    first = false;
    if (signature[i] == '>') {
      text += "out ";
      ++i;
    }
    text += typeName(signature[i], size, columns, rows);
  }
  text += ");\n";
}

void addFunction(std::string& text, const Function& function, int version) {
  forEachWord(function.signatures, [&](std::string_view signature) {
    if (signature.find_first_of("FIUB") != signature.npos) {
      for (int size = 1; size <= 4; ++size) addPrototype(text, function.name, signature, size, 0, 0);
    } else if (signature.find_first_of("GJVC") != signature.npos) {
      for (int size = 2; size <= 4; ++size) addPrototype(text, function.name, signature, size, 0, 0);
    } else if (signature.find_first_of("MSr") != signature.npos) {
      const bool square = signature.find('S') != signature.npos || version == 100;
      for (int columns = 2; columns <= 4; ++columns) {
        for (int rows = 2; rows <= 4; ++rows) {
          if (columns == rows || !square) addPrototype(text, function.name, signature, 0, columns, rows);
        }
      }
    } else {
      addPrototype(text, function.name, signature, 0, 0, 0);
    }
  });
}

std::string samplerName(char letter) {
  switch (letter) {
    case 'a': return "sampler2D";
    case 'b': return "sampler3D";
    case 'c': return "samplerCube";
    case 'd': return "sampler2DArray";
    case 'A': return "sampler2DShadow";
    case 'C': return "samplerCubeShadow";
    case 'D': return "sampler2DArrayShadow";
  }
  return "?";
}

bool isShadow(char sampler) { return sampler < 'a'; }

void addTextureFunction(std::string& text, const char* name, std::string_view form, const char* classPrefix,
                        bool biasAllowed) {
  const bool bias = form.back() == '?';
  if (bias) form.remove_suffix(1);
  for (int withBias = 0; withBias <= (bias && biasAllowed); ++withBias) {
    text += isShadow(form[0]) ? std::string("float ") : std::string(classPrefix) + "vec4 ";
    text += name;
    text += '(';
    text += classPrefix + samplerName(form[0]);
    for (char parameter : form.substr(1)) text += ',' + typeName(parameter, 0, 0, 0);
    if (withBias) text += ",float";
    text += ");\n";
  }
}

void addTextureFunctions(std::string& text, const BuiltinsKey& key) {
  const bool fragment = key.stage == EShLangFragment;
  if (key.version == 100) {
    for (const OldTextureFunction& function : kOldTextureFunctions) {
      if (!existsIn(function.where, key.stage)) continue;
      forEachWord(function.forms,
                  [&](std::string_view form) { addTextureFunction(text, function.name, form, "", fragment); });
    }
    return;
  }
  const auto forEachClass = [](char sampler, auto visit) {
    visit("");
    if (isShadow(sampler)) return;
    visit("i");
    visit("u");
  };
  for (const TextureFunction& function : kTextureFunctions) {
    forEachWord(function.forms, [&](std::string_view form) {
      forEachClass(form[0],
                   [&](const char* prefix) { addTextureFunction(text, function.name, form, prefix, fragment); });
    });
  }
  for (const char* size : kTextureSizes) {
    forEachClass(size[0], [&](const char* prefix) {
      text += "highp " + typeName(size[1], 0, 0, 0) + " textureSize(" + prefix + samplerName(size[0]) + ",int);\n";
    });
  }
}

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

/// Variables that are declared here as plain globals; identifyBuiltins gives them their storage.
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

void relate(TSymbolTable& symbols, const BuiltinsKey& key, TOperator op, const char* name, const char* extension) {
  symbols.relateToOperator(name, op);
  if (key.version == 100 && extension != nullptr) symbols.setFunctionExtensions(name, 1, &extension);
}

}  // namespace

std::string builtinDeclarations(const BuiltinsKey& key) {
  std::string text;
  addConstants(text, key);
  addVariables(text, key);
  for (const Function& function : kFunctions) {
    if (function.sinceVersion <= key.version && existsIn(function.where, key.stage)) {
      addFunction(text, function, key.version);
    }
  }
  addTextureFunctions(text, key);
  return text;
}

void identifyBuiltins(const BuiltinsKey& key, TSymbolTable& symbols) {
  for (const Function& function : kFunctions) {
    if (function.sinceVersion <= key.version && existsIn(function.where, key.stage)) {
      relate(symbols, key, function.op, function.name, function.extension);
    }
  }
  if (key.version == 100) {
    for (const OldTextureFunction& function : kOldTextureFunctions) {
      if (existsIn(function.where, key.stage)) relate(symbols, key, function.op, function.name, function.extension);
    }
  } else {
    for (const TextureFunction& function : kTextureFunctions) relate(symbols, key, function.op, function.name, nullptr);
    relate(symbols, key, EOpTextureQuerySize, "textureSize", nullptr);
  }

  if (key.version == 300) {
    const TStorageQualifier between = key.stage == EShLangVertex ? EvqVaryingOut : EvqVaryingIn;
    setStorage(symbols, "gl_ClipDistance", between, EbvClipDistance);
    setStorage(symbols, "gl_CullDistance", between, EbvCullDistance);
    for (const char* name : kClipCullNames) symbols.setVariableExtensions(name, 1, &kGlClipCullDistance);
  }
  if (key.stage == EShLangVertex) {
    setStorage(symbols, "gl_Position", EvqPosition, EbvPosition);
    setStorage(symbols, "gl_PointSize", EvqPointSize, EbvPointSize);
    setStorage(symbols, "gl_VertexID", EvqVertexId, EbvVertexId);
    setStorage(symbols, "gl_InstanceID", EvqInstanceId, EbvInstanceId);
    setStorage(symbols, "gl_DrawID", EvqVaryingIn, EbvDrawId);
    symbols.setVariableExtensions("gl_DrawID", 1, &kGlMultiDraw);
    return;
  }
  setStorage(symbols, "gl_FragCoord", EvqFragCoord, EbvFragCoord);
  setStorage(symbols, "gl_FrontFacing", EvqFace, EbvFace);
  setStorage(symbols, "gl_PointCoord", EvqPointCoord, EbvPointCoord);
  setStorage(symbols, "gl_FragColor", EvqFragColor, EbvFragColor);
  setStorage(symbols, "gl_FragData", EvqFragColor, EbvFragData);
  setStorage(symbols, "gl_FragDepth", EvqFragDepth, EbvFragDepth);
  setStorage(symbols, "gl_FragDepthEXT", EvqFragDepth, EbvFragDepth);
  if (key.version == 100) symbols.setVariableExtensions("gl_FragDepthEXT", 1, &kGlFragDepth);
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
