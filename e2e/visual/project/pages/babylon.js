// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {makeScene} from './babylon-scene.js';

void makeScene(document.querySelector('canvas')).then(() => (globalThis.ready = true));
