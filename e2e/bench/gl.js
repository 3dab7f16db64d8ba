// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the scenes share, in plain WebGL 2.

export function program(gl, vertexSource, fragmentSource) {
  const made = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexSource],
    [gl.FRAGMENT_SHADER, fragmentSource],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, `#version 300 es\n${source}`);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) {
    const logs = gl.getAttachedShaders(made).map((shader) => gl.getShaderInfoLog(shader));
    throw new Error(`${gl.getProgramInfoLog(made)} ${logs.join(' ')}`);
  }
  return made;
}

/** Vertex shader of a full-screen pass: `uv` runs from 0 to 1. Draw with drawArrays(TRIANGLES, 0, 6), no attributes. */
export const fullScreenVertex = `
out vec2 uv;
void main() {
  uv = vec2(gl_VertexID == 1 || gl_VertexID == 3 || gl_VertexID == 4, gl_VertexID == 2 || gl_VertexID == 4 || gl_VertexID == 5);
  gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}`;

export function buffer(gl, target, data, usage = gl.STATIC_DRAW) {
  const made = gl.createBuffer();
  gl.bindBuffer(target, made);
  gl.bufferData(target, data, usage);
  return made;
}

/** Binds the current ARRAY_BUFFER to an attribute of floats. */
export function attribute(gl, location, size, strideBytes = 0, offsetBytes = 0, divisor = 0) {
  gl.enableVertexAttribArray(location);
  gl.vertexAttribPointer(location, size, gl.FLOAT, false, strideBytes, offsetBytes);
  gl.vertexAttribDivisor(location, divisor);
}

/** Position and normal of a unit sphere, as a grid of 2 * columns * rows triangles. */
export function sphere(columns, rows) {
  const vertices = new Float32Array((columns + 1) * (rows + 1) * 3);
  const indices = new Uint32Array(columns * rows * 6);
  let at = 0;
  for (let row = 0; row <= rows; ++row) {
    for (let column = 0; column <= columns; ++column) {
      const theta = (row / rows) * Math.PI;
      const phi = (column / columns) * 2 * Math.PI;
      vertices[at++] = Math.sin(theta) * Math.cos(phi);
      vertices[at++] = Math.cos(theta);
      vertices[at++] = Math.sin(theta) * Math.sin(phi);
    }
  }
  at = 0;
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) {
      const a = row * (columns + 1) + column;
      const b = a + columns + 1;
      indices.set([a, a + 1, b, b, a + 1, b + 1], at);
      at += 6;
    }
  }
  return {vertices, indices};
}

/** 36 vertices of position and normal. */
export function cube() {
  const data = [];
  for (let axis = 0; axis < 3; ++axis) {
    for (const sign of [-1, 1]) {
      // Wound so that the outside is the front.
      const corners = sign > 0 ? [0, 1, 2, 2, 1, 3] : [0, 2, 1, 1, 2, 3];
      for (const corner of corners) {
        const position = [0, 0, 0];
        position[axis] = sign;
        position[(axis + 1) % 3] = corner & 1 ? 1 : -1;
        position[(axis + 2) % 3] = corner & 2 ? 1 : -1;
        const normal = [0, 0, 0];
        normal[axis] = sign;
        data.push(...position, ...normal);
      }
    }
  }
  return new Float32Array(data);
}

// Matrices are column-major arrays of 16, as uniformMatrix4fv wants them.

export function multiply(a, b) {
  const out = new Float32Array(16);
  for (let column = 0; column < 4; ++column) {
    for (let row = 0; row < 4; ++row) {
      for (let k = 0; k < 4; ++k) out[column * 4 + row] += a[k * 4 + row] * b[column * 4 + k];
    }
  }
  return out;
}

export function perspective(fovY, aspect, near, far) {
  const f = 1 / Math.tan(fovY / 2);
  const range = 1 / (near - far);
  return new Float32Array([
    f / aspect,
    0,
    0,
    0,
    0,
    f,
    0,
    0,
    0,
    0,
    (far + near) * range,
    -1,
    0,
    0,
    2 * far * near * range,
    0,
  ]);
}

export function orthographic(halfWidth, halfHeight, near, far) {
  const range = 1 / (near - far);
  return new Float32Array([
    1 / halfWidth,
    0,
    0,
    0,
    0,
    1 / halfHeight,
    0,
    0,
    0,
    0,
    2 * range,
    0,
    0,
    0,
    (far + near) * range,
    1,
  ]);
}

export function lookAt(eye, target) {
  const subtract = (a, b) => a.map((value, i) => value - b[i]);
  const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const unit = (a) => a.map((value) => value / Math.hypot(...a));
  const z = unit(subtract(eye, target));
  const x = unit(cross([0, 1, 0], z));
  const y = cross(z, x);
  return new Float32Array([
    x[0],
    y[0],
    z[0],
    0,
    x[1],
    y[1],
    z[1],
    0,
    x[2],
    y[2],
    z[2],
    0,
    -dot(x, eye),
    -dot(y, eye),
    -dot(z, eye),
    1,
  ]);
}

/** A size x size RGBA texture of soft noise, with all mip levels, bound to TEXTURE_2D. */
export function noiseTexture(gl, size) {
  const texels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; ++y) {
    for (let x = 0; x < size; ++x) {
      const wave = (k) =>
        128 + 120 * Math.sin((x * k + y * (11 - k)) * ((2 * Math.PI) / size)) * Math.cos((y * k * 2 * Math.PI) / size);
      texels.set([wave(3), wave(5), wave(8), 255], (y * size + x) * 4);
    }
  }
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, size, size, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  gl.generateMipmap(gl.TEXTURE_2D);
  return texture;
}

/**
 * A scene of one full-screen pass. `body` computes `vec3 colour` from `vec2 p`, in [0, 1], and `float time`, a tenth for each
 * frame; `functions` stand before it.
 */
export function shade(body, functions = '') {
  let time;
  return {
    setup(gl) {
      const text = `precision highp float;
        precision highp int;
        uniform float time;
        in vec2 uv;
        out vec4 result;
        ${functions}
        void main() {
          vec2 p = uv;
          vec3 colour = vec3(0);
          ${body}
          result = vec4(colour, 1);
        }`;
      const pass = program(gl, fullScreenVertex, text);
      gl.useProgram(pass);
      time = gl.getUniformLocation(pass, 'time');
    },
    frame(gl, i) {
      gl.uniform1f(time, (i % 16) * 0.1);
      gl.drawArrays(gl.TRIANGLES, 0, 6);
    },
  };
}
