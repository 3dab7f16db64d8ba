// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Look-ups in generated code against the descriptor's functions, to the bit, for every sampler class that has code. The
// way out of generated code leads to a marker here: how often it is taken is counted.

#include "shader/codegen/look_up.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <random>

#include "pipeline/formats.h"
#include "shader/codegen/look_up_texels.h"
#include "testing/routine_harness.h"
#include "texture/descriptor.h"
#include "texture/sample_math.h"
#include "texture/texel.h"
#include "wasm/module_builder.h"

namespace sw {
namespace {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

constexpr uint32_t kDescriptorPlace = 0x100, kScratchPlace = 0x1000, kInputs = 0x2000, kOutputs = 0x8000;
constexpr uint32_t kTexels = 0x10000;
constexpr uint32_t kQuads = 96;
constexpr uint32_t kInputBytes = 176;  // c0, c1, c2, lod, reference, six of gradients
static_assert(kInputs + kQuads * kInputBytes <= kOutputs);
constexpr uint32_t kMarker = 0x12345678;

/// Depths and references: equal ones are frequent.
constexpr float kDepths[] = {0, 0.25f, 0.3f, 0.5f, 0.75f, 1};

struct Levels {
  std::array<std::array<Image, kMaxTextureLevels>, 6> images;
  static const Image* image(const void* texture, uint32_t face, int32_t level) {
    return &static_cast<const Levels*>(texture)->images[face][size_t(level)];
  }
};

std::unique_ptr<Levels> makeLevels(GLenum format, SamplerDim dim, const int32_t (&size)[3], int32_t count,
                                   std::mt19937& random) {
  auto levels = std::make_unique<Levels>();
  for (uint32_t face = 0; face < (dim == SamplerDim::Cube ? 6u : 1u); ++face) {
    for (int32_t level = 0; level < count; ++level) {
      Image& image = levels->images[face][size_t(level)];
      const int32_t depth = dim == SamplerDim::Dim3D ? std::max(size[2] >> level, 1) : size[2];
      EXPECT_TRUE(
          image.define(*findFormat(format), std::max(size[0] >> level, 1), std::max(size[1] >> level, 1), depth));
      EXPECT_TRUE(image.allocate());
      const bool isDepth = image.format()->isDepthOrStencil();
      const uint32_t texelBytes = isDepth ? sizeof(float) : storageBytes(image.format()->storage);
      const uint32_t rowBytes = uint32_t(image.width()) * texelBytes;
      for (int32_t z = 0; z < depth; ++z) {
        for (int32_t y = 0; y < image.height(); ++y) {
          uint8_t* row = image.row(y, z);
          if (isDepth) {
            for (int32_t x = 0; x < image.width(); ++x) {
              std::memcpy(row + 4 * x, &kDepths[random() % std::size(kDepths)], 4);
            }
            continue;
          }
          for (uint32_t at = 0; at < rowBytes; ++at) row[at] = uint8_t(random());
          // Floats of all sizes, infinities and NaN among them, but mostly moderate ones.
          const TargetFormatInfo info = targetFormatInfo(image.format()->storage);
          if (info.kind != TargetClass::Float) continue;
          for (uint32_t at = 0; at + info.bits[0] / 8 <= rowBytes; at += info.bits[0] / 8) {
            if (random() % 16 == 0) continue;
            if (info.bits[0] == 16) row[at + 1] = uint8_t((row[at + 1] & 0x83) | 0x38);
            if (info.bits[0] == 32) {
              row[at + 3] = uint8_t(row[at + 3] & 0x80) | 0x3f;
              row[at + 2] &= 0xbf;
            }
          }
        }
      }
    }
  }
  return levels;
}

struct Case {
  LookUp lookUp;
  std::string name;
  std::unique_ptr<Levels> levels;
  SamplingDescriptor descriptor;
};

/// routine(quads): every look-up, and the marker for what leaves.
std::vector<uint8_t> makeModule(const LookUp& lookUp) {
  wasm::ModuleBuilder module;
  module.importMemory("core", "memory", 1);
  module.importTable("core", "table", 1);
  const ValType v = ValType::V128, i = ValType::I32;
  const wasm::TypeIndex sampleType = module.type({i, i, i, v, v, v, v, v}, {});
  wasm::FunctionBuilder& leave = module.addFunction("slot1");
  Local scratch;
  for (int p = 0; p < 8; ++p) {
    const Local local = leave.addParam(p < 3 ? i : v);
    if (p == 1) scratch = local;
  }
  for (uint32_t c = 0; c < 4; ++c) {
    leave.localGet(scratch);
    leave.v128Splat(kMarker);
    leave.store(Opcode::V128Store, 16 * c, 2);
  }
  module.exportFunction("slot1", leave.self());

  wasm::Function function;
  if (!isLookUpInPlace(lookUp)) function = lookUpFunction(module, lookUp, sampleType);
  wasm::FunctionBuilder& f = module.addFunction("routine");
  const Local count = f.addParam(i);
  const Local input = f.addLocal(i), output = f.addLocal(i), descriptor = f.addLocal(i), result = f.addLocal(v);
  const auto set = [&](Local local, uint32_t value) {
    f.i32Const(int32_t(value));
    f.localSet(local);
  };
  set(input, kInputs);
  set(output, kOutputs);
  set(descriptor, kDescriptorPlace);
  const wasm::Label again = f.loop();
  {
    Lanes lanes(f);
    const Lanes::Scope scope(lanes);
    const auto load = [&](uint32_t number) {
      f.localGet(input);
      f.load(Opcode::V128Load, 16 * number, 2);
    };
    const uint32_t coordinates = lookUpCoordinates(lookUp);
    const auto store = [&](uint32_t c, Value value) {
      f.localGet(output);
      lanes.push(value);
      f.store(Opcode::V128Store, 16 * c, 2);
    };
    if (function.valid()) {
      f.localGet(descriptor);
      f.i32Const(kScratchPlace);
      for (uint32_t c = 0; c < coordinates; ++c) load(c);
      if (isCompared(lookUp)) load(4);
      if (takesLod(lookUp)) load(3);
      for (uint32_t axis = 0; axis < 2; ++axis) {
        for (uint32_t c = 0; c < gradientCoordinates(lookUp); ++c) load(5 + 3 * axis + c);
      }
      f.call(function);
      const auto channels = uint32_t(texelChannels(lookUp.sampler.format));
      for (uint32_t c = channels; c-- > 0;) {
        f.localSet(result);
        store(c, result);
      }
      for (uint32_t c = channels; c < 4; ++c) store(c, missingChannel(lookUp.sampler.format, int(c)));
    } else {
      LookUpArguments arguments{.descriptor = descriptor};
      for (uint32_t c = 0; c < coordinates; ++c) {
        load(c);
        arguments.coordinates[c] = lanes.pop();
      }
      load(3);
      arguments.lod = lanes.pop();
      load(4);
      arguments.reference = lanes.pop();
      Value channels[4];
      emitLookUp(lanes, lookUp, arguments, channels);
      for (uint32_t c = 0; c < 4; ++c) store(c, channels[c]);
    }
    lanes.advance(input, kInputBytes);
    lanes.advance(output, 64);
    lanes.advance(count, -1);
  }
  f.localGet(count);
  f.brIf(again);
  f.end();
  module.exportFunction("routine", f.self());
  return module.encode();
}

/// The descriptor and its texels as they lie in the routine's memory.
std::vector<uint8_t> makeMemory(const Case& c, int32_t levels) {
  std::vector<uint8_t> memory(kTexels);
  auto descriptor = std::make_unique<TextureDescriptor>(c.descriptor);
  for (uint32_t& slot : descriptor->slots) slot = 1;
  for (int32_t level = 0; level < levels; ++level) {
    for (uint32_t face = 0; face < (c.lookUp.dim == SamplerDim::Cube ? 6u : 1u); ++face) {
      const Image& image = *Levels::image(c.levels.get(), face, level);
      descriptor->levels[level].faces[face] = uint32_t(memory.size());
      const uint8_t* texels = image.texels();
      memory.insert(memory.end(), texels, texels + size_t(image.sliceBytes()) * size_t(image.depth()));
      // What images have behind their last row may be anything.
      memory.resize((memory.size() + image.strideBytes() + 64 + 15) & ~size_t(15), 0xa5);
    }
    std::fill_n(descriptor->levels[level].bases, 4, descriptor->levels[level].faces[0]);
  }
  static_assert(sizeof(TextureDescriptor) < kScratchPlace - kDescriptorPlace);
  if (descriptor->srgbTables != 0) {
    descriptor->srgbTables = uint32_t(memory.size());
    const auto* tables = reinterpret_cast<const uint8_t*>(&kSrgbTables);
    memory.insert(memory.end(), tables, tables + sizeof kSrgbTables);
    descriptor->srgbPairs = uint32_t(memory.size());
    const auto* pairs = reinterpret_cast<const uint8_t*>(&srgbPairs());
    memory.insert(memory.end(), pairs, pairs + sizeof(SrgbPairs));
  }
  std::memcpy(memory.data() + kDescriptorPlace, descriptor.get(), sizeof(TextureDescriptor));
  memory.resize((memory.size() + kWasmPage - 1) / kWasmPage * kWasmPage);
  return memory;
}

class LookUpTest : public testing::Test {
 protected:
  void add(GLenum format, SamplerDim dim, SampleMethod method, const SamplerParameters& parameters, bool bias,
           bool offsets, const int32_t (&size)[3], const std::string& name) {
    const bool mipmapped = parameters.minFilter != GL_NEAREST && parameters.minFilter != GL_LINEAR;
    const int32_t largest = std::max({size[0], size[1], dim == SamplerDim::Dim3D ? size[2] : 1});
    const int32_t count = mipmapped || method == SampleMethod::Fetch ? int32_t(std::bit_width(uint32_t(largest))) : 1;
    auto made = std::make_unique<Case>();
    made->levels = makeLevels(format, dim, size, count, random_);
    SamplingSource source;
    source.dim = dim;
    source.format = findFormat(format);
    source.complete = true;
    source.faces = dim == SamplerDim::Cube ? 6 : 1;
    source.levelCount = count;
    source.texture = made->levels.get();
    source.image = Levels::image;
    source.parameters = parameters;
    if (source.format->isDepthOrStencil()) {
      source.samplerClass = parameters.compareMode == GL_NONE ? SamplerClass::Float : SamplerClass::Shadow;
    }
    if (source.format->componentClass == ComponentClass::Int) source.samplerClass = SamplerClass::Int;
    if (source.format->componentClass == ComponentClass::Uint) source.samplerClass = SamplerClass::Uint;
    describe(source, made->descriptor);
    made->lookUp = {.dim = dim, .method = method, .bias = bias && method == SampleMethod::Implicit};
    made->lookUp.sampler = keptSamplerKey(made->descriptor.key, dim, 1u << uint32_t(method));
    if (offsets && dim != SamplerDim::Cube) {
      for (int axis = 0; axis < (dim == SamplerDim::Dim3D ? 3 : 2); ++axis) {
        made->lookUp.offset[axis] = int8_t(int(random_() % 16) - 8);
      }
    }
    made->name = name;
    if (!hasLookUpCode(made->lookUp)) return;
    RoutineCase routine;
    routine.wasm = makeModule(made->lookUp);
    routine.memory = makeMemory(*made, count);
    routine.arguments = {kQuads};
    for (uint32_t quad = 0; quad < kQuads; ++quad) fillQuad(*made, count, routine.memory, quad);
    cases_.push_back(std::move(made));
    routines_.push_back(std::move(routine));
  }

