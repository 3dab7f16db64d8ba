// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

self.softWebgl2Options = {prefer: 'software'};
await import('/dist/worker.js');
await import('./draw.js');
self.postMessage([self.draw('webgl2'), self.draw('webgl'), self.softWebgl2.active]);
