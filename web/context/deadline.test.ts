// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One deadline for each command: whatever a page asks for, it has the thread back soon after, and a lost context.

import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {getInfo} from '../entries/node.ts';
import {coreModule, makeProgram, makeTestContext} from '../testing/contexts.ts';

const kMaxMs = 400; // compiling has as long
const kMostMs = 2000; // over it; far more than it takes, for machines under load

/** A triangle over everything, without attributes. */
const kVertex = `#version 300 es
void main() {
  gl_Position = vec4(float(gl_VertexID % 2) * 4.0 - 1.0, float(gl_VertexID / 2) * 4.0 - 1.0, 0.0, 1.0);
  gl_PointSize = 1.0;
}`;

function fragment(body: string): string {
  return `#version 300 es
precision highp float;
uniform float zero;
out vec4 result;
void main() {
  float x = gl_FragCoord.x * 1e-9 + zero;
  ${body}
  result = vec4(x);
}`;
}

const sines = (count: number): string => Array.from({length: count}, (_, i) => `x += sin(x + ${i}.0);`).join(' ');

interface Row {
  readonly name: string;
  readonly size?: number;
  readonly body?: string;
  readonly vertex?: string;
  run(gl: WebGL2RenderingContext): void;
}

const draw = (gl: WebGL2RenderingContext): void => gl.drawArrays(gl.TRIANGLES, 0, 3);

const kRows: readonly Row[] = [
  {name: 'instances without end', run: (gl) => gl.drawArraysInstanced(gl.TRIANGLES, 0, 3, 2 ** 31 - 1)},
  {name: 'instances of nothing', run: (gl) => gl.drawArraysInstanced(gl.TRIANGLES, 0, 2, 2 ** 31 - 1)},
  {name: 'instances that cover much', size: 1024, run: (gl) => gl.drawArraysInstanced(gl.TRIANGLES, 0, 3, 1e6)},
  {name: 'points without attributes', run: (gl) => gl.drawArrays(gl.POINTS, 0, 2 ** 31 - 1)},
  {
    name: 'a multi-draw as one',
    size: 64,
    body: `for (int i = 0; i < 60 + int(zero); ++i) { ${sines(4)} }`,
    run(gl) {
      const count = 100_000;
      const list = new Int32Array(count);
      const counts = new Int32Array(count).fill(3);
      gl.getExtension('WEBGL_multi_draw')!.multiDrawArraysWEBGL(gl.TRIANGLES, list, 0, counts, 0, count);
    },
  },
  {
    name: 'transform feedback',
    run(gl) {
      gl.enable(gl.RASTERIZER_DISCARD);
      const buffer = gl.createBuffer();
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, 2 ** 24, gl.STATIC_COPY);
      gl.bindBuffer(gl.ARRAY_BUFFER, null);
      gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, 0, buffer);
      gl.beginTransformFeedback(gl.POINTS);
      gl.drawArrays(gl.POINTS, 0, 2 ** 22);
    },
    vertex: kVertex.replace('void main() {', `out float x; void main() { x = float(gl_VertexID); ${sines(200)}`),
  },
  {name: 'a loop without end', body: 'while (x > -1.0) x = x * 0.5 + 0.5;', run: draw},
  {name: 'a loop of much work', body: `while (x > -1e9) { ${sines(120)} }`, run: draw},
  {
    name: 'a loop in whose rounds another breaks at once',
    body: `while (x > -1e9) for (;;) { ${sines(60)} break; }`,
    run: draw,
  },
  {
    name: 'loops that are unrolled',
    size: 64,
    body: `${[...'abcdefgh'].map((i) => `for (int ${i} = 0; ${i} < 8; ++${i})`).join(' ')} { x += sin(x); }`,
    run: draw,
  },
  {name: 'a long body without loops', size: 2048, body: sines(1000), run: draw},
  {
    name: 'mip levels',
    run(gl) {
      gl.bindTexture(gl.TEXTURE_2D_ARRAY, gl.createTexture());
      gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 13, gl.SRGB8_ALPHA8, 4096, 4096, 4); // seconds, if nobody stopped it
      gl.generateMipmap(gl.TEXTURE_2D_ARRAY);
    },
  },
];