  float uniform(float low, float high) { return std::uniform_real_distribution<float>(low, high)(random_); }

  void fillQuad(const Case& c, int32_t count, std::vector<uint8_t>& memory, uint32_t quad) {
    static constexpr float kInf = std::numeric_limits<float>::infinity();
    static constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
    static constexpr float kSpecials[] = {0,      -0.0f, kInf,    -kInf, kNaN, 1e30f,     -1e30f, 2147483648.0f,
                                          1e-40f, 1,     -1e-10f, 0.5f,  -1,   0.9999999f};
    float values[11][4] = {};
    const bool special = quad % 8 == 0;
    if (c.lookUp.method == SampleMethod::Fetch) {
      const SamplingLevel& base = c.descriptor.levels[0];
      const int32_t sizes[3] = {base.width, base.height, base.depth};
      const int32_t level = random_() % 2 ? 0 : int32_t(random_() % uint32_t(count + 2)) - 1;
      for (int lane = 0; lane < 4; ++lane) {
        for (int axis = 0; axis < 3; ++axis) {
          const int32_t at = special ? int32_t(random_()) : int32_t(random_() % uint32_t(sizes[axis] + 6)) - 3;
          std::memcpy(&values[axis][lane], &at, 4);
        }
        std::memcpy(&values[3][lane], &level, 4);
      }
    } else {
      const float scale = std::exp2(uniform(-9, -3));
      const bool within = random_() % 2, centred = quad % 8 == 3;
      const SamplingLevel& base = c.descriptor.levels[0];
      for (int axis = 0; axis < 3; ++axis) {
        const float start = within ? uniform(0.1f, 0.9f) : uniform(-1.5f, 2.5f), dx = uniform(-1, 1) * scale,
                    dy = uniform(-1, 1) * scale;
        const bool layer = c.lookUp.dim == SamplerDim::Dim2DArray && axis == 2;
        for (int lane = 0; lane < 4; ++lane) {
          values[axis][lane] = start + (lane & 1 ? dx : 0) + (lane & 2 ? dy : 0);
          if (layer) values[axis][lane] *= 3;
          if (centred && axis < 2) {
            const int32_t texel = int32_t(quad / 8) + (axis == 0 ? lane & 1 : lane >> 1);
            values[axis][lane] = (float(texel) + 0.5f) / float(axis == 0 ? base.width : base.height) * (1 + 1e-7f);
          }
          if (special) values[axis][lane] = kSpecials[random_() % std::size(kSpecials)];
        }
      }
      const float lod = random_() % 2 ? uniform(-2, 1) : uniform(-2, 6);
      // Lods are alike, near each other or anything; so are gradients.
      const float growth = random_() % 2 ? 0 : 0.05f;
      for (int row = 5; row < 11; ++row) {
        const float derivative = uniform(-1, 1) * scale;
        for (int lane = 0; lane < 4; ++lane) {
          values[row][lane] = derivative * (1 + growth * float(lane));
          if (quad % 16 == 1) values[row][lane] = uniform(-1, 1);
          if (special && random_() % 8 == 0) values[row][lane] = kSpecials[random_() % std::size(kSpecials)];
        }
      }
      for (int lane = 0; lane < 4; ++lane) {
        values[4][lane] =
            special ? kSpecials[random_() % std::size(kSpecials)] : kDepths[random_() % std::size(kDepths)];
        values[3][lane] = quad % 16 == 1   ? uniform(-2, 6)
                          : quad % 16 == 2 ? kSpecials[quad / 16]
                                           : lod + growth * float(lane);
      }
    }
    std::memcpy(memory.data() + kInputs + quad * kInputBytes, values, sizeof values);
  }

