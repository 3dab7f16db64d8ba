// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/pixel_transfer.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include "support/deadline.h"
#include "texture/client_pixels.h"
#include "texture/texel.h"
#include "threads/rows.h"

namespace sw {

namespace {

constexpr uint32_t kChunk = 64;

using T = TargetFormat;

void premultiply(Texel* texels, uint32_t count) {
  for (uint32_t n = 0; n < count; ++n) {
    for (int i = 0; i < 3; ++i) texels[n].set(i, texels[n].f(i) * texels[n].f(3));
  }
}
void unpremultiply(Texel* texels, uint32_t count) {
  for (uint32_t n = 0; n < count; ++n) {
    const float alpha = texels[n].f(3);
    for (int i = 0; i < 3; ++i) texels[n].set(i, alpha > 0 ? texels[n].f(i) / alpha : 0.0f);
  }
}

/// The same for integers of 8 bits, whose alpha counts as a fraction of 255.
void premultiplyBytes(Texel* texels, uint32_t count) {
  for (uint32_t n = 0; n < count; ++n) {
    for (int i = 0; i < 3; ++i) texels[n].words[i] = (texels[n].words[i] * texels[n].words[3] + 127) / 255;
  }
}
void unpremultiplyBytes(Texel* texels, uint32_t count) {
  for (uint32_t n = 0; n < count; ++n) {
    const uint32_t alpha = texels[n].words[3];
    for (int i = 0; i < 3; ++i) {
      texels[n].words[i] = alpha ? std::min((texels[n].words[i] * 255 + alpha / 2) / alpha, 255u) : 0;
    }
  }
}

/// Rounds to bytes and keeps the bits that the type has room for.
void keepUpperBits(GLenum packedType, Texel* texels, uint32_t count) {
  const TargetFormatInfo& layout = *packedLayout(packedType);
  for (uint32_t n = 0; n < count; ++n) {
    for (int i = 0; i < 4; ++i) {
      const uint32_t byte = uint32_t(clampToUnit(texels[n].f(i)) * 255.0f + 0.5f);
      const uint32_t bits = i < layout.channels ? layout.bits[i] : 8;
      texels[n].set(i, float(byte >> (8 - bits)) / float((1u << bits) - 1));
    }
  }
}

/// The row of the upload that goes to row y of the box.
const uint8_t* sourceRow(const Upload& from, const Box& box, int32_t y, int32_t z) {
  const uint64_t row = uint64_t(from.flipY ? box.height - 1 - y : y);
  return from.bytes + from.layout.firstByte + uint64_t(z) * from.layout.imageStrideBytes +
         row * from.layout.rowStrideBytes;
}

/// Instructions of four lanes that a texel takes, roughly: by way of the words of texel.h, and from bytes to bytes.
constexpr uint32_t kWordsWork = 60, kBytesWork = 4;

/// Of copies, memory is the bottleneck, and texelWork is 0.
template <class Row>
void forEachRow(const Box& box, uint32_t texelWork, const Row& row) {
  for (int32_t z = 0; z < box.depth; ++z) {
    const bool goOn = forTexelRows(box.height, box.width, texelWork, [&](int32_t first, int32_t end) {
      for (int32_t y = first; y < end; ++y) row(y, z);
    });
    if (!goOn) return;
  }
}

void uploadDepthStencil(const Upload& from, Image& to, const Box& box) {
  const FormatInfo& format = *to.format();
  const uint32_t pixelBytes = clientPixelBytes(from.format, from.type);
  forEachRow(box, kWordsWork, [&](int32_t y, int32_t z) {
    const uint8_t* source = sourceRow(from, box, y, z);
    for (int32_t x = 0; x < box.width; ++x, source += pixelBytes) {
      Texel texel;
      decodeClientPixels(from.format, from.type, source, 1, &texel);
      const float depth = quantiseDepth(format.depth, texel.f(0));
      std::memcpy(to.row(box.y + y, box.z + z) + 4 * size_t(box.x + x), &depth, 4);
      if (format.stencil) to.stencilRow(box.y + y, box.z + z)[box.x + x] = uint8_t(texel.words[1]);
    }
  });
}

bool usesRgba8Bytes(const Upload& from, const Image& to) {
  return from.type == GL_UNSIGNED_BYTE && isRgba8Layout(to.format()->storage) &&
         to.format()->componentClass == ComponentClass::UNorm;
}

/// Bytes to RGBA8 storage, by the base format of the texture and the format of the source.
bool uploadBytes(const Upload& from, Image& to, const Box& box) {
  if (from.alpha != AlphaOperation::None || from.packedType != 0) return false;
  const GLenum base = to.format()->baseFormat;
  const auto rows = [&](auto pixels) {
    forEachRow(box, kBytesWork, [&](int32_t y, int32_t z) {
      pixels(sourceRow(from, box, y, z), to.row(box.y + y, box.z + z) + 4 * size_t(box.x));
    });
    return true;
  };
  const int32_t width = box.width;
  const bool toRgb = base == GL_RGB;
  if ((from.format == GL_RGB || from.format == GL_SRGB_EXT) && toRgb) {
    return rows([width](const uint8_t* source, uint8_t* target) {
      for (int32_t x = 0; x < width; ++x) {
        const uint32_t word = uint32_t(source[3 * x]) | uint32_t(source[3 * x + 1]) << 8 |
                              uint32_t(source[3 * x + 2]) << 16 | 0xff000000u;
        std::memcpy(target + 4 * size_t(x), &word, 4);
      }
    });
  }
  if (from.format == GL_RGBA && toRgb) {
    return rows([width](const uint8_t* source, uint8_t* target) {
      for (int32_t x = 0; x < width; ++x) {
        uint32_t word;
        std::memcpy(&word, source + 4 * size_t(x), 4);
        word |= 0xff000000u;
        std::memcpy(target + 4 * size_t(x), &word, 4);
      }
    });
  }
  if (from.format == GL_LUMINANCE && base == GL_LUMINANCE) {
    return rows([width](const uint8_t* source, uint8_t* target) {
      for (int32_t x = 0; x < width; ++x) {
        const uint32_t word = source[x] * 0x010101u | 0xff000000u;
        std::memcpy(target + 4 * size_t(x), &word, 4);
      }
    });
  }
  return false;
}

/// Rows of the source are rows of the image, byte by byte.
bool copiesRows(const Upload& from, const Image& to) {
  const FormatInfo& format = *to.format();
  const bool sameBase = from.format == format.baseFormat || from.format == GL_SRGB_ALPHA_EXT;
  return !format.isDepthOrStencil() && sameBase && from.alpha == AlphaOperation::None && from.packedType == 0 &&
         isSameLayout(from.format, from.type, format.storage);
}

/// Whether pixels are read as they are stored. Storage without alpha holds an alpha of 1, so that it reads as RGBA.
bool readsCopies(TargetFormat storage, GLenum format, GLenum type) {
  const bool bytes = format == GL_RGBA && type == GL_UNSIGNED_BYTE && isRgba8Layout(storage);
  const bool halves = format == GL_RGBA && type == GL_HALF_FLOAT && storage == T::RGB16F;
  return bytes || halves || isSameLayout(format, type, storage);
}

// What is fetched before it is converted, or before its short rows go where they belong: fetching takes as long as
// copying some KB.
constexpr size_t kBandBytes = 65536;
alignas(16) uint8_t g_band[kBandBytes];
/// And what is fetched for several threads to convert, where that many bytes come.
constexpr size_t kSharedBandBytes = 16 * kBandBytes;

struct FetchedBand {
  std::unique_ptr<uint8_t[]> storage;
  uint8_t* bytes = g_band;
  size_t size = kBandBytes;

