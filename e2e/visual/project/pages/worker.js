// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

const canvas = document.querySelector('canvas').transferControlToOffscreen();
new Worker('/worker-script.js', {type: 'module'}).postMessage({canvas, seconds: 1}, [canvas]);
