// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Blocks and primitives of large draws, one after the other: the same, to the bit, from one thread's chunks and from
// those of several.

#ifdef SW_THREADS

#include "draw/shared_chunks.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <thread>
#include <vector>

#include "draw/draw_call.h"
#include "support/address.h"
#include "testing/shading_threads.h"

namespace sw {
namespace {

constexpr uint32_t kCells = 8;
constexpr int32_t kSize = 256;
std::atomic<uint32_t> g_callsElsewhere = 0;
std::thread::id g_contextThread;

/// Small triangles here and there, a few large ones, and some that have to be clipped.
void shadeVertices(Address state, Address vertexIds, uint32_t count, Address records) {
  if (std::this_thread::get_id() != g_contextThread) ++g_callsElsewhere;
  const auto* ids = fromAddress<uint32_t>(vertexIds);
  const auto instance = uint32_t(fromAddress<VertexState>(state)->instanceId);
  float* out = fromAddress<float>(records);
  for (uint32_t i = 0; i < count; ++i, out += vertexRecordCells(kCells)) {
    std::minstd_rand random(1 + ids[i] / 3 + 977 * instance);
    const auto unit = [&] { return float(random() % 4096) / 4096; };
    const float x = unit() * 2.2f - 1.1f, y = unit() * 2.2f - 1.1f;
    const float spread = ids[i] / 3 % 97 == 0 ? 3.0f : 0.06f;
    random.seed(7 + ids[i] + instance);
    out[0] = x + unit() * spread;
    out[1] = y + unit() * spread;
    out[2] = unit() * 2.4f - 1.2f;
    out[3] = ids[i] / 3 % 41 == 0 ? unit() - 0.3f : 1;
    out[kRecordPointSizeCell] = 1 + unit() * 5;
    for (uint32_t k = 0; k < kCells; ++k) out[kRecordUserCell + k] = unit();
  }
}

void shadeFragments(Address, Address, uint32_t) {}

/// Takes batches, and keeps what they say.
struct Collector {
  std::vector<uint8_t> said;
  uint32_t batches = 0, stopAfter = UINT32_MAX;
  SharedChunks* chunks = nullptr;
  alignas(16) uint8_t room[kMovingPrimitiveBytes];
  const BatchPublisher publisher{&Collector::primitives, &Collector::publish, &Collector::sharedChunks, this};

  void append(const void* from, size_t bytes) {
    said.insert(said.end(), static_cast<const uint8_t*>(from), static_cast<const uint8_t*>(from) + bytes);
  }
  static uint8_t* primitives(void* context) { return static_cast<Collector*>(context)->room; }
  static SharedChunks* sharedChunks(void* context, uint32_t& routines) {
    routines = 5;
    return static_cast<Collector*>(context)->chunks;
  }
  static bool publish(void* context, const uint8_t* primitives, const BlockRecord* blocks, uint32_t count,
                      bool sampled) {
    Collector& self = *static_cast<Collector*>(context);
    for (uint32_t i = 0; i < count; ++i) {
      const auto* sample = reinterpret_cast<const SampleBlockRecord*>(blocks) + i;
      const BlockRecord& block = sampled ? sample->block : blocks[i];
      self.append(&block.x, sizeof block - offsetof(BlockRecord, x));
      if (sampled) self.append(sample->samples, sizeof sample->samples);
      // All but its padding.
      const auto* record = reinterpret_cast<const PrimitiveRecord*>(primitives + block.primitive);
      self.append(record, offsetof(PrimitiveRecord, padding));
      self.append(record->z, primitiveRecordBytes(kCells) - offsetof(PrimitiveRecord, z));
    }
    return ++self.batches < self.stopAfter;
  }
};

struct Draw {
  Topology topology;
  uint32_t count, instances;
  bool multisampled;
  bool indexed;
};

class SharedChunksTest : public testing::Test {
 protected:
  SharedChunksTest() {
    g_contextThread = std::this_thread::get_id();
    g_callsElsewhere = 0;
    for (uint32_t i = 0; i < 9000; ++i) {
      const uint32_t id = random_() % 8 == 0 ? uint32_t(random_() % 3000) : i / 2;
      indices_.push_back(random_() % 50 == 0 ? 0xffff : uint16_t(id));
    }
  }

  bool run(const Draw& which, Collector& collector, DrawStatistics& statistics) {
    DrawCall call;
    call.topology = which.topology;
    call.count = which.count;
    call.instanceCount = which.instances;
    if (which.indexed) {
      call.indexType = IndexType::U16;
      call.indices = indices_.data();
    }
    call.writesPointSize = true;
    call.varyingCells = call.fragmentCells = kCells;
    call.flatCells = flat_;
    call.vertexRoutine = shadeVertices;
    call.fragmentRoutine = shadeFragments;
    call.vertexState = &state_;
    call.fragmentState = &fragmentState_;
    call.publisher = &collector.publisher;
    call.statistics = &statistics;
    call.raster.viewportX = call.raster.viewportY = 0;
    call.raster.viewportWidth = call.raster.viewportHeight = kSize;
    call.raster.depthNear = 0;
    call.raster.depthFar = 1;
    call.raster.scissorX1 = call.raster.scissorY1 = kSize;
    call.raster.multisampled = which.multisampled;
    return draw(call);
  }

