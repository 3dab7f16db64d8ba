// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Texture functions, GLSL ES 3.00 section 8.8 and GLSL ES 1.00 section 8.7. Arguments come in the order sampler, P,
// [lod or dPdx, dPdy], [offset], [bias]; the reference value of a comparison is the component of P after the
// coordinates.

#include "shader/lower/expressions.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

namespace {

struct Kind {
  bool known = true;
  SampleMethod method = SampleMethod::Implicit;
  bool projects = false;
  bool offsets = false;
};

Kind kindOf(TOperator op) {
  using enum SampleMethod;
  switch (op) {
    case EOpTexture: return {};
    case EOpTextureProj: return {true, Implicit, true, false};
    case EOpTextureOffset: return {true, Implicit, false, true};
    case EOpTextureProjOffset: return {true, Implicit, true, true};
    case EOpTextureLod: return {true, Lod, false, false};
    case EOpTextureLodOffset: return {true, Lod, false, true};
    case EOpTextureProjLod: return {true, Lod, true, false};
    case EOpTextureProjLodOffset: return {true, Lod, true, true};
    case EOpTextureGrad: return {true, Grad, false, false};
    case EOpTextureGradOffset: return {true, Grad, false, true};
    case EOpTextureProjGrad: return {true, Grad, true, false};
    case EOpTextureProjGradOffset: return {true, Grad, true, true};
    case EOpTextureFetch: return {true, Fetch, false, false};
    case EOpTextureFetchOffset: return {true, Fetch, false, true};
    case EOpTextureQuerySize: return {true, Size, false, false};
    default: return {.known = false};
  }
}

}  // namespace

Cells Expressions::texture(const TIntermAggregate& node) {
  const TIntermSequence& children = node.getSequence();
  const Kind kind = kindOf(node.getOp());
  const TIntermTyped* samplerNode = children[0]->getAsTyped();
  LValue sampler;
  if (!kind.known || !isLValue(samplerNode))
    code_.fail("unimplemented: texture function " + std::to_string(node.getOp()));
  if (code_.failed() || !lValue(samplerNode, sampler)) return types_.zeros(node.getType());
  ir::SampleInfo info;
  info.method = kind.method;
  info.dim = sampler.type.samplerDim;
  info.samplerClass = sampler.type.samplerClass;
  info.sampler = sampler.access;
  const size_t coordinates = info.dim == SamplerDim::Dim2D ? 2 : 3;
  const bool shadow = info.samplerClass == SamplerClass::Shadow;

  size_t next = 1;
  Cells args;
  const auto nextArgument = [&] { return evaluate(children[next++]->getAsTyped()); };
  if (kind.method != SampleMethod::Size) {
    Cells position = nextArgument();
    if (code_.failed()) return types_.zeros(node.getType());
    if (kind.projects) {
      // Also the reference value is divided: it is one more coordinate.
      const ValueId divisor = position[position.size() - 1];
      Cells divided;
      for (size_t i = 0; i + 1 < position.size(); ++i)
        divided.push_back(code_.emit(Op::Div, Type::Float, {position[i], divisor}));
      position = divided;
    }
    args.append(position.slice(0, coordinates + (shadow ? 1 : 0)));
  }
  switch (kind.method) {
    case SampleMethod::Implicit: break;
    case SampleMethod::Grad: args.append(nextArgument()); [[fallthrough]];
    case SampleMethod::Lod:
    case SampleMethod::Fetch:
    case SampleMethod::Size: args.append(nextArgument()); break;
  }
  if (kind.offsets) {
    const TIntermConstantUnion* offset = children[next++]->getAsConstantUnion();
    if (!offset) {
      code_.fail("texture offset must be a constant");
      return types_.zeros(node.getType());
    }
    for (int i = 0; i < offset->getConstArray().size() && i < 3; ++i) {
      info.offset[i] = static_cast<int8_t>(offset->getConstArray()[static_cast<size_t>(i)].getIConst());
    }
  }
  if (kind.method == SampleMethod::Implicit && next < children.size()) {
    info.bias = true;
    args.append(nextArgument());
  }
  if (code_.failed()) return types_.zeros(node.getType());
  for (const ValueId index : sampler.indices) args.push_back(index);

  std::vector<Type> results(shadow ? 1 : 4, Type::Float);
  if (info.samplerClass == SamplerClass::Int) results.assign(4, Type::Int);
  if (info.samplerClass == SamplerClass::Uint) results.assign(4, Type::Uint);
  if (kind.method == SampleMethod::Size) {
    const bool layered = info.dim == SamplerDim::Dim3D || info.dim == SamplerDim::Dim2DArray;
    results.assign(layered ? 3 : 2, Type::Int);
  }
  code_.function().samples.push_back(info);
  ValueId first =
      code_.b().emitMany(Op::Sample, results, args, static_cast<uint32_t>(code_.function().samples.size() - 1));
  Cells value;
  for (size_t i = 0; i < results.size(); ++i) value.push_back(first++);
  return value;
}

}  // namespace sw::lowering
