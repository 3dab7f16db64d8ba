// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Contexts for tests in Node, on the core that was built last (or $SW_WASM).

import fs from 'node:fs';
import {createContext, type NodeContextOptions} from '../node/node.ts';

const file = process.env['SW_WASM'] ?? new URL('../../dist/soft-webgl2.wasm', import.meta.url);
let module: WebAssembly.Module | undefined;

export function coreModule(): WebAssembly.Module {
  return (module ??= new WebAssembly.Module(fs.readFileSync(file)));
}

const debugFile = process.env['SW_DEBUG_WASM'] ?? new URL('../../build/wasm/soft-webgl2.debug.wasm', import.meta.url);
let debugModule: WebAssembly.Module | undefined;

/** The core that says in headers which payload it is, and writes over payloads that are over (docs/abi.md). */
export function debugCoreModule(): WebAssembly.Module {
  return (debugModule ??= new WebAssembly.Module(fs.readFileSync(debugFile)));
}

export function makeTestContext(options: Partial<NodeContextOptions> = {}): WebGL2RenderingContext {
  return createContext({width: 16, height: 16, wasmModule: coreModule(), ...options});
}

/** A program that is linked, and of which nothing is asked. */
export function startProgram(
  gl: WebGL2RenderingContext,
  vertex: string,
  fragment: string,
  varyings: readonly string[] = [],
): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  if (varyings.length > 0) gl.transformFeedbackVaryings(program, [...varyings], gl.INTERLEAVED_ATTRIBS);
  gl.linkProgram(program);
  return program;
}

/** A linked program; throws with the logs when it does not link. */
export function makeProgram(...[gl, ...sources]: Parameters<typeof startProgram>): WebGLProgram {
  const program = startProgram(gl, ...sources);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    const logs = (gl.getAttachedShaders(program) ?? []).map((shader) => gl.getShaderInfoLog(shader));
    throw new Error([...logs, gl.getProgramInfoLog(program)].join('\n'));
  }
  return program;
}

export const kPlainVertex = `#version 300 es
in vec2 position;
void main() { gl_Position = vec4(position, 0.0, 1.0); }`;

export const kColorFragment = `#version 300 es
precision highp float;
uniform vec4 color;
out vec4 result;
void main() { result = color; }`;

/** Two triangles over the whole drawing buffer, at the attribute `position` of the program, which is put in use. */
export function bindFullQuad(gl: WebGL2RenderingContext, program: WebGLProgram): void {
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, -1, 1, 1, -1, 1, 1]), gl.STATIC_DRAW);
  const position = gl.getAttribLocation(program, 'position');
  gl.enableVertexAttribArray(position);
  gl.vertexAttribPointer(position, 2, gl.FLOAT, false, 0, 0);
  gl.useProgram(program);
}

/** RGBA of one pixel, counted from the lower left. */
export function pixelAt(gl: WebGL2RenderingContext, x: number, y: number): number[] {
  const pixel = new Uint8Array(4);
  gl.readPixels(x, y, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return Array.from(pixel);
}
