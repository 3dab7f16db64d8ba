// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Generated fragment routines against their scalar twin: random keys, primitives, blocks and framebuffers; every byte
// of every surface must be equal.

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

#include "reference/merge_fragment.h"
#include "shader/codegen/routines.h"
#include "testing/routine_harness.h"
#include "testing/shaders/routine_test_program.h"
#include "texture/texel.h"

namespace sw {
namespace {

constexpr uint32_t kWidth = 40, kHeight = 24;  // five by three blocks
constexpr uint32_t kStatePlace = 1024, kUniformPlace = 2048, kBlockPlace = 4096, kPrimitivePlace = 8192;
constexpr uint32_t kPrimitiveBytes = primitiveRecordBytes(12);
constexpr uint32_t kPrimitives = 6;
constexpr uint32_t kSurfacePlace = 16384;
constexpr uint32_t kEvenPlace = 15360, kEvenStrideBytes = kWidth / 8, kEvenBytes = kEvenStrideBytes * kHeight / 8;

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  uint32_t below(uint32_t n) { return uint32_t(engine_() % n); }
  bool chance(uint32_t percent) { return below(100) < percent; }
  uint32_t bits() { return uint32_t(engine_()); }
  float between(float low, float high) { return low + (high - low) * float(below(1 << 20)) / float(1 << 20); }
  template <typename T, size_t N>
  T oneOf(const T (&list)[N]) {
    return list[below(N)];
  }
  /// A colour component: mostly in and around [0, 1], now and then special.
  float component() {
    static constexpr float kSpecial[] = {0.0f, -0.0f, 1.0f, -1.0f, 0.5f, 2.0f, 1e-20f, 1e20f, 70000.0f, 0.0031308f};
    if (chance(10)) return oneOf(kSpecial);
    if (chance(2)) return chance(50) ? INFINITY : NAN;
    return between(-0.2f, 1.2f);
  }

 private:
  std::mt19937 engine_;
};

struct Scene {
  FragmentKey key;
  TestFragmentShader shader;
  FragmentState state{};
  std::vector<SampleBlockRecord> blocks;  // with one sample, only `block` of each
  std::vector<PrimitiveRecord> primitives;
  std::vector<std::array<Planes4, 3>> planes;
  float uniforms[4 * kMaxColorOutputs] = {};
  std::vector<uint8_t> memory;

  uint8_t* at(Address address) { return memory.data() + address; }
};

template <typename T>
void put(Scene& scene, Address address, const T& value) {
  std::memcpy(scene.at(address), &value, sizeof value);
}

TargetKey randomTarget(Random& random, TargetFormat format) {
  TargetKey target{.format = format, .writeMask = uint8_t(random.chance(60) ? 15 : random.below(16))};
  target.blend = random.chance(60);
  if (random.chance(30)) {  // the common ones
    static constexpr BlendFactor kCommon[][2] = {{BlendFactor::SrcAlpha, BlendFactor::OneMinusSrcAlpha},
                                                 {BlendFactor::One, BlendFactor::OneMinusSrcAlpha},
                                                 {BlendFactor::One, BlendFactor::One},
                                                 {BlendFactor::SrcAlpha, BlendFactor::One},
                                                 {BlendFactor::One, BlendFactor::Zero},
                                                 {BlendFactor::DstColor, BlendFactor::Zero}};
    const auto& pair = kCommon[random.below(std::size(kCommon))];
    target.srcRgb = target.srcAlpha = pair[0];
    target.dstRgb = target.dstAlpha = pair[1];
    return target;
  }
  const auto factor = [&] { return BlendFactor(random.below(uint32_t(BlendFactor::SrcAlphaSaturate) + 1)); };
  target.srcRgb = factor();
  target.srcAlpha = factor();
  target.dstRgb = factor();
  target.dstAlpha = factor();
  const auto equation = [&] {
    return random.chance(50) ? BlendEquation::Add : BlendEquation(random.below(uint32_t(BlendEquation::Max) + 1));
  };
  target.equationRgb = equation();
  target.equationAlpha = equation();
  return target;
}

StencilFaceKey randomFace(Random& random) {
  const auto op = [&] { return StencilOp(random.below(uint32_t(StencilOp::DecrementWrap) + 1)); };
  return {CompareFunction(random.below(8)), op(), op(), op()};
}

/// Texels as a routine may find them: NaN is canonical, unused alpha is 1.
void fillSurface(Random& random, Scene& scene, TargetFormat format, Address address, uint32_t pixels) {
  const TargetFormatInfo info = targetFormatInfo(format);
  for (uint32_t i = 0; i < pixels; ++i) {
    uint8_t* texel = scene.at(address + i * info.texelBytes);
    if (info.kind == TargetClass::Float) {
      Color color;
      for (float& component : color) component = random.component();
      writeColor(format, color, 15, texel);
    } else {
      writeCodes(format, {random.bits(), random.bits(), random.bits(), random.bits()}, 15, texel);
    }
  }
}

/// `format`: of target 0. samples: 1 or kPixelSamples.
Scene randomScene(uint32_t seed, TargetFormat format, uint32_t samples = 1) {
  Random random(seed);
  Scene scene;
  scene.memory.resize((samples > 1 ? 6 : 2) * kWasmPage);
  FragmentKey& key = scene.key;
  key.samples = uint8_t(samples);

  const bool shaded = random.chance(65);
  scene.shader.discards = shaded && random.chance(25);
  scene.shader.writesDepth = shaded && random.chance(15);
  if (samples > 1) scene.shader.centroid = random.chance(30);

  key.targets[0] = randomTarget(random, format);
  if (random.chance(8)) key.targets[0] = {};
  if (random.chance(25)) {
    const uint32_t second = 1 + random.below(3);
    key.targets[second] = randomTarget(random, TargetFormat(1 + random.below(kTargetFormatCount - 1)));
  }
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
    const TargetClass kind = targetFormatInfo(key.targets[i].format).kind;
    scene.shader.outputs[i].type = kind == TargetClass::Int              ? ir::Type::Int
                                   : kind == TargetClass::Uint           ? ir::Type::Uint
                                   : kind == TargetClass::None && i != 0 ? ir::Type::Void
                                                                         : ir::Type::Float;
    TestSource& source = scene.shader.outputs[i].source;
    source = !shaded || random.chance(20) ? TestSource::Uniform
             : random.chance(60)          ? TestSource::Inputs
             : random.chance(50)          ? TestSource::FragCoord
                                          : TestSource::FacingAndPoint;
  }

