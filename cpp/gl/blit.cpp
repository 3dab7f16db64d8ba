// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/framebuffers_test.cpp.

#include "gl/blit.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "gl/context.h"
#include "gl/framebuffers.h"
#include "support/simd.h"
#include "texture/pixel_transfer.h"
#include "texture/resolve.h"
#include "texture/texel.h"
#include "threads/rows.h"

namespace sw::gl {

namespace {

/// One axis of a blit: which source texels each target pixel is made of.
struct Axis {
  int32_t first = 0;               // target pixels [first, first + texel.size())
  std::vector<int32_t> texel;      // nearest source texel; kOutside: the pixel stays as it is, until trim()
  std::vector<int32_t> low, high;  // for linear filtering, clamped to the source
  std::vector<float> weight;       // of `high`
};
constexpr int32_t kOutside = -1;

/// source0, source1 and target0, target1: corners. [clip0, clip1): target pixels that may be written.
Axis mapAxis(int64_t source0, int64_t source1, int64_t target0, int64_t target1, int32_t sourceSize, int32_t clip0,
             int32_t clip1, bool linear) {
  if (target1 < target0) {
    std::swap(target0, target1);
    std::swap(source0, source1);
  }
  Axis axis;
  const int64_t begin = std::max<int64_t>(target0, clip0), end = std::min<int64_t>(target1, clip1);
  if (begin >= end) return axis;
  axis.first = int32_t(begin);
  const int64_t sourceLength = source1 - source0, targetLength = target1 - target0;
  for (int64_t pixel = begin; pixel < end; ++pixel) {
    // The pixel's centre in the source is source0 + numerator / denominator.
    const int64_t denominator = 2 * targetLength;
    const int64_t numerator = (2 * (pixel - target0) + 1) * sourceLength;
    const int64_t quotient = numerator / denominator - (numerator % denominator < 0 ? 1 : 0);
    const int64_t texel = source0 + quotient;
    axis.texel.push_back(texel >= 0 && texel < sourceSize ? int32_t(texel) : kOutside);
    if (linear) {
      const double position = double(source0) + double(numerator) / double(denominator) - 0.5;
      const double low = std::floor(position);
      const auto clamp = [&](double value) { return int32_t(std::clamp(value, 0.0, double(sourceSize - 1))); };
      axis.low.push_back(clamp(low));
      axis.high.push_back(clamp(low + 1));
      axis.weight.push_back(float(position - low));
    }
  }
  return axis;
}

void linearise(const FormatInfo& format, Texel* texels, size_t count) {
  if (!format.srgb) return;
  for (size_t n = 0; n < count; ++n) {
    for (int i = 0; i < 3; ++i) texels[n].set(i, kSrgbTables.linear[size_t(texels[n].f(i) * 255 + 0.5f)]);
  }
}
void encodeSrgb(const FormatInfo& format, Texel* texels, size_t count) {
  if (!format.srgb) return;
  for (size_t n = 0; n < count; ++n) {
    for (int i = 0; i < 3; ++i) texels[n].set(i, linearToSrgb(texels[n].f(i)));
  }
}

/// The part of an axis whose texels lie in the source: they follow each other.
void trim(Axis& axis) {
  const auto isInside = [](int32_t texel) { return texel != kOutside; };
  const auto begin = std::find_if(axis.texel.begin(), axis.texel.end(), isInside) - axis.texel.begin();
  const auto end = axis.texel.rend() - std::find_if(axis.texel.rbegin(), axis.texel.rend(), isInside);
  const auto keep = [&](auto& values) {
    if (values.empty()) return;
    values.erase(values.begin() + std::max(begin, end), values.end());
    values.erase(values.begin(), values.begin() + begin);
  };
  axis.first += int32_t(begin);
  keep(axis.low);
  keep(axis.high);
  keep(axis.weight);
  keep(axis.texel);
}

/// Texels of a row that are copied as they are.
template <size_t kBytes>
void copyColumns(const uint8_t* from, uint8_t* to, const Axis& columns) {
  for (const int32_t texel : columns.texel) {
    std::memcpy(to, from + size_t(texel) * kBytes, kBytes);
    to += kBytes;
  }
}

/// Rows of values that are copied as they are: equal formats, depth (4 bytes), stencil (1 byte).
template <class SourceRow, class TargetRow>
void copyRows(const SourceRow& sourceRow, const TargetRow& targetRow, size_t bytes, const Axis& columns,
              const Axis& rows) {
  const auto width = int32_t(columns.texel.size());
  if (width == 0) return;
  const int32_t first = columns.texel.front();
  bool follow = true;  // each column is the one after that of its left neighbour
  for (int32_t i = 0; i < width; ++i) follow &= columns.texel[size_t(i)] == first + i;
  constexpr uint32_t kColumnWork = 5;
  forTexelRows(int32_t(rows.texel.size()), width, follow ? 0 : kColumnWork, [&](int32_t begin, int32_t end) {
    for (int32_t j = begin; j < end; ++j) {
      const uint8_t* const from = sourceRow(rows.texel[size_t(j)]);
      uint8_t* const to = targetRow(rows.first + j) + size_t(columns.first) * bytes;
      if (follow) {
        std::memcpy(to, from + size_t(first) * bytes, size_t(width) * bytes);
        continue;
      }
      switch (bytes) {
        case 1: copyColumns<1>(from, to, columns); break;
        case 2: copyColumns<2>(from, to, columns); break;
        case 4: copyColumns<4>(from, to, columns); break;
        case 8: copyColumns<8>(from, to, columns); break;
        default: copyColumns<16>(from, to, columns);
      }
    }
  });
}

/// Up to so many columns of a blit that converts or filters, for any rows: what they need of a source row is decoded
/// once for all rows of the target that are made of it.
class ColumnTile {
 public:
  static constexpr int32_t kMostColumns = 64;