test('over the deadline the context is lost, soon, and says that it timed out', async (t) => {
  mock.method(console, 'warn', () => undefined);
  for (const row of kRows) {
    await t.test(row.name, async () => {
      const size = row.size ?? 16;
      const gl = makeTestContext({width: size, height: size, antialias: false, maxCommandMs: kMaxMs});
      const canvas = gl.canvas as HTMLCanvasElement;
      const lost = new Promise<string>((resolve) => {
        canvas.addEventListener('webglcontextlost', (event) => resolve((event as WebGLContextEvent).statusMessage));
      });
      const varyings = row.vertex ? ['x'] : [];
      gl.useProgram(makeProgram(gl, row.vertex ?? kVertex, fragment(row.body ?? ''), varyings));
      const start = process.cpuUsage();
      row.run(gl);
      const {user, system} = process.cpuUsage(start); // by the clock a busy machine takes longer
      const tookMs = (user + system) / 1000;
      assert(tookMs < kMaxMs + kMostMs, `${tookMs} ms`);
      const message = 'timed out: a command took longer than 400 ms (maxCommandMs)';
      const timer = setTimeout(() => canvas.dispatchEvent(new Event('webglcontextlost')), 5000); // else Node gives up waiting
      assert.equal(await lost, message); // without anybody asking
      clearTimeout(timer);
      assert.equal(gl.getError(), gl.CONTEXT_LOST_WEBGL);
      assert.equal(getInfo(gl).loss, message);
    });
  }
});

test('what a page creates in the task in which it lost its context are objects, which do nothing', () => {
  mock.method(console, 'warn', () => undefined);
  const creators = {
    WebGLBuffer: (gl) => gl.createBuffer(),
    WebGLFramebuffer: (gl) => gl.createFramebuffer(),
    WebGLProgram: (gl) => gl.createProgram(),
    WebGLQuery: (gl) => gl.createQuery(),
    WebGLRenderbuffer: (gl) => gl.createRenderbuffer(),
    WebGLSampler: (gl) => gl.createSampler(),
    WebGLShader: (gl) => gl.createShader(gl.VERTEX_SHADER),
    WebGLTexture: (gl) => gl.createTexture(),
    WebGLTransformFeedback: (gl) => gl.createTransformFeedback(),
    WebGLVertexArrayObject: (gl) => gl.createVertexArray(),
  } satisfies {readonly [name: string]: (gl: WebGL2RenderingContext) => object | null};
  for (const [name, create] of Object.entries(creators)) {
    const gl = makeTestContext({width: 16, height: 16, antialias: false, maxCommandMs: 20});
    gl.useProgram(makeProgram(gl, kVertex, fragment('while (x > -1.0) x = x * 0.5 + 0.5;')));
    draw(gl);
    const made = create(gl);
    assert.equal(made?.constructor.name, name);
    if (name === 'WebGLShader') {
      gl.shaderSource(made as WebGLShader, kVertex);
      gl.compileShader(made as WebGLShader);
      assert.equal(gl.getShaderParameter(made as WebGLShader, gl.COMPILE_STATUS), null);
    }
    assert.equal(gl.getError(), gl.CONTEXT_LOST_WEBGL);
    assert.equal(gl.isContextLost(), true);
  }
  const gl = makeTestContext();
  assert.equal(gl.createShader(gl.FRAMEBUFFER), null); // which is a mistake of the page's
});

test('what takes long but ends in time is drawn', () => {
  const gl = makeTestContext({antialias: false});
  gl.useProgram(
    makeProgram(gl, kVertex, fragment(`for (int i = 0; i < 20000 + int(zero); ++i) { ${sines(4)} } x = 1.0;`)),
  );
  draw(gl);
  const pixel = new Uint8Array(4);
  gl.readPixels(3, 3, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  assert.deepEqual([...pixel], [255, 255, 255, 255]);
  assert.equal(getInfo(gl).loss, '');
});

test('a shader that takes too long to compile does not compile, and the next one does', () => {
  const gl = makeTestContext({maxCommandMs: 20, wasmModule: coreModule()});
  const compile = (body: string): string => {
    const shader = gl.createShader(gl.FRAGMENT_SHADER)!;
    gl.shaderSource(shader, fragment(body));
    gl.compileShader(shader);
    return gl.getShaderParameter(shader, gl.COMPILE_STATUS) ? '' : gl.getShaderInfoLog(shader)!;
  };
  assert.equal(compile(sines(40_000)), 'timed out: compiling took longer than 20 ms (maxCommandMs)');
  const other = makeTestContext();
  makeProgram(other, kVertex, fragment('x = 1.0;'));
  assert.equal(gl.getError(), gl.NO_ERROR);
});

test('after the third time within a minute a context stays lost, and says so', async () => {
  mock.method(console, 'warn', () => undefined);
  const gl = makeTestContext({antialias: false, maxCommandMs: 100});
  const canvas = gl.canvas as HTMLCanvasElement;
  let restored = 0;
  canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
  canvas.addEventListener('webglcontextrestored', () => ++restored);
  for (let i = 0; i < 3; ++i) {
    assert.equal(gl.isContextLost(), false);
    gl.useProgram(makeProgram(gl, kVertex, fragment('while (x > -1.0) x = x * 0.5 + 0.5;')));
    draw(gl);
    assert.equal(gl.isContextLost(), true);
    for (let turn = 0; turn < 3; ++turn) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.equal(restored, 2);
  assert.match(getInfo(gl).loss, /^timed out: .*third time within a minute/);
});
