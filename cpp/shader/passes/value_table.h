// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Finds an instruction that computes the same as another: local common subexpressions. Entries belong to a block and go
// when the block ends, since its values are not visible outside.

#pragma once

#include "shader/ir/ir.h"

namespace sw::passes {

class ValueTable {
 public:
  explicit ValueTable(const ir::Function& function) : function_(function), heads_(kBuckets, ir::kNone) {}

  /// An earlier instruction equal to `id`, or kNone; `id` is entered then. Arguments must be replaced already.
  ir::InstrId findOrAdd(ir::InstrId id) {
    const ir::Instr& instr = function_.instrs[id];
    const uint32_t hash = hashOf(instr);
    uint32_t& head = heads_[hash & (kBuckets - 1)];
    for (uint32_t i = head; i != ir::kNone; i = entries_[i].next) {
      if (entries_[i].hash == hash && equal(function_.instrs[entries_[i].instr], instr)) return entries_[i].instr;
    }
    entries_.push_back({hash, id, head});
    head = uint32_t(entries_.size() - 1);
    return ir::kNone;
  }

  size_t mark() const { return entries_.size(); }
  void release(size_t mark) {
    while (entries_.size() > mark) {
      heads_[entries_.back().hash & (kBuckets - 1)] = entries_.back().next;
      entries_.pop_back();
    }
  }

 private:
  static constexpr uint32_t kBuckets = 4096;

  struct Entry {
    uint32_t hash;
    ir::InstrId instr;
    uint32_t next;
  };

  static bool equal(const ir::Access& a, const ir::Access& b) {
    return a.space == b.space && a.object == b.object && a.base == b.base && a.strides == b.strides;
  }

  bool equal(const ir::Instr& a, const ir::Instr& b) const {
    if (a.op != b.op || a.type != b.type || a.argCount != b.argCount) return false;
    const auto x = function_.argsOf(a), y = function_.argsOf(b);
    for (size_t i = 0; i < x.size(); ++i) {
      if (x[i] != y[i]) return false;
    }
    if (a.op == ir::Op::Load) return equal(function_.accesses[a.imm], function_.accesses[b.imm]);
    if (a.op == ir::Op::Sample) return equal(function_.samples[a.imm], function_.samples[b.imm]);
    return a.imm == b.imm;
  }

  static bool equal(const ir::SampleInfo& a, const ir::SampleInfo& b) {
    return a.method == b.method && a.dim == b.dim && a.samplerClass == b.samplerClass && a.bias == b.bias &&
           a.offset[0] == b.offset[0] && a.offset[1] == b.offset[1] && a.offset[2] == b.offset[2] &&
           equal(a.sampler, b.sampler);
  }

  uint32_t hashOf(const ir::Instr& instr) const {
    uint32_t hash = uint32_t(instr.op) * 31 + uint32_t(instr.type);
    const auto mix = [&hash](uint32_t value) { hash = (hash ^ value) * 0x9e3779b1u, hash ^= hash >> 15; };
    for (ir::ValueId arg : function_.argsOf(instr)) mix(arg);
    if (instr.op == ir::Op::Load) {
      const ir::Access& access = function_.accesses[instr.imm];
      mix(uint32_t(access.space) << 28 ^ access.object);
      mix(access.base);
    } else if (instr.op != ir::Op::Sample) {
      mix(instr.imm);
    }
    return hash;
  }

  const ir::Function& function_;
  std::vector<uint32_t> heads_;
  std::vector<Entry> entries_;
};

}  // namespace sw::passes
