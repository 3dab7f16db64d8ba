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
#include "gl/framebuffers.h"
#include "gl/routine_table.h"
#include "gl/shared_vertices.h"
#include "host/environment.h"
#include "host/imports.h"
#include "raster/batch.h"
#include "support/address.h"
#include "texture/descriptor.h"
#include "threads/rows.h"
#include "threads/shading_queue.h"

namespace sw {

struct ShadingDraw {
  const RowTask* rows = nullptr;  // then it is no draw: those of a block row stand for a part of `rowCount`
  int32_t rowCount = 0, rowParts = 0;
  FragmentRoutine routine = nullptr;
  FragmentState state{};
  Environment environment;  // its addresses of private memory are each thread's own
  uint32_t privateBytes = 0;
  uint64_t* samplesPassed = nullptr;  // of the query that is active; null: none
  uint32_t serial = 0;                // counts draws, from 1 on: what ShadingUse has
  uint32_t command = 0;               // Deadline::serial
  uint32_t after = 0;                 // as ShadingQueue::publish() wants it
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
        queue_({&Shading::shade, this, &host::now, commandDeadline().maxMs() + kGraceMs}, threads),
        vertices_(queue_, threads, commandDeadline().maxMs() + kGraceMs, waitedMs_, {&Shading::enterVertices, this}) {}
  ~Shading() {
    for (ShadingThread& thread : threads_) std::free(thread.privateMemory);
  }

  ShadingQueue& queue() { return queue_; }
  std::atomic<uint32_t>& joined() { return joined_; }
  uint32_t threadCount() const { return threadCount_; }
  void countRoutine() { ++routines_; }

  void settle() {
    if (queue_.isSettled()) return;
    wakeFor(kWorkBeforeWaiting);
    const double startedMs = host::now();
    queue_.settle();
    waitedMs_ += host::now() - startedMs;
  }

  /// Waits for a draw and those before it.
  void settleUpTo(uint32_t serial) {
    if (!isInFlight(serial)) return;
    wakeFor(kWorkBeforeWaiting);
    const double startedMs = host::now();
    queue_.settleUpTo(drawOf(serial).lastBatch);
    waitedMs_ += host::now() - startedMs;
  }

  bool isInFlight(uint32_t serial) {
    return serial != 0 && lastDraw_ - serial < kDraws && !queue_.hasShaded(drawOf(serial).lastBatch);
  }

  double waitedMs() const { return waitedMs_; }

  /// Rows are parted among threads where these have nothing else to do.
  void shareRows(int32_t rows, uint64_t work, const RowTask& task) {
    const auto parts = int32_t(std::min<int64_t>(queue_.bands(), rows));
    if (work < kSharedWork || joined_.load(std::memory_order_acquire) == 0 || !queue_.isSettled() || parts < 2) {
      return task.run(task.context, 0, rows);
    }
    ShadingDraw& draw = nextDraw();
    draw.rows = &task;
    draw.rowCount = rows;
    draw.rowParts = parts;
    BlockRecord records[ShadingQueue::kMaxBands] = {};
    for (int32_t part = 0; part < parts; ++part) records[part].y = uint16_t(part * int32_t(kBlockSize));
    queue_.primitives();  // its slot is free
    if (queue_.publish(draw, records, uint32_t(parts), false, queue_.knownShaded(), 0)) {
      draw.lastBatch = queue_.published();
      asleepWork_ = 0;
      host::wakeThreads();
      queue_.settle();
    }
  }

  void beginDraw() {
    DrawCache& cache = context_.draw;
    draw_ = nullptr;
    if (joined_.load(std::memory_order_acquire) == 0 || !queue_.isUsable()) return settle();
    if (!queue_.isSettled()) settleForVertices();
    if (!reservePrivateMemory(cache.privateBytes)) return settle();
    cache.call.publisher = &publisher_;
  }

  /// Whether there is a reason to come back at once. Vertices come first: without them there are no fragments.
  bool work(uint32_t thread, uint32_t routines) {
    const bool shaded = vertices_.work(thread, routines);
    const ShadingQueue::Work done = queue_.work(thread, routines, kLeasesAtATime);
    return shaded || done.leases != 0 || done.waits;
  }

