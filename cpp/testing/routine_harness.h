// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// For tests: runs generated routines on memories that the test fills, in one Node process for all cases.

#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "testing/temporary_folder.h"

namespace sw {

struct RoutineCase {
  std::vector<uint8_t> wasm;
  std::vector<uint8_t> memory;  // whole pages; afterwards what the routine left
  std::vector<uint32_t> arguments;
  uint32_t globals[6] = {};  // uniforms, attributes, state, private memory, textures, frame
};

inline constexpr uint32_t kWasmPage = 65536;

/// Where CTest runs the tests of generated code, which is the folder of their sources.
inline constexpr const char* kRoutineRunner = "../../testing/routine_runner.mjs";

/// Empty when all went well.
inline std::string runRoutines(std::vector<RoutineCase>& cases) {
  const test::TemporaryFolder folder;
  if (!folder.exists()) return "no temporary folder";
  const std::string input = folder.file("cases"), output = folder.file("results");

  std::FILE* file = std::fopen(input.c_str(), "wb");
  const auto word = [&](size_t value) {
    const auto bits = uint32_t(value);
    std::fwrite(&bits, 4, 1, file);
  };
  for (const RoutineCase& c : cases) {
    word(c.wasm.size());
    word(c.memory.size());
    word(c.arguments.size());
    for (uint32_t global : c.globals) word(global);
    for (uint32_t argument : c.arguments) word(argument);
    std::fwrite(c.wasm.data(), 1, c.wasm.size(), file);
    std::fwrite(c.memory.data(), 1, c.memory.size(), file);
  }
  std::fclose(file);

  const char* node = std::getenv("NODE");
  const std::string command =
      std::string(node != nullptr ? node : "node") + " " + kRoutineRunner + " " + input + " " + output;
  std::string error;
  if (std::system(command.c_str()) != 0) error = "failed: " + command;
  file = error.empty() ? std::fopen(output.c_str(), "rb") : nullptr;
  if (file != nullptr) {
    for (RoutineCase& c : cases) {
      if (std::fread(c.memory.data(), 1, c.memory.size(), file) != c.memory.size()) error = "a result is missing";
    }
    std::fclose(file);
  }
  return error;
}

}  // namespace sw
