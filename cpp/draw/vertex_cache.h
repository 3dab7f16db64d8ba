// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which vertices of a chunk have a record already. Direct mapped: two ids that meet in one entry cost a second shading,
// never a wrong vertex.

#pragma once

#include <cstdint>
#include <vector>

namespace sw {

class VertexCache {
 public:
  VertexCache() : entries_(kEntries) {}

  void beginChunk() {
    if (++serial_ == 0) {  // wrapped: old entries could look current
      for (Entry& entry : entries_) entry.serial = 0;
      serial_ = 1;
    }
  }

  /// The record of vertex `id`; when it has none yet, `nextRecord` becomes its record and `isNew` is set.
  uint32_t find(uint32_t id, uint32_t nextRecord, bool& isNew) {
    Entry& entry = entries_[id % kEntries];
    isNew = entry.serial != serial_ || entry.id != id;
    if (isNew) entry = {id, nextRecord, serial_};
    return entry.record;
  }

 private:
  static constexpr uint32_t kEntries = 4096;
  struct Entry {
    uint32_t id = 0, record = 0, serial = 0;
  };
  std::vector<Entry> entries_;
  uint32_t serial_ = 0;
};

}  // namespace sw
