// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

const inner = new Worker('classic.js', {name: 'inner'});
inner.onmessage = (event) => self.postMessage(event.data);
inner.onerror = (event) => self.postMessage(event.message);
inner.postMessage('go');
