// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import './draw.js';

self.onmessage = (event) => {
  self.postMessage({pixel: self.draw(), path: new URL(import.meta.url).pathname, got: event.data});
};