  ColumnTile(const Image& source, int32_t layer, const Axis& columns, int32_t begin, int32_t end, bool linear)
      : source_(source), layer_(layer), columns_(columns), begin_(begin), count_(end - begin), linear_(linear) {
    for (int32_t i = 0; i < count_; ++i) {
      const auto at = size_t(begin + i);
      low_[i] = place(linear ? columns.low[at] : columns.texel[at]);
      if (linear) high_[i] = place(columns.high[at]);
    }
  }

  /// Row j of the axis, to `to`.
  void make(const Axis& rows, size_t j, const FormatInfo& format, uint8_t* to) {
    Texel made[kMostColumns];
    if (linear_) {
      const Decoded& low = decoded(rows.low[j], rows.high[j]);
      const Decoded& high = decoded(rows.high[j], rows.low[j]);
      const F32x4 v = rows.weight[j];
      const auto texel = [](const Decoded& row, int32_t place) { return load<F32x4>(row.texels[place].words); };
      for (int32_t i = 0; i < count_; ++i) {
        const F32x4 u = columns_.weight[size_t(begin_ + i)];
        const F32x4 bottom = texel(low, low_[i]) + (texel(low, high_[i]) - texel(low, low_[i])) * u;
        const F32x4 top = texel(high, low_[i]) + (texel(high, high_[i]) - texel(high, low_[i])) * u;
        store(made[i].words, canonicalNan(bottom + (top - bottom) * v));
      }
    } else {
      const Decoded& row = decoded(rows.texel[j], rows.texel[j]);
      for (int32_t i = 0; i < count_; ++i) made[i] = row.texels[low_[i]];
    }
    const auto count = uint32_t(count_);
    conformToBaseFormat(format.baseFormat, format.isInteger(), made, count);
    encodeSrgb(format, made, count);
    encodeTexels(format.storage, made, count, to);
  }

 private:
  static constexpr int32_t kMostTexels = 2 * kMostColumns;
  static constexpr int32_t kMostTexelBytes = 16;
  struct Decoded {
    int32_t y = kOutside;
    Texel texels[kMostTexels];
  };

  /// Where the source's texel x is in decoded rows. Columns next to each other share texels.
  int32_t place(int32_t x) {
    for (int32_t i = texelCount_ - 1; i >= 0 && i >= texelCount_ - 2; --i) {
      if (texel_[i] == x) return i;
    }
    texel_[texelCount_] = x;
    return texelCount_++;
  }

  /// keep: the row that must stay decoded.
  const Decoded& decoded(int32_t y, int32_t keep) {
    for (const Decoded& row : rows_) {
      if (row.y == y) return row;
    }
    Decoded& row = rows_[rows_[0].y == keep ? 1 : 0];
    row.y = y;
    const FormatInfo& format = *source_.format();
    const uint32_t bytes = storageBytes(format.storage);
    const uint8_t* const from = source_.row(y, layer_);
    uint8_t stored[kMostTexels * kMostTexelBytes];
    for (int32_t i = 0; i < texelCount_; ++i) {
      std::memcpy(stored + uint32_t(i) * bytes, from + size_t(texel_[i]) * bytes, bytes);
    }
    decodeTexels(format.storage, stored, uint32_t(texelCount_), row.texels);
    linearise(format, row.texels, size_t(texelCount_));
    return row;
  }

