#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// Copied by a loop: f changes its copy. The parameter stays in the frame, where it is.
in float a; flat in int n; out float o;
float f(float x[40]) { x[n] = 1.0; return x[3]; }
void main() { float x[40]; x[3] = a; o = f(x) + x[n]; }
// wasm
// func f(budgetAddress: i32, frame: i32, n: v128) -> v128, i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 115
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
//   local.get n
//   i32.const 39
//   i32x4.splat
//   i32x4.min_u
//   i32.const 4
//   i32x4.shl
//   local.set $4
//   i32.const 1065353216
//   i32x4.splat
//   local.set $5
//   local.get $4
//   i32x4.extract_lane 0
//   local.get frame
//   i32.add
//   local.get $5
//   v128.store32_lane lane 0
//   local.get $4
//   i32x4.extract_lane 1
//   local.get frame
//   i32.add
//   local.get $5
//   v128.store32_lane +4 lane 1
//   local.get $4
//   i32x4.extract_lane 2
//   local.get frame
//   i32.add
//   local.get $5
//   v128.store32_lane +8 lane 2
//   local.get $4
//   i32x4.extract_lane 3
//   local.get frame
//   i32.add
//   local.get $5
//   v128.store32_lane +12 lane 3
//   local.get frame
//   v128.load +48
//   local.tee $4
//   i32.const 0
//
// main
//   local.get private
//   i32.const 256
//   i32.add
//   i32.const 0
//   i32.const 640
//   memory.fill
//   local.get private
//   local.get quad
//   v128.load
//   v128.store +304
//   local.get quad
//   v128.load +16
//   local.set $6
//   global.get ACTIVE_FRAME_SP
//   i32.const 1280
//   i32.sub
//   local.tee callFrame
//   i32.const 0
//   i32.add
//   local.set $5
//   local.get private
//   i32.const 256
//   i32.add
//   local.set $8
//   i32.const 10
//   local.set $9
//   loop
//     local.get $5
//     local.get $8
//     v128.load
//     v128.store
//     local.get $5
//     local.get $8
//     v128.load +16
//     v128.store +16
//     local.get $5
//     local.get $8
//     v128.load +32
//     v128.store +32
//     local.get $5
//     local.get $8
//     v128.load +48
//     v128.store +48
//     local.get $5
//     i32.const 64
//     i32.add
//     local.set $5
//     local.get $8
//     i32.const 64
//     i32.add
//     local.set $8
//     local.get $9
//     i32.const 1
//     i32.sub
//     local.tee $9
//     br_if 0
//   end
//   local.get budgetAddress
//   local.get callFrame
//   local.get $6
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.set $10
//   local.get $6
//   i32.const 39
//   i32x4.splat
//   i32x4.min_u
//   i32.const 4
//   i32x4.shl
//   local.tee $11
//   i32x4.extract_lane 0
//   local.get private
//   i32.add
//   v128.load32_zero +256
//   local.set $6
//   local.get $11
//   i32x4.extract_lane 1
//   local.get private
//   i32.add
//   local.get $6
//   v128.load32_lane +260 lane 1
//   local.set $6
//   local.get $11
//   i32x4.extract_lane 2
//   local.get private
//   i32.add
//   local.get $6
//   v128.load32_lane +264 lane 2
//   local.set $6
//   local.get $11
//   i32x4.extract_lane 3
//   local.get private
//   i32.add
//   local.get $6
//   v128.load32_lane +268 lane 3
//   local.set $11
//   local.get $10
//   local.get $11
//   f32x4.add
//   local.set $12
