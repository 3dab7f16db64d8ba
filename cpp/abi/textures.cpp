// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports of texture and sampler objects. Pixels come as (pointer, bytes) of scratch, or host::kFetched.

#include "gl/textures.h"

#include "abi/call.h"
#include "abi/typed_value.h"
#include "gl/samplers.h"
#include "host/imports.h"

namespace sw::abi {

namespace {

/// No data, but bytes: an array whose class does not go with the type.
gl::PixelSource clientPixels(const uint8_t* data, uint32_t bytes) {
  if (!data) return {.kind = bytes ? gl::PixelSource::Kind::Misfit : gl::PixelSource::Kind::None};
  return {.kind = gl::PixelSource::Kind::Client, .bytes = {data, bytes}, .fetch = host::fetchOf(data)};
}
gl::PixelSource bufferPixels(double offset) { return {.kind = gl::PixelSource::Kind::Buffer, .offsetBytes = offset}; }

enum SourceFlags : uint32_t {
  kPremultiplied = 1,
  kHalfFloats = 2,      // instead of bytes
  kKeepsUpperBits = 4,  // packed types do, as where the GPU of a browser packs, which does not round
};

/// flags: SourceFlags.
gl::PixelSource sourcePixels(const uint8_t* data, int32_t width, int32_t height, uint32_t flags) {
  gl::PixelSource source = {.kind = gl::PixelSource::Kind::Dom,
                            .width = width,
                            .height = height,
                            .premultiplied = (flags & kPremultiplied) != 0,
                            .halfFloats = (flags & kHalfFloats) != 0,
                            .keepsUpperBits = (flags & kKeepsUpperBits) != 0};
  source.bytes = {data, size_t(width) * size_t(height) * source.pixelBytes()};
  source.fetch = host::fetchOf(data);
  return source;
}

}  // namespace

SW_EXPORT(gl_createTexture) uint32_t gl_createTexture() {
  OverlappingCall call;
  return call ? gl::createTexture(*call) : 0;
}
SW_EXPORT(gl_deleteTexture) void gl_deleteTexture(uint32_t texture) {
  if (OverlappingCall call; call) gl::deleteTexture(*call, texture);
}
SW_EXPORT(gl_isTexture) uint32_t gl_isTexture(uint32_t texture) {
  OverlappingCall call;
  return call && gl::isTexture(*call, texture);
}
SW_EXPORT(gl_activeTexture) void gl_activeTexture(uint32_t unit) {
  if (OverlappingCall call; call) gl::activeTexture(*call, unit);
}
SW_EXPORT(gl_bindTexture) void gl_bindTexture(uint32_t target, uint32_t texture) {
  if (OverlappingCall call; call) gl::bindTexture(*call, target, texture);
}
SW_EXPORT(gl_texParameterf) void gl_texParameterf(uint32_t target, uint32_t pname, float value) {
  if (OverlappingCall call; call) gl::texParameterf(*call, target, pname, value);
}
SW_EXPORT(gl_texParameteri) void gl_texParameteri(uint32_t target, uint32_t pname, int32_t value) {
  if (OverlappingCall call; call) gl::texParameteri(*call, target, pname, value);
}
/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getTexParameter) const uint8_t* gl_getTexParameter(uint32_t target, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getTexParameter(*call, target, pname)) : nullptr;
}
SW_EXPORT(gl_generateMipmap) void gl_generateMipmap(uint32_t target) {
  if (OverlappingCall call; call) gl::generateMipmap(*call, target);
}

// --- images --------------------------------------------------------------------------------------------------------

