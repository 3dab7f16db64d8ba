// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/framebuffers_test.cpp.

#include "gl/read_pixels.h"

#include <algorithm>

#include "gl/buffers.h"
#include "gl/context.h"
#include "gl/framebuffers.h"
#include "texture/client_pixels.h"
#include "texture/pixel_transfer.h"

namespace sw::gl {

namespace {

bool isReadFormat(const Context& c, GLenum format) {
  switch (format) {
    case GL_ALPHA:
    case GL_RGB:
    case GL_RGBA: return true;
    case GL_RED:
    case GL_RG:
    case GL_RED_INTEGER:
    case GL_RG_INTEGER:
    case GL_RGB_INTEGER:
    case GL_RGBA_INTEGER: return c.webgl2();
    default: return false;
  }
}

bool isReadType(const Context& c, GLenum type) {
  switch (type) {
    case GL_UNSIGNED_BYTE:
    case GL_UNSIGNED_SHORT_5_6_5:
    case GL_UNSIGNED_SHORT_4_4_4_4:
    case GL_UNSIGNED_SHORT_5_5_5_1: return true;
    case GL_FLOAT:
      return c.webgl2() || c.has(kOesTextureFloat) || c.has(kWebglColorBufferFloat) || c.has(kExtColorBufferHalfFloat);
    case GL_HALF_FLOAT_OES: return !c.webgl2() && (c.has(kOesTextureHalfFloat) || c.has(kExtColorBufferHalfFloat));
    case GL_BYTE:
    case GL_UNSIGNED_SHORT:
    case GL_SHORT:
    case GL_UNSIGNED_INT:
    case GL_INT:
    case GL_HALF_FLOAT:
    case GL_UNSIGNED_INT_2_10_10_10_REV:
    case GL_UNSIGNED_INT_10F_11F_11F_REV:
    case GL_UNSIGNED_INT_5_9_9_9_REV: return c.webgl2();
    default: return false;
  }
}

bool isReadable(const Context& c, const FormatInfo& source, GLenum format, GLenum type) {
  const ReadType preferred = preferredReadType(source);
  if (format == preferred.format && type == preferred.type) return true;
  if (format == preferred.format && type == GL_HALF_FLOAT_OES && preferred.type == GL_HALF_FLOAT) return true;
  switch (source.componentClass) {
    case ComponentClass::UNorm:
      if (format != GL_RGBA) return false;
      if (type == GL_UNSIGNED_BYTE) return true;
      if (type == GL_UNSIGNED_SHORT) return source.redBits == 16;  // EXT_texture_norm16
      return type == GL_UNSIGNED_INT_2_10_10_10_REV && source.storage == TargetFormat::RGB10A2;
    case ComponentClass::SNorm: return format == GL_RGBA && type == GL_BYTE;
    case ComponentClass::Float:
      return format == GL_RGBA && (type == GL_FLOAT || (type == GL_UNSIGNED_BYTE && !c.webgl2()));
    case ComponentClass::Int: return format == GL_RGBA_INTEGER && type == GL_INT;
    case ComponentClass::Uint: return format == GL_RGBA_INTEGER && type == GL_UNSIGNED_INT;
  }
  return false;
}

}  // namespace

ReadRequest checkReadPixels(Context& c, int32_t x, int32_t y, int32_t width, int32_t height, GLenum format, GLenum type,
                            double availableBytes) {
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, std::string("readPixels: ") + reason);
    return ReadRequest{};
  };
  if (!isReadFormat(c, format)) return refuse(GL_INVALID_ENUM, "format");
  if (!isReadType(c, type)) return refuse(GL_INVALID_ENUM, "type");
  if (availableBytes < 0) return refuse(GL_INVALID_OPERATION, "the type does not go with an array of this class");
  if (width < 0 || height < 0) return refuse(GL_INVALID_VALUE, "a size is negative");
  Framebuffer& framebuffer = *c.framebuffers.read;
  if (!checkComplete(c, framebuffer, "readPixels")) return {};
  Attachment* attachment = colorAttachment(framebuffer, framebuffer.readBuffer);
  if (!attachment) return refuse(GL_INVALID_OPERATION, "there is no colour to read");
  if (isUnreadable(framebuffer, *attachment)) return refuse(GL_INVALID_OPERATION, "the framebuffer is multisampled");
  const Image& image = *attachment->image();
  if (!isReadable(c, *image.format(), format, type)) {
    return refuse(GL_INVALID_OPERATION, "format and type do not fit the framebuffer");
  }
  const PixelStoreState& store = c.pixelStore;
  if (int64_t(store.packSkipPixels) + width > (store.packRowLength ? store.packRowLength : width)) {
    return refuse(GL_INVALID_OPERATION, "PACK_SKIP_PIXELS and width exceed the row length");
  }
  const ClientModes modes{.alignment = store.packAlignment,
                          .rowLength = store.packRowLength,
                          .skipPixels = store.packSkipPixels,
                          .skipRows = store.packSkipRows};
  const ClientLayout layout = clientLayout(modes, format, type, width, height, 1);
  if (double(layout.endByte) > availableBytes || layout.endByte > 0xffffffffu) {
    return refuse(GL_INVALID_OPERATION, "there is not enough room");
  }

  ReadRequest request{.valid = true, .format = format, .type = type};
  const int64_t x0 = std::max<int64_t>(x, 0), y0 = std::max<int64_t>(y, 0);
  const int64_t x1 = std::min<int64_t>(int64_t(x) + width, image.width());
  const int64_t y1 = std::min<int64_t>(int64_t(y) + height, image.height());
  if (x0 >= x1 || y0 >= y1) return request;
  const uint32_t pixelBytes = clientPixelBytes(format, type);
  request.x = int32_t(x0);
  request.y = int32_t(y0);
  request.width = int32_t(x1 - x0);
  request.rows = {.rowBytes = uint32_t(x1 - x0) * pixelBytes,
                  .rowStrideBytes = uint32_t(layout.rowStrideBytes),
                  .rows = uint32_t(y1 - y0),
                  .firstByte = uint32_t(layout.firstByte + uint64_t(y0 - y) * layout.rowStrideBytes +
                                        uint64_t(x0 - x) * pixelBytes)};
  return request;
}

