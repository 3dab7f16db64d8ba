// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/draw.h"

#include <cmath>

#include "gl/buffers.h"
#include "gl/framebuffers.h"
#include "gl/routine_table.h"
#include "gl/shading.h"
#include "host/environment.h"
#include "host/imports.h"
#include "support/address.h"
#include "support/deadline.h"

namespace sw::gl {
namespace {

// --- the budget of routines ----------------------------------------------------------------------------------------

constexpr int32_t kBudget = Deadline::kTicks;  // instructions before the clock is asked

Deadline& deadlineOf([[maybe_unused]] const int32_t* budget) {
#ifdef SW_THREADS
  if (Deadline* const own = deadlineOfThread(budget)) return *own;
#endif
  return commandDeadline();
}

/// What routines call when their budget is spent (pipeline/layout.h): more of it, or 0 to stop.
uint32_t refillBudget(int32_t* budget) {
  if (!deadlineOf(budget).ask(uint64_t(int64_t(kBudget) - *budget))) {
    *budget = -1;
    return 0;
  }
  *budget = kBudget;
  return 1;
}

constexpr uint32_t kDrawTicks = 4096, kDrawWork = 256;  // of a multi-draw's draw, besides what it draws

// --- arguments -----------------------------------------------------------------------------------------------------

bool toTopology(GLenum mode, Topology& topology) {
  switch (mode) {
    case GL_POINTS: topology = Topology::Points; return true;
    case GL_LINES: topology = Topology::Lines; return true;
    case GL_LINE_LOOP: topology = Topology::LineLoop; return true;
    case GL_LINE_STRIP: topology = Topology::LineStrip; return true;
    case GL_TRIANGLES: topology = Topology::Triangles; return true;
    case GL_TRIANGLE_STRIP: topology = Topology::TriangleStrip; return true;
    case GL_TRIANGLE_FAN: topology = Topology::TriangleFan; return true;
  }
  return false;
}

/// Bytes of an index; 0 for what is no index type here.
uint32_t indexBytes(const Context& c, GLenum type) {
  switch (type) {
    case GL_UNSIGNED_BYTE: return 1;
    case GL_UNSIGNED_SHORT: return 2;
    case GL_UNSIGNED_INT: return c.webgl2() || c.has(kOesElementIndexUint) ? 4 : 0;
  }
  return 0;
}

/// One drawing command's arguments, after the first look.
struct Command {
  GLenum mode;
  uint32_t first = 0;  // arrays
  uint32_t count = 0;
  uint32_t instances = 1;
  GLenum indexType = 0;  // 0: arrays
  uint32_t offsetBytes = 0;
  bool instanced = false;
  int32_t drawId = 0;
};

constexpr const char* kNoProgram = "draw: no program is in use";
constexpr DrawRefusal kNoBuffer{GL_INVALID_OPERATION, "draw: an enabled vertex attribute has no buffer"};

// --- validation ----------------------------------------------------------------------------------------------------

/// Browsers look at this before they look at the arguments, and at the framebuffer. So do we when one of these is
/// wrong.
bool lacksBuffer(const Context& c) {
  for (const VertexAttribute& attribute : c.vertexInput.array->attributes) {
    if (attribute.enabled && !attribute.buffer) return true;
  }
  return false;
}

/// OpenGL ES 3.0.6 §2.15.2, WebGL 2.0 "Transform feedback".
DrawRefusal feedbackRefusal(const Context& c, const Command& command) {
  const TransformFeedback& feedback = *c.feedback.object;
  const DrawCache& cache = c.draw;
  const bool capturing = feedback.active && !feedback.paused;
  if (!capturing) {
    bool anyBuffer = false;
    for (const IndexedBufferBinding& binding : feedback.buffers) anyBuffer |= bool(binding.buffer);
    if (!anyBuffer) return {};
    // Bound for capture and read by this draw.
    const VertexArray& array = *c.vertexInput.array;
    for (const VertexAttribute& attribute : array.attributes) {
      if (attribute.enabled && isFeedbackBuffer(c, *attribute.buffer)) {
        return {GL_INVALID_OPERATION, "draw: a vertex buffer is bound for transform feedback"};
      }
    }
    if (command.indexType != 0 && array.elementBuffer && isFeedbackBuffer(c, *array.elementBuffer)) {
      return {GL_INVALID_OPERATION, "draw: the index buffer is bound for transform feedback"};
    }
    for (const uint32_t binding : c.program.executable->blockBindings) {
      const Ref<Buffer>& buffer = c.bufferBindings.uniformIndexed[binding].buffer;
      if (buffer && isFeedbackBuffer(c, *buffer)) {
        return {GL_INVALID_OPERATION, "draw: a uniform buffer is bound for transform feedback"};
      }
    }
    return {};
  }
  for (const IndexedBufferBinding& binding : feedback.buffers) {
    if (binding.buffer && isBufferBusy(c, *binding.buffer)) {
      return {GL_INVALID_OPERATION, "draw: a transform feedback buffer is bound elsewhere too"};
    }
  }
  if (command.mode != feedback.primitiveMode) {
    return {GL_INVALID_OPERATION, "draw: mode is not that of the active transform feedback"};
  }
  const uint32_t arity = command.mode == GL_TRIANGLES ? 3 : command.mode == GL_LINES ? 2 : 1;
  const uint64_t vertices = uint64_t(command.count / arity) * arity * command.instances;
  for (uint32_t i = 0; i < cache.feedbackBuffers; ++i) {
    const uint64_t available = feedback.buffers[i].availableBytes();
    if (!feedback.buffers[i].buffer) return {GL_INVALID_OPERATION, "draw: a transform feedback buffer was deleted"};
    if (feedback.writtenBytes[i] + vertices * cache.feedbackStrideBytes[i] > available) {
      return {GL_INVALID_OPERATION, "draw: the transform feedback buffers are too small"};
    }
  }
  return {};
}

/// What depends on the command itself: its indices and how far it reaches into arrays.
DrawRefusal reachRefusal(const Context& c, const Command& command) {
  const DrawCache& cache = c.draw;
  const DrawRefusal outside{GL_INVALID_OPERATION, "draw: vertices outside of a vertex buffer"};
  if (command.indexType != 0) {
    const Ref<Buffer>& buffer = c.vertexInput.array->elementBuffer;
    if (command.count == 0 || command.instances == 0) return {};
    const uint64_t bytes = uint64_t(command.count) * indexBytes(c, command.indexType);
    if (command.offsetBytes + bytes > buffer->size()) {
      return {GL_INVALID_OPERATION, "drawElements: indices outside of the index buffer"};
    }
    const uint64_t largest = command.indexType == GL_UNSIGNED_BYTE    ? 0xFF
                             : command.indexType == GL_UNSIGNED_SHORT ? 0xFFFF
                                                                      : 0xFFFFFFFF;
    if (cache.vertexLimit <= largest) {
      const IndexSpan span = indexSpan(*buffer, command.indexType, command.offsetBytes, command.count, c.webgl2());
      if (span.first <= span.last && span.last >= cache.vertexLimit) return outside;
    }
  } else {
    const uint64_t end = uint64_t(command.first) + command.count;
    if (command.count == 0) return {};
    if (end > uint64_t(INT32_MAX) + 1) return outside;
    if (command.instances == 0) return {};
    if (end > cache.vertexLimit) return outside;
  }
  if (command.instances > cache.instanceLimit) return outside;
  return {};
}

/// All rules but those that the makers of commands have asked: there is a program. Brings the cache up to date.
DrawRefusal refusalOf(Context& c, const Command& command) {
  if (drawFramebufferStatus(c) != GL_FRAMEBUFFER_COMPLETE) {
    if (lacksBuffer(c)) return kNoBuffer;
    return {GL_INVALID_FRAMEBUFFER_OPERATION, "draw: the framebuffer is incomplete"};
  }
  updateDrawCache(c);
  const DrawCache& cache = c.draw;
  if (cache.outputRefusal) return cache.outputRefusal;
  if (cache.targetRefusal && !c.raster.rasterizerDiscard) return cache.targetRefusal;
  if (cache.vertexInputRefusal) return cache.vertexInputRefusal;
  if (cache.uniformBufferRefusal) return cache.uniformBufferRefusal;
  if (cache.textureRefusal) return cache.textureRefusal;
  Topology topology;
  if (!toTopology(command.mode, topology)) return {GL_INVALID_ENUM, "draw: mode"};
  if (command.instanced && !c.webgl2() && !cache.hasVertexRateArray) {
    return {GL_INVALID_OPERATION, "draw: every enabled attribute has a divisor (ANGLE_instanced_arrays)"};
  }
  if (const DrawRefusal refusal = feedbackRefusal(c, command)) return refusal;
  return reachRefusal(c, command);
}

// --- execution -----------------------------------------------------------------------------------------------------

/// Points the streams of active transform feedback into their buffers. None when it is not capturing.
std::span<FeedbackStream> openFeedback(Context& c, FeedbackStream (&streams)[kMaxFeedbackSeparateAttributes]) {
  const TransformFeedback& feedback = *c.feedback.object;
  if (!feedback.active || feedback.paused) return {};
  const DrawCache& cache = c.draw;
  for (uint32_t i = 0; i < cache.feedbackBuffers; ++i) {
    const IndexedBufferBinding& binding = feedback.buffers[i];
    settleBuffer(*binding.buffer);
    uint8_t* start = binding.buffer->data() + binding.offsetBytes;
    streams[i] = {start + feedback.writtenBytes[i], start + binding.availableBytes(), cache.feedbackStrideBytes[i],
                  cache.feedbackCells[i]};
  }
  return {streams, cache.feedbackBuffers};
}

void closeFeedback(Context& c, const DrawCall& call) {
  if (call.feedback.empty()) return;
  TransformFeedback& feedback = *c.feedback.object;
  for (uint32_t i = 0; i < call.feedback.size(); ++i) {
    const IndexedBufferBinding& binding = feedback.buffers[i];
    feedback.writtenBytes[i] = uint64_t(call.feedback[i].target - (binding.buffer->data() + binding.offsetBytes));
    ++binding.buffer->serial;
  }
  if (c.query.primitivesWritten) c.query.primitivesWritten->result += call.feedbackPrimitives;
}

void execute(Context& c, const Command& command) {
  if (command.count == 0 || command.instances == 0) return;
  if (!findRoutines(c)) {
    const std::string& reason = c.draw.routineError;
    return c.error(GL_OUT_OF_MEMORY, "draw: " + (reason.empty() ? "the engine refused a routine" : reason));
  }
  DrawCache& cache = c.draw;
  DrawCall& call = cache.call;
  toTopology(command.mode, call.topology);
  call.first = command.first;
  call.count = command.count;
  call.instanceCount = command.instances;
  call.indexType = IndexType::None;
  call.indices = nullptr;
  if (command.indexType != 0) {
    call.indexType = command.indexType == GL_UNSIGNED_BYTE    ? IndexType::U8
                     : command.indexType == GL_UNSIGNED_SHORT ? IndexType::U16
                                                              : IndexType::U32;
    call.indices = c.vertexInput.array->elementBuffer->data() + command.offsetBytes;
  }
  call.primitiveRestart = c.webgl2();
  call.vertexRoutine = routineAt<VertexRoutine>(cache.vertexSlot);
  call.fragmentRoutine = routineAt<FragmentRoutine>(cache.fragmentSlot);
  call.vertexState = &cache.vertexState;
  call.fragmentState = &cache.fragmentState;
  FeedbackStream streams[kMaxFeedbackSeparateAttributes];
  call.feedback = openFeedback(c, streams);
  call.feedbackPrimitives = 0;
  call.statistics = &c.statistics;

  const uint32_t budgetSlot = slotOf(&refillBudget);
  if (cache.budgetSerial != commandDeadline().serial()) {  // else what is left, so that a multi-draw has one budget
    cache.budgetSerial = commandDeadline().serial();
    cache.vertexState.budget = cache.fragmentState.budget = kBudget;
  }
  cache.vertexState.budgetSlot = cache.fragmentState.budgetSlot = budgetSlot;
  cache.vertexState.drawId = cache.fragmentState.drawId = command.drawId;
  cache.fragmentState.samplesPassed = 0;
  setEnvironment({.uniformPtr = cache.vertexState.uniforms,
                  .attrPtr = cache.vertexState.attributes,
                  .privatePtr = cache.vertexState.privateMemory,
                  .texturePtr = cache.vertexState.samplers,
                  .frameSp = cache.vertexState.privateMemory + cache.privateBytes});
  beginShadedDraw(c);

  const Ref<ProgramExecutable> inFlight = c.program.executable;  // its slots stay while they can be called
  const bool finished = draw(call);
  if (c.query.anySamples && cache.fragmentState.samplesPassed != 0) c.query.anySamples->result = 1;
  closeFeedback(c, call);
  call.feedback = {};
  if (cache.fragmentSlot != 0) markDrawn(c);
  if (finished) return;
  if (commandDeadline().isOver()) return;  // loses the context when the command ends
  settle(c);                               // a thread that shades may have stopped, and the context is lost now
  if (!c.lost) loseContext(c, Loss::OutOfMemory, "there is no memory to draw with");
}

void drawIfValid(Context& c, const Command& command) {
  if (const DrawRefusal refusal = refusalOf(c, command)) return c.error(refusal.code, refusal.reason);
  execute(c, command);
}

// The makers check arguments in the order of browsers: first what a program is not needed for, then the program. False
// with the error recorded.

bool makeArrays(Context& c, GLenum mode, GLint first, GLsizei count, GLsizei instances, Command& command) {
  const auto refuse = [&](GLenum error, const char* reason) {
    const bool first = c.program.executable && lacksBuffer(c);
    c.error(first ? kNoBuffer.code : error, first ? kNoBuffer.reason : reason);
    return false;
  };
  if (!c.program.executable) return refuse(GL_INVALID_OPERATION, kNoProgram);
  if (instances < 0) return refuse(GL_INVALID_VALUE, "draw: instanceCount is negative");
  if (first < 0) return refuse(GL_INVALID_VALUE, "drawArrays: first is negative");
  if (count < 0) return refuse(GL_INVALID_VALUE, "drawArrays: count is negative");
  command = {.mode = mode, .first = uint32_t(first), .count = uint32_t(count), .instances = uint32_t(instances)};
  return true;
}

bool makeElements(Context& c, GLenum mode, GLsizei count, GLenum type, double offset, GLsizei instances,
                  Command& command) {
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, reason);
    return false;
  };
  const uint32_t bytes = indexBytes(c, type);
  if (bytes == 0 && type == GL_UNSIGNED_INT) return refuse(GL_INVALID_ENUM, "drawElements: type");
  if (offset < 0) return refuse(GL_INVALID_VALUE, "drawElements: offset is negative");
  if (!c.program.executable) return refuse(GL_INVALID_OPERATION, kNoProgram);
  if ((count < 0 || instances < 0 || bytes == 0) && lacksBuffer(c)) return refuse(kNoBuffer.code, kNoBuffer.reason);
  if (count < 0 || instances < 0) return refuse(GL_INVALID_VALUE, "drawElements: count or instanceCount is negative");
  if (bytes == 0) return refuse(GL_INVALID_ENUM, "drawElements: type");
  if (c.feedback.object->active && !c.feedback.object->paused) {
    return refuse(GL_INVALID_OPERATION, "draw: indices while transform feedback is active");
  }
  if (!c.vertexInput.array->elementBuffer) {
    return refuse(GL_INVALID_OPERATION, "drawElements: no ELEMENT_ARRAY_BUFFER is bound");
  }
  if (std::fmod(offset, bytes) != 0 || offset > 4294967295.0) {
    return refuse(GL_INVALID_OPERATION, "drawElements: offset is not a multiple of the type's size");
  }
  command = {.mode = mode,
             .count = uint32_t(count),
             .instances = uint32_t(instances),
             .indexType = type,
             .offsetBytes = uint32_t(offset)};
  return true;
}

}  // namespace