  const Image& source_;
  const int32_t layer_;
  const Axis& columns_;
  const int32_t begin_, count_;
  const bool linear_;
  int32_t texelCount_ = 0;
  int32_t texel_[kMostTexels];
  int32_t low_[kMostColumns], high_[kMostColumns];
  Decoded rows_[2];
};

void blitColor(const Image& source, int32_t sourceLayer, Image& target, int32_t targetLayer, const Axis& columns,
               const Axis& rows, bool linear) {
  const FormatInfo& from = *source.format();
  const FormatInfo& to = *target.format();
  const uint32_t bytes = storageBytes(to.storage);
  if (from.storage == to.storage && from.baseFormat == to.baseFormat && !linear) {
    return copyRows([&](int32_t y) { return source.row(y, sourceLayer); },
                    [&](int32_t y) { return target.row(y, targetLayer); }, bytes, columns, rows);
  }
  constexpr uint32_t kTexelWork = 80;
  const auto width = int32_t(columns.texel.size());
  forTexelRows(int32_t(rows.texel.size()), width, kTexelWork, [&](int32_t begin, int32_t end) {
    for (int32_t x = 0; x < width; x += ColumnTile::kMostColumns) {
      ColumnTile tile(source, sourceLayer, columns, x, std::min(x + ColumnTile::kMostColumns, width), linear);
      for (int32_t j = begin; j < end; ++j) {
        tile.make(rows, size_t(j), to, target.row(rows.first + j, targetLayer) + size_t(columns.first + x) * bytes);
      }
    }
  });
}

/// Of rectangles that are the same on both sides, and formats that are.
void resolveColor(const Image& source, Image& target, int32_t targetLayer, const Axis& columns, const Axis& rows) {
  const auto width = int32_t(columns.texel.size());
  if (width == 0) return;
  const size_t offset = size_t(columns.first) * storageBytes(target.format()->storage);
  forTexelRows(int32_t(rows.texel.size()), width, resolveWork(*source.format()), [&](int32_t first, int32_t end) {
    for (int32_t j = first; j < end; ++j) {
      resolveRow(source, columns.first, rows.texel[size_t(j)], width, target.row(rows.first + j, targetLayer) + offset);
    }
  });
}

bool isSameImage(const Attachment& a, const Attachment& b) { return a.image() == b.image() && a.layer == b.layer; }

/// A blit whose checks are done, for the images of one pair of attachments.
struct Placement {
  Axis columns, rows;
};
Placement place(const Context& c, const Image& source, const Image& target, const BlitRectangle& from,
                const BlitRectangle& to, bool linear) {
  BlitRectangle clip{0, 0, target.width(), target.height()};
  if (c.perFragment.scissorTest) {
    const Rectangle& scissor = c.perFragment.scissor;
    const auto limit = [](int64_t value, int32_t size) { return int32_t(std::clamp<int64_t>(value, 0, size)); };
    clip = {limit(scissor.x, target.width()), limit(scissor.y, target.height()),
            limit(int64_t(scissor.x) + scissor.width, target.width()),
            limit(int64_t(scissor.y) + scissor.height, target.height())};
  }
  Placement placement{mapAxis(from.x0, from.x1, to.x0, to.x1, source.width(), clip.x0, clip.x1, linear),
                      mapAxis(from.y0, from.y1, to.y0, to.y1, source.height(), clip.y0, clip.y1, linear)};
  trim(placement.columns);
  trim(placement.rows);
  return placement;
}

}  // namespace

void blitFramebuffer(Context& c, const BlitRectangle& from, const BlitRectangle& to, GLbitfield mask, GLenum filter) {
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, std::string("blitFramebuffer: ") + reason);
  };
  if (filter != GL_NEAREST && filter != GL_LINEAR) return refuse(GL_INVALID_ENUM, "filter");
  if (mask & ~(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT)) {
    return refuse(GL_INVALID_VALUE, "mask");
  }
  const bool linear = filter == GL_LINEAR;
  if (linear && (mask & (GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT))) {
    return refuse(GL_INVALID_OPERATION, "depth and stencil take the filter NEAREST only");
  }
  for (const BlitRectangle& rectangle : {from, to}) {  // WebGL 2.0: sizes must fit an int
    const auto exceeds = [](int64_t a, int64_t b) { return std::abs(a - b) > INT32_MAX; };
    if (exceeds(rectangle.x0, rectangle.x1) || exceeds(rectangle.y0, rectangle.y1)) {
      return refuse(GL_INVALID_VALUE, "a rectangle is too large");
    }
  }
  Framebuffer& read = *c.framebuffers.read;
  Framebuffer& draw = *c.framebuffers.draw;
  if (!checkComplete(c, read, "blitFramebuffer") || !checkComplete(c, draw, "blitFramebuffer")) return;

  const auto samplesOf = [](Framebuffer& framebuffer) {
    for (const Attachment& attachment : framebuffer.color) {
      if (attachment.isAttached()) return attachment.samples();
    }
    const Attachment* attachment = depthAttachment(framebuffer);
    if (!attachment) attachment = stencilAttachment(framebuffer);
    return attachment ? attachment->samples() : 0;
  };
  if (samplesOf(draw) > 0) return refuse(GL_INVALID_OPERATION, "the draw framebuffer is multisampled");
  const bool resolve = samplesOf(read) > 0 && !read.isDefault();
  if (resolve && (from.x0 != to.x0 || from.y0 != to.y0 || from.x1 != to.x1 || from.y1 != to.y1)) {
    return refuse(GL_INVALID_OPERATION, "the rectangles of a multisampled read framebuffer differ");
  }

  // Buffers that the draw side has not got are left out, without an error. WebGL 2.0, "Reading from a Missing
  // Attachment": on the read side they must be there when there is somewhere to draw to.
  struct Pair {
    Attachment *source, *target;
  };
  std::vector<Pair> colors;
  Attachment* sourceColor = mask & GL_COLOR_BUFFER_BIT ? colorAttachment(read, read.readBuffer) : nullptr;
  const auto exists = [&](GLenum buffer) { return colorAttachment(draw, buffer) != nullptr; };
  if ((mask & GL_COLOR_BUFFER_BIT) && !sourceColor &&
      std::any_of(draw.drawBuffers.begin(), draw.drawBuffers.end(), exists)) {
    return refuse(GL_INVALID_OPERATION, "the read buffer has no image");
  }
  if (sourceColor) {
    const FormatInfo& source = *sourceColor->image()->format();
    if (linear && source.isInteger()) return refuse(GL_INVALID_OPERATION, "integers take the filter NEAREST only");
    for (GLenum buffer : draw.drawBuffers) {
      Attachment* target = colorAttachment(draw, buffer);
      if (!target) continue;
      const FormatInfo& format = *target->image()->format();
      const bool fits =
          source.isInteger() || format.isInteger() ? source.componentClass == format.componentClass : true;
      if (!fits) return refuse(GL_INVALID_OPERATION, "the colours are of different types");
      if (resolve && source.internalFormat != format.internalFormat) {
        return refuse(GL_INVALID_OPERATION, "the formats of a multisampled read framebuffer differ");
      }
      if (isSameImage(*sourceColor, *target)) return refuse(GL_INVALID_OPERATION, "source and target are one image");
      colors.push_back({sourceColor, target});
    }
  }
  const auto pair = [&](GLbitfield bit, Attachment* source, Attachment* target, Pair& out) {
    out = {nullptr, nullptr};
    if (!(mask & bit) || !target) return true;
    if (!source) {
      refuse(GL_INVALID_OPERATION, "the read framebuffer has no depth or stencil image");
      return false;
    }
    if (source->image()->format() != target->image()->format()) {
      refuse(GL_INVALID_OPERATION, "the depth or stencil formats differ");
      return false;
    }
    if (isSameImage(*source, *target)) {
      refuse(GL_INVALID_OPERATION, "source and target are one image");
      return false;
    }
    out = {source, target};
    return true;
  };
  Pair depth, stencil;
  if (!pair(GL_DEPTH_BUFFER_BIT, depthAttachment(read), depthAttachment(draw), depth)) return;
  if (!pair(GL_STENCIL_BUFFER_BIT, stencilAttachment(read), stencilAttachment(draw), stencil)) return;

  if (read.isDefault() || draw.isDefault()) finishPendingClear(c);
  markDrawn(c);
  for (const Pair& color : colors) {
    const Image* source = readableImage(c, *color.source, 0, INT32_MAX);
    Image* target = attachedImage(c, *color.target);
    if (!source || !target) return;
    settleUsers(color.target->use());
    const Placement placement = place(c, *source, *target, from, to, linear);
    if (resolve) {
      resolveColor(*source, *target, color.target->layer, placement.columns, placement.rows);
      continue;
    }
    blitColor(*source, color.source->layer, *target, color.target->layer, placement.columns, placement.rows, linear);
  }
  const auto plain = [&](const Pair& both, size_t bytes, auto rowOf) {
    if (!both.source) return;
    Image* source = attachedImage(c, *both.source);
    Image* target = attachedImage(c, *both.target);
    if (!source || !target) return;
    settleWriters(both.source->use());
    settleUsers(both.target->use());
    const Placement placement = place(c, *source, *target, from, to, false);
    const auto row = [&](Image* image, int32_t layer) {
      return [image, layer, rowOf](int32_t y) { return rowOf(*image, y, layer); };
    };
    copyRows(row(source, both.source->layer), row(target, both.target->layer), bytes, placement.columns,
             placement.rows);
  };
  // Of depth and stencil, the first sample is taken (OpenGL ES 3.0.6 §4.3.3 leaves open which).
  plain(depth, 4, [](Image& image, int32_t y, int32_t z) { return image.row(y, z); });
  plain(stencil, 1, [](Image& image, int32_t y, int32_t z) { return image.stencilRow(y, z); });
}

}  // namespace sw::gl
