// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Some 700 overloads a stage, made from tables: as text for the parser they would take longer than most shaders do.

#include <algorithm>
#include <string_view>

#include "pipeline/extensions.h"
#include "shader/glslang/builtins.h"
#include "support/assert.h"

namespace sw {
namespace {

using namespace glslang;

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
    {EOpDPdx, "dFdx", "F:F", 100, kFragmentOnly, glslName::kOesStandardDerivatives},
    {EOpDPdy, "dFdy", "F:F", 100, kFragmentOnly, glslName::kOesStandardDerivatives},
    {EOpFwidth, "fwidth", "F:F", 100, kFragmentOnly, glslName::kOesStandardDerivatives},
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
    {EOpTextureLod, "texture2DLodEXT", "a2f", kFragmentOnly, glslName::kExtShaderTextureLod},
    {EOpTextureProjLod, "texture2DProjLodEXT", "a3f a4f", kFragmentOnly, glslName::kExtShaderTextureLod},
    {EOpTextureLod, "textureCubeLodEXT", "c3f", kFragmentOnly, glslName::kExtShaderTextureLod},
    {EOpTextureGrad, "texture2DGradEXT", "a222", kFragmentOnly, glslName::kExtShaderTextureLod},
    {EOpTextureProjGrad, "texture2DProjGradEXT", "a322 a422", kFragmentOnly, glslName::kExtShaderTextureLod},
    {EOpTextureGrad, "textureCubeGradEXT", "c333", kFragmentOnly, glslName::kExtShaderTextureLod},
};

// GLSL ES 3.00.6 section 8.8, textureSize: the sampler and the size's type.
constexpr const char* kTextureSizes[] = {"aj", "bk", "cj", "dk", "Aj", "Cj", "Dk"};

bool existsIn(Where where, EShLanguage stage) {
  return where == kBoth || (where == kVertexOnly) == (stage == EShLangVertex);
}

/// What letters of signatures that stand for several types stand for. size: of F I U B G J V C; columns and rows: of the
/// matrix letters.
struct Shape {
  int size = 0, columns = 0, rows = 0;
};

// Types of parameters, in the pool.

TType* vectorType(TBasicType type, int size) { return new TType(type, EvqIn, size); }
TType* matrixType(int columns, int rows) { return new TType(EbtFloat, EvqIn, 0, columns, rows); }

TType* typeOf(char letter, const Shape& shape) {
  switch (letter) {
    case 'F':
    case 'G': return vectorType(EbtFloat, shape.size);
    case 'I':
    case 'J': return vectorType(EbtInt, shape.size);
    case 'U':
    case 'V': return vectorType(EbtUint, shape.size);
    case 'B':
    case 'C': return vectorType(EbtBool, shape.size);
    case 'f': return vectorType(EbtFloat, 1);
    case 'i': return vectorType(EbtInt, 1);
    case 'u': return vectorType(EbtUint, 1);
    case 'b': return vectorType(EbtBool, 1);
    case '2':
    case '3':
    case '4': return vectorType(EbtFloat, letter - '0');
    case 'j': return vectorType(EbtInt, 2);
    case 'k': return vectorType(EbtInt, 3);
    case 'M':
    case 'S':
    case 'r': return matrixType(shape.columns, shape.rows);
    case 'N': return matrixType(shape.rows, shape.columns);
    case 'p': return vectorType(EbtFloat, shape.rows);
    case 'q': return vectorType(EbtFloat, shape.columns);
  }
  SW_ASSERT(false);
  return nullptr;
}

bool isShadow(char sampler) { return sampler < 'a'; }

TType* samplerType(char letter, TBasicType returned) {
  const char kind = isShadow(letter) ? char(letter - 'A' + 'a') : letter;
  const TSamplerDim dim = kind == 'b' ? Esd3D : kind == 'c' ? EsdCube : Esd2D;
  TSampler sampler;
  sampler.set(returned, dim, kind == 'd', isShadow(letter));
  auto* type = new TType(sampler, EvqIn);
  // GLSL ES 3.00.6 section 4.5.4: the samplers that have a precision by default.
  if (returned == EbtFloat && (letter == 'a' || letter == 'c')) type->getQualifier().precision = EpqLow;
  return type;
}

template <typename Visit>
void forEachWord(std::string_view words, Visit visit) {
  while (!words.empty()) {
    const size_t end = std::min(words.find(' '), words.size());
    visit(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

/// The overloads of a function.
class Overloads {
 public:
  Overloads(TSymbolTable& symbols, const BuiltinsKey& key, TOperator op, const char* name, const char* extension)
      : symbols_(symbols), op_(op), name_(NewPoolTString(name)), extension_(key.version == 100 ? extension : nullptr) {}

  void begin(TType* result) {
    result->getQualifier().storage = EvqGlobal;
    function_ = new TFunction(name_, *result, op_);
  }
  void add(TType* type) {
    TParameter parameter = {nullptr, type, nullptr};
    function_->addParameter(parameter);
  }
  void end() {
    function_->setDefined();
    if (extension_) function_->setExtensions(1, &extension_);
    symbols_.insert(*function_);
  }

 private:
  TSymbolTable& symbols_;
  TOperator op_;
  const TString* name_;
  const char* extension_;
  TFunction* function_ = nullptr;
};

void addOverload(Overloads& to, std::string_view signature, const Shape& shape) {
  to.begin(typeOf(signature[0], shape));
  for (size_t i = 2; i < signature.size(); ++i) {
    const bool isOut = signature[i] == '>';
    TType* const type = typeOf(signature[i += isOut], shape);
    if (isOut) type->getQualifier().storage = EvqOut;
    to.add(type);
  }
  to.end();
}

void addFunction(Overloads& to, const Function& function, int version) {
  forEachWord(function.signatures, [&](std::string_view signature) {
    const auto has = [&](const char* letters) { return signature.find_first_of(letters) != signature.npos; };
    if (has("FIUBGJVC")) {
      for (int size = has("FIUB") ? 1 : 2; size <= 4; ++size) addOverload(to, signature, {.size = size});
    } else if (has("MSr")) {
      const bool square = has("S") || version == 100;
      for (int columns = 2; columns <= 4; ++columns) {
        for (int rows = 2; rows <= 4; ++rows) {
          if (columns == rows || !square) addOverload(to, signature, {.columns = columns, .rows = rows});
        }
      }
    } else {
      addOverload(to, signature, {});
    }
  });
}

void addTextureFunction(Overloads& to, std::string_view form, TBasicType returned, bool biasAllowed) {
  const bool bias = form.back() == '?';
  if (bias) form.remove_suffix(1);
  for (int withBias = 0; withBias <= (bias && biasAllowed); ++withBias) {
    to.begin(vectorType(returned, isShadow(form[0]) ? 1 : 4));
    to.add(samplerType(form[0], returned));
    for (char parameter : form.substr(1)) to.add(typeOf(parameter, {}));
    if (withBias) to.add(vectorType(EbtFloat, 1));
    to.end();
  }
}

/// Samplers of the three types that give floats, ints and uints.
template <class Visit>
void forEachReturned(char sampler, Visit visit) {
  visit(EbtFloat);
  if (isShadow(sampler)) return;
  visit(EbtInt);
  visit(EbtUint);
}

void addTextureFunctions(const BuiltinsKey& key, TSymbolTable& symbols) {
  const bool fragment = key.stage == EShLangFragment;
  if (key.version == 100) {
    for (const OldTextureFunction& function : kOldTextureFunctions) {
      if (!existsIn(function.where, key.stage)) continue;
      Overloads overloads(symbols, key, function.op, function.name, function.extension);
      forEachWord(function.forms,
                  [&](std::string_view form) { addTextureFunction(overloads, form, EbtFloat, fragment); });
    }
    return;
  }
  for (const TextureFunction& function : kTextureFunctions) {
    Overloads overloads(symbols, key, function.op, function.name, nullptr);
    forEachWord(function.forms, [&](std::string_view form) {
      forEachReturned(form[0], [&](TBasicType returned) { addTextureFunction(overloads, form, returned, fragment); });
    });
  }
  Overloads sizes(symbols, key, EOpTextureQuerySize, "textureSize", nullptr);
  for (const char* size : kTextureSizes) {
    forEachReturned(size[0], [&](TBasicType returned) {
      TType* const result = typeOf(size[1], {});
      result->getQualifier().precision = EpqHigh;
      sizes.begin(result);
      sizes.add(samplerType(size[0], returned));
      sizes.add(vectorType(EbtInt, 1));
      sizes.end();
    });
  }
}

}  // namespace

void addBuiltinFunctions(const BuiltinsKey& key, TSymbolTable& symbols) {
  for (const Function& function : kFunctions) {
    if (function.sinceVersion > key.version || !existsIn(function.where, key.stage)) continue;
    Overloads overloads(symbols, key, function.op, function.name, function.extension);
    addFunction(overloads, function, key.version);
  }
  addTextureFunctions(key, symbols);
}

}  // namespace sw
