// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Reads one vertex attribute location for four vertices at a time (OpenGL ES 3.0.6 §2.8, §2.9), specialised by its
// AttributeKey. What is the same for the whole batch, generic values and instanced elements, is read once.

#pragma once

#include "pipeline/routine_keys.h"
#include "shader/codegen/routine_lanes.h"
#include "shader/ir/ir.h"

namespace sw {

class AttributeFetch {
 public:
  /// shaderType: what the shader declares, Float, Int or Uint. attributes: local with the address of the AttributeState
  /// array.
  AttributeFetch(Lanes& lanes, const AttributeKey& key, uint32_t location, ir::Type shaderType, wasm::Local attributes);

  /// instanceId: i32 local.
  void emitPrologue(wasm::Local instanceId);
  /// vertexIds: v128 of four indices. Nothing to do for attributes that are constant over the batch.
  void emit(Value vertexIds);

  /// Bits of one component in all lanes; 0, 0, 0, 1 where the array has fewer.
  Value component(uint32_t index) const { return components_[index]; }
  bool isConstant() const { return !key_.enabled || key_.instanced; }

 private:
  uint32_t stateOffset(size_t field) const;
  void loadWords(const wasm::Local (&addresses)[4]);
  void loadWordsOnce(wasm::Local address);
  void decode();
  Value decodeComponent(uint32_t index);
  Value normalized(Value integer, bool isSigned, uint32_t bits);

  Lanes& l_;
  const AttributeKey key_;
  const uint32_t location_;
  const ir::Type shaderType_;
  const wasm::Local attributes_;
  Value words_[4];       // the element as it lies in memory, 32 bits at a time
  Value components_[4];  // locals of their own where constant over the batch
};

/// Bytes of one element.
uint32_t attributeElementBytes(const AttributeKey& key);

}  // namespace sw
