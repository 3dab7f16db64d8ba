// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "abi/typed_value.h"

#include <cstring>

#include "host/arena.h"

namespace sw::abi {

const uint8_t* writeValue(const gl::StateValue& value) {
  constexpr size_t kKindBytes = 16;
  const bool isText = value.kind == gl::ValueKind::String;
  const size_t dataBytes = isText ? value.text.size() : value.words.size() * 4;
  uint8_t* payload = isText ? host::allocatePayload(host::Arena::String, kKindBytes + dataBytes)
                            : host::allocatePayload(kKindBytes + dataBytes);
  if (!payload) return nullptr;
  const auto kind = uint32_t(value.kind);
  std::memset(payload, 0, kKindBytes);
  std::memcpy(payload, &kind, sizeof kind);
  const void* data = isText ? static_cast<const void*>(value.text.data()) : value.words.data();
  if (dataBytes != 0) std::memcpy(payload + kKindBytes, data, dataBytes);
  return payload;
}

}  // namespace sw::abi
