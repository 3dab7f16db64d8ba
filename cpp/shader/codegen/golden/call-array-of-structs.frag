#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// Three structs of two cells: six cells, through the frame; the callee indexes them where they lie.
in vec4 a; flat in int n; out vec4 o;
struct S { float x; int i; };
float f(S s[3], int at) { s[1].i += at; return s[at & 1].x * float(s[1].i); }
void main() { S s[3]; s[0] = S(a.x, n); s[1] = S(a.y, 2); s[2] = S(a.z, n); o = vec4(f(s, n)) + float(s[1].i); }
// wasm
// func f(budgetAddress: i32, frame: i32, at: v128) -> v128, i32
//   local.get budgetAddress
//   local.get budgetAddress
//   i32.load
//   i32.const 53
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
//   local.get frame
//   v128.load +48
//   local.set $4
//   local.get frame
//   local.get at
//   local.get $4
//   i32x4.add
//   v128.store +48
//   local.get at
//   i32.const 1
//   i32x4.splat
//   v128.and
//   i32.const 2
//   i32x4.splat
//   i32x4.min_u
//   i32.const 5
//   i32x4.shl
//   local.tee $4
//   i32x4.extract_lane 0
//   local.get frame
//   i32.add
//   v128.load32_zero
//   local.set $6
//   local.get $4
//   i32x4.extract_lane 1
//   local.get frame
//   i32.add
//   local.get $6
//   v128.load32_lane +4 lane 1
//   local.set $6
//   local.get $4
//   i32x4.extract_lane 2
//   local.get frame
//   i32.add
//   local.get $6
//   v128.load32_lane +8 lane 2
//   local.set $6
//   local.get $4
//   i32x4.extract_lane 3
//   local.get frame
//   i32.add
//   local.get $6
//   v128.load32_lane +12 lane 3
//   local.set $4
//   local.get frame
//   v128.load +48
//   local.set $6
//   local.get $4
//   local.get $6
//   f32x4.convert_i32x4_s
//   f32x4.mul
//   i32.const 0
//
// main
//   local.get quad
//   v128.load +64
//   local.set $4
//   global.get ACTIVE_FRAME_SP
//   i32.const 192
//   i32.sub
//   local.tee callFrame
//   local.get quad
//   v128.load
//   v128.store
//   local.get callFrame
//   local.get $4
//   v128.store +16
//   local.get callFrame
//   local.get quad
//   v128.load +16
//   v128.store +32
//   local.get callFrame
//   i32.const 2
//   i32x4.splat
//   v128.store +48
//   local.get callFrame
//   local.get quad
//   v128.load +32
//   v128.store +64
//   local.get callFrame
//   local.get $4
//   v128.store +80
//   local.get budgetAddress
//   local.get callFrame
//   local.get $4
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.tee $4
//   i32.const 1073741824
//   i32x4.splat
//   f32x4.add
//   local.tee $4
//   local.set $6
//   local.get $4
//   local.set $7
//   local.get $4
//   local.set $8
//   local.get $4
//   local.set $9
