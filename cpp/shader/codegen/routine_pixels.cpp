// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/routine_pixels.h"

#include "support/assert.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;

namespace {

Value loadAt(Lanes& l, Opcode op, Local address, uint32_t offset) {
  l.f.localGet(address);
  l.f.load(op, offset);
  return l.pop();
}

Value loadLane(Lanes& l, Opcode op, uint32_t lane, Local address, uint32_t offset, Value into) {
  l.f.localGet(address);
  l.push(into);
  l.f.memoryLane(op, lane, offset);
  return l.pop();
}

void storeAt(Lanes& l, Local address, uint32_t offset, Value value) {
  l.f.localGet(address);
  l.push(value);
  l.f.store(Opcode::V128Store, offset);
}

void storeLane(Lanes& l, Opcode op, uint32_t lane, Local address, uint32_t offset, Value value) {
  l.f.localGet(address);
  l.push(value);
  l.f.memoryLane(op, lane, offset);
}

}  // namespace

void loadPixels(Lanes& l, const PixelPlace& place, uint32_t texelBytes, Value (&words)[4]) {
  const bool strip = place.shape == PixelShape::Strip;
  const uint32_t offset = place.offset;
  switch (texelBytes) {
    case 1: {
      const Value bytes = strip ? loadAt(l, Opcode::V128Load32Zero, place.lower, offset)
                                : loadLane(l, Opcode::V128Load16Lane, 1, place.upper, offset,
                                           loadLane(l, Opcode::V128Load16Lane, 0, place.lower, offset, l.splatInt(0)));
      words[0] = l.apply(Opcode::I32x4ExtendLowI16x8U, l.apply(Opcode::I16x8ExtendLowI8x16U, bytes));
      break;
    }
    case 2: {
      const Value halves = strip ? loadAt(l, Opcode::V128Load64Zero, place.lower, offset)
                                 : loadLane(l, Opcode::V128Load32Lane, 1, place.upper, offset,
                                            loadAt(l, Opcode::V128Load32Zero, place.lower, offset));
      words[0] = l.apply(Opcode::I32x4ExtendLowI16x8U, halves);
      break;
    }
    case 4:
      words[0] = strip ? loadAt(l, Opcode::V128Load, place.lower, offset)
                       : loadLane(l, Opcode::V128Load64Lane, 1, place.upper, offset,
                                  loadAt(l, Opcode::V128Load64Zero, place.lower, offset));
      break;
    case 8: {
      const Value first = loadAt(l, Opcode::V128Load, place.lower, offset);
      const Value second = strip ? loadAt(l, Opcode::V128Load, place.lower, offset + 16)
                                 : loadAt(l, Opcode::V128Load, place.upper, offset);
      words[0] = l.shuffle(first, second, 0, 2, 4, 6);
      words[1] = l.shuffle(first, second, 1, 3, 5, 7);
      break;
    }
    case 16: {
      Value pixels[4];
      for (uint32_t i = 0; i < 4; ++i) {
        const Local row = strip || i < 2 ? place.lower : place.upper;
        pixels[i] = loadAt(l, Opcode::V128Load, row, offset + 16 * (strip ? i : i % 2));
      }
      transpose(l, pixels, words);
      break;
    }
    default: SW_ASSERT(!"texel size");
  }
}

void storePixels(Lanes& l, const PixelPlace& place, uint32_t texelBytes, const Value (&words)[4]) {
  const bool strip = place.shape == PixelShape::Strip;
  const uint32_t offset = place.offset;
  switch (texelBytes) {
    case 1: {
      const Value halves = l.apply(Opcode::I16x8NarrowI32x4U, words[0], words[0]);
      const Value bytes = l.apply(Opcode::I8x16NarrowI16x8U, halves, halves);
      if (strip) {
        storeLane(l, Opcode::V128Store32Lane, 0, place.lower, offset, bytes);
      } else {
        storeLane(l, Opcode::V128Store16Lane, 0, place.lower, offset, bytes);
        storeLane(l, Opcode::V128Store16Lane, 1, place.upper, offset, bytes);
      }
      break;
    }
    case 2: {
      const Value halves = l.apply(Opcode::I16x8NarrowI32x4U, words[0], words[0]);
      if (strip) {
        storeLane(l, Opcode::V128Store64Lane, 0, place.lower, offset, halves);
      } else {
        storeLane(l, Opcode::V128Store32Lane, 0, place.lower, offset, halves);
        storeLane(l, Opcode::V128Store32Lane, 1, place.upper, offset, halves);
      }
      break;
    }
    case 4:
      if (strip) {
        storeAt(l, place.lower, offset, words[0]);
      } else {
        storeLane(l, Opcode::V128Store64Lane, 0, place.lower, offset, words[0]);
        storeLane(l, Opcode::V128Store64Lane, 1, place.upper, offset, words[0]);
      }
      break;
    case 8: {
      storeAt(l, place.lower, offset, l.shuffle(words[0], words[1], 0, 4, 1, 5));
      const Value second = l.shuffle(words[0], words[1], 2, 6, 3, 7);
      if (strip) {
        storeAt(l, place.lower, offset + 16, second);
      } else {
        storeAt(l, place.upper, offset, second);
      }
      break;
    }
    case 16: {
      Value pixels[4];
      transpose(l, words, pixels);
      for (uint32_t i = 0; i < 4; ++i) {
        const Local row = strip || i < 2 ? place.lower : place.upper;
        storeAt(l, row, offset + 16 * (strip ? i : i % 2), pixels[i]);
      }
      break;
    }
    default: SW_ASSERT(!"texel size");
  }
}

}  // namespace sw
