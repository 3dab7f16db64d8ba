// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/expected_draws.h"

#include <algorithm>
#include <optional>

#include "gl/draw.h"
#include "gl/framebuffers.h"
#include "gl/textures.h"
#include "gl/uniforms.h"
#include "host/imports.h"
#include "pipeline/look_up.h"

namespace sw::gl {
namespace {

constexpr size_t kMostPrograms = 256;  // that wait; the oldest go
constexpr size_t kMostNames = 1024;    // of attributes, and of samplers
constexpr size_t kMostOutputs = 3;     // that are remembered
constexpr uint32_t kOutputsTried = 2;  // for each program
/// So many guesses are free; after that one in four has to be right.
constexpr uint32_t kFreeGuesses = 24;

template <typename Value>
void remember(std::map<std::string, Value>& values, const std::string& name, const Value& value) {
  if (values.size() >= kMostNames) values.clear();
  values[name] = value;
}

/// Calls work(uniform, index into ProgramInfo::samplers) for those that keys know.
template <typename Work>
void forEachSampler(const ProgramInfo& info, Work work) {
  for (const ActiveUniform& uniform : info.uniforms) {
    if (uniform.samplerIndex < 0) continue;
    for (uint32_t i = 0; i < uniform.arraySize; ++i) {
      const uint32_t index = uint32_t(uniform.samplerIndex) + i;
      if (index < std::min<size_t>(info.samplers.size(), kKeyedSamplers)) work(uniform, index);
    }
  }
}

/// An array of floats as the shader declares it, where nobody has supplied one of that name. Matrices are for instances.
AttributeKey guessedAttribute(const ActiveAttribute& attribute, ScalarType type) {
  const VariableShape shape = shapeOf(attribute.type);
  AttributeKey key;
  key.enabled = 1;
  key.instanced = shape.columns > 1;
  key.components = shape.rows;
  key.type = type == ScalarType::Float ? ComponentType::Float
             : type == ScalarType::Int ? ComponentType::Int
                                       : ComponentType::UnsignedInt;
  key.integer = type != ScalarType::Float;
  return key;
}

/// As they were under the same names; where nothing is known, functions are called.
void guessSamplers(const Context& c, const ProgramInfo& info, uint8_t SamplerInfo::*methods, SamplerKey* keys) {
  forEachSampler(info, [&](const ActiveUniform& uniform, uint32_t index) {
    const SamplerInfo& sampler = info.samplers[index];
    const auto found = c.expected.samplers.find(uniform.name);
    if (found != c.expected.samplers.end()) keys[index] = keptSamplerKey(found->second, sampler.dim, sampler.*methods);
  });
}

VertexKey guessedVertexKey(const Context& c, const ProgramInfo& info) {
  VertexKey key;
  for (const ActiveAttribute& attribute : info.attributes) {
    if (attribute.location < 0) continue;
    const auto found = c.expected.attributes.find(attribute.name);
    const uint32_t columns = shapeOf(attribute.type).columns;
    for (uint32_t i = 0; i < columns * attribute.arraySize; ++i) {
      const uint32_t location = uint32_t(attribute.location) + i;
      if (location >= kMaxAttributes || (info.attributeMask >> location & 1) == 0) continue;
      const auto type = ScalarType(info.attributeClass[location]);
      key.attributes[location] =
          found != c.expected.attributes.end() ? found->second : guessedAttribute(attribute, type);
    }
  }
  guessSamplers(c, info, &SamplerInfo::vertexMethods, key.samplers);
  return key;
}

/// What draws had, for a program that may write to fewer draw buffers. Only of floats: others are rare.
std::optional<FragmentKey> outputsFor(const ProgramInfo& info, FragmentKey key) {
  bool writesAnything = key.depthWrite || key.stencilTest;
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
    TargetKey& target = key.targets[i];
    if (target.format == TargetFormat::None) continue;
    const auto output = ScalarType(info.broadcastsColor ? info.outputClass[0] : info.outputClass[i]);
    const TargetClass kind = targetFormatInfo(target.format).kind;
    const bool isFloat = kind != TargetClass::Int && kind != TargetClass::Uint;
    if (output == ScalarType::Void) {
      target = {};
    } else if (output != ScalarType::Float || !isFloat) {
      return {};
    } else {
      writesAnything = true;
    }
  }
  if (!writesAnything) return {};
  return key;
}

/// The most likely first. Samplers are left out.
std::vector<FragmentKey> likelyOutputs(Context& c, const ProgramInfo& info) {
  std::vector<FragmentKey> keys;
  const auto add = [&](const std::optional<FragmentKey>& key) {
    if (key && !(*key == FragmentKey()) && std::find(keys.begin(), keys.end(), *key) == keys.end())
      keys.push_back(*key);
  };
  if (drawFramebufferStatus(c) == GL_FRAMEBUFFER_COMPLETE) add(outputsAsTheyAre(c, info));
  for (const FragmentKey& drawn : c.expected.outputs) add(outputsFor(info, drawn));
  if (keys.size() > kOutputsTried) keys.resize(kOutputsTried);
  return keys;
}

constexpr uint32_t kBetterStep = kOutputsTried + 1;

/// Step 0: the vertex routine; then a fragment routine for each of the outputs; from kBetterStep on: what others stand in
/// for. Whether one was made.
bool makeRoutine(Context& c, ProgramExecutable& executable, uint32_t step) {
  const ProgramInfo& info = executable.info;
  if (step == 0) return executable.routines.expectVertex(executable.handle, guessedVertexKey(c, info));
  if (step >= kBetterStep) return executable.routines.makeWanted(executable.handle);
  const std::vector<FragmentKey> outputs = likelyOutputs(c, info);
  if (step > outputs.size()) return false;
  FragmentKey key = outputs[step - 1];
  guessSamplers(c, info, &SamplerInfo::fragmentMethods, key.samplers);
  return executable.routines.expectFragment(executable.handle, key);
}

}  // namespace

