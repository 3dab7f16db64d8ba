// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One call from JavaScript. Every export that touches the context begins with it:
//
//   SW_EXPORT(gl_lineWidth) void gl_lineWidth(float width) {
//     if (Call call; call) gl::lineWidth(*call, width);
//   }
//
// It is false where there is no context or the context is lost: the command does nothing then.

#pragma once

#include "gl/context.h"
#include "gl/state_value.h"
#include "support/export.h"

namespace sw::abi {

class Call {
 public:
  Call();
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  explicit operator bool() const { return context_ != nullptr; }
  gl::Context& operator*() const { return *context_; }
  gl::Context* operator->() const { return context_; }

  /// The command recorded a GL error; host::lastError says what.
  bool refused() const { return context_ && context_->refusals != refusalsBefore_; }
  /// The payload of a query's answer; null, for a failure, when the query was refused.
  const uint8_t* answer(const gl::StateValue& value) const;

#ifdef SW_THREADS
 protected:
  struct Overlapping {};
  explicit Call(Overlapping);
#endif

 private:
  gl::Context* context_;
  uint64_t refusalsBefore_ = 0;
};

/// A Call of a command that neither reads nor writes what fragments in flight read or write; any other waits for them.
#ifdef SW_THREADS
class OverlappingCall : public Call {
 public:
  OverlappingCall() : Call(Overlapping{}) {}
};
#else
using OverlappingCall = Call;
#endif

/// The context also when lost; null before context_create.
gl::Context* theContext();

/// An export is under way: an import has called another one.
bool isCalling();

}  // namespace sw::abi
