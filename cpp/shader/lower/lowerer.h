// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The state of one lowering, shared by the files of this folder, each of which holds one part of the language:
//   interface.cpp   inputs, outputs, uniforms, blocks, globals    function.cpp     functions, parameters, calls
//   statement.cpp   statements, control flow                      expression.cpp   operators, assignments
//   place.cpp       what can be loaded from and stored to         constructor.cpp  constructors, conversions, constants
//   builtin.cpp     built-in functions of numbers                 matrix.cpp       products, inverse, transpose, ...
//   packing.cpp     pack and unpack functions                     texture.cpp      texture functions
// After an error everything goes on with zeros, so that no caller needs to ask.

#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shader/glslang/tree.h"
#include "shader/ir/builder.h"
#include "shader/lower/lower.h"
#include "shader/lower/scopes.h"
#include "shader/lower/value_cells.h"

namespace sw::lowering {

/// A dynamic choice that is made by selects, not by an address: option k lies at offsets[k].
struct Selection {
  ir::ValueId index = ir::kNone;  // the result of a ClampIndex with as many options
  std::vector<uint32_t> offsets;
};

/// Something that can be loaded, and stored to unless its space is read only. Indices have been evaluated.
struct Place {
  ir::GlslType type;
  ir::Access access;                 // base and strides in cells; in blocks in bytes
  std::vector<ir::ValueId> indices;  // one per stride, each a ClampIndex
  std::vector<uint32_t> counts;      // what they are clamped to
  std::vector<Selection> selections;
  std::vector<uint32_t> swizzle;  // offsets of a vector's components where they are not just consecutive
  bool rowMajor = false;          // in blocks
  bool wholeBlock = false;        // a uniform block itself: its members are the places
};

/// A symbol that holds no storage: its value is made where it is used.
enum class SpecialInput : uint8_t {
  None,
  VertexId,
  InstanceId,
  DrawId,
  FragCoord,
  FrontFacing,
  PointCoord,
  DepthRange
};

/// A function to be lowered, with the samplers that this copy of it is bound to.
struct FunctionRequest {
  const glslang::TIntermAggregate* definition = nullptr;
  uint32_t index = 0;                         // in Shader::functions
  std::vector<std::unique_ptr<Place>> bound;  // per parameter: the uniform it stands for, or null
  std::vector<uint8_t> byValue;               // per parameter that is bound: what is no sampler is passed as well
};

struct BlockState {
  ir::BlockId block = 0;
  bool terminated = false;
  size_t constantsMark = 0;
};

/// The function being lowered.
struct FunctionState {
  explicit FunctionState(const ScopePlan& scopePlan) : builder(function), plan(scopePlan) {}
  ir::Function function;
  ir::Builder builder;
  const ScopePlan& plan;
  std::unordered_map<long long, Place> locals;
  std::unordered_map<long long, Place> samplerPlaces;   // of locals with samplers that have a place of their own
  std::unordered_map<uint64_t, ir::ValueId> constants;  // usable in the current block
  std::vector<uint64_t> constantsLog;                   // keys in the order they came
  std::vector<std::pair<uint32_t, Cells>> hiddenIndices;
  bool isMain = false;
  bool terminated = false;  // the current block has ended: what follows is never reached
};

class Lowerer {
 public:
  Lowerer(const glslang::TIntermediate& tree, ir::Shader& shader, LowerError& error)
      : tree_(tree), shader_(shader), error_(error) {}
  bool run();

 private:
  // interface.cpp
  void declareInterface(const glslang::TIntermSequence& linkerObjects);
  void declareBlock(const glslang::TIntermSymbol& symbol);
  ir::InterfaceVariable interfaceVariable(const glslang::TIntermSymbol& symbol);
  ir::GlslType glslType(const glslang::TType& type);
  uint32_t structIndex(const glslang::TType& type);
  bool globalPlace(const glslang::TIntermSymbol& symbol, Place& place);
  static SpecialInput specialInput(const glslang::TIntermSymbol& symbol);
  Cells specialInputCells(SpecialInput input);
  void copyIndirectInputs();
  void copyIndirectOutputs();

