// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What browsers call HTMLImageElement, as far as a texture wants it: a file is fetched and decoded, and `load` or `error`
// tells.

import fs from 'node:fs/promises';
import {pathToFileURL} from 'node:url';
import type {SourcePixels} from '../host/canvas-facts.ts';
import {kPixels, type PixelSource} from '../host/pixel-source.ts';
import {NodeElement} from './element.ts';
import {loadTexture} from './image.ts';

type Handler = ((event: Event) => unknown) | null;

/** What is no URL is a path from the working directory. */
async function bytesOf(src: string): Promise<ArrayBuffer | Uint8Array> {
  const url = new URL(src, pathToFileURL(`${process.cwd()}/`));
  if (url.protocol === 'file:') return fs.readFile(url);
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`${url.href}: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

const toSize = (value: unknown): number => parseInt(String(value), 10) || 0;

export class NodeImage extends NodeElement implements PixelSource {
  crossOrigin: string | null = null;
  onload: Handler = null;
  onerror: Handler = null;
  #src = '';
  #pixels: SourcePixels | null = null;
  #loading: Promise<void> | null = null;
  #error: unknown;

  constructor(width?: number, height?: number) {
    super('img');
    if (width !== undefined) this.width = width;
    if (height !== undefined) this.height = height;
    this.addEventListener('load', (event) => this.onload?.(event));
    this.addEventListener('error', (event) => this.onerror?.(event));
  }

  get src(): string {
    return this.#src;
  }
  /** Begins to load; what was loading before is of no interest any more. */
  set src(value: unknown) {
    this.#src = String(value);
    this.#pixels = null;
    this.#error = undefined;
    const loading: Promise<void> = (this.#loading = bytesOf(this.#src)
      .then(loadTexture)
      .then(
        ({data, width, height}) => this.#end(loading, {data, width, height, bitmap: false}),
        (error: unknown) => this.#end(loading, null, error),
      ));
  }
  #end(loading: Promise<void>, pixels: SourcePixels | null, error?: unknown): void {
    if (loading !== this.#loading) return;
    this.#loading = null;
    [this.#pixels, this.#error] = [pixels, error];
    const message = `${this.#src.slice(0, 200)}: ${String((error as Error | undefined)?.message ?? error)}`;
    this.dispatchEvent(pixels ? new Event('load') : Object.assign(new Event('error'), {message, error}));
  }

  get currentSrc(): string {
    return this.#src;
  }
  get complete(): boolean {
    return this.#loading === null;
  }
  get naturalWidth(): number {
    return this.#pixels?.width ?? 0;
  }
  get naturalHeight(): number {
    return this.#pixels?.height ?? 0;
  }
  get width(): number {
    return toSize(super.getAttribute('width') ?? this.naturalWidth);
  }
  set width(value: unknown) {
    super.setAttribute('width', toSize(value));
  }
  get height(): number {
    return toSize(super.getAttribute('height') ?? this.naturalHeight);
  }
  set height(value: unknown) {
    super.setAttribute('height', toSize(value));
  }

  override getAttribute(name: string): string | null {
    return name === 'src' ? this.#src || null : super.getAttribute(name);
  }
  override setAttribute(name: string, value: unknown): void {
    if (name === 'src') this.src = value;
    else super.setAttribute(name, value);
  }
  protected override intrinsicSize(): {width: number; height: number} {
    return {width: this.width, height: this.height};
  }

  async decode(): Promise<void> {
    while (this.#loading) await this.#loading;
    if (!this.#pixels)
      throw new DOMException(`there is no picture: ${String(this.#error ?? 'no src')}`, 'EncodingError');
  }

  [kPixels](): SourcePixels | null {
    return this.#pixels;
  }
}
