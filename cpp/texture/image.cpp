// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/image.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "pipeline/layout.h"
#include "support/ledger.h"
#include "texture/texel.h"

namespace sw {

namespace {
// Routines read and write whole quads (SurfaceState), and four texels at once when converting.
constexpr uint64_t kSlackBytes = 64;
// Offsets of texels fit an int32, which is what sampling reckons in.
constexpr uint64_t kLargestImageBytes = 0x7fff0000;
constexpr uint64_t kCacheLineBytes = 64;

/// Bytes from one row of texels to the next. Rows begin at multiples of four bytes, as in transfers with the default
/// alignment. Those of samples are whole blocks wide, and an odd number of cache lines apart, so that the rows of a
/// block of pixels spread over the sets of a cache, whatever the width.
///
/// With threads all rows are whole blocks wide: else a quad at the right edge would write back texels of a row that
/// another thread draws (docs/decisions/0014-threads.md).
uint64_t rowBytes(uint64_t width, uint64_t texelBytes, bool sampled) {
#ifdef SW_THREADS
  width = (width + kBlockSize - 1) / kBlockSize * kBlockSize;
#endif
  const uint64_t bytes = width * texelBytes;
  if (!sampled || bytes == 0) return (bytes + 3) & ~uint64_t(3);
  const uint64_t unit = std::max(kCacheLineBytes, kBlockSize * texelBytes);
  return ((bytes + unit - 1) / unit | 1) * unit;
}

/// From one slice or layer to the next. With threads whole quads, as above: two layers may be drawn to at once.
uint64_t sliceRows(int32_t height) {
#ifdef SW_THREADS
  return (uint64_t(height) + 1) / 2 * 2;
#else
  return uint64_t(height);
#endif
}

/// Of pixels. With samples, blocks at the upper edge are whole.
uint64_t storedRows(int32_t height, int32_t depth, int32_t samples) {
  if (samples > 1) return (uint64_t(height) + kBlockSize - 1) / kBlockSize * kBlockSize;
  return sliceRows(height) * uint64_t(depth);
}

/// Strides are of all samples of a row. There is a row to spare, see SurfaceState.
uint64_t bytesOf(uint64_t strideBytes, uint64_t stencilStrideBytes, uint64_t rows) {
  return (strideBytes + stencilStrideBytes) * (rows + 1) + 2 * kSlackBytes;
}

}  // namespace

Image::Image(Image&& other) noexcept { *this = std::move(other); }

Image& Image::operator=(Image&& other) noexcept {
  settle();
  other.settle();
  std::swap(format_, other.format_);
  std::swap(unsized_, other.unsized_);
  std::swap(width_, other.width_);
  std::swap(height_, other.height_);
  std::swap(depth_, other.depth_);
  std::swap(samples_, other.samples_);
  std::swap(strideBytes_, other.strideBytes_);
  std::swap(sliceBytes_, other.sliceBytes_);
  std::swap(stencilStrideBytes_, other.stencilStrideBytes_);
  std::swap(stencilSliceBytes_, other.stencilSliceBytes_);
  texels_ = std::move(other.texels_);
  stencil_ = std::move(other.stencil_);
  evenBlocks_ = std::move(other.evenBlocks_);
  return *this;
}

Image::~Image() { undefine(); }

void Image::settle() const {
#ifdef SW_THREADS
  if (use_ && (texels_ || stencil_)) settleUsers(*use_);
#endif
}

void Image::undefine() {
  settle();
  if (format_) ledger().give(sizeBytes());
  texels_.release();
  stencil_.release();
  evenBlocks_.release();
  format_ = nullptr;
  unsized_ = false;
  width_ = height_ = depth_ = 0;
  samples_ = 1;
  strideBytes_ = sliceBytes_ = stencilStrideBytes_ = stencilSliceBytes_ = 0;
}

bool Image::define(const FormatInfo& format, int32_t width, int32_t height, int32_t depth) {
  return defineRows(format, width, height, depth, 1);
}

bool Image::defineSampled(const FormatInfo& format, int32_t width, int32_t height, int32_t samples) {
  return defineRows(format, width, height, 1, samples);
}

bool Image::defineRows(const FormatInfo& format, int32_t width, int32_t height, int32_t depth, int32_t samples) {
  if (format_ == &format && width_ == width && height_ == height && depth_ == depth && samples_ == samples &&
      !texels_ && !stencil_) {
    return true;
  }
  undefine();
  const uint64_t texelBytes = format.storage != TargetFormat::None ? storageBytes(format.storage)
                              : format.depth != DepthFormat::None  ? 4
                                                                   : 0;
  const uint64_t texelRow = rowBytes(uint64_t(width), texelBytes, samples > 1);
  const uint64_t stencilRow = format.stencil ? rowBytes(uint64_t(width), 1, samples > 1) : 0;
  const uint64_t stride = texelRow * uint64_t(samples), stencilStride = stencilRow * uint64_t(samples);
  if (bytesOf(stride, stencilStride, storedRows(height, depth, samples)) > kLargestImageBytes) return false;
  format_ = &format;
  width_ = width;
  height_ = height;
  depth_ = depth;
  samples_ = samples;
  strideBytes_ = uint32_t(stride);
  sliceBytes_ = uint32_t(samples > 1 ? texelRow : stride * sliceRows(height));
  stencilStrideBytes_ = uint32_t(stencilStride);
  stencilSliceBytes_ = uint32_t(samples > 1 ? stencilRow : stencilStride * sliceRows(height));
  if (ledger().take(sizeBytes())) return true;
  format_ = nullptr;  // nothing of it counts
  undefine();
  return false;
}

uint64_t Image::sizeBytes() const {
  return isEmpty() ? 0 : bytesOf(strideBytes_, stencilStrideBytes_, storedRows(height_, depth_, samples_));
}

bool Image::allocate() {
  if (isEmpty() || texels_ || stencil_) return true;
  const auto rows = size_t(storedRows(height_, depth_, samples_));
  const size_t evenBytes =
      samples_ > 1 && format_->storage != TargetFormat::None ? evenStrideBytes() * (rows / kBlockSize) : 0;
  Storage texels, stencil, evenBlocks;
  const auto make = [rows](Storage& storage, size_t stride) {
    return stride == 0 || storage.allocate(stride * (rows + 1) + kSlackBytes, Storage::Fill::Zero);
  };
  if (!make(texels, strideBytes_) || !make(stencil, stencilStrideBytes_)) return false;
  if (evenBytes > 0) {
    if (!evenBlocks.allocate(evenBytes, Storage::Fill::Any)) return false;
    std::memset(evenBlocks.data(), 1, evenBytes);
  }
  texels_ = std::move(texels);
  stencil_ = std::move(stencil);
  evenBlocks_ = std::move(evenBlocks);

  // Formats without alpha whose storage has it hold 1 there.
  const bool alphaStored = format_->storage != TargetFormat::None && !format_->hasAlpha();
  if (alphaStored) {
    Texel black[1] = {};
    conformToBaseFormat(format_->baseFormat, format_->isInteger(), black, 1);
    uint8_t packed[16] = {};
    encodeTexels(format_->storage, black, 1, packed);
    const uint32_t bytes = storageBytes(format_->storage);
    bool zero = true;
    for (uint32_t i = 0; i < bytes; ++i) zero &= packed[i] == 0;
    if (!zero) {
      const size_t texelRowBytes = strideBytes_ / size_t(samples_);
      for (size_t y = 0; y < rows * size_t(samples_); ++y) {
        uint8_t* row = texels_.data() + y * texelRowBytes;
        for (int32_t x = 0; x < width_; ++x) std::memcpy(row + size_t(x) * bytes, packed, bytes);
      }
    }
  }
  return true;
}

void Image::makeEven() {
  if (evenBlocks_)
    std::memset(evenBlocks_.data(), 1, evenStrideBytes() * size_t(storedRows(height_, depth_, samples_) / kBlockSize));
}

void Image::makeUneven(int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  if (!evenBlocks_) return;
  constexpr int32_t kBlock = int32_t(kBlockSize);
  const size_t blockBytes = kBlockSize * storageBytes(format_->storage);
  for (int32_t by = y0 / kBlock; by * kBlock < y1; ++by) {
    for (int32_t bx = x0 / kBlock; bx * kBlock < x1; ++bx) {
      uint8_t& even = evenBlocks_.data()[size_t(by) * evenStrideBytes() + size_t(bx)];
      if (!even) continue;
      even = 0;
      for (int32_t y = by * kBlock; y < (by + 1) * kBlock; ++y) {
        const uint8_t* first = row(y) + size_t(bx) * blockBytes;
        for (int32_t s = 1; s < samples_; ++s) std::memcpy(row(y, s) + size_t(bx) * blockBytes, first, blockBytes);
      }
    }
  }
}

}  // namespace sw
