// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/routine_text.h"

namespace sw {

namespace {

// Names of enumerators, in order, between spaces.
constexpr char kComponentTypes[] =
    "Byte UnsignedByte Short UnsignedShort Int UnsignedInt Float HalfFloat Int2101010 UnsignedInt2101010";
constexpr char kTargetFormats[] =
    "None R8 RG8 RGB8 RGBA8 SRGB8A8 RGB565 RGBA4 RGB5A1 RGB10A2 R11G11B10F R16F RG16F RGBA16F R32F RG32F RGBA32F R8I "
    "RG8I RGBA8I R8UI RG8UI RGBA8UI R16I RG16I RGBA16I R16UI RG16UI RGBA16UI R32I RG32I RGBA32I R32UI RG32UI RGBA32UI "
    "RGB10A2UI R16 RG16 RGBA16 R8S RG8S RGBA8S R16S RG16S RGBA16S RGB16F SRGB8";
constexpr char kWrapModes[] = "Repeat ClampToEdge MirroredRepeat";
constexpr char kBlendFactors[] =
    "Zero One SrcColor OneMinusSrcColor DstColor OneMinusDstColor SrcAlpha OneMinusSrcAlpha DstAlpha OneMinusDstAlpha "
    "ConstantColor OneMinusConstantColor ConstantAlpha OneMinusConstantAlpha SrcAlphaSaturate";
constexpr char kBlendEquations[] = "Add Subtract ReverseSubtract Min Max";
constexpr char kCompareFunctions[] = "Never Less Equal LessEqual Greater NotEqual GreaterEqual Always";
constexpr char kStencilOps[] = "Keep Zero Replace IncrementClamp DecrementClamp Invert IncrementWrap DecrementWrap";
constexpr char kDepthFormats[] = "None D16 D24 D32F";

template <typename Enum>
std::string nameOf(std::string_view names, Enum value) {
  for (auto left = uint32_t(value); left > 0; --left) names.remove_prefix(names.find(' ') + 1);
  return std::string(names.substr(0, names.find(' ')));
}

/// Parts with "; " between them, each a subject and what is said of it.
class Words {
 public:
  void begin(std::string_view subject) {
    if (!text_.empty()) text_ += "; ";
    text_ += subject;
    separator_ = ": ";
  }
  void begin(const char* subject, uint32_t number) { begin(subject + (' ' + std::to_string(number))); }
  void say(std::string_view word) {
    text_ += separator_;
    text_ += word;
    separator_ = ", ";
  }
  void sayIf(bool holds, std::string_view word) {
    if (holds) say(word);
  }
  std::string text() const { return text_; }

 private:
  std::string text_;
  const char* separator_ = "";
};

void saySamplers(Words& words, const SamplerKey (&samplers)[kKeyedSamplers]) {
  for (uint32_t i = 0; i < kKeyedSamplers; ++i) {
    const SamplerKey& sampler = samplers[i];
    if (sampler == SamplerKey{}) continue;
    words.begin("sampler", i);
    words.say(nameOf(kTargetFormats, sampler.format));
    const auto has = [&](uint8_t flag) { return (sampler.filter & flag) != 0; };
    if (has(kSamplerMixed)) {
      words.say("fetches");
    } else {
      words.say(has(kSamplerLinear) ? "linear" : "nearest");
      words.sayIf(has(kSamplerMipmapped), has(kSamplerMipLinear) ? "two levels" : "nearest level");
      words.sayIf(has(kSamplerPowersOf2), "powers of 2");
      words.sayIf(has(kSamplerAnisotropic), "anisotropic");
    }
    std::string wrap = nameOf(kWrapModes, wrapOf(sampler, 0));
    for (uint32_t axis = 1; axis < 3; ++axis) wrap += ' ' + nameOf(kWrapModes, wrapOf(sampler, axis));
    words.say(wrap);
    if (sampler.compare & kSamplerCompared) words.say("compares " + nameOf(kCompareFunctions, compareOf(sampler)));
  }
}

std::string blendOf(BlendEquation equation, BlendFactor source, BlendFactor destination) {
  if (equation == BlendEquation::Min || equation == BlendEquation::Max) return nameOf(kBlendEquations, equation);
  return nameOf(kBlendFactors, source) + ' ' + nameOf(kBlendEquations, equation) + ' ' +
         nameOf(kBlendFactors, destination);
}

void sayTarget(Words& words, const TargetKey& target) {
  words.say(nameOf(kTargetFormats, target.format));
  constexpr uint8_t kAllChannels = 15;
  if (target.writeMask != kAllChannels) {
    std::string channels = "writes ";
    for (int i = 0; i < 4; ++i)
      if (target.writeMask >> i & 1) channels += "rgba"[i];
    words.say(target.writeMask == 0 ? "writes nothing" : channels);
  }
  if (!target.blend) return;
  const std::string rgb = blendOf(target.equationRgb, target.srcRgb, target.dstRgb);
  const std::string alpha = blendOf(target.equationAlpha, target.srcAlpha, target.dstAlpha);
  words.say("blend " + rgb);
  words.sayIf(alpha != rgb, "alpha " + alpha);
}

void sayFace(Words& words, const StencilFaceKey& face) {
  words.say(nameOf(kCompareFunctions, face.compare));
  words.say("fail " + nameOf(kStencilOps, face.fail));
  words.say("depth fail " + nameOf(kStencilOps, face.depthFail));
  words.say("pass " + nameOf(kStencilOps, face.pass));
}

}  // namespace

std::string wordsOf(const VertexKey& key) {
  Words words;
  for (uint32_t i = 0; i < kMaxVertexAttributes; ++i) {
    const AttributeKey& attribute = key.attributes[i];
    if (!attribute.enabled) continue;
    words.begin("attribute", i);
    words.say(std::to_string(attribute.components) + ' ' + nameOf(kComponentTypes, attribute.type));
    words.sayIf(attribute.normalized != 0, "normalized");
    words.sayIf(attribute.integer != 0, "integer");
    words.sayIf(attribute.instanced != 0, "instanced");
  }
  saySamplers(words, key.samplers);
  return words.text();
}

std::string wordsOf(const FragmentKey& key) {
  Words words;
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
    if (key.targets[i].format == TargetFormat::None) continue;
    words.begin("target", i);
    sayTarget(words, key.targets[i]);
  }
  if (key.depthTest) {
    words.begin("depth");
    words.say(nameOf(kDepthFormats, key.depthFormat));
    words.say(nameOf(kCompareFunctions, key.depthCompare));
    words.sayIf(key.depthWrite != 0, "write");
  }
  if (key.stencilTest) {
    const bool same = key.stencilFront == key.stencilBack;
    words.begin(same ? "stencil" : "stencil of front faces");
    sayFace(words, key.stencilFront);
    if (!same) {
      words.begin("stencil of back faces");
      sayFace(words, key.stencilBack);
    }
  }
  if (key.countSamples) words.begin("counts samples");
  if (key.samples > 1) words.begin(std::to_string(key.samples) + " samples");
  if (key.alphaToCoverage) words.begin("alpha to coverage");
  saySamplers(words, key.samplers);
  return words.text();
}

}  // namespace sw
