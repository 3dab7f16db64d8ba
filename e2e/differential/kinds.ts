// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// All generators. One more is a file with a Kind in it, and a line here.

import {callKinds} from './calls/calls.ts';
import type {Kind} from './kind.ts';
import {programKinds} from './programs/kinds.ts';
import {stateKinds} from './state/kinds.ts';
import {uploadKind} from './uploads/upload.ts';

export const kinds: readonly Kind[] = [...programKinds, ...stateKinds, ...callKinds, uploadKind] as readonly Kind[];
