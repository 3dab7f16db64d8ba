// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "reference/interpreter.h"

#include <algorithm>
#include <bit>

#include "reference/scalar.h"

namespace sw {

using ir::Op;
using ir::Type;

namespace {

using Mask = uint8_t;

bool has(Mask mask, int lane) { return mask >> lane & 1; }

/// Storage of one variable: cells of four lanes.
using Storage = std::vector<Lanes>;

/// Lanes that have left the innermost construct of each kind and wait for its end.
struct Left {
  Mask byBreak = 0;
  Mask byContinue = 0;
  Mask byScope = 0;
};

struct Frame {
  const ir::Function& function;
  std::vector<Lanes> values;
  std::vector<Storage> variables;
  std::vector<Lanes> results;
  Left left;
};

class Interpreter {
 public:
  Interpreter(const ir::Shader& shader, InterpreterHost& host, const InterpreterOptions& options, Mask live)
      : shader_(shader), host_(host), options_(options), live_(live) {}

  InterpreterResult run(Mask mask) {
    for (const ir::Variable& global : shader_.globals) globals_.emplace_back(global.cells.size(), Lanes{});
    for (const ir::InterfaceVariable& output : shader_.outputs)
      result_.outputs.emplace_back(output.cells.size(), Lanes{});
    call(shader_.functions[shader_.mainFunction], {}, mask);
    result_.discarded = discarded_;
    return std::move(result_);
  }

 private:
  std::vector<Lanes> call(const ir::Function& function, const std::vector<Lanes>& arguments, Mask mask) {
    Frame frame{function, {}, {}, {}, {}};
    frame.values.resize(function.values.size());
    std::copy(arguments.begin(), arguments.end(), frame.values.begin());
    for (const ir::Variable& variable : function.variables)
      frame.variables.emplace_back(variable.cells.size(), Lanes{});
    size_t results = function.returnCells.size();
    for (const ir::Parameter& parameter : function.parameters) results += parameter.out ? parameter.cells.size() : 0;
    frame.results.resize(results);
    block(frame, 0, mask);
    return std::move(frame.results);
  }

  /// Runs a block with the lanes of `mask`; returns those that reach its end.
  Mask block(Frame& frame, ir::BlockId id, Mask mask) {
    if (id == ir::kNone) return mask;
    for (const ir::InstrId instr : frame.function.blocks[id].instrs) {
      if (mask == 0) return 0;
      if (++result_.instructions > options_.maxInstructions) result_.endless = true;
      if (result_.endless) return 0;
      mask = instruction(frame, frame.function.instrs[instr], mask);
    }
    return mask;
  }

  static void write(Lanes& target, const Lanes& value, Mask mask) {
    for (int lane = 0; lane < 4; ++lane) {
      if (has(mask, lane)) target[lane] = value[lane];
    }
  }

