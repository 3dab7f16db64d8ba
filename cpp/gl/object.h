// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Names and the objects behind them. Names are given once and never again, so a stale name held by a page finds
// nothing. Objects are counted: the table holds one reference until the object is deleted, each binding or attachment
// another.

#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>

namespace sw::gl {

struct Object {
  uint32_t name = 0;
  uint32_t references = 0;
  bool deleted = false;    // its name is gone (or flagged: shaders and programs in use), the object may live on
  bool everBound = false;  // glIsX is true only after the first bind (OpenGL ES 3.0.6 §2.9 and others)
};

/// One counted reference to an object, or none.
template <typename T>
class Ref {
 public:
  Ref() = default;
  Ref(T* object) : object_(object) { retain(); }  // NOLINT: a pointer is meant to convert
  Ref(const Ref& other) : object_(other.object_) { retain(); }
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ref() {
    if (object_ && --object_->references == 0) delete object_;
  }

  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  bool operator==(const Ref& other) const { return object_ == other.object_; }
  bool operator==(const T* other) const { return object_ == other; }

  uint32_t name() const { return object_ ? object_->name : 0; }

 private:
  void retain() {
    if (object_) ++object_->references;
  }
  T* object_ = nullptr;
};

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

  /// Was this name ever given? Tells "deleted" from "never existed".
  bool wasGiven(uint32_t name) const { return name != 0 && name <= lastName_; }

  size_t size() const { return objects_.size(); }
  auto begin() const { return objects_.begin(); }
  auto end() const { return objects_.end(); }

 private:
  std::unordered_map<uint32_t, Ref<T>> objects_;
  uint32_t lastName_ = 0;
};

}  // namespace sw::gl
