// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What must know of a canvas' drawing buffer: whoever reads the canvas sees what was drawn, and a new size reaches the
// context. Hooked on the prototypes by install(), or on one canvas by createContext() alone, which cannot see other
// readers (drawImage, texImage2D of a native context): those then see the state of the end of the last task.

import type {CanvasHost} from '../host/canvas-host.ts';
import {encodableOf, flushCanvas, readableOf, softContextOf} from '../present/contexts.ts';
import type {Patches} from './patches.ts';

function resized(canvas: object): void {
  const soft = softContextOf(canvas);
  if (!soft) return;
  if (soft.state.outgrown) soft.state.resize();
  else soft.presenter.repaint(); // a 2D canvas is emptied even by its own size
}

type Global = {readonly [name: string]: {readonly prototype: object} | undefined};

function prototypeOf(name: string): object | undefined {
  return (globalThis as unknown as Global)[name]?.prototype;
}

/** Methods of a canvas that make a file of it. */
const kReaders = ['toDataURL', 'toBlob', 'convertToBlob'];

function hookReaders(host: CanvasHost, target: object | undefined, patches: Patches): void {
  for (const name of kReaders) {
    patches.method(target, name, (original) => {
      return function (this: unknown, ...args) {
        return original.apply(encodableOf(this), args);
      };
    });
  }
  // The stream takes what is shown, frame by frame.
  patches.method(target, 'captureStream', (original) => {
    return function (this: unknown, ...args) {
      softContextOf(this)?.presenter.stream();
      return original.apply(this, args);
    };
  });
  patches.method(target, 'transferControlToOffscreen', (original) => {
    return function (this: unknown, ...args) {
      const placed = original.apply(this, args);
      host.setPlaced(placed as object);
      return placed;
    };
  });
  patches.method(target, 'transferToImageBitmap', (original) => {
    return function (this: unknown, ...args) {
      flushCanvas(this);
      const bitmap = original.apply(this, args);
      softContextOf(this)?.presenter.taken();
      return bitmap;
    };
  });
}

/** Methods that take a canvas among their arguments. */
function hookConsumers(target: object | undefined, names: readonly string[], patches: Patches): void {
  for (const name of names) {
    patches.method(target, name, (original) => {
      return function (this: unknown, ...args) {
        return original.apply(this, args.map(readableOf));
      };
    });
  }
}

/** Arguments of createImageBitmap as they are now: a page may fill an ImageData anew. */
function keepable(args: readonly unknown[]): readonly unknown[] {
  const [source, ...rest] = args;
  if (!(source instanceof ImageData) || !(source.data instanceof Uint8ClampedArray)) return args;
  const {data, width, height, colorSpace} = source;
  return [new ImageData(data.slice(), width, height, {colorSpace}), ...rest];
}

export function hookPrototypes(host: CanvasHost, patches: Patches): void {
  for (const name of ['HTMLCanvasElement', 'OffscreenCanvas']) {
    const prototype = prototypeOf(name);
    hookReaders(host, prototype, patches);
    patches.setter(prototype, 'width', resized);
    patches.setter(prototype, 'height', resized);
  }
  for (const name of ['CanvasRenderingContext2D', 'OffscreenCanvasRenderingContext2D']) {
    hookConsumers(prototypeOf(name), ['drawImage', 'createPattern'], patches);
  }
  for (const name of ['WebGLRenderingContext', 'WebGL2RenderingContext']) {
    const uploads = ['texImage2D', 'texSubImage2D', 'texImage3D', 'texSubImage3D'];
    hookConsumers(prototypeOf(name), uploads, patches);
  }
  patches.instances('VideoFrame', (target, args: unknown[], newTarget) => {
    if (args.length > 0) args[0] = readableOf(args[0]);
    return Reflect.construct(target, args, newTarget) as object;
  });
  patches.method(globalThis, 'createImageBitmap', (original) => {
    return function (this: unknown, ...args) {
      if (args.length > 0) args[0] = readableOf(args[0]);
      const options = (args.at(-1) ?? {}) as ImageBitmapOptions;
      const made = original.apply(this, args) as Promise<object>;
      if (options.premultiplyAlpha !== 'none') return made;
      const kept = keepable(args);
      return made.then((bitmap) => {
        host.straightBitmaps.set(bitmap, kept);
        return bitmap;
      });
    };
  });
}

/** Hooks one canvas, where the prototypes are left alone. */
export function hookCanvas(host: CanvasHost, canvas: object, patches: Patches): void {
  const prototype = Object.getPrototypeOf(canvas) as object;
  hookReaders(host, canvas, patches);
  patches.setter(prototype, 'width', resized, canvas);
  patches.setter(prototype, 'height', resized, canvas);
}

/** Sizes set by setAttribute. The observer goes with its canvas. */
export function observeSize(canvas: unknown): void {
  if (typeof MutationObserver !== 'function' || typeof Node !== 'function' || !(canvas instanceof Node)) return;
  new MutationObserver((records) => {
    for (const record of records) {
      if (softContextOf(record.target)?.state.outgrown) resized(record.target);
    }
  }).observe(canvas, {attributes: true, attributeFilter: ['width', 'height']});
}
