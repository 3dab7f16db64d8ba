// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// All generators. One more is a file with a Kind in it, and a line here.

import type {Kind} from './kind.ts';
import {programKinds} from './programs/kinds.ts';
import {uploadKind} from './uploads/upload.ts';

export const kinds: readonly Kind[] = [...programKinds, uploadKind] as readonly Kind[];
