// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The half of the bench that runs in the page: one scene, its picture, and groups of frames. main.ts calls it.

const pictureFrame = 5;
const minGroupMs = 20;
const warmUpMs = 400;
const maxFrames = 20_000;

let gl;
let scene;
let frames = pictureFrame + 1;
let framesPerGroup = 1;
const onePixel = new Uint8Array(4);

/** Time of `count` frames until their last pixel is there, in milliseconds. */
function time(count) {
  const started = performance.now();
  for (let k = 0; k < count; ++k) scene.frame(gl, frames++);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, onePixel);
  return performance.now() - started;
}

function grow(ms) {
  const wanted = ms > 1 ? Math.ceil((framesPerGroup * minGroupMs * 1.25) / ms) : framesPerGroup * 8;
  framesPerGroup = Math.min(maxFrames, Math.max(framesPerGroup + 1, wanted));
}

function toBase64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
}

globalThis.bench = {
  /** Sets the scene up. Returns who draws, and the picture of one certain frame, bottom row first. */
  async prepare(file, width, height) {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    document.body.append(canvas);
    scene = await import(`./scenes/${file}`);
    gl = canvas.getContext('webgl2', {antialias: scene.antialias ?? false, stencil: scene.stencil ?? false});
    if (!gl) throw new Error('no WebGL 2 context');
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    scene.setup(gl);
    scene.frame(gl, pictureFrame);
    const pixels = new Uint8Array(width * height * 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return {renderer, picture: toBase64(pixels), error: this.error()};
  },

  /** Until the engine has done its optimising and a group is long enough for the clock. */
  warmUp() {
    const started = performance.now();
    for (;;) {
      const ms = time(framesPerGroup);
      if (ms < minGroupMs && framesPerGroup < maxFrames) grow(ms);
      else if (performance.now() - started > warmUpMs) return framesPerGroup;
    }
  },

  /** Milliseconds per frame. */
  group() {
    for (;;) {
      const ms = time(framesPerGroup);
      if (ms >= minGroupMs || framesPerGroup >= maxFrames) return ms / framesPerGroup;
      grow(ms);
    }
  },

  /** What went wrong so far; empty when nothing did. */
  error() {
    if (gl.isContextLost()) return 'context lost';
    const code = gl.getError();
    return code === gl.NO_ERROR ? '' : `GL error 0x${code.toString(16)}`;
  },
};
