// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Generated routines of one linked program, by key. Each owns a slot of the function table and gives it back when it
// goes; since the executable is counted (by the program, by being current, by the draw in flight), no slot that can
// still be called is given back.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/routine_keys.h"

namespace sw::gl {

/// Owns one entry of the shared function table.
class TableSlot {
 public:
  TableSlot() = default;
  explicit TableSlot(uint32_t index) : index_(index) {}
  TableSlot(TableSlot&& other) noexcept : index_(std::exchange(other.index_, kNone)) {}
  TableSlot& operator=(TableSlot&& other) noexcept {
    std::swap(index_, other.index_);
    return *this;
  }
  ~TableSlot();
  uint32_t index() const { return index_; }

 private:
  static constexpr uint32_t kNone = 0;  // entry 0 stays null, so calling an empty slot traps
  uint32_t index_ = kNone;
};

/// Owns what the routines of a program keep at ACTIVE_PRIVATE_PTR: it goes when none of them can be called any more.
class PrivateData {
 public:
  PrivateData() = default;
  PrivateData(const PrivateData&) = delete;
  PrivateData& operator=(const PrivateData&) = delete;
  ~PrivateData();
  /// 16-byte aligned; made at the first call, which says how large it is. Null: out of memory.
  void* reserve(uint32_t bytes);

 private:
  void* data_ = nullptr;
};

/// With so many routines of a stage, further ones know nothing of textures and samplers, so that these cannot multiply
/// what there is to compile.
inline constexpr size_t kMaxKeyedRoutines = 32;

class RoutineCache {
 public:
  /// Table entry of the routine, made on first use. 0: refused, and error says why; asking again does not try again.
  uint32_t vertex(uint32_t program, const VertexKey& key, std::string& error);
  uint32_t fragment(uint32_t program, const FragmentKey& key, std::string& error);
  /// For a draw that may come (expected_draws.h). Whether it was made.
  bool expectVertex(uint32_t program, const VertexKey& key);
  bool expectFragment(uint32_t program, const FragmentKey& key);
  /// Whether the routine that was asked for last stands in for a better one: ask again for the next draw.
  bool standsIn() const { return standsIn_; }
  /// Makes a routine that another has stood in for. False: there is none, or none was made.
  bool makeWanted(uint32_t program);
  /// Whether anything was drawn with the program.
  bool isDrawn() const { return drawn_; }
  /// Of the routines for draws that might come, how many a draw has asked for.
  uint32_t earlyUsed() const { return earlyUsed_; }
  size_t size() const { return vertex_.size() + fragment_.size(); }

  PrivateData privateData;

 private:
  template <typename Key>
  struct Entry {
    Key key;
    uint32_t hash;
    TableSlot slot;  // index 0: the engine refused it
    bool early;      // and no draw has asked for it
    uint8_t standIns = 0;
  };
  template <typename Key>
  uint32_t find(std::vector<Entry<Key>>& entries, std::optional<Key>& wanted, RoutineKind kind, uint32_t program,
                const Key& key, std::string& error);

  template <typename Find>
  bool expect(const Find& find);
  template <typename Key>
  uint32_t standIn(std::vector<Entry<Key>>& entries, const Key& key, std::optional<Key>& wanted);

  std::vector<Entry<VertexKey>> vertex_;
  std::vector<Entry<FragmentKey>> fragment_;
  std::optional<VertexKey> wantedVertex_;
  std::optional<FragmentKey> wantedFragment_;
  bool standsIn_ = false;
  bool drawn_ = false;  // each draw asks for a vertex routine
  bool expecting_ = false;
  uint32_t earlyUsed_ = 0;
};

}  // namespace sw::gl
