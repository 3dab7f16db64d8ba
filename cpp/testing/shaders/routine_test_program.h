// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// For tests: small programs put together without a front end, whose bodies a test can compute by itself.

#pragma once

#include <string>

#include "shader/ir/builder.h"
#include "shader/link/program.h"

namespace sw {

enum class TestSource : uint8_t { Inputs, Uniform, FragCoord, FacingAndPoint };

struct TestOutput {
  ir::Type type = ir::Type::Void;  // Void: the shader has no output at this location
  TestSource source = TestSource::Inputs;
};

/// A fragment shader with inputs `colour` (smooth, cells 0-3), `extra` (smooth, 4-7) and `number` (flat, int, 8-11):
///
///   output L (int, uint) = number
///   output L (float) = by source: colour[(i + L) % 4], uniform[4 L + i], gl_FragCoord, or
///                      vec4(gl_FrontFacing ? 1 : 0.25, gl_PointCoord, colour.w)
///   if (discards && extra.x < 0) discard;    if (writesDepth) gl_FragDepth = extra.y;
struct TestFragmentShader {
  TestOutput outputs[kMaxColorOutputs];
  bool discards = false;
  bool writesDepth = false;
  bool centroid = false;  // the smooth inputs
};

inline ir::InterfaceVariable testVariable(std::string name, ir::Type type, uint32_t rows) {
  ir::InterfaceVariable variable;
  variable.name = std::move(name);
  variable.type.base = type == ir::Type::Float ? ir::BaseType::Float
                       : type == ir::Type::Int ? ir::BaseType::Int
                                               : ir::BaseType::Uint;
  variable.type.rows = uint8_t(rows);
  variable.cells.assign(rows, type);
  variable.staticUse = true;
  return variable;
}

inline LinkedProgram makeTestProgram(const TestFragmentShader& description) {
  LinkedProgram program;
  ir::Shader& shader = program.fragment;
  shader.stage = ir::Stage::Fragment;
  shader.inputs = {testVariable("colour", ir::Type::Float, 4), testVariable("extra", ir::Type::Float, 4),
                   testVariable("number", ir::Type::Int, 4)};
  shader.inputs[2].interpolation = ir::Interpolation::Flat;
  shader.inputs[0].centroid = shader.inputs[1].centroid = description.centroid;
  program.fragmentInputCell = {0, 4, 8};
  program.info.fragmentCells = program.info.varyingCells = 12;
  program.info.flatCells = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};

  shader.uniforms = {testVariable("uniform", ir::Type::Float, 4)};
  shader.uniforms[0].type.arraySizes = {kMaxColorOutputs};
  shader.uniforms[0].cells.assign(4 * kMaxColorOutputs, ir::Type::Float);
  program.fragmentUniformCell = {0};
  program.samplerOfCell.assign(4 * kMaxColorOutputs, ir::kNone);
  program.info.uniformCells = 4 * kMaxColorOutputs;

  shader.functions.resize(1);
  ir::Function& main = shader.functions[0];
  main.name = "main";
  ir::Builder b(main);
  if (main.blocks.empty()) main.blocks.emplace_back();
  b.setBlock(0);
  const auto input = [&](uint32_t object, uint32_t cell) {
    return b.load(shader.inputs[object].cells[cell], {.space = ir::Space::Input, .object = object, .base = cell});
  };
  const auto builtin = [&](ir::Builtin which, ir::Type type, uint32_t component) {
    return b.emit(ir::Op::LoadBuiltin, type, {}, uint32_t(which) | component << 8);
  };
  if (description.discards) {
    const ir::ValueId condition = b.emit(ir::Op::Lt, ir::Type::Bool, {input(1, 0), b.constantFloat(0)});
    const ir::BlockId then = b.newBlock(), otherwise = b.newBlock();
    b.emitControl(ir::Op::If, std::initializer_list<ir::ValueId>{condition}, then, otherwise);
    b.setBlock(then);
    b.emitControl(ir::Op::Discard, {}, ir::kNone);
    b.setBlock(0);
  }
  for (uint32_t location = 0; location < kMaxColorOutputs; ++location) {
    const TestOutput& output = description.outputs[location];
    if (output.type == ir::Type::Void) continue;
    const auto object = uint32_t(shader.outputs.size());
    shader.outputs.push_back(testVariable("output" + std::to_string(location), output.type, 4));
    program.fragmentOutputLocation.push_back(int32_t(location));
    program.info.outputClass[location] = uint8_t(output.type);
    for (uint32_t i = 0; i < 4; ++i) {
      ir::ValueId value;
      if (output.type != ir::Type::Float) {
        value = input(2, i);
        if (output.type == ir::Type::Uint) value = b.emit(ir::Op::Bitcast, ir::Type::Uint, {value});
      } else if (output.source == TestSource::FragCoord) {
        value = builtin(ir::Builtin::FragCoord, ir::Type::Float, i);
      } else if (output.source == TestSource::FacingAndPoint && i == 0) {
        const ir::ValueId facing = builtin(ir::Builtin::FrontFacing, ir::Type::Bool, 0);
        value = b.emit(ir::Op::Select, ir::Type::Float, {facing, b.constantFloat(1), b.constantFloat(0.25f)});
      } else if (output.source == TestSource::FacingAndPoint && i < 3) {
        value = builtin(ir::Builtin::PointCoord, ir::Type::Float, i - 1);
      } else if (output.source == TestSource::FacingAndPoint) {
        value = input(0, 3);
      } else if (output.source == TestSource::Uniform) {
        value = b.load(ir::Type::Float, {.space = ir::Space::Uniform, .object = 0, .base = 4 * location + i});
      } else {
        value = input(0, (i + location) % 4);
      }
      b.store({.space = ir::Space::Output, .object = object, .base = i}, value);
    }
  }
  if (description.writesDepth) {
    const auto object = uint32_t(shader.outputs.size());
    shader.outputs.push_back(testVariable("gl_FragDepth", ir::Type::Float, 1));
    shader.outputs.back().semantic = ir::Semantic::FragDepth;
    program.fragmentOutputLocation.push_back(-1);
    b.store({.space = ir::Space::Output, .object = object, .base = 0}, input(1, 1));
  }
  return program;
}

}  // namespace sw
