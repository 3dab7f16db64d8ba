#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// L-values are evaluated once; results come back in parameter order.
in vec4 a; flat in int n; out vec4 o;
void f(inout vec2 x, inout float y) { x = x.yx + y; y = x.x; }
void main() { vec4 v = a; f(v.zx, v[n]); o = v; }
// wasm
// func f(budgetAddress: i32, x.0: v128, x.1: v128, y: v128) -> v128, v128, v128, i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 19
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
//       i32.const 1
//       return
//     end
//     local.get budgetAddress
//     i32.load
//     local.set budget
//   end
//   local.get x.1
//   local.get y
//   f32x4.add
//   local.tee $5
//   local.get x.0
//   local.get y
//   f32x4.add
//   local.get $5
//   i32.const 0
//
// main
//   local.get quad
//   v128.load
//   local.set $4
//   local.get quad
//   v128.load +16
//   local.set $5
//   local.get quad
//   v128.load +32
//   local.set $6
//   local.get quad
//   v128.load +48
//   local.set $7
//   local.get quad
//   v128.load +64
//   i32.const 3
//   i32x4.splat
//   i32x4.min_u
//   local.tee $8
//   i32.const 2
//   i32x4.splat
//   i32x4.eq
//   local.set $9
//   local.get $8
//   i32.const 1
//   i32x4.splat
//   i32x4.eq
//   local.set $10
//   local.get $8
//   v128.const 00000000 00000000 00000000 00000000
//   i32x4.eq
//   local.set $11
//   local.get budgetAddress
//   local.get $6
//   local.get $4
//   local.get $4
//   local.get $5
//   local.get $6
//   local.get $7
//   local.get $9
//   v128.bitselect
//   local.get $10
//   v128.bitselect
//   local.get $11
//   v128.bitselect
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.set $6
//   local.set $4
//   local.set $12
//   local.get $6
//   local.get $4
//   local.get $11
//   v128.bitselect
//   local.set $13
//   local.get $6
//   local.get $5
//   local.get $10
//   v128.bitselect
//   local.set $14
//   local.get $6
//   local.get $12
//   local.get $9
//   v128.bitselect
//   local.set $15
//   local.get $6
//   local.get $7
//   local.get $8
//   i32.const 3
//   i32x4.splat
//   i32x4.eq
//   v128.bitselect
//   local.set $16