void expectDraws(Context& c, const Program& program) {
  ExpectedDraws& expected = c.expected;
  if (expected.waiting.size() >= kMostPrograms) expected.waiting.pop_front();
  expected.waiting.push_back({program.name, 0});
}

void expectBetter(Context& c, const Program& program) {
  std::deque<ExpectedDraws::Waiting>& waiting = c.expected.waiting;
  // Ahead of those that nobody has drawn with: one step for vertices, one for fragments.
  for (const uint32_t step : {kBetterStep + 1, kBetterStep}) {
    const auto isSame = [&](const auto& other) { return other.program == program.name && other.step == step; };
    if (std::none_of(waiting.begin(), waiting.end(), isSame)) waiting.push_front({program.name, step});
  }
  host::offerWork();
}

void learnFromDraw(Context& c, const ProgramExecutable& executable) {
  ExpectedDraws& expected = c.expected;
  const ProgramInfo& info = executable.info;
  for (const ActiveAttribute& attribute : info.attributes) {
    if (attribute.location < 0 || attribute.location >= int32_t(kMaxAttributes)) continue;
    const AttributeKey& key = c.draw.vertexKey.attributes[attribute.location];
    remember(expected.attributes, attribute.name, key);
  }
  forEachSampler(info, [&](const ActiveUniform& uniform, uint32_t index) {
    const SamplerInfo& sampler = info.samplers[index];
    SamplerKey key;
    samplerDescriptor(c, executable.uniformStorage[sampler.uniformCell], sampler, key);
    remember(expected.samplers, uniform.name, key);
  });
  if (!c.draw.writesAnything) return;
  FragmentKey outputs = c.draw.fragmentKey;
  std::fill(std::begin(outputs.samplers), std::end(outputs.samplers), SamplerKey{});
  std::erase(expected.outputs, outputs);
  expected.outputs.insert(expected.outputs.begin(), outputs);
  if (expected.outputs.size() > kMostOutputs) expected.outputs.pop_back();
}

bool makeExpectedRoutine(Context& c) {
  ExpectedDraws& expected = c.expected;
  while (!expected.waiting.empty()) {
    const ExpectedDraws::Waiting waiting = expected.waiting.front();
    const Program* program = c.programs.find(waiting.program);
    const bool isBetter = waiting.step >= kBetterStep;
    const bool areWrong = expected.made >= kFreeGuesses && expected.used * 4 < expected.made;
    const bool isOpen = program && program->linked && program->executable &&
                        (isBetter || (!areWrong && !program->executable->routines.isDrawn()));
    if (isBetter || !isOpen || waiting.step == kOutputsTried) {
      expected.waiting.pop_front();
    } else {
      ++expected.waiting.front().step;
    }
    if (!isOpen || !makeRoutine(c, *program->executable, waiting.step)) continue;
    if (!isBetter) ++expected.made;
    return true;
  }
  return false;
}

}  // namespace sw::gl
