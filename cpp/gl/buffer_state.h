// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Buffer objects: OpenGL ES 3.0.6 §2.9, WebGL 2.0 "Buffer objects".

#pragma once

#include <cstdint>
#include <vector>

#include "gl/limits.h"
#include "gl/object.h"
#include "support/gl_constants.h"
#include "support/storage.h"
#include "threads/settle.h"

namespace sw::gl {

/// Memory that reaches kSlackBytes beyond its size, which are zero: vector loads of the last element stay inside.
class BufferMemory {
 public:
  static constexpr size_t kSlackBytes = 16;
  BufferMemory() = default;
  BufferMemory(const BufferMemory&) = delete;
  BufferMemory& operator=(const BufferMemory&) = delete;
  ~BufferMemory();  // draws in flight must not know it any more

  /// The bytes are whatever they are then. False, and nothing changed, when memory runs out.
  [[nodiscard]] bool resize(size_t sizeBytes);
  uint8_t* data() const { return bytes_.data(); }
  size_t size() const { return sizeBytes_; }

 private:
  Storage bytes_;
  size_t sizeBytes_ = 0;
};

/// WebGL keeps index data apart from all other data: the first binding decides (WebGL 2.0, "Buffer object binding").
enum class BufferContent : uint8_t { Undecided, Indices, Other };

struct Buffer : Object {
  BufferMemory memory;
  GLenum usage = GL_STATIC_DRAW;
  BufferContent content = BufferContent::Undecided;
  uint32_t activeFeedbacks = 0;  // bindings of transform feedback objects that are active, paused or not
  uint64_t serial = 1;           // of its data: counts every change
  [[no_unique_address]] ShadingUse use;
#ifdef SW_THREADS
  bool changesInFlight = false;  // it got new data while a draw that reads it was in flight: draws take copies of it
  ~Buffer() { settleUsers(use); }
#endif

  /// Smallest and largest index of ranges asked for before, while serial stands.
  struct IndexRange {
    uint64_t serial;
    GLenum type;
    uint32_t offsetBytes, count;
    bool restart;
    uint32_t first, last;  // first > last: no index at all
  };
  std::vector<IndexRange> indexRanges;

  uint8_t* data() const { return memory.data(); }
  size_t size() const { return memory.size(); }
};

/// A binding to an indexed target. sizeBytes 0: the whole buffer, as it is when used.
struct IndexedBufferBinding {
  Ref<Buffer> buffer;
  uint64_t offsetBytes = 0;
  uint64_t sizeBytes = 0;

  size_t availableBytes() const {
    if (!buffer || offsetBytes >= buffer->size()) return 0;
    const uint64_t rest = buffer->size() - offsetBytes;
    return size_t(sizeBytes == 0 || sizeBytes > rest ? rest : sizeBytes);
  }
};

struct BufferBindingState {
  Ref<Buffer> array;
  Ref<Buffer> copyRead, copyWrite;
  Ref<Buffer> pixelPack, pixelUnpack;
  Ref<Buffer> uniform;
  Ref<Buffer> transformFeedback;  // the general binding: belongs to the context (WebGL 2.0), not to the object
  IndexedBufferBinding uniformIndexed[kMaxUniformBufferBindings];
};

}  // namespace sw::gl
