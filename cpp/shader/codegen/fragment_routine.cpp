// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The fragment routine: block records in, texels, depth and stencil out (pipeline/layout.h). One of two loops is made:
//
//   shaded loop   the body runs for every 2x2 quad that has a covered pixel; for its block, tests before it where that
//                 is legal
//   strip loop    the body has nothing to do per fragment (colours are the same for the whole batch, or nobody wants
//                 them): tests and merging alone, four pixels of a row at a time, with a path of its own for full
//                 blocks
//
// With several samples the strip loop and the early tests run once per sample, on the sample's own rows and depths
// (sampled_blocks.h); the shaded loop runs the body once for all samples of a quad and merges it four times
// (sampled_quads.h).
//
// Depth and inputs are evaluated at absolute pixel positions, always as (c + dy * y) + dx * x, so that their bits do
// not depend on the loop.

#include <algorithm>
#include <cstddef>
#include <memory>

#include "shader/codegen/routine_text.h"
#include "shader/codegen/routine_trim.h"
#include "shader/codegen/routines.h"
#include "shader/codegen/shaded_loop.h"
#include "support/byte_writer.h"
#include "wasm/listing.h"
#include "wasm/shared_memory.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

/// A custom section of one word.
void appendSection(Bytes& module, std::string_view name, uint32_t word) {
  Bytes section;
  writeName(section, name);
  writeFixed(section, word, sizeof word);
  module.push_back(0);
  writeUnsigned(module, section.size());
  writeBytes(module, section);
}

/// Is:   the routine as a module.
/// Owns: the body, the cursors and both loops, of which one is written.
/// Asks: the facts.
class FragmentRoutineEmitter {
 public:
  FragmentRoutineEmitter(const LinkedProgram& program, const FragmentKey& key, wasm::Interleaving interleaving);

  /// `listing`: takes the module as text.
  RoutineCode generate(std::string* listing);

 private:
  std::unique_ptr<LinkedProgram> trimmed() const;
  bool isShaded() const;
  void emitBlocks(bool shaded);
  void emitPrologue();
  uint32_t blockWork(bool shaded) const;

  FragmentFacts facts_;
  wasm::ModuleBuilder module_;
  CoreImports core_{module_};
  wasm::FunctionBuilder& f_;
  Lanes l_{f_};
  BlockCursor at_{facts_, f_, l_};
  QuadCursor quad_{f_};
  SampleCursor samples_{at_, f_};
  FragmentInputs inputs_{facts_, core_, at_, quad_, samples_};
  std::unique_ptr<LinkedProgram> trimmed_;  // without the outputs that nobody wants
  BodyEmitter body_;
  FragmentOutputs outputs_{body_, l_};
  FragmentMerge merge_{facts_, at_};
  StripLoop strips_{facts_, at_, merge_};
  SampledBlocks sampledBlocks_{facts_, at_, samples_, strips_};
  ShadedLoop shadedLoop_;
};

FragmentRoutineEmitter::FragmentRoutineEmitter(const LinkedProgram& program, const FragmentKey& key,
                                               wasm::Interleaving interleaving)
    : facts_(program, key),
      f_(module_.addFunction("routine")),
      trimmed_(trimmed()),
      body_(trimmed_ ? *trimmed_ : program, ir::Stage::Fragment, module_, f_, inputs_),
      shadedLoop_(facts_, body_, {at_, quad_, samples_, outputs_, merge_, strips_, sampledBlocks_}, interleaving) {}

std::unique_ptr<LinkedProgram> FragmentRoutineEmitter::trimmed() const {
  std::vector<bool> wanted(facts_.program.fragment.outputs.size());
  if (facts_.depthOutput != ir::kNone) wanted[facts_.depthOutput] = true;
  if (facts_.coverageOutput != ir::kNone) wanted[facts_.coverageOutput] = true;
  for (const Target& target : at_.targets) {
    for (int i = 0; i < 4; ++i) {
      if (target.merge->usesSource(i) && target.output[i] != ir::kNone) wanted[target.output[i]] = true;
    }
  }
  return withoutUnwantedOutputs(facts_.program, wanted);
}

