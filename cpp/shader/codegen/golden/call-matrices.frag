#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// A matrix in and a matrix back: sixteen cells each way.
in vec4 a; out vec4 o;
mat4 f(mat4 m) { return mat4(m[3], m[2], m[1], m[0]); }
void main() { o = f(mat4(a, a.yzwx, a.zwxy, a.wxyz))[1]; }
// wasm
// func f(budgetAddress: i32, frame: i32, m: i32) -> i32
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
//       i32.const 1
//       return
//     end
//     local.get budgetAddress
//     i32.load
//     local.set budget
//   end
//   local.get frame
//   local.get m
//   v128.load +192
//   v128.store +256
//   local.get frame
//   local.get m
//   v128.load +208
//   v128.store +272
//   local.get frame
//   local.get m
//   v128.load +224
//   v128.store +288
//   local.get frame
//   local.get m
//   v128.load +240
//   v128.store +304
//   local.get frame
//   local.get m
//   v128.load +128
//   v128.store +320
//   local.get frame
//   local.get m
//   v128.load +144
//   v128.store +336
//   local.get frame
//   local.get m
//   v128.load +160
//   v128.store +352
//   local.get frame
//   local.get m
//   v128.load +176
//   v128.store +368
//   local.get frame
//   local.get m
//   v128.load +64
//   v128.store +384
//   local.get frame
//   local.get m
//   v128.load +80
//   v128.store +400
//   local.get frame
//   local.get m
//   v128.load +96
//   v128.store +416
//   local.get frame
//   local.get m
//   v128.load +112
//   v128.store +432
//   local.get frame
//   local.get m
//   v128.load
//   v128.store +448
//   local.get frame
//   local.get m
//   v128.load +16
//   v128.store +464
//   local.get frame
//   local.get m
//   v128.load +32
//   v128.store +480
//   local.get frame
//   local.get m
//   v128.load +48
//   v128.store +496
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
//   i32.const 512
//   i32.sub
//   local.tee callFrame
//   local.get $4
//   v128.store
//   local.get callFrame
//   local.get $5
//   v128.store +16
//   local.get callFrame
//   local.get $6
//   v128.store +32
//   local.get callFrame
//   local.get $7
//   v128.store +48
//   local.get callFrame
//   local.get $5
//   v128.store +64
//   local.get callFrame
//   local.get $6
//   v128.store +80
//   local.get callFrame
//   local.get $7
//   v128.store +96
//   local.get callFrame
//   local.get $4
//   v128.store +112
//   local.get callFrame
//   local.get $6
//   v128.store +128
//   local.get callFrame
//   local.get $7
//   v128.store +144
//   local.get callFrame
//   local.get $4
//   v128.store +160
//   local.get callFrame
//   local.get $5
//   v128.store +176
//   local.get callFrame
//   local.get $7
//   v128.store +192
//   local.get callFrame
//   local.get $4
//   v128.store +208
//   local.get callFrame
//   local.get $5
//   v128.store +224
//   local.get callFrame
//   local.get $6
//   v128.store +240
//   local.get budgetAddress
//   local.get callFrame
//   local.get callFrame
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.get callFrame
//   v128.load +320
//   local.set $6
//   local.get callFrame
//   v128.load +336
//   local.set $5
//   local.get callFrame
//   v128.load +352
//   local.set $4
//   local.get callFrame
//   v128.load +368
//   local.set $7
//   local.get $6
//   local.set $9
//   local.get $5
//   local.set $10
//   local.get $4
//   local.set $11
//   local.get $7
//   local.set $12
