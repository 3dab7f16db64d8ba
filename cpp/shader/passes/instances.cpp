// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/instances.h"

#include <algorithm>
#include <memory>

namespace sw::passes {

using namespace ir;

namespace {

/// Cells of one group become alike: the least uniform of them decides.
std::vector<Uniformity> byGroup(const std::vector<CellGroup>& groups, std::span<const Uniformity> cells) {
  std::vector<Uniformity> result(cells.size());
  for (const CellGroup& group : groups) {
    Uniformity most = Uniformity::Uniform;
    for (uint32_t c = 0; c < group.cells; ++c) most = std::max(most, cells[group.begin + c]);
    std::fill_n(result.begin() + group.begin, group.cells, most);
  }
  return result;
}

/// Starts with uniform globals, analyses main and, as calls come up, what it calls; and all of it again while globals
/// turn out less uniform.
class InstanceAnalyser : public Callees {
 public:
  InstanceAnalyser(const Shader& shader, OptimisedShader& optimised, const InterfaceUniformity& interface)
      : shader_(shader), optimised_(optimised), interface_(interface) {}

  std::vector<Instance> run() {
    Instance main;
    main.body = std::move(optimised_.main);
    std::vector<Uniformity> before;
    do {
      before = globalCells_;
      instances_.clear();
      byFunction_.assign(optimised_.functions.size(), {});
      main.flow = analyseUniformity(shader_, main.body, interface_,
                                    {.callees = this, .whole = true, .arguments = {}, .globalCells = &globalCells_});
    } while (before != globalCells_);

    placeOf_.assign(instances_.size(), kNone);
    std::vector<Instance> ordered;
    renumber(main, ordered);
    ordered.push_back(std::move(main));
    return ordered;
  }

  uint32_t of(uint32_t function, bool whole, std::span<const Uniformity> arguments) override {
    std::vector<Uniformity> grouped = byGroup(optimised_.frames[function].arguments, arguments);
    const uint32_t known = find(function, whole, grouped);
    if (known != kNone) return known;
    if (byFunction_[function].size() >= kMaxInstances) {
      whole = false;
      std::fill(grouped.begin(), grouped.end(), Uniformity::Varying);
      const uint32_t general = find(function, whole, grouped);
      if (general != kNone) return general;
    }
    return add(function, whole, std::move(grouped));
  }

  std::span<const Uniformity> resultsOf(uint32_t callee) override { return instances_[callee]->results; }

 private:
  uint32_t find(uint32_t function, bool whole, const std::vector<Uniformity>& arguments) const {
    for (uint32_t index : byFunction_[function]) {
      if (instances_[index]->whole == whole && instances_[index]->arguments == arguments) return index;
    }
    return kNone;
  }

  uint32_t add(uint32_t function, bool whole, std::vector<Uniformity> arguments) {
    auto made = std::make_unique<Instance>();
    made->function = function;
    made->whole = whole;
    made->arguments = std::move(arguments);
    made->body = optimised_.functions[function];
    made->flow = analyseUniformity(
        shader_, made->body, interface_,
        {.callees = this, .whole = whole, .arguments = made->arguments, .globalCells = &globalCells_});
    const std::vector<InstrId>& body = made->body.blocks[0].instrs;
    if (!body.empty() && made->body.instrs[body.back()].op == Op::Return) {
      std::vector<Uniformity> results;
      for (ValueId arg : made->body.argsOf(made->body.instrs[body.back()])) {
        results.push_back(made->body.values[arg].uniformity);
      }
      made->results = byGroup(optimised_.frames[function].results, results);
    }
    const uint32_t index = uint32_t(instances_.size());
    instances_.push_back(std::move(made));
    byFunction_[function].push_back(index);
    return index;
  }

  /// Moves what `caller` calls to the list, and makes its numbers places in the list.
  void renumber(Instance& caller, std::vector<Instance>& ordered) {
    for (uint32_t& callee : caller.flow.callee) {
      if (callee == kNone) continue;
      if (placeOf_[callee] == kNone) {
        renumber(*instances_[callee], ordered);
        placeOf_[callee] = uint32_t(ordered.size());
        ordered.push_back(std::move(*instances_[callee]));
      }
      callee = placeOf_[callee];
    }
  }

  const Shader& shader_;
  OptimisedShader& optimised_;
  const InterfaceUniformity& interface_;
  std::vector<Uniformity> globalCells_;
  std::vector<std::unique_ptr<Instance>> instances_;
  std::vector<std::vector<uint32_t>> byFunction_;
  std::vector<uint32_t> placeOf_;
};

}  // namespace

std::vector<Instance> analyseInstances(const Shader& shader, OptimisedShader& optimised,
                                       const InterfaceUniformity& interface) {
  return InstanceAnalyser(shader, optimised, interface).run();
}

}  // namespace sw::passes
