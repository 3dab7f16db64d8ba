// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What waits for draws in flight, and what does not. Draws are published and nobody shades them but who waits: so a
// command that does not wait where it must finds, each time, what was there before, or changes what they are to read.

#ifdef SW_THREADS

#include <gtest/gtest.h>

#include <functional>
#include <string_view>
#include <vector>

#include "abi/call.h"
#include "gl/shading.h"
#include "testing/context/fake_host.h"
#include "testing/program/plain_program.h"

namespace sw::abi {
namespace {

constexpr int32_t kSourceSize = 8;

/// A draw to target 0 that samples the source, reads the uniform buffer and counts in a query is in flight. Target 1
/// has depth.
struct Scene {
  uint32_t program = 0, source = 0, other = 0, buffer = 0, otherBuffer = 0, query = 0, renderbuffer = 0;
  uint32_t targets[2] = {}, framebuffers[2] = {};
  bool hasLevels = false;  // target 0
  std::vector<uint8_t> result;

  Scene() {
    const uint32_t vertex = gl_createShader(GL_VERTEX_SHADER), fragment = gl_createShader(GL_FRAGMENT_SHADER);
    program = gl_createProgram();
    gl_compileShader(vertex);
    gl_compileShader(fragment);
    gl_attachShader(program, vertex);
    gl_attachShader(program, fragment);
    gl_linkProgram(program);
    gl_useProgram(program);
    const float uniforms[8] = {0.3f, 0.8f, 0.6f, 0.9f, 0.2f, 0, 0, 0};
    gl_uniform4fv(0, uniforms, 16);
    gl_uniform4fv(1, uniforms + 4, 16);
    buffer = makeBuffer(0.5f);
    otherBuffer = makeBuffer(0.1f);
    gl_bindBufferBase(GL_UNIFORM_BUFFER, 0, buffer);
    query = gl_createQuery();
    for (size_t i = 0; i < 2; ++i) {
      targets[i] = makeTexture(kWidth, kHeight, 10);
      framebuffers[i] = gl_createFramebuffer();
      gl_bindFramebuffer(GL_FRAMEBUFFER, framebuffers[i]);
      gl_framebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, targets[i], 0);
    }
    renderbuffer = gl_createRenderbuffer();
    gl_bindRenderbuffer(GL_RENDERBUFFER, renderbuffer);
    gl_renderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, kWidth, kHeight);
    gl_framebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, renderbuffer);
    gl_bindFramebuffer(GL_FRAMEBUFFER, framebuffers[0]);
    other = makeTexture(kSourceSize, kSourceSize, 200);
    source = makeTexture(kSourceSize, kSourceSize, 100);
    gl_beginQuery(GL_ANY_SAMPLES_PASSED, query);
    draw();
    gl_endQuery(GL_ANY_SAMPLES_PASSED);
  }

  static uint32_t makeBuffer(float value) {
    const uint32_t name = gl_createBuffer();
    gl_bindBuffer(GL_UNIFORM_BUFFER, name);
    fillBuffer(value);
    return name;
  }
  /// Of the buffer that is bound.
  static void fillBuffer(float value) {
    const float block[4] = {value, 1 - value, value / 2, 1};
    gl_bufferData(GL_UNIFORM_BUFFER, reinterpret_cast<const uint8_t*>(block), sizeof block, GL_DYNAMIC_DRAW);
  }
  static void changeBuffer(float value) {
    const float block[4] = {value, 1 - value, value / 2, 1};
    gl_bufferSubData(GL_UNIFORM_BUFFER, 0, reinterpret_cast<const uint8_t*>(block), sizeof block);
  }

  static std::vector<uint8_t> texels(int32_t width, int32_t height, uint32_t seed) {
    std::vector<uint8_t> bytes(size_t(width * height) * 4);
    for (uint8_t& byte : bytes) byte = uint8_t(hash(seed++));
    return bytes;
  }
  static uint32_t makeTexture(int32_t width, int32_t height, uint32_t seed) {
    const uint32_t texture = gl_createTexture();
    gl_bindTexture(GL_TEXTURE_2D, texture);
    gl_texParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    gl_texParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    define(width, height, seed);
    return texture;
  }
  /// Of the texture that is bound.
  static void define(int32_t width, int32_t height, uint32_t seed) {
    const std::vector<uint8_t> bytes = texels(width, height, seed);
    gl_texImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, bytes.data(),
                  uint32_t(bytes.size()));
  }
  static void replace(int32_t width, int32_t height, uint32_t seed) {
    const std::vector<uint8_t> bytes = texels(width, height, seed);
    gl_texSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, bytes.data(),
                     uint32_t(bytes.size()));
  }
  /// Of the texture that is bound: blocks of 8 bytes.
  static void defineCompressed(uint32_t seed) {
    const std::vector<uint8_t> blocks = texels(kSourceSize, 1, seed);
    gl_compressedTexImage2D(GL_TEXTURE_2D, 0, GL_COMPRESSED_RGB_S3TC_DXT1_EXT, kSourceSize, kSourceSize, 0,
                            blocks.data(), uint32_t(blocks.size()));
  }
  static void replaceCompressed(uint32_t seed) {
    const std::vector<uint8_t> blocks = texels(kSourceSize, 1, seed);
    gl_compressedTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, kSourceSize, kSourceSize, GL_COMPRESSED_RGB_S3TC_DXT1_EXT,
                               blocks.data(), uint32_t(blocks.size()));
  }
  static void draw() { gl_drawArrays(GL_TRIANGLES, 0, 60); }
  void drawTo(size_t target, uint32_t texture) {
    gl_bindFramebuffer(GL_FRAMEBUFFER, framebuffers[target]);
    gl_bindTexture(GL_TEXTURE_2D, texture);
    draw();
  }

  void append(const uint8_t* payload) {
    ASSERT_NE(payload, nullptr);
    uint32_t bytes;
    std::memcpy(&bytes, payload - 16, 4);
    result.insert(result.end(), payload, payload + bytes);
  }

  /// What everything came to.
  std::vector<uint8_t> take() {
    const uint32_t level = gl_createFramebuffer();
    const auto read = [&](uint32_t texture, int32_t index) {
      gl_bindFramebuffer(GL_FRAMEBUFFER, level);
      gl_framebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, index);
      append(gl_readPixels(0, 0, kWidth, kHeight, GL_RGBA, GL_UNSIGNED_BYTE, 1e9));
    };
    for (const uint32_t texture : {targets[0], targets[1], source, other}) read(texture, 0);
    if (hasLevels) read(targets[0], 1);
    append(context_present());
    askQuery();
    return std::move(result);
  }

  void askQuery() {
    context_turn();
    append(gl_getQueryParameter(query, GL_QUERY_RESULT));
  }
};

