// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "testing/temporary_folder.h"
#include "wasm/listing.h"

namespace sw::wasm {
namespace {

/// A module with a bit of everything that text writes in a way of its own.
void build(ModuleBuilder& module) {
  module.keepLines(true);
  module.importMemory("core", "memory", 1);
  module.importTable("core", "table", 2);
  const Global pointer = module.importGlobal("core", "POINTER", ValType::I32, true);
  const TypeIndex called = module.type({ValType::I32}, {ValType::I32});
  FunctionBuilder& f = module.addFunction("main");
  const Local n = f.addParam(ValType::I32, "n");
  f.addResult(ValType::V128);
  const Local v = f.addLocal(ValType::V128, "twice"), w = f.addLocal(ValType::V128, "twice");
  const Local x = f.addLocal(ValType::F32);
  f.setLine(3);
  f.globalGet(pointer);
  f.i32Const(-5);
  f.i32Const(2);
  f.memoryInit(module.addPassiveData({1, 0xff, '"'}));
  {
    const LineScope line(f, 7);
    f.globalGet(pointer);
    f.load(Opcode::V128Load, 16, 4);
    f.localSet(v);
  }
  const Label out = f.block(ValType::I32);
  f.localGet(n);
  f.localGet(n);
  f.brIf(out);
  f.localGet(n);
  f.callIndirect(called);
  f.end();
  f.drop();
  f.setLine(0);
  for (uint32_t bits : {0x3f800000u, 0x80000000u, 0x7f800000u, 0x7fc00000u, 0xffa00001u, 0x00000001u}) {
    f.f32ConstBits(bits);
    f.localSet(x);
  }
  f.setLine(9);
  f.localGet(v);
  f.v128Const({1, 2, 3, 0xffffffffu});
  f.op(Opcode::F32x4Add);
  f.localTee(w);
  f.globalGet(pointer);
  f.localGet(w);
  f.memoryLane(Opcode::V128Store32Lane, 2, 8, 2);
  module.exportFunction("run", f.self());
}

TEST(Wat, IsTextWithNamesAndSourceLines) {
  ModuleBuilder module;
  build(module);
  EXPECT_EQ(toWat(module),
            R"((module
  (type (func (param i32) (result i32)))
  (type (func (param i32) (result v128)))
  (import "core" "memory" (memory 1))
  (import "core" "table" (table 2 funcref))
  (import "core" "POINTER" (global $POINTER (mut i32)))
  (func $main (type 1) (param $n i32) (result v128)
    (local v128) (local v128) (local f32)
    ;; line 3
    global.get $POINTER
    i32.const -5
    i32.const 2
    memory.init 0
    ;; line 7
    global.get $POINTER
    v128.load offset=16 align=16
    local.set 1
    ;; line 3
    block (result i32)
      local.get $n
      local.get $n
      br_if 0
      local.get $n
      call_indirect (type 0)
    end
    drop
    ;; no line
    f32.const 1
    local.set 3
    f32.const -0
    local.set 3
    f32.const inf
    local.set 3
    f32.const nan:0x400000
    local.set 3
    f32.const -nan:0x200001
    local.set 3
    f32.const 1.40129846e-45
    local.set 3
    ;; line 9
    local.get 1
    v128.const i32x4 0x00000001 0x00000002 0x00000003 0xffffffff
    f32x4.add
    local.tee 2
    global.get $POINTER
    local.get 2
    v128.store32_lane offset=8 align=4 2
  )
  (export "run" (func $main))
  (data "\01\ff\22")
)
)");
}

TEST(Wat, LinesAreKeptOnlyWhereAsked) {
  ModuleBuilder module;
  FunctionBuilder& f = module.addFunction("f");
  f.setLine(4);
  f.i32Const(1);
  f.drop();
  EXPECT_EQ(toWat(module).find(";;"), std::string::npos);
}

/// An assembler of others (wabt) makes the same bytes of the text.
TEST(Wat, AssemblesToTheSameBytes) {
  ModuleBuilder module;
  build(module);
  const test::TemporaryFolder folder;
  ASSERT_TRUE(folder.exists());
  const std::string text = folder.file("m.wat"), binary = folder.file("m.wasm");
  std::FILE* file = std::fopen(text.c_str(), "wb");
  ASSERT_NE(file, nullptr);
  std::fputs(toWat(module).c_str(), file);
  std::fclose(file);
  EXPECT_EQ(std::system(("wat2wasm " + text + " -o " + binary).c_str()), 0);
  Bytes assembled;
  if ((file = std::fopen(binary.c_str(), "rb")) != nullptr) {
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) assembled.push_back(uint8_t(c));
    std::fclose(file);
  }
  EXPECT_EQ(assembled, module.encode());
}

}  // namespace
}  // namespace sw::wasm
