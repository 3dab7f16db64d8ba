// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How long a command may take. Whatever repeats says now and then what it did, and stops when told so; the clock is
// asked only after so many ticks. Work is counted as well, because a clock may stand still: tests stop it, and so may
// a page.

#pragma once

#include <algorithm>
#include <cstdint>

namespace sw {

class Deadline {
 public:
  static constexpr int32_t kTicks = 1 << 24;  // of a few instructions each, until the clock is asked: some milliseconds
  static constexpr double kDefaultMaxMs = 10'000;

  /// Milliseconds; null: there is no clock, and no deadline.
  using Clock = double (*)();

  void configure(Clock clock, double maxMs) {
    clock_ = clock;
    maxMs_ = maxMs;
  }
  Clock clock() const { return clock_; }
  double maxMs() const { return maxMs_; }

  void begin() {
    left_ = kTicks;
    work_ = 0;
    asks_ = 0;
    isOver_ = false;
    ++serial_;
  }
  /// Of the command that runs: a number that the one before did not have.
  uint32_t serial() const { return serial_; }
  bool isOver() const { return isOver_; }

  /// ticks: towards the next look at the clock, at least what it may have been; work: instructions, at most what it can
  /// have been. False: stop.
  bool spend(uint32_t ticks, uint32_t work) {
    work_ += work;
    left_ -= int32_t(ticks);
    return left_ >= 0 ? !isOver_ : ask(0);
  }

  /// Looks at the clock. False: stop.
  bool ask(uint64_t work) {
    left_ = kTicks;
    work_ += work;
    if (isOver_) return false;
    if (!clock_) return true;
    const double nowMs = clock_();
    if (asks_ == 0) {
      startMs_ = nowMs;
    } else if (nowMs - lastMs_ > kSleepMs) {
      startMs_ += nowMs - lastMs_;
    }
    lastMs_ = nowMs;
    ++asks_;
    double tookMs = nowMs - startMs_;
    if (asks_ > kFewAsks && !(tookMs >= asks_ * kLeastMsPerAsk)) tookMs = double(work_) / kWorkPerMs;
    isOver_ = tookMs > maxMs_;
    return !isOver_;
  }

 private:
  /// No machine gets from one look to the next in less: a clock that says so stands still.
  static constexpr double kLeastMsPerAsk = 0.002;
  /// Looks come some milliseconds apart: between two that are further apart the machine slept, or the process was stopped.
  static constexpr double kSleepMs = 5000;
  static constexpr uint32_t kFewAsks = 8;    // of which a coarse clock need not see anything
  static constexpr double kWorkPerMs = 4e6;  // instructions, of a fast machine

  Clock clock_ = nullptr;
  double maxMs_ = kDefaultMaxMs;
  int32_t left_ = kTicks;
  uint32_t asks_ = 0;
  uint32_t serial_ = 0;
  bool isOver_ = false;
  uint64_t work_ = 0;
  double startMs_ = 0, lastMs_ = 0;
};

/// Of the context's one command at a time. Threads that shade have their own.
inline Deadline& commandDeadline() {
  static Deadline deadline;
  return deadline;
}

/// What a compiler does when it has taken too long: it does not come back. Null: nothing.
inline void (*&compilerStop())() {
  static void (*stop)() = nullptr;
  return stop;
}

/// Of an instance that compiles: one more token or instruction.
inline void spendCompiling() {
  if (!commandDeadline().spend(4096, 256) && compilerStop() != nullptr) compilerStop()();
}

/// For loops over rows of texels, which anybody but the context's thread leaves alone. False: stop.
inline bool spendTexels(int32_t count) { return commandDeadline().spend(uint32_t(count) * 64, uint32_t(count) * 4); }

}  // namespace sw
