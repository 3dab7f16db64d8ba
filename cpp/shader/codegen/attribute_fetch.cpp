// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/attribute_fetch.h"

#include "pipeline/layout.h"
#include "shader/codegen/target_convert.h"
#include "support/assert.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

struct ComponentInfo {
  uint8_t bits;
  bool isSigned;
  bool packed;  // 10, 10, 10, 2 bits of one 32-bit word
};

ComponentInfo infoOf(ComponentType type) {
  switch (type) {
    case ComponentType::Byte: return {8, true, false};
    case ComponentType::UnsignedByte: return {8, false, false};
    case ComponentType::Short: return {16, true, false};
    case ComponentType::UnsignedShort: return {16, false, false};
    case ComponentType::Int: return {32, true, false};
    case ComponentType::UnsignedInt: return {32, false, false};
    case ComponentType::Float: return {32, true, false};
    case ComponentType::HalfFloat: return {16, true, false};
    case ComponentType::Int2101010: return {10, true, true};
    case ComponentType::UnsignedInt2101010: return {10, false, true};
  }
  return {32, true, false};
}

}  // namespace

uint32_t attributeElementBytes(const AttributeKey& key) {
  const ComponentInfo info = infoOf(key.type);
  return info.packed ? 4 : key.components * info.bits / 8u;
}

AttributeFetch::AttributeFetch(Lanes& lanes, const AttributeKey& key, uint32_t location, ir::Type shaderType,
                               Local attributes)
    : l_(lanes), key_(key), location_(location), shaderType_(shaderType), attributes_(attributes) {
  if (isConstant()) {
    for (Value& component : components_) component = l_.f.addLocal(ValType::V128);
  }
}

uint32_t AttributeFetch::stateOffset(size_t field) const {
  return uint32_t(location_ * sizeof(AttributeState) + field);
}

void AttributeFetch::emitPrologue(Local instanceId) {
  if (!isConstant()) return;
  wasm::FunctionBuilder& f = l_.f;
  const Lanes::Scope scope(l_);
  if (!key_.enabled) {
    for (uint32_t i = 0; i < 4; ++i) {
      f.localGet(attributes_);
      f.load(Opcode::V128Load32Splat, stateOffset(offsetof(AttributeState, current)) + 4 * i, 2);
      f.localSet(components_[i].local());
    }
    return;
  }
  // address + min(instanceId / divisor, maxIndex) * stride. The key says that the divisor is not zero; it is trusted
  // only as far as a division may trap.
  const Local divisor = l_.temporary(ValType::I32);
  const Local index = l_.temporary(ValType::I32);
  f.localGet(instanceId);
  f.localGet(attributes_);
  f.load(Opcode::I32Load, stateOffset(offsetof(AttributeState, divisor)), 2);
  f.localTee(divisor);
  f.i32Const(1);
  f.localGet(divisor);
  f.select();
  f.op(Opcode::I32DivU);
  f.localTee(index);
  f.localGet(attributes_);
  f.load(Opcode::I32Load, stateOffset(offsetof(AttributeState, maxIndex)), 2);
  f.localTee(divisor);
  f.localGet(index);
  f.localGet(divisor);
  f.op(Opcode::I32LtU);
  f.select();
  f.localGet(attributes_);
  f.load(Opcode::I32Load, stateOffset(offsetof(AttributeState, strideBytes)), 2);
  f.op(Opcode::I32Mul);
  f.localGet(attributes_);
  f.load(Opcode::I32Load, stateOffset(offsetof(AttributeState, address)), 2);
  f.op(Opcode::I32Add);
  const Local address = l_.popInt();
  loadWordsOnce(address);
  Value kept[4] = {components_[0], components_[1], components_[2], components_[3]};
  decode();
  for (int i = 0; i < 4; ++i) {
    l_.push(components_[i]);
    f.localSet(kept[i].local());
    components_[i] = kept[i];
  }
}

void AttributeFetch::emit(Value vertexIds) {
  if (isConstant()) return;
  wasm::FunctionBuilder& f = l_.f;
  l_.push(vertexIds);
  f.localGet(attributes_);
  f.load(Opcode::V128Load32Splat, stateOffset(offsetof(AttributeState, maxIndex)), 2);
  f.op(Opcode::I32x4MinU);
  f.localGet(attributes_);
  f.load(Opcode::V128Load32Splat, stateOffset(offsetof(AttributeState, strideBytes)), 2);
  f.op(Opcode::I32x4Mul);
  f.localGet(attributes_);
  f.load(Opcode::V128Load32Splat, stateOffset(offsetof(AttributeState, address)), 2);
  f.op(Opcode::I32x4Add);
  const Value element = l_.pop();
  Local addresses[4];
  for (uint32_t lane = 0; lane < 4; ++lane) {
    l_.push(element);
    f.lane(Opcode::I32x4ExtractLane, lane);
    addresses[lane] = l_.popInt();
  }
  loadWords(addresses);
  decode();
}

