// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Functions and calls. A sampler is no value, so a function with sampler parameters is lowered once for each set of
// uniforms that it is called with; a dynamic index of such an argument becomes a hidden parameter. A struct with
// samplers stands for the uniform too, until some function writes to its other members: that one has a copy of these,
// and passes it by value where it passes the struct on.

#include "shader/lower/lowerer.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

namespace {

std::string plainName(const TIntermAggregate& definition) {
  const std::string mangled = definition.getName().c_str();
  return mangled.substr(0, mangled.find('('));
}

bool isOut(const TType& type) { return type.getQualifier().isParamOutput(); }
bool isIn(const TType& type) { return type.getQualifier().storage != EvqOut; }

const TIntermSequence& parametersOf(const TIntermAggregate& definition) {
  return definition.getSequence()[0]->getAsAggregate()->getSequence();
}

}  // namespace

/// The index of a function with these samplers, to be lowered later unless it has been asked for before.
uint32_t Lowerer::requestFunction(const TIntermAggregate& definition, std::vector<std::unique_ptr<Place>> bound,
                                  std::vector<uint8_t> byValue) {
  std::string key = definition.getName().c_str();
  for (size_t i = 0; i < bound.size(); i++) {
    const std::unique_ptr<Place>& place = bound[i];
    if (!place) continue;
    if (byValue[i]) key += "|value";
    key += "|" + std::to_string(place->access.object) + "+" + std::to_string(place->access.base);
    for (size_t i = 0; i < place->counts.size(); i++) {
      key += "[" + std::to_string(place->counts[i]) + "*" + std::to_string(place->access.strides[i]) + "]";
    }
  }
  const auto [known, isNew] = requested_.try_emplace(key, static_cast<uint32_t>(shader_.functions.size()));
  if (!isNew) return known->second;
  ir::Function function;
  function.name = plainName(definition);
  const TIntermSequence& parameters = parametersOf(definition);
  for (size_t i = 0; i < parameters.size(); i++) {
    const TIntermSymbol& symbol = *parameters[i]->getAsSymbolNode();
    ir::Parameter parameter;
    parameter.name = symbol.getName().c_str();
    if (i < bound.size() && bound[i]) {
      for (size_t k = 0; k < bound[i]->indices.size(); k++) {
        function.parameters.push_back({parameter.name + "[]", {Type::Uint}, true, false});
      }
      if (!byValue[i]) continue;
    }
    ir::appendCells(glslType(symbol.getType()), shader_.structs, parameter.cells);
    parameter.in = isIn(symbol.getType());
    parameter.out = isOut(symbol.getType());
    function.parameters.push_back(std::move(parameter));
  }
  ir::appendCells(glslType(definition.getType()), shader_.structs, function.returnCells);
  shader_.functions.push_back(std::move(function));
  FunctionRequest request;
  request.definition = &definition;
  request.index = known->second;
  request.bound = std::move(bound);
  request.byValue = std::move(byValue);
  queue_.push_back(std::move(request));
  return known->second;
}

void Lowerer::lowerFunction(const FunctionRequest& request, const TIntermSequence* globalInitialisers) {
  const TIntermAggregate& definition = *request.definition;
  const TIntermSequence& parameters = parametersOf(definition);
  const TIntermNode* body = definition.getSequence().size() > 1 ? definition.getSequence()[1] : nullptr;
  std::set<long long> parameterIds;
  for (const TIntermNode* node : parameters) parameterIds.insert(node->getAsSymbolNode()->getId());
  const ScopePlan plan(body, parameterIds);
  FunctionState state(plan);
  state.function = std::move(shader_.functions[request.index]);
  f_ = &state;
  state.isMain = globalInitialisers != nullptr;
  state.function.blocks.emplace_back();
  for (const ir::Parameter& parameter : state.function.parameters) {
    if (!parameter.in) continue;
    for (const Type type : parameter.cells) state.function.values.push_back({type, ir::Uniformity::Varying, ir::kNone});
  }
  line_ = static_cast<uint32_t>(std::max(definition.getLoc().line, 0));
  b().setLine(line_);

  const std::set<long long> written = findWrittenSymbols(body);
  std::vector<const TIntermSymbol*> copied;  // structs with samplers that this function is the first to write to
  ValueId argument = 0;
  for (size_t i = 0; i < parameters.size(); i++) {
    const TIntermSymbol& symbol = *parameters[i]->getAsSymbolNode();
    if (i < request.bound.size() && request.bound[i]) {
      Place place = *request.bound[i];
      for (size_t k = 0; k < place.indices.size(); k++) {
        place.indices[k] = emit(Op::ClampIndex, Type::Uint, {argument++}, place.counts[k]);
      }
      if (!request.byValue[i]) {
        state.locals[symbol.getId()] = place;
        if (written.count(symbol.getId())) copied.push_back(&symbol);
        continue;
      }
      state.samplerPlaces[symbol.getId()] = place;
    }
    const Place place = declareLocal(symbol.getName().c_str(), glslType(symbol.getType()));
    state.locals[symbol.getId()] = place;
    if (!isIn(symbol.getType())) continue;
    Cells cells;
    for (uint32_t k = cellsOf(place.type); k > 0; k--) cells.push_back(argument++);
    store(place, cells);
  }
  for (const TIntermSymbol* symbol : copied) {
    const Place uniform = state.locals[symbol->getId()];
    const Place own = declareLocal(symbol->getName().c_str(), uniform.type);
    store(own, loadWithoutSamplers(uniform));
    state.samplerPlaces[symbol->getId()] = uniform;
    state.locals[symbol->getId()] = own;
  }
  if (globalInitialisers) {
    copyIndirectInputs();
    for (const TIntermNode* node : *globalInitialisers) statement(node);
  }
  if (body) statementList(body);
  // The end of the body. Falling off a function with a result gives an undefined value: zero.
  if (!state.terminated) emitReturn(zeros(definition.getType()));
  f_ = nullptr;
  shader_.functions[request.index] = std::move(state.function);
}

