// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/queries.h"

#include <algorithm>

#include "host/imports.h"

namespace sw::gl {
namespace {

/// The slot of the active query, or null for targets that do not exist here.
Ref<Query>* slotOf(Context& c, GLenum target) {
  switch (target) {
    case GL_ANY_SAMPLES_PASSED:
    case GL_ANY_SAMPLES_PASSED_CONSERVATIVE: return &c.query.anySamples;
    case GL_TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN: return &c.query.primitivesWritten;
    case GL_TIME_ELAPSED_EXT: return c.has(kExtDisjointTimerQuery) ? &c.query.timeElapsed : nullptr;
  }
  return nullptr;
}

uint64_t nanoseconds(double milliseconds) { return milliseconds > 0 ? uint64_t(milliseconds * 1e6) : 0; }

void finish(Context& c, Ref<Query>& slot) {
  Query& query = *slot;
  query.active = false;
  query.readyTask = c.task + 1;
  if (query.target == GL_TIME_ELAPSED_EXT) settleShading();
  if (query.target == GL_TIME_ELAPSED_EXT) query.result = nanoseconds(host::now() - query.startedMs);
  if (&slot == &c.query.anySamples) c.dirty |= kDirtyPerFragment;
  slot = nullptr;
}

}  // namespace

GLuint createQuery(Context& c) { return c.queries.create()->name; }

void deleteQuery(Context& c, GLuint name) {
  Query* query = c.queries.find(name);
  if (!query) return;
  if (query->active) {
    const Ref<Query> keep(query);
    finish(c, *slotOf(c, query->target));
  }
  c.queries.erase(name);
}

bool isQuery(Context& c, GLuint name) {
  const Query* query = c.queries.find(name);
  return query && query->target != 0;
}

void beginQuery(Context& c, GLenum target, GLuint name) {
  Query* query = c.queries.find(name);
  if (!query) return c.error(GL_INVALID_OPERATION, "beginQuery: the query was deleted");
  if (query->target != 0 && query->target != target) {
    return c.error(GL_INVALID_OPERATION, "beginQuery: the query was used with another target");
  }
  Ref<Query>* slot = slotOf(c, target);
  if (!slot) return c.error(GL_INVALID_ENUM, "beginQuery: target");
  if (*slot) return c.error(GL_INVALID_OPERATION, "beginQuery: a query is active on the target");
  settleUsers(query->use);
  if (target == GL_TIME_ELAPSED_EXT) settleShading();
  query->target = target;
  query->active = true;
  query->result = 0;
  *slot = query;
  if (target == GL_TIME_ELAPSED_EXT) query->startedMs = host::now();
  if (slot == &c.query.anySamples) c.dirty |= kDirtyPerFragment;
}

void endQuery(Context& c, GLenum target) {
  Ref<Query>* slot = slotOf(c, target);
  if (!slot) return c.error(GL_INVALID_ENUM, "endQuery: target");
  if (!*slot || (*slot)->target != target)
    return c.error(GL_INVALID_OPERATION, "endQuery: no query is active on the target");
  finish(c, *slot);
}

void queryCounterEXT(Context& c, GLuint name, GLenum target) {
  Query* query = c.queries.find(name);
  if (!query) return c.error(GL_INVALID_OPERATION, "queryCounterEXT: the query was deleted");
  if (target != GL_TIMESTAMP_EXT) return c.error(GL_INVALID_ENUM, "queryCounterEXT: target");
  if (query->active || (query->target != 0 && query->target != target)) {
    return c.error(GL_INVALID_OPERATION, "queryCounterEXT: the query is active or was used with another target");
  }
  settleShading();
  query->target = target;
  // The clock may tick in tenths of a millisecond: of two timestamps the later one is still the greater one.
  query->result = std::max(nanoseconds(host::now()), c.query.lastTimestampNs + 1);
  c.query.lastTimestampNs = query->result;
  query->readyTask = c.task + 1;
}

StateValue getQuery(Context& c, GLenum target, GLenum pname) {
  constexpr int32_t kCounterBits = 64;
  const bool timer = c.has(kExtDisjointTimerQuery);
  const bool timestamp = timer && target == GL_TIMESTAMP_EXT;
  const Ref<Query>* slot = slotOf(c, target);
  if (!slot && !timestamp) {
    c.error(GL_INVALID_ENUM, "getQuery: target");
    return StateValue::null();
  }
  if (pname == GL_CURRENT_QUERY) {
    if (!slot || !*slot || (*slot)->target != target) return StateValue::null();
    return StateValue::object(ObjectKind::Query, (*slot)->name);
  }
  if (timer && pname == GL_QUERY_COUNTER_BITS_EXT && (timestamp || target == GL_TIME_ELAPSED_EXT)) {
    return StateValue::integer(kCounterBits);
  }
  c.error(GL_INVALID_ENUM, "getQuery: pname");
  return StateValue::null();
}

StateValue getQueryParameter(Context& c, GLuint name, GLenum pname) {
  const Query* query = c.queries.find(name);
  if (!query || query->target == 0) {
    c.error(GL_INVALID_OPERATION, "getQueryParameter: the query was deleted or never begun");
    return StateValue::null();
  }
  if (query->active) {
    c.error(GL_INVALID_OPERATION, "getQueryParameter: the query is active");
    return StateValue::null();
  }
  const bool ready = c.task >= query->readyTask;
  if (pname == GL_QUERY_RESULT_AVAILABLE) return StateValue::boolean(ready);
  if (pname == GL_QUERY_RESULT) {
    settleWriters(query->use);
    const uint64_t result = ready ? query->result : 0;
    const bool time = query->target == GL_TIME_ELAPSED_EXT || query->target == GL_TIMESTAMP_EXT;
    return time ? StateValue::number(double(result)) : StateValue::unsignedInteger(uint32_t(result));
  }
  c.error(GL_INVALID_ENUM, "getQueryParameter: pname");
  return StateValue::null();
}

GLuint fenceSync(Context& c, GLenum condition, GLbitfield flags) {
  if (condition != GL_SYNC_GPU_COMMANDS_COMPLETE) {
    c.error(GL_INVALID_ENUM, "fenceSync: condition");
    return 0;
  }
  if (flags != 0) {
    c.error(GL_INVALID_VALUE, "fenceSync: flags");
    return 0;
  }
  Sync* sync = c.syncs.create();
  sync->readyTask = c.task + 1;
  return sync->name;
}

void deleteSync(Context& c, GLuint name) { c.syncs.erase(name); }
bool isSync(Context& c, GLuint name) { return c.syncs.find(name) != nullptr; }

GLenum clientWaitSync(Context& c, GLuint name, GLbitfield flags, double timeout) {
  const Sync* sync = c.syncs.find(name);
  if (!sync) {
    c.error(GL_INVALID_OPERATION, "clientWaitSync: the sync object was deleted");
    return GL_WAIT_FAILED;
  }
  if (timeout < 0 || timeout > double(kMaxClientWaitTimeoutNs)) {  // a number of 64 bits without a sign
    c.error(GL_INVALID_OPERATION, "clientWaitSync: beyond MAX_CLIENT_WAIT_TIMEOUT_WEBGL");
    return GL_WAIT_FAILED;
  }
  if ((flags & ~GL_SYNC_FLUSH_COMMANDS_BIT) != 0) {
    c.error(GL_INVALID_VALUE, "clientWaitSync: flags");
    return GL_WAIT_FAILED;
  }
  return c.task >= sync->readyTask ? GL_ALREADY_SIGNALED : GL_TIMEOUT_EXPIRED;
}

void waitSync(Context& c, GLuint name, GLbitfield flags, double timeout) {
  constexpr double kTimeoutIgnored = -1;  // WebGL 2.0 gives TIMEOUT_IGNORED this value
  if (!c.syncs.find(name)) return c.error(GL_INVALID_OPERATION, "waitSync: the sync object was deleted");
  if (flags != 0) return c.error(GL_INVALID_VALUE, "waitSync: flags");
  if (timeout != kTimeoutIgnored) return c.error(GL_INVALID_VALUE, "waitSync: timeout must be TIMEOUT_IGNORED");
}

StateValue getSyncParameter(Context& c, GLuint name, GLenum pname) {
  const Sync* sync = c.syncs.find(name);
  if (!sync) {
    c.error(GL_INVALID_OPERATION, "getSyncParameter: the sync object was deleted");
    return StateValue::null();
  }
  switch (pname) {
    case GL_OBJECT_TYPE: return StateValue::enumerant(GL_SYNC_FENCE);
    case GL_SYNC_STATUS: return StateValue::enumerant(c.task >= sync->readyTask ? GL_SIGNALED : GL_UNSIGNALED);
    case GL_SYNC_CONDITION: return StateValue::enumerant(GL_SYNC_GPU_COMMANDS_COMPLETE);
    case GL_SYNC_FLAGS: return StateValue::unsignedInteger(0);
  }
  c.error(GL_INVALID_ENUM, "getSyncParameter: pname");
  return StateValue::null();
}

}  // namespace sw::gl
