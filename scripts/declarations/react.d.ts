// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `soft-webgl2/react`: the element, known to React's JSX.

import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {SoftWebgl2Canvas} from './element.js';

export * from './element.js';

type Flag = 'true' | 'false';

export interface SoftWebgl2CanvasProps extends Omit<
  DetailedHTMLProps<HTMLAttributes<SoftWebgl2Canvas>, SoftWebgl2Canvas>,
  'onError'
> {
  width?: number | undefined;
  height?: number | undefined;
  prefer?: SoftWebgl2Canvas['prefer'] | undefined;
  antialias?: boolean | undefined;
  alpha?: Flag | undefined;
  depth?: Flag | undefined;
  stencil?: boolean | undefined;
  'premultiplied-alpha'?: Flag | undefined;
  'preserve-drawing-buffer'?: boolean | undefined;
  hud?: boolean | undefined;
  /** The context is there: `event.detail`. React 19 and later. */
  onready?: ((event: CustomEvent<WebGL2RenderingContext>) => void) | undefined;
  /** There can be none: `event.detail` says why. */
  onerror?: ((event: CustomEvent<Error>) => void) | undefined;
  oncontextlost?: ((event: CustomEvent<null>) => void) | undefined;
  oncontextrestored?: ((event: CustomEvent<null>) => void) | undefined;
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'soft-webgl2-canvas': SoftWebgl2CanvasProps;
    }
  }
}
