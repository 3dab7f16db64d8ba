// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Calls of the shader's functions.

#include <memory>
#include <utility>

#include "shader/lower/expressions.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

Cells Expressions::call(const TIntermAggregate& node) {
  const TIntermAggregate* const definition = functions_.definition(node.getName().c_str());
  if (!definition) {
    code_.fail("function '" + std::string(node.getName().c_str()) + "' has no body");
    return types_.zeros(node.getType());
  }
  const TIntermSequence& parameters = parametersOf(*definition);
  const TIntermSequence& arguments = node.getSequence();
  std::vector<std::unique_ptr<LValue>> bound(parameters.size());
  std::vector<uint8_t> byValue(parameters.size());
  std::vector<LValue> outs;
  Cells in;
  for (size_t i = 0; i < parameters.size() && i < arguments.size(); ++i) {
    const TType& type = parameters[i]->getAsTyped()->getType();
    const TIntermTyped* argument = arguments[i]->getAsTyped();
    if (type.containsSampler()) {
      bound[i] = std::make_unique<LValue>();
      if (!isLValue(argument) || !lValue(argument, *bound[i])) {
        code_.fail("unimplemented: a sampler argument of this form");
        return types_.zeros(node.getType());
      }
      for (const ValueId index : bound[i]->indices) in.push_back(index);
      const TIntermSymbol* symbol = baseSymbol(argument);
      byValue[i] = type.isStruct() && symbol && names_->samplerLValues.count(symbol->getId());
      if (byValue[i]) {
        LValue own;
        if (!lValueOf(argument, false, own)) return types_.zeros(node.getType());
        in.append(lValues_.loadWithoutSamplers(own));
      }
    } else if (isOut(type)) {
      LValue target;
      if (!lValue(argument, target)) return types_.zeros(node.getType());
      if (isIn(type)) in.append(lValues_.load(target));
      outs.push_back(std::move(target));
    } else {
      in.append(evaluate(argument));
    }
  }
  if (code_.failed()) return types_.zeros(node.getType());
  const uint32_t index = functions_.request(*definition, std::move(bound), std::move(byValue));
  const ir::Function& callee = code_.shader().functions[index];
  if (callee.name.empty()) {  // it is being lowered: moved out of the list
    code_.fail("recursion is not allowed");
    return types_.zeros(node.getType());
  }
  std::vector<Type> results = callee.returnCells;
  for (const ir::Parameter& parameter : callee.parameters) {
    if (parameter.out) results.insert(results.end(), parameter.cells.begin(), parameter.cells.end());
  }
  const size_t returned = callee.returnCells.size();
  if (in.size() > 0xffff || results.size() > 0xffff) {
    code_.fail("more than 65535 components passed to a function");
    return types_.zeros(node.getType());
  }
  ValueId first = code_.b().emitMany(Op::Call, results, in, index);
  Cells value;
  for (size_t i = 0; i < returned; ++i) value.push_back(first++);
  for (const LValue& target : outs) {
    Cells cells;
    std::vector<std::pair<uint32_t, Type>> targetCells;
    lValues_.leaves(target, targetCells);
    for (size_t i = 0; i < targetCells.size(); ++i) cells.push_back(first++);
    lValues_.store(target, cells);
  }
  return value;
}

}  // namespace sw::lowering
