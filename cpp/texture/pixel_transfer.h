// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Boxes of pixels between client memory and images. Equal layouts are copied; all else goes through the words of
// texel.h, which is the slow twin of every short path here.

#pragma once

#include <cstdint>

#include "support/fetch_bytes.h"
#include "support/gl_constants.h"
#include "texture/image.h"

namespace sw {

/// Where pixels of a transfer lie in client memory (OpenGL ES 3.0.6 §3.7.1), from the pixel storage modes.
struct ClientLayout {
  uint64_t firstByte = 0;
  uint64_t rowStrideBytes = 0;
  uint64_t imageStrideBytes = 0;
  uint64_t rowBytes = 0;  // of the pixels themselves
  uint64_t endByte = 0;   // behind the last pixel; 0 when there are none
};

struct ClientModes {
  int32_t alignment = 4, rowLength = 0, imageHeight = 0, skipPixels = 0, skipRows = 0, skipImages = 0;
};

/// The pair (format, type) exists, sizes are not negative.
ClientLayout clientLayout(const ClientModes& modes, GLenum format, GLenum type, int32_t width, int32_t height,
                          int32_t depth);

enum class AlphaOperation : uint8_t { None, Premultiply, Unpremultiply };

struct Upload {
  GLenum format = GL_RGBA, type = GL_UNSIGNED_BYTE;
  const uint8_t* bytes = nullptr;  // where firstByte is counted from
  FetchBytes fetch = nullptr;      // gets them in place of that, which is no address then, but not null
  ClientLayout layout;
  bool flipY = false;
  AlphaOperation alpha = AlphaOperation::None;
  /// What the application names for pixels of an element, if it packs them into 16 bits: channels then keep their upper
  /// bits, as in browsers, and are not rounded. 0: nothing of the kind.
  GLenum packedType = 0;
};

struct Box {
  int32_t x = 0, y = 0, z = 0;
  int32_t width = 0, height = 0, depth = 1;
};

/// The box lies in the image, which is allocated.
void upload(const Upload& from, Image& to, const Box& box);
/// Without the short paths.
void uploadSlowly(const Upload& from, Image& to, const Box& box);

/// One row of width pixels from an image to client memory. format and type need not be the image's own; depth and
/// stencil are not read this way.
void readRow(const Image& from, int32_t x, int32_t y, int32_t z, int32_t width, GLenum format, GLenum type,
             uint8_t* to);
void readRowSlowly(const Image& from, int32_t x, int32_t y, int32_t z, int32_t width, GLenum format, GLenum type,
                   uint8_t* to);

/// Rows of a box of one layer, `strideBytes` from one to the next. False: the deadline is over.
bool readBox(const Image& from, const Box& box, GLenum format, GLenum type, uint8_t* to, size_t strideBytes);

/// Copies texels between images of one class (float, int or uint), converting the format; as copyTexSubImage does: sRGB
/// values stay as they are. Boxes lie in their images; the same image only without overlap.
void copyTexels(const Image& from, int32_t fromX, int32_t fromY, int32_t fromZ, Image& to, const Box& box);

/// Colour texels of an sRGB or any other format as RGBA8 rows, which is what most transfers are.
bool isRgba8Layout(TargetFormat storage);

}  // namespace sw
