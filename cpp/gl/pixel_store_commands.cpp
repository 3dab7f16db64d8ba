// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/pixel_store_commands.h"

namespace sw::gl {
namespace {

/// The whole-number parameters; null for others.
int32_t* find(PixelStoreState& state, GLenum pname, bool webgl2) {
  switch (pname) {
    case GL_PACK_ALIGNMENT: return &state.packAlignment;
    case GL_UNPACK_ALIGNMENT: return &state.unpackAlignment;
  }
  if (!webgl2) return nullptr;
  switch (pname) {
    case GL_PACK_ROW_LENGTH: return &state.packRowLength;
    case GL_PACK_SKIP_PIXELS: return &state.packSkipPixels;
    case GL_PACK_SKIP_ROWS: return &state.packSkipRows;
    case GL_UNPACK_ROW_LENGTH: return &state.unpackRowLength;
    case GL_UNPACK_IMAGE_HEIGHT: return &state.unpackImageHeight;
    case GL_UNPACK_SKIP_PIXELS: return &state.unpackSkipPixels;
    case GL_UNPACK_SKIP_ROWS: return &state.unpackSkipRows;
    case GL_UNPACK_SKIP_IMAGES: return &state.unpackSkipImages;
  }
  return nullptr;
}

}  // namespace

void pixelStorei(Context& c, GLenum pname, GLint param) {
  switch (pname) {
    case GL_UNPACK_FLIP_Y_WEBGL: c.pixelStore.unpackFlipY = param != 0; return;
    case GL_UNPACK_PREMULTIPLY_ALPHA_WEBGL: c.pixelStore.unpackPremultiplyAlpha = param != 0; return;
    case GL_UNPACK_COLORSPACE_CONVERSION_WEBGL:
      if (param != int32_t(GL_BROWSER_DEFAULT_WEBGL) && param != int32_t(GL_NONE)) {
        return c.error(GL_INVALID_VALUE, "pixelStorei: UNPACK_COLORSPACE_CONVERSION_WEBGL");
      }
      c.pixelStore.unpackColorspaceConversion = GLenum(param);
      return;
  }
  int32_t* state = find(c.pixelStore, pname, c.webgl2());
  if (!state) return c.error(GL_INVALID_ENUM, "pixelStorei: pname");
  const bool alignment = pname == GL_PACK_ALIGNMENT || pname == GL_UNPACK_ALIGNMENT;
  if (alignment ? param != 1 && param != 2 && param != 4 && param != 8 : param < 0) {
    return c.error(GL_INVALID_VALUE, "pixelStorei: param");
  }
  *state = param;
}

bool pixelStoreParameter(const Context& c, GLenum pname, StateValue& out) {
  switch (pname) {
    case GL_UNPACK_FLIP_Y_WEBGL: out = StateValue::boolean(c.pixelStore.unpackFlipY); return true;
    case GL_UNPACK_PREMULTIPLY_ALPHA_WEBGL: out = StateValue::boolean(c.pixelStore.unpackPremultiplyAlpha); return true;
    case GL_UNPACK_COLORSPACE_CONVERSION_WEBGL:
      out = StateValue::enumerant(c.pixelStore.unpackColorspaceConversion);
      return true;
  }
  const int32_t* state = find(const_cast<PixelStoreState&>(c.pixelStore), pname, c.webgl2());
  if (!state) return false;
  out = StateValue::integer(*state);
  return true;
}

}  // namespace sw::gl