struct Case {
  const char* name;
  std::function<void(Scene&)> run;
};

/// Runs the commands: with draws shaded as they are drawn, or when somebody waits for them.
std::vector<uint8_t> resultOf(const std::function<void(Scene&)>& run, bool inFlight) {
  g_keyCount = 0;
  context_resize(kWidth, kHeight);  // cleared
  if (inFlight) {
    EXPECT_NE(threads_open(4), nullptr);
    threads_join(1);
  }
  Scene scene;
  gl_bindFramebuffer(GL_FRAMEBUFFER, scene.framebuffers[0]);
  EXPECT_EQ(g_fragments == 0, inFlight);
  run(scene);
  const std::vector<uint8_t> result = scene.take();
  EXPECT_EQ(gl_getError(), GL_NO_ERROR);
  gl::closeShading();
  return result;
}

class ThreadsWaits : public testing::Test {
 protected:
  ThreadsWaits() {
    gl::closeShading();
    gl::fakeHost().routineFor = &routineFor;
    gl::fakeHost().slotsLeft = 100000;
    gl::fakeHost().blockWork = 1 << 20;
    constexpr uint32_t kAttributes = 1 | 2 | 4;
    if (!theContext()) context_create(2, kWidth, kHeight, kAttributes);
    context_resize(kWidth, kHeight);
    for (const uint32_t cap : {GL_BLEND, GL_DEPTH_TEST, GL_STENCIL_TEST, GL_SCISSOR_TEST}) gl_disable(cap);
    gl_colorMask(1, 1, 1, 1);
    gl_viewport(0, 0, kWidth, kHeight);
    gl_blendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    gl_enable(GL_BLEND);
    constexpr std::string_view kCompressed = "WEBGL_compressed_texture_s3tc";
    EXPECT_EQ(gl_getExtension(kCompressed.data(), uint32_t(kCompressed.size())), 1u);
    useVertices(false);
  }
  ~ThreadsWaits() override { gl::closeShading(); }