bool readRows(Context& c, const ReadRequest& request, uint8_t* to, size_t strideBytes) {
  if (request.rows.rows == 0) return true;
  Framebuffer& framebuffer = *c.framebuffers.read;
  if (framebuffer.isDefault()) finishPendingClear(c);
  Attachment& attachment = *colorAttachment(framebuffer, framebuffer.readBuffer);
  const Image* image = readableImage(c, attachment, request.y, request.rows.rows);
  if (!image) return false;
  readBox(*image, {request.x, request.y, attachment.layer, request.width, int32_t(request.rows.rows)}, request.format,
          request.type, to, strideBytes);
  return true;
}

void readPixelsToBuffer(Context& c, int32_t x, int32_t y, int32_t width, int32_t height, GLenum format, GLenum type,
                        double offset) {
  const auto refuse = [&](GLenum error, const char* reason) { c.error(error, std::string("readPixels: ") + reason); };
  Buffer* buffer = c.bufferBindings.pixelPack.get();
  if (!buffer) return refuse(GL_INVALID_OPERATION, "no PIXEL_PACK_BUFFER is bound");
  if (!(offset >= 0)) return refuse(GL_INVALID_VALUE, "offset is negative");
  if (isBufferBusy(c, *buffer)) return refuse(GL_INVALID_OPERATION, "the buffer is in use by transform feedback");
  const double available = std::max(double(buffer->size()) - offset, 0.0);
  const ReadRequest request = checkReadPixels(c, x, y, width, height, format, type, available);
  if (!request.valid) return;
  const uint32_t elementBytes = clientElementBytes(type);
  if (uint64_t(offset) % elementBytes != 0) {
    return refuse(GL_INVALID_OPERATION, "offset is not a multiple of the type's size");
  }
  if (request.rows.rows == 0) return;
  ++buffer->serial;
  readRows(c, request, buffer->data() + size_t(offset) + request.rows.firstByte, request.rows.rowStrideBytes);
}

}  // namespace sw::gl
