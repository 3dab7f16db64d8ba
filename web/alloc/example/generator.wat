;; SPDX-FileCopyrightText: The soft-webgl2 authors
;; SPDX-License-Identifier: MIT
;;
;; Random numbers: xorshift128 on 16 bytes of state, and a table of the last 256 results. The module has no allocator: every
;; place comes in as a pointer. What outlives an instance comes in too: the number of calls as a global, and a table of
;; functions that say what is done to a number before it is given out.
(module
  (type $shape (func (param i32) (result i32)))
  (import "env" "memory" (memory 1 16))
  (import "env" "calls" (global $calls (mut i32)))
  (import "env" "shapes" (table 1 funcref))

  ;; The state's start, where an instance finds it when it is made: active, so every instance writes it again.
  (data (i32.const 16) "\01\00\00\00\02\00\00\00\03\00\00\00\04\00\00\00")

  ;; init(table): makes the table empty
  (func (export "init") (param $table i32)
    (memory.fill (local.get $table) (i32.const 0) (i32.const 1024)))

  ;; seed(state, n): 128 bits, not all of them 0, from 32
  (func (export "seed") (param $state i32) (param $n i32)
    (i32.store (local.get $state) (local.get $n))
    (i32.store offset=4 (local.get $state) (i32.mul (local.get $n) (i32.const 0x9e3779b1)))
    (i32.store offset=8 (local.get $state) (i32.xor (local.get $n) (i32.const 0x85ebca6b)))
    (i32.store offset=12 (local.get $state) (i32.const 0xc2b2ae35)))

  ;; rand(state, table): the next number, in its shape
  (func $rand (export "rand") (param $state i32) (param $table i32) (result i32)
    (local $t i32) (local $s i32)
    (local.set $t (i32.load offset=12 (local.get $state)))
    (local.set $s (i32.load (local.get $state)))
    (i32.store offset=12 (local.get $state) (i32.load offset=8 (local.get $state)))
    (i32.store offset=8 (local.get $state) (i32.load offset=4 (local.get $state)))
    (i32.store offset=4 (local.get $state) (local.get $s))
    (local.set $t (i32.xor (local.get $t) (i32.shl (local.get $t) (i32.const 11))))
    (local.set $t (i32.xor (local.get $t) (i32.shr_u (local.get $t) (i32.const 8))))
    (local.set $t (i32.xor (local.get $t) (i32.xor (local.get $s) (i32.shr_u (local.get $s) (i32.const 19)))))
    (i32.store (local.get $state) (local.get $t))
    (i32.store
      (i32.add (local.get $table) (i32.shl (i32.and (global.get $calls) (i32.const 255)) (i32.const 2)))
      (local.get $t))
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (call_indirect (type $shape) (local.get $t) (i32.const 0)))

  ;; fill(state, table, out, count): many numbers at once
  (func (export "fill") (param $state i32) (param $table i32) (param $out i32) (param $count i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (i32.store (local.get $out) (call $rand (local.get $state) (local.get $table)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next))))

  ;; shapes: as they are, and without the sign
  (func (export "whole") (type $shape) (local.get 0))
  (func (export "positive") (type $shape) (i32.shr_u (local.get 0) (i32.const 1))))
