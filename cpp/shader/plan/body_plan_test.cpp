// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// GLSL in, facts of the plan out.

#include "shader/plan/body_plan.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/layout.h"
#include "shader/compile/compile.h"
#include "shader/link/private_memory.h"

namespace sw::test {
namespace {

constexpr const char* kVertex = R"(#version 300 es
in vec4 p; out vec4 a; out float t; flat out int n;
void main() { gl_Position = p; a = p; t = p.x; n = int(p.y); }
)";
constexpr const char* kFragmentHead = R"(#version 300 es
precision highp float; precision highp int;
in vec4 a; in float t; flat in int n; uniform vec4 V; uniform float F[4]; uniform sampler2D tex;
out vec4 o;
)";

/// A routine whose inputs vary; what it sees of outputs and samplers is up to the test.
class Surroundings : public BodySurroundings {
 public:
  bool seesOutputs = false;
  SamplerKey sampler;

  ir::Uniformity uniformityOf(ir::Builtin) override { return ir::Uniformity::Varying; }
  ir::Uniformity uniformityOfInput(uint32_t) override { return ir::Uniformity::Varying; }
  bool seesBits(uint32_t, uint32_t) override { return seesOutputs; }
  SamplerKey samplerKey(uint32_t) override { return sampler; }
};

class BodyPlanTest : public testing::Test {
 protected:
  /// Of a fragment shader.
  const BodyPlan& planOf(const std::string& body, const passes::CallOptions& calls = {}) {
    const CompileResult vertex = compileShader(ir::Stage::Vertex, kVertex, {});
    const CompileResult fragment = compileShader(ir::Stage::Fragment, kFragmentHead + body, {});
    EXPECT_TRUE(vertex.shader) << vertex.infoLog;
    EXPECT_TRUE(fragment.shader) << fragment.infoLog;
    LinkResult linked = link(*vertex.shader, *fragment.shader, {});
    EXPECT_TRUE(linked.program) << linked.infoLog;
    program_ = std::move(linked.program);
    program_->calls = calls;
    program_->info.privateBytes = std::max(privateBytesNeeded(*program_), privateBytesAtLeast_);
    plan_.emplace(planBody(*program_, ir::Stage::Fragment, surroundings_));
    return *plan_;
  }

  std::vector<ir::InstrId> instrsOf(const FunctionPlan& plan, ir::Op op) {
    std::vector<ir::InstrId> found;
    for (ir::InstrId id = 0; id < plan.function.instrs.size(); ++id) {
      if (plan.function.instrs[id].op == op && plan.instrs[id].block != ir::kNone) found.push_back(id);
    }
    return found;
  }
  const ValuePlan& resultOf(const FunctionPlan& plan, ir::InstrId id) {
    return plan.values[plan.function.instrs[id].result];
  }
  uint32_t inputNamed(const std::string& name) {
    const auto& inputs = program_->fragment.inputs;
    const auto found =
        std::find_if(inputs.begin(), inputs.end(), [&](const auto& input) { return input.name == name; });
    EXPECT_NE(found, inputs.end());
    return uint32_t(found - inputs.begin());
  }

  Surroundings surroundings_;
  uint32_t privateBytesAtLeast_ = 0;
  std::optional<LinkedProgram> program_;
  std::optional<BodyPlan> plan_;
};

TEST_F(BodyPlanTest, WhatDependsOnUniformsAloneIsThePrologues) {
  const FunctionPlan& main = planOf("void main() { o = vec4(V.x * V.y * t, V.x / V.y, 1.0, 0.0); }").main;
  const std::vector<ir::InstrId> products = instrsOf(main, ir::Op::Mul), quotients = instrsOf(main, ir::Op::Div);
  ASSERT_EQ(products.size(), 2u);
  EXPECT_TRUE(resultOf(main, products[0]).hoisted);
  EXPECT_EQ(resultOf(main, products[0]).bodyUses, 1u);
  EXPECT_EQ(resultOf(main, products[0]).laneUses, 1u);  // the product with t is of lanes
  EXPECT_FALSE(resultOf(main, products[1]).hoisted);
  ASSERT_EQ(quotients.size(), 1u);
  EXPECT_TRUE(main.instrs[quotients[0]].early);
  EXPECT_EQ(resultOf(main, quotients[0]).bodyUses, 0u);  // the store of the output is the prologue's too
  EXPECT_FALSE(plan_->outputs[0][0].uniform);
  for (uint32_t c = 1; c < 4; ++c) EXPECT_TRUE(plan_->outputs[0][c].uniform) << c;
}