  Mask instruction(Frame& frame, const ir::Instr& instr, Mask mask) {
    const std::span<const ir::ValueId> args = frame.function.argsOf(instr);
    switch (instr.op) {
      case Op::Const: frame.values[instr.result].fill(instr.imm); return mask;
      case Op::Load: frame.values[instr.result] = load(frame, frame.function.accesses[instr.imm], args); return mask;
      case Op::Store:
        store(frame, frame.function.accesses[instr.imm], args.subspan(1), frame.values[args[0]], mask);
        return mask;
      case Op::DeclareVar:
        for (Lanes& cell : frame.variables[instr.imm]) write(cell, Lanes{}, mask);
        return mask;
      case Op::ClampIndex:
        for (int lane = 0; lane < 4; ++lane) {
          frame.values[instr.result][lane] = std::min(frame.values[args[0]][lane], instr.imm - 1);
        }
        return mask;
      case Op::LoadBuiltin:
        frame.values[instr.result] = host_.builtin(static_cast<ir::Builtin>(instr.imm & 0xff), instr.imm >> 8);
        return mask;
      case Op::DFdx:
      case Op::DFdy: frame.values[instr.result] = derivative(frame.values[args[0]], instr.op == Op::DFdx); return mask;
      case Op::Sample: sample(frame, instr, args); return mask;
      case Op::If: {
        Mask yes = 0;
        for (int lane = 0; lane < 4; ++lane) yes |= static_cast<Mask>((frame.values[args[0]][lane] & 1) << lane);
        const Mask then = mask & yes ? block(frame, instr.blockA, mask & yes) : 0;
        const Mask otherwise = mask & ~yes ? block(frame, instr.blockB, mask & ~yes) : 0;
        return then | otherwise;
      }
      case Op::Loop: return loop(frame, instr, mask);
      case Op::Switch: return choose(frame, frame.function.switches[instr.imm], frame.values[args[0]], mask);
      case Op::Break: frame.left.byBreak |= mask; return 0;
      case Op::Continue: frame.left.byContinue |= mask; return 0;
      case Op::LeaveScope: frame.left.byScope |= mask; return 0;
      case Op::Scope: {
        const Mask outer = frame.left.byScope;
        frame.left.byScope = 0;
        mask = block(frame, instr.blockA, mask);
        mask |= frame.left.byScope;
        frame.left.byScope = outer;
        return mask;
      }
      case Op::Return:
        for (size_t i = 0; i < args.size(); ++i) write(frame.results[i], frame.values[args[i]], mask);
        return 0;
      case Op::Discard: discarded_ |= mask; return mask;
      case Op::Call: {
        std::vector<Lanes> arguments;
        for (const ir::ValueId arg : args) arguments.push_back(frame.values[arg]);
        const std::vector<Lanes> results = call(shader_.functions[instr.imm], arguments, mask);
        for (size_t i = 0; i < results.size(); ++i) frame.values[instr.result + i] = results[i];
        return mask;
      }
      default: {
        const auto arg = [&](size_t i) -> const Lanes& { return frame.values[args[std::min(i, args.size() - 1)]]; };
        const Type from = frame.function.values[args[0]].type;
        Lanes result;
        for (int lane = 0; lane < 4; ++lane) {
          result[lane] = evaluateScalar(instr.op, instr.type, from, arg(0)[lane], args.size() > 1 ? arg(1)[lane] : 0,
                                        args.size() > 2 ? arg(2)[lane] : 0, options_.math);
        }
        frame.values[instr.result] = result;
        return mask;
      }
    }
  }

  Mask loop(Frame& frame, const ir::Instr& instr, Mask mask) {
    const Left outer = frame.left;
    frame.left.byBreak = frame.left.byContinue = 0;
    Mask active = mask;
    while (active) {
      if (!(active & live_ & ~discarded_)) break;  // only helpers: what they would compute is of no use
      Mask rest = block(frame, instr.blockA, active);
      rest |= frame.left.byContinue;
      frame.left.byContinue = 0;
      active = rest ? block(frame, instr.blockB, rest) : 0;
      if (result_.endless) return 0;
    }
    const Mask after = active | frame.left.byBreak;
    frame.left.byBreak = outer.byBreak;
    frame.left.byContinue = outer.byContinue;
    return after;
  }

  Mask choose(Frame& frame, const std::vector<ir::SwitchCase>& cases, const Lanes& selector, Mask mask) {
    const Mask outerBreak = frame.left.byBreak;
    frame.left.byBreak = 0;
    // The case that each lane starts with; cases.size() if none.
    std::array<size_t, 4> start;
    start.fill(cases.size());
    for (int lane = 0; lane < 4; ++lane) {
      for (size_t i = 0; i < cases.size(); ++i) {
        if (cases[i].isDefault) start[lane] = i;
      }
      for (size_t i = 0; i < cases.size(); ++i) {
        for (const uint32_t label : cases[i].labels) {
          if (label == selector[lane]) start[lane] = i;
        }
      }
    }
    Mask running = 0, none = 0;
    for (int lane = 0; lane < 4; ++lane) {
      if (has(mask, lane) && start[lane] == cases.size()) none |= static_cast<Mask>(1 << lane);
    }
    for (size_t i = 0; i < cases.size(); ++i) {
      for (int lane = 0; lane < 4; ++lane) {
        if (has(mask, lane) && start[lane] == i) running |= static_cast<Mask>(1 << lane);
      }
      if (running) running = block(frame, cases[i].block, running);
    }
    const Mask after = running | none | frame.left.byBreak;
    frame.left.byBreak = outerBreak;
    return after;
  }

