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

/** Floats in [0, 1) that look random, the same each time. */
export function seeds(count) {
  return Float32Array.from({length: count}, (_, i) => {
    let hash = Math.imul(i + 1, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca77);
    return ((hash ^ (hash >>> 13)) >>> 8) / 0x1000000;
  });
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
export function noiseTexture(gl, size, format = gl.RGBA8) {
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
  gl.texImage2D(gl.TEXTURE_2D, 0, format, size, size, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
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

/**
 * A scene of `count` full-screen layers, each with one look-up a pixel. `coordinate` is an expression of `vec2 uv` and
 * `vec2 offset`; `setup(gl)` binds the texture to unit 0; `look` makes a colour of `image` and `at`;
 * `functions` stand before it.
 */
export function layers({
  setup,
  coordinate,
  sampler = 'sampler2D',
  look = 'texture(image, at)',
  functions = '',
  count = 4,
}) {
  let offset;
  return {
    setup(gl) {
      const vector = sampler === 'sampler2D' || sampler === 'sampler2DShadow' ? 'vec2' : 'vec3';
      const text = `precision highp float;
        precision highp ${sampler};
        uniform ${sampler} image;
        uniform vec2 offset;
        in vec2 uv;
        out vec4 result;
        ${functions}
        void main() {
          ${vector} at = ${coordinate};
          result = vec4((${look}).rgb, 1);
        }`;
      const pass = program(gl, fullScreenVertex, text);
      setup(gl);
      gl.useProgram(pass);
      offset = gl.getUniformLocation(pass, 'offset');
    },
    frame(gl, i) {
      for (let layer = 0; layer < count; ++layer) {
        gl.uniform2f(offset, layer * 0.1, (i % 32) / 32);
        gl.drawArrays(gl.TRIANGLES, 0, 6);
      }
    },
  };
}

/** A depth texture with a pattern of slopes, bound to TEXTURE_2D, compared and filtered. */
export function depthTexture(gl, size) {
  const depths = new Float32Array(size * size);
  depths.forEach(
    (_, i) => (depths[i] = 0.5 + 0.5 * Math.sin((i % size) * 0.1) * Math.cos(Math.floor(i / size) * 0.07)),
  );
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.DEPTH_COMPONENT32F, size, size, 0, gl.DEPTH_COMPONENT, gl.FLOAT, depths);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_COMPARE_MODE, gl.COMPARE_REF_TO_TEXTURE);
}

/** `count` texels of four bytes: waves along x, y and z of a box of size x size x count / size^2. */
export function waves(size, count, phase = 0) {
  const texels = new Uint8Array(4 * count);
  for (let i = 0; i < count; ++i) {
    const x = i % size;
    const y = Math.floor(i / size) % size;
    const z = Math.floor(i / size ** 2) + phase;
    const wave = (k) =>
      128 + 110 * Math.sin((x * k * 2 * Math.PI) / size + z) * Math.cos((y * k * 2 * Math.PI) / size + z);
    texels.set([wave(1), wave(2), wave(3), 255], 4 * i);
  }
  return texels;
}

/** A mipmapped volume, bound to TEXTURE_3D, repeated. */
export function noiseVolume(gl, size) {
  gl.bindTexture(gl.TEXTURE_3D, gl.createTexture());
  const texels = waves(size, size ** 3);
  gl.texImage3D(gl.TEXTURE_3D, 0, gl.RGBA8, size, size, size, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  gl.generateMipmap(gl.TEXTURE_3D);
  gl.texParameteri(gl.TEXTURE_3D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
}

/** A mipmapped array of layers, bound to TEXTURE_2D_ARRAY, repeated. */
export function noiseArray(gl, size, depth) {
  gl.bindTexture(gl.TEXTURE_2D_ARRAY, gl.createTexture());
  const texels = waves(size, size ** 2 * depth);
  gl.texImage3D(gl.TEXTURE_2D_ARRAY, 0, gl.RGBA8, size, size, depth, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  gl.generateMipmap(gl.TEXTURE_2D_ARRAY);
  gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
}

/** A mipmapped cube map, bound to TEXTURE_CUBE_MAP. */
export function noiseCube(gl, size) {
  gl.bindTexture(gl.TEXTURE_CUBE_MAP, gl.createTexture());
  for (let face = 0; face < 6; ++face) {
    const target = gl.TEXTURE_CUBE_MAP_POSITIVE_X + face;
    gl.texImage2D(target, 0, gl.RGBA8, size, size, 0, gl.RGBA, gl.UNSIGNED_BYTE, waves(size, size ** 2, face));
  }
  gl.generateMipmap(gl.TEXTURE_CUBE_MAP);
  gl.texParameteri(gl.TEXTURE_CUBE_MAP, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
}

/** An RGBA16F texture with values up to 2, bound to TEXTURE_2D, filtered. */
export function halfTexture(gl, size) {
  const texels = Float32Array.from(waves(size, size ** 2), (value) => value / 128);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA16F, size, size, 0, gl.RGBA, gl.FLOAT, texels);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
}
