// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Differences that are meant, with the reason. docs/conformance.md says the same to people.

import type {KnownDifference} from '../kind.ts';
import type {Program} from './program.ts';

export const known: readonly KnownDifference<Program>[] = [];
