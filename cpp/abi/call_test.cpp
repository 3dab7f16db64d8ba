// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports as JavaScript calls them. The instance has one context, so these tests run in order on it.

#include "abi/call.h"

#include <gtest/gtest.h>

#include <cstring>

#include "host/arena.h"
#include "host/guest.h"
#include "testing/context/fake_host.h"

namespace sw::abi {

extern "C" {
uint32_t context_create(uint32_t version, uint32_t width, uint32_t height, uint32_t bits);
const uint8_t* context_present();
void context_lose();
uint32_t context_isLost();
uint32_t gl_createBuffer();
void gl_bindBuffer(uint32_t target, uint32_t name);
void gl_bufferData(uint32_t target, const uint8_t* data, double size, uint32_t usage);
const uint8_t* gl_getBufferSubData(uint32_t target, double offset, double size);
const uint8_t* gl_getParameter(uint32_t pname);
const uint8_t* gl_getSupportedExtensions();
const uint8_t* gl_getShaderInfoLog(uint32_t shader);
uint32_t gl_createShader(uint32_t type);
uint32_t gl_getError();
const uint8_t* last_error();
void* wasm_alloc(uint32_t bytes);
void wasm_free(void* memory);
}

namespace {

uint32_t wordAt(const uint8_t* payload, ptrdiff_t byte) {
  uint32_t word;
  std::memcpy(&word, payload + byte, sizeof word);
  return word;
}

struct Exports : testing::Test {
  Exports() {
    if (!theContext()) context_create(2, 8, 4, 1);
  }
};

TEST_F(Exports, AnInstanceHasOneContext) {
  EXPECT_EQ(context_create(2, 8, 4, 1), 0u);
  const uint8_t* reason = last_error();
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(reason), wordAt(reason, -16)),
            "the instance has a context already");
}

TEST_F(Exports, PayloadsEndWithTheNextCall) {
  const uint8_t* viewport = gl_getParameter(GL_VIEWPORT);
  ASSERT_NE(viewport, nullptr);
  EXPECT_EQ(wordAt(viewport, -16), 32u);
  EXPECT_EQ(wordAt(viewport, 24), 8u);
  EXPECT_EQ(wordAt(viewport, 28), 4u);
  gl_getError();
  EXPECT_EQ(viewport[16], host::kStaleByte);
}

TEST_F(Exports, PresentIsTopDownRgba) {
  const uint8_t* pixels = context_present();
  ASSERT_NE(pixels, nullptr);
  EXPECT_EQ(wordAt(pixels, -16), 8u * 4 * 4);
}

TEST_F(Exports, BufferDataComesBackAlsoWhenEmpty) {
  gl_bindBuffer(GL_ARRAY_BUFFER, gl_createBuffer());
  const uint8_t bytes[] = {1, 2, 3};
  gl_bufferData(GL_ARRAY_BUFFER, bytes, 3, GL_STATIC_DRAW);
  const uint8_t* two = gl_getBufferSubData(GL_ARRAY_BUFFER, 1, 2);
  ASSERT_NE(two, nullptr);
  EXPECT_EQ(wordAt(two, -16), 2u);
  EXPECT_EQ(two[0], 2);
  const uint8_t* none = gl_getBufferSubData(GL_ARRAY_BUFFER, 3, 0);
  ASSERT_NE(none, nullptr);
  EXPECT_EQ(wordAt(none, -16), 0u);
  EXPECT_EQ(gl_getBufferSubData(GL_ARRAY_BUFFER, 3, 1), nullptr);
  EXPECT_EQ(gl_getError(), GL_INVALID_VALUE);
}

TEST_F(Exports, EmptyLogIsNotNullAndAMissingShaderIs) {
  const uint8_t* log = gl_getShaderInfoLog(gl_createShader(GL_VERTEX_SHADER));
  ASSERT_NE(log, nullptr);
  EXPECT_EQ(wordAt(log, -16), 0u);
  EXPECT_EQ(gl_getShaderInfoLog(12345), nullptr);
  EXPECT_EQ(gl_getError(), GL_INVALID_VALUE);
}

TEST_F(Exports, EachOutermostCallResetsTheGuestArena) {
  gl_getError();
  const uint32_t first = host::guestAllocate(8);
  gl_getError();
  EXPECT_EQ(host::guestAllocate(8), first);
}

TEST_F(Exports, AllocationsAreAligned) {
  for (const uint32_t bytes : {0u, 1u, 16u, 100u}) {
    void* memory = wasm_alloc(bytes);
    ASSERT_NE(memory, nullptr);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % 16, 0u);
    wasm_free(memory);
  }
  EXPECT_EQ(wasm_alloc(UINT32_MAX), nullptr);
}

TEST_F(Exports, LostContextAnswersNothingButItsError) {  // the last test: there is no way back
  context_lose();
  EXPECT_EQ(context_isLost(), 1u);
  EXPECT_EQ(gl_getError(), GL_CONTEXT_LOST_WEBGL);
  EXPECT_EQ(gl_getError(), GL_NO_ERROR);
  EXPECT_EQ(gl_createBuffer(), 0u);
  EXPECT_EQ(gl_getParameter(GL_VIEWPORT), nullptr);
  EXPECT_EQ(gl_getSupportedExtensions(), nullptr);
}

}  // namespace
}  // namespace sw::abi
