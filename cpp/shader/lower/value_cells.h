// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The scalar values of one GLSL value, in cell order. Up to a mat4 without allocating.

#pragma once

#include <span>
#include <vector>

#include "shader/ir/ir.h"

namespace sw::lowering {

class Cells {
 public:
  Cells() = default;
  explicit Cells(ir::ValueId value) { push_back(value); }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const ir::ValueId* data() const { return size_ <= kInline ? inline_ : heap_.data(); }
  ir::ValueId operator[](size_t i) const { return data()[i]; }
  const ir::ValueId* begin() const { return data(); }
  const ir::ValueId* end() const { return data() + size_; }
  operator std::span<const ir::ValueId>() const { return {data(), size_}; }

  void push_back(ir::ValueId value) {
    if (size_ == kInline) heap_.assign(inline_, inline_ + kInline);
    if (size_ >= kInline)
      heap_.push_back(value);
    else
      inline_[size_] = value;
    ++size_;
  }
  void append(const Cells& other) {
    for (const ir::ValueId value : other) push_back(value);
  }
  Cells slice(size_t first, size_t count) const {
    Cells result;
    for (size_t i = 0; i < count; ++i) result.push_back((*this)[first + i]);
    return result;
  }

 private:
  static constexpr size_t kInline = 16;
  size_t size_ = 0;
  ir::ValueId inline_[kInline] = {};
  std::vector<ir::ValueId> heap_;
};

}  // namespace sw::lowering
