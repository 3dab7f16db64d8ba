// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** Links a program of two shaders; `attribute`, if there is one, is at location 0. */
export function makeProgram(gl, vertex, fragment, attribute) {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  if (attribute !== undefined) gl.bindAttribLocation(program, 0, attribute);
  gl.linkProgram(program);
  return program;
}
