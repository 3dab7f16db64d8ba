// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports: objects that the page dropped without deleting them. JavaScript holds their wrappers as long as the context
// refers to them (a page may ask for what is bound, and expects its own properties on it); what nothing refers to may
// be collected, and goes when its wrapper does.

#include <vector>

#include "abi/call.h"
#include "gl/buffers.h"
#include "gl/framebuffers.h"
#include "gl/programs.h"
#include "gl/queries.h"
#include "gl/renderbuffers.h"
#include "gl/samplers.h"
#include "gl/shaders.h"
#include "gl/state_value.h"
#include "gl/textures.h"
#include "gl/transform_feedback.h"
#include "gl/vertex_arrays.h"
#include "host/arena.h"

namespace sw::abi {
namespace {

using gl::ObjectKind;

/// Only the table of names refers to it.
bool isUnreferenced(const gl::Object& object) { return object.references == 1 && !object.deleted; }

/// Calls visit(kind, table, delete command) for every kind of object.
template <typename Visit>
void forEachTable(gl::Context& c, Visit visit) {
  visit(ObjectKind::Buffer, c.buffers, gl::deleteBuffer);
  visit(ObjectKind::Framebuffer, c.framebuffers.framebuffers, gl::deleteFramebuffer);
  visit(ObjectKind::Program, c.programs, gl::deleteProgram);
  visit(ObjectKind::Query, c.queries, gl::deleteQuery);
  visit(ObjectKind::Renderbuffer, c.framebuffers.renderbuffers, gl::deleteRenderbuffer);
  visit(ObjectKind::Sampler, c.textures.samplers, gl::deleteSampler);
  visit(ObjectKind::Shader, c.shaders, gl::deleteShader);
  visit(ObjectKind::Sync, c.syncs, gl::deleteSync);
  visit(ObjectKind::Texture, c.textures.textures, gl::deleteTexture);
  visit(ObjectKind::TransformFeedback, c.transformFeedbacks, gl::deleteTransformFeedback);
  visit(ObjectKind::VertexArray, c.vertexArrays, gl::deleteVertexArray);
}

}  // namespace

/// Payload (small or blob, until the next call): (u32 object kind, u32 name) of each object that only its name keeps.
SW_EXPORT(context_unreferenced) const uint8_t* context_unreferenced() {
  Call call;
  if (!call) return nullptr;
  std::vector<uint32_t> found;
  forEachTable(*call, [&](ObjectKind kind, const auto& table, auto) {
    for (const auto& [name, object] : table) {
      if (!isUnreferenced(*object)) continue;
      found.push_back(uint32_t(kind));
      found.push_back(name);
    }
  });
  return host::payloadOf(std::span(reinterpret_cast<const uint8_t*>(found.data()), found.size() * 4));
}

/// Deletes an object that no page can name any more. 0: it stays, because something refers to it, or it is gone
/// already.
SW_EXPORT(context_collect) uint32_t context_collect(uint32_t wantedKind, uint32_t name) {
  Call call;
  if (!call) return 0;
  bool collected = false;
  forEachTable(*call, [&](ObjectKind kind, const auto& table, auto remove) {
    const gl::Object* object = uint32_t(kind) == wantedKind ? table.find(name) : nullptr;
    if (!object || !isUnreferenced(*object)) return;
    remove(*call, name);
    collected = true;
  });
  return collected;
}

}  // namespace sw::abi
