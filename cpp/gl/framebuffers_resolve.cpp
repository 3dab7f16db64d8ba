// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What reads see of a framebuffer with samples. The page resolves its own by blits; the drawing buffer resolves itself.
//
// Tested by gl/framebuffers_test.cpp.

#include <algorithm>

#include "gl/context.h"
#include "gl/framebuffers.h"
#include "texture/resolve.h"
#include "threads/rows.h"

namespace sw::gl {

bool isUnreadable(const Framebuffer& framebuffer, const Attachment& attachment) {
  return attachment.samples() > 0 && !framebuffer.isDefault();
}

Image* readableImage(Context& c, Attachment& attachment, int64_t y, int64_t rows) {
  settleWriters(attachment.use());
  Image* image = attachedImage(c, attachment);
  FramebufferState& state = c.framebuffers;
  const bool isDrawingBuffer = attachment.renderbuffer == state.defaultFramebuffer->color[0].renderbuffer;
  if (!image || attachment.samples() == 0 || !isDrawingBuffer) return image;
  Image& resolved = state.resolved;
  const bool fits = resolved.isDefined() || resolved.define(*image->format(), image->width(), image->height());
  if (!fits || !resolved.allocate()) {
    loseContext(c, Loss::OutOfMemory, "there is no memory to resolve the drawing buffer");
    return nullptr;
  }
  if (state.resolvedStale) {
    const auto first = int32_t(std::clamp<int64_t>(y, 0, image->height()));
    const auto end = int32_t(std::clamp<int64_t>(y + rows, first, image->height()));
    const int32_t width = image->width();
    forTexelRows(end - first, width, resolveWork(*image->format()), [&](int32_t from, int32_t to) {
      for (int32_t row = first + from; row < first + to; ++row) resolveRow(*image, 0, row, width, resolved.row(row));
    });
    state.resolvedStale = end - first < image->height();
  }
  return &resolved;
}

}  // namespace sw::gl
