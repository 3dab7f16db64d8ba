// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a shader's body will be, decided before any of it is written: which values the prologue computes, how often and
// in which form each is used, where variables live, what is copied between frames, what is read of the surroundings.
// It is made once (planBody) and read by the emitters of codegen/body_*.h; it knows no wasm.
//
// A value is a scalar when it is uniform and four lanes otherwise; a Bool is 0 or 1, or a lane mask.
//
// Main has a plan, and so has each instance of a function that is called (passes/instances.h).

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/look_up.h"
#include "pipeline/routine_keys.h"
#include "shader/ir/ir.h"
#include "shader/link/program.h"
#include "shader/passes/calls.h"
#include "shader/passes/uniformity.h"

namespace sw {

/// What the routine around a body tells of itself before code is written.
class BodySurroundings {
 public:
  virtual ~BodySurroundings() = default;
  virtual ir::Uniformity uniformityOf(ir::Builtin builtin) = 0;
  virtual ir::Uniformity uniformityOfInput(uint32_t input) = 0;
  /// Whether the bits of an output, which main has left as they are, can be seen later: those of a NaN as well.
  virtual bool seesBits(uint32_t /*output*/, uint32_t /*cell*/) { return false; }
  /// How look-ups by a constant sampler are made (by ProgramInfo::samplers index).
  virtual SamplerKey samplerKey(uint32_t) { return {}; }
};

enum class Form : uint8_t { Scalar, Lanes };

inline Form formOf(ir::Uniformity level) { return level == ir::Uniformity::Uniform ? Form::Scalar : Form::Lanes; }
/// Of a cell in memory: lane k lies 4 k bytes further.
inline uint32_t bytesOf(Form form) { return form == Form::Lanes ? 16 : 4; }

struct ValuePlan {
  uint32_t bodyUses = 0;  // by instructions that are not hoisted
  uint32_t hoistUses = 0;
  uint32_t laneUses = 0;  // of bodyUses, those that want lanes of a scalar
  ir::BlockId useBlock = ir::kNone;
  bool hoisted = false;  // computed by the prologue
  bool copied = false;   // a result of a call that goes from the frame to a variable at once
  bool seen = false;     // its bits are: a NaN that arithmetic makes is made canonical (passes/seen_bits.h)
};

struct InstrPlan {
  ir::BlockId block = ir::kNone;
  bool early = false;           // the prologue's: its result is hoisted, or it stores an output that is uniform
  bool done = false;            // something else does its work
  uint32_t lookUp = ir::kNone;  // of a Sample that has code of its own, in FunctionPlan::lookUps
};

/// Of consecutive cells between the frame of a call and a variable in memory, in lanes.
struct FrameCopy {
  uint32_t begin = 0;  // argument or result of the call
  uint32_t count = 0;
  uint32_t cell = 0;    // of the variable
  uint32_t offset = 0;  // results: where they lie in the frame
};

/// What a function asks of its surroundings, with all that it calls.
struct Needs {
  bool uniforms = false, constants = false, privateMemory = false;
  bool blocks = false, samplers = false;  // the tables' addresses
  bool discards = false;                  // it, or what it calls, runs `discard`
  bool loops = false;
  bool calls = false;

  void add(const Needs& callee);
};

/// How an instance of a function is called, and where what passes lies.
struct CalleePlan {
  passes::CallFrame frame;
  bool whole = true;  // all lanes of the quad run it: it takes no mask
  std::vector<ir::Uniformity> argumentLevels, resultLevels;
  bool usesFrame = false;                // something lies at a fixed place of it
  std::vector<uint8_t> isPointed;        // by argument group: a pointer says where it lies
  std::vector<uint32_t> resultArgument;  // by result group: the argument group whose place it takes, or kNone
  std::vector<uint32_t> pointerOfCell;   // by cell of a variable: the argument group that it is, or kNone
  std::vector<uint8_t> isResultPlaced;   // by result cell: it is written where it lies
  std::vector<uint8_t> isPlaced;         // by variable: it lives where an argument or a result lies

  Form argumentForm(uint32_t cell) const { return formOf(argumentLevels[cell]); }
  Form resultForm(uint32_t cell) const { return formOf(resultLevels[cell]); }
};

/// An output cell that is the same for all lanes and stored once: the prologue has it.
struct OutputPlan {
  bool uniform = false;
  ir::ValueId value = ir::kNone;  // what it is; none: zero
};

/// What is planned of one function.
struct FunctionPlan {
  bool isMain = true;
  ir::Function function;
  passes::UniformityAnalysis flow;
  std::vector<ValuePlan> values;
  std::vector<InstrPlan> instrs;
  Needs needs;
  bool takesDiscarded = false;         // it keeps the lanes that ran `discard`
  bool spends = false;                 // it spends from the budget as it runs: it has loops, or costs much
  std::vector<uint32_t> memoryOffset;  // by cell, of variables in memory
  std::vector<uint32_t> mathUses;      // by op: how often it stands in the body
  std::vector<uint8_t> blocksUsed;     // by block slot
  std::vector<uint8_t> samplersUsed;   // by sampler: bits of SampleMethod for calls, and kDescriptorUsed
  std::vector<LookUp> lookUps;

