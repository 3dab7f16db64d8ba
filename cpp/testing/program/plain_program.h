// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A program whose routines are plain C++, with merging of the scalar twin: for tests of threads, natively. And the
// exports that those call.

#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <thread>
#include <utility>

#include "host/environment.h"
#include "pipeline/layout.h"
#include "pipeline/program_info.h"
#include "reference/merge_fragment.h"
#include "support/address.h"
#include "support/gl_constants.h"
#include "texture/descriptor.h"

namespace sw::abi {

extern "C" {
uint32_t context_create(uint32_t version, uint32_t width, uint32_t height, uint32_t bits);
uint32_t context_resize(uint32_t width, uint32_t height);
const uint8_t* context_present();
uint32_t context_presentedLook();
uint32_t gl_createShader(uint32_t type);
uint32_t gl_createProgram();
void gl_compileShader(uint32_t shader);
void gl_attachShader(uint32_t program, uint32_t shader);
void gl_linkProgram(uint32_t program);
void gl_useProgram(uint32_t program);
void gl_deleteProgram(uint32_t program);
uint32_t gl_createBuffer();
void gl_bindBuffer(uint32_t target, uint32_t name);
void gl_bindBufferBase(uint32_t target, uint32_t index, uint32_t name);
void gl_bufferData(uint32_t target, const uint8_t* data, double size, uint32_t usage);
void gl_bufferSubData(uint32_t target, double offset, const uint8_t* data, uint32_t bytes);
uint32_t gl_createTexture();
void gl_activeTexture(uint32_t unit);
void gl_bindTexture(uint32_t target, uint32_t texture);
void gl_texParameteri(uint32_t target, uint32_t pname, int32_t value);
void gl_texImage2D(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                   int32_t border, uint32_t format, uint32_t type, const uint8_t* data, uint32_t bytes);
void gl_deleteTexture(uint32_t texture);
uint32_t gl_createFramebuffer();
void gl_bindFramebuffer(uint32_t target, uint32_t framebuffer);
void gl_framebufferTexture2D(uint32_t target, uint32_t attachment, uint32_t textureTarget, uint32_t texture,
                             int32_t level);
void gl_blitFramebuffer(int32_t sourceX0, int32_t sourceY0, int32_t sourceX1, int32_t sourceY1, int32_t targetX0,
                        int32_t targetY0, int32_t targetX1, int32_t targetY1, uint32_t mask, uint32_t filter);
const uint8_t* gl_readPixels(int32_t x, int32_t y, int32_t width, int32_t height, uint32_t format, uint32_t type,
                             double availableBytes);
void gl_clear(uint32_t mask);
void gl_clearColor(float red, float green, float blue, float alpha);
void gl_uniform4fv(int32_t location, const float* values, uint32_t bytes);
void gl_uniform1i(int32_t location, int32_t x);
void gl_drawArrays(uint32_t mode, int32_t first, int32_t count);
void gl_enable(uint32_t cap);
void gl_disable(uint32_t cap);
void gl_viewport(int32_t x, int32_t y, int32_t width, int32_t height);
void gl_scissor(int32_t x, int32_t y, int32_t width, int32_t height);
void gl_blendFunc(uint32_t source, uint32_t destination);
void gl_blendColor(float red, float green, float blue, float alpha);
void gl_colorMask(uint32_t red, uint32_t green, uint32_t blue, uint32_t alpha);
void gl_depthFunc(uint32_t function);
void gl_depthMask(uint32_t write);
void gl_stencilFunc(uint32_t function, int32_t reference, uint32_t mask);
void gl_stencilOp(uint32_t fail, uint32_t depthFail, uint32_t depthPass);
void gl_framebufferRenderbuffer(uint32_t target, uint32_t attachment, uint32_t renderbufferTarget,
                                uint32_t renderbuffer);
uint32_t gl_createRenderbuffer();
void gl_bindRenderbuffer(uint32_t target, uint32_t renderbuffer);
void gl_renderbufferStorage(uint32_t target, uint32_t internalFormat, int32_t width, int32_t height);
void gl_renderbufferStorageMultisample(uint32_t target, int32_t samples, uint32_t internalFormat, int32_t width,
                                       int32_t height);
void gl_texSubImage2D(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t width, int32_t height,
                      uint32_t format, uint32_t type, const uint8_t* data, uint32_t bytes);
void gl_copyTexSubImage2D(uint32_t target, int32_t level, int32_t xOffset, int32_t yOffset, int32_t x, int32_t y,
                          int32_t width, int32_t height);
void gl_copyTexImage2D(uint32_t target, int32_t level, uint32_t internalFormat, int32_t x, int32_t y, int32_t width,
                       int32_t height, int32_t border);
void gl_generateMipmap(uint32_t target);
void gl_texStorage2D(uint32_t target, int32_t levels, uint32_t internalFormat, int32_t width, int32_t height);
void gl_pixelStorei(uint32_t pname, int32_t param);
uint32_t gl_getExtension(const char* name, uint32_t nameBytes);
void gl_compressedTexImage2D(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                             int32_t border, const uint8_t* data, uint32_t bytes);
void gl_compressedTexSubImage2D(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t width, int32_t height,
                                uint32_t format, const uint8_t* data, uint32_t bytes);
void gl_copyBufferSubData(uint32_t readTarget, uint32_t writeTarget, double readOffset, double writeOffset,
                          double size);
void gl_deleteBuffer(uint32_t buffer);
void gl_deleteQuery(uint32_t query);
uint32_t gl_fenceSync(uint32_t condition, uint32_t flags);
void context_presented();
uint32_t gl_createQuery();
void gl_beginQuery(uint32_t target, uint32_t query);
void gl_endQuery(uint32_t target);
const uint8_t* gl_getQueryParameter(uint32_t query, uint32_t pname);
void context_turn();
uint32_t gl_getError();
uint32_t* threads_open(uint32_t threads);
void threads_join(uint32_t thread);
uint32_t threads_work(uint32_t thread, uint32_t routines);
}

inline constexpr int32_t kWidth = 67, kHeight = 45;  // odd: quads reach over the right edge

// --- routines ------------------------------------------------------------------------------------------------------

inline uint32_t hash(uint32_t x) {
  x = (x ^ x >> 16) * 0x7feb352d;
  x = (x ^ x >> 15) * 0x846ca68b;
  return x ^ x >> 16;
}

inline float between(uint32_t bits, float low, float high) {
  return low + (high - low) * float(bits & 0xffff) / 65535.0f;
}

/// The vertex shader samples as well.
inline bool g_verticesSample = false;

inline std::array<float, 4> sample(Address descriptor, float u, float v);

/// Calls on threads other than the one that began.
inline std::atomic<uint32_t> g_verticesElsewhere = 0;
inline const std::thread::id g_firstThread = std::this_thread::get_id();

/// Positions and four inputs out of the vertex's id, the uniform's first cell and the block's first word.
inline void shadeVertices(Address state, Address vertexIds, uint32_t count, Address records) {
  const VertexState& s = *fromAddress<VertexState>(state);
  if (std::this_thread::get_id() != g_firstThread) ++g_verticesElsewhere;
  // Private memory is each thread's own, and the environment that of the stage that runs.
  uint32_t& own = *fromAddress<uint32_t>(s.privateMemory);
  const uint32_t mark = own = hash(vertexIds);
  if (environment().privatePtr != s.privateMemory || environment().attrPtr != s.attributes) __builtin_trap();
  const auto* uniforms = fromAddress<uint32_t>(s.uniforms);
  const auto* ids = fromAddress<uint32_t>(vertexIds);
  float* out = fromAddress<float>(records);
  for (uint32_t i = 0; i < count; ++i, out += vertexRecordCells(4)) {
    const uint32_t seed = hash(ids[i] + hash(uniforms[0]));
    out[0] = between(seed, -1.4f, 1.4f);
    if (g_verticesSample) out[0] += sample(fromAddress<Address>(s.samplers)[0], 0.7f, 0.4f)[1];
    out[1] = between(hash(seed), -1.4f, 1.4f);
    out[2] = between(hash(seed + 1), -1, 1);
    out[3] = 1;
    out[kRecordPointSizeCell] = 1;
    for (uint32_t k = 0; k < 4; ++k) out[kRecordUserCell + k] = between(hash(seed + 2 + k), 0, 1);
  }
  if (own != mark) __builtin_trap();
}

inline float plane(const float* p, float x, float y) { return p[0] + p[1] * x + p[2] * y; }

/// A texel by nearest look-up at level 0.
inline std::array<float, 4> sample(Address descriptor, float u, float v) {
  const auto* d = fromAddress<const SamplingDescriptor>(descriptor);
  SampleScratch scratch;
  const F32x4Raw us = {u, u, u, u}, vs = {v, v, v, v}, zero = {0, 0, 0, 0};
  d->functions[1](d, &scratch, 0, us, vs, zero, zero, zero);
  return {scratch.result[0][0], scratch.result[1][0], scratch.result[2][0], scratch.result[3][0]};
}

inline void shadeFragment(const FragmentKey& key, FragmentState& s, const PrimitiveRecord& p, int32_t x, int32_t y) {
  const auto* planes = reinterpret_cast<const Planes4*>(&p + 1);
  const auto* uniforms = fromAddress<float>(s.uniforms);
  const auto& block = *fromAddress<BlockBinding>(s.blocks);
  const float dx = float(x) + 0.5f - p.originX, dy = float(y) + 0.5f - p.originY;
  ShadedFragment fragment;
  fragment.depth = plane(p.z, dx, dy);
  fragment.frontFacing = p.frontFacing != 0;
  float input[4];
  for (uint32_t k = 0; k < 4; ++k) input[k] = planes->c[k] + planes->dx[k] * dx + planes->dy[k] * dy;
  const std::array<float, 4> texel = sample(fromAddress<Address>(s.samplers)[0], input[0] * 3, input[1] * 3);
  for (uint32_t k = 0; k < 4; ++k) {
    const float blockValue = fromAddress<float>(block.address)[k];
    const float value = input[k] * uniforms[k + 1] + texel[k] * blockValue;
    fragment.outputs[0][k] = std::bit_cast<uint32_t>(value);
  }
  fragment.discarded = input[2] < 0.1f;
  PixelAddresses places;
  uint8_t* const colors = fromAddress<uint8_t>(s.color[0].address);
  places.color[0] = colors + size_t(y) * s.color[0].strideBytes + size_t(x) * 4;
  if (s.depth.address != 0) {
    places.depth =
        reinterpret_cast<float*>(fromAddress<uint8_t>(s.depth.address) + size_t(y) * s.depth.strideBytes) + x;
  }
  if (s.stencil.address != 0) {
    places.stencil = fromAddress<uint8_t>(s.stencil.address) + size_t(y) * s.stencil.strideBytes + x;
  }
  if (mergeFragment(key, s, fragment, places) && key.countSamples) ++s.samplesPassed;
}

inline std::atomic<uint64_t> g_fragments = 0;

/// As routines do, a quad with something in it is written back whole.
inline void touchQuad(const FragmentState& s, int32_t x, int32_t y) {
  uint8_t* const texels = fromAddress<uint8_t>(s.color[0].address);
  for (int32_t row = 0; row < 2; ++row) {
    volatile uint64_t* pair =
        reinterpret_cast<uint64_t*>(texels + size_t(y + row) * s.color[0].strideBytes + size_t(x) * 4);
    *pair = *pair;
  }
}

inline void shadeBlocks(const FragmentKey& key, Address state, Address blocks, uint32_t count) {
  FragmentState& s = *fromAddress<FragmentState>(state);
  // Private memory is each thread's own: what was put there is there at the end.
  uint32_t& own = *fromAddress<uint32_t>(s.privateMemory);
  const uint32_t mark = own = hash(blocks);
  const auto* records = fromAddress<BlockRecord>(blocks);
  const auto* primitives = fromAddress<uint8_t>(s.primitives);
  for (uint32_t i = 0; i < count; ++i) {
    const BlockRecord& b = records[i];
    const auto& p = *reinterpret_cast<const PrimitiveRecord*>(primitives + b.primitive);
    for (uint32_t bit = 0; bit < 64; ++bit) {
      if ((b.coverage[bit / 32] >> bit % 32 & 1) == 0) continue;
      const uint32_t quad = bit / 4, lane = bit % 4;
      const auto quadX = int32_t(b.x + quad % 4 * 2), quadY = int32_t(b.y + quad / 4 * 2);
      g_fragments.fetch_add(1, std::memory_order_relaxed);
      shadeFragment(key, s, p, quadX + int32_t(lane & 1), quadY + int32_t(lane >> 1));
      touchQuad(s, quadX, quadY);
    }
  }
  if (own != mark) __builtin_trap();
}

/// A function for each key that comes up.
inline constexpr size_t kMaxKeys = 128;
inline FragmentKey g_keys[kMaxKeys];  // does not move: others read it
inline size_t g_keyCount = 0;

template <size_t kIndex>
void fragmentRoutine(Address state, Address blocks, uint32_t count) {
  shadeBlocks(g_keys[kIndex], state, blocks, count);
}

template <size_t... kIndices>
constexpr auto routinesOf(std::index_sequence<kIndices...>) {
  return std::array<FragmentRoutine, sizeof...(kIndices)>{&fragmentRoutine<kIndices>...};
}
inline constexpr auto kFragmentRoutines = routinesOf(std::make_index_sequence<kMaxKeys>());

inline void (*routineFor(uint32_t kind, std::span<const uint8_t> bytes))() {
  if (kind == uint32_t(RoutineKind::Vertex)) return reinterpret_cast<void (*)()>(&shadeVertices);
  FragmentKey key;
  if (bytes.size() != sizeof key || g_keyCount == kMaxKeys) __builtin_trap();
  std::memcpy(&key, bytes.data(), sizeof key);
  g_keys[g_keyCount] = key;
  return reinterpret_cast<void (*)()>(kFragmentRoutines[g_keyCount++]);
}

inline ProgramInfo programInfo() {
  ProgramInfo info;
  info.varyingCells = info.fragmentCells = 4;
  info.flatCells.assign(4, 0);
  info.uniformCells = 9;
  for (uint32_t i = 0; i < 2; ++i) {
    ActiveUniform uniform;
    uniform.name = i == 0 ? "a" : "b";
    uniform.type = GL_FLOAT_VEC4;
    uniform.firstCell = 4 * i;
    uniform.firstLocation = int32_t(i);
    info.uniforms.push_back(uniform);
  }
  ActiveUniform sampler;
  sampler.name = "s";
  sampler.type = GL_SAMPLER_2D;
  sampler.firstCell = 8;
  sampler.samplerIndex = 0;
  sampler.firstLocation = 2;
  info.uniforms.push_back(sampler);
  SamplerInfo samplerInfo;
  samplerInfo.uniformCell = 8;
  if (g_verticesSample) samplerInfo.vertexMethods = 1u << uint32_t(SampleMethod::Lod);
  info.samplers.push_back(samplerInfo);
  ActiveBlock block;
  block.name = "B";
  block.sizeBytes = 16;
  info.blocks.push_back(block);
  info.outputClass[0] = uint8_t(ScalarType::Float);
  return info;
}

}  // namespace sw::abi
