// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "testing/context/fake_host.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "gl/buffers.h"
#include "gl/framebuffers.h"
#include "gl/programs.h"
#include "gl/routine_table.h"
#include "gl/shaders.h"
#include "host/guest.h"
#include "host/imports.h"
#include "support/address.h"

namespace sw::gl {

FakeHost& fakeHost() {
  static FakeHost host;
  return host;
}

TestContext::TestContext(int version) {
  c.version = version;
  c.raster.viewport = c.perFragment.scissor = {0, 0, 8, 8};
  if (!resizeDrawingBuffer(c, 8, 8)) __builtin_trap();
}

GLuint TestContext::useLinkedProgram() {
  const GLuint vertex = createShader(c, GL_VERTEX_SHADER), fragment = createShader(c, GL_FRAGMENT_SHADER);
  const GLuint program = createProgram(c);
  compileShader(c, vertex);
  compileShader(c, fragment);
  attachShader(c, program, vertex);
  attachShader(c, program, fragment);
  linkProgram(c, program);
  useProgram(c, program);
  return program;
}

GLuint TestContext::boundBuffer(GLenum target, std::vector<uint8_t> bytes) {
  const GLuint buffer = createBuffer(c);
  bindBuffer(c, target, buffer);
  bufferData(c, target, bytes.data(), double(bytes.size()), GL_STATIC_DRAW);
  return buffer;
}

}  // namespace sw::gl

namespace sw::host {
namespace {

int64_t answer(const std::vector<uint8_t>& bytes) {
  if (gl::fakeHost().outOfMemory) return 0;
  uint32_t address = host::guestAllocate(int32_t(bytes.size()));
  if (address == 0) address = host::guestAllocateLarge(uint32_t(bytes.size()));
  std::memcpy(host::guestPointer(address), bytes.data(), bytes.size());
  return host::packResult(address, uint32_t(bytes.size()));
}

void append(std::vector<uint8_t>& bytes, uint32_t word) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(uint8_t(word >> shift));
}

void fakeVertexRoutine(Address, Address, uint32_t count, Address records) {
  ++gl::fakeHost().vertexCalls;
  const size_t cells = vertexRecordCells(gl::fakeHost().program.varyingCells);
  std::memset(fromAddress<void>(records), 0, (size_t(count) + 3) / 4 * 4 * cells * 4);
}
void fakeFragmentRoutine(Address, Address, uint32_t) { ++gl::fakeHost().fragmentCalls; }

}  // namespace

int64_t compileShader(uint32_t, const char* source, uint32_t length, uint32_t, uint32_t) {
  host::resetGuestArena();
  gl::fakeHost().compiledSources.emplace_back(source, length);
  std::vector<uint8_t> bytes;
  append(bytes, gl::fakeHost().compiles ? 1 : 0);
  bytes.insert(bytes.end(), gl::fakeHost().infoLog.begin(), gl::fakeHost().infoLog.end());
  return answer(bytes);
}

int64_t linkProgram(uint32_t, uint32_t, const uint8_t*, uint32_t) {
  host::resetGuestArena();
  gl::FakeHost& host = gl::fakeHost();
  ++host.timesLinked;
  std::vector<uint8_t> bytes;
  append(bytes, host.links ? 1 : 0);
  append(bytes, uint32_t(host.infoLog.size()));
  bytes.insert(bytes.end(), host.infoLog.begin(), host.infoLog.end());
  const std::vector<uint8_t> info = serialise(host.program);
  if (host.links) bytes.insert(bytes.end(), info.begin(), info.end());
  return answer(bytes);
}

void releaseShader(uint32_t) { ++gl::fakeHost().shadersReleased; }
void releaseProgram(uint32_t) { ++gl::fakeHost().programsReleased; }

int64_t makeRoutine(uint32_t, uint32_t kind, const uint8_t* key, uint32_t keyBytes, uint32_t slot) {
  gl::FakeHost& host = gl::fakeHost();
  host::resetGuestArena();
  std::vector<uint8_t> bytes;
  append(bytes, host.refusal ? 0 : 1 | host.blockWork << 8);
  if (host.refusal) {
    bytes.insert(bytes.end(), host.refusal->begin(), host.refusal->end());
    return answer(bytes);
  }
  ++host.routinesMade;
  auto& routines = gl::nativeRoutines();
  if (routines.size() <= slot) routines.resize(slot + 1);
  if (host.routineFor) {
    routines[slot] = host.routineFor(kind, {key, keyBytes});
    return answer(bytes);
  }
  routines[slot] = kind == uint32_t(RoutineKind::Vertex) ? reinterpret_cast<void (*)()>(&fakeVertexRoutine)
                                                         : reinterpret_cast<void (*)()>(&fakeFragmentRoutine);
  return answer(bytes);
}

uint32_t acquireSlot() {
  gl::FakeHost& host = gl::fakeHost();
  if (host.slotsLeft == 0) return 0;
  const uint32_t slot = host.slotsLeft--;
  host.liveSlots.push_back(slot);
  return slot;
}

void releaseSlot(uint32_t slot) {
  std::vector<uint32_t>& live = gl::fakeHost().liveSlots;
  live.erase(std::remove(live.begin(), live.end(), slot), live.end());
}

void* allocateData(uint32_t bytes) {
  if (gl::fakeHost().dataRefused) return nullptr;
  ++gl::fakeHost().liveData;
  return std::aligned_alloc(16, (bytes + 15) & ~15u);
}
void freeData(void* data) {
  --gl::fakeHost().liveData;
  std::free(data);
}

#ifdef SW_THREADS
void wakeThreads() {
  if (gl::fakeHost().wakeThreads) gl::fakeHost().wakeThreads();
}
void wantThreads() { ++gl::fakeHost().timesWanted; }
#endif

void fetchBytes(uint32_t offset, uint8_t* to, uint32_t bytes) {
  std::copy_n(gl::fakeHost().pageBytes.begin() + offset, bytes, to);
}
void offerMemory() {}
void offerWork() {}

double now() { return gl::fakeHost().nowMs; }

void log(uint32_t, const char* text, uint32_t length) { gl::fakeHost().messages.emplace_back(text, length); }

}  // namespace sw::host
