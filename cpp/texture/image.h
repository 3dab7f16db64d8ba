// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The texels of one texture level (all layers or slices of it, or one face of a cube map) or of a renderbuffer. Row 0
// is the bottom row of GL, that is the first row of an upload. Memory is taken when first needed, and is zero then
// (alpha is 1 where the format has none), as WebGL wants of uninitialised images. A renderbuffer may have several
// samples: each row is then as many rows of texels, which take the place of layers: row(y, s) is that of sample s.

#pragma once

#include <cstdint>

#include "pipeline/formats.h"
#include "support/storage.h"
#include "threads/settle.h"

namespace sw {

class Image {
 public:
  Image() = default;
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  Image(Image&& other) noexcept;
  Image& operator=(Image&& other) noexcept;
  ~Image();

  /// Drops the texels and takes on a format and a size; sizes may be zero. False when no memory could ever hold it, and
  /// then the image is undefined.
  [[nodiscard]] bool define(const FormatInfo& format, int32_t width, int32_t height, int32_t depth = 1);
  [[nodiscard]] bool defineSampled(const FormatInfo& format, int32_t width, int32_t height, int32_t samples);
  void undefine();

  /// Draws may use the texels: whose they are. Of an image that no draw knows, none.
#ifdef SW_THREADS
  void belongTo(const ShadingUse& use) { use_ = &use; }
#else
  void belongTo(const ShadingUse&) {}
#endif

  bool isDefined() const { return format_ != nullptr; }
  /// Its internal format was given without sizes: copies into it need not have the same ones (ES 3.0 section 3.8.5).
  bool isUnsized() const { return unsized_; }
  void setUnsized(bool unsized) { unsized_ = unsized; }
  bool isEmpty() const { return width_ == 0 || height_ == 0 || depth_ == 0; }
  const FormatInfo* format() const { return format_; }
  int32_t width() const { return width_; }
  int32_t height() const { return height_; }
  int32_t depth() const { return depth_; }
  int32_t samples() const { return samples_; }  // 1 or more

  /// That the texels take once they exist.
  uint64_t sizeBytes() const;

  /// Makes the texels exist. False: out of memory. An empty image has none, and that is fine.
  [[nodiscard]] bool allocate();
  bool isAllocated() const { return bool(texels_); }

  // Colour, or depth as f32. Rows are linear; see SurfaceState in pipeline/layout.h about reading beyond the last one.
  uint8_t* texels() { return texels_.data(); }
  const uint8_t* texels() const { return texels_.data(); }
  uint32_t strideBytes() const { return strideBytes_; }
  uint32_t sliceBytes() const { return sliceBytes_; }
  uint8_t* row(int32_t y, int32_t z = 0) { return texels_.data() + size_t(z) * sliceBytes_ + size_t(y) * strideBytes_; }
  const uint8_t* row(int32_t y, int32_t z = 0) const { return const_cast<Image*>(this)->row(y, z); }

  // Stencil, one byte per texel, when the format has it.
  uint8_t* stencil() { return stencil_.data(); }
  uint32_t stencilStrideBytes() const { return stencilStrideBytes_; }
  uint8_t* stencilRow(int32_t y, int32_t z = 0) {
    return stencil_.data() + size_t(z) * stencilSliceBytes_ + size_t(y) * stencilStrideBytes_;
  }
  const uint8_t* stencilRow(int32_t y, int32_t z = 0) const { return const_cast<Image*>(this)->stencilRow(y, z); }

  // Colour with samples: which blocks are even (FragmentState::evenBlocks).
  uint8_t* evenBlocks() { return evenBlocks_.data(); }
  uint32_t evenStrideBytes() const { return uint32_t(width_ + 7) / 8; }
  bool isEven(int32_t x, int32_t y) const {
    return evenBlocks_ && evenBlocks_.data()[size_t(y / 8) * evenStrideBytes() + size_t(x / 8)];
  }
  /// All blocks, once sample 0 holds what all samples are to hold.
  void makeEven();
  /// Blocks that the rectangle touches: all their samples are stored then.
  void makeUneven(int32_t x0, int32_t y0, int32_t x1, int32_t y1);

 private:
  /// Before the texels go.
  void settle() const;
  bool defineRows(const FormatInfo& format, int32_t width, int32_t height, int32_t depth, int32_t samples);

  const FormatInfo* format_ = nullptr;
  bool unsized_ = false;
  int32_t width_ = 0, height_ = 0, depth_ = 0, samples_ = 1;
  uint32_t strideBytes_ = 0, sliceBytes_ = 0, stencilStrideBytes_ = 0, stencilSliceBytes_ = 0;
  Storage texels_, stencil_, evenBlocks_;
#ifdef SW_THREADS
  const ShadingUse* use_ = nullptr;  // stays where the image is, when its content is moved
#endif
};

}  // namespace sw
