// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Names and the objects behind them. Names are given once and never again, so a stale name held by a page finds
// nothing. Objects are counted: the table holds one reference until the object is deleted, each binding or attachment
// another.

#pragma once

#include <cstdint>
#include <unordered_map>

#include "support/ref.h"

namespace sw::gl {

struct Object : RefCounted {
  uint32_t name = 0;
  bool deleted = false;    // its name is gone (or flagged: shaders and programs in use), the object may live on
  bool everBound = false;  // glIsX is true only after the first bind (OpenGL ES 3.0.6 §2.9 and others)
};

/// The name under a reference, 0 for none.
template <typename T>
uint32_t nameOf(const Ref<T>& reference) {
  return reference ? reference->name : 0;
}

template <typename T>
class ObjectTable {
 public:
  /// A new object under a name of its own.
  T* create() {
    T* object = new T();
    object->name = ++lastName_;
    objects_.emplace(object->name, Ref<T>(object));
    return object;
  }

  /// Null for 0 and for names that are unknown or gone.
  T* find(uint32_t name) const {
    const auto entry = objects_.find(name);
    return entry == objects_.end() ? nullptr : entry->second.get();
  }

  /// Takes the name away; the object lives on while something refers to it.
  void erase(uint32_t name) {
    const auto entry = objects_.find(name);
    if (entry == objects_.end()) return;
    entry->second->deleted = true;
    objects_.erase(entry);
  }

  size_t size() const { return objects_.size(); }
  auto begin() const { return objects_.begin(); }
  auto end() const { return objects_.end(); }

 private:
  std::unordered_map<uint32_t, Ref<T>> objects_;
  uint32_t lastName_ = 0;
};

}  // namespace sw::gl