  static constexpr DepthFormat kDepthFormats[] = {DepthFormat::None, DepthFormat::D16, DepthFormat::D24,
                                                  DepthFormat::D32F};
  key.depthFormat = random.oneOf(kDepthFormats);
  key.depthTest = key.depthFormat != DepthFormat::None && random.chance(70);
  key.depthWrite = key.depthTest && random.chance(60);
  key.depthCompare = random.chance(60) ? CompareFunction::LessEqual : CompareFunction(random.below(8));
  key.stencilTest = random.chance(30);
  key.stencilFront = randomFace(random);
  key.stencilBack = random.chance(40) ? key.stencilFront : randomFace(random);
  key.countSamples = random.chance(40);
  if (samples > 1) key.alphaToCoverage = random.chance(20);

  FragmentState& state = scene.state;
  Address place = kSurfacePlace;
  const auto surface = [&](uint32_t texelBytes) {
    const SurfaceState made{place, kWidth * texelBytes * samples};
    place += (kHeight + 1) * made.strideBytes + 16;
    return made;
  };
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
    if (key.targets[i].format == TargetFormat::None) continue;
    state.color[i] = surface(targetFormatInfo(key.targets[i].format).texelBytes);
    fillSurface(random, scene, key.targets[i].format, state.color[i].address, kWidth * kHeight * samples);
    if (samples == 1) continue;
    state.evenBlocks[i] = {kEvenPlace + i * kEvenBytes, kEvenStrideBytes};
    for (uint32_t block = 0; block < kEvenBytes; ++block) {
      *scene.at(state.evenBlocks[i].address + block) = random.chance(60);
    }
  }
  state.depth = surface(4);
  state.stencil = surface(1);
  EXPECT_LT(place, scene.memory.size());
  for (uint32_t i = 0; i < kWidth * kHeight * samples; ++i) {
    put(scene, state.depth.address + 4 * i, quantiseDepth(key.depthFormat, random.between(0, 1)));
    put(scene, state.stencil.address + i, uint8_t(random.bits()));
  }
  state.primitives = kPrimitivePlace;
  for (float& constant : state.blendConstant) constant = random.component();
  for (StencilFaceState* face : {&state.stencilFront, &state.stencilBack}) {
    *face = {random.chance(50) ? random.below(256) : random.bits(), random.chance(50) ? 0xffffffffu : random.bits(),
             random.chance(50) ? 0xffu : random.bits(), 0};
  }
  state.samplesPassed = random.below(100);
  state.budget = 1 << 20;
  for (float& uniform : scene.uniforms) uniform = random.component();

  for (uint32_t i = 0; i < kPrimitives; ++i) {
    PrimitiveRecord primitive{};
    primitive.originX = float(random.below(kWidth));
    primitive.originY = float(random.below(kHeight));
    primitive.frontFacing = random.below(2);
    const float z = random.between(0, 1);
    primitive.z[0] = z;
    primitive.z[1] = random.between(-0.02f, 0.02f);
    primitive.z[2] = random.chance(20) ? 0 : random.between(-0.02f, 0.02f);
    primitive.zMin = std::fmax(0.0f, z - 0.3f);
    primitive.zMax = std::fmin(1.0f, z + 0.3f);
    primitive.invW[0] = 1;
    if (random.chance(60)) {
      primitive.invW[0] = random.between(0.8f, 4);
      primitive.invW[1] = random.between(-0.01f, 0.01f);
      primitive.invW[2] = random.between(-0.01f, 0.01f);
    }
    for (float& value : primitive.pointCoord) value = random.between(-0.5f, 1.5f);
    std::array<Planes4, 3> planes{};
    for (int j = 0; j < 3; ++j) {
      for (int k = 0; k < 4; ++k) {
        planes[j].c[k] = random.component();
        planes[j].dx[k] = random.chance(30) ? 0 : random.between(-0.05f, 0.05f);
        planes[j].dy[k] = random.chance(30) ? 0 : random.between(-0.05f, 0.05f);
      }
    }
    for (int k = 0; k < 4; ++k) planes[2].c[k] = std::bit_cast<float>(random.bits());
    scene.primitives.push_back(primitive);
    scene.planes.push_back(planes);
    put(scene, kPrimitivePlace + i * kPrimitiveBytes, primitive);
    put(scene, kPrimitivePlace + i * kPrimitiveBytes + uint32_t(sizeof primitive), planes);
  }

  const uint32_t blockCount = 1 + random.below(40);
  for (uint32_t i = 0; i < blockCount; ++i) {
    SampleBlockRecord record{};
    BlockRecord& block = record.block;
    block.primitive = random.below(kPrimitives) * kPrimitiveBytes;
    block.x = uint16_t(random.below(kWidth / 8) * 8);
    block.y = uint16_t(random.below(kHeight / 8) * 8);
    const uint32_t sort = random.below(4);
    const auto bits = [&] {
      return sort < 2 ? 0xffffffffu : sort == 2 ? random.bits() : random.bits() & random.bits() & random.bits();
    };
    if (samples == 1) {
      for (uint32_t& half : block.coverage) half = bits();
      put(scene, kBlockPlace + i * uint32_t(sizeof block), block);
    } else {
      for (uint32_t s = 0; s < samples; ++s) {
        const bool same = s > 0 && sort == 3 && random.chance(30);
        for (uint32_t half = 0; half < 2; ++half) {
          record.samples[s][half] = same ? record.samples[0][half] : bits();
          block.coverage[half] |= record.samples[s][half];
        }
      }
      put(scene, kBlockPlace + i * uint32_t(sizeof record), record);
    }
    scene.blocks.push_back(record);
  }
  put(scene, kStatePlace, state);
  put(scene, kUniformPlace, scene.uniforms);
  return scene;
}

