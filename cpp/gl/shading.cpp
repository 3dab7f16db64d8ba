// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by abi/threads/threads_twin_test.cpp.

#include "gl/shading.h"

#ifdef SW_THREADS

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "gl/context.h"
#include "gl/draw.h"
#include "gl/routine_table.h"
#include "host/environment.h"
#include "host/imports.h"
#include "raster/batch.h"
#include "support/address.h"
#include "texture/descriptor.h"
#include "threads/shading_queue.h"

namespace sw {

struct ShadingDraw {
  FragmentRoutine routine = nullptr;
  FragmentState state{};
  Environment environment;  // its addresses of private memory are each thread's own
  uint32_t privateBytes = 0;
  uint64_t* samplesPassed = nullptr;  // of the query that is active; null: none
  uint32_t serial = 0;                // never twice in a row
  uint32_t command = 0;               // Deadline::serial
  uint32_t lastBatch = 0;             // as ShadingQueue::published() counts
  std::unique_ptr<uint8_t[]> memory;  // what the addresses in `state` point to
  size_t memoryBytes = 0;
};

}  // namespace sw

namespace sw::gl {
namespace {

static_assert(ShadingQueue::kPrimitiveBytes >= kMovingPrimitiveBytes);

constexpr size_t kAlignment = 16;
constexpr size_t align(size_t bytes) { return (bytes + kAlignment - 1) & ~(kAlignment - 1); }

struct ShadingThread {
  FragmentState state{};
  Deadline deadline;
  uint32_t command = 0;     // that the deadline and the budget belong to
  uint32_t drawSerial = 0;  // whose state it is
  uint8_t* privateMemory = nullptr;
};

/// What draws in flight write to: the surfaces of fragment states.
struct Surfaces {
  SurfaceState color[8] = {}, depth = {}, stencil = {}, evenBlocks[8] = {};

  Surfaces() = default;
  explicit Surfaces(const FragmentState& state) : depth(state.depth), stencil(state.stencil) {
    std::copy(std::begin(state.color), std::end(state.color), color);
    std::copy(std::begin(state.evenBlocks), std::end(state.evenBlocks), evenBlocks);
  }
  bool operator==(const Surfaces& other) const { return std::memcmp(this, &other, sizeof *this) == 0; }
};

/// Of blocks that take less, memory is the bottleneck: several threads fill no faster than one, and handing blocks on
/// takes as long.
constexpr uint32_t kLightBlock = 16 * 4;

std::vector<uint32_t> g_blockWork;  // of fragment routines, by table entry

/// Of the draw under way. Where nobody knows, of an ordinary shader.
uint32_t blockWorkOf(const Context& context) {
  constexpr uint32_t kOrdinary = 2048;
  const uint32_t slot = context.draw.fragmentSlot;
  return slot < g_blockWork.size() && g_blockWork[slot] != 0 ? g_blockWork[slot] : kOrdinary;
}

/// Whether there is so much to shade that threads are worth their start. Draws shade their own fragments meanwhile.
class Demand {
 public:
  /// A draw is about to run: the one before is known by now.
  void note(const Context& context) {
    if (asked_) return;
    const uint64_t fragments = context.statistics.fragments;
    const uint64_t draw = (fragments - fragments_) * blockWork_ / (kBlockSize * kBlockSize);
    if (blockWork_ > kLightBlock) work_ += draw, all_ += draw;
    fragments_ = fragments;
    blockWork_ = context.draw.fragmentSlot != 0 ? blockWorkOf(context) : 0;
    if (work_ < kEnough) return;
    const double nowMs = host::now();
    // One draw may take longer than the window, and on a slow machine few do not fit into it.
    asked_ = draw >= kEnough || all_ >= kEnoughAtAll || nowMs - sinceMs_ < kWindowMs;
    sinceMs_ = nowMs;
    work_ = 0;
    if (asked_) host::wantThreads();
  }

 private:
  /// Some 5 ms of one thread, within a window: a picture now and then is no work for several.
  static constexpr uint64_t kEnough = 16'000'000;
  static constexpr double kWindowMs = 250;
  static constexpr uint64_t kEnoughAtAll = 4 * kEnough;