SW_EXPORT(gl_texImage2D)
void gl_texImage2D(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                   int32_t border, uint32_t format, uint32_t type, const uint8_t* data, uint32_t bytes) {
  if (OverlappingCall call; call) {
    gl::texImage2D(*call, target, level, internalFormat, width, height, border, format, type,
                   clientPixels(data, bytes));
  }
}
SW_EXPORT(gl_texImage2DFromBuffer)
void gl_texImage2DFromBuffer(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                             int32_t border, uint32_t format, uint32_t type, double offset) {
  if (OverlappingCall call; call) {
    gl::texImage2D(*call, target, level, internalFormat, width, height, border, format, type, bufferPixels(offset));
  }
}
SW_EXPORT(gl_texImage2DFromSource)
void gl_texImage2DFromSource(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                             uint32_t format, uint32_t type, const uint8_t* data, int32_t sourceWidth,
                             int32_t sourceHeight, uint32_t flags) {
  if (OverlappingCall call; call) {
    gl::texImage2D(*call, target, level, internalFormat, width, height, 0, format, type,
                   sourcePixels(data, sourceWidth, sourceHeight, flags));
  }
}
SW_EXPORT(gl_texSubImage2D)
void gl_texSubImage2D(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t width, int32_t height,
                      uint32_t format, uint32_t type, const uint8_t* data, uint32_t bytes) {
  if (OverlappingCall call; call) {
    gl::texSubImage2D(*call, target, level, {.x = x, .y = y, .width = width, .height = height}, format, type,
                      clientPixels(data, bytes));
  }
}
SW_EXPORT(gl_texSubImage2DFromBuffer)
void gl_texSubImage2DFromBuffer(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t width, int32_t height,
                                uint32_t format, uint32_t type, double offset) {
  if (OverlappingCall call; call) {
    gl::texSubImage2D(*call, target, level, {.x = x, .y = y, .width = width, .height = height}, format, type,
                      bufferPixels(offset));
  }
}
SW_EXPORT(gl_texSubImage2DFromSource)
void gl_texSubImage2DFromSource(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t width, int32_t height,
                                uint32_t format, uint32_t type, const uint8_t* data, int32_t sourceWidth,
                                int32_t sourceHeight, uint32_t flags) {
  if (OverlappingCall call; call) {
    gl::texSubImage2D(*call, target, level, {.x = x, .y = y, .width = width, .height = height}, format, type,
                      sourcePixels(data, sourceWidth, sourceHeight, flags));
  }
}
SW_EXPORT(gl_texImage3D)
void gl_texImage3D(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                   int32_t depth, int32_t border, uint32_t format, uint32_t type, const uint8_t* data, uint32_t bytes) {
  if (OverlappingCall call; call) {
    gl::texImage3D(*call, target, level, internalFormat, width, height, depth, border, format, type,
                   clientPixels(data, bytes));
  }
}
SW_EXPORT(gl_texImage3DFromBuffer)
void gl_texImage3DFromBuffer(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                             int32_t depth, int32_t border, uint32_t format, uint32_t type, double offset) {
  if (OverlappingCall call; call) {
    gl::texImage3D(*call, target, level, internalFormat, width, height, depth, border, format, type,
                   bufferPixels(offset));
  }
}
SW_EXPORT(gl_texImage3DFromSource)
void gl_texImage3DFromSource(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                             int32_t depth, uint32_t format, uint32_t type, const uint8_t* data, int32_t sourceWidth,
                             int32_t sourceHeight, uint32_t flags) {
  if (OverlappingCall call; call) {
    gl::texImage3D(*call, target, level, internalFormat, width, height, depth, 0, format, type,
                   sourcePixels(data, sourceWidth, sourceHeight, flags));
  }
}
SW_EXPORT(gl_texSubImage3D)
void gl_texSubImage3D(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t z, int32_t width, int32_t height,
                      int32_t depth, uint32_t format, uint32_t type, const uint8_t* data, uint32_t bytes) {
  if (OverlappingCall call; call) {
    gl::texSubImage3D(*call, target, level, {x, y, z, width, height, depth}, format, type, clientPixels(data, bytes));
  }
}
SW_EXPORT(gl_texSubImage3DFromBuffer)
void gl_texSubImage3DFromBuffer(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t z, int32_t width,
                                int32_t height, int32_t depth, uint32_t format, uint32_t type, double offset) {
  if (OverlappingCall call; call) {
    gl::texSubImage3D(*call, target, level, {x, y, z, width, height, depth}, format, type, bufferPixels(offset));
  }
}
SW_EXPORT(gl_texSubImage3DFromSource)
void gl_texSubImage3DFromSource(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t z, int32_t width,
                                int32_t height, int32_t depth, uint32_t format, uint32_t type, const uint8_t* data,
                                int32_t sourceWidth, int32_t sourceHeight, uint32_t flags) {
  if (OverlappingCall call; call) {
    gl::texSubImage3D(*call, target, level, {x, y, z, width, height, depth}, format, type,
                      sourcePixels(data, sourceWidth, sourceHeight, flags));
  }
}
SW_EXPORT(gl_texStorage2D)
void gl_texStorage2D(uint32_t target, int32_t levels, uint32_t internalFormat, int32_t width, int32_t height) {
  if (OverlappingCall call; call) gl::texStorage2D(*call, target, levels, internalFormat, width, height);
}
SW_EXPORT(gl_texStorage3D)
void gl_texStorage3D(uint32_t target, int32_t levels, uint32_t internalFormat, int32_t width, int32_t height,
                     int32_t depth) {
  if (OverlappingCall call; call) gl::texStorage3D(*call, target, levels, internalFormat, width, height, depth);
}
SW_EXPORT(gl_copyTexImage2D)
void gl_copyTexImage2D(uint32_t target, int32_t level, uint32_t internalFormat, int32_t x, int32_t y, int32_t width,
                       int32_t height, int32_t border) {
  if (OverlappingCall call; call) gl::copyTexImage2D(*call, target, level, internalFormat, x, y, width, height, border);
}
SW_EXPORT(gl_copyTexSubImage2D)
void gl_copyTexSubImage2D(uint32_t target, int32_t level, int32_t xOffset, int32_t yOffset, int32_t x, int32_t y,
                          int32_t width, int32_t height) {
  if (OverlappingCall call; call) gl::copyTexSubImage2D(*call, target, level, xOffset, yOffset, x, y, width, height);
}
SW_EXPORT(gl_copyTexSubImage3D)
void gl_copyTexSubImage3D(uint32_t target, int32_t level, int32_t xOffset, int32_t yOffset, int32_t zOffset, int32_t x,
                          int32_t y, int32_t width, int32_t height) {
  if (OverlappingCall call; call)
    gl::copyTexSubImage3D(*call, target, level, xOffset, yOffset, zOffset, x, y, width, height);
}