/// Return with `value`, and with the out parameters as they are now.
void Lowerer::emitReturn(const Cells& value) {
  if (f_->isMain) copyIndirectOutputs();
  Cells results = value;
  const ir::Function& function = f_->function;
  uint32_t variable = 0;
  std::vector<std::pair<uint32_t, const ir::Parameter*>> outs;
  // Parameters own the first variables, in order; hidden ones and samplers have none.
  for (const ir::Parameter& parameter : function.parameters) {
    if (parameter.name.size() > 2 && parameter.name.compare(parameter.name.size() - 2, 2, "[]") == 0) continue;
    if (parameter.out) outs.emplace_back(variable, &parameter);
    variable++;
  }
  for (const auto& [index, parameter] : outs) {
    for (uint32_t cell = 0; cell < parameter->cells.size(); cell++) {
      results.push_back(b().load(parameter->cells[cell], {.space = ir::Space::Local, .object = index, .base = cell}));
    }
  }
  if (results.size() > 0xffff) fail("more than 65535 components returned");
  if (!failed_) b().emit(Op::Return, Type::Void, results);
  f_->terminated = true;
}

namespace {
void markSamplers(const ir::GlslType& type, const std::vector<ir::StructDef>& structs, std::vector<bool>& isSampler) {
  for (uint32_t e = 0; e < type.arrayElements(); e++) {
    if (type.base == ir::BaseType::Struct) {
      for (const ir::StructMember& member : structs[type.structIndex].members) {
        markSamplers(member.type, structs, isSampler);
      }
    } else {
      isSampler.insert(isSampler.end(), size_t(type.rows) * type.columns, type.base == ir::BaseType::Sampler);
    }
  }
}
}  // namespace

/// The cells of a struct, with zero for a sampler: nobody asks this copy for one.
Cells Lowerer::loadWithoutSamplers(const Place& place) {
  std::vector<bool> isSampler;
  markSamplers(place.type, shader_.structs, isSampler);
  std::vector<std::pair<uint32_t, Type>> cells;
  leaves(place, cells);
  markDynamic(place.access);
  Cells result;
  for (size_t i = 0; i < cells.size(); i++) {
    result.push_back(isSampler[i] ? constant(cells[i].second, 0) : loadLeaf(place, cells[i].first, cells[i].second, 0));
  }
  return result;
}

Cells Lowerer::call(const TIntermAggregate& node) {
  const auto definition = definitions_.find(node.getName().c_str());
  if (definition == definitions_.end()) {
    fail("function '" + std::string(node.getName().c_str()) + "' has no body");
    return zeros(node.getType());
  }
  const TIntermSequence& parameters = parametersOf(*definition->second);
  const TIntermSequence& arguments = node.getSequence();
  std::vector<std::unique_ptr<Place>> bound(parameters.size());
  std::vector<uint8_t> byValue(parameters.size());
  std::vector<Place> outs;
  Cells in;
  for (size_t i = 0; i < parameters.size() && i < arguments.size(); i++) {
    const TType& type = parameters[i]->getAsTyped()->getType();
    const TIntermTyped* argument = arguments[i]->getAsTyped();
    if (type.containsSampler()) {
      bound[i] = std::make_unique<Place>();
      if (!isPlace(argument) || !place(argument, *bound[i])) {
        fail("unimplemented: a sampler argument of this form");
        return zeros(node.getType());
      }
      for (const ValueId index : bound[i]->indices) in.push_back(index);
      const TIntermSymbol* symbol = baseSymbol(argument);
      byValue[i] = type.isStruct() && symbol && f_->samplerPlaces.count(symbol->getId());
      if (byValue[i]) {
        Place own;
        if (!placeOf(argument, false, own)) return zeros(node.getType());
        in.append(loadWithoutSamplers(own));
      }
    } else if (isOut(type)) {
      Place target;
      if (!place(argument, target)) return zeros(node.getType());
      if (isIn(type)) in.append(load(target));
      outs.push_back(std::move(target));
    } else {
      in.append(evaluate(argument));
    }
  }
  if (failed_) return zeros(node.getType());
  const uint32_t index = requestFunction(*definition->second, std::move(bound), std::move(byValue));
  const ir::Function& callee = shader_.functions[index];
  if (callee.name.empty()) {  // it is being lowered: moved out of the list
    fail("recursion is not allowed");
    return zeros(node.getType());
  }
  std::vector<Type> results = callee.returnCells;
  for (const ir::Parameter& parameter : callee.parameters) {
    if (parameter.out) results.insert(results.end(), parameter.cells.begin(), parameter.cells.end());
  }
  const size_t returned = callee.returnCells.size();
  if (in.size() > 0xffff || results.size() > 0xffff) {
    fail("more than 65535 components passed to a function");
    return zeros(node.getType());
  }
  ValueId first = b().emitMany(Op::Call, results, in, index);
  Cells value;
  for (size_t i = 0; i < returned; i++) value.push_back(first++);
  for (const Place& target : outs) {
    Cells cells;
    std::vector<std::pair<uint32_t, Type>> targetCells;
    leaves(target, targetCells);
    for (size_t i = 0; i < targetCells.size(); i++) cells.push_back(first++);
    store(target, cells);
  }
  return value;
}

}  // namespace sw::lowering
