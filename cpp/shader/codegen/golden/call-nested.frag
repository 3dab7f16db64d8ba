#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// The frame of g lies behind that of f. Both discard: the lanes they killed come back.
in vec4 a; out vec4 o;
mat3 g(mat3 m) { if (m[0].x < 0.0) discard; m[1] += m[0]; return m; }
mat3 f(mat3 m) { mat3 w = g(m); return g(w); }
void main() { o = vec4(f(mat3(a.x))[1], 1.0); }
// wasm
// func g(discarded: v128, budgetAddress: i32, frame: i32, m: i32) -> v128, i32
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
//       i32.const 1
//       return
//     end
//     local.get budgetAddress
//     i32.load
//     local.set budget
//   end
//   block
//     local.get m
//     v128.load
//     v128.const 00000000 00000000 00000000 00000000
//     f32x4.lt
//     local.tee $5
//     v128.any_true
//     if
//       local.get discarded
//       local.get $5
//       v128.or
//       local.tee discarded
//       i32x4.all_true
//       br_if 1
//     end
//     local.get frame
//     local.get m
//     v128.load
//     v128.store +432
//     local.get frame
//     local.get m
//     v128.load +16
//     v128.store +448
//     local.get frame
//     local.get m
//     v128.load +32
//     v128.store +464
//     local.get frame
//     local.get m
//     v128.load
//     local.get m
//     v128.load +48
//     f32x4.add
//     v128.store +480
//     local.get frame
//     local.get m
//     v128.load +16
//     local.get m
//     v128.load +64
//     f32x4.add
//     v128.store +496
//     local.get frame
//     local.get m
//     v128.load +32
//     local.get m
//     v128.load +80
//     f32x4.add
//     v128.store +512
//     local.get frame
//     local.get m
//     v128.load +96
//     v128.store +528
//     local.get frame
//     local.get m
//     v128.load +112
//     v128.store +544
//     local.get frame
//     local.get m
//     v128.load +128
//     v128.store +560
//   end
//   local.get discarded
//   i32.const 0
//
// func f(discarded: v128, budgetAddress: i32, frame: i32, m: i32) -> v128, i32
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
//       i32.const 1
//       return
//     end
//     local.get budgetAddress
//     i32.load
//     local.set budget
//   end
//   block
//     global.get ACTIVE_FRAME_SP
//     i32.const 576
//     i32.sub
//     local.tee callFrame
//     local.get m
//     v128.load
//     v128.store +288
//     local.get callFrame
//     local.get m
//     v128.load +16
//     v128.store +304
//     local.get callFrame
//     local.get m
//     v128.load +32
//     v128.store +320
//     local.get callFrame
//     local.get m
//     v128.load +48
//     v128.store +336
//     local.get callFrame
//     local.get m
//     v128.load +64
//     v128.store +352
//     local.get callFrame
//     local.get m
//     v128.load +80
//     v128.store +368
//     local.get callFrame
//     local.get m
//     v128.load +96
//     v128.store +384
//     local.get callFrame
//     local.get m
//     v128.load +112
//     v128.store +400
//     local.get callFrame
//     local.get m
//     v128.load +128
//     v128.store +416
//     local.get discarded
//     local.get budgetAddress
//     local.get callFrame
//     local.get callFrame
//     i32.const 288
//     i32.add
//     call g
//     if
//       v128.const 00000000 00000000 00000000 00000000
//       i32.const 1
//       return
//     end
//     local.set discarded
//     local.get callFrame
//     v128.load +432
//     local.set $6
//     local.get callFrame
//     v128.load +448
//     local.set $7
//     local.get callFrame
//     v128.load +464
//     local.set $8
//     local.get callFrame
//     v128.load +480
//     local.set $9
//     local.get callFrame
//     v128.load +496
//     local.set $10
//     local.get callFrame
//     v128.load +512
//     local.set $11
//     local.get callFrame
//     v128.load +528
//     local.set $12
//     local.get callFrame
//     v128.load +544
//     local.set $13
//     local.get callFrame
//     v128.load +560
//     local.set $14
//     local.get discarded
//     i32x4.all_true
//     br_if 0
//     global.get ACTIVE_FRAME_SP
//     i32.const 576
//     i32.sub
//     local.tee callFrame
//     local.get $6
//     v128.store +288
//     local.get callFrame
//     local.get $7
//     v128.store +304
//     local.get callFrame
//     local.get $8
//     v128.store +320
//     local.get callFrame
//     local.get $9
//     v128.store +336
//     local.get callFrame
//     local.get $10
//     v128.store +352
//     local.get callFrame
//     local.get $11
//     v128.store +368
//     local.get callFrame
//     local.get $12
//     v128.store +384
//     local.get callFrame
//     local.get $13
//     v128.store +400
//     local.get callFrame
//     local.get $14
//     v128.store +416
//     local.get discarded
//     local.get budgetAddress
//     local.get callFrame
//     local.get callFrame
//     i32.const 288
//     i32.add
//     call g
//     if
//       v128.const 00000000 00000000 00000000 00000000
//       i32.const 1
//       return
//     end
//     local.set discarded
//     local.get callFrame
//     v128.load +432
//     local.set $14
//     local.get callFrame
//     v128.load +448
//     local.set $13
//     local.get callFrame
//     v128.load +464
//     local.set $12
//     local.get callFrame
//     v128.load +480
//     local.set $11
//     local.get callFrame
//     v128.load +496
//     local.set $10
//     local.get callFrame
//     v128.load +512
//     local.set $9
//     local.get callFrame
//     v128.load +528
//     local.set $8
//     local.get callFrame
//     v128.load +544
//     local.set $7
//     local.get callFrame
//     v128.load +560
//     local.set $6
//     local.get discarded
//     i32x4.all_true
//     br_if 0
//     local.get frame
//     local.get $14
//     v128.store +144
//     local.get frame
//     local.get $13
//     v128.store +160
//     local.get frame
//     local.get $12
//     v128.store +176
//     local.get frame
//     local.get $11
//     v128.store +192
//     local.get frame
//     local.get $10
//     v128.store +208
//     local.get frame
//     local.get $9
//     v128.store +224
//     local.get frame
//     local.get $8
//     v128.store +240
//     local.get frame
//     local.get $7
//     v128.store +256
//     local.get frame
//     local.get $6
//     v128.store +272
//   end
//   local.get discarded
//   i32.const 0
//
// main
//   v128.const 00000000 00000000 00000000 00000000
//   local.set discarded
//   local.get quad
//   v128.load
//   local.set $6
//   global.get ACTIVE_FRAME_SP
//   i32.const 576
//   i32.sub
//   local.tee callFrame
//   local.get $6
//   v128.store
//   local.get callFrame
//   v128.const 00000000 00000000 00000000 00000000
//   v128.store +16
//   local.get callFrame
//   v128.const 00000000 00000000 00000000 00000000
//   v128.store +32
//   local.get callFrame
//   v128.const 00000000 00000000 00000000 00000000
//   v128.store +48
//   local.get callFrame
//   local.get $6
//   v128.store +64
//   local.get callFrame
//   v128.const 00000000 00000000 00000000 00000000
//   v128.store +80
//   local.get callFrame
//   v128.const 00000000 00000000 00000000 00000000
//   v128.store +96
//   local.get callFrame
//   v128.const 00000000 00000000 00000000 00000000
//   v128.store +112
//   local.get callFrame
//   local.get $6
//   v128.store +128
//   local.get discarded
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
//   local.set discarded
//   local.get callFrame
//   v128.load +192
//   local.set $6
//   local.get callFrame
//   v128.load +208
//   local.set $8
//   local.get callFrame
//   v128.load +224
//   local.set $9
//   local.get discarded
//   i32x4.all_true
//   br_if 0
//   local.get $6
//   local.set $10
//   local.get $8
//   local.set $11
//   local.get $9
//   local.set $12
