// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A context, and frames in which nothing is drawn.

const canvas = document.createElement('canvas');
canvas.width = 640;
canvas.height = 480;
document.querySelector('#host').append(canvas);
canvas.getContext('webgl2');
requestAnimationFrame(function frame() {
  requestAnimationFrame(frame);
});
