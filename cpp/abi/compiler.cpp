// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The compiler's exports (docs/abi.md): the page's one compiler instance turns text into shaders, pairs of them into
// programs, and programs into modules. It knows no context; handles are its own, and a handle that it does not know
// makes the call fail.

#include <cstring>
#include <memory>
#include <string>

#include "host/arena.h"
#include "host/guest.h"
#include "host/imports.h"
#include "pipeline/link_options.h"
#include "shader/codegen/routine_main.h"
#include "shader/codegen/routine_text.h"
#include "shader/codegen/routines.h"
#include "shader/compile/compile.h"
#include "shader/compile/warm_up.h"
#include "support/deadline.h"
#include "support/export.h"
#include "wasm/shared_memory.h"

namespace sw {
namespace {

/// Then the key in words, then the listing.
struct RoutineTextPayload {
  uint32_t wasmBytes;
  uint32_t keyBytes;
};

/// Objects by handle. Handles count up from 1; a released one's place is used again.
template <typename T>
class HandleTable {
 public:
  uint32_t add(std::unique_ptr<T> object) {
    for (size_t i = 0; i < objects_.size(); ++i) {
      if (objects_[i] != nullptr) continue;
      objects_[i] = std::move(object);
      return uint32_t(i + 1);
    }
    objects_.push_back(std::move(object));
    return uint32_t(objects_.size());
  }
  T* find(uint32_t handle) { return handle - 1 < objects_.size() ? objects_[handle - 1].get() : nullptr; }
  void release(uint32_t handle) {
    if (find(handle) != nullptr) objects_[handle - 1].reset();
  }

 private:
  std::vector<std::unique_ptr<T>> objects_;
};

HandleTable<ir::Shader>& shaders() {
  static HandleTable<ir::Shader> table;
  return table;
}

HandleTable<LinkedProgram>& programs() {
  static HandleTable<LinkedProgram> table;
  return table;
}

/// The host reads the word, and throws the instance away.
[[noreturn]] void stopCompiling() {
  constexpr std::string_view kTimedOut = "timed out";
  host::log(host::kLogLost, kTimedOut.data(), uint32_t(kTimedOut.size()));
  __builtin_trap();
}

void beginCall() {
  commandDeadline().begin();
  host::expirePayloads();
  host::resetGuestArena();
}

const uint8_t* fail(const char* message) {
  host::setLastError(message);
  return nullptr;
}

void appendU32(std::vector<uint8_t>& bytes, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(uint8_t(value >> shift));
}

void append(std::vector<uint8_t>& bytes, std::string_view text) { bytes.insert(bytes.end(), text.begin(), text.end()); }

const uint8_t* payload(const std::vector<uint8_t>& bytes) { return host::payloadOf(std::span<const uint8_t>(bytes)); }

template <typename Key>
bool readKey(const uint8_t* bytes, uint32_t length, Key& key) {
  static_assert(std::has_unique_object_representations_v<Key>, "keys are compared and passed as bytes");
  if (length != sizeof key) return false;
  memcpy(&key, bytes, sizeof key);
  return true;
}

}  // namespace
}  // namespace sw

/// Of each call from now on.
SW_EXPORT(compiler_setLimits) void compiler_setLimits(double maxCommandMs) {
  sw::commandDeadline().configure(&sw::host::now, maxCommandMs);
  sw::compilerStop() = &sw::stopCompiling;
}

/// stage: 0 vertex, 1 fragment.
/// Payload (small or blob, until the next call): u32 handle (0: failed), then the info log.
SW_EXPORT(compiler_compile)
const uint8_t* compiler_compile(uint32_t stage, const char* source, uint32_t sourceBytes, uint32_t webglVersion,
                                uint32_t extensions) {
  using namespace sw;
  beginCall();
  if (stage > 1) return fail("compiler_compile: stage");
  CompileResult result = compileShader(ir::Stage(stage), std::string_view(source, sourceBytes),
                                       {.webglVersion = int(webglVersion), .extensions = extensions});
  std::vector<uint8_t> bytes;
  appendU32(bytes, result.shader ? shaders().add(std::make_unique<ir::Shader>(std::move(*result.shader))) : 0);
  append(bytes, result.infoLog);
  return payload(bytes);
}

/// Payload (small or blob, until the next call): u32 handle (0: failed), u32 bytes of the info log, the info log,
/// ProgramInfo.
SW_EXPORT(compiler_link)
const uint8_t* compiler_link(uint32_t vertex, uint32_t fragment, const uint8_t* options, uint32_t optionsBytes) {
  using namespace sw;
  beginCall();
  const ir::Shader* vertexShader = shaders().find(vertex);
  const ir::Shader* fragmentShader = shaders().find(fragment);
  if (vertexShader == nullptr || fragmentShader == nullptr) return fail("compiler_link: no such shader");
  const std::optional<LinkOptions> linkOptions = deserialiseLinkOptions({options, optionsBytes});
  if (!linkOptions) return fail("compiler_link: options");
  LinkResult result = link(*vertexShader, *fragmentShader, *linkOptions);
  std::vector<uint8_t> info;
  uint32_t handle = 0;
  if (result.program) {
    info = serialise(result.program->info);
    handle = programs().add(std::make_unique<LinkedProgram>(std::move(*result.program)));
  }
  std::vector<uint8_t> bytes;
  appendU32(bytes, handle);
  appendU32(bytes, uint32_t(result.infoLog.size()));
  append(bytes, result.infoLog);
  bytes.insert(bytes.end(), info.begin(), info.end());
  return payload(bytes);
}

