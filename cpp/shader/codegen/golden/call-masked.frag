#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// Under a mask, which the callee needs for the global; the other call is whole.
in float a; out float o; float g;
void f(float x) { g = x; }
void main() { f(1.0); if (a > 0.0) f(a); o = g; }
// wasm
// func f(private: i32, budgetAddress: i32, x: f32) -> i32
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
//   local.get private
//   local.get x
//   f32x4.splat
//   v128.store +256
//   i32.const 0
//
// func f.2(mask: v128, private: i32, budgetAddress: i32, x: v128) -> i32
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
//   local.get private
//   local.tee $5
//   local.get x
//   local.get $5
//   v128.load +256
//   local.get mask
//   v128.bitselect
//   v128.store +256
//   i32.const 0
//
// main
//   local.get private
//   i32.const 256
//   i32.add
//   i32.const 0
//   i32.const 16
//   memory.fill
//   local.get private
//   local.get budgetAddress
//   f32.const 1
//   call f
//   if
//     i32.const 512
//     i32.const 1
//     i32.store
//     return
//   end
//   local.get quad
//   v128.load
//   local.tee $5
//   v128.const 00000000 00000000 00000000 00000000
//   f32x4.gt
//   local.tee $6
//   v128.any_true
//   if
//     local.get $6
//     local.get private
//     local.get budgetAddress
//     local.get $5
//     call f.2
//     if
//       i32.const 512
//       i32.const 2
//       i32.store
//       return
//     end
//   end
//   local.get private
//   v128.load +256
//   local.tee $6
//   local.set $7