  Deadline* deadlineOf(const int32_t* budget) {
    for (ShadingThread& thread : threads_) {
      if (budget == &thread.state.budget) return &thread.deadline;
    }
    return vertices_.deadlineOf(budget);
  }

  bool timedOut() const {
    return vertices_.timedOut() ||
           std::any_of(std::begin(threads_), std::end(threads_), [](const auto& t) { return t.deadline.isOver(); });
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
  /// Of rows. For less, waking others takes as long.
  static constexpr uint64_t kSharedWork = 1'000'000;
  /// Uniform blocks that get new data from draw to draw are copied up to this size; for larger ones draws are waited for.
  static constexpr size_t kMostCopiedBytes = 16 * 1024;
  /// Then it is looked again for vertices.
  static constexpr uint32_t kLeasesAtATime = 4;

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
    if (primitives != self.queue_.nextPrimitives()) self.copyPrimitives(primitives, blocks, count, sampled);
    if (!self.queue_.publish(*self.draw_, blocks, count, sampled, self.draw_->after, self.routines_)) return false;
    self.draw_->lastBatch = self.queue_.published();
    self.asleepWork_ += uint64_t(work) * count;
    self.wakeFor(kWorkWhileDrawing);
    return true;
  }

  /// To where the queue wants them.
  void copyPrimitives(const uint8_t* from, const BlockRecord* blocks, uint32_t count, bool sampled) {
    const uint32_t bytes = primitiveRecordBytes(context_.draw.call.fragmentCells);
    std::memcpy(primitives(this), from, usedPrimitiveBytes(blocks, count, sampled, bytes));
  }

  static SharedChunks* sharedChunks(void* context, uint32_t& routines) {
    Shading& self = *static_cast<Shading*>(context);
    routines = self.routines_;
    return self.vertices_.chunksFor(self.context_.draw);
  }

