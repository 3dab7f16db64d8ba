#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// Flattened: `x` is uniform at one call and varying at the other, so there are two functions.
uniform vec4 V; in vec4 a; out vec4 o;
vec4 f(vec4 v, float x) { return v * x; }
void main() { o = f(a, V.x) + f(a, a.y); }
// wasm
// func f(budgetAddress: i32, v.0: v128, v.1: v128, v.2: v128, v.3: v128, x: f32) -> v128, v128, v128, v128, i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 21
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
//       v128.const 00000000 00000000 00000000 00000000
//       v128.const 00000000 00000000 00000000 00000000
//       i32.const 1
//       return
//     end
//     local.get budgetAddress
//     i32.load
//     local.set budget
//   end
//   local.get v.0
//   local.get x
//   f32x4.splat
//   f32x4.mul
//   local.get v.1
//   local.get x
//   f32x4.splat
//   f32x4.mul
//   local.get v.2
//   local.get x
//   f32x4.splat
//   f32x4.mul
//   local.get v.3
//   local.get x
//   f32x4.splat
//   f32x4.mul
//   i32.const 0
//
// func f.2(budgetAddress: i32, v.0: v128, v.1: v128, v.2: v128, v.3: v128, x: v128) -> v128, v128, v128, v128, i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 21
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
//       v128.const 00000000 00000000 00000000 00000000
//       v128.const 00000000 00000000 00000000 00000000
//       i32.const 1
//       return
//     end
//     local.get budgetAddress
//     i32.load
//     local.set budget
//   end
//   local.get v.0
//   local.get x
//   f32x4.mul
//   local.get v.1
//   local.get x
//   f32x4.mul
//   local.get v.2
//   local.get x
//   f32x4.mul
//   local.get v.3
//   local.get x
//   f32x4.mul
//   i32.const 0
//
// main
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
//   local.get budgetAddress
//   local.get $5
//   local.get $6
//   local.get $7
//   local.get $8
//   local.get uniforms
//   f32.load
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.set $9
//   local.set $10
//   local.set $11
//   local.set $12
//   local.get budgetAddress
//   local.get $5
//   local.get $6
//   local.get $7
//   local.get $8
//   local.get $6
//   call f.2
//   if
//     i32.const 512
//     i32.const 2
//     i32.store
//     return
//   end
//   local.set $6
//   local.set $8
//   local.set $7
//   local.set $5
//   local.get $12
//   local.get $5
//   f32x4.add
//   local.set $13
//   local.get $11
//   local.get $7
//   f32x4.add
//   local.set $14
//   local.get $10
//   local.get $8
//   f32x4.add
//   local.set $15
//   local.get $9
//   local.get $6
//   f32x4.add
//   local.set $16
