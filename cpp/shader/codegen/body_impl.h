// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Inside of BodyEmitter, shared by the body_*.cpp files.
//
// A value is a scalar (i32 or f32) when it is uniform and a v128 otherwise; a Bool is 0 or 1, or a lane mask. Values
// with one use in their own block are written where they are used; others get a pooled local that goes back after the
// last use. A Load of a variable is no copy: it names the variable's local until a store to it comes between.
//
// Masks: `mask_` is the local with the lanes that run here; when it names no local, all lanes do. Blocks that every
// lane takes need no mask at all, and a branch that no lane takes is skipped. Lanes that leave a Loop, Switch or Scope
// one by one are taken from the construct's `live` local.
//
// Main has an Impl, and so has each instance of a function that is called (body_calls.cpp).

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "shader/codegen/body_emitter.h"
#include "shader/codegen/look_up.h"
#include "shader/passes/instances.h"
#include "shader/passes/pipeline.h"
#include "shader/passes/uniformity.h"
#include "wasm/module_builder.h"

namespace sw {

enum class Form : uint8_t { Scalar, Lanes };

struct BodyEmitter::Impl {
  Impl(const LinkedProgram& program, ir::Stage stage, wasm::ModuleBuilder& module, wasm::FunctionBuilder& function,
       InvocationEnvironment& environment);
  Impl(Impl& caller, passes::Instance instance);  // of a function that is called

  // --- body_emitter.cpp: analysis, prologue, frame of one invocation
  void makeInstances();
  void analyse();
  void findSeenBits();
  void findCosts();
  void countUses(ir::BlockId block);
  void markReads(const ir::Instr& instr);
  void markMemory(const ir::Access& access);
  void findUniformOutputs();
  void countOutputAccesses(ir::BlockId block, std::vector<uint32_t>& stores, std::vector<uint32_t>& loads);
  void placeVariables();
  uint32_t placeVariable(ir::Space space, uint32_t object, size_t count, uint32_t at);
  bool isUniformOutputStore(const ir::Instr& instr) const;
  void emitPrologue();
  void hoistBlock(ir::BlockId block);
  void hoist(const ir::Instr& instr);
  void beginInvocation();
  void emit(wasm::Local mask);
  void prefetch(ir::BlockId block);
  wasm::Local* prefetchPlace(const ir::Instr& instr);

  // --- body_values.cpp: values onto the stack
  bool isUniform(ir::ValueId value) const { return main.values[value].uniformity == ir::Uniformity::Uniform; }
  Form formOf(ir::ValueId value) const { return isUniform(value) ? Form::Scalar : Form::Lanes; }
  bool wantsLanes(const ir::Instr& user, uint32_t argument) const;
  const ir::Instr* definitionOf(ir::ValueId value) const;
  bool isConst(ir::ValueId value, uint32_t* bits = nullptr) const;
  bool isDirectUniform(const ir::Instr& instr) const;
  bool isReloaded(ir::ValueId value) const;
  void push(ir::ValueId value, Form form);
  void pushOwn(ir::ValueId value);
  void pushConst(ir::Type type, uint32_t bits, Form form);
  void consume(ir::ValueId value);
  void define(ir::ValueId value);  // takes the value from the stack
  void splat(ir::Type type);
  bool isDeferrable(const ir::Instr& instr) const;
  static wasm::ValType scalarType(ir::Type type);
  wasm::ValType valTypeOf(ir::Type type, Form form) const {
    return form == Form::Lanes ? wasm::ValType::V128 : scalarType(type);
  }

  // --- body_arithmetic.cpp: leaves the result of a pure instruction
  void emitPure(const ir::Instr& instr);
  void emitScalarOp(const ir::Instr& instr);
  void emitLaneOp(const ir::Instr& instr);
  void emitLaneDivision(const ir::Instr& instr, ir::Type type);
  void emitLaneShift(const ir::Instr& instr, ir::Type type);
  void emitLaneMathOp(const ir::Instr& instr, Form form);
  void emitConvert(const ir::Instr& instr, Form form);
  void emitDerivative(const ir::Instr& instr);
  void canonicalise(Form form);

