// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {createContext, getInfo, install, load, LoadError, type InstallOptions, type Installation} from 'soft-webgl2';
import * as inline from 'soft-webgl2/inline';
import {SoftWebgl2Canvas} from 'soft-webgl2/element';
import * as node from 'soft-webgl2/node';
import createGL from 'soft-webgl2/headless-gl';
import * as alloc from 'soft-webgl2/alloc';
import * as allocDebug from 'soft-webgl2/alloc/debug';
import wasmUrl from 'soft-webgl2/soft-webgl2.wasm';
import 'soft-webgl2/auto';
import 'soft-webgl2/worker';
import 'soft-webgl2/node/globals';

const options: InstallOptions = {prefer: 'software', wasmUrl};
const installation: Installation = install(options);
const gl: WebGL2RenderingContext | null = createContext(document.createElement('canvas'), 'webgl2', {alpha: false});
const made: SoftWebgl2Canvas = document.createElement('soft-webgl2-canvas');
const ready: Promise<WebGL2RenderingContext> = made.ready;
const picture: Uint8Array = node.toPng(node.createContext({width: 1, height: 1}));
const canvas: HTMLCanvasElement = node.createCanvas(1, 1);
const file: Uint8Array = node.createContext({width: 1, height: 1}).canvas.toBuffer('image/png');
const headless: WebGLRenderingContext | null = createGL(1, 1);
createGL(1, 1, {createWebGL2Context: true})?.getExtension('STACKGL_resize_drawingbuffer')?.resize(2, 2);
const texture: Promise<{width: number; data: Uint8ClampedArray}> = node.loadTexture(new Uint8Array());
const version: string = getInfo().version;
window.softWebgl2Options = options;
const active: boolean | undefined = window.softWebgl2?.active;

// @ts-expect-error: no such preference
install({prefer: 'never'});
// @ts-expect-error: no such type of context
createContext(document.createElement('canvas'), '2d');

export {
  active,
  alloc,
  allocDebug,
  canvas,
  file,
  gl,
  headless,
  inline,
  installation,
  load,
  LoadError,
  picture,
  ready,
  texture,
  version,
};
