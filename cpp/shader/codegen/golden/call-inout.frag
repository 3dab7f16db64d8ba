#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// The variable itself where all lanes take part; a copy in and out under a mask.
in float a; flat in int n; out float o;
void f(inout float x[20]) { x[n] += 1.0; }
void main() { float x[20]; x[1] = a; f(x); if (a > 0.0) f(x); o = x[n]; }
// wasm
// func f(budgetAddress: i32, x: i32, n: v128) -> i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 111
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
//   local.get n
//   i32.const 19
//   i32x4.splat
//   i32x4.min_u
//   local.tee $4
//   i32.const 4
//   i32x4.shl
//   local.tee $5
//   i32x4.extract_lane 0
//   local.get x
//   i32.add
//   v128.load32_zero
//   local.set $6
//   local.get $5
//   i32x4.extract_lane 1
//   local.get x
//   i32.add
//   local.get $6
//   v128.load32_lane +4 lane 1
//   local.set $6
//   local.get $5
//   i32x4.extract_lane 2
//   local.get x
//   i32.add
//   local.get $6
//   v128.load32_lane +8 lane 2
//   local.set $6
//   local.get $5
//   i32x4.extract_lane 3
//   local.get x
//   i32.add
//   local.get $6
//   v128.load32_lane +12 lane 3
//   local.set $5
//   local.get $4
//   i32.const 4
//   i32x4.shl
//   local.set $6
//   i32.const 1065353216
//   i32x4.splat
//   local.get $5
//   f32x4.add
//   local.set $7
//   local.get $6
//   i32x4.extract_lane 0
//   local.get x
//   i32.add
//   local.get $7
//   v128.store32_lane lane 0
//   local.get $6
//   i32x4.extract_lane 1
//   local.get x
//   i32.add
//   local.get $7
//   v128.store32_lane +4 lane 1
//   local.get $6
//   i32x4.extract_lane 2
//   local.get x
//   i32.add
//   local.get $7
//   v128.store32_lane +8 lane 2
//   local.get $6
//   i32x4.extract_lane 3
//   local.get x
//   i32.add
//   local.get $7
//   v128.store32_lane +12 lane 3
//   i32.const 0
//
// func f.2(mask: v128, budgetAddress: i32, x: i32, n: v128) -> i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 111
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
//   local.get n
//   i32.const 19
//   i32x4.splat
//   i32x4.min_u
//   local.tee $5
//   i32.const 4
//   i32x4.shl
//   local.tee $6
//   i32x4.extract_lane 0
//   local.get x
//   i32.add
//   v128.load32_zero
//   local.set $7
//   local.get $6
//   i32x4.extract_lane 1
//   local.get x
//   i32.add
//   local.get $7
//   v128.load32_lane +4 lane 1
//   local.set $7
//   local.get $6
//   i32x4.extract_lane 2
//   local.get x
//   i32.add
//   local.get $7
//   v128.load32_lane +8 lane 2
//   local.set $7
//   local.get $6
//   i32x4.extract_lane 3
//   local.get x
//   i32.add
//   local.get $7
//   v128.load32_lane +12 lane 3
//   local.set $6
//   local.get $5
//   i32.const 4
//   i32x4.shl
//   local.set $7
//   i32.const 1065353216
//   i32x4.splat
//   local.get $6
//   f32x4.add
//   local.set $8
//   local.get $7
//   i32x4.extract_lane 0
//   local.get x
//   i32.add
//   local.get $8
//   v128.store32_lane lane 0
//   local.get $7
//   i32x4.extract_lane 1
//   local.get x
//   i32.add
//   local.get $8
//   v128.store32_lane +4 lane 1
//   local.get $7
//   i32x4.extract_lane 2
//   local.get x
//   i32.add
//   local.get $8
//   v128.store32_lane +8 lane 2
//   local.get $7
//   i32x4.extract_lane 3
//   local.get x
//   i32.add
//   local.get $8
//   v128.store32_lane +12 lane 3
//   i32.const 0
//
// main
//   local.get private
//   i32.const 256
//   i32.add
//   i32.const 0
//   i32.const 320
//   memory.fill
//   local.get quad
//   v128.load
//   local.set $5
//   local.get private
//   local.get $5
//   v128.store +272
//   local.get quad
//   v128.load +16
//   local.set $7
//   local.get budgetAddress
//   local.get private
//   i32.const 256
//   i32.add
//   local.get $7
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.get $5
//   v128.const 00000000 00000000 00000000 00000000
//   f32x4.gt
//   local.tee $8
//   v128.any_true
//   if
//     global.get ACTIVE_FRAME_SP
//     i32.const 960
//     i32.sub
//     local.tee callFrame
//     i32.const 0
//     i32.add
//     local.set $6
//     local.get private
//     i32.const 256
//     i32.add
//     local.set $10
//     i32.const 5
//     local.set $11
//     loop
//       local.get $6
//       local.get $10
//       v128.load
//       v128.store
//       local.get $6
//       local.get $10
//       v128.load +16
//       v128.store +16
//       local.get $6
//       local.get $10
//       v128.load +32
//       v128.store +32
//       local.get $6
//       local.get $10
//       v128.load +48
//       v128.store +48
//       local.get $6
//       i32.const 64
//       i32.add
//       local.set $6
//       local.get $10
//       i32.const 64
//       i32.add
//       local.set $10
//       local.get $11
//       i32.const 1
//       i32.sub
//       local.tee $11
//       br_if 0
//     end
//     local.get $8
//     local.get budgetAddress
//     local.get callFrame
//     local.get $7
//     call f.2
//     if
//       i32.const 512
//       i32.const 2
//       i32.store
//       return
//     end
//     local.get private
//     i32.const 256
//     i32.add
//     local.set $6
//     local.get callFrame
//     i32.const 0
//     i32.add
//     local.set $10
//     i32.const 5
//     local.set $11
//     loop
//       local.get $6
//       local.get $10
//       v128.load
//       local.get $6
//       v128.load
//       local.get $8
//       v128.bitselect
//       v128.store
//       local.get $6
//       local.get $10
//       v128.load +16
//       local.get $6
//       v128.load +16
//       local.get $8
//       v128.bitselect
//       v128.store +16
//       local.get $6
//       local.get $10
//       v128.load +32
//       local.get $6
//       v128.load +32
//       local.get $8
//       v128.bitselect
//       v128.store +32
//       local.get $6
//       local.get $10
//       v128.load +48
//       local.get $6
//       v128.load +48
//       local.get $8
//       v128.bitselect
//       v128.store +48
//       local.get $6
//       i32.const 64
//       i32.add
//       local.set $6
//       local.get $10
//       i32.const 64
//       i32.add
//       local.set $10
//       local.get $11
//       i32.const 1
//       i32.sub
//       local.tee $11
//       br_if 0
//     end
//   end
//   local.get $7
//   i32.const 19
//   i32x4.splat
//   i32x4.min_u
//   i32.const 4
//   i32x4.shl
//   local.tee $8
//   i32x4.extract_lane 0
//   local.get private
//   i32.add
//   v128.load32_zero +256
//   local.set $7
//   local.get $8
//   i32x4.extract_lane 1
//   local.get private
//   i32.add
//   local.get $7
//   v128.load32_lane +260 lane 1
//   local.set $7
//   local.get $8
//   i32x4.extract_lane 2
//   local.get private
//   i32.add
//   local.get $7
//   v128.load32_lane +264 lane 2
//   local.set $7
//   local.get $8
//   i32x4.extract_lane 3
//   local.get private
//   i32.add
//   local.get $7
//   v128.load32_lane +268 lane 3
//   local.tee $8
//   local.set $12