// --- compressed images ---------------------------------------------------------------------------------------------

SW_EXPORT(gl_compressedTexImage2D)
void gl_compressedTexImage2D(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                             int32_t border, const uint8_t* data, uint32_t bytes) {
  if (OverlappingCall call; call) {
    gl::compressedTexImage2D(*call, target, level, internalFormat, width, height, border, {.bytes = {data, bytes}});
  }
}
SW_EXPORT(gl_compressedTexImage2DFromBuffer)
void gl_compressedTexImage2DFromBuffer(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width,
                                       int32_t height, int32_t border, int32_t sizeBytes, double offsetBytes) {
  if (OverlappingCall call; call) {
    gl::compressedTexImage2D(*call, target, level, internalFormat, width, height, border,
                             {.fromBuffer = true, .sizeBytes = sizeBytes, .offsetBytes = offsetBytes});
  }
}
SW_EXPORT(gl_compressedTexImage3D)
void gl_compressedTexImage3D(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width, int32_t height,
                             int32_t depth, int32_t border, const uint8_t* data, uint32_t bytes) {
  if (OverlappingCall call; call) {
    gl::compressedTexImage3D(*call, target, level, internalFormat, width, height, depth, border,
                             {.bytes = {data, bytes}});
  }
}
SW_EXPORT(gl_compressedTexImage3DFromBuffer)
void gl_compressedTexImage3DFromBuffer(uint32_t target, int32_t level, uint32_t internalFormat, int32_t width,
                                       int32_t height, int32_t depth, int32_t border, int32_t sizeBytes,
                                       double offsetBytes) {
  if (OverlappingCall call; call) {
    gl::compressedTexImage3D(*call, target, level, internalFormat, width, height, depth, border,
                             {.fromBuffer = true, .sizeBytes = sizeBytes, .offsetBytes = offsetBytes});
  }
}
SW_EXPORT(gl_compressedTexSubImage2D)
void gl_compressedTexSubImage2D(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t width, int32_t height,
                                uint32_t format, const uint8_t* data, uint32_t bytes) {
  if (OverlappingCall call; call) {
    gl::compressedTexSubImage2D(*call, target, level, {.x = x, .y = y, .width = width, .height = height}, format,
                                {.bytes = {data, bytes}});
  }
}
SW_EXPORT(gl_compressedTexSubImage2DFromBuffer)
void gl_compressedTexSubImage2DFromBuffer(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t width,
                                          int32_t height, uint32_t format, int32_t sizeBytes, double offsetBytes) {
  if (OverlappingCall call; call) {
    gl::compressedTexSubImage2D(*call, target, level, {.x = x, .y = y, .width = width, .height = height}, format,
                                {.fromBuffer = true, .sizeBytes = sizeBytes, .offsetBytes = offsetBytes});
  }
}
SW_EXPORT(gl_compressedTexSubImage3D)
void gl_compressedTexSubImage3D(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t z, int32_t width,
                                int32_t height, int32_t depth, uint32_t format, const uint8_t* data, uint32_t bytes) {
  if (OverlappingCall call; call) {
    gl::compressedTexSubImage3D(*call, target, level, {x, y, z, width, height, depth}, format,
                                {.bytes = {data, bytes}});
  }
}
SW_EXPORT(gl_compressedTexSubImage3DFromBuffer)
void gl_compressedTexSubImage3DFromBuffer(uint32_t target, int32_t level, int32_t x, int32_t y, int32_t z,
                                          int32_t width, int32_t height, int32_t depth, uint32_t format,
                                          int32_t sizeBytes, double offsetBytes) {
  if (OverlappingCall call; call) {
    gl::compressedTexSubImage3D(*call, target, level, {x, y, z, width, height, depth}, format,
                                {.fromBuffer = true, .sizeBytes = sizeBytes, .offsetBytes = offsetBytes});
  }
}