  static Lanes derivative(const Lanes& value, bool alongX) {
    Lanes result;
    for (int lane = 0; lane < 4; ++lane) {
      const int low = alongX ? lane & 2 : lane & 1;
      const float difference = std::bit_cast<float>(value[low + (alongX ? 1 : 2)]) - std::bit_cast<float>(value[low]);
      result[lane] = difference == difference ? std::bit_cast<uint32_t>(difference) : 0x7fc00000u;
    }
    return result;
  }

  static uint32_t offsetOf(const Frame& frame, const ir::Access& access, std::span<const ir::ValueId> indices,
                           int lane) {
    uint32_t offset = access.base;
    for (size_t i = 0; i < indices.size(); ++i) offset += frame.values[indices[i]][lane] * access.strides[i];
    return offset;
  }

  Lanes load(Frame& frame, const ir::Access& access, std::span<const ir::ValueId> indices) {
    if (access.space == ir::Space::Input) return host_.input(access.object, access.base);
    Lanes result;
    for (int lane = 0; lane < 4; ++lane) {
      const uint32_t offset = offsetOf(frame, access, indices, lane);
      switch (access.space) {
        case ir::Space::Local: result[lane] = frame.variables[access.object][offset][lane]; break;
        case ir::Space::Global: result[lane] = globals_[access.object][offset][lane]; break;
        case ir::Space::Output: result[lane] = result_.outputs[access.object][offset][lane]; break;
        case ir::Space::Uniform: result[lane] = host_.uniform(access.object, offset); break;
        case ir::Space::Block: result[lane] = host_.block(access.object, offset); break;
        case ir::Space::Constant: result[lane] = shader_.constants[offset]; break;
        case ir::Space::Input: result[lane] = 0; break;
      }
    }
    return result;
  }

  void store(Frame& frame, const ir::Access& access, std::span<const ir::ValueId> indices, const Lanes& value,
             Mask mask) {
    for (int lane = 0; lane < 4; ++lane) {
      if (!has(mask, lane)) continue;
      const uint32_t offset = offsetOf(frame, access, indices, lane);
      if (access.space == ir::Space::Local) frame.variables[access.object][offset][lane] = value[lane];
      if (access.space == ir::Space::Global) globals_[access.object][offset][lane] = value[lane];
      if (access.space == ir::Space::Output) result_.outputs[access.object][offset][lane] = value[lane];
    }
  }

  void sample(Frame& frame, const ir::Instr& instr, std::span<const ir::ValueId> args) {
    const ir::SampleInfo& info = frame.function.samples[instr.imm];
    const size_t indices = info.sampler.strides.size();
    std::vector<Lanes> values;
    for (const ir::ValueId arg : args.first(args.size() - indices)) values.push_back(frame.values[arg]);
    SampleRequest request{info, {}, values};
    for (int lane = 0; lane < 4; ++lane) request.cell[lane] = offsetOf(frame, info.sampler, args.last(indices), lane);
    std::vector<Lanes> results(instr.resultCount);
    host_.sample(request, results);
    for (uint16_t i = 0; i < instr.resultCount; ++i) frame.values[instr.result + i] = results[i];
  }

  const ir::Shader& shader_;
  InterpreterHost& host_;
  const InterpreterOptions& options_;
  const Mask live_;
  Mask discarded_ = 0;
  std::vector<Storage> globals_;
  InterpreterResult result_;
};

}  // namespace

InterpreterResult interpret(const ir::Shader& shader, InterpreterHost& host, const InterpreterOptions& options,
                            uint8_t mask, uint8_t live) {
  return Interpreter(shader, host, options, live).run(mask);
}

}  // namespace sw
