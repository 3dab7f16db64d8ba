// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The C library under a core that has no operating system. Without these definitions Emscripten would import each from
// JavaScript; with them the core imports the module "host" and nothing else, and whatever opens files finds none.

#ifdef __EMSCRIPTEN__

#include <cstddef>
#include <cstdint>

namespace {
constexpr uint16_t kBadDescriptor = 8;  // WASI errno `badf`
constexpr int kNoSystemCall = -52;      // -ENOSYS in WASI's numbers

struct IoVector {
  const char* data;
  size_t length;
};
}  // namespace

extern "C" {

void emscripten_notify_memory_growth(size_t) {}  // heap views are made at each use, nobody keeps one

[[noreturn]] void __wasi_proc_exit(uint32_t) { __builtin_trap(); }

// Text for stdout and stderr is dropped: what matters is said in info logs and through host::log.
uint16_t __wasi_fd_write(uint32_t, const IoVector* vectors, size_t count, size_t* written) {
  *written = 0;
  for (size_t i = 0; i < count; ++i) *written += vectors[i].length;
  return 0;
}

uint16_t __wasi_fd_read(uint32_t, const IoVector*, size_t, size_t*) { return kBadDescriptor; }
uint16_t __wasi_fd_close(uint32_t) { return kBadDescriptor; }
uint16_t __wasi_fd_seek(uint32_t, int64_t, uint8_t, uint64_t*) { return kBadDescriptor; }

uint16_t __wasi_environ_sizes_get(size_t* count, size_t* bytes) {
  *count = 0;
  *bytes = 0;
  return 0;
}
uint16_t __wasi_environ_get(uint8_t**, uint8_t*) { return 0; }

int __syscall_getcwd(intptr_t, size_t) { return kNoSystemCall; }

}  // extern "C"

#endif
