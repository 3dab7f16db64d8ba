// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/calls.h"

#include <algorithm>

#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

constexpr uint64_t kTinyInstrs = 8;           // no more than the call itself: expanded wherever it is called
constexpr uint64_t kSmallInstrs = 64;         // expanded as long as all copies together stay within bounds
constexpr uint64_t kMaxCalledOnce = 20000;    // expanded at its one call, up to this size
constexpr uint32_t kMaxExpansionDepth = 64;   // of calls within calls: bounds our own stack
constexpr uint32_t kMaxCallDepth = 256;       // of calls that stay: bounds the stack of the engine
constexpr uint32_t kMaxFlattenedCells = 200;  // engines refuse more than a thousand parameters or results

/// Functions that `root` reaches, callees before callers. The verifier has excluded recursion.
std::vector<uint32_t> calleesFirst(const Shader& shader, uint32_t root) {
  struct Step {
    uint32_t function;
    size_t instr = 0;
  };
  std::vector<uint32_t> order;
  std::vector<uint8_t> seen(shader.functions.size());
  std::vector<Step> stack = {{root}};
  seen[root] = true;
  while (!stack.empty()) {
    const std::vector<Instr>& instrs = shader.functions[stack.back().function].instrs;
    if (stack.back().instr == instrs.size()) {
      order.push_back(stack.back().function);
      stack.pop_back();
      continue;
    }
    const Instr& instr = instrs[stack.back().instr++];
    if (instr.op != Op::Call || seen[instr.imm]) continue;
    seen[instr.imm] = true;
    stack.push_back({instr.imm});
  }
  return order;
}

class Planner {
 public:
  Planner(const Shader& shader, const CallOptions& options, CallPlan& plan)
      : shader_(shader), options_(options), plan_(plan), size_(shader.functions.size()), depth_(size_.size()) {}

  bool run(std::string& error) {
    const uint32_t main = shader_.mainFunction;
    plan_.order = calleesFirst(shader_, main);
    plan_.kept.assign(shader_.functions.size(), false);
    measure([](uint32_t) { return false; });
    if (options_.inlining && size_[main] <= kMaxExpandedInstrs && depth_[main] <= kMaxExpansionDepth) return true;

    std::vector<uint32_t> sites(shader_.functions.size());
    uint64_t growth = 0;
    for (uint32_t index : plan_.order) {
      for (const Instr& instr : shader_.functions[index].instrs) {
        if (instr.op == Op::Call) ++sites[instr.imm];
      }
    }
    measure([&](uint32_t index) {
      if (index == main) return false;
      if (!options_.inlining || depth_[index] >= kMaxExpansionDepth) return true;
      if (sites[index] == 1) return size_[index] > kMaxCalledOnce;
      if (size_[index] <= kTinyInstrs) return false;
      const uint64_t copied = size_[index] * sites[index];
      if (size_[index] > kSmallInstrs || growth + copied > kMaxExpandedInstrs) return true;
      growth += copied;
      return false;
    });
    if (callDepth() <= kMaxCallDepth) return true;
    error = "resource limit: calls nest more than " + std::to_string(kMaxCallDepth) + " deep";
    return false;
  }

 private:
  /// Size and depth of every function with the calls in it expanded, but for those that `keeps` says stay.
  template <class F>
  void measure(F&& keeps) {
    for (uint32_t index : plan_.order) {
      uint64_t size = 0;
      uint32_t depth = 0;
      for (const Instr& instr : shader_.functions[index].instrs) {
        ++size;
        if (instr.op != Op::Call || plan_.kept[instr.imm]) continue;
        size = std::min<uint64_t>(size + size_[instr.imm], UINT32_MAX);
        depth = std::max(depth, depth_[instr.imm] + 1);
      }
      size_[index] = size;
      depth_[index] = depth;
      plan_.kept[index] = keeps(index);
    }
  }

  uint32_t callDepth() const {
    std::vector<uint32_t> depth(shader_.functions.size());
    for (uint32_t index : plan_.order) {
      for (const Instr& instr : shader_.functions[index].instrs) {
        if (instr.op == Op::Call) depth[index] = std::max(depth[index], depth[instr.imm] + plan_.kept[instr.imm]);
      }
    }
    return depth[shader_.mainFunction];
  }

  const Shader& shader_;
  const CallOptions& options_;
  CallPlan& plan_;
  std::vector<uint64_t> size_;
  std::vector<uint32_t> depth_;
};

uint32_t bytesOf(uint32_t cells) { return 16 * cells; }

void addGroup(std::vector<CellGroup>& groups, uint32_t cells, uint32_t& begin, uint32_t& flattened, CallFrame& frame,
              const CallOptions& options) {
  CellGroup group = {.begin = begin, .cells = cells};
  group.framed = cells > options.flattenedCells || flattened + cells > kMaxFlattenedCells;
  if (group.framed) {
    group.offset = frame.groupBytes;
    frame.groupBytes += bytesOf(cells);
  } else {
    flattened += cells;
  }
  begin += cells;
  groups.push_back(group);
}

}  // namespace

bool planCalls(const Shader& shader, const CallOptions& options, CallPlan& plan, std::string& error) {
  return Planner(shader, options, plan).run(error);
}

bool keepsCalls(const Shader& shader, const CallOptions& options) {
  if (shader.functions.size() < 2) return false;
  CallPlan plan;
  std::string error;
  if (!planCalls(shader, options, plan, error)) return false;
  return std::find(plan.kept.begin(), plan.kept.end(), true) != plan.kept.end();
}

CallFrame layOut(const Function& function, const CallOptions& options) {
  CallFrame frame;
  uint32_t begin = 0, flattened = 0;
  for (const Parameter& parameter : function.parameters) {
    if (parameter.in) addGroup(frame.arguments, uint32_t(parameter.cells.size()), begin, flattened, frame, options);
  }
  begin = flattened = 0;
  if (!function.returnCells.empty()) {
    addGroup(frame.results, uint32_t(function.returnCells.size()), begin, flattened, frame, options);
  }
  for (const Parameter& parameter : function.parameters) {
    if (parameter.out) addGroup(frame.results, uint32_t(parameter.cells.size()), begin, flattened, frame, options);
  }
  frame.bytes = frame.groupBytes;
  for (const Variable& variable : function.variables) {
    if (variable.dynamic || variable.inMemory) frame.bytes += bytesOf(uint32_t(variable.cells.size()));
  }
  return frame;
}

uint32_t placeFrames(const std::vector<Function>& functions, std::vector<CallFrame>& frames) {
  uint32_t end = 0;
  for (size_t caller = functions.size(); caller-- > 0;) {
    const uint32_t behind = frames[caller].begin + frames[caller].bytes;
    end = std::max(end, behind);
    forEachInstr(functions[caller], 0, [&](BlockId, InstrId id) {
      const Instr& instr = functions[caller].instrs[id];
      if (instr.op == Op::Call) frames[instr.imm].begin = std::max(frames[instr.imm].begin, behind);
    });
  }
  return end;
}

}  // namespace sw::passes
