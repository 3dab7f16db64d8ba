// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** Compiles two shaders for a program, which keeps them. */
export function attachShaders(
  gl: WebGLRenderingContext | WebGL2RenderingContext,
  program: WebGLProgram,
  vertex: string,
  fragment: string,
): void {
  for (const [type, text] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
}