  bool asked_ = false;
  uint64_t fragments_ = 0, work_ = 0, all_ = 0;
  uint32_t blockWork_ = 0;
  double sinceMs_ = 0;
};

class Shading {
 public:
  Shading(Context& context, uint32_t threads)
      : context_(context),
        threadCount_(threads),
        queue_({&Shading::shade, this, &host::now, commandDeadline().maxMs() + kGraceMs}, threads) {}
  ~Shading() {
    for (ShadingThread& thread : threads_) std::free(thread.privateMemory);
  }

  ShadingQueue& queue() { return queue_; }
  std::atomic<uint32_t>& joined() { return joined_; }
  uint32_t threadCount() const { return threadCount_; }
  uint32_t epoch() const { return epoch_; }
  void countRoutine() { ++routines_; }

  void settle() {
    if (queue_.isSettled()) return;
    wakeFor(kWorkBeforeWaiting);
    const double startedMs = host::now();
    queue_.settle();
    waitedMs_ += host::now() - startedMs;
    ++epoch_;
  }

  double waitedMs() const { return waitedMs_; }

  void beginDraw() {
    DrawCache& cache = context_.draw;
    cache.call.publisher = nullptr;
    draw_ = nullptr;
    if (joined_.load(std::memory_order_acquire) == 0 || !queue_.isUsable()) return settle();
    // What was drawn may be read now, or drawn to along with other images.
    if (!queue_.isSettled() && !(Surfaces(cache.fragmentState) == surfaces_)) settle();
    if (!reservePrivateMemory(cache.privateBytes)) return settle();
    cache.call.publisher = &publisher_;
  }

  uint32_t work(uint32_t thread, uint32_t routines) { return queue_.work(thread, routines); }

  Deadline* deadlineOf(const int32_t* budget) {
    for (ShadingThread& thread : threads_) {
      if (budget == &thread.state.budget) return &thread.deadline;
    }
    return nullptr;
  }

  bool timedOut() const {
    return std::any_of(std::begin(threads_), std::end(threads_), [](const auto& t) { return t.deadline.isOver(); });
  }

 private:
  static constexpr uint32_t kDraws = 64;
  /// A thread that is still at it so long after the deadline will never come back, and the context is lost.
  static constexpr double kGraceMs = 2000;
  /// Handing on a batch of less costs about as much as shading it.
  static constexpr uint64_t kSmallBatch = 40'000;
  /// Waking others takes as long as some of that.
  static constexpr uint64_t kWorkWhileDrawing = 500'000;
  static constexpr uint64_t kWorkBeforeWaiting = 60'000;

  static uint8_t* primitives(void* context) {
    Shading& self = *static_cast<Shading*>(context);
    if (self.queue_.hasRoom()) return self.queue_.primitives();
    self.wakeFor(1);
    const double startedMs = host::now();
    uint8_t* const room = self.queue_.primitives();
    self.waitedMs_ += host::now() - startedMs;
    return room;
  }

  static bool publish(void* context, const uint8_t* primitives, const BlockRecord* blocks, uint32_t count,
                      bool sampled) {
    Shading& self = *static_cast<Shading*>(context);
    const uint32_t work = blockWorkOf(self.context_);
    const bool atOnce = work <= kLightBlock || uint64_t(work) * count <= kSmallBatch;
    if (atOnce && self.queue_.isSettled()) return self.shadeAtOnce(primitives, blocks, count);
    if (!self.draw_ && !self.makeDraw()) return false;
    if (!self.queue_.publish(*self.draw_, blocks, count, sampled, self.routines_)) return false;
    self.draw_->lastBatch = self.queue_.published();
    self.asleepWork_ += uint64_t(work) * count;
    self.wakeFor(kWorkWhileDrawing);
    return true;
  }

  /// Wakes those who sleep where that much has come since. Who is awake needs no waking.
  void wakeFor(uint64_t work) {
    if (asleepWork_ < work) return;
    asleepWork_ = 0;
    host::wakeThreads();
  }

  /// As draws do that have no publisher: nothing that is in flight comes before.
  bool shadeAtOnce(const uint8_t* primitives, const BlockRecord* blocks, uint32_t count) {
    FragmentState& state = context_.draw.fragmentState;
    state.primitives = toAddress(primitives);
    context_.draw.call.fragmentRoutine(toAddress(&state), toAddress(blocks), count);
    return state.budget >= 0;
  }

