// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export type * from './alloc.ts';
export {DebugAllocator as Allocator} from '../alloc/debug.ts';
export type {LiveBlock} from '../alloc/debug.ts';