float clampedDepth(const PrimitiveRecord& primitive, float z) {
  return z < primitive.zMin ? primitive.zMin : z > primitive.zMax ? primitive.zMax : z;
}

/// Addresses of a pixel, or of a sample of it.
PixelAddresses placesOf(Scene& scene, uint32_t x, uint32_t y, uint32_t sample) {
  const auto place = [&](const SurfaceState& surface, uint32_t texelBytes) {
    const uint32_t rowBytes = surface.strideBytes / scene.key.samples;
    return scene.at(surface.address + y * surface.strideBytes + sample * rowBytes + x * texelBytes);
  };
  PixelAddresses pixel;
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
    if (scene.state.color[i].address == 0) continue;
    pixel.color[i] = place(scene.state.color[i], targetFormatInfo(scene.key.targets[i].format).texelBytes);
  }
  pixel.depth = reinterpret_cast<float*>(place(scene.state.depth, 4));
  pixel.stencil = place(scene.state.stencil, 1);
  return pixel;
}

/// Samples of `covered` that tests before the shader let through, on copies of what they would write.
template <typename SampleDepth>
uint32_t earlySurvivors(Scene& scene, uint32_t x, uint32_t y, const PrimitiveRecord& primitive, uint32_t covered,
                        SampleDepth sampleDepth) {
  const bool asksAlpha = scene.key.alphaToCoverage && !targetFormatInfo(scene.key.targets[0].format).isInteger();
  const bool late = scene.shader.discards || asksAlpha;
  const bool tested =
      scene.key.depthTest && (scene.key.depthWrite || scene.key.depthCompare != CompareFunction::Always);
  const bool written = scene.shader.writesDepth && tested;
  if (written || (late && scene.key.stencilTest)) return covered;
  FragmentKey key = scene.key;
  for (TargetKey& target : key.targets) target = {};
  uint32_t survived = 0;
  for (uint32_t s = 0; s < kPixelSamples; ++s) {
    if (!(covered >> s & 1)) continue;
    PixelAddresses place = placesOf(scene, x, y, s);
    float depth = *place.depth;
    uint8_t stencil = *place.stencil;
    place.depth = &depth;
    place.stencil = &stencil;
    ShadedFragment fragment;
    fragment.frontFacing = primitive.frontFacing;
    fragment.depth = clampedDepth(primitive, sampleDepth(s));
    if (mergeFragment(key, scene.state, fragment, place)) survived |= 1u << s;
  }
  return survived;
}

