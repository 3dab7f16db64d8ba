// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "host/arena.h"
#include "pipeline/link_options.h"
#include "pipeline/program_info.h"
#include "pipeline/routine_keys.h"

extern "C" {
const uint8_t* compiler_compile(uint32_t stage, const char* source, uint32_t sourceBytes, uint32_t webglVersion,
                                uint32_t extensions);
const uint8_t* compiler_link(uint32_t vertex, uint32_t fragment, const uint8_t* options, uint32_t optionsBytes);
const uint8_t* compiler_routine(uint32_t program, uint32_t kind, const uint8_t* key, uint32_t keyBytes);
const uint8_t* compiler_routine_text(uint32_t program, uint32_t kind, const uint8_t* key, uint32_t keyBytes);
const uint8_t* compiler_text(uint32_t program, uint32_t stage);
void compiler_release_shader(uint32_t shader);
void compiler_release_program(uint32_t program);
uint32_t compiler_warm_up(uint32_t step);
}

namespace sw {
namespace {

uint32_t u32At(const uint8_t* bytes) {
  uint32_t value;
  memcpy(&value, bytes, 4);
  return value;
}

uint32_t lengthOf(const uint8_t* payload) { return u32At(payload - host::kHeaderBytes); }

uint32_t compile(uint32_t stage, const std::string& source, std::string* log = nullptr) {
  const uint8_t* payload = compiler_compile(stage, source.data(), uint32_t(source.size()), 2, 0);
  if (log != nullptr) log->assign(reinterpret_cast<const char*>(payload) + 4, lengthOf(payload) - 4);
  return u32At(payload);
}

constexpr const char* kVertex = "attribute vec4 p; void main() { gl_Position = p; }";
constexpr const char* kFragment = "uniform mediump vec4 c; void main() { gl_FragColor = c; }";

TEST(Compiler, LinksWhatItCompiled) {
  uint32_t step = 0;
  while (compiler_warm_up(step)) ++step;
  EXPECT_EQ(step, 4u);
  const uint32_t vertex = compile(0, kVertex);
  const uint32_t fragment = compile(1, kFragment);
  ASSERT_NE(vertex, 0u);
  ASSERT_NE(fragment, 0u);
  const std::vector<uint8_t> options = serialiseLinkOptions({});
  const uint8_t* payload = compiler_link(vertex, fragment, options.data(), uint32_t(options.size()));
  const uint32_t program = u32At(payload);
  ASSERT_NE(program, 0u);
  const uint32_t logBytes = u32At(payload + 4);
  const auto info = deserialise({payload + 8 + logBytes, lengthOf(payload) - 8 - logBytes});
  ASSERT_TRUE(info);
  EXPECT_EQ(info->uniforms[0].name, "c");
  for (const uint32_t text : {0, 1, 2, 3}) {
    const uint8_t* payload = compiler_text(program, text);
    ASSERT_NE(payload, nullptr);
    const std::string_view content(reinterpret_cast<const char*>(payload), lengthOf(payload));
    EXPECT_NE(content.find(text < 2 ? "function main" : "func $main"), content.npos) << content;
  }
  EXPECT_EQ(compiler_text(program, 4), nullptr);
  for (const uint32_t kind : {2, 3}) {  // the mains, without a key
    const uint8_t* module = compiler_routine(program, kind, nullptr, 0);
    ASSERT_NE(module, nullptr);
    EXPECT_EQ(u32At(module), 0x6d736100u);
  }
  EXPECT_EQ(compiler_routine(program, 0, nullptr, 0), nullptr);

  VertexKey key{};
  key.attributes[0] = {.enabled = 1, .components = 4, .type = ComponentType::Float};
  const auto* keyBytes = reinterpret_cast<const uint8_t*>(&key);
  payload = compiler_routine(program, 0, keyBytes, sizeof key);
  ASSERT_NE(payload, nullptr);
  const uint32_t moduleBytes = lengthOf(payload);
  payload = compiler_routine_text(program, 0, keyBytes, sizeof key);
  ASSERT_NE(payload, nullptr);
  EXPECT_EQ(u32At(payload), moduleBytes);
  const std::string_view words(reinterpret_cast<const char*>(payload) + 8, u32At(payload + 4));
  EXPECT_EQ(words, "attribute 0: 4 Float");
  const std::string_view text(words.data() + words.size(), lengthOf(payload) - 8 - words.size());
  EXPECT_EQ(text.substr(0, 7), "(module");
  EXPECT_EQ(text.find("ACTIVE_UNIFORM_PTR"), text.npos) << "it has no uniforms";
  EXPECT_NE(text.find("ACTIVE_ATTR_PTR"), text.npos);
  EXPECT_EQ(compiler_routine_text(program, 1, keyBytes, sizeof key), nullptr);
  EXPECT_EQ(compiler_routine_text(program, 2, nullptr, 0), nullptr);
  compiler_release_shader(vertex);
  compiler_release_shader(fragment);
  EXPECT_EQ(compiler_link(vertex, fragment, options.data(), uint32_t(options.size())), nullptr);
  EXPECT_NE(compiler_text(program, 0), nullptr) << "a program outlives its shaders";
  compiler_release_program(program);
  EXPECT_EQ(compiler_text(program, 0), nullptr);
}

TEST(Compiler, GivesTheLogOfWhatFails) {
  std::string log;
  EXPECT_EQ(compile(1, "void main() {\n nothing; }", &log), 0u);
  EXPECT_EQ(log.substr(0, 11), "ERROR: 0:2:");
  EXPECT_EQ(log.back(), '\n');
}

TEST(Compiler, KnowsNoForeignHandles) {
  EXPECT_EQ(compiler_link(77, 0, nullptr, 0), nullptr);
  EXPECT_EQ(compiler_routine(0xffffffff, 0, nullptr, 0), nullptr);
  compiler_release_program(12345);
}

}  // namespace
}  // namespace sw
