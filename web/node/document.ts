// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// As much of a document as libraries ask a canvas for: somewhere to listen, and more canvases.

import {NodeElement} from './element.ts';
import {NodeImage} from './image-element.ts';

/** Where events of a page would arrive; there are none. */
class NodeWindow extends EventTarget {
  readonly devicePixelRatio = 1;
}

/** Elements whose events a program would wait for in vain. */
const kLoading = ['video', 'audio', 'script', 'iframe', 'link'];

export class NodeDocument extends EventTarget {
  readonly nodeType = 9;
  readonly defaultView = new NodeWindow();
  readonly documentElement = new NodeElement('html');
  readonly head = new NodeElement('head');
  readonly body = new NodeElement('body');
  readonly visibilityState = 'visible';
  readonly hidden = false;
  readonly pointerLockElement = null;
  readonly fullscreenElement = null;
  readonly activeElement = null;
  readonly #makeCanvas: () => NodeElement;

  constructor(makeCanvas: () => NodeElement) {
    super();
    this.#makeCanvas = makeCanvas;
  }

  createElement(name: string): NodeElement {
    const localName = name.toLowerCase();
    if (localName === 'canvas') return this.#makeCanvas();
    if (localName === 'img') return new NodeImage();
    if (kLoading.includes(localName)) {
      throw new TypeError(`no <${localName}> can load in Node`);
    }
    return new NodeElement(localName);
  }
  createElementNS(_namespace: string | null, name: string): NodeElement {
    return this.createElement(name);
  }
  getElementById(): null {
    return null;
  }
  hasFocus(): boolean {
    return false;
  }
}
