// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// pixelStorei: OpenGL ES 3.0.6 §3.7.1, §4.3.2, WebGL 1.0 and 2.0 "pixel storage parameters".

#pragma once

#include <cstdint>

#include "support/gl_constants.h"

namespace sw::gl {

struct PixelStoreState {
  int32_t packAlignment = 4;
  int32_t packRowLength = 0;
  int32_t packSkipPixels = 0;
  int32_t packSkipRows = 0;
  int32_t unpackAlignment = 4;
  int32_t unpackRowLength = 0;
  int32_t unpackImageHeight = 0;
  int32_t unpackSkipPixels = 0;
  int32_t unpackSkipRows = 0;
  int32_t unpackSkipImages = 0;
  bool unpackFlipY = false;
  bool unpackPremultiplyAlpha = false;
  GLenum unpackColorspaceConversion = GL_BROWSER_DEFAULT_WEBGL;
};

}  // namespace sw::gl
