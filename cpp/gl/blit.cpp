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
#include "support/deadline.h"
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
  std::vector<int32_t> texel;      // nearest source texel; kOutside: the pixel stays as it is
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

std::vector<Texel> decodeRow(const Image& image, int32_t layer, int32_t y) {
  std::vector<Texel> row(size_t(image.width()));
  decodeTexels(image.format()->storage, image.row(y, layer), uint32_t(row.size()), row.data());
  linearise(*image.format(), row.data(), row.size());
  return row;
}

void blitColor(const Image& source, int32_t sourceLayer, Image& target, int32_t targetLayer, const Axis& columns,
               const Axis& rows, bool linear) {
  const FormatInfo& from = *source.format();
  const FormatInfo& to = *target.format();
  const uint32_t fromBytes = storageBytes(from.storage), toBytes = storageBytes(to.storage);
  const bool same = from.storage == to.storage && from.baseFormat == to.baseFormat && !linear;
  const size_t width = columns.texel.size();
  std::vector<Texel> low, high;
  int32_t lowRow = kOutside, highRow = kOutside;
  for (size_t j = 0; j < rows.texel.size(); ++j) {
    if (rows.texel[j] == kOutside) continue;
    if (!spendTexels(int32_t(width))) return;
    uint8_t* output = target.row(rows.first + int32_t(j), targetLayer) + size_t(columns.first) * toBytes;
    if (same) {
      const uint8_t* input = source.row(rows.texel[j], sourceLayer);
      for (size_t i = 0; i < width; ++i) {
        if (columns.texel[i] == kOutside) continue;
        std::memcpy(output + i * toBytes, input + size_t(columns.texel[i]) * fromBytes, toBytes);
      }
      continue;
    }
    const int32_t wantedLow = linear ? rows.low[j] : rows.texel[j];
    if (wantedLow != lowRow) {
      if (wantedLow == highRow) {
        std::swap(low, high);
        std::swap(lowRow, highRow);
      } else {
        low = decodeRow(source, sourceLayer, wantedLow);
        lowRow = wantedLow;
      }
    }
    if (linear && rows.high[j] != highRow) {
      high = decodeRow(source, sourceLayer, rows.high[j]);
      highRow = rows.high[j];
    }
    for (size_t i = 0; i < width; ++i) {
      if (columns.texel[i] == kOutside) continue;
      Texel texel;
      if (linear) {
        const size_t x0 = size_t(columns.low[i]), x1 = size_t(columns.high[i]);
        const float u = columns.weight[i], v = rows.weight[j];
        for (int channel = 0; channel < 4; ++channel) {
          const float bottom = low[x0].f(channel) + (low[x1].f(channel) - low[x0].f(channel)) * u;
          const float top = high[x0].f(channel) + (high[x1].f(channel) - high[x0].f(channel)) * u;
          texel.set(channel, canonicalNan(bottom + (top - bottom) * v));
        }
      } else {
        texel = low[size_t(columns.texel[i])];
      }
      conformToBaseFormat(to.baseFormat, to.isInteger(), &texel, 1);
      encodeSrgb(to, &texel, 1);
      encodeTexels(to.storage, &texel, 1, output + i * toBytes);
    }
  }
}

/// Of rectangles that are the same on both sides, and formats that are.
void resolveColor(const Image& source, Image& target, int32_t targetLayer, const Axis& columns, const Axis& rows) {
  const auto isInside = [](int32_t texel) { return texel != kOutside; };
  const auto begin = std::find_if(columns.texel.begin(), columns.texel.end(), isInside);
  const auto width = int32_t(std::count_if(begin, columns.texel.end(), isInside));
  if (width == 0) return;
  const uint32_t bytes = storageBytes(target.format()->storage);
  const auto height = int32_t(rows.texel.size());
  for (int32_t j = 0; j < height; ++j) {
    if (!spendTexels(width)) return;
  }
  constexpr uint64_t kPixelWork = 120;  // that of bytes is nothing beside their loads
  const uint64_t work = hasPlainBytes(*source.format()) ? 0 : uint64_t(height) * uint64_t(width) * kPixelWork;
  forRows(height, work, [&](int32_t first, int32_t end) {
    for (int32_t j = first; j < end; ++j) {
      const int32_t y = rows.texel[size_t(j)];
      if (y != kOutside) resolveRow(source, *begin, y, width, target.row(y, targetLayer) + size_t(*begin) * bytes);
    }
  });
}

/// Rows of plain values: depth (4 bytes) or stencil (1 byte).
template <class RowOf>
void blitPlain(RowOf sourceRow, RowOf targetRow, size_t bytes, const Axis& columns, const Axis& rows) {
  for (size_t j = 0; j < rows.texel.size(); ++j) {
    if (rows.texel[j] == kOutside) continue;
    const uint8_t* input = sourceRow(rows.texel[j]);
    uint8_t* output = targetRow(rows.first + int32_t(j)) + size_t(columns.first) * bytes;
    for (size_t i = 0; i < columns.texel.size(); ++i) {
      if (columns.texel[i] == kOutside) continue;
      std::memcpy(output + i * bytes, input + size_t(columns.texel[i]) * bytes, bytes);
    }
  }
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
  return {mapAxis(from.x0, from.x1, to.x0, to.x1, source.width(), clip.x0, clip.x1, linear),
          mapAxis(from.y0, from.y1, to.y0, to.y1, source.height(), clip.y0, clip.y1, linear)};
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
    blitPlain(row(source, both.source->layer), row(target, both.target->layer), bytes, placement.columns,
              placement.rows);
  };
  // Of depth and stencil, the first sample is taken (OpenGL ES 3.0.6 §4.3.3 leaves open which).
  plain(depth, 4, [](Image& image, int32_t y, int32_t z) { return image.row(y, z); });
  plain(stencil, 1, [](Image& image, int32_t y, int32_t z) { return image.stencilRow(y, z); });
}

}  // namespace sw::gl