  /// A snapshot of what the draw cache says. Only draws that cover something have one.
  bool makeDraw() {
    const DrawCache& cache = context_.draw;
    ShadingDraw& draw = draws_[nextDraw_++ % kDraws];
    queue_.settleUpTo(draw.lastBatch);
    draw.routine = cache.call.fragmentRoutine;
    draw.state = cache.fragmentState;
    draw.environment = environment();
    draw.privateBytes = cache.privateBytes;
    draw.samplesPassed = context_.query.anySamples ? &context_.query.anySamples->result : nullptr;
    draw.serial = nextDraw_;
    draw.command = commandDeadline().serial();
    draw_ = &draw;
    surfaces_ = Surfaces(cache.fragmentState);
    return copyMemory(draw);
  }

  bool copyMemory(ShadingDraw& draw) {
    const ProgramExecutable& executable = *context_.program.executable;
    const DrawCache& cache = context_.draw;
    const size_t uniformBytes = align(executable.uniformStorage.size() * sizeof(uint32_t));
    const size_t blockBytes = align(cache.blocks.size() * sizeof(BlockBinding));
    const size_t samplerBytes = align(cache.samplers.size() * sizeof(Address));
    constexpr size_t kDescriptorBytes = align(sizeof(SamplingDescriptor));
    const size_t bytes = uniformBytes + blockBytes + samplerBytes + cache.samplers.size() * kDescriptorBytes;
    if (bytes + kAlignment > draw.memoryBytes) {
      draw.memory.reset(new (std::nothrow) uint8_t[bytes + kAlignment]);
      draw.memoryBytes = draw.memory ? bytes + kAlignment : 0;
      if (!draw.memory) return false;
    }
    uint8_t* at = draw.memory.get();
    at += (kAlignment - reinterpret_cast<uintptr_t>(at) % kAlignment) % kAlignment;
    std::memcpy(at, executable.uniformStorage.data(), executable.uniformStorage.size() * sizeof(uint32_t));
    draw.state.uniforms = draw.environment.uniformPtr = toAddress(at);
    at += uniformBytes;
    if (!cache.blocks.empty()) std::memcpy(at, cache.blocks.data(), cache.blocks.size() * sizeof(BlockBinding));
    draw.state.blocks = toAddress(at);
    for (const uint32_t binding : executable.blockBindings) {
      const Ref<Buffer>& buffer = context_.bufferBindings.uniformIndexed[binding].buffer;
      if (buffer) buffer->shadingEpoch = epoch_;
    }
    at += blockBytes;
    auto* const samplers = reinterpret_cast<Address*>(at);
    draw.state.samplers = draw.environment.texturePtr = toAddress(at);
    at += samplerBytes;
    for (size_t i = 0; i < cache.samplers.size(); ++i, at += kDescriptorBytes) {
      samplers[i] = 0;
      if (cache.samplers[i] == 0) continue;
      std::memcpy(at, fromAddress<const SamplingDescriptor>(cache.samplers[i]), sizeof(SamplingDescriptor));
      samplers[i] = toAddress(at);
    }
    return true;
  }

  /// The same for every thread, so that any may shade any band.
  bool reservePrivateMemory(uint32_t bytes) {
    if (bytes <= privateBytes_) return true;
    settle();
    privateBytes_ = 0;
    for (uint32_t i = 0; i < threadCount_; ++i) {
      std::free(threads_[i].privateMemory);
      threads_[i].privateMemory = static_cast<uint8_t*>(std::aligned_alloc(kAlignment, align(bytes)));
      threads_[i].drawSerial = 0;
      if (!threads_[i].privateMemory) return false;
    }
    privateBytes_ = bytes;
    return true;
  }

  static bool shade(void* context, uint32_t index, const ShadingDraw& draw, const uint8_t* primitives,
                    const uint8_t* blocks, uint32_t count) {
    ShadingThread& thread = static_cast<Shading*>(context)->threads_[index];
    const bool publisher = index == 0;
    Environment before;
    if (publisher) before = environment();  // a draw of its own may be under way
    const bool another = thread.drawSerial != draw.serial;
    if (another) {
      const int32_t budget = thread.state.budget;
      thread.state = draw.state;
      thread.state.privateMemory = toAddress(thread.privateMemory);
      if (thread.command == draw.command) {
        thread.state.budget = budget;  // a multi-draw has one
      } else {
        thread.command = draw.command;
        thread.state.budget = Deadline::kTicks;
        thread.deadline.configure(commandDeadline().clock(), commandDeadline().maxMs());
        thread.deadline.begin();
      }
      thread.drawSerial = draw.serial;
    }
    if (another || publisher) {
      Environment own = draw.environment;
      own.privatePtr = thread.state.privateMemory;
      own.frameSp = thread.state.privateMemory + draw.privateBytes;
      setEnvironment(own);
    }
    thread.state.primitives = toAddress(primitives);
    thread.state.samplesPassed = 0;
    draw.routine(toAddress(&thread.state), toAddress(blocks), count);
    if (publisher) setEnvironment(before);
    if (thread.state.samplesPassed != 0 && draw.samplesPassed) {
      __atomic_store_n(draw.samplesPassed, 1, __ATOMIC_RELAXED);
    }
    return thread.state.budget >= 0;
  }

