// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Vertex outputs to fragment inputs, and to transform feedback: GLSL ES 3.00.6 sections 4.3.4, 4.3.6 and 4.3.9, GLSL ES
// 1.00.17 sections 4.3.5 and 4.6.4, OpenGL ES 3.0.6 section 2.12.8. Also lays out the vertex record
// (pipeline/layout.h): what the fragment shader reads comes first, padded to four cells, then what only transform
// feedback or clipping wants.

#include <algorithm>
#include <cstdlib>

#include "pipeline/layout.h"
#include "pipeline/shader_limits.h"
#include "shader/link/gl_type.h"
#include "shader/link/link_state.h"
#include "shader/link/packing.h"

namespace sw {
namespace {

constexpr uint32_t kNotFound = ~0u;

/// Built-in arrays that each stage sizes for itself, and that take nothing from what varyings have.
bool isDistance(const ir::InterfaceVariable& variable) {
  return variable.semantic == ir::Semantic::ClipDistance || variable.semantic == ir::Semantic::CullDistance;
}

uint32_t findOutput(const ir::Shader& vertex, const std::string& name) {
  for (uint32_t i = 0; i < vertex.outputs.size(); ++i) {
    if (vertex.outputs[i].name == name) return i;
  }
  return kNotFound;
}

/// Rules for every input that has an output of the same name.
bool checkPair(LinkState& state, const ir::InterfaceVariable& output, const ir::InterfaceVariable& input) {
  const auto fail = [&](const char* what) { return state.fail("Varying '" + input.name + "' " + what + "."); };
  if (!sameType(output.type, state.vertex().structs, input.type, state.fragment().structs, false)) {
    return fail("differs in type between VERTEX and FRAGMENT shaders");
  }
  // GLSL ES 3.00.6 section 4.3.9; `centroid` is not part of the match there (section 4.3.6).
  if (output.interpolation != input.interpolation) {
    return fail("differs in interpolation between VERTEX and FRAGMENT shaders");
  }
  // GLSL ES 1.00.17 section 4.6.4.
  if (state.vertex().version == 100 && output.invariant != input.invariant) {
    return fail("differs in invariance between VERTEX and FRAGMENT shaders");
  }
  return true;
}

/// GLSL ES 1.00.17 section 4.6.4: gl_FragCoord goes with gl_Position, and gl_PointCoord with gl_PointSize.
bool checkBuiltinInvariance(LinkState& state) {
  if (state.vertex().version != 100) return true;
  bool position = false, pointSize = false;
  for (const ir::InterfaceVariable& output : state.vertex().outputs) {
    position |= output.semantic == ir::Semantic::Position && output.invariant;
    pointSize |= output.semantic == ir::Semantic::PointSize && output.invariant;
  }
  if (state.fragment().invariantFragCoord && !position) {
    return state.fail("gl_FragCoord can only be declared invariant if and only if gl_Position is declared invariant.");
  }
  if (state.fragment().invariantPointCoord && !pointSize) {
    return state.fail(
        "gl_PointCoord can only be declared invariant if and only if gl_PointSize is declared invariant.");
  }
  return true;
}

void appendCells(LinkState& state, const ir::InterfaceVariable& variable, uint32_t cells) {
  ProgramInfo& info = state.program.info;
  info.flatCells.insert(info.flatCells.end(), cells, uint8_t(variable.interpolation == ir::Interpolation::Flat));
}

uint32_t roundUpTo4(uint32_t cells) { return (cells + 3) / 4 * 4; }

/// A name of transformFeedbackVaryings: "v", "s.member".
struct Capture {
  uint32_t output = kNotFound;
  ir::GlslType type;
  uint32_t cellInOutput = 0;
  uint32_t cells = 0;
};

bool resolveCapture(const ir::Shader& vertex, const std::string& name, Capture& capture) {
  const size_t dot = name.find('.');
  const std::string base = name.substr(0, dot);
  capture.output = findOutput(vertex, base);
  if (capture.output == kNotFound) return false;
  const ir::InterfaceVariable& output = vertex.outputs[capture.output];
  capture.type = output.type;
  if (dot != name.npos) {
    if (output.type.base != ir::BaseType::Struct || output.type.isArray()) return false;
    const std::string memberName = name.substr(dot + 1);
    bool found = false;
    for (const ir::StructMember& member : vertex.structs[output.type.structIndex].members) {
      if (member.name == memberName) {
        capture.type = member.type;
        found = true;
        break;
      }
      capture.cellInOutput += ir::cellCount(member.type, vertex.structs);
    }
    if (!found) return false;
  }
  capture.cells = ir::cellCount(capture.type, vertex.structs);
  return capture.type.base != ir::BaseType::Struct;
}

bool resolveCaptures(LinkState& state, std::vector<Capture>& captures) {
  const std::vector<std::string>& names = state.options.feedbackVaryings;
  uint32_t totalCells = 0;
  for (size_t i = 0; i < names.size(); ++i) {
    const auto fail = [&](const char* what) {
      return state.fail("Transform feedback varying '" + names[i] + "' " + what + ".");
    };
    // OpenGL ES 3.0.6 section 2.12.8 leaves it open which elements of an array may be captured. Browsers: none.
    if (names[i].find('[') != std::string::npos) return fail("is an element of an array");
    Capture capture;
    if (!resolveCapture(state.vertex(), names[i], capture)) return fail("is not an output of the VERTEX shader");
    if (capture.type.isArray() && !isDistance(state.vertex().outputs[capture.output])) return fail("is an array");
    for (const Capture& earlier : captures) {
      if (earlier.output == capture.output && earlier.cellInOutput < capture.cellInOutput + capture.cells &&
          capture.cellInOutput < earlier.cellInOutput + earlier.cells) {
        return fail("is captured more than once");
      }
    }
    if (state.options.feedbackSeparate && capture.cells > kMaxFeedbackSeparateComponents) {
      return fail("has more components than MAX_TRANSFORM_FEEDBACK_SEPARATE_COMPONENTS");
    }
    totalCells += capture.cells;
    captures.push_back(std::move(capture));
  }
  if (state.options.feedbackSeparate && names.size() > size_t(kMaxFeedbackSeparateAttributes)) {
    return state.fail("More transform feedback varyings than MAX_TRANSFORM_FEEDBACK_SEPARATE_ATTRIBS.");
  }
  if (!state.options.feedbackSeparate && totalCells > uint32_t(kMaxFeedbackInterleavedComponents)) {
    return state.fail("More components than MAX_TRANSFORM_FEEDBACK_INTERLEAVED_COMPONENTS.");
  }
  return true;
}

}  // namespace

bool linkVaryings(LinkState& state) {
  const ir::Shader& vertex = state.vertex();
  const ir::Shader& fragment = state.fragment();
  LinkedProgram& program = state.program;
  ProgramInfo& info = program.info;
  program.vertexOutputCell.assign(vertex.outputs.size(), -1);
  program.fragmentInputCell.assign(fragment.inputs.size(), -1);

  if (!checkBuiltinInvariance(state)) return false;
  std::vector<PackedVariable> packed;
  uint32_t cells = 0, distanceCells = 0;
  for (size_t i = 0; i < fragment.inputs.size(); ++i) {
    const ir::InterfaceVariable& input = fragment.inputs[i];
    const uint32_t output = findOutput(vertex, input.name);
    if (isDistance(input)) {
      if (!input.staticUse || output == kNotFound || !vertex.outputs[output].staticUse) continue;
      const size_t size = std::max(input.cells.size(), vertex.outputs[output].cells.size());
      program.fragmentInputCell[i] = program.vertexOutputCell[output] = int32_t(cells);
      appendCells(state, input, uint32_t(size));
      cells += uint32_t(size);
      distanceCells += uint32_t(size);
      continue;
    }
    if (output == kNotFound) {
      // An input that nothing names may have no output. GLSL ES 3.00.6 section 4.3.4: "static use".
      if (!input.named) continue;
      return state.fail("Fragment varying " + input.name + " does not match any VERTEX varying.");
    }
    if (!input.named) continue;  // nor need it match
    if (!checkPair(state, vertex.outputs[output], input)) return false;
    if (!input.staticUse) continue;
    appendPacked(input.type, fragment.structs, packed);
    program.fragmentInputCell[i] = int32_t(cells);
    program.vertexOutputCell[output] = int32_t(cells);
    appendCells(state, input, uint32_t(input.cells.size()));
    cells += uint32_t(input.cells.size());
    if (cells - distanceCells > kMaxVaryingCells) return state.fail("Varyings over maximum register limit.");
  }
  info.fragmentCells = roundUpTo4(cells);
  info.flatCells.resize(info.fragmentCells, 0);
  cells = info.fragmentCells;

  std::vector<Capture> captures;
  if (!resolveCaptures(state, captures)) return false;
  for (const Capture& capture : captures) {
    const ir::InterfaceVariable& output = vertex.outputs[capture.output];
    const bool hasPlace = output.semantic == ir::Semantic::Position || output.semantic == ir::Semantic::PointSize;
    if (hasPlace || isDistance(output) || program.vertexOutputCell[capture.output] >= 0) continue;
    appendPacked(output.type, vertex.structs, packed);
    program.vertexOutputCell[capture.output] = int32_t(cells);
    cells += uint32_t(output.cells.size());
    if (cells - distanceCells > kMaxVaryingCells + 4) return state.fail("Varyings over maximum register limit.");
  }
  if (!fitsIntoRegisters(packed, kMaxVaryingVectors)) return state.fail("Varyings over maximum register limit.");
  for (size_t i = 0; i < vertex.outputs.size(); ++i) {
    const ir::InterfaceVariable& output = vertex.outputs[i];
    if (!isDistance(output)) continue;
    const bool captured =
        std::any_of(captures.begin(), captures.end(), [&](const Capture& capture) { return capture.output == i; });
    if (!output.staticUse && !captured) continue;
    int32_t& first = program.vertexOutputCell[i];
    if (first < 0) {
      first = int32_t(cells);
      cells += uint32_t(output.cells.size());
    }
    DistanceCells& place = output.semantic == ir::Semantic::ClipDistance ? info.clipDistances : info.cullDistances;
    place = {uint32_t(first), uint32_t(output.cells.size())};
  }
  info.varyingCells = roundUpTo4(cells);

  for (size_t i = 0; i < captures.size(); ++i) {
    const Capture& capture = captures[i];
    const ir::InterfaceVariable& output = vertex.outputs[capture.output];
    uint32_t firstCell = kRecordUserCell + uint32_t(program.vertexOutputCell[capture.output]);
    if (output.semantic == ir::Semantic::Position) firstCell = kRecordPositionCell;
    if (output.semantic == ir::Semantic::PointSize) firstCell = kRecordPointSizeCell;
    info.feedback.push_back({.name = state.options.feedbackVaryings[i],
                             .type = glType(capture.type),
                             .arraySize = capture.type.arrayElements(),
                             .firstCell = firstCell + capture.cellInOutput,
                             .cells = capture.cells});
  }
  for (const ir::InterfaceVariable& output : vertex.outputs) {
    info.writesPointSize |= output.semantic == ir::Semantic::PointSize && output.staticUse;
  }
  return true;
}

}  // namespace sw
