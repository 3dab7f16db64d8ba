// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Everything relative is relative to this file, whoever started it.
'use strict';

importScripts('draw.js');

self.onmessage = async () => {
  const fetched = await (await fetch('draw.js')).text();
  const request = new XMLHttpRequest();
  request.open('GET', 'draw.js', false);
  request.send();
  self.postMessage({
    pixel: self.draw(),
    path: location.pathname + location.search,
    base: String(new URL('x', location)).endsWith('/e2e/worker/x'),
    fetched: fetched.includes('self.draw') && request.responseText === fetched,
    name: self.name,
    strict: (function () {
      return this === undefined;
    })(),
  });
};
