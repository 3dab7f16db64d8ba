// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Primitives whose vertices are shaded together, and how they are set up and covered.

#pragma once

#include <cstdint>
#include <span>

#include "draw/assemble.h"
#include "draw/draw_call.h"
#include "draw/vertex_cache.h"
#include "raster/rasterizer.h"

namespace sw {

// What the deadline is told. Bodies that cost more than some thousand instructions say so themselves (codegen).
inline constexpr uint32_t kInstanceTicks = 1024, kInstanceWork = 32;
inline constexpr uint32_t kVertexTicks = 1024, kVertexWork = 16;
inline constexpr uint32_t kBlockTicks = 1 << 14, kBlockWork = 128;

/// A primitive of the chunk, by record.
struct ChunkPrimitive {
  uint16_t records[3];
  uint8_t arity;
  uint8_t provoking;
};

/// A primitive by the chunk's records. Vertices that the chunk has not got yet are added to `ids`, which has size() and
/// push_back().
template <class Ids>
ChunkPrimitive indexed(const AssembledPrimitive& primitive, VertexCache& cache, Ids& ids) {
  ChunkPrimitive out{{0, 0, 0}, primitive.arity, primitive.provoking};
  for (uint32_t i = 0; i < primitive.arity; ++i) {
    bool isNew = false;
    out.records[i] = uint16_t(cache.find(primitive.ids[i], uint32_t(ids.size()), isNew));
    if (isNew) ids.push_back(primitive.ids[i]);
  }
  return out;
}

/// Shaded vertices, as the vertex routine wrote them.
struct ChunkRecords {
  const float* records;
  uint32_t cells;  // of each
  uint32_t count;

  const float* at(uint32_t index) const { return records + size_t(index) * cells; }
};

/// Sets the primitives up and covers them. window: room for as many vertices as there are records.
inline void rasterizeChunk(Rasterizer& rasterizer, const FragmentBatch& batch, const DrawCall& call,
                           std::span<const ChunkPrimitive> primitives, const ChunkRecords& records,
                           WindowVertex* window) {
  for (uint32_t i = 0; i < records.count; ++i) window[i] = windowVertexOf(records.at(i), rasterizer.transform());
  if ((call.raster.clipDistances.mask | call.raster.cullDistances.mask) != 0) {
    for (uint32_t i = 0; i < records.count; ++i) window[i].outcode |= distanceOutcode(window[i].cells, call.raster);
  }
  const WindowVertex* v = window;
  for (const ChunkPrimitive& p : primitives) {
    switch (p.arity) {
      case 1:
        rasterizer.point(v[p.records[0]], call.writesPointSize ? records.at(p.records[0])[kRecordPointSizeCell] : 1.0f);
        break;
      case 2: rasterizer.line(v[p.records[0]], v[p.records[1]], p.provoking); break;
      default: rasterizer.triangle(v[p.records[0]], v[p.records[1]], v[p.records[2]], p.provoking);
    }
    if (batch.stopped()) return;
  }
  // Nothing pending refers to this chunk's records: primitive records hold copies.
}

}  // namespace sw
