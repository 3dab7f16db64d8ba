// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/functions.h"

#include <utility>

namespace sw::lowering {

using namespace glslang;
using ir::Type;

namespace {

std::string plainName(const TIntermAggregate& definition) {
  const std::string mangled = definition.getName().c_str();
  return mangled.substr(0, mangled.find('('));
}

}  // namespace

bool isOut(const TType& type) { return type.getQualifier().isParamOutput(); }
bool isIn(const TType& type) { return type.getQualifier().storage != EvqOut; }

const TIntermSequence& parametersOf(const TIntermAggregate& definition) {
  return definition.getSequence()[0]->getAsAggregate()->getSequence();
}

const TIntermAggregate* Functions::definition(const char* name) const {
  const auto found = definitions_.find(name);
  return found == definitions_.end() ? nullptr : found->second;
}

std::optional<FunctionRequest> Functions::next() {
  if (taken_ == queue_.size()) return {};
  return std::move(queue_[taken_++]);
}

uint32_t Functions::request(const TIntermAggregate& definition, std::vector<std::unique_ptr<LValue>> bound,
                            std::vector<uint8_t> byValue) {
  std::string key = definition.getName().c_str();
  for (size_t i = 0; i < bound.size(); ++i) {
    const std::unique_ptr<LValue>& lValue = bound[i];
    if (!lValue) continue;
    if (byValue[i]) key += "|value";
    key += "|" + std::to_string(lValue->access.object) + "+" + std::to_string(lValue->access.base);
    for (size_t i = 0; i < lValue->counts.size(); ++i) {
      key += "[" + std::to_string(lValue->counts[i]) + "*" + std::to_string(lValue->access.strides[i]) + "]";
    }
  }
  const auto [known, isNew] = requested_.try_emplace(key, static_cast<uint32_t>(code_.shader().functions.size()));
  if (!isNew) return known->second;
  ir::Function function;
  function.name = plainName(definition);
  const TIntermSequence& parameters = parametersOf(definition);
  for (size_t i = 0; i < parameters.size(); ++i) {
    const TIntermSymbol& symbol = *parameters[i]->getAsSymbolNode();
    ir::Parameter parameter;
    parameter.name = symbol.getName().c_str();
    if (i < bound.size() && bound[i]) {
      for (size_t k = 0; k < bound[i]->indices.size(); ++k) {
        function.parameters.push_back({parameter.name + "[]", {Type::Uint}, true, false});
      }
      if (!byValue[i]) continue;
    }
    ir::appendCells(types_.glslType(symbol.getType()), code_.shader().structs, parameter.cells);
    parameter.in = isIn(symbol.getType());
    parameter.out = isOut(symbol.getType());
    function.parameters.push_back(std::move(parameter));
  }
  ir::appendCells(types_.glslType(definition.getType()), code_.shader().structs, function.returnCells);
  code_.shader().functions.push_back(std::move(function));
  queue_.push_back({&definition, known->second, std::move(bound), std::move(byValue)});
  return known->second;
}

}  // namespace sw::lowering