  static VertexState* enter(void* context, uint32_t thread) {
    return &static_cast<SharedChunksTest*>(context)->threadStates_[thread];
  }

  ChunkHelpers helpers(ShadingQueue& queue, uint32_t threads) {
    return {queue,
            threads,
            &SharedChunksTest::enter,
            [] {
              if (g_wake) g_wake();
            },
            [] { return 0.0; },
            1e9,
            &waitedMs_,
            this};
  }

  static inline std::function<void()> g_wake;
  std::mt19937 random_{1};
  std::vector<uint16_t> indices_;
  const uint8_t flat_[kCells] = {0, 0, 0, 0, 1, 1, 1, 1};
  VertexState state_{}, threadStates_[ShadingQueue::kMaxThreads]{};
  FragmentState fragmentState_{};
  double waitedMs_ = 0;
};

TEST_F(SharedChunksTest, WhatComesOutDoesNotDependOnWhoDidIt) {
  constexpr Draw kDraws[] = {
      {Topology::Triangles, 9000, 1, false, false},    {Topology::Triangles, 9000, 1, true, true},
      {Topology::TriangleStrip, 5000, 1, false, true}, {Topology::TriangleFan, 300, 9, false, false},
      {Topology::Lines, 4000, 1, true, false},         {Topology::LineLoop, 2000, 2, false, true},
      {Topology::Points, 7000, 1, false, false},       {Topology::Triangles, 3, 3000, false, false},
      {Topology::Triangles, 36, 200, true, true},      {Topology::Triangles, 2, 2000, false, false},
  };
  const ShadingFunction unused{
      [](void*, uint32_t, const ShadingDraw&, const uint8_t*, const uint8_t*, uint32_t) { return true; }, nullptr,
      [] { return 0.0; }, 1e9};
  for (const uint32_t threads : {1u, 3u}) {
    ShadingQueue queue(unused, threads);
    const std::unique_ptr<SharedChunks> chunks = SharedChunks::make(helpers(queue, threads));
    ASSERT_NE(chunks, nullptr);
    ShadingThreads others(threads - 1, [&](uint32_t thread) { return chunks->work(thread, 5); });
    g_wake = [&] { others.wake(); };
    for (const Draw& each : kDraws) {
      SCOPED_TRACE(testing::Message() << threads << " threads, draw " << &each - kDraws);
      Collector alone, shared;
      shared.chunks = chunks.get();
      DrawStatistics expected, counted;
      ASSERT_TRUE(run(each, alone, expected));
      ASSERT_TRUE(run(each, shared, counted));
      EXPECT_TRUE(shared.said == alone.said) << shared.said.size() << " bytes, and not " << alone.said.size();
      EXPECT_EQ(counted.primitives, expected.primitives);
      EXPECT_EQ(counted.fragments, expected.fragments);
      EXPECT_EQ(alone.said.empty(), each.count < 3);
    }
    g_wake = nullptr;
    EXPECT_EQ(g_callsElsewhere > 0, threads > 1);
  }
}

TEST_F(SharedChunksTest, ADrawThatMustStopStopsOnAllThreads) {
  const ShadingFunction unused{};
  ShadingQueue queue(unused, 3);
  const std::unique_ptr<SharedChunks> chunks = SharedChunks::make(helpers(queue, 3));
  ShadingThreads others(2, [&](uint32_t thread) { return chunks->work(thread, 5); });
  g_wake = [&] { others.wake(); };
  for (const uint32_t stopAfter : {1u, 2u, 5u}) {
    Collector collector;
    collector.chunks = chunks.get();
    collector.stopAfter = stopAfter;
    DrawStatistics statistics;
    EXPECT_FALSE(run({Topology::Triangles, 9000, 1, false, false}, collector, statistics));
    EXPECT_EQ(collector.batches, stopAfter);
  }
  g_wake = nullptr;
}

TEST_F(SharedChunksTest, AThreadWithoutTheRoutinesDoesNothing) {
  const ShadingFunction unused{};
  ShadingQueue queue(unused, 2);
  const std::unique_ptr<SharedChunks> chunks = SharedChunks::make(helpers(queue, 2));
  ShadingThreads others(1, [&](uint32_t thread) { return chunks->work(thread, 4); });
  g_wake = [&] { others.wake(); };
  Collector collector;
  collector.chunks = chunks.get();
  DrawStatistics statistics;
  EXPECT_TRUE(run({Topology::Triangles, 9000, 1, false, false}, collector, statistics));
  EXPECT_EQ(g_callsElsewhere, 0u);
  g_wake = nullptr;
}

}  // namespace
}  // namespace sw

#endif