/// Stores the texels of all samples where the memory says that a block of target i is even.
void makeUneven(const Scene& scene, uint32_t i, std::vector<uint8_t>& memory) {
  const SurfaceState& color = scene.state.color[i];
  const SurfaceState& even = scene.state.evenBlocks[i];
  if (even.address == 0) return;
  const uint32_t sampleBytes = color.strideBytes / kPixelSamples, blockBytes = sampleBytes / kEvenStrideBytes;
  for (uint32_t y = 0; y < kHeight; ++y) {
    for (uint32_t block = 0; block < kEvenStrideBytes; ++block) {
      if (!memory[even.address + y / 8 * even.strideBytes + block]) continue;
      uint8_t* first = memory.data() + color.address + y * color.strideBytes + block * blockBytes;
      for (uint32_t s = 1; s < kPixelSamples; ++s) std::memcpy(first + s * sampleBytes, first, blockBytes);
    }
  }
}

/// The test shader and the merge, fragment by fragment.
void runTwin(Scene& scene) {
  FragmentState& state = scene.state;
  const bool sampled = scene.key.samples > 1;
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) makeUneven(scene, i, scene.memory);
  for (const SampleBlockRecord& record : scene.blocks) {
    const BlockRecord& block = record.block;
    const uint32_t index = block.primitive / kPrimitiveBytes;
    const PrimitiveRecord& primitive = scene.primitives[index];
    for (uint32_t bit = 0; bit < 64; ++bit) {
      if (!(block.coverage[bit / 32] >> bit % 32 & 1)) continue;
      const uint32_t quad = bit / 4, lane = bit % 4;
      const uint32_t px = block.x + quad % 4 * 2 + lane % 2, py = block.y + quad / 4 * 2 + lane / 2;
      const float x = float(px) - primitive.originX + 0.5f, y = float(py) - primitive.originY + 0.5f;
      const auto plane = [&](float c, float dx, float dy) { return (c + dy * y) + dx * x; };
      const float inverseW = plane(primitive.invW[0], primitive.invW[1], primitive.invW[2]);
      uint32_t covered = 0;
      for (uint32_t s = 0; s < kPixelSamples; ++s) covered |= (record.samples[s][bit / 32] >> bit % 32 & 1) << s;

      const auto planeAt = [&](float c, float dx, float dy, float atX, float atY) { return (c + dy * atY) + dx * atX; };
      const auto sampleX = [&](uint32_t s) { return x + (float(kSampleX[s]) / 16 - 0.5f); };
      const auto sampleY = [&](uint32_t s) { return y + (float(kSampleY[s]) / 16 - 0.5f); };
      const auto sampleDepth = [&](uint32_t s) {
        return planeAt(primitive.z[0], primitive.z[1], primitive.z[2], sampleX(s), sampleY(s));
      };
      // Centroid inputs see the coverage that tests before the shader leave.
      uint32_t visible = covered;
      if (sampled && scene.shader.centroid) visible = earlySurvivors(scene, px, py, primitive, covered, sampleDepth);
      const auto smooth = [&](uint32_t cell) {
        const Planes4& planes = scene.planes[index][cell / 4];
        float atX = x, atY = y;
        if (scene.shader.centroid && visible != 15) {
          const auto first = uint32_t(std::countr_zero(visible));
          if (first < kPixelSamples) {
            atX = sampleX(first);
            atY = sampleY(first);
          }
        }
        const float w = 1 / planeAt(primitive.invW[0], primitive.invW[1], primitive.invW[2], atX, atY);
        return planeAt(planes.c[cell % 4], planes.dx[cell % 4], planes.dy[cell % 4], atX, atY) * w;
      };

      ShadedFragment fragment;
      fragment.frontFacing = primitive.frontFacing;
      const float z = plane(primitive.z[0], primitive.z[1], primitive.z[2]);
      fragment.depth = clampedDepth(primitive, z);
      if (scene.shader.writesDepth) fragment.depth = smooth(5);
      fragment.discarded = scene.shader.discards && smooth(4) < 0;
      const float* point = primitive.pointCoord;
      const Color fragCoord = {float(px) + 0.5f, float(py) + 0.5f, std::fmin(std::fmax(z, 0.0f), 1.0f), inverseW};
      const Color facingAndPoint = {primitive.frontFacing ? 1.0f : 0.25f, point[0] + point[1] * x,
                                    point[2] + point[3] * y, smooth(3)};
      for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
        const TestOutput& output = scene.shader.outputs[i];
        for (uint32_t k = 0; k < 4 && output.type != ir::Type::Void; ++k) {
          if (output.type != ir::Type::Float) {
            fragment.outputs[i][k] = std::bit_cast<uint32_t>(scene.planes[index][2].c[k]);
            continue;
          }
          float value = 0;
          switch (output.source) {
            case TestSource::Inputs: value = smooth((k + i) % 4); break;
            case TestSource::Uniform: value = scene.uniforms[4 * i + k]; break;
            case TestSource::FragCoord: value = fragCoord[k]; break;
            case TestSource::FacingAndPoint: value = facingAndPoint[k]; break;
          }
          // What is interpolated is computed, and uniforms are moved.
          const bool isNan = value != value && output.source != TestSource::Uniform;
          fragment.outputs[i][k] = isNan ? 0x7fc00000 : std::bit_cast<uint32_t>(value);
        }
      }
      if (!sampled) {
        const bool passed = mergeFragment(scene.key, state, fragment, placesOf(scene, px, py, 0));
        if (scene.key.countSamples) state.samplesPassed += passed;
        continue;
      }
      std::array<float, kPixelSamples> depths;
      std::array<PixelAddresses, kPixelSamples> places;
      for (uint32_t s = 0; s < kPixelSamples; ++s) {
        depths[s] = scene.shader.writesDepth ? fragment.depth : clampedDepth(primitive, sampleDepth(s));
        places[s] = placesOf(scene, px, py, s);
      }
      const uint32_t survived = mergeSamples(scene.key, state, fragment, depths, places, covered);
      if (scene.key.countSamples) state.samplesPassed += uint32_t(std::popcount(survived));
    }
  }
  put(scene, kStatePlace, state);
}

