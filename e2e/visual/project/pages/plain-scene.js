// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

const kVertex = `#version 300 es
uniform float turn;
out vec3 color;
void main() {
  float angle = float(gl_VertexID / 3) * 0.7 + float(gl_VertexID % 3) * 2.1 + turn;
  gl_Position = vec4(cos(angle) * 0.9, sin(angle) * 0.9, float(gl_VertexID / 3) * 0.1, 1);
  color = vec3(gl_VertexID % 3 == 0, gl_VertexID % 3 == 1, gl_VertexID % 3 == 2);
}`;
const kFragment = `#version 300 es
precision highp float;
in vec3 color;
out vec4 result;
void main() { result = vec4(pow(color, vec3(0.45)), 0.7); }`;

/** Triangles over each other, blended. samples: of a renderbuffer to draw into; 0: the drawing buffer itself. */
export function makeScene(gl, samples = 0) {
  const program = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, kVertex],
    [gl.FRAGMENT_SHADER, kFragment],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  const turn = gl.getUniformLocation(program, 'turn');
  const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
  const framebuffer = samples > 0 ? gl.createFramebuffer() : null;
  if (framebuffer) {
    const renderbuffer = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
    gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, gl.RGBA8, width, height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, renderbuffer);
  }
  return (seconds) => {
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.viewport(0, 0, width, height);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    gl.clearColor(0.1, 0.1, 0.15, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniform1f(turn, seconds);
    gl.drawArrays(gl.TRIANGLES, 0, 15);
    if (!framebuffer) return;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, framebuffer);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
  };
}
