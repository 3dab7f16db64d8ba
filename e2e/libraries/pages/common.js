// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {Random} from 'e2e/random'; // where main.ts has this project bundled

export function canvasIn(host) {
  const canvas = document.createElement('canvas');
  canvas.width = host.clientWidth;
  canvas.height = host.clientHeight;
  canvas.style.display = 'block';
  host.append(canvas);
  return canvas;
}

/** Numbers from 0 to 1, the same in each run. */
export function randomNumbers(seed) {
  const random = new Random(seed);
  return () => random.unit();
}

export const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A texture of squares and a disk, as a 2D canvas. */
export function checks(size = 64) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  for (let y = 0; y < 8; ++y) {
    for (let x = 0; x < 8; ++x) {
      context.fillStyle = (x + y) % 2 ? '#fc8' : '#248';
      context.fillRect((x * size) / 8, (y * size) / 8, size / 8, size / 8);
    }
  }
  context.fillStyle = '#4c4';
  context.beginPath();
  context.arc(size / 2, size / 2, size / 4, 0, 7);
  context.fill();
  return canvas;
}