/// Whether the body has something to do per fragment.
bool FragmentRoutineEmitter::isShaded() const {
  if (body_.hasDiscard() || facts_.depthOutput != ir::kNone || facts_.alphaToCoverage) return true;
  for (const Target& target : at_.targets) {
    for (int i = 0; i < 4; ++i) {
      if (target.merge->usesSource(i) && !outputs_.isBatchWide(target.output[i], target.cell[i])) return true;
    }
  }
  return false;
}

RoutineCode FragmentRoutineEmitter::generate(std::string* listing) {
  module_.keepLines(listing != nullptr);
  if (!body_.error().empty()) return {{}, body_.error()};
  facts_.addBody(body_);
  const bool shaded = isShaded();
  if (shaded || facts_.depthTest || facts_.stencilTest || facts_.key.countSamples || !at_.targets.empty()) {
    emitBlocks(shaded);
  }
  module_.exportFunction("routine", f_.self());
  if (!body_.error().empty()) return {{}, body_.error()};  // found while emitting
  if (listing != nullptr) *listing = wasm::toWat(module_);
  Bytes module = module_.encode();
  if (wasm::importsSharedMemories()) appendSection(module, "work", blockWork(shaded));
  return {std::move(module), {}};
}

void FragmentRoutineEmitter::emitBlocks(bool shaded) {
  if (shaded) inputs_.findSmoothCells(body_);
  emitPrologue();
  const wasm::Label next = f_.loop();
  at_.emitStart(shaded || facts_.depthTest || facts_.stencilTest, shaded);
  if (shaded) {
    shadedLoop_.emitBlock();
  } else if (facts_.sampled) {
    sampledBlocks_.emitStripBlock();
  } else {
    strips_.emitBlock();
  }
  at_.pushNext();
  f_.brIf(next);
  f_.end();
  at_.emitEpilogue();
}

void FragmentRoutineEmitter::emitPrologue() {
  at_.emitPrologue();
  for (Surface* surface : at_.testedSurfaces()) at_.emitSurfacePrologue(*surface);
  body_.emitPrologue();

  const Local blendConstant = f_.addLocal(ValType::I32, "blendConstant");
  f_.localGet(at_.state);
  f_.i32Const(offsetof(FragmentState, blendConstant));
  f_.op(Opcode::I32Add);
  f_.localSet(blendConstant);
  for (Target& target : at_.targets) {
    at_.emitSurfacePrologue(target.surface);
    if (facts_.sampled) {
      target.even = f_.addLocal(ValType::I32, "even");
      target.mergedBytes = f_.addLocal(ValType::I32, "mergedBytes");
    }
    outputs_.setBatchWideSources(target);
    target.merge->emitPrologue(blendConstant);
  }
}

/// Instructions of four lanes that a whole block takes, roughly, of two kinds: what is done once for a quad, and what
/// is done for each of its samples.
uint32_t FragmentRoutineEmitter::blockWork(bool shaded) const {
  constexpr uint32_t kQuads = kBlockSize * kBlockSize / 4;
  constexpr uint32_t kMost = 0xffffff / kQuads;  // the host takes three bytes of the product
  uint32_t each = facts_.depthTest ? 4 : 0;
  if (facts_.stencilTest) each += 8;
  for (const Target& target : at_.targets) {
    const bool bytes = target.surface.texelBytes <= 4;
    each += target.merge->isBlended() ? 24 : shaded ? bytes ? 10 : 4 : 1;
  }
  uint32_t once = 0;
  if (shaded) once = 8 + body_.work() + 2 * uint32_t(quad_.smoothCells.size());
  return kQuads * std::min(once + each * (facts_.sampled ? kPixelSamples : 1), kMost);
}

}  // namespace

RoutineCode generateFragmentRoutine(const LinkedProgram& program, const FragmentKey& key,
                                    wasm::Interleaving interleaving) {
  return FragmentRoutineEmitter(program, key, interleaving).generate(nullptr);
}

RoutineCode generateFragmentRoutine(const LinkedProgram& program, const FragmentKey& key, std::string* listing) {
  return FragmentRoutineEmitter(program, key, wasm::Interleaving::WherePays).generate(listing);
}

}  // namespace sw
