#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// Flattened and framed parameters and results, of all types; `q` is uniform.
uniform bool q; in vec4 a; flat in int n; out vec4 o;
void f(ivec2 i, mat2x3 m, bool p, out vec2 r, out mat3x2 w) { r = vec2(i) * m[1].xy; w = mat3x2(r, p ? r : m[0].yz, r); }
void main() { vec2 r; mat3x2 w; f(ivec2(n, 4), mat2x3(a.xyz, a.wzy), q, r, w); o = vec4(r, w[1]); }
// wasm
// func f(budgetAddress: i32, frame: i32, i.0: v128, i.1: v128, m: i32, p: i32) -> v128, v128, i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 23
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
//       v128.const 00000000 00000000 00000000 00000000
//       i32.const 1
//       return
//     end
//     local.get budgetAddress
//     i32.load
//     local.set budget
//   end
//   local.get m
//   v128.load +48
//   local.get i.0
//   f32x4.convert_i32x4_s
//   f32x4.mul
//   local.set $7
//   local.get m
//   v128.load +64
//   local.get i.1
//   f32x4.convert_i32x4_s
//   f32x4.mul
//   local.set $8
//   local.get frame
//   local.get $7
//   v128.store +96
//   local.get frame
//   local.get $8
//   v128.store +112
//   local.get frame
//   local.get $7
//   local.get m
//   v128.load +16
//   local.get p
//   select
//   v128.store +128
//   local.get frame
//   local.get $8
//   local.get m
//   v128.load +32
//   local.get p
//   select
//   v128.store +144
//   local.get frame
//   local.get $7
//   v128.store +160
//   local.get frame
//   local.get $8
//   v128.store +176
//   local.get $7
//   local.get $8
//   i32.const 0
//
// main
//   local.get quad
//   v128.load +16
//   local.set $6
//   local.get quad
//   v128.load +32
//   local.set $7
//   global.get ACTIVE_FRAME_SP
//   i32.const 192
//   i32.sub
//   local.tee callFrame
//   local.get $6
//   v128.store +16
//   local.get callFrame
//   local.get $7
//   v128.store +32
//   local.get callFrame
//   local.get quad
//   v128.load +48
//   v128.store +48
//   local.get callFrame
//   local.get $7
//   v128.store +64
//   local.get budgetAddress
//   local.get callFrame
//   local.get quad
//   v128.load +64
//   i32.const 4
//   i32x4.splat
//   local.get callFrame
//   local.get $5
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.set $7
//   local.set $9
//   local.get callFrame
//   v128.load +128
//   local.set $10
//   local.get callFrame
//   v128.load +144
//   local.set $11
//   local.get $9
//   local.set $12
//   local.get $7
//   local.set $13
//   local.get $10
//   local.set $14
//   local.get $11
//   local.set $15