  // function.cpp
  void lowerFunction(const FunctionRequest& request, const glslang::TIntermSequence* globalInitialisers);
  Cells call(const glslang::TIntermAggregate& node);
  uint32_t requestFunction(const glslang::TIntermAggregate& definition, std::vector<std::unique_ptr<Place>> bound,
                           std::vector<uint8_t> byValue);
  Cells loadWithoutSamplers(const Place& place);
  void emitReturn(const Cells& value);

  // statement.cpp
  void statement(const TIntermNode* node);
  void statementList(const TIntermNode* node);
  void declareBefore(const TIntermNode* list, uint32_t index);
  void ifStatement(const glslang::TIntermSelection& node);
  void loopStatement(const glslang::TIntermLoop& node);
  void switchStatement(const glslang::TIntermSwitch& node);
  void branchStatement(const glslang::TIntermBranch& node);
  void breakUnless(const glslang::TIntermTyped& condition);

  // expression.cpp
  Cells evaluate(const glslang::TIntermTyped* node);
  ir::ValueId evaluateScalar(const glslang::TIntermTyped* node) { return evaluate(node)[0]; }
  Cells dispatch(const glslang::TIntermTyped& node);
  Cells unary(const glslang::TIntermUnary& node);
  Cells binary(const glslang::TIntermBinary& node);
  Cells aggregate(const glslang::TIntermAggregate& node);
  Cells ternary(const glslang::TIntermSelection& node);
  Cells shortCircuit(const glslang::TIntermBinary& node);
  Cells assignment(const glslang::TIntermBinary& node);
  Cells increment(const glslang::TIntermUnary& node);
  Cells indexValue(const glslang::TIntermBinary& node);
  Cells arithmetic(glslang::TOperator op, const Cells& a, const glslang::TType& aType, const Cells& b,
                   const glslang::TType& bType);
  Cells compareAll(const Cells& a, const Cells& b, bool equal);

  // place.cpp
  bool isPlace(const glslang::TIntermTyped* node);
  bool place(const glslang::TIntermTyped* node, Place& result);
  bool placeOf(const glslang::TIntermTyped* node, bool ofSamplers, Place& result);
  void indexConstant(Place& place, uint32_t index);
  void indexDynamic(Place& place, ir::ValueId index);
  void selectMember(Place& place, uint32_t member);
  Place constantPlace(const glslang::TIntermConstantUnion& node);
  Place temporary(const char* name, const ir::GlslType& type);
  Place declareLocal(const std::string& name, const ir::GlslType& type);
  Cells load(const Place& place);
  void store(const Place& place, const Cells& value);
  void leaves(const Place& place, std::vector<std::pair<uint32_t, ir::Type>>& result);
  void blockLeaves(const ir::GlslType& type, uint32_t base, bool rowMajor,
                   std::vector<std::pair<uint32_t, ir::Type>>& result);
  ir::ValueId loadLeaf(const Place& place, uint32_t offset, ir::Type type, size_t selection);
  void storeLeaf(const Place& place, uint32_t offset, ir::ValueId value, size_t selection, ir::ValueId condition);
  void markDynamic(const ir::Access& access);

  // constructor.cpp
  Cells constantCells(const glslang::TType& type, const glslang::TConstUnionArray& values);
  uint32_t constantBits(const glslang::TConstUnion& value);
  Cells construct(const glslang::TIntermAggregate& node);
  Cells constructMatrix(const glslang::TType& type, const Cells& args, const glslang::TType* onlyArg);
  ir::ValueId convert(ir::ValueId value, ir::Type type);
  Cells zeros(const glslang::TType& type);