  // Calls.
  CalleePlan callee;                                                     // how it is called; not of main
  std::unordered_map<ir::InstrId, std::vector<FrameCopy>> copiesIn;      // by Call or Return
  std::unordered_map<ir::InstrId, std::vector<ir::InstrId>> copyStores;  // by Call: the keys of its copiesOut
  std::unordered_map<ir::InstrId, FrameCopy> copiesOut;                  // by the first Store

  static constexpr uint8_t kDescriptorUsed = 0x80;

  bool isUniform(ir::ValueId value) const { return function.values[value].uniformity == ir::Uniformity::Uniform; }
  Form formOf(ir::ValueId value) const { return sw::formOf(function.values[value].uniformity); }
  Form cellForm(uint32_t cell) const { return sw::formOf(flow.cellUniformity[cell]); }
  ir::InstrId idOf(const ir::Instr& instr) const { return ir::InstrId(&instr - function.instrs.data()); }
  const ir::Instr* definitionOf(ir::ValueId value) const;
  bool isConst(ir::ValueId value, uint32_t* bits = nullptr) const;
  /// A cell of the default block or of a uniform block at a constant place: one load wherever it is wanted.
  bool isDirectUniform(const ir::Instr& instr) const;
  /// A uniform that is read from memory wherever it is used, because that is rare.
  bool isReloaded(ir::ValueId value) const;
  /// Whether the result may wait on no stack and in no local until its one use comes.
  bool isDeferrable(const ir::Instr& instr) const;
  /// An access to one known cell that lives in memory.
  bool isPlainAccess(const ir::Instr& instr, uint32_t& cell) const;
  /// Variables in locals that a block, with those inside it, looks at.
  std::pair<const uint32_t*, const uint32_t*> cellsOfBlock(ir::BlockId block) const;
  /// Work (passes/work.h) of what runs in the body, or in the prologue before it.
  uint32_t costOfBlock(ir::BlockId block, bool early) const;

  std::vector<uint32_t> cellsAccessed;                    // in walk order; a block owns a range of it
  std::vector<std::pair<uint32_t, uint32_t>> blockCells;  // by block
};

struct BodyPlan {
  BodyPlan(const LinkedProgram& program, ir::Stage stage);

  const LinkedProgram& program;
  const ir::Stage stage;
  const ir::Shader& shader;
  std::string error;  // why no code can be made; the rest means nothing then

  FunctionPlan main;
  std::vector<std::unique_ptr<FunctionPlan>> callees;  // before their callers
  std::vector<std::vector<OutputPlan>> outputs;

  // What main reads; functions that are called have it as parameters. By inputBase + cell.
  std::vector<uint32_t> inputBase;
  std::vector<uint8_t> inputsRead;
  std::vector<uint8_t> inputsSeen;  // likewise ValuePlan::seen, of interpolation
  uint32_t builtinsRead = 0;        // bits of Builtin
  bool seesBuiltins = false;        // of those that are computed

  uint32_t frameBytes = 0;       // of all frames together
  uint32_t constantsOffset = 0;  // of Space::Constant, in private memory
  uint32_t privateBytes = 0;
  bool keepsMemory = false;    // variables or frames in private memory
  bool spendsAtStart = false;  // a quad costs so much that main spends without loops
  uint32_t prologueCost = 0;   // likewise what comes before the quads; 0: too little to say

  uint32_t uniformCellOf(uint32_t object) const;
  uint32_t blockSlotOf(const ir::Access& access) const;
  uint32_t samplerIndexOf(const ir::Access& access) const;
  SampleMethod methodOf(const ir::SampleInfo& info) const;
  const FunctionPlan& calleeOf(const FunctionPlan& caller, ir::InstrId call) const {
    return *callees[caller.flow.callee[call]];
  }
  /// Instructions that four lanes take, roughly (passes/work.h).
  uint32_t work() const;
};

/// Runs the passes on its own copy of the shader. `program` outlives the plan.
BodyPlan planBody(const LinkedProgram& program, ir::Stage stage, BodySurroundings& surroundings);

}  // namespace sw
