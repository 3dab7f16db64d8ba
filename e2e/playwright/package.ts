// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The entry as it is built, with the types of its source, which are there before it is built.

import type * as entry from '../../web/entries/playwright.ts';

const file: string = '../../dist/playwright.js';

export const {expect, prepareContext, readRendering, renderingHash, test} = (await import(file)) as typeof entry;
