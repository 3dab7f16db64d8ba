// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Threads for native tests: they do what workers do in a page (web/threads), with a condition variable for the futex.

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sw {

class ShadingThreads {
 public:
  /// work: of thread 1 to `count`; returns whether there was something to do.
  ShadingThreads(uint32_t count, std::function<bool(uint32_t)> work) : work_(std::move(work)) {
    for (uint32_t i = 1; i <= count; ++i) threads_.emplace_back([this, i] { run(i); });
  }
  ~ShadingThreads() {
    ending_ = true;
    wake();
    for (std::thread& thread : threads_) thread.join();
  }

  void wake() {
    bell_.fetch_add(1);
    const std::lock_guard lock(mutex_);
    condition_.notify_all();
  }

 private:
  void run(uint32_t thread) {
    while (!ending_) {
      const uint32_t bell = bell_;
      if (work_(thread)) continue;
      std::unique_lock lock(mutex_);
      condition_.wait(lock, [&] { return bell_ != bell; });
    }
  }

  const std::function<bool(uint32_t)> work_;
  std::atomic<uint32_t> bell_{0};
  std::atomic<bool> ending_{false};
  std::mutex mutex_;
  std::condition_variable condition_;
  std::vector<std::thread> threads_;
};

}  // namespace sw
