#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// Four cells, which is what is flattened: no frame. The result is as large, and comes back on the stack.
in vec4 a; out vec4 o;
float[4] f(float x[4], float y) { x[1] = y; return x; }
void main() { float x[4]; x[0] = a.x; x[1] = a.y; x[2] = a.z; x[3] = a.w; x = f(x, a.x); o = vec4(x[0], x[1], x[2], x[3]); }
// wasm
// func f(budgetAddress: i32, x.0: v128, x.1: v128, x.2: v128, x.3: v128, y: v128) -> v128, v128, v128, v128, i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 17
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
//   local.get x.0
//   local.get y
//   local.get x.2
//   local.get x.3
//   i32.const 0
//
// main
//   local.get quad
//   v128.load
//   local.set $4
//   local.get budgetAddress
//   local.get $4
//   local.get quad
//   v128.load +16
//   local.get quad
//   v128.load +32
//   local.get quad
//   v128.load +48
//   local.get $4
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.set $4
//   local.set $5
//   local.set $6
//   local.tee $7
//   local.set $8
//   local.get $6
//   local.set $9
//   local.get $5
//   local.set $10
//   local.get $4
//   local.set $11