  static void useVertices(bool sample) {
    g_verticesSample = sample;
    gl::fakeHost().program = programInfo();
  }

  static void expectEqual(const char* name, const std::function<void(Scene&)>& run) {
    const std::vector<uint8_t> expected = resultOf(run, false);
    g_fragments = 0;
    EXPECT_TRUE(resultOf(run, true) == expected) << name;
  }

  gl::FakeHostReset reset_;
};

TEST_F(ThreadsWaits, WhatMeetsDrawsInFlightWaitsForThem) {
  const Case cases[] = {
      {"nothing", [](Scene&) {}},
      {"new texels of what is sampled", [](Scene&) { Scene::replace(kSourceSize, kSourceSize, 300); }},
      {"another image in place of what is sampled", [](Scene&) { Scene::define(kSourceSize, kSourceSize, 301); }},
      {"a compressed image in place of what is sampled",
       [](Scene& s) {
         Scene::defineCompressed(304);
         s.drawTo(1, s.source);
         Scene::define(kSourceSize, kSourceSize, 305);
       }},
      {"new blocks of a compressed image that is sampled",
       [](Scene& s) {
         Scene::defineCompressed(306);
         s.drawTo(0, s.source);
         Scene::replaceCompressed(307);
         s.drawTo(1, s.source);
         Scene::define(kSourceSize, kSourceSize, 308);
       }},
      {"what is sampled is deleted",
       [](Scene& s) {
         gl_deleteTexture(s.source);
         s.source = Scene::makeTexture(kSourceSize, kSourceSize, 302);
       }},
      {"what is sampled is copied to",
       [](Scene& s) {
         gl_bindFramebuffer(GL_READ_FRAMEBUFFER, s.framebuffers[1]);
         gl_copyTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 3, 4, kSourceSize, kSourceSize);
       }},
      {"what is drawn to is copied",
       [](Scene& s) {
         gl_bindTexture(GL_TEXTURE_2D, s.other);
         gl_copyTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 20, 20, kSourceSize, kSourceSize);
       }},
      {"what is drawn to is copied to a new image",
       [](Scene& s) {
         gl_bindTexture(GL_TEXTURE_2D, s.other);
         gl_copyTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 20, 20, 16, 16, 0);
       }},
      {"what is drawn to is copied to",
       [](Scene& s) {
         gl_bindFramebuffer(GL_READ_FRAMEBUFFER, s.framebuffers[1]);
         gl_bindTexture(GL_TEXTURE_2D, s.targets[0]);
         gl_copyTexSubImage2D(GL_TEXTURE_2D, 0, 10, 10, 3, 4, 30, 30);
       }},
      {"new texels of what is drawn to",
       [](Scene& s) {
         gl_bindTexture(GL_TEXTURE_2D, s.targets[0]);
         Scene::replace(40, 40, 303);
       }},
      {"what is drawn to is cleared",
       [](Scene&) {
         gl_clearColor(0.1f, 0.2f, 0.3f, 0.4f);
         gl_clear(GL_COLOR_BUFFER_BIT);
       }},
      {"what is sampled is cleared",
       [](Scene& s) {
         gl_framebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, s.source, 0);
         gl_clear(GL_COLOR_BUFFER_BIT);
       }},
      {"depth is cleared amid draws",
       [](Scene& s) {
         gl_enable(GL_DEPTH_TEST);
         s.drawTo(1, s.source);
         gl_clear(GL_DEPTH_BUFFER_BIT);
         s.drawTo(1, s.other);
         gl_disable(GL_DEPTH_TEST);
       }},
      {"depth gets new storage amid draws",
       [](Scene& s) {
         gl_enable(GL_DEPTH_TEST);
         s.drawTo(1, s.source);
         gl_renderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, kWidth, kHeight);
         s.drawTo(1, s.other);
         gl_disable(GL_DEPTH_TEST);
       }},
      {"what is drawn to is blitted from",
       [](Scene& s) {
         gl_bindFramebuffer(GL_DRAW_FRAMEBUFFER, s.framebuffers[1]);
         gl_blitFramebuffer(0, 0, kWidth, kHeight, 3, 2, 50, 40, GL_COLOR_BUFFER_BIT, GL_NEAREST);
       }},
      {"what is drawn to is blitted to",
       [](Scene& s) {
         gl_bindFramebuffer(GL_READ_FRAMEBUFFER, s.framebuffers[1]);
         gl_blitFramebuffer(0, 0, kWidth, kHeight, 3, 2, 50, 40, GL_COLOR_BUFFER_BIT, GL_NEAREST);
       }},
      {"what is sampled is blitted to",
       [](Scene& s) {
         gl_framebufferTexture2D(GL_DRAW_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, s.source, 0);
         gl_bindFramebuffer(GL_READ_FRAMEBUFFER, s.framebuffers[1]);
         gl_blitFramebuffer(0, 0, kWidth, kHeight, 0, 0, kSourceSize, kSourceSize, GL_COLOR_BUFFER_BIT, GL_NEAREST);
       }},
      {"depth that is drawn to is blitted",
       [](Scene& s) {
         gl_enable(GL_DEPTH_TEST);
         gl_bindFramebuffer(GL_FRAMEBUFFER, 0);
         gl_bindTexture(GL_TEXTURE_2D, s.source);
         Scene::draw();
         gl_bindFramebuffer(GL_FRAMEBUFFER, s.framebuffers[1]);
         const uint32_t depth = gl_createRenderbuffer();
         gl_bindRenderbuffer(GL_RENDERBUFFER, depth);
         gl_renderbufferStorage(GL_RENDERBUFFER, GL_DEPTH24_STENCIL8, kWidth, kHeight);
         gl_framebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, depth);
         gl_bindFramebuffer(GL_READ_FRAMEBUFFER, 0);
         gl_blitFramebuffer(0, 0, kWidth, kHeight, 0, 0, kWidth, kHeight, GL_DEPTH_BUFFER_BIT, GL_NEAREST);
         s.drawTo(1, s.other);
         gl_disable(GL_DEPTH_TEST);
       }},
      {"levels of what is drawn to",
       [](Scene& s) {
         gl_bindTexture(GL_TEXTURE_2D, s.targets[0]);
         gl_generateMipmap(GL_TEXTURE_2D);
         s.hasLevels = true;
       }},
      {"what is drawn to is sampled", [](Scene& s) { s.drawTo(1, s.targets[0]); }},
      {"what is sampled is drawn to",
       [](Scene& s) {
         s.drawTo(1, s.targets[0]);
         s.drawTo(0, s.source);
       }},
      {"targets in turn",
       [](Scene& s) {
         for (size_t i = 0; i < 6; ++i) s.drawTo((i + 1) % 2, s.targets[i % 2]);
       }},
      {"targets in turn, more draws than can be in flight",
       [](Scene& s) {
         for (size_t i = 0; i < 70; ++i) s.drawTo((i + 1) % 2, s.targets[i % 2]);
       }},
      {"new data for a uniform buffer", [](Scene&) { Scene::changeBuffer(0.9f); }},
      {"new data for a uniform buffer from draw to draw",
       [](Scene& s) {
         gl_bindBuffer(GL_UNIFORM_BUFFER, s.buffer);
         for (size_t i = 0; i < 5; ++i) {
           Scene::changeBuffer(0.1f * float(i));
           s.drawTo(i % 2, s.source);
         }
       }},
      {"other storage for a uniform buffer",
       [](Scene& s) {
         gl_bindBuffer(GL_UNIFORM_BUFFER, s.buffer);
         Scene::fillBuffer(0.9f);
       }},
      {"a copy to a uniform buffer",
       [](Scene& s) {
         gl_bindBuffer(GL_COPY_READ_BUFFER, s.otherBuffer);
         gl_bindBuffer(GL_COPY_WRITE_BUFFER, s.buffer);
         gl_copyBufferSubData(GL_COPY_READ_BUFFER, GL_COPY_WRITE_BUFFER, 0, 0, 16);
       }},
      {"a query is asked", [](Scene& s) { s.askQuery(); }},
      {"a query begins again",
       [](Scene& s) {
         gl_beginQuery(GL_ANY_SAMPLES_PASSED, s.query);
         gl_endQuery(GL_ANY_SAMPLES_PASSED);
       }},
      {"the drawing buffer is cleared after it was shown",
       [](Scene& s) {
         gl_bindFramebuffer(GL_FRAMEBUFFER, 0);
         Scene::draw();
         context_presented();
         Scene::draw();
         s.drawTo(1, s.source);
       }},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    expectEqual(each.name, each.run);
  }
}