  void run() {
    ASSERT_FALSE(cases_.empty());
    ASSERT_EQ(runRoutines(routines_), "");
    for (size_t i = 0; i < cases_.size(); ++i) compare(*cases_[i], routines_[i].memory);
    EXPECT_LT(left_, cases_.size() * kQuads * mostLeft_);
  }

  void compare(const Case& c, const std::vector<uint8_t>& memory) {
    uint32_t left = 0;
    for (uint32_t quad = 0; quad < kQuads; ++quad) {
      float in[11][4];
      uint32_t got[4][4], want[4][4];
      std::memcpy(in, memory.data() + kInputs + quad * kInputBytes, sizeof in);
      std::memcpy(got, memory.data() + kOutputs + quad * 64, sizeof got);
      if (got[0][0] == kMarker) {
        ++left;
        continue;
      }
      const F32x4 none = 0.0f;
      const auto lanes = [&](int row) { return load<F32x4>(in[row]).v; };
      const uint32_t coordinates = lookUpCoordinates(c.lookUp);
      SampleScratch scratch{};
      std::memcpy(scratch.gradients, in[5], sizeof scratch.gradients);
      c.descriptor.functions[size_t(c.lookUp.method)](&c.descriptor, &scratch, uint32_t(packOffsets(c.lookUp.offset)),
                                                      lanes(0), lanes(1), coordinates > 2 ? lanes(2) : none.v, lanes(4),
                                                      takesLod(c.lookUp) ? lanes(3) : none.v);
      std::memcpy(want, scratch.result, sizeof want);
      for (int channel = 0; channel < (isCompared(c.lookUp) ? 1 : 4); ++channel) {
        for (int lane = 0; lane < 4; ++lane) {
          const uint32_t a = got[channel][lane], b = want[channel][lane];
          const float fa = std::bit_cast<float>(a), fb = std::bit_cast<float>(b);
          if (a == b || (std::isnan(fa) && std::isnan(fb)) || (fa == 0 && fb == 0)) continue;
          ADD_FAILURE() << c.name << ", quad " << quad << ", lane " << lane << ", channel " << channel << ": generated "
                        << fa << ", function " << fb << " at " << in[0][lane] << " " << in[1][lane] << " "
                        << in[2][lane] << " lod " << in[3][lane];
          return;
        }
      }
    }
    // What filters across the edges of a cube map's faces leaves, and what has unlike lods.
    EXPECT_TRUE(left == 0 || !isLookUpInPlace(c.lookUp)) << c.name;
    left_ += left;
    if (std::getenv("SW_LISTING")) std::printf("%3u of %u: %s\n", left, kQuads, c.name.c_str());
  }

