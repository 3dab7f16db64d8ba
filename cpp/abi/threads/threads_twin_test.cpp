// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 1,000 draws with random state, shaded when they are drawn and by one to four threads: every byte of every target and
// every query's answer must be equal. Routines are plain C++, merging is that of the scalar twin. Among the draws there
// are clears, uploads, changes of targets that are sampled then, blits and reads.

#ifdef SW_THREADS

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstring>
#include <random>
#include <utility>

#include "abi/call.h"
#include "pipeline/layout.h"
#include "reference/merge_fragment.h"
#include "support/address.h"
#include "testing/context/fake_host.h"
#include "testing/shading_threads.h"
#include "texture/descriptor.h"

namespace sw::abi {

extern "C" {
uint32_t context_create(uint32_t version, uint32_t width, uint32_t height, uint32_t bits);
uint32_t context_resize(uint32_t width, uint32_t height);
const uint8_t* context_present();
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

namespace {

constexpr int32_t kWidth = 67, kHeight = 45;  // odd: quads reach over the right edge

// --- routines ------------------------------------------------------------------------------------------------------

uint32_t hash(uint32_t x) {
  x = (x ^ x >> 16) * 0x7feb352d;
  x = (x ^ x >> 15) * 0x846ca68b;
  return x ^ x >> 16;
}

float between(uint32_t bits, float low, float high) { return low + (high - low) * float(bits & 0xffff) / 65535.0f; }

/// Positions and four inputs out of the vertex's id, the uniform's first cell and the block's first word.
void shadeVertices(Address state, Address vertexIds, uint32_t count, Address records) {
  const VertexState& s = *fromAddress<VertexState>(state);
  const auto* uniforms = fromAddress<uint32_t>(s.uniforms);
  const auto* ids = fromAddress<uint32_t>(vertexIds);
  float* out = fromAddress<float>(records);
  for (uint32_t i = 0; i < count; ++i, out += vertexRecordCells(4)) {
    const uint32_t seed = hash(ids[i] + hash(uniforms[0]));
    out[0] = between(seed, -1.4f, 1.4f);
    out[1] = between(hash(seed), -1.4f, 1.4f);
    out[2] = between(hash(seed + 1), -1, 1);
    out[3] = 1;
    out[kRecordPointSizeCell] = 1;
    for (uint32_t k = 0; k < 4; ++k) out[kRecordUserCell + k] = between(hash(seed + 2 + k), 0, 1);
  }
}

float plane(const float* p, float x, float y) { return p[0] + p[1] * x + p[2] * y; }

/// A texel by nearest look-up at level 0.
std::array<float, 4> sample(Address descriptor, float u, float v) {
  const auto* d = fromAddress<const SamplingDescriptor>(descriptor);
  SampleScratch scratch;
  const F32x4Raw us = {u, u, u, u}, vs = {v, v, v, v}, zero = {0, 0, 0, 0};
  d->functions[1](d, &scratch, 0, us, vs, zero, zero, zero);
  return {scratch.result[0][0], scratch.result[1][0], scratch.result[2][0], scratch.result[3][0]};
}

void shadeFragment(const FragmentKey& key, FragmentState& s, const PrimitiveRecord& p, int32_t x, int32_t y) {
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

std::atomic<uint64_t> g_fragments = 0;

/// As routines do, a quad with something in it is written back whole.
void touchQuad(const FragmentState& s, int32_t x, int32_t y) {
  uint8_t* const texels = fromAddress<uint8_t>(s.color[0].address);
  for (int32_t row = 0; row < 2; ++row) {
    volatile uint64_t* pair =
        reinterpret_cast<uint64_t*>(texels + size_t(y + row) * s.color[0].strideBytes + size_t(x) * 4);
    *pair = *pair;
  }
}

void shadeBlocks(const FragmentKey& key, Address state, Address blocks, uint32_t count) {
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
constexpr size_t kMaxKeys = 128;
FragmentKey g_keys[kMaxKeys];  // does not move: others read it
size_t g_keyCount = 0;

template <size_t kIndex>
void fragmentRoutine(Address state, Address blocks, uint32_t count) {
  shadeBlocks(g_keys[kIndex], state, blocks, count);
}

template <size_t... kIndices>
constexpr auto routinesOf(std::index_sequence<kIndices...>) {
  return std::array<FragmentRoutine, sizeof...(kIndices)>{&fragmentRoutine<kIndices>...};
}
constexpr auto kFragmentRoutines = routinesOf(std::make_index_sequence<kMaxKeys>());

void (*routineFor(uint32_t kind, std::span<const uint8_t> bytes))() {
  if (kind == uint32_t(RoutineKind::Vertex)) return reinterpret_cast<void (*)()>(&shadeVertices);
  FragmentKey key;
  if (bytes.size() != sizeof key || g_keyCount == kMaxKeys) __builtin_trap();
  std::memcpy(&key, bytes.data(), sizeof key);
  g_keys[g_keyCount] = key;
  return reinterpret_cast<void (*)()>(kFragmentRoutines[g_keyCount++]);
}

ProgramInfo programInfo() {
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
  info.samplers.push_back(samplerInfo);
  ActiveBlock block;
  block.name = "B";
  block.sizeBytes = 16;
  info.blocks.push_back(block);
  info.outputClass[0] = uint8_t(ScalarType::Float);
  return info;
}

// --- random commands -----------------------------------------------------------------------------------------------

class Commands {
 public:
  explicit Commands(uint32_t seed) : random_(seed) {}

  /// Commands with `draws` draws, and everything that can be read at their end and on the way.
  std::vector<uint8_t> run(uint32_t draws) {
    start();
    for (uint32_t i = 0; i < draws; ++i) {
      for (uint32_t n = below(4); n > 0; --n) change();
      const bool counts = below(8) == 0;
      if (counts) gl_beginQuery(GL_ANY_SAMPLES_PASSED, query_);
      const uint32_t modes[] = {GL_TRIANGLES, GL_TRIANGLES, GL_TRIANGLE_STRIP, GL_LINES, GL_POINTS};
      gl_drawArrays(modes[below(5)], 0, below(10) == 0 ? 300 : int32_t(3 + below(12)));
      if (counts) {
        gl_endQuery(GL_ANY_SAMPLES_PASSED);
        context_turn();
        append(gl_getQueryParameter(query_, GL_QUERY_RESULT));
      }
      if (below(40) == 0) read();
    }
    for (const uint32_t framebuffer : framebuffers_) {
      gl_bindFramebuffer(GL_FRAMEBUFFER, framebuffer);
      read();
    }
    append(context_present());
    EXPECT_EQ(gl_getError(), GL_NO_ERROR);
    return std::move(result_);
  }

 private:
  uint32_t below(uint32_t n) { return uint32_t(random_() % n); }
  float unit() { return float(below(256)) / 255; }

  void append(const uint8_t* payload) {
    ASSERT_NE(payload, nullptr);
    uint32_t bytes;
    std::memcpy(&bytes, payload - 16, 4);
    result_.insert(result_.end(), payload, payload + bytes);
  }

  void read() { append(gl_readPixels(0, 0, kWidth, kHeight, GL_RGBA, GL_UNSIGNED_BYTE, 1e9)); }

  void upload(uint32_t texture) {
    std::vector<uint8_t> texels(8 * 8 * 4);
    for (uint8_t& byte : texels) byte = uint8_t(random_());
    gl_bindTexture(GL_TEXTURE_2D, texture);
    gl_texImage2D(GL_TEXTURE_2D, 0, GL_RGBA, 8, 8, 0, GL_RGBA, GL_UNSIGNED_BYTE, texels.data(),
                  uint32_t(texels.size()));
  }

  uint32_t makeTexture() {
    const uint32_t texture = gl_createTexture();
    gl_bindTexture(GL_TEXTURE_2D, texture);
    gl_texParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    gl_texParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    return texture;
  }

  void useNewProgram() {
    const uint32_t vertex = gl_createShader(GL_VERTEX_SHADER), fragment = gl_createShader(GL_FRAGMENT_SHADER);
    if (program_ != 0) gl_deleteProgram(program_);  // while draws with it are in flight
    program_ = gl_createProgram();
    gl_compileShader(vertex);
    gl_compileShader(fragment);
    gl_attachShader(program_, vertex);
    gl_attachShader(program_, fragment);
    gl_linkProgram(program_);
    gl_useProgram(program_);
    setUniforms();
  }

  void setUniforms() {
    float values[8];
    for (float& value : values) value = unit();
    gl_uniform4fv(0, values, 16);
    gl_uniform4fv(1, values + 4, 16);
  }

  void start() {
    context_resize(kWidth, kHeight);
    for (const uint32_t cap : {GL_BLEND, GL_DEPTH_TEST, GL_STENCIL_TEST, GL_SCISSOR_TEST}) gl_disable(cap);
    gl_colorMask(1, 1, 1, 1);
    gl_depthMask(1);
    gl_depthFunc(GL_LESS);
    gl_stencilFunc(GL_ALWAYS, 0, 255);
    gl_stencilOp(GL_KEEP, GL_KEEP, GL_KEEP);
    gl_blendFunc(GL_ONE, GL_ZERO);
    gl_blendColor(0, 0, 0, 0);
    gl_viewport(0, 0, kWidth, kHeight);
    useNewProgram();
    for (uint32_t& texture : textures_) upload(texture = makeTexture());
    framebuffers_[0] = 0;
    for (size_t i = 0; i < 2; ++i) {
      targets_[i] = makeTexture();
      gl_texImage2D(GL_TEXTURE_2D, 0, GL_RGBA, kWidth, kHeight, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr, 0);
      framebuffers_[i + 1] = gl_createFramebuffer();
      gl_bindFramebuffer(GL_FRAMEBUFFER, framebuffers_[i + 1]);
      gl_framebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, targets_[i], 0);
    }
    gl_bindTexture(GL_TEXTURE_2D, textures_[0]);
    buffer_ = gl_createBuffer();
    const float block[4] = {0.5f, 0.25f, 1, 0.75f};
    gl_bindBuffer(GL_UNIFORM_BUFFER, buffer_);
    gl_bufferData(GL_UNIFORM_BUFFER, reinterpret_cast<const uint8_t*>(block), sizeof block, GL_DYNAMIC_DRAW);
    gl_bindBufferBase(GL_UNIFORM_BUFFER, 0, buffer_);
    query_ = gl_createQuery();
    EXPECT_EQ(gl_getError(), GL_NO_ERROR);
  }

  /// One change of state, or a command that meets draws in flight.
  void change() {
    const uint32_t functions[] = {GL_LESS, GL_LEQUAL, GL_GREATER, GL_ALWAYS, GL_NOTEQUAL};
    const uint32_t factors[] = {GL_ONE, GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_DST_COLOR, GL_CONSTANT_COLOR};
    const uint32_t ops[] = {GL_KEEP, GL_INCR_WRAP, GL_INVERT, GL_REPLACE};
    const uint32_t caps[] = {GL_BLEND, GL_BLEND, GL_DEPTH_TEST, GL_STENCIL_TEST, GL_SCISSOR_TEST};
    switch (below(20)) {
      case 0:
      case 1:
      case 2: gl_enable(caps[below(5)]); break;
      case 3: gl_disable(caps[below(5)]); break;
      case 4: gl_blendFunc(factors[below(5)], factors[below(5)]); break;
      case 5: gl_blendColor(unit(), unit(), unit(), unit()); break;
      case 6: gl_depthFunc(functions[below(5)]); break;
      case 7: gl_depthMask(below(2)); break;
      case 8: gl_stencilFunc(functions[below(5)], int32_t(below(4)), 3); break;
      case 9: gl_stencilOp(ops[below(4)], ops[below(4)], ops[below(4)]); break;
      case 10: gl_colorMask(below(4) != 0, below(4) != 0, 1, 1); break;
      case 11:
        gl_scissor(int32_t(below(40)), int32_t(below(20)), 20 + int32_t(below(50)), 10 + int32_t(below(40)));
        break;
      case 12: gl_viewport(int32_t(below(20)), int32_t(below(20)), kWidth, kHeight); break;
      case 13:
      case 14: setUniforms(); break;
      case 15: {
        const float block[4] = {unit(), unit(), unit(), unit()};
        gl_bufferSubData(GL_UNIFORM_BUFFER, 0, reinterpret_cast<const uint8_t*>(block), sizeof block);
        break;
      }
      case 16: gl_bindTexture(GL_TEXTURE_2D, textures_[below(2)]); break;
      case 17: {  // one target is drawn to, another one sampled
        const uint32_t target = below(3);
        gl_bindFramebuffer(GL_FRAMEBUFFER, framebuffers_[target]);
        gl_bindTexture(GL_TEXTURE_2D, target == 1 ? targets_[1] : targets_[0]);
        break;
      }
      case 18:
        switch (below(4)) {
          case 0:
            gl_clearColor(unit(), unit(), unit(), unit());
            gl_clear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
            break;
          case 1:
            gl_bindFramebuffer(GL_READ_FRAMEBUFFER, framebuffers_[0]);
            gl_bindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffers_[1]);
            gl_blitFramebuffer(0, 0, kWidth, kHeight, 5, 3, 40, 40, GL_COLOR_BUFFER_BIT, GL_NEAREST);
            gl_bindTexture(GL_TEXTURE_2D, textures_[0]);
            break;
          case 2: upload(textures_[below(2)]); break;
          default: gl_deleteTexture(textures_[0]); upload(textures_[0] = makeTexture());
        }
        break;
      default:
        if (below(4) == 0) useNewProgram();
    }
  }

  std::mt19937 random_;
  std::vector<uint8_t> result_;
  uint32_t program_ = 0, buffer_ = 0, query_ = 0;
  uint32_t textures_[2] = {}, targets_[2] = {}, framebuffers_[3] = {};
};

TEST(Threads, RandomDrawsGiveTheSameBitsForAnyNumberOfThreads) {
  gl::FakeHostReset reset;
  gl::fakeHost().program = programInfo();
  gl::fakeHost().slotsLeft = 100000;
  gl::fakeHost().routineFor = &routineFor;
  gl::fakeHost().blockWork = 1 << 20;          // so much that nothing is too little to hand on
  constexpr uint32_t kAttributes = 1 | 2 | 4;  // alpha, depth, stencil
  ASSERT_EQ(context_create(2, kWidth, kHeight, kAttributes), 1u);
  constexpr uint32_t kSeries = 10, kDraws = 100;

  std::vector<std::vector<uint8_t>> expected;
  for (uint32_t seed = 0; seed < kSeries; ++seed) {
    g_keyCount = 0;
    expected.push_back(Commands(seed).run(kDraws));
    EXPECT_GT(g_fragments, 1000u * kDraws / 10) << "the draws cover something";
    g_fragments = 0;
  }
  EXPECT_EQ(gl::fakeHost().timesWanted, 1u);  // there was enough to draw, and it is said once
  ASSERT_NE(threads_open(4), nullptr);
  threads_join(1);  // from now on draws are published, also where nobody else shades
  uint32_t wakes = 0;
  for (uint32_t threads = 1; threads <= 4; ++threads) {
    ShadingThreads others(threads - 1, [](uint32_t thread) { return threads_work(thread, UINT32_MAX) > 0; });
    gl::fakeHost().wakeThreads = [&] {
      ++wakes;
      others.wake();
    };
    for (uint32_t seed = 0; seed < kSeries; ++seed) {
      g_keyCount = 0;
      const std::vector<uint8_t> result = Commands(seed).run(kDraws);
      ASSERT_EQ(result.size(), expected[seed].size());
      EXPECT_EQ(result, expected[seed]) << threads << " threads, seed " << seed;
    }
    gl::fakeHost().wakeThreads = nullptr;
  }
  EXPECT_GT(wakes, 0u);

  // Handing on what is light would take longer than to do it.
  gl::fakeHost().blockWork = 16;
  gl::fakeHost().wakeThreads = [] { FAIL() << "light work was handed on"; };
  g_keyCount = 0;
  EXPECT_EQ(Commands(0).run(kDraws), expected[0]);
  EXPECT_EQ(threads_work(1, UINT32_MAX), 0u);
  gl::fakeHost().wakeThreads = nullptr;
}

}  // namespace
}  // namespace sw::abi

#endif