/// kind: RoutineKind, and kSharedMemory for a core whose memory is shared; the key's bytes as the core has them.
/// Payload (small or blob, until the next call): the module. For a core whose memory is shared, fragment routines have
/// a custom section `work`, a u32: instructions of four lanes that a whole block takes, roughly.
SW_EXPORT(compiler_routine)
const uint8_t* compiler_routine(uint32_t program, uint32_t kind, const uint8_t* key, uint32_t keyBytes) {
  using namespace sw;
  constexpr uint32_t kSharedMemory = 256;
  beginCall();
  const LinkedProgram* linked = programs().find(program);
  if (linked == nullptr) return fail("compiler_routine: no such program");
  wasm::importSharedMemories((kind & kSharedMemory) != 0);
  kind &= ~kSharedMemory;
  RoutineCode code;
  if (kind == uint32_t(RoutineKind::Vertex)) {
    VertexKey vertexKey;
    if (!readKey(key, keyBytes, vertexKey)) return fail("compiler_routine: key");
    code = generateVertexRoutine(*linked, vertexKey);
  } else if (kind == uint32_t(RoutineKind::Fragment)) {
    FragmentKey fragmentKey;
    if (!readKey(key, keyBytes, fragmentKey)) return fail("compiler_routine: key");
    code = generateFragmentRoutine(*linked, fragmentKey);
  } else if (kind == uint32_t(RoutineKind::VertexMain)) {
    VertexKey vertexKey{};  // without bytes: no attribute has an array
    if (keyBytes != 0 && !readKey(key, keyBytes, vertexKey)) return fail("compiler_routine: key");
    code = generateVertexMain(*linked, vertexKey);
  } else if (kind == uint32_t(RoutineKind::FragmentMain)) {
    code = generateFragmentMain(*linked);
  } else {
    return fail("compiler_routine: kind");
  }
  if (code.wasm.empty()) return fail(code.error.c_str());
  return payload(code.wasm);
}

/// Payload (string, until the next call): the IR of one stage (0 vertex, 1 fragment) as text; 2 and 3: the wasm of
/// their mains (routine_main.h) as text.
SW_EXPORT(compiler_text) const uint8_t* compiler_text(uint32_t program, uint32_t stage) {
  using namespace sw;
  beginCall();
  const LinkedProgram* linked = programs().find(program);
  if (linked == nullptr || stage > 3) return fail("compiler_text: no such program or stage");
  if (stage > 1) {
    std::string listing;
    const RoutineCode code =
        stage == 2 ? generateVertexMain(*linked, VertexKey{}, &listing) : generateFragmentMain(*linked, &listing);
    if (code.wasm.empty()) return fail(code.error.c_str());
    return host::payloadOf(std::string_view(listing));
  }
  return host::payloadOf(std::string_view(ir::toText(stage == 0 ? linked->vertex : linked->fragment)));
}

/// A routine of kind Vertex or Fragment for people.
/// Payload (small or blob, until the next call): u32 bytes of the module, u32 bytes of the key in words, these words,
/// the module as text.
SW_EXPORT(compiler_routine_text)
const uint8_t* compiler_routine_text(uint32_t program, uint32_t kind, const uint8_t* key, uint32_t keyBytes) {
  using namespace sw;
  beginCall();
  const LinkedProgram* linked = programs().find(program);
  VertexKey vertexKey;
  FragmentKey fragmentKey;
  std::string words, listing;
  RoutineCode code;
  wasm::importSharedMemories(false);
  if (linked != nullptr && kind == uint32_t(RoutineKind::Vertex) && readKey(key, keyBytes, vertexKey)) {
    words = wordsOf(vertexKey);
    code = generateVertexRoutine(*linked, vertexKey, &listing);
  } else if (linked != nullptr && kind == uint32_t(RoutineKind::Fragment) && readKey(key, keyBytes, fragmentKey)) {
    words = wordsOf(fragmentKey);
    code = generateFragmentRoutine(*linked, fragmentKey, &listing);
  } else {
    return fail("compiler_routine_text: no such program, kind or key");
  }
  if (code.wasm.empty()) return fail(code.error.c_str());
  const RoutineTextPayload head{uint32_t(code.wasm.size()), uint32_t(words.size())};
  std::vector<uint8_t> bytes(sizeof head);
  std::memcpy(bytes.data(), &head, sizeof head);
  append(bytes, words);
  append(bytes, listing);
  return payload(bytes);
}

SW_EXPORT(compiler_release_shader) void compiler_release_shader(uint32_t shader) {
  sw::beginCall();
  sw::shaders().release(shader);
}

SW_EXPORT(compiler_release_program) void compiler_release_program(uint32_t program) {
  sw::beginCall();
  sw::programs().release(program);
}

/// Step 0, 1, ... of what is done while the page loads (shader/compile/warm_up.h). 0: there is no such step.
SW_EXPORT(compiler_warm_up) uint32_t compiler_warm_up(uint32_t step) {
  sw::beginCall();
  return sw::warmUpCompiler(step);
}
