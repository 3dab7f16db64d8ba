// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The imports of the core as tests need them: a compiler that answers what the test prepared, a clock that the test
// turns, and routines that count their calls. fake_host.cpp defines them.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gl/context.h"

namespace sw::gl {

struct FakeHost {
  bool compiles = true;
  bool links = true;
  std::string infoLog;
  ProgramInfo program;                 // what every link yields
  std::optional<std::string> refusal;  // of the next routines; none: made
  bool outOfMemory = false;            // for the next answers
  double nowMs = 1;
  uint32_t slotsLeft = 1000;

  std::vector<uint32_t> liveSlots;
  uint32_t routinesMade = 0;
  uint32_t vertexCalls = 0, fragmentCalls = 0;
  uint32_t shadersReleased = 0, programsReleased = 0;
  std::vector<std::string> compiledSources;
  uint32_t timesLinked = 0;
  uint32_t liveData = 0;  // blocks of private data
  bool dataRefused = false;
  std::vector<uint8_t> pageBytes;  // what fetchBytes gets
  std::vector<std::string> messages;
  std::function<void()> wakeThreads;  // empty: there are none
  uint32_t timesWanted = 0;           // threads
  uint32_t blockWork = 0;             // of fragment routines
  /// The routine for a key, by kind; empty: one that counts its calls.
  std::function<void (*(uint32_t kind, std::span<const uint8_t> key))()> routineFor;
};

/// The one that the imports use; made new by FakeHostReset.
FakeHost& fakeHost();

struct FakeHostReset {
  FakeHostReset() { fakeHost() = FakeHost(); }
};

/// A context with an 8x8 drawing buffer.
struct TestContext {
  FakeHostReset reset;
  Context c;
  explicit TestContext(int version = 2);

  GLenum error() { return c.takeError(); }
  /// A linked program of fakeHost().program, in use.
  GLuint useLinkedProgram();
  /// A buffer with data, bound to the target.
  GLuint boundBuffer(GLenum target, std::vector<uint8_t> bytes);
};

}  // namespace sw::gl
