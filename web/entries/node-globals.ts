// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Importing this file gives Node what libraries expect of a browser: `import 'soft-webgl2/node/globals'`.

import {defineGlobals} from '../node/globals.ts';

defineGlobals();
