// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// The pages of e2e/libraries lie beside these, as scenes.
import {after, randomNumbers} from '../scenes/common.js';

export {after, randomNumbers};

/** A picture, as a 2D canvas. */
export function checks(size = 64) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  for (let i = 0; i < 64; ++i) {
    context.fillStyle = (i + (i >> 3)) % 2 ? '#fc8' : '#248';
    context.fillRect(((i % 8) * size) / 8, ((i >> 3) * size) / 8, size / 8, size / 8);
  }
  return canvas;
}

export function canvasIn(host, width = 64, height = 64) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  host.append(canvas);
  return canvas;
}

/** Each of `options` switched by chance: real sets of options, as pages mix them. */
export function chosen(random, options, probability = 0.3) {
  const result = {};
  for (const [name, values] of Object.entries(options)) {
    if (random() < probability) result[name] = values[Math.floor(random() * values.length)];
  }
  return result;
}

/** Does `work` for each, and says of how many it failed. */
export async function each(items, work) {
  const failures = new Map();
  for (const [i, item] of [...items].entries()) {
    try {
      await work(item, i);
    } catch (error) {
      const text = String(error?.message ?? error).slice(0, 200);
      failures.set(text, (failures.get(text) ?? 0) + 1);
    }
    if (i % 20 === 19) await after(0);
  }
  for (const [text, count] of failures) console.warn(`${count} x ${text}`);
}