  static uint8_t* enterVertices(void* context, uint32_t index) {
    ShadingThread& thread = static_cast<Shading*>(context)->threads_[index];
    thread.drawSerial = 0;
    return thread.privateMemory;
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

  ShadingDraw& drawOf(uint32_t serial) { return draws_[serial % kDraws]; }

  /// One that nobody shades any more.
  ShadingDraw& nextDraw() {
    if (++lastDraw_ == 0) ++lastDraw_;
    ShadingDraw& draw = drawOf(lastDraw_);
    queue_.settleUpTo(draw.lastBatch);
    draw.serial = lastDraw_;
    draw.rows = nullptr;
    return draw;
  }

  static bool runRows(const ShadingDraw& draw, const uint8_t* blocks, uint32_t count) {
    const auto* const records = reinterpret_cast<const BlockRecord*>(blocks);
    const auto row = [&](int64_t part) { return int32_t(part * draw.rowCount / draw.rowParts); };
    for (uint32_t i = 0; i < count; ++i) {
      const int32_t part = records[i].y / int32_t(kBlockSize);
      draw.rows->run(draw.rows->context, row(part), row(part + 1));
    }
    return true;
  }

  /// Calls `use` with each texture that the draw samples. A sampler without one reads black.
  template <class Use>
  void forEachSampled(Use use) const {
    const ProgramExecutable& executable = *context_.program.executable;
    for (const SamplerInfo& info : executable.info.samplers) {
      const TextureUnit& unit = context_.textures.units[executable.uniformStorage[info.uniformCell]];
      if (Texture* const texture = unit.bound[uint32_t(info.dim)].get()) use(info, *texture);
    }
  }

  /// Vertices are shaded by the context's thread, and at once.
  void settleForVertices() {
    forEachSampled([](const SamplerInfo& info, const Texture& texture) {
      if (info.vertexMethods != 0) settleWriters(texture.use);
    });
  }

  /// Says what the draw does to storage, and which draws it must come after. Those to the same image it follows anyway,
  /// block by block.
  void noteUses(ShadingDraw& draw) {
    const uint32_t published = queue_.published();
    uint32_t behind = 0;  // how many batches need not be waited for
    bool any = false;
    const auto follow = [&](uint32_t serial) {
      if (!isInFlight(serial)) return;
      const uint32_t later = published - drawOf(serial).lastBatch;
      behind = any ? std::min(behind, later) : later;
      any = true;
    };
    const auto forEachTarget = [&](auto use) {
      Framebuffer& framebuffer = *context_.framebuffers.draw;
      for (const GLenum buffer : framebuffer.drawBuffers) {
        if (const Attachment* color = colorAttachment(framebuffer, buffer)) use(color->use());
      }
      if (const Attachment* depth = depthAttachment(framebuffer)) use(depth->use());
      if (const Attachment* stencil = stencilAttachment(framebuffer)) use(stencil->use());
    };
    forEachSampled([&](const SamplerInfo&, const Texture& texture) { follow(texture.use.written); });
    forEachTarget([&](const ShadingUse& use) { follow(use.read); });
    draw.after = any ? published - behind : queue_.knownShaded();
    forEachSampled([&](const SamplerInfo&, Texture& texture) { texture.use.read = draw.serial; });
    forEachTarget([&](ShadingUse& use) { use.written = draw.serial; });
    context_.program.executable->use.read = draw.serial;
    if (context_.query.anySamples) context_.query.anySamples->use.written = draw.serial;
  }

  /// A snapshot of what the draw cache says. Only draws that cover something have one.
  bool makeDraw() {
    const DrawCache& cache = context_.draw;
    ShadingDraw& draw = nextDraw();
    draw.routine = cache.call.fragmentRoutine;
    draw.state = cache.fragmentState;
    draw.environment = environment();
    draw.privateBytes = cache.privateBytes;
    draw.samplesPassed = context_.query.anySamples ? &context_.query.anySamples->result : nullptr;
    draw.command = commandDeadline().serial();
    noteUses(draw);
    draw_ = &draw;
    return copyMemory(draw);
  }

  /// Bytes of a uniform block that the draw takes a copy of; 0: it reads the buffer, and says so.
  size_t copiedBytes(const ProgramExecutable& executable, size_t block, size_t copiedSoFar) const {
    const size_t bytes = align(executable.info.blocks[block].sizeBytes + BufferMemory::kSlackBytes);
    return bufferOfBlock(executable, block).changesInFlight && copiedSoFar + bytes <= kMostCopiedBytes ? bytes : 0;
  }

  Buffer& bufferOfBlock(const ProgramExecutable& executable, size_t block) const {
    return *context_.bufferBindings.uniformIndexed[executable.blockBindings[block]].buffer;
  }

  bool copyMemory(ShadingDraw& draw) {
    const ProgramExecutable& executable = *context_.program.executable;
    const DrawCache& cache = context_.draw;
    const size_t uniformBytes = align(executable.uniformStorage.size() * sizeof(uint32_t));
    const size_t tableBytes = align(cache.blocks.size() * sizeof(BlockBinding));
    const size_t samplerBytes = align(cache.samplers.size() * sizeof(Address));
    constexpr size_t kDescriptorBytes = align(sizeof(SamplingDescriptor));
    size_t copied = 0;
    for (size_t i = 0; i < cache.blocks.size(); ++i) copied += copiedBytes(executable, i, copied);
    const size_t bytes = uniformBytes + tableBytes + copied + samplerBytes + cache.samplers.size() * kDescriptorBytes;
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
    draw.state.blocks = toAddress(at);
    at = copyBlocks(draw, executable, reinterpret_cast<BlockBinding*>(at), at + tableBytes);
    auto* const samplers = reinterpret_cast<Address*>(at);
    draw.state.samplers = draw.environment.texturePtr = toAddress(at);
    at += samplerBytes;
    for (size_t i = 0; i < cache.samplers.size(); ++i, at += kDescriptorBytes) {
      samplers[i] = 0;
      if (cache.samplers[i] == 0) continue;
      copyDescriptor(*fromAddress<const SamplingDescriptor>(cache.samplers[i]), at);
      samplers[i] = toAddress(at);
    }
    return true;
  }

  /// Of its levels those that there are.
  static void copyDescriptor(const SamplingDescriptor& from, uint8_t* to) {
    constexpr size_t kLevels = offsetof(TextureDescriptor, levels);
    std::memcpy(to, &from, kLevels + size_t(from.sizeLevelCount) * sizeof(TextureLevel));
    std::memcpy(to + sizeof(TextureDescriptor), reinterpret_cast<const uint8_t*>(&from) + sizeof(TextureDescriptor),
                sizeof(SamplingDescriptor) - sizeof(TextureDescriptor));
  }

  /// Uniform blocks: copies of them at `at`, or where the buffers have them. Returns the end of the copies.
  uint8_t* copyBlocks(const ShadingDraw& draw, const ProgramExecutable& executable, BlockBinding* table, uint8_t* at) {
    const DrawCache& cache = context_.draw;
    size_t copied = 0;
    for (size_t i = 0; i < cache.blocks.size(); ++i) {
      table[i] = cache.blocks[i];
      const size_t bytes = copiedBytes(executable, i, copied);
      if (bytes == 0) {
        bufferOfBlock(executable, i).use.read = draw.serial;
        continue;
      }
      std::memcpy(at + copied, fromAddress<const uint8_t>(table[i].address),
                  executable.info.blocks[i].sizeBytes + BufferMemory::kSlackBytes);
      table[i].address = toAddress(at + copied);
      copied += bytes;
    }
    return at + copied;
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
    if (draw.rows) return runRows(draw, blocks, count);
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
  uint32_t routines_ = 0;  // made so far
  uint32_t lastDraw_ = 0;  // its serial
  double waitedMs_ = 0;
  uint64_t asleepWork_ = 0;      // published since others were last woken
  ShadingDraw* draw_ = nullptr;  // of the draw under way; null: nothing of it is published yet
  const BatchPublisher publisher_{&Shading::primitives, &Shading::publish, &Shading::sharedChunks, this};
  std::atomic<uint32_t> joined_{0};
  ShadingDraw draws_[kDraws];
  ShadingThread threads_[ShadingQueue::kMaxThreads];
  ShadingQueue queue_;
  SharedVertices vertices_;
};

Shading* g_shading = nullptr;
Demand g_demand;
uint32_t g_routines = 0;  // ever made
double g_waitedMs = 0;    // before it was closed last

}  // namespace

bool openShading(Context& context, uint32_t threads) {
  if (g_shading) return true;
  auto* const shading = new (std::nothrow) Shading(context, std::clamp(threads, 1u, ShadingQueue::kMaxThreads));
  if (!shading) return false;
  if (!shading->queue().isUsable()) {
    delete shading;
    return false;
  }
  for (uint32_t i = 0; i < g_routines; ++i) shading->countRoutine();
  g_shading = shading;
  static constexpr SettleFunctions kFunctions{[] { g_shading->settle(); },
                                              [](uint32_t draw) { g_shading->settleUpTo(draw); }};
  setSettleFunctions(&kFunctions);
  setRowSharing([](int32_t rows, uint64_t work, const RowTask& task) { g_shading->shareRows(rows, work, task); });
  return true;
}

void closeShading() {
  settleShading();
  setSettleFunctions(nullptr);
  setRowSharing(nullptr);
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

bool shadeAsThread(uint32_t thread, uint32_t routines) {
  return g_shading && thread > 0 && thread < g_shading->threadCount() && g_shading->work(thread, routines);
}

uint32_t* shadingFailedFlag() {
  return g_shading ? reinterpret_cast<uint32_t*>(g_shading->queue().failedFlag()) : nullptr;
}

uint32_t shadingThreads() { return g_shading ? g_shading->joined().load() + 1 : 1; }

double shadingWaitedMs() { return g_waitedMs + (g_shading ? g_shading->waitedMs() : 0); }

void beginShadedDraw(Context& context) {
  context.draw.call.publisher = nullptr;
  if (!g_shading) g_demand.note(context);  // may open it
  if (g_shading) g_shading->beginDraw();
}

void noteRoutine(uint32_t slot, uint32_t blockWork) {
  if (slot >= g_blockWork.size()) g_blockWork.resize(slot + 1);
  g_blockWork[slot] = blockWork;
  ++g_routines;
  if (g_shading) g_shading->countRoutine();
}

void settleBuffer(Buffer& buffer) {
  if (!g_shading || !g_shading->isInFlight(buffer.use.read)) return;
  buffer.changesInFlight = true;
  g_shading->settleUpTo(buffer.use.read);
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
