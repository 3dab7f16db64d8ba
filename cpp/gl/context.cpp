// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/mistakes_test.cpp.

#include "gl/context.h"

#include <cstdio>

#include "gl/framebuffers.h"
#include "host/arena.h"
#include "host/imports.h"
#include "support/deadline.h"

namespace sw::gl {

namespace {
constexpr size_t kMaxToldReasons = 256;  // a page that makes errors without end fills neither console nor memory
}  // namespace

void Context::error(GLenum code, std::string_view reason) {
  ++refusals;
  host::setLastError(reason);
  bool known = false;
  for (GLenum recorded : errors) known |= recorded == code;
  if (!known) errors.push_back(code);
  if (toldReasons.size() >= kMaxToldReasons || !toldReasons.emplace(reason).second) return;
  std::string text = "WebGL: ";
  switch (code) {
    case GL_INVALID_ENUM: text += "INVALID_ENUM: "; break;
    case GL_INVALID_VALUE: text += "INVALID_VALUE: "; break;
    case GL_INVALID_OPERATION: text += "INVALID_OPERATION: "; break;
    case GL_INVALID_FRAMEBUFFER_OPERATION: text += "INVALID_FRAMEBUFFER_OPERATION: "; break;
    case GL_OUT_OF_MEMORY: text += "OUT_OF_MEMORY: "; break;
    case GL_CONTEXT_LOST_WEBGL: text += "CONTEXT_LOST_WEBGL: "; break;
  }
  text += reason;
  host::log(host::kLogError, text.data(), uint32_t(text.size()));
}

void Context::warn(std::string_view message) {
  if (toldReasons.size() >= kMaxToldReasons || !toldReasons.emplace(message).second) return;
  const std::string text = "WebGL: " + std::string(message);
  host::log(host::kLogWarning, text.data(), uint32_t(text.size()));
}

GLenum Context::takeError() {
  if (errors.empty()) return GL_NO_ERROR;
  const GLenum code = errors.front();
  errors.erase(errors.begin());
  return code;
}

void loseContext(Context& context, Loss loss, std::string_view reason) {
  if (context.lost) return;
  context.lost = true;
  context.loss = loss;
  context.errors.assign({GL_CONTEXT_LOST_WEBGL});  // what getError says once (WebGL 1.0 "The context lost event")
  const std::string text = "WebGL: " + std::string(reason);
  host::log(host::kLogLost, text.data(), uint32_t(text.size()));
}

void storageMoved(Context& context) {
  attachmentsChanged(context);
  context.dirty = kDirtyAll;
  for (TextureUnit& unit : context.textures.units) {
    for (TextureUnit::Cached& cached : unit.cached) cached.textureVersion = UINT32_MAX;
  }
}

void loseByDeadline(Context& context) {
  char reason[96];
  snprintf(reason, sizeof reason, "timed out: a command took longer than %.0f ms (maxCommandMs)",
           commandDeadline().maxMs());
  loseContext(context, Loss::TimedOut, reason);
}

}  // namespace sw::gl