std::string describe(const Scene& scene) {
  std::string text;
  const auto number = [&](const char* name, uint32_t value) {
    text += std::string(name) + " " + std::to_string(value) + " ";
  };
  const FragmentKey& key = scene.key;
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
    const TargetKey& target = key.targets[i];
    if (target.format == TargetFormat::None) continue;
    number("target", i);
    number("format", uint32_t(target.format));
    number("mask", target.writeMask);
    number("source", uint32_t(scene.shader.outputs[i].source));
    if (!target.blend) continue;
    number("blend src", uint32_t(target.srcRgb));
    number("dst", uint32_t(target.dstRgb));
    number("srcA", uint32_t(target.srcAlpha));
    number("dstA", uint32_t(target.dstAlpha));
    number("eq", uint32_t(target.equationRgb));
    number("eqA", uint32_t(target.equationAlpha));
  }
  number("discards", scene.shader.discards);
  number("writesDepth", scene.shader.writesDepth);
  number("depthFormat", uint32_t(key.depthFormat));
  number("depthTest", key.depthTest);
  number("depthWrite", key.depthWrite);
  number("depthCompare", uint32_t(key.depthCompare));
  number("stencil", key.stencilTest);
  number("a2c", key.alphaToCoverage);
  number("samples", key.samples);
  number("centroid", scene.shader.centroid);
  number("count", key.countSamples);
  return text;
}