// --- samplers ------------------------------------------------------------------------------------------------------

SW_EXPORT(gl_createSampler) uint32_t gl_createSampler() {
  OverlappingCall call;
  return call ? gl::createSampler(*call) : 0;
}
SW_EXPORT(gl_deleteSampler) void gl_deleteSampler(uint32_t sampler) {
  if (OverlappingCall call; call) gl::deleteSampler(*call, sampler);
}
SW_EXPORT(gl_isSampler) uint32_t gl_isSampler(uint32_t sampler) {
  OverlappingCall call;
  return call && gl::isSampler(*call, sampler);
}
SW_EXPORT(gl_bindSampler) void gl_bindSampler(uint32_t unit, uint32_t sampler) {
  if (OverlappingCall call; call) gl::bindSampler(*call, unit, sampler);
}
SW_EXPORT(gl_samplerParameteri) void gl_samplerParameteri(uint32_t sampler, uint32_t pname, int32_t value) {
  if (OverlappingCall call; call) gl::samplerParameteri(*call, sampler, pname, value);
}
SW_EXPORT(gl_samplerParameterf) void gl_samplerParameterf(uint32_t sampler, uint32_t pname, float value) {
  if (OverlappingCall call; call) gl::samplerParameterf(*call, sampler, pname, value);
}
/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getSamplerParameter) const uint8_t* gl_getSamplerParameter(uint32_t sampler, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getSamplerParameter(*call, sampler, pname)) : nullptr;
}

}  // namespace sw::abi