TEST_F(ThreadsWaits, VerticesThatSampleWhatIsDrawnToWaitForIt) {
  useVertices(true);
  expectEqual("vertices", [](Scene& s) { s.drawTo(1, s.targets[0]); });
}

TEST_F(ThreadsWaits, ObjectsThatDrawsInFlightUseStayUntilTheyAreShaded) {
  const std::pair<const char*, std::function<void(Scene&)>> cases[] = {
      {"texture", [](Scene& s) { gl_deleteTexture(s.source); }},
      {"program",
       [](Scene& s) {
         gl_useProgram(0);
         gl_deleteProgram(s.program);
       }},
      {"query", [](Scene& s) { gl_deleteQuery(s.query); }},
      {"buffer",
       [](Scene& s) {
         gl_bindBufferBase(GL_UNIFORM_BUFFER, 0, 0);
         gl_bindBuffer(GL_UNIFORM_BUFFER, s.otherBuffer);
         gl_deleteBuffer(s.buffer);
       }},
  };
  for (const auto& [name, run] : cases) {
    g_fragments = 0;
    ASSERT_NE(threads_open(4), nullptr);
    threads_join(1);
    g_keyCount = 0;
    Scene scene;
    EXPECT_EQ(g_fragments, 0u) << name;
    run(scene);
    EXPECT_GT(g_fragments, 0u) << name;
    EXPECT_EQ(gl_getError(), GL_NO_ERROR);
    gl::closeShading();
  }
}

