// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The queue against shading in order on one thread. Run under ThreadSanitizer by `npm run test:tsan`.

#include "threads/shading_queue.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstring>
#include <random>
#include <vector>

#include "testing/shading_threads.h"

namespace sw {

struct ShadingDraw {
  uint32_t factor = 1;
};

namespace {

constexpr uint32_t kColumns = 16, kRows = 24;  // blocks

/// Shading that shows a wrong order: the value of a block is a word of all that was done to it. The records of a batch
/// tell what is done: a primitive is one word.
struct Picture {
  std::vector<uint32_t> blocks = std::vector<uint32_t>(kColumns * kRows, 1);
  std::vector<uint32_t> byThread = std::vector<uint32_t>(ShadingQueue::kMaxThreads, 0);
  uint32_t failAt = 0;  // the word of a primitive

  bool shade(uint32_t thread, const ShadingDraw& draw, const uint8_t* primitives, const uint8_t* bytes, uint32_t count,
             uint32_t recordBytes) {
    for (uint32_t i = 0; i < count; ++i) {
      BlockRecord record;
      std::memcpy(&record, bytes + size_t(i) * recordBytes, sizeof record);
      uint32_t word;
      std::memcpy(&word, primitives + record.primitive, sizeof word);
      if (word == failAt && failAt != 0) return false;
      uint32_t& value = blocks[record.y / kBlockSize * kColumns + record.x / kBlockSize];
      value = value * 31 * draw.factor + word + record.coverage[0];
    }
    byThread[thread] += count;
    return true;
  }
};

struct Batch {
  const ShadingDraw* draw;
  std::vector<uint32_t> words;
  std::vector<BlockRecord> blocks;
};

std::vector<Batch> randomBatches(uint32_t seed, uint32_t count, const std::vector<ShadingDraw>& draws) {
  std::mt19937 random(seed);
  std::vector<Batch> batches(count);
  for (Batch& batch : batches) {
    batch.draw = &draws[random() % draws.size()];
    for (uint32_t i = 0; i < 8; ++i) batch.words.push_back(random() | 1);
    // Some batches cover a row of blocks, some the whole picture.
    const uint32_t rows = random() % 3 == 0 ? kRows : 1 + random() % 3, first = random() % (kRows - rows + 1);
    for (uint32_t n = 1 + random() % kMaxBatchBlocks; n > 0; --n) {
      BlockRecord block{};
      block.primitive = random() % 8 * 4;
      block.x = uint16_t(random() % kColumns * kBlockSize);
      block.y = uint16_t((first + random() % rows) * kBlockSize);
      block.coverage[0] = random();
      batch.blocks.push_back(block);
    }
  }
  return batches;
}

std::vector<uint32_t> inOrder(const std::vector<Batch>& batches) {
  Picture picture;
  for (const Batch& batch : batches) {
    picture.shade(0, *batch.draw, reinterpret_cast<const uint8_t*>(batch.words.data()),
                  reinterpret_cast<const uint8_t*>(batch.blocks.data()), uint32_t(batch.blocks.size()),
                  sizeof(BlockRecord));
  }
  return picture.blocks;
}

double now() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

ShadingFunction functionOf(Picture& picture) {
  return {[](void* context, uint32_t thread, const ShadingDraw& draw, const uint8_t* primitives, const uint8_t* blocks,
             uint32_t count) {
            return static_cast<Picture*>(context)->shade(thread, draw, primitives, blocks, count, sizeof(BlockRecord));
          },
          &picture, &now, 60'000};
}

bool publish(ShadingQueue& queue, const Batch& batch, uint32_t routines = 0, uint32_t after = 0) {
  std::memcpy(queue.primitives(), batch.words.data(), batch.words.size() * 4);
  return queue.publish(*batch.draw, batch.blocks.data(), uint32_t(batch.blocks.size()), false, after, routines);
}

TEST(ShadingQueue, ThePublisherAloneShadesEverything) {
  const std::vector<ShadingDraw> draws(3);
  const std::vector<Batch> batches = randomBatches(1, 3 * ShadingQueue::kSlots, draws);
  Picture picture;
  ShadingQueue queue(functionOf(picture), 1);
  for (const Batch& batch : batches) ASSERT_TRUE(publish(queue, batch));
  EXPECT_FALSE(queue.isSettled());
  EXPECT_TRUE(queue.settle());
  EXPECT_TRUE(queue.isSettled());
  EXPECT_EQ(picture.blocks, inOrder(batches));
}

TEST(ShadingQueue, BlocksAreTheSameForAnyNumberOfThreads) {
  std::vector<ShadingDraw> draws(5);
  for (uint32_t i = 0; i < draws.size(); ++i) draws[i].factor = 2 * i + 1;
  for (uint32_t threads = 1; threads <= 5; ++threads) {
    const std::vector<Batch> batches = randomBatches(threads, 1500, draws);
    Picture picture;
    ShadingQueue queue(functionOf(picture), threads);
    ShadingThreads others(threads - 1, [&](uint32_t thread) { return queue.work(thread, UINT32_MAX).leases > 0; });
    std::mt19937 random(threads);
    for (const Batch& batch : batches) {
      ASSERT_TRUE(publish(queue, batch));
      others.wake();
      const bool settles = random() % 100 == 0;
      ASSERT_TRUE(!settles || queue.settle());
    }
    ASSERT_TRUE(queue.settle());
    EXPECT_EQ(picture.blocks, inOrder(batches)) << threads;
  }
}

TEST(ShadingQueue, OthersShadeWhileThePublisherDoesNot) {
  const std::vector<ShadingDraw> draws(1);
  const std::vector<Batch> batches = randomBatches(7, ShadingQueue::kSlots - 1, draws);
  Picture picture;
  ShadingQueue queue(functionOf(picture), 3);
  ShadingThreads others(2, [&](uint32_t thread) { return queue.work(thread, UINT32_MAX).leases > 0; });
  for (const Batch& batch : batches) ASSERT_TRUE(publish(queue, batch));
  others.wake();
  while (!queue.isSettled()) std::this_thread::yield();
  EXPECT_EQ(picture.byThread[0], 0u);
  EXPECT_EQ(picture.blocks, inOrder(batches));
}

TEST(ShadingQueue, BatchesWaitForTheRoutinesTheyNeed) {
  const std::vector<ShadingDraw> draws(1);
  std::vector<Batch> batches = randomBatches(9, 3, draws);
  for (Batch& batch : batches) {  // all have something in every band
    batch.blocks.resize(kColumns * kRows, BlockRecord{});
    for (uint32_t i = 0; i < kColumns * kRows; ++i) {
      batch.blocks[i].x = uint16_t(i % kColumns * kBlockSize);
      batch.blocks[i].y = uint16_t(i / kColumns * kBlockSize);
    }
  }
  Picture picture;
  ShadingQueue queue(functionOf(picture), 2);
  ASSERT_TRUE(publish(queue, batches[0], 1));
  ASSERT_TRUE(publish(queue, batches[1], 2));
  ASSERT_TRUE(publish(queue, batches[2], 1));
  queue.work(1, 1);
  EXPECT_EQ(picture.blocks, inOrder({batches[0]}));  // not the third: it comes after the second
  EXPECT_TRUE(queue.hasWork());
  queue.work(1, 2);
  EXPECT_FALSE(queue.hasWork());
  EXPECT_EQ(picture.blocks, inOrder({batches[0], batches[1], batches[2]}));
}

/// Batches of two pictures: a block of the second one gets the sum of a column of the first, as a draw does that samples
/// what was drawn before.
struct TwoPictures {
  std::vector<uint32_t> first = std::vector<uint32_t>(kColumns * kRows, 1), second = first;

  static bool shade(void* context, uint32_t, const ShadingDraw& draw, const uint8_t*, const uint8_t* bytes,
                    uint32_t count) {
    TwoPictures& self = *static_cast<TwoPictures*>(context);
    for (uint32_t i = 0; i < count; ++i) {
      BlockRecord record;
      std::memcpy(&record, bytes + size_t(i) * sizeof record, sizeof record);
      const uint32_t x = record.x / kBlockSize, at = record.y / kBlockSize * kColumns + x;
      auto& to = draw.factor == 1 ? self.first : self.second;
      const auto& from = draw.factor == 1 ? self.second : self.first;
      uint32_t sum = to[at];
      for (uint32_t y = 0; y < kRows; ++y) sum = sum * 31 + from[y * kColumns + x];
      to[at] = sum;
    }
    return true;
  }
};

TEST(ShadingQueue, BatchesComeAfterWhatTheyReadAndWhatReadsWhereTheyWrite) {
  std::vector<ShadingDraw> draws(2);
  draws[1].factor = 2;
  const auto passes = [&](uint32_t threads, uint32_t count) {
    TwoPictures pictures;
    ShadingQueue queue({&TwoPictures::shade, &pictures, &now, 60'000}, threads);
    ShadingThreads others(threads - 1, [&](uint32_t thread) {
      const ShadingQueue::Work done = queue.work(thread, UINT32_MAX);
      return done.leases > 0 || done.waits;
    });
    for (uint32_t pass = 0; pass < count; ++pass) {
      // In a pass no block is drawn twice: its parts are in no order, but come after the pass before.
      const uint32_t after = queue.published();
      for (uint32_t part = 0; part < 3; ++part) {
        Batch batch{&draws[pass % 2], {0}, {}};
        for (uint32_t i = part; i < kColumns * kRows; i += 3) {
          BlockRecord block{};
          block.x = uint16_t(i % kColumns * kBlockSize);
          block.y = uint16_t(i / kColumns * kBlockSize);
          batch.blocks.push_back(block);
        }
        EXPECT_TRUE(publish(queue, batch, 0, after));
      }
      others.wake();
    }
    EXPECT_TRUE(queue.settle());
    pictures.first.insert(pictures.first.end(), pictures.second.begin(), pictures.second.end());
    return pictures.first;
  };
  const std::vector<uint32_t> expected = passes(1, 200);
  TwoPictures inOrder;
  for (uint32_t pass = 0; pass < 200; ++pass) {
    for (uint32_t i = 0; i < kColumns * kRows; ++i) {
      BlockRecord block{};
      block.x = uint16_t(i % kColumns * kBlockSize);
      block.y = uint16_t(i / kColumns * kBlockSize);
      TwoPictures::shade(&inOrder, 0, draws[pass % 2], nullptr, reinterpret_cast<const uint8_t*>(&block), 1);
    }
  }
  inOrder.first.insert(inOrder.first.end(), inOrder.second.begin(), inOrder.second.end());
  EXPECT_EQ(expected, inOrder.first);
  for (uint32_t threads = 2; threads <= 5; ++threads) EXPECT_EQ(passes(threads, 200), expected) << threads;
}

TEST(ShadingQueue, WhoMeetsABatchThatMustWaitSaysSo) {
  const std::vector<ShadingDraw> draws(1);
  std::vector<Batch> batches = randomBatches(29, 2, draws);
  for (BlockRecord& block : batches[0].blocks) block.y = 0;
  for (BlockRecord& block : batches[1].blocks) block.y = kBlockSize;
  static ShadingQueue* current;
  static std::vector<bool> waits;
  waits.clear();
  const auto shade = [](void*, uint32_t, const ShadingDraw&, const uint8_t*, const uint8_t*, uint32_t) {
    waits.push_back(current->work(2, UINT32_MAX).waits);  // while the batch is under way
    return true;
  };
  ShadingQueue queue({shade, nullptr, &now, 60'000}, 3);
  current = &queue;
  ASSERT_TRUE(publish(queue, batches[0]));
  ASSERT_TRUE(publish(queue, batches[1], 0, queue.published()));
  const ShadingQueue::Work all = queue.work(1, UINT32_MAX);
  EXPECT_EQ(waits, (std::vector<bool>{true, false}));
  EXPECT_FALSE(all.waits);
  EXPECT_TRUE(queue.isSettled());
  EXPECT_FALSE(queue.work(2, UINT32_MAX).waits);
}

TEST(ShadingQueue, FailureEndsWaiting) {
  const std::vector<ShadingDraw> draws(1);
  std::vector<Batch> batches = randomBatches(11, 40, draws);
  Picture picture;
  picture.failAt = batches[20].words[0] = 77;
  batches[20].blocks[0].primitive = 0;
  ShadingQueue queue(functionOf(picture), 2);
  ShadingThreads others(1, [&](uint32_t thread) { return queue.work(thread, UINT32_MAX).leases > 0; });
  bool good = true;
  for (const Batch& batch : batches) {
    good = good && publish(queue, batch);
    others.wake();
  }
  EXPECT_FALSE(queue.settle());
  EXPECT_TRUE(queue.failed());
  EXPECT_FALSE(publish(queue, batches[0]));
}

TEST(ShadingQueue, AThreadThatStopsHoldsNobodyUp) {
  const std::vector<ShadingDraw> draws(1);
  const std::vector<Batch> batches = randomBatches(13, 1, draws);
  std::atomic<bool> stuck{false}, go{false};
  struct Context {
    std::atomic<bool>&stuck, &go;
  } context{stuck, go};
  ShadingQueue queue({[](void* c, uint32_t thread, const ShadingDraw&, const uint8_t*, const uint8_t*, uint32_t) {
                        if (thread == 0) return true;
                        static_cast<Context*>(c)->stuck = true;
                        while (!static_cast<Context*>(c)->go) std::this_thread::yield();
                        return true;
                      },
                      &context, &now, 60'000},
                     2);
  ASSERT_TRUE(publish(queue, batches[0]));
  {
    ShadingThreads others(1, [&](uint32_t thread) { return queue.work(thread, UINT32_MAX).leases > 0; });
    while (!stuck) std::this_thread::yield();
    queue.failedFlag()->store(1);  // as whoever catches a trap does
    EXPECT_FALSE(queue.settle());
    go = true;
  }
}

TEST(ShadingQueue, AThreadThatIsGoneIsWaitedForOnlySoLong) {
  const std::vector<ShadingDraw> draws(1);
  const std::vector<Batch> batches = randomBatches(17, 1, draws);
  static std::atomic<bool> taken, ended;
  taken = ended = false;
  const auto shade = [](void*, uint32_t thread, const ShadingDraw&, const uint8_t*, const uint8_t*, uint32_t) {
    if (thread == 0) return true;
    taken = true;  // a thread that was ended with the lease in its hands: it never comes back
    while (!ended) std::this_thread::yield();
    return true;
  };
  ShadingQueue queue({shade, nullptr, &now, 100}, 2);
  ASSERT_TRUE(publish(queue, batches[0]));
  ShadingThreads others(1, [&](uint32_t thread) { return queue.work(thread, UINT32_MAX).leases > 0; });
  while (!taken) std::this_thread::yield();
  const double startedMs = now();
  EXPECT_FALSE(queue.settle());
  EXPECT_GE(now() - startedMs, 100);
  ended = true;
}

TEST(ShadingQueue, AThreadThatEndsTakesAlongOnlyWhatItHadBegun) {
  const std::vector<ShadingDraw> draws(1);
  const std::vector<Batch> batches = randomBatches(23, 2, draws);
  static ShadingQueue* current;
  const auto shade = [](void*, uint32_t thread, const ShadingDraw&, const uint8_t*, const uint8_t*, uint32_t) {
    if (thread != 0) current->lose(thread);
    return true;
  };
  ShadingQueue queue({shade, nullptr, &now, 60'000}, 2);
  current = &queue;
  ASSERT_TRUE(publish(queue, batches[0]));
  queue.lose(1);  // it had nothing
  EXPECT_TRUE(queue.settle());
  ASSERT_TRUE(publish(queue, batches[1]));
  queue.work(1, UINT32_MAX);
  EXPECT_FALSE(queue.settle());
}

TEST(ShadingQueue, AThreadThatGetsOnIsWaitedFor) {
  const std::vector<ShadingDraw> draws(1);
  std::vector<Batch> batches = randomBatches(19, 30, draws);
  for (Batch& batch : batches) {  // all in one band
    for (BlockRecord& block : batch.blocks) block.y = 0;
  }
  static std::atomic<bool> taken;
  taken = false;
  const auto shade = [](void*, uint32_t thread, const ShadingDraw&, const uint8_t*, const uint8_t*, uint32_t) {
    if (thread == 0) return true;
    taken = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // less than there is patience for; all of them, more
    return true;
  };
  ShadingQueue queue({shade, nullptr, &now, 300}, 2);
  ShadingThreads others(1, [&](uint32_t thread) { return queue.work(thread, UINT32_MAX).leases > 0; });
  ASSERT_TRUE(publish(queue, batches[0]));
  others.wake();
  while (!taken) std::this_thread::yield();
  for (size_t i = 1; i < batches.size(); ++i) ASSERT_TRUE(publish(queue, batches[i]));
  EXPECT_TRUE(queue.settle());
}

}  // namespace
}  // namespace sw
