// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export {Allocator} from './allocator.ts';
export type {AllocatorEvent, AllocatorHandler, AllocatorOptions, AllocatorStatistics} from './allocator.ts';