TEST_F(ThreadsWaits, NothingElseWaits) {
  ASSERT_NE(threads_open(4), nullptr);
  threads_join(1);
  g_keyCount = 0;
  g_fragments = 0;
  Scene s;
  const auto stillInFlight = [](const char* what) { EXPECT_EQ(g_fragments, 0u) << what; };
  stillInFlight("a draw");
  gl_bindTexture(GL_TEXTURE_2D, s.other);
  Scene::replace(kSourceSize, kSourceSize, 400);
  stillInFlight("new texels of another texture");
  Scene::defineCompressed(402);
  Scene::replaceCompressed(403);
  stillInFlight("compressed images of another texture");
  Scene::define(kSourceSize, kSourceSize, 401);
  stillInFlight("another image of another texture");
  gl_generateMipmap(GL_TEXTURE_2D);
  stillInFlight("levels of another texture");
  gl_bindFramebuffer(GL_FRAMEBUFFER, s.framebuffers[1]);
  gl_clear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  stillInFlight("a clear of another target");
  gl_bindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
  gl_blitFramebuffer(0, 0, kWidth, kHeight, 0, 0, kWidth, kHeight, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  stillInFlight("a blit from one other target to another");
  gl_copyTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 3, 4, kSourceSize, kSourceSize);
  stillInFlight("a copy of another target");
  gl_bindBuffer(GL_UNIFORM_BUFFER, s.otherBuffer);
  Scene::changeBuffer(0.7f);
  Scene::fillBuffer(0.6f);
  stillInFlight("new data of another buffer");
  const uint32_t query = gl_createQuery();
  gl_beginQuery(GL_ANY_SAMPLES_PASSED, query);
  gl_endQuery(GL_ANY_SAMPLES_PASSED);
  gl_deleteQuery(query);
  stillInFlight("another query");
  EXPECT_NE(gl_fenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0), 0u);
  stillInFlight("a fence");
  gl_deleteTexture(Scene::makeTexture(kSourceSize, kSourceSize, 402));
  const uint32_t buffer = Scene::makeBuffer(0.3f);
  gl_bindBuffer(GL_UNIFORM_BUFFER, 0);
  gl_deleteBuffer(buffer);
  stillInFlight("other objects, made and deleted");
  s.drawTo(1, s.source);
  s.drawTo(0, s.targets[1]);
  s.drawTo(1, s.targets[0]);
  stillInFlight("draws to other targets, and of what is drawn to");

  // A buffer that changes from draw to draw is waited for once.
  gl_bindBuffer(GL_UNIFORM_BUFFER, s.buffer);
  Scene::changeBuffer(0.2f);
  const uint64_t shaded = g_fragments;
  EXPECT_GT(shaded, 0u);
  for (int32_t i = 0; i < 5; ++i) {
    Scene::draw();
    Scene::changeBuffer(0.1f * float(i));
  }
  EXPECT_EQ(g_fragments, shaded);
  EXPECT_EQ(gl_getError(), GL_NO_ERROR);
}

}  // namespace
}  // namespace sw::abi

#endif
