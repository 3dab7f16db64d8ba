#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// 40 cells: f only reads them, and is pointed to the variable.
in vec4 a; out vec4 o;
struct S { vec4 m[10]; };
float f(S s) { return s.m[0].x + s.m[9].w; }
void main() { S s; s.m[0] = a; s.m[9] = a * 2.0; o = vec4(f(s)); }
// wasm
// func f(budgetAddress: i32, s: i32) -> v128, i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 18
//   i32.sub
//   local.tee budget
//   i32.store
//   local.get budget
//   i32.const 0
//   i32.lt_s
//   if
//     local.get budgetAddress
//     local.get budget
//     i32.store
//     local.get budgetAddress
//     local.get budgetAddress
//     i32.load +4
//     call_indirect type 1
//     i32.eqz
//     if
//       v128.const 00000000 00000000 00000000 00000000
//       i32.const 1
//       return
//     end
//     local.get budgetAddress
//     i32.load
//     local.set budget
//   end
//   local.get s
//   v128.load
//   local.get s
//   v128.load +624
//   f32x4.add
//   i32.const 0
//
// main
//   local.get private
//   i32.const 256
//   i32.add
//   i32.const 0
//   i32.const 640
//   memory.fill
//   local.get quad
//   v128.load
//   local.set $5
//   local.get quad
//   v128.load +16
//   local.set $6
//   local.get quad
//   v128.load +32
//   local.set $7
//   local.get quad
//   v128.load +48
//   local.set $8
//   local.get private
//   local.get $5
//   v128.store +256
//   local.get private
//   local.get $6
//   v128.store +272
//   local.get private
//   local.get $7
//   v128.store +288
//   local.get private
//   local.get $8
//   v128.store +304
//   local.get private
//   local.get $5
//   i32.const 1073741824
//   i32x4.splat
//   f32x4.mul
//   v128.store +832
//   local.get private
//   local.get $6
//   i32.const 1073741824
//   i32x4.splat
//   f32x4.mul
//   v128.store +848
//   local.get private
//   local.get $7
//   i32.const 1073741824
//   i32x4.splat
//   f32x4.mul
//   v128.store +864
//   local.get private
//   local.get $8
//   i32.const 1073741824
//   i32x4.splat
//   f32x4.mul
//   v128.store +880
//   local.get budgetAddress
//   local.get private
//   i32.const 256
//   i32.add
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.tee $8
//   local.set $10
//   local.get $8
//   local.set $11
//   local.get $8
//   local.set $12
//   local.get $8
//   local.set $13
