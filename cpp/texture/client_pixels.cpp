// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/client_pixels.h"

#include <cmath>
#include <cstring>

#include "support/small_float.h"

namespace sw {

namespace {

template <class T>
T read(const uint8_t* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}
template <class T>
void write(uint8_t* to, T value) {
  std::memcpy(to, &value, sizeof value);
}

bool isIntegerFormat(GLenum format) {
  return format == GL_RED_INTEGER || format == GL_RG_INTEGER || format == GL_RGB_INTEGER || format == GL_RGBA_INTEGER;
}

uint32_t clientComponents(GLenum format) {
  switch (format) {
    case GL_RED:
    case GL_RED_INTEGER:
    case GL_LUMINANCE:
    case GL_ALPHA:
    case GL_DEPTH_COMPONENT: return 1;
    case GL_RG:
    case GL_RG_INTEGER:
    case GL_LUMINANCE_ALPHA:
    case GL_DEPTH_STENCIL: return 2;
    case GL_RGB:
    case GL_RGB_INTEGER:
    case GL_SRGB_EXT: return 3;
    case GL_RGBA:
    case GL_RGBA_INTEGER:
    case GL_SRGB_ALPHA_EXT: return 4;
    default: return 0;
  }
}

uint32_t floatWord(float value) { return std::bit_cast<uint32_t>(value); }

/// One component; integer: as it is, else as a float (OpenGL ES 3.0.6 §2.1.6).
uint32_t decodeComponent(GLenum type, const uint8_t* from, bool integer) {
  switch (type) {
    case GL_UNSIGNED_BYTE: return integer ? *from : floatWord(float(*from) / 255.0f);
    case GL_BYTE: {
      const int8_t value = int8_t(*from);
      return integer ? uint32_t(value) : floatWord(std::fmax(float(value) / 127.0f, -1.0f));
    }
    case GL_UNSIGNED_SHORT: {
      const uint16_t value = read<uint16_t>(from);
      return integer ? value : floatWord(float(value) / 65535.0f);
    }
    case GL_SHORT: {
      const int16_t value = read<int16_t>(from);
      return integer ? uint32_t(value) : floatWord(std::fmax(float(value) / 32767.0f, -1.0f));
    }
    case GL_UNSIGNED_INT: {
      const uint32_t value = read<uint32_t>(from);
      return integer ? value : floatWord(float(double(value) / 4294967295.0));
    }
    case GL_INT: {
      const int32_t value = read<int32_t>(from);
      return integer ? uint32_t(value) : floatWord(float(std::fmax(double(value) / 2147483647.0, -1.0)));
    }
    case GL_HALF_FLOAT:
    case GL_HALF_FLOAT_OES: return floatWord(halfToFloat(read<uint16_t>(from)));
    default: return read<uint32_t>(from);  // FLOAT
  }
}

void encodeComponent(GLenum type, uint32_t word, bool integer, uint8_t* to) {
  const float value = std::bit_cast<float>(word);
  switch (type) {
    case GL_UNSIGNED_BYTE: *to = uint8_t(integer ? (word < 255 ? word : 255) : floatToUnorm(value, 255)); return;
    case GL_BYTE: {
      const int32_t number = int32_t(word);
      *to = uint8_t(integer ? (number > 127 ? 127 : number < -128 ? -128 : number) : floatToSnorm(value, 127));
      return;
    }
    case GL_UNSIGNED_SHORT:
      return write(to, uint16_t(integer ? (word < 65535 ? word : 65535) : floatToUnorm(value, 65535)));
    case GL_SHORT: {
      const int32_t number = int32_t(word);
      return write(to, int16_t(integer ? (number > 32767    ? 32767
                                          : number < -32768 ? -32768
                                                            : number)
                                       : floatToSnorm(value, 32767)));
    }
    case GL_UNSIGNED_INT: return write(to, integer ? word : uint32_t(double(clampToUnit(value)) * 4294967295.0 + 0.5));
    case GL_INT: {
      const double unit = value > -1 ? (value < 1 ? double(value) : 1.0) : -1.0;
      return write(to, integer ? int32_t(word) : int32_t(std::floor(unit * 2147483647.0 + 0.5)));
    }
    case GL_HALF_FLOAT:
    case GL_HALF_FLOAT_OES: return write(to, floatToHalf(value));
    default: return write(to, word);  // FLOAT
  }
}

void decodePacked(GLenum type, const uint8_t* from, bool integer, Texel& to) {
  if (const TargetFormatInfo* layout = packedLayout(type)) {
    const uint32_t word = layout->texelBytes == 2 ? read<uint16_t>(from) : read<uint32_t>(from);
    for (int i = 0; i < layout->channels; ++i) {
      const uint32_t maximum = (1u << layout->bits[i]) - 1;
      const uint32_t value = word >> layout->shift[i] & maximum;
      to.words[i] = integer ? value : floatWord(float(value) / float(maximum));
    }
    return;
  }
  float rgb[3];
  switch (type) {
    case GL_UNSIGNED_INT_10F_11F_11F_REV: unpackR11G11B10F(read<uint32_t>(from), rgb); break;
    case GL_UNSIGNED_INT_5_9_9_9_REV: unpackRgb9E5(read<uint32_t>(from), rgb); break;
    case GL_UNSIGNED_INT_24_8: {
      const uint32_t word = read<uint32_t>(from);
      to.set(0, float(double(word >> 8) / 16777215.0));
      to.words[1] = word & 255;
      return;
    }
    case GL_FLOAT_32_UNSIGNED_INT_24_8_REV:
      to.words[0] = read<uint32_t>(from);
      to.words[1] = from[4];
      return;
    default: return;
  }
  for (int i = 0; i < 3; ++i) to.set(i, rgb[i]);
}

void encodePacked(GLenum type, const Texel& from, bool integer, uint8_t* to) {
  if (const TargetFormatInfo* layout = packedLayout(type)) {
    uint32_t word = 0;
    for (int i = 0; i < layout->channels; ++i) {
      const uint32_t maximum = (1u << layout->bits[i]) - 1;
      const uint32_t value =
          integer ? (from.words[i] < maximum ? from.words[i] : maximum) : floatToUnorm(from.f(i), float(maximum));
      word |= value << layout->shift[i];
    }
    if (layout->texelBytes == 2) {
      write(to, uint16_t(word));
    } else {
      write(to, word);
    }
    return;
  }
  switch (type) {
    case GL_UNSIGNED_INT_10F_11F_11F_REV: return write(to, packR11G11B10F(from.f(0), from.f(1), from.f(2)));
    case GL_UNSIGNED_INT_5_9_9_9_REV: return write(to, packRgb9E5(from.f(0), from.f(1), from.f(2)));
    case GL_UNSIGNED_INT_24_8:
      return write(to, uint32_t(double(clampToUnit(from.f(0))) * 16777215.0 + 0.5) << 8 | (from.words[1] & 255));
    case GL_FLOAT_32_UNSIGNED_INT_24_8_REV: write(to, from.words[0]); return write(to + 4, from.words[1] & 255);
    default: return;
  }
}

}  // namespace

uint32_t clientElementBytes(GLenum type) {
  switch (type) {
    case GL_BYTE:
    case GL_UNSIGNED_BYTE: return 1;
    case GL_SHORT:
    case GL_UNSIGNED_SHORT:
    case GL_HALF_FLOAT:
    case GL_HALF_FLOAT_OES:
    case GL_UNSIGNED_SHORT_5_6_5:
    case GL_UNSIGNED_SHORT_4_4_4_4:
    case GL_UNSIGNED_SHORT_5_5_5_1: return 2;
    case GL_INT:
    case GL_UNSIGNED_INT:
    case GL_FLOAT:
    case GL_UNSIGNED_INT_2_10_10_10_REV:
    case GL_UNSIGNED_INT_10F_11F_11F_REV:
    case GL_UNSIGNED_INT_5_9_9_9_REV:
    case GL_UNSIGNED_INT_24_8: return 4;
    case GL_FLOAT_32_UNSIGNED_INT_24_8_REV: return 8;
    default: return 0;
  }
}

bool isPackedType(GLenum type) {
  switch (type) {
    case GL_UNSIGNED_SHORT_5_6_5:
    case GL_UNSIGNED_SHORT_4_4_4_4:
    case GL_UNSIGNED_SHORT_5_5_5_1:
    case GL_UNSIGNED_INT_2_10_10_10_REV:
    case GL_UNSIGNED_INT_10F_11F_11F_REV:
    case GL_UNSIGNED_INT_5_9_9_9_REV:
    case GL_UNSIGNED_INT_24_8:
    case GL_FLOAT_32_UNSIGNED_INT_24_8_REV: return true;
    default: return false;
  }
}

const TargetFormatInfo* packedLayout(GLenum type) {
  switch (type) {
    case GL_UNSIGNED_SHORT_5_6_5: return &targetFormatInfo(TargetFormat::RGB565);
    case GL_UNSIGNED_SHORT_4_4_4_4: return &targetFormatInfo(TargetFormat::RGBA4);
    case GL_UNSIGNED_SHORT_5_5_5_1: return &targetFormatInfo(TargetFormat::RGB5A1);
    case GL_UNSIGNED_INT_2_10_10_10_REV: return &targetFormatInfo(TargetFormat::RGB10A2);
    default: return nullptr;
  }
}

uint32_t clientPixelBytes(GLenum format, GLenum type) {
  const uint32_t components = clientComponents(format);
  if (isPackedType(type)) return components ? clientElementBytes(type) : 0;
  return components * clientElementBytes(type);
}

void decodeClientPixels(GLenum format, GLenum type, const uint8_t* from, uint32_t count, Texel* to) {
  const bool integer = isIntegerFormat(format);
  const uint32_t one = integer ? 1 : floatWord(1);
  const uint32_t components = clientComponents(format);
  const uint32_t elementBytes = clientElementBytes(type);
  const uint32_t pixelBytes = clientPixelBytes(format, type);
  const bool packed = isPackedType(type);
  for (uint32_t n = 0; n < count; ++n, from += pixelBytes) {
    Texel& texel = to[n];
    texel = {{0, 0, 0, one}};
    if (packed) {
      decodePacked(type, from, integer, texel);
      continue;
    }
    for (uint32_t i = 0; i < components; ++i) {
      texel.words[i] = decodeComponent(type, from + i * elementBytes, integer);
    }
    switch (format) {
      case GL_LUMINANCE_ALPHA: texel.words[3] = texel.words[1]; [[fallthrough]];
      case GL_LUMINANCE: texel.words[1] = texel.words[2] = texel.words[0]; break;
      case GL_ALPHA:
        texel.words[3] = texel.words[0];
        texel.words[0] = 0;
        break;
      default: break;
    }
  }
}

void encodeClientPixels(GLenum format, GLenum type, const Texel* from, uint32_t count, uint8_t* to) {
  const bool integer = isIntegerFormat(format);
  const uint32_t components = clientComponents(format);
  const uint32_t elementBytes = clientElementBytes(type);
  const uint32_t pixelBytes = clientPixelBytes(format, type);
  const bool packed = isPackedType(type);
  for (uint32_t n = 0; n < count; ++n, to += pixelBytes) {
    if (packed) {
      encodePacked(type, from[n], integer, to);
      continue;
    }
    uint32_t words[4] = {from[n].words[0], from[n].words[1], from[n].words[2], from[n].words[3]};
    if (format == GL_ALPHA) words[0] = words[3];
    if (format == GL_LUMINANCE_ALPHA) words[1] = words[3];
    for (uint32_t i = 0; i < components; ++i) encodeComponent(type, words[i], integer, to + i * elementBytes);
  }
}

}  // namespace sw