  explicit FetchedBand(uint64_t uploadBytes) {
    if (!areRowsShared() || uploadBytes < kSharedBandBytes / 2) return;
    storage.reset(new (std::nothrow) uint8_t[kSharedBandBytes]);
    if (!storage) return;
    bytes = storage.get();
    size = kSharedBandBytes;
  }
};
constexpr uint64_t kDirectRowBytes = 4096;
/// What is fetched into an image at once: the clock is asked in between.
constexpr uint64_t kDirectBytes = 1 << 20;

/// The row of the source that goes to row y of the box, or the first of `count` that go to the rows from there on.
uint64_t sourceByte(const Upload& from, const Box& box, int32_t y, int32_t count, int32_t z) {
  const uint64_t row = uint64_t(from.flipY ? box.height - y - count : y);
  return from.layout.firstByte + uint64_t(z) * from.layout.imageStrideBytes + row * from.layout.rowStrideBytes;
}

/// All rows of the box follow each other, in the source and in the image.
bool isTight(const Upload& from, const Image& to, const Box& box) {
  const uint64_t rowBytes = from.layout.rowBytes;
  return !from.flipY && box.x == 0 && from.layout.rowStrideBytes == rowBytes && to.strideBytes() == rowBytes;
}

void fetchRows(const Upload& from, Image& to, const Box& box) {
  const uint64_t rowBytes = from.layout.rowBytes;
  const uint32_t targetBytes = storageBytes(to.format()->storage);
  const int32_t step = isTight(from, to, box) ? int32_t(std::max<uint64_t>(kDirectBytes / rowBytes, 1)) : 1;
  for (int32_t z = 0; z < box.depth; ++z) {
    for (int32_t y = 0; y < box.height; y += step) {
      const int32_t count = std::min(step, box.height - y);
      if (!spendTexels(box.width * count)) return;
      from.fetch(uint32_t(sourceByte(from, box, y, count, z)),
                 to.row(box.y + y, box.z + z) + size_t(box.x) * targetBytes, uint32_t(rowBytes * uint64_t(count)));
    }
  }
}

/// Band by band: as many rows as it holds, or a part of one.
void uploadFetched(const Upload& from, Image& to, const Box& box) {
  const uint64_t rowBytes = from.layout.rowBytes, stride = from.layout.rowStrideBytes;
  if (copiesRows(from, to) && (rowBytes >= kDirectRowBytes || isTight(from, to, box))) return fetchRows(from, to, box);
  const uint32_t pixelBytes = clientPixelBytes(from.format, from.type);
  const FetchedBand fetched(rowBytes * uint64_t(box.height));
  const int32_t columns = int32_t(std::min<uint64_t>(uint64_t(box.width), fetched.size / pixelBytes));
  const int32_t rows = rowBytes <= fetched.size
                           ? int32_t(std::min<uint64_t>((fetched.size - rowBytes) / stride + 1, uint64_t(box.height)))
                           : 1;
  Upload band = from;
  band.fetch = nullptr;
  band.bytes = fetched.bytes;
  band.layout.firstByte = 0;
  for (int32_t z = 0; z < box.depth; ++z) {
    for (int32_t y = 0; y < box.height; y += rows) {
      const int32_t count = std::min(rows, box.height - y);
      const uint64_t first = sourceByte(from, box, y, count, z);
      for (int32_t x = 0; x < box.width; x += columns) {
        const int32_t width = std::min(columns, box.width - x);
        band.layout.rowBytes = uint64_t(width) * pixelBytes;
        from.fetch(uint32_t(first + uint64_t(x) * pixelBytes), fetched.bytes,
                   uint32_t(uint64_t(count - 1) * stride + band.layout.rowBytes));
        upload(band, to, {box.x + x, box.y + y, box.z + z, width, count, 1});
        if (commandDeadline().isOver()) return;
      }
    }
  }
}

}  // namespace

bool isRgba8Layout(TargetFormat storage) {
  return storage == T::RGBA8 || storage == T::RGB8 || storage == T::SRGB8A8 || storage == T::SRGB8;
}

ClientLayout clientLayout(const ClientModes& modes, GLenum format, GLenum type, int32_t width, int32_t height,
                          int32_t depth) {
  const uint64_t pixelBytes = clientPixelBytes(format, type);
  const uint64_t rowPixels = uint64_t(modes.rowLength > 0 ? modes.rowLength : width);
  const uint64_t imageRows = uint64_t(modes.imageHeight > 0 ? modes.imageHeight : height);
  const uint64_t alignment = uint64_t(modes.alignment);
  ClientLayout layout;
  layout.rowBytes = uint64_t(width) * pixelBytes;
  layout.rowStrideBytes = (rowPixels * pixelBytes + alignment - 1) / alignment * alignment;
  layout.imageStrideBytes = layout.rowStrideBytes * imageRows;
  layout.firstByte = uint64_t(modes.skipImages) * layout.imageStrideBytes +
                     uint64_t(modes.skipRows) * layout.rowStrideBytes + uint64_t(modes.skipPixels) * pixelBytes;
  if (width > 0 && height > 0 && depth > 0) {
    layout.endByte = layout.firstByte + uint64_t(depth - 1) * layout.imageStrideBytes +
                     uint64_t(height - 1) * layout.rowStrideBytes + layout.rowBytes;
  }
  return layout;
}

void uploadSlowly(const Upload& from, Image& to, const Box& box) {
  const FormatInfo& format = *to.format();
  if (format.isDepthOrStencil()) return uploadDepthStencil(from, to, box);
  const uint32_t sourceBytes = clientPixelBytes(from.format, from.type);
  const uint32_t targetBytes = storageBytes(format.storage);
  forEachRow(box, kWordsWork, [&](int32_t y, int32_t z) {
    const uint8_t* source = sourceRow(from, box, y, z);
    uint8_t* target = to.row(box.y + y, box.z + z) + size_t(box.x) * targetBytes;
    for (uint32_t x = 0; x < uint32_t(box.width); x += kChunk) {
      const uint32_t count = std::min(kChunk, uint32_t(box.width) - x);
      Texel texels[kChunk];
      decodeClientPixels(from.format, from.type, source + size_t(x) * sourceBytes, count, texels);
      if (!format.isInteger()) {
        if (from.alpha == AlphaOperation::Premultiply) premultiply(texels, count);
        if (from.alpha == AlphaOperation::Unpremultiply) unpremultiply(texels, count);
        if (from.packedType != 0) keepUpperBits(from.packedType, texels, count);
      } else if (from.type == GL_UNSIGNED_BYTE) {  // elements have no other
        if (from.alpha == AlphaOperation::Premultiply) premultiplyBytes(texels, count);
        if (from.alpha == AlphaOperation::Unpremultiply) unpremultiplyBytes(texels, count);
      }
      conformToBaseFormat(format.baseFormat, format.isInteger(), texels, count);
      encodeTexels(format.storage, texels, count, target + size_t(x) * targetBytes);
    }
  });
}

void upload(const Upload& from, Image& to, const Box& box) {
  if (from.fetch) return uploadFetched(from, to, box);
  const FormatInfo& format = *to.format();
  if (!format.isDepthOrStencil()) {
    if (copiesRows(from, to)) {
      const uint32_t targetBytes = storageBytes(format.storage);
      return forEachRow(box, 0, [&](int32_t y, int32_t z) {
        std::memcpy(to.row(box.y + y, box.z + z) + size_t(box.x) * targetBytes, sourceRow(from, box, y, z),
                    from.layout.rowBytes);
      });
    }
    if (usesRgba8Bytes(from, to) && uploadBytes(from, to, box)) return;
  }
  uploadSlowly(from, to, box);
}

void readRowSlowly(const Image& from, int32_t x, int32_t y, int32_t z, int32_t width, GLenum format, GLenum type,
                   uint8_t* to) {
  const TargetFormat storage = from.format()->storage;
  const uint32_t sourceBytes = storageBytes(storage);
  const uint32_t targetBytes = clientPixelBytes(format, type);
  const uint8_t* source = from.row(y, z) + size_t(x) * sourceBytes;
  for (uint32_t n = 0; n < uint32_t(width); n += kChunk) {
    const uint32_t count = std::min(kChunk, uint32_t(width) - n);
    Texel texels[kChunk];
    decodeTexels(storage, source + size_t(n) * sourceBytes, count, texels);
    encodeClientPixels(format, type, texels, count, to + size_t(n) * targetBytes);
  }
}

void readRow(const Image& from, int32_t x, int32_t y, int32_t z, int32_t width, GLenum format, GLenum type,
             uint8_t* to) {
  const TargetFormat storage = from.format()->storage;
  if (readsCopies(storage, format, type)) {
    const uint32_t texelBytes = storageBytes(storage);
    std::memcpy(to, from.row(y, z) + size_t(x) * texelBytes, size_t(width) * texelBytes);
    return;
  }
  readRowSlowly(from, x, y, z, width, format, type, to);
}

bool readBox(const Image& from, const Box& box, GLenum format, GLenum type, uint8_t* to, size_t strideBytes) {
  const uint32_t texelWork = readsCopies(from.format()->storage, format, type) ? 0 : kWordsWork;
  return forTexelRows(box.height, box.width, texelWork, [&](int32_t first, int32_t end) {
    for (int32_t y = first; y < end; ++y) {
      readRow(from, box.x, box.y + y, box.z, box.width, format, type, to + size_t(y) * strideBytes);
    }
  });
}

void copyTexels(const Image& from, int32_t fromX, int32_t fromY, int32_t fromZ, Image& to, const Box& box) {
  const FormatInfo& target = *to.format();
  const FormatInfo& source = *from.format();
  if (target.isDepthOrStencil()) {
    return forEachRow(box, 0, [&](int32_t y, int32_t z) {
      if (target.depth != DepthFormat::None) {
        std::memcpy(to.row(box.y + y, box.z + z) + 4 * size_t(box.x),
                    from.row(fromY + y, fromZ + z) + 4 * size_t(fromX), 4 * size_t(box.width));
      }
      if (target.stencil) {
        std::memcpy(to.stencilRow(box.y + y, box.z + z) + box.x, from.stencilRow(fromY + y, fromZ + z) + fromX,
                    size_t(box.width));
      }
    });
  }
  const uint32_t sourceBytes = storageBytes(source.storage), targetBytes = storageBytes(target.storage);
  const bool same = source.storage == target.storage && source.baseFormat == target.baseFormat;
  forEachRow(box, same ? 0 : kWordsWork, [&](int32_t y, int32_t z) {
    const uint8_t* sourceRow = from.row(fromY + y, fromZ + z) + size_t(fromX) * sourceBytes;
    uint8_t* targetRow = to.row(box.y + y, box.z + z) + size_t(box.x) * targetBytes;
    if (same) {
      std::memcpy(targetRow, sourceRow, size_t(box.width) * sourceBytes);
      return;
    }
    for (uint32_t x = 0; x < uint32_t(box.width); x += kChunk) {
      const uint32_t count = std::min(kChunk, uint32_t(box.width) - x);
      Texel texels[kChunk];
      decodeTexels(source.storage, sourceRow + size_t(x) * sourceBytes, count, texels);
      conformToBaseFormat(target.baseFormat, target.isInteger(), texels, count);
      encodeTexels(target.storage, texels, count, targetRow + size_t(x) * targetBytes);
    }
  });
}

}  // namespace sw
