// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {classOf} from './classes.ts';

export const kCreationError = 'webglcontextcreationerror';

/** Tells a canvas that it gets no context, as a browser does (WebGL 1.0, "webglcontextcreationerror"). */
export function refuse(canvas: EventTarget, statusMessage: string): null {
  const Native = (classOf('WebGLContextEvent') || Event) as typeof WebGLContextEvent;
  const event = new Native(kCreationError, {statusMessage});
  if (!('statusMessage' in event)) Object.assign(event, {statusMessage});
  canvas.dispatchEvent(event);
  return null;
}
