// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Defines `<soft-webgl2-canvas>`; importing this file is how a page gets the element.

import {SoftWebgl2Canvas} from '../element/soft-webgl2-canvas.ts';

export {SoftWebgl2Canvas, type Stats} from '../element/soft-webgl2-canvas.ts';

if (!customElements.get('soft-webgl2-canvas')) customElements.define('soft-webgl2-canvas', SoftWebgl2Canvas);
