// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** The WebGL contexts that the page makes from now on, in the order in which it first gets them. */
export function watchContexts() {
  const contexts = [];
  for (const type of [HTMLCanvasElement, globalThis.OffscreenCanvas]) {
    const {getContext} = type.prototype;
    type.prototype.getContext = function (kind, ...rest) {
      const context = getContext.call(this, kind, ...rest);
      if (/webgl/.test(kind) && context && !contexts.includes(context)) contexts.push(context);
      return context;
    };
  }
  return contexts;
}

/** Who draws in a context. */
export function rendererOf(gl) {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}