  // --- body_memory.cpp
  void emitLoad(const ir::Instr& instr);
  void emitLoadValue(const ir::Instr& instr);
  void emitStore(const ir::Instr& instr);
  void declare(const ir::Instr& instr);
  void flushZero(uint32_t cell);
  void flushLoads(uint32_t cell);
  void enterControl(ir::BlockId block);
  void collectCells(ir::BlockId block);
  wasm::Local cellLocal(uint32_t cell);
  Form cellForm(uint32_t cell) const {
    return flow.cellUniformity[cell] == ir::Uniformity::Uniform ? Form::Scalar : Form::Lanes;
  }
  struct Place {
    wasm::Local base;
    uint32_t offset = 0;   // bytes, of a constant place
    uint32_t unit = 0;     // bytes of one step of an index
    bool perLane = false;  // lane k lies 4 k bytes further
  };
  Place placeOf(const ir::Access& access);
  void pushScalarOffset(const ir::Instr& instr, const ir::Access& access, const Place& place, uint32_t firstIndex);
  void pushLaneOffsets(const ir::Instr& instr, const ir::Access& access, const Place& place, uint32_t firstIndex);
  bool hasVaryingIndex(const ir::Instr& instr, uint32_t firstIndex) const;
  void pushLaneAddress(wasm::Local offsets, const Place& place, uint32_t lane);
  void gather(wasm::Local offsets, const Place& place);
  void scatter(wasm::Local offsets, const Place& place, wasm::Local value);

  uint32_t work() const;

  // --- body_calls.cpp
  struct Environment;
  struct Copy {          // of consecutive cells between the frame of a call and a variable in memory, in lanes
    uint32_t begin = 0;  // argument or result of the call
    uint32_t count = 0;
    uint32_t cell = 0;       // of the variable
    uint32_t offset = 0;     // results: where they lie in the frame
    bool isInPlace = false;  // results: the callee has written them to the variable itself
  };
  Impl& calleeOf(ir::InstrId call) const { return *root->callees[flow.callee[call]]; }
  Form argumentForm(uint32_t cell) const {
    return argumentLevels[cell] == ir::Uniformity::Uniform ? Form::Scalar : Form::Lanes;
  }
  Form resultForm(uint32_t cell) const {
    return resultLevels[cell] == ir::Uniformity::Uniform ? Form::Scalar : Form::Lanes;
  }
  std::string nameOf(const std::string& function);
  void markCall(ir::InstrId id);
  void findCopies();
  void findCopiesIn(ir::BlockId block, size_t call);
  void findCopiesOut(ir::BlockId block, size_t call);
  bool isPlainAccess(const ir::Instr& instr, uint32_t& cell) const;
  bool mayChange(const ir::Instr& instr, const ir::Access& access) const;
  void findParameterVariables();
  void findResultVariables();
  void linkCallees();
  void declareCallee();
  void emitCallee();
  void emitCall(ir::InstrId id);
  void emitCopyOut(const Copy& copy);
  void emitReturn(const ir::Instr& instr);
  void emitSpendOfCall();
  void storeFramed(const passes::CallFrame& frame, const passes::CellGroup& group, const std::vector<Copy>& copies,
                   Form form, const ir::Instr& instr, wasm::Local base, const Impl* callee);
  void pointAt(uint32_t variable);
  std::vector<const Copy*> findInPlace(ir::InstrId id, const Impl& callee, const std::vector<Copy>& copies);
  const Copy* wholeVariable(const passes::CellGroup& group, const std::vector<Copy>& copies) const;
  bool needsFrame() const;
  void copyCells(wasm::Local to, uint32_t toOffset, wasm::Local from, uint32_t fromOffset, uint32_t count, Form form,
                 bool masked);
  wasm::Local memoryOfCell(uint32_t cell) const;
  wasm::Global frameStack();

