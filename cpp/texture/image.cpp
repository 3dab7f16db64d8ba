// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/image.h"

#include <cstdlib>
#include <cstring>
#include <utility>

#include "texture/texel.h"

namespace sw {

namespace {
// Routines read and write whole quads (SurfaceState), and four texels at once when converting.
constexpr uint64_t kSlackBytes = 64;
constexpr uint64_t kLargestImageBytes = 0x7fff0000;
constexpr uint64_t kCacheLineBytes = 64;

/// Bytes from one row of texels to the next. Rows begin at multiples of four bytes, as in transfers with the default
/// alignment. Those of samples are an odd number of cache lines apart, so that the rows of a block of pixels spread
/// over the sets of a cache, whatever the width.
uint64_t rowBytes(uint64_t texelBytes, bool sampled) {
  if (!sampled || texelBytes == 0) return (texelBytes + 3) & ~uint64_t(3);
  return ((texelBytes + kCacheLineBytes - 1) / kCacheLineBytes | 1) * kCacheLineBytes;
}
}  // namespace

Image::Image(Image&& other) noexcept { *this = std::move(other); }

Image& Image::operator=(Image&& other) noexcept {
  std::swap(format_, other.format_);
  std::swap(width_, other.width_);
  std::swap(height_, other.height_);
  std::swap(depth_, other.depth_);
  std::swap(samples_, other.samples_);
  std::swap(strideBytes_, other.strideBytes_);
  std::swap(sliceBytes_, other.sliceBytes_);
  std::swap(stencilStrideBytes_, other.stencilStrideBytes_);
  std::swap(stencilSliceBytes_, other.stencilSliceBytes_);
  std::swap(texels_, other.texels_);
  std::swap(stencil_, other.stencil_);
  return *this;
}

Image::~Image() { undefine(); }

void Image::undefine() {
  std::free(texels_);
  std::free(stencil_);
  texels_ = stencil_ = nullptr;
  format_ = nullptr;
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
  const uint64_t texelRow = rowBytes(uint64_t(width) * texelBytes, samples > 1);
  const uint64_t stencilRow = format.stencil ? rowBytes(uint64_t(width), samples > 1) : 0;
  const uint64_t stride = texelRow * uint64_t(samples), stencilStride = stencilRow * uint64_t(samples);
  const uint64_t rows = uint64_t(height) * uint64_t(depth);
  if ((stride + stencilStride) * (rows + 1) + 2 * kSlackBytes > kLargestImageBytes) return false;
  format_ = &format;
  width_ = width;
  height_ = height;
  depth_ = depth;
  samples_ = samples;
  strideBytes_ = uint32_t(stride);
  sliceBytes_ = uint32_t(samples > 1 ? texelRow : stride * uint64_t(height));
  stencilStrideBytes_ = uint32_t(stencilStride);
  stencilSliceBytes_ = uint32_t(samples > 1 ? stencilRow : stencilStride * uint64_t(height));
  return true;
}

bool Image::allocate() {
  if (isEmpty() || texels_ || stencil_) return true;
  const size_t rows = size_t(height_) * size_t(depth_);
  uint8_t* texels = nullptr;
  uint8_t* stencil = nullptr;
  if (strideBytes_) {
    texels = static_cast<uint8_t*>(std::calloc(1, strideBytes_ * (rows + 1) + kSlackBytes));
    if (!texels) return false;
  }
  if (stencilStrideBytes_) {
    stencil = static_cast<uint8_t*>(std::calloc(1, stencilStrideBytes_ * (rows + 1) + kSlackBytes));
    if (!stencil) {
      std::free(texels);
      return false;
    }
  }
  texels_ = texels;
  stencil_ = stencil;

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
        uint8_t* row = texels_ + y * texelRowBytes;
        for (int32_t x = 0; x < width_; ++x) std::memcpy(row + size_t(x) * bytes, packed, bytes);
      }
    }
  }
  return true;
}

}  // namespace sw
