// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The IR between GLSL and wasm: structured, typed and scalarised, with a uniformity on every value.
//
// A function is a tree of blocks. A block is a list of instructions; an instruction defines zero or more values, each
// defined once and used only in its own block (after the definition) or in blocks nested in it. What changes over time
// lives in variables, read by Load and written by Store, cell by cell (a cell is one 32-bit scalar). So a loop carries
// nothing but variables, and a pass can look at one block at a time.
//
//   vec4 c = texture(map, uv) * tint;      %4 %5 %6 %7 = sample map(%2, %3)
//                                          %8 = load uniform tint+0
//                                          %9 = mul float %4, %8           ... and so on for y, z, w
//                                          var c
//                                          store local c+0, %9
//
// Lane rules (docs/lane-rules.md): helper lanes execute everything and write nothing; inactive lanes
// hold garbage that no operation may trap on.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pipeline/shader_types.h"
#include "shader/ir/glsl_type.h"

namespace sw::ir {

using Stage = ShaderStage;
using Type = ScalarType;

enum class Op : uint8_t {
#define SW_IR_OP(name, text, flags) name,
#include "shader/ir/ops.def"
#undef SW_IR_OP
};

const char* opText(Op op);
bool endsBlock(Op op);  // Break, Continue, LeaveScope, Return
bool isPure(Op op);     // Load is not (its variable may change); it is free of side effects all the same

/// The type of each cell of a value of base type `base`; Void for structs, Int (a texture unit) for samplers.
Type cellType(BaseType base);
/// Appends the types of all cells of a value of `type`, arrays included.
void appendCells(const GlslType& type, const std::vector<StructDef>& structs, std::vector<Type>& cells);

/// How far a value is the same. Uniform: over the whole batch (all lanes of all quads). PerPrimitive: over one
/// primitive (flat inputs, gl_FrontFacing). Varying: a lane of its own.
enum class Uniformity : uint8_t { Uniform, PerPrimitive, Varying };

enum class Builtin : uint8_t {
  VertexId,     // Int
  InstanceId,   // Int
  DrawId,       // Int, ANGLE_multi_draw
  FragCoord,    // Float, 4 components, window coordinates with the origin at the lower left; w is 1/w_clip
  FrontFacing,  // Bool
  PointCoord,   // Float, 2 components
  DepthNear,    // Float, gl_DepthRange
  DepthFar,
  DepthDiff,
};

using ValueId = uint32_t;
using InstrId = uint32_t;
using BlockId = uint32_t;
inline constexpr uint32_t kNone = 0xffffffffu;

enum class Space : uint8_t {
  Local,     // Function::variables
  Global,    // Shader::globals: mutable globals of the shader, one instance per invocation
  Output,    // Shader::outputs: readable and writable like globals; their final values leave the invocation
  Input,     // Shader::inputs: constant index only (dims == 0)
  Uniform,   // Shader::uniforms, the default block
  Block,     // Shader::blocks; base and strides are BYTES here (std140), everywhere else cells
  Constant,  // Shader::constants: tables that are indexed dynamically
};

/// Where a Load or Store goes: object, then base + sum of index[k] * stride[k]. Index k must be the direct result of a
/// ClampIndex whose count keeps the sum inside the object; the verifier checks this, so that code generation can trust
/// it.
struct Access {
  Space space = Space::Local;
  uint32_t object = 0;
  uint32_t base = 0;
  std::vector<uint32_t> strides = {};  // one per dynamic index, outermost first; empty for a constant place
};

struct ValueInfo {
  Type type = Type::Void;
  Uniformity uniformity = Uniformity::Varying;  // set by passes/uniformity
  InstrId definition = kNone;                   // kNone: a function parameter
};

struct Instr {
  Op op = Op::Const;
  Type type = Type::Void;
  uint16_t argCount = 0;
  uint32_t argBegin = 0;     // into Function::args
  ValueId result = kNone;    // first result
  uint16_t resultCount = 0;  // results are result, result + 1, ...
  uint32_t imm = 0;
  BlockId blockA = kNone;
  BlockId blockB = kNone;
  uint32_t line = 0;  // of the source
};

struct Block {
  std::vector<InstrId> instrs;
};

struct Variable {
  std::string name;
  std::vector<Type> cells;                      // the type of each cell; arrays repeat
  bool dynamic = false;                         // some access has a dynamic index: it must live in memory
  bool inMemory = false;                        // it lives there anyway: calls copy it whole, by a loop
  Uniformity uniformity = Uniformity::Varying;  // set by passes/uniformity
};

/// What a Sample instruction does. Coordinates: 2 for 2D, 3 for 3D, cube and 2D array (z is the layer, not rounded).
/// Projection is divided out before. `bias` tells whether an Implicit look-up has the extra argument.
struct SampleInfo {
  SampleMethod method = SampleMethod::Implicit;
  SamplerDim dim = SamplerDim::Dim2D;
  SamplerClass samplerClass = SamplerClass::Float;
  bool bias = false;
  int8_t offset[3] = {0, 0, 0};  // texel offset, a constant
  Access sampler;  // space Uniform; strides only in ES 1.00, indexed by a clamped index at the END of args
};

struct SwitchCase {
  std::vector<uint32_t> labels;  // bits of the case constants
  bool isDefault = false;        // may come together with labels
  BlockId block = kNone;         // ends by falling into the next case, unless it breaks
};

struct Parameter {
  std::string name;
  std::vector<Type> cells;
  bool in = true;    // its cells are arguments
  bool out = false;  // its cells are results, after the return value, in parameter order
};

/// A function, parameters flattened. Arguments: the cells of every `in` parameter, in order; they are the values
/// 0 .. n-1. Results: the cells of the return value, then of every `out` parameter, given by Return.
struct Function {
  std::string name;
  std::vector<Parameter> parameters;
  std::vector<Type> returnCells;
  std::vector<ValueInfo> values;
  std::vector<Instr> instrs;
  std::vector<ValueId> args;
  std::vector<Block> blocks;  // blocks[0] is the body
  std::vector<Variable> variables;
  std::vector<Access> accesses;
  std::vector<SampleInfo> samples;
  std::vector<std::vector<SwitchCase>> switches;
  // Once calls are expanded (passes/inline): objects that functions which are called share, by way of memory. Flags by
  // index, empty when there are none.
  std::vector<uint8_t> sharedGlobals, sharedOutputs;

