// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** The globals of a core that generated routines import (docs/abi.md). */
export const kRoutineGlobals = [
  'ACTIVE_UNIFORM_PTR',
  'ACTIVE_ATTR_PTR',
  'ACTIVE_PRIVATE_PTR',
  'ACTIVE_TEXTURE_PTR',
  'ACTIVE_FRAME_SP',
] as const;