  std::mt19937 random_{17};
  std::vector<std::unique_ptr<Case>> cases_;
  std::vector<RoutineCase> routines_;
  size_t left_ = 0;
  double mostLeft_ = 0.15;  // of the quads
};

constexpr GLenum kWraps[] = {GL_REPEAT, GL_CLAMP_TO_EDGE, GL_MIRRORED_REPEAT};
constexpr GLenum kFilters[] = {GL_NEAREST,
                               GL_LINEAR,
                               GL_NEAREST_MIPMAP_NEAREST,
                               GL_LINEAR_MIPMAP_NEAREST,
                               GL_NEAREST_MIPMAP_LINEAR,
                               GL_LINEAR_MIPMAP_LINEAR};

bool isLinearFilter(GLenum filter) {
  return filter == GL_LINEAR || filter == GL_LINEAR_MIPMAP_NEAREST || filter == GL_LINEAR_MIPMAP_LINEAR;
}

TEST_F(LookUpTest, FiltersGiveTheFunctionsBits) {
  constexpr GLenum kFormats[] = {GL_RGBA8, GL_RGB8, GL_R8,    GL_RG8,     GL_RGBA16F, GL_RGB16F,      GL_R16F,
                                 GL_RG16F, GL_R32F, GL_RG32F, GL_RGBA32F, GL_SRGB8,   GL_SRGB8_ALPHA8};
  for (const GLenum format : kFormats) {
    for (const SamplerDim dim : {SamplerDim::Dim2D, SamplerDim::Cube, SamplerDim::Dim3D, SamplerDim::Dim2DArray}) {
      for (const GLenum filter : kFilters) {
        for (const SampleMethod method : {SampleMethod::Implicit, SampleMethod::Lod, SampleMethod::Grad}) {
          SamplerParameters parameters;
          parameters.minFilter = filter;
          const bool same = random_() % 3 != 0;
          parameters.magFilter = isLinearFilter(filter) == same ? GL_LINEAR : GL_NEAREST;
          parameters.wrapS = kWraps[random_() % 3];
          parameters.wrapT = random_() % 2 ? parameters.wrapS : kWraps[random_() % 3];
          parameters.wrapR = kWraps[random_() % 3];
          if (random_() % 4 == 0) parameters.minLod = uniform(-1, 1);
          if (random_() % 4 == 0) parameters.maxLod = uniform(0, 4);
          const bool powers = random_() % 2;
          const int32_t layers = dim == SamplerDim::Dim3D ? (powers ? 16 : 11) : dim == SamplerDim::Dim2DArray ? 5 : 1;
          const bool flat = dim == SamplerDim::Dim2D;
          const int32_t width = flat ? (powers ? 64 : 61) : powers ? 32 : 27;
          const int32_t size[3] = {width, dim == SamplerDim::Cube ? width : powers ? 32 : 29, layers};
          add(format, dim, method, parameters, random_() % 2, random_() % 4 == 0, size,
              std::to_string(format) + " dim " + std::to_string(int(dim)) + " filter " + std::to_string(filter) +
                  (same ? "" : " mixed") + " method " + std::to_string(int(method)) + " wrap " +
                  std::to_string(parameters.wrapS) + " " + std::to_string(parameters.wrapT) + " " +
                  std::to_string(parameters.wrapR));
        }
      }
    }
  }
  run();
}

TEST_F(LookUpTest, FixedPointGivesTheFunctionsBits) {
  for (const GLenum wrap : {GL_REPEAT, GL_CLAMP_TO_EDGE}) {
    for (const GLenum filter : {GL_LINEAR, GL_LINEAR_MIPMAP_LINEAR}) {
      for (const SampleMethod method : {SampleMethod::Implicit, SampleMethod::Lod}) {
        for (const bool bias : {false, true}) {
          SamplerParameters parameters;
          parameters.minFilter = filter;
          parameters.wrapS = parameters.wrapT = wrap;
          const int32_t size[3] = {128, 64, 1};
          add(GL_RGBA8, SamplerDim::Dim2D, method, parameters, bias, false, size,
              "fixed wrap " + std::to_string(wrap) + " filter " + std::to_string(filter) + " method " +
                  std::to_string(int(method)));
        }
      }
    }
  }
  run();
}

TEST_F(LookUpTest, LinesGiveTheFunctionsBits) {
  constexpr GLenum kFormats[] = {GL_RGBA8, GL_RGB8, GL_SRGB8, GL_SRGB8_ALPHA8, GL_RGBA16F, GL_RGBA32F, GL_RGB16F};
  for (const GLenum format : kFormats) {
    for (const GLenum filter : {GL_LINEAR_MIPMAP_NEAREST, GL_LINEAR_MIPMAP_LINEAR}) {
      for (const float most : {1.2f, 2.0f, 7.5f, 16.0f}) {
        for (const bool bias : {false, true}) {
          SamplerParameters parameters;
          parameters.minFilter = filter;
          parameters.wrapS = kWraps[random_() % 3];
          parameters.wrapT = kWraps[random_() % 3];
          parameters.maxAnisotropy = most;
          if (random_() % 4 == 0) parameters.minLod = uniform(-1, 1);
          const int32_t size[3] = {random_() % 2 ? 128 : 117, 64, 1};
          add(format, SamplerDim::Dim2D, SampleMethod::Implicit, parameters, bias, random_() % 4 == 0, size,
              std::to_string(format) + " filter " + std::to_string(filter) + " most " + std::to_string(most) +
                  " bias " + std::to_string(bias) + " wrap " + std::to_string(parameters.wrapS) + " " +
                  std::to_string(parameters.wrapT));
        }
      }
    }
  }
  ASSERT_EQ(cases_.size(), std::size(kFormats) * 16);
  mostLeft_ = 0.3;  // unlike biases
  run();
}

TEST_F(LookUpTest, ComparisonsGiveTheFunctionsBits) {
  for (const GLenum format : {GL_DEPTH_COMPONENT16, GL_DEPTH_COMPONENT32F}) {
    for (const SamplerDim dim : {SamplerDim::Dim2D, SamplerDim::Cube, SamplerDim::Dim2DArray}) {
      for (const GLenum filter : kFilters) {
        for (const SampleMethod method : {SampleMethod::Implicit, SampleMethod::Lod, SampleMethod::Grad}) {
          for (GLenum function = GL_NEVER; function <= GL_ALWAYS; ++function) {
            SamplerParameters parameters;
            parameters.minFilter = filter;
            parameters.magFilter = random_() % 4 ? GL_LINEAR : GL_NEAREST;
            parameters.wrapS = kWraps[random_() % 3];
            parameters.wrapT = random_() % 2 ? parameters.wrapS : kWraps[random_() % 3];
            parameters.compareMode = GL_COMPARE_REF_TO_TEXTURE;
            parameters.compareFunc = function;
            const int32_t size[3] = {30, dim == SamplerDim::Cube ? 30 : 17, dim == SamplerDim::Dim2DArray ? 3 : 1};
            add(format, dim, method, parameters, random_() % 2, random_() % 4 == 0, size,
                std::to_string(format) + " compared dim " + std::to_string(int(dim)) + " filter " +
                    std::to_string(filter) + " method " + std::to_string(int(method)) + " function " +
                    std::to_string(function) + " wrap " + std::to_string(parameters.wrapS) + " " +
                    std::to_string(parameters.wrapT));
          }
        }
      }
    }
  }
  mostLeft_ = 0.3;  // faces of 30 texels
  run();
}

TEST_F(LookUpTest, FetchesGiveTheFunctionsBits) {
  constexpr GLenum kFormats[] = {GL_RGBA8, GL_RGB8,    GL_R8,      GL_RG8,   GL_RGBA16F, GL_R16F,    GL_RG16F,
                                 GL_R32F,  GL_RGBA32F, GL_RG32F,   GL_R32I,  GL_RG32UI,  GL_RGBA32I, GL_RGBA32UI,
                                 GL_R8I,   GL_RG8I,    GL_RGBA8I,  GL_R8UI,  GL_RG8UI,   GL_RGB8UI,  GL_RGBA8UI,
                                 GL_R16I,  GL_RG16I,   GL_RGBA16I, GL_R16UI, GL_RG16UI,  GL_RGBA16UI};
  for (const GLenum format : kFormats) {
    for (const SamplerDim dim : {SamplerDim::Dim2D, SamplerDim::Dim3D, SamplerDim::Dim2DArray}) {
      for (const bool offsets : {false, true}) {
        SamplerParameters parameters;
        parameters.minFilter = parameters.magFilter = GL_NEAREST;
        const int32_t size[3] = {13, 7, dim == SamplerDim::Dim2D ? 1 : 5};
        add(format, dim, SampleMethod::Fetch, parameters, false, offsets, size,
            std::to_string(format) + " fetch dim " + std::to_string(int(dim)));
      }
    }
  }
  run();
}

TEST_F(LookUpTest, IntegersGiveTheFunctionsBits) {
  for (const GLenum format : {GL_RGBA8UI, GL_RG8I, GL_R16I, GL_RGBA16UI, GL_RGBA32I}) {
    for (const SamplerDim dim : {SamplerDim::Dim2D, SamplerDim::Cube, SamplerDim::Dim3D, SamplerDim::Dim2DArray}) {
      for (const GLenum wrap : kWraps) {
        for (const SampleMethod method : {SampleMethod::Implicit, SampleMethod::Lod}) {
          SamplerParameters parameters;
          parameters.minFilter = GL_NEAREST_MIPMAP_NEAREST;
          parameters.magFilter = GL_NEAREST;
          parameters.wrapS = parameters.wrapT = parameters.wrapR = wrap;
          const int32_t size[3] = {12, dim == SamplerDim::Cube ? 12 : 9, dim == SamplerDim::Dim3D ? 5 : 3};
          add(GLenum(format), dim, method, parameters, false, false, size,
              std::to_string(format) + " integers dim " + std::to_string(int(dim)) + " wrap " + std::to_string(wrap));
        }
      }
    }
  }
  run();
}

TEST(LookUp, KeysKeepOnlyWhatChangesCode) {
  const auto bits = [](SampleMethod method) { return 1u << uint32_t(method); };
  const SamplerKey full{.format = TargetFormat::RGBA8,
                        .filter = kSamplerLinear | kSamplerMipmapped | kSamplerMipLinear | kSamplerPowersOf2,
                        .wrap = 0};
  const SamplerKey fetched = keptSamplerKey(full, SamplerDim::Dim2D, bits(SampleMethod::Fetch));
  EXPECT_EQ(fetched, (SamplerKey{.format = TargetFormat::RGBA8}));
  EXPECT_EQ(keptSamplerKey(full, SamplerDim::Dim2D, bits(SampleMethod::Implicit)), full);
  EXPECT_EQ(keptSamplerKey(full, SamplerDim::Cube, bits(SampleMethod::Implicit)).filter & kSamplerPowersOf2, 0);
  EXPECT_EQ(keptSamplerKey(full, SamplerDim::Dim2D, bits(SampleMethod::Size)), SamplerKey{});
  EXPECT_EQ(keptSamplerKey({.format = TargetFormat::RGB10A2}, SamplerDim::Dim2DArray, bits(SampleMethod::Lod)),
            SamplerKey{});
}

}  // namespace
}  // namespace sw