void drawArrays(Context& c, GLenum mode, GLint first, GLsizei count) {
  Command command;
  if (makeArrays(c, mode, first, count, 1, command)) drawIfValid(c, command);
}

void drawArraysInstanced(Context& c, GLenum mode, GLint first, GLsizei count, GLsizei instances) {
  Command command;
  if (!makeArrays(c, mode, first, count, instances, command)) return;
  command.instanced = true;
  drawIfValid(c, command);
}

void drawElements(Context& c, GLenum mode, GLsizei count, GLenum type, double offset) {
  Command command;
  if (makeElements(c, mode, count, type, offset, 1, command)) drawIfValid(c, command);
}

void drawElementsInstanced(Context& c, GLenum mode, GLsizei count, GLenum type, double offset, GLsizei instances) {
  Command command;
  if (!makeElements(c, mode, count, type, offset, instances, command)) return;
  command.instanced = true;
  drawIfValid(c, command);
}

void drawRangeElements(Context& c, GLenum mode, GLuint start, GLuint end, GLsizei count, GLenum type, double offset) {
  // WebGL 2.0, "Writing to the drawing buffer": the range is a hint, and indices outside of it are no error.
  if (end < start) {
    if (offset >= 0) {
      if (!c.program.executable) return c.error(GL_INVALID_OPERATION, kNoProgram);
      if (lacksBuffer(c)) return c.error(kNoBuffer.code, kNoBuffer.reason);
    }
    return c.error(GL_INVALID_VALUE, "drawRangeElements: end is less than start");
  }
  Command command;
  if (makeElements(c, mode, count, type, offset, 1, command)) drawIfValid(c, command);
}

