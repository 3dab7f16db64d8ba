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

 private:
  gl::Context* context_;
};

/// The context also when lost; null before context_create.
gl::Context* theContext();

}  // namespace sw::abi