  // --- body_control.cpp
  static constexpr uint32_t kNoExit = 0xffffffffu;
  struct Construct {
    ir::Op op = ir::Op::Scope;
    bool divergent = false;
    wasm::Local live;            // lanes still inside; divergent constructs only
    wasm::Local round;           // loops: lanes that have not gone on to the continuing block
    wasm::Label exit;            // br: out of the construct
    uint32_t leftFor = kNoExit;  // outermost construct that lanes left by a branch out of this one
    wasm::Label next;            // loops, br: to the continuing block
  };
  void emitBlock(ir::BlockId block);
  void emitInstr(ir::InstrId id);
  void emitIf(const ir::Instr& instr);
  void emitDivergentIf(const ir::Instr& instr);
  void emitBranch(ir::BlockId block, wasm::Local mask);
  void emitLoop(const ir::Instr& instr, bool divergent);
  void emitScope(const ir::Instr& instr, bool divergent);
  void emitSwitch(const ir::Instr& instr, bool divergent);
  void emitExit(ir::Op op);
  void emitDiscard();
  void afterExits();
  void endConstruct(wasm::Local outerMask);
  size_t targetOf(ir::Op exit) const;
  void pushCondition(ir::ValueId value);
  void pushMask();
  void pushAny(wasm::Local mask);
  void emitBudget(wasm::Label again, uint32_t cost);
  void emitSpend(uint32_t cost);
  uint32_t costOfBlock(ir::BlockId block, bool early) const;
  uint32_t costOfRound(const ir::Instr& loop) const;
  void emitRefill();
  bool containsContinue(ir::BlockId block) const;
  bool isExit(ir::BlockId block) const;
  // --- body_textures.cpp
  void emitSample(const ir::Instr& instr);
  std::optional<LookUp> lookUpOf(const ir::Instr& instr) const;
  void emitLookUpCode(const ir::Instr& instr, const LookUp& lookUp);
  void pushSamplerAddress(const ir::Instr& instr, const ir::SampleInfo& info, uint32_t indexArgument);
  struct SamplerLocals {
    wasm::Local descriptor;
    wasm::Local slots[5];
  };
  uint32_t samplerIndexOf(const ir::Access& access) const;
  SampleMethod methodOf(const ir::SampleInfo& info) const;
  void prepareSamplers();

  // --- places in memory
  uint32_t uniformCellOf(uint32_t object) const {
    return stage == ir::Stage::Vertex ? program.vertexUniformCell[object] : program.fragmentUniformCell[object];
  }
  uint32_t blockSlotOf(uint32_t block) const {
    return stage == ir::Stage::Vertex ? program.vertexBlockSlot[block] : program.fragmentBlockSlot[block];
  }

  const LinkedProgram& program;
  const ir::Stage stage;
  const ir::Shader& shader;
  wasm::ModuleBuilder& module;
  wasm::FunctionBuilder& f;
  std::unique_ptr<InvocationEnvironment> ownEnvironment;  // of a function that is called
  InvocationEnvironment& env;
  std::string error;
  ir::Function main;

  passes::UniformityAnalysis flow;
  std::vector<uint8_t> hoisted;  // by value

  struct ValueInfo {
    uint32_t uses = 0;      // left, of the code being written
    uint32_t bodyUses = 0;  // by instructions that are not hoisted
    uint32_t hoistUses = 0;
    uint32_t laneUses = 0;  // of bodyUses, those that want lanes of a scalar
    ir::BlockId useBlock = ir::kNone;
    uint32_t height = 0;  // of the expression that is not written yet
    wasm::Local local;    // its own form
    wasm::Local lanes;    // splat of a hoisted scalar
    uint32_t aliasCell = ir::kNone;
    uint32_t loopDepth = 0;
    uint32_t frameOffset = ir::kNone;  // of an argument that is read from memory wherever it is used
    wasm::Local frame;                 // and from where it counts
    bool pooled = false;
    bool deferred = false;
    bool copied = false;  // a result of a call that goes from the frame to a variable at once
  };
  std::vector<ValueInfo> info;
  std::vector<ir::BlockId> blockOf;  // by instruction

  // Variables, by cell.
  std::vector<wasm::Local> cells;
  std::vector<uint8_t> pendingZero;
  std::vector<std::vector<ir::ValueId>> pendingLoads;
  std::vector<uint32_t> memoryOffset;
  std::vector<uint32_t> cellsAccessed;                    // in walk order; a block owns a range of it
  std::vector<std::pair<uint32_t, uint32_t>> blockCells;  // by block

  struct OutputCell {
    wasm::Local local;
    bool uniform = false;
    ir::ValueId value = ir::kNone;  // what a uniform output is
  };
  std::vector<std::vector<OutputCell>> outputs;