  Context& context_;
  const uint32_t threadCount_;
  uint32_t privateBytes_ = 0;
  uint32_t routines_ = 0;  // fragment routines made so far
  uint32_t epoch_ = 1;     // counts settlements: what was in flight in an older one is not any more
  uint32_t nextDraw_ = 0;
  double waitedMs_ = 0;
  uint64_t asleepWork_ = 0;      // published since others were last woken
  ShadingDraw* draw_ = nullptr;  // of the draw under way; null: nothing of it is published yet
  const BatchPublisher publisher_{&Shading::primitives, &Shading::publish, this};
  Surfaces surfaces_;
  std::atomic<uint32_t> joined_{0};
  ShadingDraw draws_[kDraws];
  ShadingThread threads_[ShadingQueue::kMaxThreads];
  ShadingQueue queue_;
};

Shading* g_shading = nullptr;
Demand g_demand;
uint32_t g_fragmentRoutines = 0;  // ever made
double g_waitedMs = 0;            // before it was closed last

}  // namespace

bool openShading(Context& context, uint32_t threads) {
  if (g_shading) return true;
  auto* const shading = new (std::nothrow) Shading(context, std::clamp(threads, 1u, ShadingQueue::kMaxThreads));
  if (!shading) return false;
  if (!shading->queue().isUsable()) {
    delete shading;
    return false;
  }
  for (uint32_t i = 0; i < g_fragmentRoutines; ++i) shading->countRoutine();
  g_shading = shading;
  setSettleFunction([] { g_shading->settle(); });
  return true;
}

void closeShading() {
  settleShading();
  setSettleFunction(nullptr);
  g_waitedMs = shadingWaitedMs();
  delete g_shading;
  g_shading = nullptr;
}

void joinShading(uint32_t thread) {
  if (g_shading && thread > 0 && thread < g_shading->threadCount()) g_shading->joined().fetch_add(1);
}

void loseShadingThread(uint32_t thread) {
  if (g_shading) g_shading->queue().lose(thread);
}

uint32_t shadeAsThread(uint32_t thread, uint32_t routines) {
  return g_shading && thread > 0 && thread < g_shading->threadCount() ? g_shading->work(thread, routines) : 0;
}

uint32_t* shadingFailedFlag() {
  return g_shading ? reinterpret_cast<uint32_t*>(g_shading->queue().failedFlag()) : nullptr;
}

uint32_t shadingThreads() { return g_shading ? g_shading->joined().load() + 1 : 1; }

double shadingWaitedMs() { return g_waitedMs + (g_shading ? g_shading->waitedMs() : 0); }

void beginShadedDraw(Context& context) {
  if (!g_shading) g_demand.note(context);  // may open it
  if (g_shading) g_shading->beginDraw();
}

void noteFragmentRoutine(uint32_t slot, uint32_t blockWork) {
  if (slot >= g_blockWork.size()) g_blockWork.resize(slot + 1);
  g_blockWork[slot] = blockWork;
  ++g_fragmentRoutines;
  if (g_shading) g_shading->countRoutine();
}

void settleBuffer(const Buffer& buffer) {
  if (g_shading && buffer.shadingEpoch == g_shading->epoch()) g_shading->settle();
}

void settle(Context& context) {
  if (!g_shading) return;
  g_shading->settle();
  if (!g_shading->queue().failed()) return;
  if (g_shading->timedOut()) return loseByDeadline(context);
  loseContext(context, Loss::Trapped, "a thread that shades has stopped");
}

Deadline* deadlineOfThread(const int32_t* budget) { return g_shading ? g_shading->deadlineOf(budget) : nullptr; }

}  // namespace sw::gl

#endif
