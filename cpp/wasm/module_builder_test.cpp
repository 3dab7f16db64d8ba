// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "wasm/module_builder.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "wasm/listing.h"
#include "wasm/shared_memory.h"

namespace sw::wasm {
namespace {

TEST(ModuleBuilder, EmptyModuleIsHeaderAndEmptySections) {
  ModuleBuilder module;
  EXPECT_EQ(module.encode(), (Bytes{0, 'a', 's', 'm', 1, 0, 0, 0, 1, 1, 0, 3, 1, 0, 10, 1, 0}));
}

TEST(ModuleBuilder, AddFunctionIsWrittenByteByByte) {
  ModuleBuilder module;
  FunctionBuilder& f = module.addFunction("add");
  const Local a = f.addParam(ValType::I32, "a");
  const Local b = f.addParam(ValType::I32, "b");
  f.addResult(ValType::I32);
  f.localGet(a);
  f.localGet(b);
  f.op(Opcode::I32Add);
  module.exportFunction("add", f.self());
  EXPECT_EQ(module.encode(),
            (Bytes{0, 'a', 's', 'm',  1,   0,    0,    0,                     // header
                   1, 7,   1,   0x60, 2,   0x7f, 0x7f, 1, 0x7f, 3,  2, 1, 0,  // function 0 has type 0
                   7, 7,   1,   3,    'a', 'd',  'd',  0, 0,    10, 9, 1, 7, 0, 0x20, 0, 0x20, 1, 0x6a, 0x0b}));
}

TEST(ModuleBuilder, EqualTypesShareOneEntry) {
  ModuleBuilder module;
  const TypeIndex a = module.type({ValType::I32}, {});
  const TypeIndex b = module.type({ValType::V128}, {});
  EXPECT_NE(a.index, b.index);
  EXPECT_EQ(module.type({ValType::I32}, {}).index, a.index);
}

TEST(ModuleBuilder, AFunctionThatNobodyWroteIsUnreachable) {
  ModuleBuilder module;
  module.addFunction("f").addResult(ValType::I32);
  const Bytes bytes = module.encode();
  EXPECT_EQ(Bytes(bytes.end() - 4, bytes.end()), (Bytes{3, 0, 0x00, 0x0b}));
}

TEST(ModuleBuilder, LocalsAreDeclaredInRuns) {
  ModuleBuilder module;
  FunctionBuilder& f = module.addFunction("f");
  f.addLocal(ValType::V128);
  f.addLocal(ValType::V128);
  f.addLocal(ValType::I32);
  const Bytes bytes = module.encode();
  EXPECT_EQ(Bytes(bytes.end() - 7, bytes.end()), (Bytes{6, 2, 2, 0x7b, 1, 0x7f, 0x0b}));
}

TEST(FunctionBuilder, LabelsBecomeDepths) {
  ModuleBuilder module;
  FunctionBuilder& f = module.addFunction("f");
  const Label out = f.block();
  const Label inner = f.block();
  f.i32Const(1);
  f.brTable({inner, out}, out);
  f.end();
  f.end();
  EXPECT_EQ(f.code(), (Bytes{0x02, 0x40, 0x02, 0x40, 0x41, 1, 0x0e, 2, 0, 1, 1, 0x0b, 0x0b}));
}

TEST(FunctionBuilder, ListingReadsBack) {
  ModuleBuilder module;
  FunctionBuilder& f = module.addFunction("f");
  const Local n = f.addParam(ValType::I32, "n");
  const Local v = f.addLocal(ValType::V128, "v");
  const Label out = f.block();
  const Label again = f.loop();
  f.localGet(n);
  f.op(Opcode::I32Eqz);
  f.brIf(out);
  f.localGet(n);
  f.i32Const(-300);
  f.op(Opcode::I32Add);
  f.localSet(n);
  f.localGet(n);  // set and get become tee
  f.load(Opcode::V128Load, 1000, 2);
  f.v128SplatFloat(1.0f);
  f.op(Opcode::F32x4Pmin);
  f.localSet(v);
  f.br(again);
  f.end();
  f.end();
  EXPECT_EQ(toText(module),
            "func f(n: i32)\n"
            "  block\n"
            "    loop\n"
            "      local.get n\n"
            "      i32.eqz\n"
            "      br_if 1\n"
            "      local.get n\n"
            "      i32.const -300\n"
            "      i32.add\n"
            "      local.tee n\n"
            "      v128.load +1000\n"
            "      i32.const 1065353216\n"
            "      i32x4.splat\n"
            "      f32x4.pmin\n"
            "      local.set v\n"
            "      br 0\n"
            "    end\n"
            "  end\n");
}

TEST(ModuleBuilder, MemoriesAreImportedAsSharedWhereAsked) {
  const auto made = [](bool shared) {
    importSharedMemories(shared);
    ModuleBuilder module;
    module.importMemory("core", "memory", 1);
    importSharedMemories(false);
    return module.encode();
  };
  const auto ends = [](const Bytes& bytes, const Bytes& end) {
    return bytes.size() >= end.size() && std::equal(end.rbegin(), end.rend(), bytes.rbegin());
  };
  EXPECT_TRUE(ends(made(false), {'y', 2, 0, 1, 3, 1, 0, 10, 1, 0}));
  EXPECT_TRUE(ends(made(true), {'y', 2, 3, 1, 0x80, 0x80, 0x04, 3, 1, 0, 10, 1, 0}));  // at most 65536 pages
}

TEST(FunctionBuilder, ScratchLocalsAreUsedAgain) {
  ModuleBuilder module;
  FunctionBuilder& f = module.addFunction("f");
  Local first;
  {
    Scratch t(f, ValType::V128);
    first = t;
  }
  Scratch t(f, ValType::V128);
  Scratch other(f, ValType::V128);
  EXPECT_EQ(Local(t), first);
  EXPECT_NE(Local(other), first);
}

TEST(FunctionBuilderDeathTest, WrongOperandStops) {
  ModuleBuilder module;
  FunctionBuilder& f = module.addFunction("f");
  f.i32Const(1);
  EXPECT_DEATH(f.op(Opcode::F32x4Neg), "another type");
}

}  // namespace
}  // namespace sw::wasm
