// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What becomes of load(), as text.

import {load} from '/dist/index.js';

globalThis.loading = load().then(() => 'loaded', String);
