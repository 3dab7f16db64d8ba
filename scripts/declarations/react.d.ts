// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `soft-webgl2/react`: the element, known to React's JSX.

import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {SoftWebgl2Canvas} from './element.js';

export * from './element.js';

type Attribute = true | 'true' | 'false';
type Switch = boolean | 'true' | 'false';

export interface SoftWebgl2CanvasProps extends Omit<
  DetailedHTMLProps<HTMLAttributes<SoftWebgl2Canvas>, SoftWebgl2Canvas>,
  'onError'
> {
  width?: number | undefined;
  height?: number | undefined;
  prefer?: SoftWebgl2Canvas['prefer'] | undefined;
  antialias?: Switch | undefined;
  alpha?: Switch | undefined;
  depth?: Switch | undefined;
  stencil?: Switch | undefined;
  premultipliedAlpha?: Switch | undefined;
  preserveDrawingBuffer?: Switch | undefined;
  autoSize?: Switch | undefined;
  pixelRatio?: number | 'device' | undefined;
  wasmUrl?: string | undefined;
  threads?: 'auto' | number | undefined;
  // React removes attributes that are false: say false of a property, or 'false'.
  'premultiplied-alpha'?: Attribute | undefined;
  'preserve-drawing-buffer'?: Attribute | undefined;
  'auto-size'?: Attribute | undefined;
  'pixel-ratio'?: number | 'device' | undefined;
  'wasm-url'?: string | undefined;
  hud?: Switch | undefined;
  /** The context is there: `event.detail`. React 19 and later. */
  onready?: ((event: CustomEvent<WebGL2RenderingContext>) => void) | undefined;
  /** There can be none: `event.detail` says why. */
  onerror?: ((event: CustomEvent<Error>) => void) | undefined;
  oncontextlost?: ((event: CustomEvent<null>) => void) | undefined;
  oncontextrestored?: ((event: CustomEvent<null>) => void) | undefined;
  ondrawingbufferresize?: ((event: CustomEvent<{width: number; height: number}>) => void) | undefined;
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'soft-webgl2-canvas': SoftWebgl2CanvasProps;
    }
  }
}