void multiDrawArrays(Context& c, GLenum mode, const GLint* firsts, const GLsizei* counts, const GLsizei* instances,
                     GLsizei drawCount) {
  if (drawCount < 0) return c.error(GL_INVALID_VALUE, "multiDrawArrays: drawcount is negative");
  std::vector<Command> commands(size_t(drawCount), Command{});
  for (GLsizei i = 0; i < drawCount; ++i) {
    Command& command = commands[size_t(i)];
    if (!makeArrays(c, mode, firsts[i], counts[i], instances ? instances[i] : 1, command)) return;
    command.instanced = instances != nullptr;
    command.drawId = i;
    if (!commandDeadline().spend(kDrawTicks, kDrawWork)) return;
    if (const DrawRefusal refusal = refusalOf(c, command)) return c.error(refusal.code, refusal.reason);
  }
  for (const Command& command : commands) {
    if (c.lost || !commandDeadline().spend(kDrawTicks, kDrawWork)) return;
    execute(c, command);
  }
}

void multiDrawElements(Context& c, GLenum mode, const GLsizei* counts, GLenum type, const GLint* offsets,
                       const GLsizei* instances, GLsizei drawCount) {
  if (drawCount < 0) return c.error(GL_INVALID_VALUE, "multiDrawElements: drawcount is negative");
  std::vector<Command> commands(size_t(drawCount), Command{});
  for (GLsizei i = 0; i < drawCount; ++i) {
    Command& command = commands[size_t(i)];
    if (!makeElements(c, mode, counts[i], type, offsets[i], instances ? instances[i] : 1, command)) return;
    command.instanced = instances != nullptr;
    command.drawId = i;
    if (!commandDeadline().spend(kDrawTicks, kDrawWork)) return;
    if (const DrawRefusal refusal = refusalOf(c, command)) return c.error(refusal.code, refusal.reason);
  }
  for (const Command& command : commands) {
    if (c.lost || !commandDeadline().spend(kDrawTicks, kDrawWork)) return;
    execute(c, command);
  }
}

}  // namespace sw::gl
