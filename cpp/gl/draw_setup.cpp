// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// From GL state to what a draw reads: attribute records, texture and block tables, keys, raster and fragment state.
//
// Tested by gl/draw_test.cpp.

#include <algorithm>

#include "gl/buffers.h"
#include "gl/draw.h"
#include "gl/expected_draws.h"
#include "gl/framebuffers.h"
#include "gl/textures.h"
#include "gl/transform_feedback.h"
#include "pipeline/look_up.h"
#include "support/address.h"

namespace sw::gl {
namespace {

// --- vertex input --------------------------------------------------------------------------------------------------

ComponentType componentType(GLenum type) {
  switch (type) {
    case GL_BYTE: return ComponentType::Byte;
    case GL_UNSIGNED_BYTE: return ComponentType::UnsignedByte;
    case GL_SHORT: return ComponentType::Short;
    case GL_UNSIGNED_SHORT: return ComponentType::UnsignedShort;
    case GL_INT: return ComponentType::Int;
    case GL_UNSIGNED_INT: return ComponentType::UnsignedInt;
    case GL_HALF_FLOAT: return ComponentType::HalfFloat;
    case GL_INT_2_10_10_10_REV: return ComponentType::Int2101010;
    case GL_UNSIGNED_INT_2_10_10_10_REV: return ComponentType::UnsignedInt2101010;
  }
  return ComponentType::Float;
}

/// The class of values that an array or a generic value supplies.
ScalarType suppliedClass(const VertexAttribute& attribute, const GenericAttribute& generic) {
  if (!attribute.enabled) {
    switch (generic.type) {
      case AttributeClass::Float: return ScalarType::Float;
      case AttributeClass::Int: return ScalarType::Int;
      case AttributeClass::Uint: return ScalarType::Uint;
    }
  }
  if (!attribute.integer) return ScalarType::Float;
  const bool isSigned = attribute.type == GL_BYTE || attribute.type == GL_SHORT || attribute.type == GL_INT;
  return isSigned ? ScalarType::Int : ScalarType::Uint;
}

AttributeKey attributeKey(const VertexAttribute& attribute) {
  AttributeKey key;
  const ComponentType type = componentType(attribute.type);
  const bool isFloat = type == ComponentType::Float || type == ComponentType::HalfFloat;
  key.enabled = 1;
  key.instanced = attribute.divisor != 0;
  key.components = attribute.components;
  key.type = type;
  key.normalized = attribute.normalized && !isFloat;
  key.integer = attribute.integer;
  return key;
}

void updateVertexInput(Context& c, const ProgramInfo& info) {
  DrawCache& cache = c.draw;
  const VertexArray& array = *c.vertexInput.array;
  cache.vertexInputRefusal = {};
  cache.vertexLimit = cache.instanceLimit = UINT64_MAX;
  cache.hasVertexRateArray = false;
  cache.vertexKey = {};
  bool anyArray = false;
  for (uint32_t i = 0; i < kMaxAttributes; ++i) {
    const VertexAttribute& attribute = array.attributes[i];
    const GenericAttribute& generic = c.vertexInput.generic[i];
    // WebGL 1.0, "Enabled vertex attributes": also for those that no shader reads.
    if (attribute.enabled && !attribute.buffer) {
      cache.vertexInputRefusal = {GL_INVALID_OPERATION, "draw: an enabled vertex attribute has no buffer"};
      return;
    }
    if ((info.attributeMask >> i & 1) == 0) continue;
    if (suppliedClass(attribute, generic) != ScalarType(info.attributeClass[i])) {
      cache.vertexInputRefusal = {GL_INVALID_OPERATION,
                                  "draw: a vertex attribute's type (float, int, uint) is not the shader's"};
      return;
    }
    AttributeState& state = cache.attributes[i];
    state = {};
    std::copy(std::begin(generic.bits), std::end(generic.bits), state.current);
    if (!attribute.enabled) {
      cache.hasVertexRateArray = true;
      continue;
    }
    anyArray = true;
    const uint64_t strideBytes = attribute.effectiveStrideBytes();
    const uint64_t size = attribute.buffer->size();
    const uint64_t end = attribute.offsetBytes + attribute.elementBytes;
    const uint64_t elements = end > size ? 0 : (size - end) / strideBytes + 1;
    if (attribute.divisor == 0) {
      cache.hasVertexRateArray = true;
      cache.vertexLimit = std::min(cache.vertexLimit, elements);
    } else {
      cache.instanceLimit = std::min(cache.instanceLimit, elements * attribute.divisor);
    }
    cache.vertexKey.attributes[i] = attributeKey(attribute);
    state.strideBytes = uint32_t(strideBytes);
    state.maxIndex = uint32_t(elements == 0 ? 0 : elements - 1);
    state.divisor = attribute.divisor;
    // With no element the address is not used: every draw that would fetch is refused.
    state.address = elements == 0 ? 0 : toAddress(attribute.buffer->data() + attribute.offsetBytes);
  }
  if (!anyArray) cache.hasVertexRateArray = true;
}

// --- textures and uniform buffers ----------------------------------------------------------------------------------

/// WebGL 2.0, "Draw operations": samplers and textures of different classes do not go together. Textures without a base
/// image go with every sampler.
bool fitsSampler(const TextureUnit& unit, const Texture& texture, SamplerClass samplerClass) {
  const int32_t level =
      texture.immutable ? std::clamp(texture.baseLevel, 0, texture.immutableLevels - 1) : texture.baseLevel;
  if (texture.images.empty() || level < 0 || level >= kMaxTextureLevels) return true;
  const FormatInfo* format = texture.images[0][size_t(level)].format();
  if (!format) return true;
  const GLenum compareMode = unit.sampler ? unit.sampler->parameters.compareMode : texture.parameters.compareMode;
  if (format->depth != DepthFormat::None && compareMode != GL_NONE) return samplerClass == SamplerClass::Shadow;
  switch (format->componentClass) {
    case ComponentClass::Int: return samplerClass == SamplerClass::Int;
    case ComponentClass::Uint: return samplerClass == SamplerClass::Uint;
    case ComponentClass::UNorm:
    case ComponentClass::SNorm:
    case ComponentClass::Float: return samplerClass == SamplerClass::Float;
  }
  return true;
}

void updateTextures(Context& c, const ProgramExecutable& executable) {
  DrawCache& cache = c.draw;
  const std::vector<SamplerInfo>& samplers = executable.info.samplers;
  cache.textureRefusal = {};
  cache.samplers.resize(samplers.size());
  std::fill(std::begin(cache.vertexSamplers), std::end(cache.vertexSamplers), SamplerKey{});
  std::fill(std::begin(cache.fragmentSamplers), std::end(cache.fragmentSamplers), SamplerKey{});
  // Which sampler claimed a unit first: all others there must be of its type (OpenGL ES 3.0.6 §2.11.7).
  const SamplerInfo* claimed[kMaxCombinedTextureImageUnits] = {};
  for (size_t i = 0; i < samplers.size(); ++i) {
    const SamplerInfo& info = samplers[i];
    const uint32_t unit = executable.uniformStorage[info.uniformCell];
    if (claimed[unit] && (claimed[unit]->dim != info.dim || claimed[unit]->samplerClass != info.samplerClass)) {
      cache.textureRefusal = {GL_INVALID_OPERATION, "draw: two samplers of different types use one texture unit"};
      return;
    }
    claimed[unit] = &info;
    const Texture* texture = boundTexture(c, unit, info.dim);
    if (texture && drawFramebufferHolds(c, *texture, c.textures.units[unit].sampler.get())) {
      cache.textureRefusal = {GL_INVALID_OPERATION, "draw: a texture is read and drawn to (feedback loop)"};
      return;
    }
    if (texture && !fitsSampler(c.textures.units[unit], *texture, info.samplerClass)) {
      cache.textureRefusal = {GL_INVALID_OPERATION, "draw: a texture's format is not what its sampler reads"};
      return;
    }
    SamplerKey key;
    cache.samplers[i] = samplerDescriptor(c, unit, info, key);
    if (i >= kKeyedSamplers) continue;
    cache.vertexSamplers[i] = keptSamplerKey(key, info.dim, info.vertexMethods);
    cache.fragmentSamplers[i] = keptSamplerKey(key, info.dim, info.fragmentMethods);
  }
}

void updateUniformBuffers(Context& c, const ProgramExecutable& executable) {
  DrawCache& cache = c.draw;
  cache.uniformBufferRefusal = {};
  cache.blocks.resize(executable.info.blocks.size());
  for (size_t i = 0; i < cache.blocks.size(); ++i) {
    const IndexedBufferBinding& binding = c.bufferBindings.uniformIndexed[executable.blockBindings[i]];
    const size_t available = binding.availableBytes();
    if (!binding.buffer || available < executable.info.blocks[i].sizeBytes) {
      cache.uniformBufferRefusal = {GL_INVALID_OPERATION, "draw: a uniform block has no buffer, or a too small one"};
      return;
    }
    cache.blocks[i] = {toAddress(binding.buffer->data() + binding.offsetBytes), uint32_t(available)};
  }
}

// --- outputs -------------------------------------------------------------------------------------------------------

BlendFactor blendFactor(GLenum factor) {
  switch (factor) {
    case GL_ZERO: return BlendFactor::Zero;
    case GL_SRC_COLOR: return BlendFactor::SrcColor;
    case GL_ONE_MINUS_SRC_COLOR: return BlendFactor::OneMinusSrcColor;
    case GL_DST_COLOR: return BlendFactor::DstColor;
    case GL_ONE_MINUS_DST_COLOR: return BlendFactor::OneMinusDstColor;
    case GL_SRC_ALPHA: return BlendFactor::SrcAlpha;
    case GL_ONE_MINUS_SRC_ALPHA: return BlendFactor::OneMinusSrcAlpha;
    case GL_DST_ALPHA: return BlendFactor::DstAlpha;
    case GL_ONE_MINUS_DST_ALPHA: return BlendFactor::OneMinusDstAlpha;
    case GL_CONSTANT_COLOR: return BlendFactor::ConstantColor;
    case GL_ONE_MINUS_CONSTANT_COLOR: return BlendFactor::OneMinusConstantColor;
    case GL_CONSTANT_ALPHA: return BlendFactor::ConstantAlpha;
    case GL_ONE_MINUS_CONSTANT_ALPHA: return BlendFactor::OneMinusConstantAlpha;
    case GL_SRC_ALPHA_SATURATE: return BlendFactor::SrcAlphaSaturate;
  }
  return BlendFactor::One;
}

BlendEquation blendEquation(GLenum equation) {
  switch (equation) {
    case GL_FUNC_SUBTRACT: return BlendEquation::Subtract;
    case GL_FUNC_REVERSE_SUBTRACT: return BlendEquation::ReverseSubtract;
    case GL_MIN: return BlendEquation::Min;
    case GL_MAX: return BlendEquation::Max;
  }
  return BlendEquation::Add;
}

/// Channels that a format stores, as a write mask.
uint8_t storedChannels(TargetFormat format) {
  using enum TargetFormat;
  switch (format) {
    case None: return 0;
    case R8:
    case R16F:
    case R32F:
    case R8I:
    case R8UI:
    case R16I:
    case R16UI:
    case R32I:
    case R32UI:
    case R16:
    case R8S:
    case R16S: return 1;
    case RG8:
    case RG16F:
    case RG32F:
    case RG8I:
    case RG8UI:
    case RG16I:
    case RG16UI:
    case RG32I:
    case RG32UI:
    case RG16:
    case RG8S:
    case RG16S: return 3;
    case RGB8:
    case SRGB8:
    case RGB16F:
    case RGB565:
    case R11G11B10F: return 7;
    default: return 15;
  }
}

bool isFloatFormat(TargetFormat format) {
  using enum TargetFormat;
  switch (format) {
    case R11G11B10F:
    case R16F:
    case RG16F:
    case RGB16F:
    case RGBA16F:
    case R32F:
    case RG32F:
    case RGBA32F: return true;
    default: return false;
  }
}

/// Forms that mean the same get the same key.
TargetKey targetKey(const DrawSurfaces::Color& color, const BlendState& blend, uint8_t mask) {
  TargetKey key;
  key.format = color.format;
  key.writeMask = mask;
  if (!blend.enabled || color.componentClass != ScalarType::Float) return key;
  TargetKey blended = key;
  blended.blend = 1;
  blended.equationRgb = blendEquation(blend.equationRgb);
  blended.equationAlpha = blendEquation(blend.equationAlpha);
  const auto usesFactors = [](BlendEquation equation) {
    return equation != BlendEquation::Min && equation != BlendEquation::Max;
  };
  if (usesFactors(blended.equationRgb)) {
    blended.srcRgb = blendFactor(blend.sourceRgb);
    blended.dstRgb = blendFactor(blend.destinationRgb);
  }
  if (usesFactors(blended.equationAlpha)) {
    blended.srcAlpha = blendFactor(blend.sourceAlpha);
    blended.dstAlpha = blendFactor(blend.destinationAlpha);
  }
  TargetKey replacing = key;
  replacing.blend = 1;
  return blended == replacing ? key : blended;  // one times source plus zero times destination
}

CompareFunction compareFunction(GLenum function) { return CompareFunction(function - GL_NEVER); }
static_assert(GL_ALWAYS - GL_NEVER == uint32_t(CompareFunction::Always));
static_assert(GL_LEQUAL - GL_NEVER == uint32_t(CompareFunction::LessEqual));

StencilOp stencilOp(GLenum op) {
  switch (op) {
    case GL_ZERO: return StencilOp::Zero;
    case GL_REPLACE: return StencilOp::Replace;
    case GL_INCR: return StencilOp::IncrementClamp;
    case GL_DECR: return StencilOp::DecrementClamp;
    case GL_INVERT: return StencilOp::Invert;
    case GL_INCR_WRAP: return StencilOp::IncrementWrap;
    case GL_DECR_WRAP: return StencilOp::DecrementWrap;
  }
  return StencilOp::Keep;
}

StencilFaceKey stencilFaceKey(const StencilFace& face) {
  return {compareFunction(face.function), stencilOp(face.fail), stencilOp(face.depthFail), stencilOp(face.depthPass)};
}

StencilFaceState stencilFaceState(const StencilFace& face, uint32_t bits) {
  const uint32_t all = (1u << bits) - 1;
  const auto reference = uint32_t(std::clamp(face.reference, 0, int32_t(all)));
  return {reference, face.compareMask & all, face.writeMask & all, 0};
}

/// WebGL 1.0, "Stencil Separate Mask and Reference Value".
bool stencilFacesDiffer(const PerFragmentState& fragment, uint32_t bits) {
  const StencilFaceState front = stencilFaceState(fragment.stencilFront, bits);
  const StencilFaceState back = stencilFaceState(fragment.stencilBack, bits);
  return front.reference != back.reference || front.compareMask != back.compareMask ||
         front.writeMask != back.writeMask;
}

void updateTargets(Context& c, const ProgramInfo& info, const DrawSurfaces& surfaces) {
  DrawCache& cache = c.draw;
  const PerFragmentState& fragment = c.perFragment;
  bool anyFloat = false;
  for (uint32_t i = 0; i < kMaxDrawBuffers; ++i) {
    const DrawSurfaces::Color& color = surfaces.color[i];
    cache.fragmentState.color[i] = color.surface;
    cache.fragmentState.evenBlocks[i] = color.evenBlocks;
    if (color.format == TargetFormat::None) continue;
    const uint8_t mask = fragment.colorMask[i] & storedChannels(color.format);
    const auto outputClass = ScalarType(info.broadcastsColor ? info.outputClass[0] : info.outputClass[i]);
    if (outputClass == ScalarType::Void) {
      // WebGL 2.0, "Fragment shader output", and WEBGL_draw_buffers: what is drawn to must be written. Without these
      // GLSL ES 1.00 leaves it undefined.
      if (mask != 0 && (c.webgl2() || c.has(kWebglDrawBuffers)) && !cache.targetRefusal) {
        cache.targetRefusal = {GL_INVALID_OPERATION, "draw: a draw buffer has no fragment shader output"};
      }
      continue;
    }
    if (outputClass != color.componentClass && mask != 0) {
      cache.targetRefusal = {GL_INVALID_OPERATION, "draw: a fragment shader output's type is not its draw buffer's"};
      continue;
    }
    if (color.float32 && fragment.blend[i].enabled && !c.has(kExtFloatBlend)) {
      cache.targetRefusal = {GL_INVALID_OPERATION, "draw: blending 32-bit floats needs EXT_float_blend"};
    }
    if (mask == 0) continue;
    anyFloat |= isFloatFormat(color.format);
    cache.fragmentKey.targets[i] = targetKey(color, fragment.blend[i], mask);
    cache.writesAnything = true;
  }
  for (uint32_t i = 0; i < 4; ++i) {
    const float constant = fragment.blendColor[i];
    cache.fragmentState.blendConstant[i] = anyFloat ? constant : std::clamp(constant, 0.0f, 1.0f);
  }
}

/// OpenGL ES 3.0.6 §4.1.3: as many samples as the value asks for, rounded to nearest.
uint8_t sampleMask(const PerFragmentState& fragment) {
  const auto samples = uint32_t(fragment.sampleCoverageValue * kPixelSamples + 0.5f);
  const uint32_t mask = (1u << samples) - 1;
  return uint8_t(fragment.sampleCoverageInvert ? mask ^ 15 : mask);
}

void updateOutputs(Context& c, const ProgramInfo& info, const DrawSurfaces& surfaces) {
  DrawCache& cache = c.draw;
  const PerFragmentState& fragment = c.perFragment;
  FragmentKey& key = cache.fragmentKey;
  FragmentState& state = cache.fragmentState;
  cache.outputRefusal = cache.targetRefusal = {};
  cache.writesAnything = false;
  key = {};
  if (fragment.stencilTest && stencilFacesDiffer(fragment, surfaces.stencilBits)) {
    cache.outputRefusal = {GL_INVALID_OPERATION, "draw: stencil masks or references differ between front and back"};
  }
  updateTargets(c, info, surfaces);

  state.depth = surfaces.depth;
  if (fragment.depthTest && surfaces.depthFormat != DepthFormat::None) {
    key.depthFormat = surfaces.depthFormat;
    key.depthTest = 1;
    key.depthWrite = fragment.depthMask;
    key.depthCompare = compareFunction(fragment.depthFunction);
    cache.writesAnything |= fragment.depthMask;
  }
  state.stencil = surfaces.stencil;
  if (fragment.stencilTest && surfaces.stencilBits != 0) {
    key.stencilTest = 1;
    key.stencilFront = stencilFaceKey(fragment.stencilFront);
    key.stencilBack = stencilFaceKey(fragment.stencilBack);
    state.stencilFront = stencilFaceState(fragment.stencilFront, surfaces.stencilBits);
    state.stencilBack = stencilFaceState(fragment.stencilBack, surfaces.stencilBits);
    cache.writesAnything = true;
  }
  if (c.query.anySamples) {
    key.countSamples = 1;
    cache.writesAnything = true;
  }
  RasterState& raster = cache.call.raster;
  raster.multisampled = surfaces.samples > 0;
  raster.sampleMask = 15;
  if (raster.multisampled) {
    key.samples = kPixelSamples;
    key.alphaToCoverage = fragment.sampleAlphaToCoverage;
    if (fragment.sampleCoverage) raster.sampleMask = sampleMask(fragment);
  }
}

// --- rasterisation -------------------------------------------------------------------------------------------------

CullMode cullMode(const RasterizationState& raster) {
  if (!raster.cullFace) return CullMode::None;
  if (raster.cullFaceMode == GL_FRONT) return CullMode::Front;
  return raster.cullFaceMode == GL_BACK ? CullMode::Back : CullMode::FrontAndBack;
}

/// Those of the program's distances that count: bit i of `counting` stands for distance i.
DistanceSet distanceSet(const DistanceCells& distances, uint32_t counting) {
  return {distances.firstCell, uint8_t(counting & ((1u << distances.cells) - 1))};
}

void updateRaster(Context& c, const ProgramInfo& info, const DrawSurfaces& surfaces) {
  DrawCache& cache = c.draw;
  const RasterizationState& raster = c.raster;
  RasterState& state = cache.call.raster;
  state.viewportX = float(raster.viewport.x);
  state.viewportY = float(raster.viewport.y);
  state.viewportWidth = float(raster.viewport.width);
  state.viewportHeight = float(raster.viewport.height);
  state.depthNear = raster.depthNear;
  state.depthFar = raster.depthFar;
  state.cull = cullMode(raster);
  state.frontFaceClockwise = raster.frontFace == GL_CW;
  state.polygonOffset = raster.polygonOffsetFill;
  state.polygonOffsetFactor = raster.polygonOffsetFactor;
  state.polygonOffsetUnits = raster.polygonOffsetUnits;
  state.polygonOffsetClamp = raster.polygonOffsetClamp;
  state.depthResolution = surfaces.depthResolution;
  state.lineWidth = std::clamp(raster.lineWidth, 1.0f, kMaxLineWidth);
  state.maxPointSize = kMaxPointSize;
  state.rasterizerDiscard = raster.rasterizerDiscard;
  state.provokingFirst = raster.provokingVertex == GL_FIRST_VERTEX_CONVENTION_WEBGL;
  state.depthClamp = raster.depthClamp;
  state.clipUpperLeft = raster.clipOrigin == GL_UPPER_LEFT_EXT;
  state.clipZeroToOne = raster.clipDepthMode == GL_ZERO_TO_ONE_EXT;
  state.clipDistances = distanceSet(info.clipDistances, raster.clipDistances);
  state.cullDistances = distanceSet(info.cullDistances, ~0u);  // there is no switch for these
  int64_t x0 = 0, y0 = 0, x1 = surfaces.width, y1 = surfaces.height;
  const auto cutTo = [&](const Rectangle& rectangle) {
    x0 = std::clamp<int64_t>(rectangle.x, x0, x1);
    y0 = std::clamp<int64_t>(rectangle.y, y0, y1);
    x1 = std::clamp<int64_t>(int64_t(rectangle.x) + rectangle.width, x0, x1);
    y1 = std::clamp<int64_t>(int64_t(rectangle.y) + rectangle.height, y0, y1);
  };
  // The left, right, lower and upper planes of the clip volume (OpenGL ES 3.0.6 §2.17) are pixel borders: cutting
  // fragments there is clipping, without new vertices.
  cutTo(raster.viewport);
  if (c.perFragment.scissorTest) cutTo(c.perFragment.scissor);
  state.scissorX0 = int32_t(x0);
  state.scissorY0 = int32_t(y0);
  state.scissorX1 = int32_t(x1);
  state.scissorY1 = int32_t(y1);
  const float depthDiff = raster.depthFar - raster.depthNear;
  cache.vertexState.depthNear = cache.fragmentState.depthNear = raster.depthNear;
  cache.vertexState.depthFar = cache.fragmentState.depthFar = raster.depthFar;
  cache.vertexState.depthDiff = cache.fragmentState.depthDiff = depthDiff;
}

// --- the program ---------------------------------------------------------------------------------------------------

void updateProgram(Context& c, ProgramExecutable& executable) {
  DrawCache& cache = c.draw;
  const ProgramInfo& info = executable.info;
  cache.privateBytes = std::max(info.privateBytes, kPrivateScratchBytes);
  const void* privateMemory = executable.routines.privateData.reserve(cache.privateBytes);
  const Address uniforms = toAddress(executable.uniformStorage.data());
  cache.vertexState.uniforms = cache.fragmentState.uniforms = uniforms;
  cache.vertexState.privateMemory = cache.fragmentState.privateMemory = toAddress(privateMemory);
  cache.call.varyingCells = info.varyingCells;
  cache.call.fragmentCells = info.fragmentCells;
  cache.call.flatCells = info.flatCells.data();
  cache.call.writesPointSize = info.writesPointSize;

  cache.feedbackBuffers = info.feedback.empty() ? 0 : feedbackStrides(executable, cache.feedbackStrideBytes);
  const bool separate = executable.feedbackMode == GL_SEPARATE_ATTRIBS;
  for (std::vector<uint16_t>& cells : cache.feedbackCells) cells.clear();
  for (size_t i = 0; i < info.feedback.size(); ++i) {
    for (uint32_t cell = 0; cell < info.feedback[i].cells; ++cell) {
      cache.feedbackCells[separate ? i : 0].push_back(uint16_t(info.feedback[i].firstCell + cell));
    }
  }
}

}  // namespace

void updateDrawCache(Context& c) {
  const DrawSurfaces& surfaces = drawSurfaces(c);  // also when clean: it does the drawing buffer's pending clear
  uint32_t dirty = c.dirty;
  if (dirty == 0) return;
  c.dirty = 0;
  if (dirty & kDirtyProgram) dirty = kDirtyAll;
  ProgramExecutable& executable = *c.program.executable;
  const VertexKey oldVertexKey = c.draw.vertexKey;
  const FragmentKey oldFragmentKey = c.draw.fragmentKey;
  const bool wroteAnything = c.draw.writesAnything;
  if (dirty & kDirtyProgram) updateProgram(c, executable);
  if (dirty & kDirtyVertexInput) updateVertexInput(c, executable.info);
  if (dirty & (kDirtyTextures | kDirtyFramebuffer)) updateTextures(c, executable);
  if (dirty & kDirtyUniformBuffers) updateUniformBuffers(c, executable);
  if (dirty & (kDirtyPerFragment | kDirtyFramebuffer)) updateOutputs(c, executable.info, surfaces);
  if (dirty & (kDirtyRaster | kDirtyFramebuffer)) updateRaster(c, executable.info, surfaces);
  std::copy(std::begin(c.draw.vertexSamplers), std::end(c.draw.vertexSamplers), c.draw.vertexKey.samplers);
  std::copy(std::begin(c.draw.fragmentSamplers), std::end(c.draw.fragmentSamplers), c.draw.fragmentKey.samplers);
  c.draw.vertexState.blocks = c.draw.fragmentState.blocks = toAddress(c.draw.blocks.data());
  c.draw.vertexState.samplers = c.draw.fragmentState.samplers = toAddress(c.draw.samplers.data());
  c.draw.vertexState.attributes = toAddress(c.draw.attributes);
  if ((dirty & kDirtyProgram) || !(oldVertexKey == c.draw.vertexKey) || !(oldFragmentKey == c.draw.fragmentKey) ||
      wroteAnything != c.draw.writesAnything) {
    c.draw.routinesKnown = false;
  }
}

FragmentKey outputsAsTheyAre(Context& c, const ProgramInfo& info) {
  DrawCache& cache = c.draw;
  const FragmentKey drawn = cache.fragmentKey;
  const bool wroteAnything = cache.writesAnything;
  updateOutputs(c, info, drawSurfaces(c));
  const FragmentKey key = cache.writesAnything ? cache.fragmentKey : FragmentKey();
  // What was drawn last has its routines still; all else is made again for the next draw.
  cache.fragmentKey = drawn;
  cache.writesAnything = wroteAnything;
  c.dirty |= kDirtyPerFragment;
  return key;
}

bool findRoutines(Context& c) {
  DrawCache& cache = c.draw;
  const bool needsFragment = cache.writesAnything && !c.raster.rasterizerDiscard;
  if (!cache.routinesKnown || cache.standsIn || (needsFragment && cache.fragmentSlot == 0)) {
    ProgramExecutable& executable = *c.program.executable;
    cache.routineError.clear();
    if (cache.vertexState.privateMemory == 0) {
      cache.routineError = "no memory for the data of the program's routines";
      c.dirty |= kDirtyProgram;  // there may be some for the next draw
      return false;
    }
    RoutineCache& routines = executable.routines;
    const size_t routinesBefore = routines.size();
    const uint32_t usedBefore = routines.earlyUsed();
    cache.vertexSlot = routines.vertex(executable.handle, cache.vertexKey, cache.routineError);
    cache.fragmentSlot = 0;
    if (needsFragment) {
      cache.fragmentSlot = routines.fragment(executable.handle, cache.fragmentKey, cache.routineError);
    }
    c.expected.used += routines.earlyUsed() - usedBefore;
    cache.standsIn = routines.standsIn();
    if (routines.size() != routinesBefore || cache.standsIn) learnFromDraw(c, executable);
    if (cache.standsIn) expectBetter(c, *c.program.current);
    cache.routinesKnown = true;
  }
  return cache.vertexSlot != 0 && (cache.fragmentSlot != 0 || !needsFragment);
}

}  // namespace sw::gl
