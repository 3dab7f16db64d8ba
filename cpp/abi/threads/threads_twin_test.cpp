// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 1,000 draws with random state, shaded when they are drawn and by one to four threads: every byte of every target and
// every query's answer must be equal. Routines are plain C++, merging is that of the scalar twin. Among the draws there
// are clears, uploads, changes of targets that are sampled then, blits and reads.

#ifdef SW_THREADS

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <random>
#include <utility>
#include <vector>

#include "abi/call.h"
#include "gl/shading.h"
#include "testing/context/fake_host.h"
#include "testing/program/plain_program.h"
#include "testing/shading_threads.h"

namespace sw::abi {

namespace {

// --- random commands -----------------------------------------------------------------------------------------------

constexpr uint8_t kBlock[16] = {0, 0, 128, 62, 0, 0, 0, 63, 0, 0, 128, 62, 0, 0, 128, 63};  // four floats

class Commands {
 public:
  /// large: some draws have many vertices.
  explicit Commands(uint32_t seed, bool large = true) : random_(seed), large_(large) {}

  /// Commands with `draws` draws, and everything that can be read at their end and on the way.
  std::vector<uint8_t> run(uint32_t draws) {
    start();
    for (uint32_t i = 0; i < draws; ++i) {
      for (uint32_t n = below(4); n > 0; --n) change();
      const bool counts = below(8) == 0;
      if (counts) gl_beginQuery(GL_ANY_SAMPLES_PASSED, query_);
      const uint32_t modes[] = {GL_TRIANGLES, GL_TRIANGLES, GL_TRIANGLE_STRIP, GL_LINES, GL_POINTS};
      const uint32_t modesOfMany[] = {GL_LINES, GL_POINTS, GL_POINTS, GL_LINE_STRIP};
      if (below(8) == 0 && large_) {  // so many vertices that others take part in them
        gl_drawArrays(modesOfMany[below(4)], 0, int32_t(1600 + below(3000)));
      } else {
        gl_drawArrays(modes[below(5)], 0,
                      large_ && below(60) == 0 ? 1560
                      : below(10) == 0         ? 300
                                               : int32_t(3 + below(12)));
      }
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
        switch (below(8)) {
          case 0:
          case 1:
            gl_clearColor(unit(), unit(), unit(), unit());
            gl_clear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
            break;
          case 2:
            gl_bindFramebuffer(GL_READ_FRAMEBUFFER, framebuffers_[0]);
            gl_bindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffers_[1]);
            gl_blitFramebuffer(0, 0, kWidth, kHeight, 5, 3, 40, 40, GL_COLOR_BUFFER_BIT, GL_NEAREST);
            gl_bindTexture(GL_TEXTURE_2D, textures_[0]);
            break;
          case 3: upload(textures_[below(2)]); break;
          case 4:
            gl_bindTexture(GL_TEXTURE_2D, textures_[below(2)]);
            gl_copyTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, int32_t(below(50)), int32_t(below(30)), 8, 8);
            break;
          case 5:
            gl_bindTexture(GL_TEXTURE_2D, targets_[below(2)]);
            gl_generateMipmap(GL_TEXTURE_2D);
            gl_bindTexture(GL_TEXTURE_2D, textures_[0]);
            break;
          case 6: gl_bufferData(GL_UNIFORM_BUFFER, kBlock, sizeof kBlock, GL_DYNAMIC_DRAW); break;
          default: gl_deleteTexture(textures_[0]); upload(textures_[0] = makeTexture());
        }
        break;
      default:
        if (below(4) == 0) useNewProgram();
    }
  }

  std::mt19937 random_;
  const bool large_;
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
  g_verticesSample = false;
  g_verticesElsewhere = 0;
  if (!theContext()) context_create(2, kWidth, kHeight, kAttributes);
  ASSERT_TRUE(theContext());
  constexpr uint32_t kSeries = 10, kDraws = 100;

  std::vector<std::vector<uint8_t>> expected;
  for (uint32_t seed = 0; seed < kSeries; ++seed) {
    g_keyCount = 0;
    expected.push_back(Commands(seed).run(kDraws));
    EXPECT_GT(g_fragments, 1000u * kDraws / 10) << "the draws cover something";
    g_fragments = 0;
  }
  g_keyCount = 0;
  const std::vector<uint8_t> expectedOfSmall = Commands(0, false).run(kDraws);
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
    EXPECT_EQ(g_verticesElsewhere > 0, threads > 1) << threads << " threads";
  }
  EXPECT_GT(wakes, 0u);

  // Handing on what is light would take longer than to do it.
  gl::fakeHost().blockWork = 16;
  gl::fakeHost().wakeThreads = [] { FAIL() << "light work was handed on"; };
  g_keyCount = 0;
  EXPECT_EQ(Commands(0, false).run(kDraws), expectedOfSmall);
  EXPECT_EQ(threads_work(1, UINT32_MAX), 0u);
  gl::fakeHost().wakeThreads = nullptr;
}

}  // namespace
}  // namespace sw::abi

#endif
