// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How long somebody has been waited for, by one who looks often.

#pragma once

#include <algorithm>

namespace sw {

class Patience {
 public:
  /// There is something new.
  void renew(double nowMs) {
    lastMs_ = nowMs;
    waitedMs_ = 0;
  }

  /// Another look. Whether it has been longer than that in vain.
  bool isOver(double nowMs, double limitMs) {
    // Looks come less than a millisecond apart. After a longer gap the machine has slept, or the process was stopped, and
    // with it the one who is waited for.
    waitedMs_ += std::clamp(nowMs - lastMs_, 0.0, kLongestGapMs);
    lastMs_ = nowMs;
    return waitedMs_ > limitMs;
  }

 private:
  static constexpr double kLongestGapMs = 1000;
  double lastMs_ = 0, waitedMs_ = 0;
};

}  // namespace sw