/// The first byte that differs, in words of the surfaces; empty when all are equal.
std::string difference(Scene& scene, std::vector<uint8_t>& memory) {
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) makeUneven(scene, i, memory);
  const auto surface = [&](const char* name, const SurfaceState& s, uint32_t texelBytes) -> std::string {
    if (s.address == 0) return {};
    for (uint32_t y = 0; y < kHeight * scene.key.samples; ++y) {  // with samples, the rows of each of them
      for (uint32_t x = 0; x < kWidth; ++x) {
        const Address address = s.address + (y * kWidth + x) * texelBytes;
        if (std::memcmp(scene.at(address), memory.data() + address, texelBytes) == 0) continue;
        std::string text = std::string(name) + " at " + std::to_string(x) + ", " + std::to_string(y) + ": twin";
        const auto hex = [&](const uint8_t* bytes) {
          for (uint32_t i = 0; i < texelBytes; ++i) {
            char digits[4];
            std::snprintf(digits, sizeof digits, " %02x", bytes[i]);
            text += digits;
          }
        };
        hex(scene.at(address));
        text += ", routine";
        hex(memory.data() + address);
        return text;
      }
    }
    return {};
  };
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
    const std::string name = "target " + std::to_string(i);
    const auto text =
        surface(name.c_str(), scene.state.color[i], targetFormatInfo(scene.key.targets[i].format).texelBytes);
    if (!text.empty()) return text;
  }
  auto text = surface("depth", scene.state.depth, 4);
  if (text.empty()) text = surface("stencil", scene.state.stencil, 1);
  uint32_t samples;
  std::memcpy(&samples, memory.data() + kStatePlace + offsetof(FragmentState, samplesPassed), 4);
  if (text.empty() && samples != scene.state.samplesPassed) {
    text = "samples: twin " + std::to_string(scene.state.samplesPassed) + ", routine " + std::to_string(samples);
  }
  return text;
}

void compareWithTwin(std::vector<Scene> scenes) {
  std::vector<RoutineCase> cases;
  for (Scene& scene : scenes) {
    const auto interleaving = cases.size() % 2 ? wasm::Interleaving::Always : wasm::Interleaving::WherePays;
    RoutineCode code = generateFragmentRoutine(makeTestProgram(scene.shader), scene.key, interleaving);
    ASSERT_EQ(code.error, "");
    cases.push_back({.wasm = std::move(code.wasm),
                     .memory = scene.memory,
                     .arguments = {kStatePlace, kBlockPlace, uint32_t(scene.blocks.size())},
                     .globals = {kUniformPlace, 0, kPrimitivePlace, 0, 0, 0}});
    runTwin(scene);
  }
  ASSERT_EQ(runRoutines(cases), "");
  for (size_t i = 0; i < scenes.size(); ++i) {
    const std::string text = difference(scenes[i], cases[i].memory);
    EXPECT_EQ(text, "") << "case " << i << ": " << describe(scenes[i]);
  }
}

TEST(FragmentRoutine, EqualsTwinInRgba8) {
  std::vector<Scene> scenes;
  for (uint32_t i = 0; i < 400; ++i) scenes.push_back(randomScene(1000 + i, TargetFormat::RGBA8));
  compareWithTwin(std::move(scenes));
}

TEST(FragmentRoutine, EqualsTwinInEveryFormat) {
  std::vector<Scene> scenes;
  for (uint32_t format = 1; format < kTargetFormatCount; ++format) {
    for (uint32_t i = 0; i < 10; ++i) scenes.push_back(randomScene(format * 100 + i, TargetFormat(format)));
  }
  compareWithTwin(std::move(scenes));
}

TEST(FragmentRoutine, EqualsTwinWithSamplesInRgba8) {
  std::vector<Scene> scenes;
  for (uint32_t i = 0; i < 400; ++i) scenes.push_back(randomScene(90000 + i, TargetFormat::RGBA8, kPixelSamples));
  compareWithTwin(std::move(scenes));
}

TEST(FragmentRoutine, EqualsTwinWithSamplesInEveryFormat) {
  std::vector<Scene> scenes;
  for (uint32_t format = 1; format < kTargetFormatCount; ++format) {
    for (uint32_t i = 0; i < 6; ++i) {
      scenes.push_back(randomScene(100000 + format * 100 + i, TargetFormat(format), kPixelSamples));
    }
  }
  compareWithTwin(std::move(scenes));
}

}  // namespace
}  // namespace sw