  // builtin.cpp, matrix.cpp, packing.cpp
  Cells builtin(glslang::TOperator op, const glslang::TType& type, const std::vector<Cells>& args,
                const glslang::TIntermTyped& node);
  bool matrixBuiltin(glslang::TOperator op, const glslang::TType& type, const std::vector<Cells>& args,
                     const std::vector<const glslang::TType*>& types, Cells& result);
  bool packingBuiltin(glslang::TOperator op, const std::vector<Cells>& args, Cells& result);
  Cells map(ir::Op op, ir::Type type, const Cells& a);
  Cells map(ir::Op op, ir::Type type, const Cells& a, const Cells& b);  // a or b may be one value for all
  Cells map(ir::Op op, ir::Type type, const Cells& a, const Cells& b, const Cells& c);
  /// GLSL's min(a, b) and max(a, b). Of the operands the second is asked whether it is further out, so that a NaN in
  /// `a` gives way to `b`, as in browsers; GLSL ES 3.00.6 §8.3 leaves it open.
  Cells lesser(ir::Type type, const Cells& a, const Cells& b);
  Cells greater(ir::Type type, const Cells& a, const Cells& b);
  Cells power(const Cells& x, const Cells& y, const glslang::TIntermTyped& node);
  ir::ValueId powerOf(ir::ValueId x, double exponent);
  ir::ValueId dot(const Cells& a, const Cells& b);
  Cells matrixTimesVector(const Cells& m, uint32_t columns, uint32_t rows, const Cells& v);
  Cells vectorTimesMatrix(const Cells& v, const Cells& m, uint32_t columns, uint32_t rows);
  Cells matrixTimesMatrix(const Cells& a, uint32_t aColumns, uint32_t aRows, const Cells& b, uint32_t bColumns);
  Cells inverse(const Cells& m, uint32_t n);
  ir::ValueId determinant(const Cells& m, uint32_t n);
  ir::ValueId minor(const Cells& m, uint32_t n, uint32_t skipColumn, uint32_t skipRow);
  ir::ValueId packHalf(ir::ValueId value);
  ir::ValueId unpackHalf(ir::ValueId bits);

  // texture.cpp
  Cells texture(const glslang::TIntermAggregate& node);

  // Small things.
  ir::Builder& b() { return f_->builder; }
  ir::ValueId emit(ir::Op op, ir::Type type, std::initializer_list<ir::ValueId> args, uint32_t imm = 0) {
    return b().emit(op, type, args, imm);
  }
  ir::Type typeOf(ir::ValueId value) { return b().typeOf(value); }
  ir::ValueId constant(ir::Type type, uint32_t bits);
  ir::ValueId constantFloat(float value);
  /// Whether all of them are this constant.
  bool isConstant(const Cells& cells, float value) const;
  ir::ValueId constantInt(int32_t value) { return constant(ir::Type::Int, static_cast<uint32_t>(value)); }
  ir::ValueId constantUint(uint32_t value) { return constant(ir::Type::Uint, value); }
  ir::ValueId one(ir::Type type);
  BlockState enterBlock(ir::BlockId block);
  void leaveBlock(const BlockState& state);
  void end(ir::Op op);  // Break, Continue: nothing more in this block
  void fail(const std::string& message);
  uint32_t cellsOf(const ir::GlslType& type) { return ir::cellCount(type, shader_.structs); }
  static ir::Type scalarType(const glslang::TType& type);

  const glslang::TIntermediate& tree_;
  ir::Shader& shader_;
  LowerError& error_;
  FunctionState* f_ = nullptr;
  bool failed_ = false;
  int depth_ = 0;
  uint32_t line_ = 0;
  std::unordered_map<std::string, Place> globals_;  // by name: names of globals are unique
  std::map<std::string, const glslang::TIntermAggregate*> definitions_;
  std::map<std::string, uint32_t> requested_;
  std::vector<FunctionRequest> queue_;
  std::unordered_map<const void*, uint32_t> structs_;  // glslang's member list to index
  std::set<std::string> indirect_;                     // see findIndirectInterfaces
  std::map<std::vector<uint32_t>, uint32_t> pools_;    // contents to place in Shader::constants
};

}  // namespace sw::lowering