TEST_F(BodyPlanTest, AnOutputThatIsStoredTwiceOrUnderABranchIsNoUniformOne) {
  planOf("void main() { o = vec4(1.0); if (t > 0.0) o.x = V.x; o.y = t; o.z = V.z; }");
  EXPECT_FALSE(plan_->outputs[0][0].uniform);
  EXPECT_FALSE(plan_->outputs[0][1].uniform);
  EXPECT_TRUE(plan_->outputs[0][3].uniform);
}

TEST_F(BodyPlanTest, OnlyWhatIsReallyReadIsRead) {
  const BodyPlan& plan = planOf("void main() { float unused = a.y * 2.0; o = vec4(a.x, gl_FragCoord.z, 0.0, V.x); }");
  const uint32_t first = plan.inputBase[inputNamed("a")];
  EXPECT_TRUE(plan.inputsRead[first]);
  EXPECT_FALSE(plan.inputsRead[first + 1]);
  EXPECT_EQ(plan.builtinsRead, 1u << uint32_t(ir::Builtin::FragCoord));
  EXPECT_TRUE(plan.main.needs.uniforms);
  EXPECT_FALSE(plan.main.needs.privateMemory);
  EXPECT_FALSE(plan.keepsMemory);
  EXPECT_EQ(plan.privateBytes, kPrivateScratchBytes);
}

TEST_F(BodyPlanTest, ValuesWhoseBitsAreCastAreSeen) {
  const FunctionPlan& main =
      planOf("void main() { o = vec4(float(floatBitsToInt(a.x / t)), a.y / t, 0.0, 0.0); }").main;
  const std::vector<ir::InstrId> quotients = instrsOf(main, ir::Op::Div);
  ASSERT_EQ(quotients.size(), 2u);
  EXPECT_NE(resultOf(main, quotients[0]).seen, resultOf(main, quotients[1]).seen);
}

TEST_F(BodyPlanTest, OutputsWhoseBitsLeaveAreSeen) {
  const std::string body = "void main() { o = vec4(a.x / t, a.y, gl_FragCoord.z, 0.0); }";
  const auto quotientSeen = [&] {
    const FunctionPlan& main = planOf(body).main;
    return resultOf(main, instrsOf(main, ir::Op::Div).at(0)).seen;
  };
  EXPECT_FALSE(quotientSeen());
  EXPECT_FALSE(plan_->seesBuiltins);
  surroundings_.seesOutputs = true;
  EXPECT_TRUE(quotientSeen());
  EXPECT_TRUE(plan_->seesBuiltins);
  const uint32_t first = plan_->inputBase[inputNamed("a")];
  EXPECT_FALSE(plan_->inputsSeen[first]);  // arithmetic hides it
  EXPECT_TRUE(plan_->inputsSeen[first + 1]);
}

TEST_F(BodyPlanTest, VariablesThatDynamicIndicesReachLieBehindTheScratch) {
  const BodyPlan& plan = planOf("void main() { float x[3]; x[0] = t; x[n % 3] = a.x; o = vec4(x[n & 1]); }");
  EXPECT_TRUE(plan.keepsMemory);
  EXPECT_TRUE(plan.main.needs.privateMemory);
  EXPECT_EQ(plan.privateBytes, kPrivateScratchBytes + 3 * 16);
  const std::vector<ir::InstrId> stores = instrsOf(plan.main, ir::Op::Store);
  uint32_t cell = 0;
  ASSERT_TRUE(std::any_of(stores.begin(), stores.end(), [&](ir::InstrId id) {
    return plan.main.isPlainAccess(plan.main.function.instrs[id], cell);
  }));
  EXPECT_EQ(plan.main.memoryOffset[cell], kPrivateScratchBytes);
}

TEST_F(BodyPlanTest, MemoryBeyondWhatTheCoreReservedIsAnError) {
  planOf("void main() { float x[3]; x[n % 3] = t; o = vec4(x[n & 1]); }");
  EXPECT_EQ(plan_->error, "");
  program_->info.privateBytes = kPrivateScratchBytes + 32;
  const BodyPlan tooSmall = planBody(*program_, ir::Stage::Fragment, surroundings_);
  EXPECT_EQ(tooSmall.error, "the program's private memory is too small for its variables");
}

TEST_F(BodyPlanTest, ALookUpHasCodeWhereItsSamplerHasAKey) {
  const std::string body = "void main() { o = texture(tex, a.xy) + textureLod(tex, a.zw, t); }";
  const BodyPlan& called = planOf(body);
  ASSERT_EQ(called.main.samplersUsed.size(), 1u);
  EXPECT_EQ(called.main.samplersUsed[0], 1u << uint32_t(SampleMethod::Implicit) | 1u << uint32_t(SampleMethod::Lod));
  EXPECT_TRUE(called.main.lookUps.empty());
  surroundings_.sampler = {.format = TargetFormat::RGBA8, .filter = kSamplerLinear};
  const BodyPlan& inPlace = planOf(body);
  EXPECT_EQ(inPlace.main.samplersUsed[0], FunctionPlan::kDescriptorUsed);
  EXPECT_EQ(inPlace.main.lookUps.size(), 2u);
}