  std::span<const ValueId> argsOf(const Instr& instr) const { return {args.data() + instr.argBegin, instr.argCount}; }
};

enum class Interpolation : uint8_t { Smooth, Flat };

/// What an interface variable is, when GLSL gives it a meaning of its own.
/// Clip and cull distances are outputs of the vertex shader and inputs of the fragment shader.
enum class Semantic : uint8_t { User, Position, PointSize, FragColor, FragData, FragDepth, ClipDistance, CullDistance };

struct InterfaceVariable {
  std::string name;
  GlslType type;
  std::vector<Type> cells;
  Semantic semantic = Semantic::User;
  Interpolation interpolation = Interpolation::Smooth;
  bool centroid = false;
  bool invariant = false;
  bool staticUse = false;  // by code that main reaches and that has an effect
  bool named = false;      // by any code: "static use" where declarations of two shaders are compared
  int32_t location = -1;   // layout(location), or -1
  int32_t index = 0;       // EXT_blend_func_extended; always 0 so far
  uint32_t line = 0;
};

struct UniformBlock {
  std::string blockName;     // in the API
  std::string instanceName;  // empty when members are global names
  std::vector<StructMember> members;
  std::vector<uint32_t> memberOffsets;  // std140, bytes
  uint32_t arraySize = 0;               // 0: not an array
  uint32_t sizeBytes = 0;               // std140, of one element
  bool rowMajor = false;
  bool staticUse = false;
  uint32_t line = 0;
};

/// One compiled shader, free of the front end that made it.
struct Shader {
  Stage stage = Stage::Vertex;
  int version = 300;  // 100 or 300
  std::vector<StructDef> structs;
  std::vector<Function> functions;
  uint32_t mainFunction = 0;  // initialisers of globals are run at its start
  std::vector<Variable> globals;
  std::vector<InterfaceVariable> inputs;  // built-in inputs are LoadBuiltin, not listed here
  std::vector<InterfaceVariable> outputs;
  std::vector<InterfaceVariable> uniforms;  // default block, samplers included
  std::vector<UniformBlock> blocks;         // an array of blocks is one entry; see blockElement for Access::object
  std::vector<uint32_t> constants;          // cells of Space::Constant; Access::base is absolute
  std::vector<std::pair<std::string, bool>> extensions;  // enabled by #extension
  bool invariantFragCoord = false;  // GLSL ES 1.00: gl_FragCoord and gl_PointCoord declared invariant
  bool invariantPointCoord = false;
};

/// Access::object of an element of a block array: (block index) | element << 16. Block arrays take constant indices
/// only.
inline uint32_t blockElement(uint32_t block, uint32_t element) { return block | element << 16; }

/// Text of a shader or a function, stable, for golden tests and for people.
std::string toText(const Shader& shader);
std::string toText(const Shader& shader, const Function& function);

/// Empty when the shader is well formed, else the first fault: types of arguments, definitions before uses, block tree,
/// every dynamic index a ClampIndex that keeps the access inside its object. Code generation relies on it. Further
/// rules:
/// - Break, Continue, LeaveScope and Return end their block; Discard does not. Continue does not stand in a continuing
///   block; Break may (a do-while loop leaves by it).
/// - A function with results ends its body with Return.
/// - Bool is stored as 0 or 1 in every space but Block, where a bool is loaded as Uint and compared with 0.
/// - Values cross from one block to the blocks nested in it, never outwards and never from one switch case to the next.
std::string verify(const Shader& shader);

}  // namespace sw::ir
