// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {WebglAddon} from '@xterm/addon-webgl';
import {Terminal} from '@xterm/xterm';
import {after} from './common.js';

export default async function draw(host) {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = 'node_modules/@xterm/xterm/css/xterm.css';
  document.head.append(style);
  await new Promise((resolve) => (style.onload = resolve));
  const terminal = new Terminal({
    cols: 40,
    rows: 14,
    fontSize: 16,
    cursorBlink: false,
    allowProposedApi: true,
    fontFamily: 'monospace',
  });
  terminal.open(host);
  terminal.loadAddon(new WebglAddon(true));
  for (let i = 0; i < 12; ++i) {
    await new Promise((resolve) =>
      terminal.write(
        `\x1b[3${i % 8};4${(i + 3) % 8}mline ${i}\x1b[0m \x1b[1mbold\x1b[0m \x1b[4munder\x1b[0m ░▒▓█ ┌─┐\r\n`,
        resolve,
      ),
    );
  }
  await after(500);
}
