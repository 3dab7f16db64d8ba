// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Defines `<soft-webgl2-canvas>`; importing this file is how a page gets the element.

import {SoftWebgl2Canvas} from '../element/soft-webgl2-canvas.ts';

export {SoftWebgl2Canvas} from '../element/soft-webgl2-canvas.ts';

// On a server there is nothing to define it in, and importing this does nothing.
const registry = (globalThis as {customElements?: CustomElementRegistry}).customElements;
if (registry && !registry.get('soft-webgl2-canvas')) registry.define('soft-webgl2-canvas', SoftWebgl2Canvas);
