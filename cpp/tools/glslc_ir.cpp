// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// glslc-ir: what the compiler makes of a shader, for people.
//
//   glslc-ir [--tree] [--webgl1] [--extensions BITS] shader.vert|shader.frag ...
//   glslc-ir --routine FILE shader.vert shader.frag
//   glslc-ir --main FILE [--no-inlining] [--flattened CELLS] shader.vert shader.frag
//
// Prints each file's info log and IR text (--tree: glslang's tree instead). Given a .vert and a .frag, links them too.
// --main writes the fragment shader's main as a wasm module (codegen/routine_main.h) and prints its functions;
// --no-inlining leaves every call one, --flattened says up to how many cells pass in wasm parameters. --routine writes
// the routine that draws into an RGBA8 target without tests.

#include <glslang/Include/InfoSink.h>
#include <glslang/MachineIndependent/localintermediate.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "shader/codegen/routine_main.h"
#include "shader/codegen/routines.h"
#include "shader/compile/compile.h"
#include "shader/frontend/parser.h"
#include "shader/frontend/source_rules.h"
#include "shader/frontend/tree_rules.h"
#include "shader/link/private_memory.h"
#include "shader/link/program.h"

namespace {

bool readFile(const char* path, std::string& text) {
  FILE* file = fopen(path, "rb");
  if (file == nullptr) return false;
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  fclose(file);
  return true;
}

bool endsWith(const std::string& text, const char* end) { return text.ends_with(end); }

bool printTree(sw::ir::Stage stage, const std::string& source, const sw::CompileOptions& options) {
  std::string log;
  sw::SourceText text;
  if (sw::checkSource(source, options.webglVersion, text, log)) {
    sw::ParsedShader parsed = sw::parseShader(stage, text, options, log);
    if (parsed.valid && sw::checkTree(parsed, log)) {
      TInfoSink sink;
      parsed.tree->output(sink, true);
      fputs(sink.debug.c_str(), stdout);
      fputs(log.c_str(), stdout);
      return true;
    }
  }
  fputs(log.c_str(), stdout);
  return false;
}

bool writeFile(const char* path, const std::vector<uint8_t>& bytes) {
  FILE* file = bytes.empty() ? nullptr : fopen(path, "wb");
  if (file == nullptr) return false;
  const bool written = fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  return fclose(file) == 0 && written;
}

bool writeRoutine(sw::LinkedProgram program, const char* path) {
  program.info.privateBytes = sw::privateBytesNeeded(program);
  sw::FragmentKey key;
  key.targets[0] = {.format = sw::TargetFormat::RGBA8, .writeMask = 15};
  const sw::RoutineCode code = sw::generateFragmentRoutine(program, key);
  puts(code.error.c_str());
  return writeFile(path, code.wasm);
}

bool writeMain(sw::LinkedProgram program, const sw::passes::CallOptions& calls, const char* path) {
  program.calls = calls;
  program.info.privateBytes = sw::privateBytesNeeded(program);
  std::string listing;
  const sw::RoutineCode code = sw::generateFragmentMain(program, &listing);
  printf("%s\n%s\n", listing.c_str(), code.error.c_str());
  return writeFile(path, code.wasm);
}

}  // namespace

int main(int argc, char** argv) {
  sw::CompileOptions options;
  options.extensions = 0xffffffff;
  bool tree = false;
  const char* mainPath = nullptr;
  const char* routinePath = nullptr;
  sw::passes::CallOptions calls;
  std::vector<const char*> files;
  for (int i = 1; i < argc; ++i) {
    if (strcmp(argv[i], "--tree") == 0) {
      tree = true;
    } else if (strcmp(argv[i], "--main") == 0 && i + 1 < argc) {
      mainPath = argv[++i];
    } else if (strcmp(argv[i], "--routine") == 0 && i + 1 < argc) {
      routinePath = argv[++i];
    } else if (strcmp(argv[i], "--no-inlining") == 0) {
      calls.inlining = false;
    } else if (strcmp(argv[i], "--flattened") == 0 && i + 1 < argc) {
      calls.flattenedCells = uint32_t(strtoul(argv[++i], nullptr, 0));
    } else if (strcmp(argv[i], "--webgl1") == 0) {
      options.webglVersion = 1;
    } else if (strcmp(argv[i], "--extensions") == 0 && i + 1 < argc) {
      options.extensions = uint32_t(strtoul(argv[++i], nullptr, 0));
    } else {
      files.push_back(argv[i]);
    }
  }
  if (files.empty()) {
    fprintf(stderr, "usage: glslc-ir [--tree] [--webgl1] [--extensions BITS] shader.vert|shader.frag ...\n");
    return 2;
  }

  std::optional<sw::ir::Shader> vertex, fragment;
  bool good = true;
  for (const char* path : files) {
    std::string source;
    if (!readFile(path, source)) {
      fprintf(stderr, "glslc-ir: cannot read %s\n", path);
      return 2;
    }
    const bool isFragment = endsWith(path, ".frag");
    const sw::ir::Stage stage = isFragment ? sw::ir::Stage::Fragment : sw::ir::Stage::Vertex;
    if (files.size() > 1) printf("%s\n", path);
    if (tree) {
      good &= printTree(stage, source, options);
      continue;
    }
    sw::CompileResult result = sw::compileShader(stage, source, options);
    fputs(result.infoLog.c_str(), stdout);
    good &= result.shader.has_value();
    if (!result.shader) continue;
    if (mainPath == nullptr && routinePath == nullptr) fputs(sw::ir::toText(*result.shader).c_str(), stdout);
    const std::string fault = sw::ir::verify(*result.shader);
    if (!fault.empty()) printf("VERIFIER: %s\n", fault.c_str());
    good &= fault.empty();
    (isFragment ? fragment : vertex) = std::move(result.shader);
  }
  if (vertex && fragment) {
    const sw::LinkResult result = sw::link(*vertex, *fragment, {});
    printf("link: %s\n%s", result.program ? "good" : "failed", result.infoLog.c_str());
    good &= result.program.has_value();
    if (mainPath != nullptr) good = good && writeMain(*result.program, calls, mainPath);
    if (routinePath != nullptr) good = good && writeRoutine(*result.program, routinePath);
  }
  return good ? 0 : 1;
}