  uint32_t currentRegion = 0;
  wasm::Local mask_;
  std::vector<Construct> constructs;
  uint32_t exitTarget = kNoExit;  // outermost construct that lanes left, since it was last looked at
  uint32_t loopDepth = 0;
  bool inPrologue = false;
  bool discards = false;
  bool spends = false;              // its body spends from the budget, which is in a local: it has loops, or costs much
  bool spendsAtStart = false;       // main alone: a quad costs so much that its body spends without loops
  uint32_t prologueCost = 0;        // likewise what comes before the quads; 0: too little to say
  std::vector<uint8_t> seenBits;    // by value: a NaN that arithmetic makes is made canonical (passes/seen_bits.h)
  std::vector<uint8_t> seenInputs;  // by inputBase + cell: likewise one of interpolation
  bool seesBuiltins = false;        // likewise those that are computed
  wasm::Local discardedLanes;
  wasm::Label bodyEnd;

  std::vector<uint32_t> mathUses;       // by op: how often it stands in the code
  std::vector<uint8_t> readsInputCell;  // by input and cell, see inputBase
  std::vector<uint32_t> inputBase;
  uint32_t builtinsRead = 0;
  std::vector<wasm::Local> fetchedInputs;  // by inputBase + cell: read at the start, for blocks that may not run
  wasm::Local fetchedBuiltins[16][4];

  bool usesUniforms = false, usesPrivate = false, usesConstants = false;
  std::vector<uint8_t> blocksUsed;  // by blockSlot
  std::vector<wasm::Local> blockAddress;
  std::vector<SamplerLocals> samplers;
  std::vector<uint8_t> samplersUsed;  // bits of SampleMethod for calls, and kDescriptorUsed, by sampler index
  static constexpr uint8_t kDescriptorUsed = 0x80;
  bool usesDynamicSamplers = false;
  wasm::Local uniformsAddress, privateAddress, samplersAddress, budgetAddress, budget;
  wasm::TypeIndex sampleType, budgetType;
  uint32_t constantsOffset = 0;  // of Space::Constant, in private memory
  uint32_t constantsData = 0;
  uint32_t privateSize = 0;
  bool keepsMemory = false;  // variables or frames in private memory

  // Calls. `root` is main's Impl, which owns the others; callees come before their callers.
  Impl* const root;
  std::vector<std::unique_ptr<Impl>> callees;
  passes::OptimisedShader optimised;  // main's alone
  wasm::Global frameStackGlobal;
  std::unordered_map<std::string, uint32_t> functionNames;
  bool calleesEmitted = false;
  std::vector<uint32_t> calls;                                           // instances that this function calls
  std::unordered_map<ir::InstrId, std::vector<Copy>> copiesIn;           // by Call
  std::unordered_map<ir::InstrId, std::vector<ir::InstrId>> copyStores;  // by Call: the keys of its copiesOut
  std::unordered_map<ir::InstrId, Copy> copiesOut;                       // by the first Store
  std::vector<uint8_t> done;                                             // by instruction: something else does its work
  std::vector<size_t> positionOf;                                        // by instruction, in its block
  wasm::Local callFrame;
  bool kills = false;                               // it, or what it calls, discards
  bool loops = false;                               // it, or what it calls, has loops
  bool needsBlocks = false, needsSamplers = false;  // the tables' addresses
  // Of a function that is called:
  passes::CallFrame layout;
  bool whole = true;
  std::vector<ir::Uniformity> argumentLevels, resultLevels;
  bool usesFrame = false;
  std::vector<uint8_t> isPlaced;         // by variable: it lives where an argument or a result lies
  std::vector<uint8_t> isPointed;        // by argument group: a pointer says where it lies
  std::vector<uint32_t> placedGroup;     // by variable: the argument group that it is, or kNone
  std::vector<uint32_t> resultArgument;  // by result group: the argument group whose place it takes, or kNone
  std::vector<uint32_t> pointerOfCell;   // by cell of a variable: the argument group that it is, or kNone
  std::vector<wasm::Local> pointers;     // by argument group
  std::vector<uint8_t> isResultPlaced;   // by result cell
  wasm::Local maskParameter, blocksTable, frameBase;
  std::vector<wasm::Local> parameters;    // by argument cell; invalid where it is framed
  std::vector<wasm::Local> resultLocals;  // by result cell, where a block has to be left first
};

}  // namespace sw
