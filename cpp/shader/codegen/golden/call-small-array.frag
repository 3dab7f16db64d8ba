#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// Twelve cells through the frame: of those, two are stored, since f looks at no others.
in vec4 a; out vec4 o;
float f(vec4 x[3]) { return x[0].x * x[2].y; }
void main() { vec4 x[3]; x[0] = a; x[1] = a.yzwx; x[2] = a * a; o = vec4(f(x)); }
// wasm
// func f(budgetAddress: i32, x: i32) -> v128, i32
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
//   local.get x
//   v128.load
//   local.get x
//   v128.load +144
//   f32x4.mul
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
//   global.get ACTIVE_FRAME_SP
//   i32.const 192
//   i32.sub
//   local.tee callFrame
//   local.get $4
//   v128.store
//   local.get callFrame
//   local.get $5
//   local.get $5
//   f32x4.mul
//   v128.store +144
//   local.get budgetAddress
//   local.get callFrame
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.tee $9
//   local.set $10
//   local.get $9
//   local.set $11
//   local.get $9
//   local.set $12
//   local.get $9
//   local.set $13