void AttributeFetch::loadWords(const Local (&addresses)[4]) {
  wasm::FunctionBuilder& f = l_.f;
  const uint32_t bytes = attributeElementBytes(key_);

  // Adds `opcode`'s few bytes at `offset` of every element to a register that starts as zero.
  const auto gather = [&](Opcode opcode, uint32_t lanesPerWord, uint32_t laneInWord, uint32_t offset, Value start) {
    Value word = start;
    for (uint32_t lane = 0; lane < 4; ++lane) {
      f.localGet(addresses[lane]);
      l_.push(word);
      f.memoryLane(opcode, lane * lanesPerWord + laneInWord, offset);
      word = l_.pop();
    }
    return word;
  };
  const auto gatherWord = [&](uint32_t offset) { return gather(Opcode::V128Load32Lane, 1, 0, offset, l_.splatInt(0)); };
  const auto gatherHalf = [&](uint32_t offset) { return gather(Opcode::V128Load16Lane, 2, 0, offset, l_.splatInt(0)); };
  const auto gatherPair = [&](Value& even, Value& odd) {
    Value pairs[2];
    for (int i = 0; i < 2; ++i) {
      f.localGet(addresses[2 * i]);
      f.load(Opcode::V128Load64Zero);
      const Value first = l_.pop();
      f.localGet(addresses[2 * i + 1]);
      l_.push(first);
      f.memoryLane(Opcode::V128Load64Lane, 1);
      pairs[i] = l_.pop();
    }
    even = l_.shuffle(pairs[0], pairs[1], 0, 2, 4, 6);
    odd = l_.shuffle(pairs[0], pairs[1], 1, 3, 5, 7);
  };

  switch (bytes) {
    case 1: words_[0] = gather(Opcode::V128Load8Lane, 4, 0, 0, l_.splatInt(0)); break;
    case 2: words_[0] = gatherHalf(0); break;
    case 3: words_[0] = gather(Opcode::V128Load8Lane, 4, 2, 2, gatherHalf(0)); break;
    case 4: words_[0] = gatherWord(0); break;
    case 6:
      words_[0] = gatherWord(0);
      words_[1] = gatherHalf(4);
      break;
    case 8: gatherPair(words_[0], words_[1]); break;
    case 12:
      gatherPair(words_[0], words_[1]);
      words_[2] = gatherWord(8);
      break;
    case 16: {
      Value rows[4];
      for (int lane = 0; lane < 4; ++lane) {
        f.localGet(addresses[lane]);
        f.load(Opcode::V128Load);
        rows[lane] = l_.pop();
      }
      transpose(l_, rows, words_);
      break;
    }
    default: SW_ASSERT(!"attribute element size");
  }
}

void AttributeFetch::loadWordsOnce(Local address) {
  const Local addresses[4] = {address, address, address, address};
  loadWords(addresses);
}

void AttributeFetch::decode() {
  const uint32_t present = infoOf(key_.type).packed ? 4 : key_.components;
  for (uint32_t i = 0; i < 4; ++i) {
    if (i < present) {
      components_[i] = decodeComponent(i);
    } else {
      const bool one = i == 3;
      components_[i] = shaderType_ == ir::Type::Float ? l_.splat(one ? 1.0f : 0.0f) : l_.splatInt(one ? 1 : 0);
    }
  }
}

Value AttributeFetch::decodeComponent(uint32_t index) {
  const ComponentInfo info = infoOf(key_.type);
  const uint32_t bits = info.packed && index == 3 ? 2 : info.bits;
  const uint32_t firstBit = info.packed ? 10 * index : info.bits * index;
  const Value word = words_[firstBit / 32];
  if (key_.type == ComponentType::Float) return word;
  if (key_.type == ComponentType::HalfFloat) return halfToFloat(l_, l_.bits(word, firstBit % 32, 16));

  Value integer = word;
  if (bits < 32) {
    integer = info.isSigned ? l_.signedBits(word, firstBit % 32, bits) : l_.bits(word, firstBit % 32, bits);
  }
  if (key_.integer || shaderType_ != ir::Type::Float) return integer;
  if (key_.normalized) return normalized(integer, info.isSigned, bits);
  return l_.apply(info.isSigned || bits < 32 ? Opcode::F32x4ConvertI32x4S : Opcode::F32x4ConvertI32x4U, integer);
}

/// OpenGL ES 3.0.6 §2.1.6.1: c / (2^b - 1), signed max(c / (2^(b-1) - 1), -1).
Value AttributeFetch::normalized(Value integer, bool isSigned, uint32_t bits) {
  if (isSigned) {
    const float largest = float((uint64_t(1) << (bits - 1)) - 1);
    Value value = l_.apply(Opcode::F32x4ConvertI32x4S, integer);
    if (largest != 1) value = l_.div(value, l_.splat(largest));
    return l_.greater(l_.splat(-1), value);
  }
  const float largest = float((uint64_t(1) << bits) - 1);
  return l_.div(l_.apply(bits < 32 ? Opcode::F32x4ConvertI32x4S : Opcode::F32x4ConvertI32x4U, integer),
                l_.splat(largest));
}

}  // namespace sw