TEST_F(BodyPlanTest, LoopsSpendAndSoDoesWhatIsLongWithoutOne) {
  planOf("void main() { float s = t; for (int i = 0; i < n; i++) s = sin(s); o = vec4(s); }");
  EXPECT_TRUE(plan_->main.spends);
  EXPECT_FALSE(plan_->spendsAtStart);
  planOf("void main() { o = vec4(t); }");
  EXPECT_FALSE(plan_->main.spends);
  std::string sines, products;
  for (int i = 0; i < 200; ++i) sines += "s = sin(s * 1.5);", products += "u = sin(u * 1.5);";
  planOf("void main() { float s = t; " + sines + " o = vec4(s); }");
  EXPECT_TRUE(plan_->main.spends);
  EXPECT_TRUE(plan_->spendsAtStart);
  EXPECT_EQ(plan_->prologueCost, 0u);
  planOf("void main() { float u = V.x; " + products + " o = vec4(u + t); }");
  EXPECT_FALSE(plan_->spendsAtStart);
  EXPECT_GT(plan_->prologueCost, 0u);
}

TEST_F(BodyPlanTest, WhatACalleeAsksItsCallerAsks) {
  const BodyPlan& plan = planOf(R"(
    float f(float x) { if (x > F[n & 3]) discard; return x * V.x; }
    void main() { o = vec4(f(t)); })",
                                {.inlining = false});
  ASSERT_EQ(plan.callees.size(), 1u);
  EXPECT_TRUE(plan.callees[0]->needs.discards);
  EXPECT_TRUE(plan.main.needs.discards);
  EXPECT_TRUE(plan.main.takesDiscarded);
  EXPECT_TRUE(plan.main.needs.uniforms);
  EXPECT_TRUE(plan.main.needs.calls);
  EXPECT_TRUE(plan.callees[0]->callee.whole);
  EXPECT_FALSE(plan.callees[0]->callee.usesFrame);
}

TEST_F(BodyPlanTest, AnArrayOnlyReadIsPointedAtAndOneWrittenLiesInTheFrame) {
  const BodyPlan& plan = planOf(R"(
    float get(float x[20], int at) { return x[at]; }
    float put(float x[20], int at) { x[at] += 1.0; return x[n]; }
    void main() { float x[20]; x[n] = t; o = vec4(get(x, n), put(x, n), 0.0, 0.0); })",
                                {.inlining = false});
  ASSERT_EQ(plan.callees.size(), 2u);
  for (const auto& each : plan.callees) {
    const FunctionPlan& callee = *each;
    const bool isGet = callee.function.name.starts_with("get");
    EXPECT_EQ(bool(callee.callee.isPointed[0]), isGet) << callee.function.name;
    EXPECT_EQ(callee.callee.usesFrame, !isGet) << callee.function.name;
  }
  EXPECT_GT(plan.frameBytes, 0u);
  // Both arguments are the variable as it lies in memory: copied, if at all, and never loaded into locals.
  ASSERT_EQ(plan.main.copiesIn.size(), 2u);
  for (const auto& [call, copies] : plan.main.copiesIn) {
    ASSERT_EQ(copies.size(), 1u);
    EXPECT_EQ(copies[0].count, 20u);
  }
}

TEST_F(BodyPlanTest, AnInoutArrayIsReturnedWhereItLies) {
  const BodyPlan& plan = planOf(R"(
    void f(inout float x[20]) { x[n] += 1.0; }
    void main() { float x[20]; x[1] = t; f(x); o = vec4(x[n]); })",
                                {.inlining = false});
  ASSERT_EQ(plan.callees.size(), 1u);
  EXPECT_EQ(plan.callees[0]->callee.resultArgument, std::vector<uint32_t>{0});
  ASSERT_EQ(plan.main.copyStores.size(), 1u);
  const ir::InstrId store = plan.main.copyStores.begin()->second.at(0);
  EXPECT_EQ(plan.main.copiesOut.at(store).count, 20u);
}

TEST_F(BodyPlanTest, WorkCountsLoopsAsSomeRounds) {
  const uint32_t once = planOf("void main() { float s = sin(t); o = vec4(s); }").work();
  const uint32_t often =
      planOf("void main() { float s = t; for (int i = 0; i < n; i++) s = sin(s); o = vec4(s); }").work();
  EXPECT_GT(often, 8 * once);
}

}  // namespace
}  // namespace sw::test
