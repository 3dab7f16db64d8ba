// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The wasm of small shaders, as text: a reviewer reads here what the code generator makes.

#include <gtest/gtest.h>

#include "shader/compile/compile.h"
#include "testing/shaders/body_twin.h"

namespace sw::test {
namespace {

std::string listingOf(const std::string& source, const passes::CallOptions& calls = {}) {
  CompileResult compiled = compileShader(ir::Stage::Fragment, source, {});
  if (!compiled.shader) return compiled.infoLog;
  const TwinCode code = generateTwin(programOf(std::move(*compiled.shader), calls));
  return code.error.empty() ? "\n" + code.listing : code.error;
}

// Products of uniforms and constant outputs are scalars of the prologue.
TEST(BodyGolden, UniformValuesAreComputedBeforeTheLoop) {
  EXPECT_EQ(listingOf(R"(#version 300 es
precision highp float; uniform vec2 V; in float t; out vec4 o;
void main() { o = vec4(V.x * V.y * t, V.x / V.y, 1.0, 0.0); }
)"),
            R"(
func routine(count: i32)
  i32.const 4096
  local.tee uniforms
  f32.load
  local.set $4
  local.get uniforms
  f32.load +4
  local.set $5
  local.get $4
  local.get $5
  f32.mul
  f32x4.splat
  local.set $6
  local.get $4
  local.get $5
  f32.div
  local.set $7
  f32.const 1
  local.set $8
  f32.const 0
  local.set $9
  i32.const 131072
  local.set quad
  loop
    v128.const ffffffff ffffffff ffffffff ffffffff
    local.set mask
    block
      local.get $6
      local.get quad
      v128.load
      f32x4.mul
      local.set $10
    end
    local.get quad
    local.get $10
    v128.store +65536
    local.get quad
    local.get $7
    f32x4.splat
    v128.store +65552
    local.get quad
    local.get $8
    f32x4.splat
    v128.store +65568
    local.get quad
    local.get $9
    f32x4.splat
    v128.store +65584
    local.get quad
    i32.const 2048
    i32.add
    local.set quad
    local.get count
    i32.const 1
    i32.sub
    local.tee count
    br_if 0
  end
)");
}

// The store is blended, the look-up goes through the table.
TEST(BodyGolden, ABranchIsSkippedWhenNoLaneTakesIt) {
  EXPECT_EQ(listingOf(R"(#version 300 es
precision highp float; uniform sampler2D s; in vec2 t; out float o;
void main() { o = 0.0; if (t.x > 0.5) o = texture(s, t).y; }
)"),
            R"(
func routine(count: i32)
  i32.const 262144
  local.set private
  i32.const 98304
  local.tee samplers
  i32.load
  local.tee $5
  i32.load
  local.set $6
  i32.const 131072
  local.set quad
  loop
    v128.const ffffffff ffffffff ffffffff ffffffff
    local.set mask
    block
      local.get quad
      v128.load +16
      local.set $7
      local.get quad
      v128.load
      local.set $8
      v128.const 00000000 00000000 00000000 00000000
      local.set $9
      local.get $8
      i32.const 1056964608
      i32x4.splat
      f32x4.gt
      local.tee $10
      v128.any_true
      if
        local.get $5
        local.get private
        i32.const 0
        local.get $8
        local.get $7
        v128.const 00000000 00000000 00000000 00000000
        v128.const 00000000 00000000 00000000 00000000
        v128.const 00000000 00000000 00000000 00000000
        local.get $6
        call_indirect type 0
        local.get private
        v128.load +16
        local.tee $8
        local.get $9
        local.get $10
        v128.bitselect
        local.set $9
      end
    end
    local.get quad
    local.get $9
    v128.store +65536
    local.get quad
    i32.const 2048
    i32.add
    local.set quad
    local.get count
    i32.const 1
    i32.sub
    local.tee count
    br_if 0
  end
)");
}

// `live` is $7; the loop ends when it is empty, and every round is paid for.
TEST(BodyGolden, LanesLeaveALoopAndTheCounterStaysAScalar) {
  EXPECT_EQ(listingOf(R"(#version 300 es
precision highp float; in float t; out float o;
void main() { float x = t; for (int i = 0; i < 9; i++) { if (x > 4.0) break; x *= x; } o = x; }
)"),
            R"(
func routine(count: i32)
  i32.const 256
  local.tee budgetAddress
  i32.load
  local.set budget
  i32.const 131072
  local.set quad
  loop
    v128.const ffffffff ffffffff ffffffff ffffffff
    local.set mask
    block
      local.get quad
      v128.load
      local.set $5
      i32.const 0
      local.set $6
      v128.const ffffffff ffffffff ffffffff ffffffff
      local.set $7
      block
        loop
          block
            local.get $6
            i32.const 9
            i32.ge_s
            if
              br 3
            end
            local.get $5
            i32.const 1082130432
            i32x4.splat
            f32x4.gt
            local.set $8
            local.get $7
            local.get $8
            v128.andnot
            local.tee $7
            v128.any_true
            i32.eqz
            br_if 2
            local.get $5
            local.get $5
            f32x4.mul
            local.get $5
            local.get $7
            v128.bitselect
            local.set $5
          end
          local.get $6
          i32.const 1
          i32.add
          local.set $6
          local.get budget
          i32.const 15
          i32.sub
          local.tee budget
          i32.const 0
          i32.ge_s
          br_if 0
          local.get budgetAddress
          local.get budget
          i32.store
          local.get budgetAddress
          local.get budgetAddress
          i32.load +4
          call_indirect type 1
          i32.eqz
          if
            i32.const 512
            i32.const 1
            i32.store
            return
          end
          local.get budgetAddress
          i32.load
          local.set budget
          br 0
        end
      end
      local.get $5
      local.set $9
    end
    local.get budgetAddress
    local.get budget
    i32.store
    local.get quad
    local.get $9
    v128.store +65536
    local.get quad
    i32.const 2048
    i32.add
    local.set quad
    local.get count
    i32.const 1
    i32.sub
    local.tee count
    br_if 0
  end
)");
}

// Loops that were unrolled, and any long body: it spends at its start.
TEST(BodyGolden, ALongBodySpendsWithoutLoops) {
  const auto body = [](int sines) {
    std::string code = "#version 300 es\nprecision highp float; in float t; out vec4 o;\nvoid main() { float x = t;\n";
    for (int i = 0; i < sines; ++i) code += "x += sin(x + " + std::to_string(i) + ".0);\n";
    return listingOf(code + "o = vec4(x); }");
  };
  EXPECT_EQ(body(100).find("call_indirect"), std::string::npos);
  const std::string listing = body(200);  // 34 instructions each
  EXPECT_NE(listing.find("local.get budget\n      i32.const 6805\n      i32.sub"), std::string::npos)
      << listing.substr(0, 2000);
}

TEST(BodyGolden, ALongPrologueSpendsOnce) {
  std::string code =
      "#version 300 es\nprecision highp float; uniform float t; out vec4 o;\nvoid main() { float x = t;\n";
  for (int i = 0; i < 200; ++i) code += "x += sin(x + " + std::to_string(i) + ".0);\n";
  const std::string listing = listingOf(code + "o = vec4(x); }");
  const size_t spent = listing.find("i32.sub\n  local.tee budget");
  EXPECT_NE(spent, std::string::npos) << listing.substr(0, 2000);
  EXPECT_EQ(listing.find("local.tee budget", spent + 30), std::string::npos);
}

}  // namespace
}  // namespace sw::test
