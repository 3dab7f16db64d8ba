// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/buffers.h"

#include <cmath>
#include <cstring>

#include "gl/shading.h"
#include "support/ledger.h"

namespace sw::gl {

BufferMemory::~BufferMemory() { ledger().give(sizeBytes_); }

bool BufferMemory::resize(size_t sizeBytes) {
  if (bytes_ && sizeBytes == sizeBytes_) return true;
  if (!ledger().take(sizeBytes)) return false;
  if (!bytes_.allocate(sizeBytes + kSlackBytes, Storage::Fill::Any)) {
    ledger().give(sizeBytes);
    return false;
  }
  ledger().give(sizeBytes_);
  sizeBytes_ = sizeBytes;
  std::memset(data() + sizeBytes, 0, kSlackBytes);
  return true;
}

namespace {

constexpr double kMaxBufferBytes = 2147483648.0;  // half of what wasm can address

/// The binding point, or null for a target that this version does not have.
Ref<Buffer>* bindingOf(Context& c, GLenum target) {
  BufferBindingState& bindings = c.bufferBindings;
  switch (target) {
    case GL_ARRAY_BUFFER: return &bindings.array;
    case GL_ELEMENT_ARRAY_BUFFER: return &c.vertexInput.array->elementBuffer;
  }
  if (!c.webgl2()) return nullptr;
  switch (target) {
    case GL_COPY_READ_BUFFER: return &bindings.copyRead;
    case GL_COPY_WRITE_BUFFER: return &bindings.copyWrite;
    case GL_PIXEL_PACK_BUFFER: return &bindings.pixelPack;
    case GL_PIXEL_UNPACK_BUFFER: return &bindings.pixelUnpack;
    case GL_UNIFORM_BUFFER: return &bindings.uniform;
    case GL_TRANSFORM_FEEDBACK_BUFFER: return &bindings.transformFeedback;
  }
  return nullptr;
}

bool isUsage(const Context& c, GLenum usage) {
  switch (usage) {
    case GL_STREAM_DRAW:
    case GL_STATIC_DRAW:
    case GL_DYNAMIC_DRAW: return true;
    case GL_STREAM_READ:
    case GL_STREAM_COPY:
    case GL_STATIC_READ:
    case GL_STATIC_COPY:
    case GL_DYNAMIC_READ:
    case GL_DYNAMIC_COPY: return c.webgl2();
  }
  return false;
}

/// Looks up a name for binding; null for 0. False: refused, the error is recorded.
bool findForBinding(Context& c, GLuint name, Buffer*& buffer, const char* command) {
  buffer = c.buffers.find(name);
  if (name == 0 || buffer) return true;
  c.error(GL_INVALID_OPERATION, std::string(command) + ": the buffer was deleted");
  return false;
}

/// Decides nothing yet. False: refused, the error is recorded.
bool checkContent(Context& c, GLenum target, const Buffer* buffer, const char* command) {
  if (!buffer || target == GL_COPY_READ_BUFFER || target == GL_COPY_WRITE_BUFFER) return true;
  const BufferContent wanted = target == GL_ELEMENT_ARRAY_BUFFER ? BufferContent::Indices : BufferContent::Other;
  if (buffer->content != BufferContent::Undecided && buffer->content != wanted) {
    c.error(GL_INVALID_OPERATION,
            std::string(command) + ": element array buffers cannot serve other targets, nor others that one");
    return false;
  }
  return true;
}

/// The first binding decides, also one to the copy targets.
void decideContent(Buffer* buffer, GLenum target) {
  if (!buffer) return;
  buffer->everBound = true;
  if (buffer->content != BufferContent::Undecided) return;
  buffer->content = target == GL_ELEMENT_ARRAY_BUFFER ? BufferContent::Indices : BufferContent::Other;
}

/// The bound buffer for a command on its data, or null with the error recorded.
Buffer* boundForData(Context& c, GLenum target, const char* command) {
  const Ref<Buffer>* binding = bindingOf(c, target);
  if (!binding) {
    c.error(GL_INVALID_ENUM, std::string(command) + ": target");
    return nullptr;
  }
  if (!*binding) {
    c.error(GL_INVALID_OPERATION, std::string(command) + ": no buffer is bound to the target");
    return nullptr;
  }
  return binding->get();
}

void bindIndexed(Context& c, GLenum target, GLuint index, GLuint name, double offset, double size, bool range,
                 const char* command) {
  const auto refuse = [&](GLenum code, const char* why) { c.error(code, std::string(command) + ": " + why); };
  Buffer* buffer;
  if (!findForBinding(c, name, buffer, command)) return;
  if (range && (offset < 0 || size < 0)) return refuse(GL_INVALID_VALUE, "offset or size is negative");
  if (target != GL_UNIFORM_BUFFER && target != GL_TRANSFORM_FEEDBACK_BUFFER) return refuse(GL_INVALID_ENUM, "target");
  if (!checkContent(c, target, buffer, command)) return;
  const bool feedback = target == GL_TRANSFORM_FEEDBACK_BUFFER;
  if (index >= (feedback ? kMaxFeedbackSeparateAttributes : kMaxUniformBufferBindings)) {
    return refuse(GL_INVALID_VALUE, "index is beyond the limit");
  }
  if (range && buffer) {
    if (size == 0) return refuse(GL_INVALID_VALUE, "size is 0");
    if (feedback && (std::fmod(offset, 4) != 0 || std::fmod(size, 4) != 0)) {
      return refuse(GL_INVALID_VALUE, "offset and size must be multiples of 4");
    }
    if (!feedback && std::fmod(offset, kUniformBufferOffsetAlignment) != 0) {
      return refuse(GL_INVALID_VALUE, "offset is not a multiple of UNIFORM_BUFFER_OFFSET_ALIGNMENT");
    }
  }
  if (feedback && c.feedback.object->active) return refuse(GL_INVALID_OPERATION, "transform feedback is active");

  decideContent(buffer, target);
  const bool ranged = range && buffer;
  const IndexedBufferBinding binding{buffer, ranged ? uint64_t(offset) : 0, ranged ? uint64_t(size) : 0};
  if (feedback) {
    c.feedback.object->buffers[index] = binding;
    c.bufferBindings.transformFeedback = buffer;
  } else {
    c.bufferBindings.uniformIndexed[index] = binding;
    c.bufferBindings.uniform = buffer;
    c.dirty |= kDirtyUniformBuffers;
  }
}

template <typename T>
IndexSpan scanIndices(const uint8_t* bytes, uint32_t count, bool restart) {
  T first = T(~T{0}), last = 0;
  bool any = false;
  for (uint32_t i = 0; i < count; ++i) {
    T index;
    std::memcpy(&index, bytes + size_t(i) * sizeof(T), sizeof(T));
    if (restart && index == T(~T{0})) continue;
    any = true;
    first = index < first ? index : first;
    last = index > last ? index : last;
  }
  return any ? IndexSpan{first, last} : IndexSpan{1, 0};
}

}  // namespace

GLuint createBuffer(Context& c) { return c.buffers.create()->name; }

void deleteBuffer(Context& c, GLuint name) {
  Buffer* buffer = c.buffers.find(name);
  if (!buffer) return;
  // Unbound from what is current; other vertex arrays and feedback objects keep it (OpenGL ES 3.0.6 §D.1.2).
  BufferBindingState& bindings = c.bufferBindings;
  for (Ref<Buffer>* binding :
       {&bindings.array, &bindings.copyRead, &bindings.copyWrite, &bindings.pixelPack, &bindings.pixelUnpack,
        &bindings.uniform, &bindings.transformFeedback, &c.vertexInput.array->elementBuffer}) {
    if (*binding == buffer) *binding = nullptr;
  }
  for (VertexAttribute& attribute : c.vertexInput.array->attributes) {
    if (attribute.buffer == buffer) attribute.buffer = nullptr;
  }
  for (IndexedBufferBinding& binding : bindings.uniformIndexed) {
    if (binding.buffer == buffer) binding = {};
  }
  for (IndexedBufferBinding& binding : c.feedback.object->buffers) {
    if (binding.buffer == buffer) binding = {};
  }
  c.dirty |= kDirtyVertexInput | kDirtyUniformBuffers;
  c.buffers.erase(name);
}

bool isBuffer(Context& c, GLuint name) {
  const Buffer* buffer = c.buffers.find(name);
  return buffer && buffer->everBound;
}

void bindBuffer(Context& c, GLenum target, GLuint name) {
  Buffer* buffer;
  if (!findForBinding(c, name, buffer, "bindBuffer")) return;
  Ref<Buffer>* binding = bindingOf(c, target);
  if (!binding) return c.error(GL_INVALID_ENUM, "bindBuffer: target");
  if (!checkContent(c, target, buffer, "bindBuffer")) return;
  decideContent(buffer, target);
  *binding = buffer;
}

void bindBufferBase(Context& c, GLenum target, GLuint index, GLuint name) {
  bindIndexed(c, target, index, name, 0, 0, false, "bindBufferBase");
}

void bindBufferRange(Context& c, GLenum target, GLuint index, GLuint name, double offset, double size) {
  bindIndexed(c, target, index, name, offset, size, true, "bindBufferRange");
}

void bufferData(Context& c, GLenum target, const uint8_t* data, double size, GLenum usage, FetchBytes fetch) {
  Buffer* buffer = boundForData(c, target, "bufferData");
  if (!buffer) return;
  if (size < 0) return c.error(GL_INVALID_VALUE, "bufferData: size is negative");
  if (!isUsage(c, usage)) return c.error(GL_INVALID_ENUM, "bufferData: usage");
  if (isBufferBusy(c, *buffer)) {
    return c.error(GL_INVALID_OPERATION, "bufferData: the buffer is bound for transform feedback and elsewhere");
  }
  if (buffer->activeFeedbacks > 0) {
    return c.error(GL_INVALID_OPERATION, "bufferData: active transform feedback writes to the buffer");
  }
  settleBuffer(*buffer);
  const uint8_t* const oldData = buffer->data();
  const size_t oldSize = buffer->size();
  if (size > kMaxBufferBytes || !buffer->memory.resize(size_t(size))) {
    return c.error(GL_OUT_OF_MEMORY, "bufferData: out of memory");
  }
  if (fetch) {
    fetch(0, buffer->data(), uint32_t(size));
  } else if (data) {
    std::memcpy(buffer->data(), data, size_t(size));
  } else {
    std::memset(buffer->data(), 0, size_t(size));
  }
  buffer->usage = usage;
  ++buffer->serial;
  if (buffer->data() != oldData || buffer->size() != oldSize) c.dirty |= kDirtyVertexInput | kDirtyUniformBuffers;
}

void bufferSubData(Context& c, GLenum target, double offset, const uint8_t* data, uint32_t size, FetchBytes fetch) {
  Buffer* buffer = boundForData(c, target, "bufferSubData");
  if (!buffer) return;
  if (isBufferBusy(c, *buffer)) {
    return c.error(GL_INVALID_OPERATION, "bufferSubData: the buffer is bound for transform feedback and elsewhere");
  }
  if (offset < 0) return c.error(GL_INVALID_VALUE, "bufferSubData: offset is negative");
  if (offset + size > double(buffer->size())) return c.error(GL_INVALID_VALUE, "bufferSubData: beyond the buffer");
  if (size == 0) return;
  settleBuffer(*buffer);
  uint8_t* const at = buffer->data() + size_t(offset);
  if (fetch) {
    fetch(0, at, size);
  } else {
    std::memcpy(at, data, size);
  }
  ++buffer->serial;
}

void copyBufferSubData(Context& c, GLenum readTarget, GLenum writeTarget, double readOffset, double writeOffset,
                       double size) {
  if (readOffset < 0 || writeOffset < 0 || size < 0) {
    return c.error(GL_INVALID_VALUE, "copyBufferSubData: an offset or the size is negative");
  }
  Buffer* source = boundForData(c, readTarget, "copyBufferSubData");
  if (!source) return;
  Buffer* destination = boundForData(c, writeTarget, "copyBufferSubData");
  if (!destination) return;
  if (isBufferBusy(c, *source) || isBufferBusy(c, *destination)) {
    return c.error(GL_INVALID_OPERATION, "copyBufferSubData: a buffer is bound for transform feedback and elsewhere");
  }
  if ((source->content == BufferContent::Indices) != (destination->content == BufferContent::Indices)) {
    return c.error(GL_INVALID_OPERATION, "copyBufferSubData: between an element array buffer and another");
  }
  if (readOffset + size > double(source->size()) || writeOffset + size > double(destination->size())) {
    return c.error(GL_INVALID_VALUE, "copyBufferSubData: beyond a buffer");
  }
  if (source == destination && readOffset < writeOffset + size && writeOffset < readOffset + size && size > 0) {
    return c.error(GL_INVALID_VALUE, "copyBufferSubData: the ranges overlap");
  }
  if (size == 0) return;
  settleBuffer(*destination);
  std::memcpy(destination->data() + size_t(writeOffset), source->data() + size_t(readOffset), size_t(size));
  ++destination->serial;
}

std::span<const uint8_t> getBufferSubData(Context& c, GLenum target, double offset, double size) {
  if (!bindingOf(c, target)) {
    c.error(GL_INVALID_ENUM, "getBufferSubData: target");
    return {};
  }
  if (offset < 0) {
    c.error(GL_INVALID_VALUE, "getBufferSubData: offset is negative");
    return {};
  }
  const Buffer* buffer = boundForData(c, target, "getBufferSubData");
  if (!buffer) return {};
  if (isBufferBusy(c, *buffer) || (isFeedbackBuffer(c, *buffer) && c.feedback.object->active)) {
    c.error(GL_INVALID_OPERATION, "getBufferSubData: the buffer is bound for transform feedback");
    return {};
  }
  if (size < 0 || offset + size > double(buffer->size())) {
    c.error(GL_INVALID_VALUE, "getBufferSubData: beyond the buffer");
    return {};
  }
  static const uint8_t kNothing = 0;
  const uint8_t* data = buffer->data() ? buffer->data() + size_t(offset) : &kNothing;
  return {data, size_t(size)};
}

StateValue getBufferParameter(Context& c, GLenum target, GLenum pname) {
  if (!bindingOf(c, target)) {
    c.error(GL_INVALID_ENUM, "getBufferParameter: target");
    return StateValue::null();
  }
  if (pname != GL_BUFFER_SIZE && pname != GL_BUFFER_USAGE) {
    c.error(GL_INVALID_ENUM, "getBufferParameter: pname");
    return StateValue::null();
  }
  const Buffer* buffer = boundForData(c, target, "getBufferParameter");
  if (!buffer) return StateValue::null();
  return pname == GL_BUFFER_SIZE ? StateValue::integer(int32_t(buffer->size())) : StateValue::enumerant(buffer->usage);
}

bool isFeedbackBuffer(const Context& c, const Buffer& buffer) {
  for (const IndexedBufferBinding& binding : c.feedback.object->buffers) {
    if (binding.buffer == &buffer) return true;
  }
  return false;
}

bool isBufferBusy(const Context& c, const Buffer& buffer) {
  if (!isFeedbackBuffer(c, buffer)) return false;
  const BufferBindingState& bindings = c.bufferBindings;
  const Ref<Buffer>* const general[] = {&bindings.array,
                                        &bindings.copyRead,
                                        &bindings.copyWrite,
                                        &bindings.pixelPack,
                                        &bindings.pixelUnpack,
                                        &bindings.uniform,
                                        &c.vertexInput.array->elementBuffer};
  for (const Ref<Buffer>* binding : general) {
    if (*binding == &buffer) return true;
  }
  for (const VertexAttribute& attribute : c.vertexInput.array->attributes) {
    if (attribute.buffer == &buffer) return true;
  }
  for (const IndexedBufferBinding& binding : bindings.uniformIndexed) {
    if (binding.buffer == &buffer) return true;
  }
  return false;
}

IndexSpan indexSpan(Buffer& buffer, GLenum type, uint32_t offsetBytes, uint32_t count, bool restart) {
  constexpr size_t kMaxRemembered = 64;
  for (const Buffer::IndexRange& range : buffer.indexRanges) {
    if (range.serial == buffer.serial && range.offsetBytes == offsetBytes && range.count == count &&
        range.type == type && range.restart == restart) {
      return {range.first, range.last};
    }
  }
  const uint8_t* bytes = buffer.data() + offsetBytes;
  IndexSpan span{1, 0};
  if (type == GL_UNSIGNED_BYTE) span = scanIndices<uint8_t>(bytes, count, restart);
  if (type == GL_UNSIGNED_SHORT) span = scanIndices<uint16_t>(bytes, count, restart);
  if (type == GL_UNSIGNED_INT) span = scanIndices<uint32_t>(bytes, count, restart);
  if (buffer.indexRanges.size() >= kMaxRemembered ||
      (!buffer.indexRanges.empty() && buffer.indexRanges.front().serial != buffer.serial)) {
    buffer.indexRanges.clear();
  }
  buffer.indexRanges.push_back({buffer.serial, type, offsetBytes, count, restart, span.first, span.last});
  return span;
}

}  // namespace sw::gl
