// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/draw_test.cpp.

#include "gl/routine_cache.h"

#include <algorithm>

#include "gl/shading.h"
#include "host/guest.h"
#include "host/imports.h"
#include "support/hash.h"

namespace sw::gl {

TableSlot::~TableSlot() {
  if (index_ != kNone) host::releaseSlot(index_);
}

PrivateData::~PrivateData() {
  if (data_) host::freeData(data_);
}

void* PrivateData::reserve(uint32_t bytes) {
  if (!data_) data_ = host::allocateData(bytes);
  return data_;
}

namespace {

/// Why the host made no routine; empty where it made one. work: of that, where the host knows.
std::string refusalOf(int64_t packed, uint32_t& work) {
  const auto result = host::decodePackedBytes(packed);
  if (!result || result->size() < 4) return "no memory for the engine's answer";
  if ((*result)[0] != 0) {
    work = (*result)[1] | uint32_t((*result)[2]) << 8 | uint32_t((*result)[3]) << 16;
    return {};
  }
  const std::string reason = host::decodeUtf8(result->subspan(4));
  return reason.empty() ? "the engine refused a routine, and gave no reason" : reason;
}

}  // namespace

template <typename Key>
uint32_t RoutineCache::find(std::vector<Entry<Key>>& entries, std::optional<Key>& wanted, RoutineKind kind,
                            uint32_t program, const Key& key, std::string& error) {
  static_assert(std::has_unique_object_representations_v<Key>, "keys are compared and passed as bytes");
  Hash64 hasher;
  hasher.add(&key, sizeof key);
  const auto hash = uint32_t(hasher.value());
  for (Entry<Key>& entry : entries) {
    if (entry.hash != hash || !(entry.key == key)) continue;
    if (!expecting_ && entry.early) {
      entry.early = false;
      ++earlyUsed_;
    }
    return entry.slot.index();
  }
  if (const uint32_t slot = standIn(entries, key, wanted)) return slot;
  if (entries.size() >= kMaxKeyedRoutines) {
    Key plain = key;
    std::fill(std::begin(plain.samplers), std::end(plain.samplers), SamplerKey{});
    if (!(plain == key)) return find(entries, wanted, kind, program, plain, error);
  }
  TableSlot slot(host::acquireSlot());
  if (slot.index() == 0) {
    error = "no table entry can be had";
  } else {
    const int64_t packed = host::makeRoutine(program, uint32_t(kind), reinterpret_cast<const uint8_t*>(&key),
                                             uint32_t(sizeof key), slot.index());
    uint32_t work = 0;
    error = refusalOf(packed, work);
    if (!error.empty()) {
      slot = TableSlot();
    } else {
      noteRoutine(slot.index(), work);
    }
  }
  // A draw that asks for what was refused early tries again, and is told.
  if (expecting_ && slot.index() == 0) return 0;
  entries.push_back({key, hash, std::move(slot), expecting_});
  return entries.back().slot.index();
}

uint32_t RoutineCache::vertex(uint32_t program, const VertexKey& key, std::string& error) {
  drawn_ = true;
  standsIn_ = false;
  return find(vertex_, wantedVertex_, RoutineKind::Vertex, program, key, error);
}

uint32_t RoutineCache::fragment(uint32_t program, const FragmentKey& key, std::string& error) {
  return find(fragment_, wantedFragment_, RoutineKind::Fragment, program, key, error);
}

bool RoutineCache::expectVertex(uint32_t program, const VertexKey& key) {
  return expect([&](std::string& error) { find(vertex_, wantedVertex_, RoutineKind::Vertex, program, key, error); });
}

bool RoutineCache::expectFragment(uint32_t program, const FragmentKey& key) {
  return expect(
      [&](std::string& error) { find(fragment_, wantedFragment_, RoutineKind::Fragment, program, key, error); });
}

/// A routine that was made early and calls functions where this one would look up by itself: the bits are the same, and
/// no draw waits. For few draws, or a page that is never idle would keep it.
template <typename Key>
uint32_t RoutineCache::standIn(std::vector<Entry<Key>>& entries, const Key& key, std::optional<Key>& wanted) {
  constexpr uint8_t kMostDraws = 4;
  if (expecting_) return 0;
  for (Entry<Key>& entry : entries) {
    if (!entry.early || entry.standIns >= kMostDraws) continue;
    Key general = key;
    for (uint32_t i = 0; i < kKeyedSamplers; ++i) {
      if (entry.key.samplers[i] == SamplerKey()) general.samplers[i] = {};
    }
    if (!(entry.key == general)) continue;
    if (entry.standIns++ == 0) ++earlyUsed_;
    standsIn_ = true;
    wanted = key;
    return entry.slot.index();
  }
  return 0;
}

bool RoutineCache::makeWanted(uint32_t program) {
  bool made = false;
  if (wantedVertex_) {
    made = expectVertex(program, *wantedVertex_);
    wantedVertex_.reset();
  } else if (wantedFragment_) {
    made = expectFragment(program, *wantedFragment_);
    wantedFragment_.reset();
  }
  return made;
}

template <typename Find>
bool RoutineCache::expect(const Find& find) {
  const size_t before = size();
  std::string error;
  expecting_ = true;
  find(error);
  expecting_ = false;
  return size() != before;
}

}  // namespace sw::gl
