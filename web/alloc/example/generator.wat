;; SPDX-FileCopyrightText: The soft-webgl2 authors
;; SPDX-License-Identifier: MIT
;;
;; Random numbers with a table: xorshift128 on 16 bytes of state, and the last 256 results in 1 KiB. The module has no
;; memory of its own and no allocator: both places come in as pointers.
(module
  (import "env" "memory" (memory 1))
  ;; state: four i32; returns the next number and keeps it in table[number of calls & 255]
  (func (export "next") (param $state i32) (param $table i32) (param $call i32) (result i32)
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
      (i32.add (local.get $table) (i32.shl (i32.and (local.get $call) (i32.const 255)) (i32.const 2)))
      (local.get $t))
    (local.get $t)))
