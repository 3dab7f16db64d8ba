// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What presenters put onto a canvas, on the core that writes over results which are over (docs/abi.md): a picture that is
// looked at after another call into the core has that core's 0xdd in it.

import assert from 'node:assert/strict';
import test from 'node:test';
import {debugCoreModule} from '../testing/contexts.ts';

/** A browser, as far as presenters ask: half floats, pictures, 2D contexts that keep what is put. */
class FakeHalves extends Uint16Array {}
class FakeImageData {
  readonly data: Uint8ClampedArray | FakeHalves;
  readonly width: number;
  readonly height: number;
  constructor(data: Uint8ClampedArray | FakeHalves, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}
class FakeContext {
  shown: number[] = [];
  readonly colorType: string | undefined;
  constructor(colorType: string | undefined) {
    this.colorType = colorType;
  }
  getContextAttributes(): object {
    return {colorType: this.colorType};
  }
  putImageData({data}: FakeImageData): void {
    this.shown = [...data];
  }
}
class FakeCanvas extends EventTarget {
  width = 2;
  height = 1;
  isConnected = true;
  context: FakeContext | undefined;
  getContext(_type: string, options: {colorType?: string}): FakeContext {
    return (this.context ??= new FakeContext(options.colorType));
  }
}

Object.assign(globalThis, {
  Float16Array: FakeHalves,
  ImageData: FakeImageData,
  CanvasRenderingContext2D: FakeContext,
});
const {CanvasHost} = await import('../host/canvas-host.ts');
const {page} = await import('../loader/page.ts');
const {createSoftContext, softContextOf} = await import('./contexts.ts');
page.supply(debugCoreModule);

/** A context, its canvas, and a way to show what was drawn. */
function start(attributes: WebGLContextAttributes) {
  const canvas = new FakeCanvas();
  const gl = createSoftContext(new CanvasHost(), canvas as unknown as HTMLCanvasElement, 2, attributes)!;
  const draw = (...color: [number, number, number, number]): number[] => {
    gl.clearColor(...color);
    gl.clear(gl.COLOR_BUFFER_BIT);
    softContextOf(canvas)!.presenter.flush();
    return canvas.context!.shown;
  };
  return {canvas, gl, draw};
}

test('an opaque first picture arrives in bytes, and those after it', () => {
  const {canvas, draw} = start({});
  assert.deepEqual(draw(1, 0, 0, 1), [255, 0, 0, 255, 255, 0, 0, 255]);
  assert.equal(canvas.context!.colorType, undefined);
  assert.deepEqual(draw(0, 1, 0, 1), [0, 255, 0, 255, 0, 255, 0, 255]);
});

test('a first picture that can be seen through arrives in half floats', () => {
  const {canvas, draw} = start({});
  const [zero, half, one] = [0, 0x3800, 0x3c00];
  const shown = draw(0, 0.5, 0, 0.5).slice(0, 4);
  assert.equal(canvas.context!.colorType, 'float16');
  assert.equal(shown[0], zero);
  assert.equal(shown[1], one);
  assert.ok(Math.abs(shown[3]! - half) < 8, `alpha is ${shown[3]}`);
});

test('readers get copies of their own', () => {
  const {canvas, gl, draw} = start({preserveDrawingBuffer: true});
  draw(1, 0, 0, 1);
  const {presenter} = softContextOf(canvas)!;
  const read = presenter.read()!;
  gl.getParameter(gl.VIEWPORT);
  assert.deepEqual([...read.data], [255, 0, 0, 255, 255, 0, 0, 255]);
});
