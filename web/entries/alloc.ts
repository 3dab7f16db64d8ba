// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export {Allocator} from '../alloc/allocator.ts';
export type {
  AllocatorEvent,
  AllocatorEventType,
  AllocatorHandler,
  AllocatorOptions,
  AllocatorStatistics,
} from '../alloc/allocator.ts';
