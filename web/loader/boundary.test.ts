// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The rules of docs/abi.md for results of variable size, on every export that has one. The list of exports is that of
// the generated table: a new one without a row here fails. Rules that nobody could see being broken are checked on the
// debug core as well, where a payload that is over is written over.

import assert from 'node:assert/strict';
import test from 'node:test';
import {readExports} from '../../scripts/export-list.ts';
import {coreModule, debugCoreModule} from '../testing/contexts.ts';
import {Compiler} from './compiler.ts';
import {CoreInstance} from './core-instance.ts';

const kVertex = `#version 300 es
in vec4 position;
uniform Block { vec4 offset; mat4 many[4]; };
uniform vec4 scale;
out vec4 moved;
void main() { moved = position * scale; gl_Position = moved + offset + many[0][0]; }`;
const kFragment = `#version 300 es
precision highp float;
uniform vec4 color;
out vec4 result;
void main() { result = color; }`;

type Exports = {readonly [name: string]: (...args: number[]) => number};

/** A core with one of everything that can be asked about. */
class World {
  readonly core: CoreInstance;
  readonly x: Exports;
  shader = 0;
  emptyShader = 0;
  program = 0;
  emptyProgram = 0;
  query = 0;
  sync = 0;
  sampler = 0;
  /** Handles of the compiler's exports, which are called on this instance too. */
  linked = 0;
  failed = 0;

  constructor({context = true, module = coreModule(), width = 8, height = 4} = {}) {
    this.core = new CoreInstance(module, new Compiler(module), () => undefined);
    this.x = this.core.exports as unknown as Exports;
    if (!context) return;
    assert.equal(this.x['context_create']!(2, width, height, 1), 1);
    const {x} = this;
    x['gl_bindBuffer']!(0x8892, x['gl_createBuffer']!());
    this.withBytes(new Uint8Array([1, 2, 3, 4]), (at, bytes) => x['gl_bufferData']!(0x8892, at, bytes, 0x88e4));
    x['gl_bindTexture']!(0x0de1, x['gl_createTexture']!());
    x['gl_bindRenderbuffer']!(0x8d41, x['gl_createRenderbuffer']!());
    x['gl_renderbufferStorage']!(0x8d41, 0x8058, 4, 4);
    this.sampler = x['gl_createSampler']!();
    this.query = x['gl_createQuery']!();
    x['gl_beginQuery']!(0x8c2f, this.query);
    x['gl_endQuery']!(0x8c2f);
    this.sync = x['gl_fenceSync']!(0x9117, 0);
    this.program = x['gl_createProgram']!();
    this.emptyProgram = x['gl_createProgram']!();
    this.emptyShader = x['gl_createShader']!(0x8b31);
    for (const [type, source] of [[0x8b30, kFragment] as const, [0x8b31, kVertex] as const]) {
      this.shader = x['gl_createShader']!(type);
      this.withText(source, (at, bytes) => x['gl_shaderSource']!(this.shader, at, bytes));
      x['gl_compileShader']!(this.shader);
      x['gl_attachShader']!(this.program, this.shader);
    }
    this.withText('moved\0', (at, bytes) => x['gl_transformFeedbackVaryings']!(this.program, at, bytes, 0x8c8c));
    x['gl_linkProgram']!(this.program);
    x['gl_useProgram']!(this.program);
    assert.equal(x['gl_getError']!(), 0);
  }

  withBytes(bytes: Uint8Array, call: (at: number, bytes: number) => number): number {
    const at = this.core.reserve(bytes.length);
    new Uint8Array(this.core.memory.buffer).set(bytes, at);
    const result = call(at, bytes.length) >>> 0;
    this.core.release(at);
    return result;
  }

  withText(text: string, call: (at: number, bytes: number) => number): number {
    return this.withBytes(new TextEncoder().encode(text), call);
  }

  compile(stage: number, source: string): number {
    return this.withText(source, (at, bytes) => this.x['compiler_compile']!(stage, at, bytes, 2, 0));
  }

  /** The linked program of the compiler's exports, made when first asked for. */
  link(): number {
    const shaders = [kVertex, kFragment].map((source, stage) => this.wordAt(this.compile(stage, source)));
    const at = this.withBytes(this.linkOptions(), (options, bytes) => {
      return this.x['compiler_link']!(shaders[0]!, shaders[1]!, options, bytes);
    });
    this.linked = this.wordAt(at);
    return at;
  }

  /** LinkOptions of nothing in particular, serialised (cpp/pipeline/link_options.cpp). */
  linkOptions(): Uint8Array {
    return new Uint8Array(3); // no bindings, no varyings, interleaved
  }

  wordAt(at: number): number {
    if (at === 0) assert.fail(this.lastError());
    return new DataView(this.core.memory.buffer).getUint32(at, true);
  }

  header(at: number): number[] {
    return Array.from(new Uint32Array(this.core.memory.buffer, at - 16, 4));
  }

  payload(at: number): Uint8Array {
    return new Uint8Array(this.core.memory.buffer, at, this.header(at)[0]);
  }

  lastError(): string {
    return new TextDecoder().decode(this.payload(this.x['last_error']!() >>> 0));
  }
}

interface Row {
  /** A call that answers. */
  good(w: World): number;
  /** The payload's length. @default at least a byte */
  bytes?: number;
  /** A call that is refused. @default none is, but where there is no context */
  bad?(w: World): number;
  /** A call whose payload is empty. @default none: a typed value has its kind at least */
  empty?(w: World): number;
}

const kVertexKeyBytes = 16 * 6 + 16 * 4;
const kNothing = 9999; // no object has this name

const kRows: {readonly [name: string]: Row} = {
  last_error: {
    good: (w) => (w.x['gl_getParameter']!(1), w.x['last_error']!()),
  },
  context_presentHalves: {good: (w) => w.x['context_presentHalves']!(), bytes: 8 * 4 * 8},
  context_present: {good: (w) => w.x['context_present']!(), bytes: 8 * 4 * 4},
  context_statistics: {good: (w) => w.x['context_statistics']!(), bytes: 5 * 8},
  context_unreferenced: {
    good: (w) => w.x['context_unreferenced']!(),
  },
  gl_getParameter: {
    good: (w) => w.x['gl_getParameter']!(0x0ba2),
    bytes: 32,
    bad: (w) => w.x['gl_getParameter']!(1),
  },
  gl_getIndexedParameter: {
    good: (w) => w.x['gl_getIndexedParameter']!(0x8a29, 0),
    bad: (w) => w.x['gl_getIndexedParameter']!(0x8a29, 1e6),
  },
  gl_getSupportedExtensions: {good: (w) => w.x['gl_getSupportedExtensions']!()},
  gl_getBufferParameter: {
    good: (w) => w.x['gl_getBufferParameter']!(0x8892, 0x8764),
    bytes: 20,
    bad: (w) => w.x['gl_getBufferParameter']!(0x8892, 1),
  },
  gl_getBufferSubData: {
    good: (w) => w.x['gl_getBufferSubData']!(0x8892, 1, 3),
    bytes: 3,
    bad: (w) => w.x['gl_getBufferSubData']!(0x8892, 2, 3),
    empty: (w) => w.x['gl_getBufferSubData']!(0x8892, 4, 0),
  },
  gl_getVertexAttrib: {
    good: (w) => w.x['gl_getVertexAttrib']!(0, 0x8626),
    bytes: 32,
    bad: (w) => w.x['gl_getVertexAttrib']!(1e6, 0x8626),
  },
  gl_getTexParameter: {
    good: (w) => w.x['gl_getTexParameter']!(0x0de1, 0x2800),
    bytes: 20,
    bad: (w) => w.x['gl_getTexParameter']!(0x0de1, 1),
  },
  gl_getSamplerParameter: {
    good: (w) => w.x['gl_getSamplerParameter']!(w.sampler, 0x2800),
    bytes: 20,
    bad: (w) => w.x['gl_getSamplerParameter']!(w.sampler, 1),
  },
  gl_getFramebufferAttachmentParameter: {
    good: (w) => w.x['gl_getFramebufferAttachmentParameter']!(0x8d40, 0x0405, 0x8cd0),
    bytes: 20,
    bad: (w) => w.x['gl_getFramebufferAttachmentParameter']!(0x8d40, 1, 0x8cd0),
  },
  gl_getRenderbufferParameter: {
    good: (w) => w.x['gl_getRenderbufferParameter']!(0x8d41, 0x8d42),
    bytes: 20,
    bad: (w) => w.x['gl_getRenderbufferParameter']!(0x8d41, 1),
  },
  gl_getInternalformatParameter: {
    good: (w) => w.x['gl_getInternalformatParameter']!(0x8d41, 0x8058, 0x80a9),
    bad: (w) => w.x['gl_getInternalformatParameter']!(1, 0x8058, 0x80a9),
  },
  gl_readPixels: {
    good: (w) => w.x['gl_readPixels']!(0, 0, 2, 2, 0x1908, 0x1401, 16),
    bytes: 32,
    bad: (w) => w.x['gl_readPixels']!(0, 0, 2, 2, 0x1908, 0x1401, 15),
  },
  gl_getQuery: {
    good: (w) => (w.x['gl_beginQuery']!(0x8c2f, w.query), w.x['gl_getQuery']!(0x8c2f, 0x8865)),
    bytes: 24,
    bad: (w) => w.x['gl_getQuery']!(0x8c2f, 1),
  },
  gl_getQueryParameter: {
    good: (w) => w.x['gl_getQueryParameter']!(w.query, 0x8867),
    bytes: 20,
    bad: (w) => w.x['gl_getQueryParameter']!(w.query, 1),
  },
  gl_getSyncParameter: {
    good: (w) => w.x['gl_getSyncParameter']!(w.sync, 0x9112),
    bytes: 20,
    bad: (w) => w.x['gl_getSyncParameter']!(w.sync, 1),
  },
  gl_getUniform: {
    good: (w) => {
      const location = w.withText('scale', (at, bytes) => w.x['gl_getUniformLocation']!(w.program, at, bytes));
      return w.x['gl_getUniform']!(w.program, location);
    },
    bytes: 32,
    bad: (w) => w.x['gl_getUniform']!(w.program, -1),
  },
  gl_getShaderParameter: {
    good: (w) => w.x['gl_getShaderParameter']!(w.shader, 0x8b81),
    bytes: 20,
    bad: (w) => w.x['gl_getShaderParameter']!(w.shader, 1),
  },
  gl_getShaderInfoLog: {
    good: (w) => (w.x['gl_compileShader']!(w.emptyShader), w.x['gl_getShaderInfoLog']!(w.emptyShader)),
    bad: (w) => w.x['gl_getShaderInfoLog']!(kNothing),
    empty: (w) => w.x['gl_getShaderInfoLog']!(w.shader),
  },
  gl_getShaderSource: {
    good: (w) => w.x['gl_getShaderSource']!(w.shader),
    bytes: kVertex.length,
    bad: (w) => w.x['gl_getShaderSource']!(kNothing),
    empty: (w) => w.x['gl_getShaderSource']!(w.emptyShader),
  },
  gl_getTranslatedShaderSource: {
    good: (w) => w.x['gl_getTranslatedShaderSource']!(w.shader),
    bad: (w) => w.x['gl_getTranslatedShaderSource']!(kNothing),
    empty: (w) => w.x['gl_getTranslatedShaderSource']!(w.emptyShader),
  },
  gl_getShaderPrecisionFormat: {
    good: (w) => w.x['gl_getShaderPrecisionFormat']!(0x8b30, 0x8df2),
    bytes: 12,
    bad: (w) => w.x['gl_getShaderPrecisionFormat']!(0x8b30, 1),
  },
  gl_getProgramParameter: {
    good: (w) => w.x['gl_getProgramParameter']!(w.program, 0x8b82),
    bytes: 20,
    bad: (w) => w.x['gl_getProgramParameter']!(w.program, 1),
  },
  gl_getProgramInfoLog: {
    good: (w) => (w.x['gl_linkProgram']!(w.emptyProgram), w.x['gl_getProgramInfoLog']!(w.emptyProgram)),
    bad: (w) => w.x['gl_getProgramInfoLog']!(kNothing),
    empty: (w) => w.x['gl_getProgramInfoLog']!(w.program),
  },
  gl_getUniformIndices: {
    good: (w) => w.withText('scale\0color\0', (at, bytes) => w.x['gl_getUniformIndices']!(w.program, at, bytes)),
    bytes: 8,
    bad: (w) => w.withText('scale\0', (at, bytes) => w.x['gl_getUniformIndices']!(kNothing, at, bytes)),
    empty: (w) => w.x['gl_getUniformIndices']!(w.program, 0, 0),
  },
  gl_getActiveUniforms: {
    good: (w) =>
      w.withBytes(new Uint8Array(8), (at, bytes) => w.x['gl_getActiveUniforms']!(w.program, at, bytes, 0x8a37)),
    bytes: 24,
    bad: (w) => w.x['gl_getActiveUniforms']!(w.program, 0, 0, 1),
  },
  gl_getActiveUniformBlockParameter: {
    good: (w) => w.x['gl_getActiveUniformBlockParameter']!(w.program, 0, 0x8a40),
    bytes: 20,
    bad: (w) => w.x['gl_getActiveUniformBlockParameter']!(w.program, 7, 0x8a40),
  },
  gl_getActiveUniformBlockName: {
    good: (w) => w.x['gl_getActiveUniformBlockName']!(w.program, 0),
    bytes: 'Block'.length,
    bad: (w) => w.x['gl_getActiveUniformBlockName']!(w.program, 7),
  },
  gl_getActiveAttrib: {
    good: (w) => w.x['gl_getActiveAttrib']!(w.program, 0),
    bytes: 8 + 'position'.length,
    bad: (w) => w.x['gl_getActiveAttrib']!(w.program, 7),
  },
  gl_getActiveUniform: {
    good: (w) => w.x['gl_getActiveUniform']!(w.program, 0),
    bad: (w) => w.x['gl_getActiveUniform']!(w.program, 70),
  },
  gl_getTransformFeedbackVarying: {
    good: (w) => w.x['gl_getTransformFeedbackVarying']!(w.program, 0),
    bytes: 8 + 'moved'.length,
    bad: (w) => w.x['gl_getTransformFeedbackVarying']!(w.program, 7),
  },
  gl_getAttachedShaders: {
    good: (w) => w.x['gl_getAttachedShaders']!(w.program),
    bytes: 8,
    bad: (w) => w.x['gl_getAttachedShaders']!(kNothing),
    empty: (w) => w.x['gl_getAttachedShaders']!(w.emptyProgram),
  },
  compiler_compile: {
    good: (w) => w.compile(0, kVertex),
    bytes: 4,
    bad: (w) => w.compile(7, kVertex),
  },
  compiler_link: {
    good: (w) => w.link(),
    bad: (w) => w.x['compiler_link']!(kNothing, kNothing, 0, 0),
  },
  compiler_routine: {
    good: (w) => (w.linked || w.link(), w.x['compiler_routine']!(w.linked, 2, 0, 0)),
    bad: (w) => w.x['compiler_routine']!(kNothing, 2, 0, 0),
  },
  compiler_routine_text: {
    // The key of a draw without arrays, which is all zero: cpp/pipeline/routine_keys.h.
    good: (w) => {
      if (!w.linked) w.link();
      const key = new Uint8Array(kVertexKeyBytes);
      return w.withBytes(key, (at, bytes) => w.x['compiler_routine_text']!(w.linked, 0, at, bytes));
    },
    bad: (w) => w.x['compiler_routine_text']!(w.linked, 7, 0, 0),
  },
  compiler_text: {
    good: (w) => (w.linked || w.link(), w.x['compiler_text']!(w.linked, 0)),
    bad: (w) => w.x['compiler_text']!(kNothing, 0),
  },
};

const kArenas = new Map(
  readExports()
    .filter(({result}) => result === 'payload')
    .map(({name, arenas}) => [name, arenas]),
);

/** cpp/host/arena.h: kStaleByte, and the arenas as debug headers count them. */
const kStaleByte = 0xdd;
const kArenaNames = ['', 'small', 'blob', 'string'];

test('every export with a payload has a row here', () => {
  assert.deepEqual(Object.keys(kRows).sort(), [...kArenas.keys()].sort());
});

for (const [name, row] of Object.entries(kRows)) {
  test(`${name}: header, alignment, length`, () => {
    const w = new World();
    const at = row.good(w) >>> 0;
    if (at === 0) assert.fail(w.lastError()); // asked only then: it is a call, too
    assert.equal(at % 16, 0);
    const [length, ...reserved] = w.header(at);
    assert.deepEqual(reserved, [0, 0, 0]);
    if (row.bytes === undefined) assert.ok(length! > 0);
    else assert.equal(length, row.bytes);
    assert.ok(at + length! <= w.core.memory.buffer.byteLength);
  });

  test(`${name}: the next call overwrites the payload`, () => {
    const w = new World();
    row.good(w); // whatever it has to make is made
    const first = row.good(w) >>> 0;
    const before = w.payload(first).slice();
    w.payload(first).fill(0xee);
    new Uint8Array(w.core.memory.buffer, first - 16, 16).fill(0xee);
    const second = row.good(w) >>> 0;
    assert.equal(second, first);
    assert.deepEqual(w.header(second), [before.length, 0, 0, 0]);
    if (name.startsWith('compiler_')) return; // a handle is another each time
    assert.deepEqual(w.payload(second).slice(), before);
  });

  test(`${name}: the arena is one that its comment names, and the next call of any kind ends the payload`, () => {
    const w = new World({module: debugCoreModule()});
    row.good(w);
    const first = row.good(w) >>> 0;
    const [length, epoch, arena, zero] = w.header(first);
    assert.ok(kArenas.get(name)!.includes(kArenaNames[arena!]!), `it is in arena ${kArenaNames[arena!]}`);
    assert.equal(zero, 0);
    const late = new Uint8Array(w.core.memory.buffer, first - 16, 16 + length!);
    assert.ok(late.subarray(16).some((byte) => byte !== kStaleByte) || length === 0);
    if (name.startsWith('compiler_')) w.x['compiler_release_shader']!(kNothing);
    else w.x['context_dirty']!();
    assert.ok(
      late.every((byte) => byte === kStaleByte),
      'whoever reads late sees it',
    );
    const second = row.good(w) >>> 0;
    assert.equal(w.header(second)[2], arena);
    assert.ok(w.header(second)[1]! > epoch!);
  });

  if (row.bad) {
    test(`${name}: a refusal is 0, and last_error says why`, () => {
      const w = new World();
      row.good(w);
      w.x['gl_getError']!();
      assert.equal(row.bad!(w) >>> 0, 0);
      assert.notEqual(w.lastError(), '');
      if (name.startsWith('gl_')) assert.notEqual(w.x['gl_getError']!(), 0);
    });
  }

  if (row.empty) {
    test(`${name}: an empty payload has an address`, () => {
      const w = new World();
      const at = row.empty!(w) >>> 0;
      assert.notEqual(at, 0);
      assert.equal(at % 16, 0);
      assert.deepEqual(w.header(at), [0, 0, 0, 0]);
    });
  }

  if (/^gl_|^context_/.test(name)) {
    test(`${name}: 0 without a context, and when it is lost`, () => {
      const bare = new World({context: false});
      assert.equal(bare.x[name]!(0, 0, 0, 0, 0, 0, 0), 0);
      assert.equal(bare.lastError(), 'there is no context');
      const w = new World();
      w.x['context_lose']!();
      assert.equal(row.good(w) >>> 0, 0);
      assert.equal(w.lastError(), 'the context is lost');
    });
  }
}

test('last_error: empty while nothing failed', () => {
  const w = new World({context: false});
  const at = w.x['last_error']!() >>> 0;
  assert.notEqual(at, 0);
  assert.deepEqual(w.header(at), [0, 0, 0, 0]);
});

test('a payload holds what was asked for', () => {
  const w = new World();
  assert.deepEqual([...w.payload(w.x['gl_getBufferSubData']!(0x8892, 1, 3))], [2, 3, 4]);
});

test('a payload in another arena does not disturb one in use', () => {
  const w = new World();
  const small = w.x['gl_getParameter']!(0x0ba2) >>> 0;
  const text = w.x['gl_getShaderSource']!(w.shader) >>> 0;
  assert.notEqual(small, text);
});

test('4096 x 4096 pixels cross the boundary, and the memory they took is used again', () => {
  const size = 4096;
  const w = new World({width: size, height: size});
  w.x['gl_enable']!(0x0c11);
  w.x['gl_scissor']!(size - 2, size - 1, 2, 1);
  w.x['gl_clearColor']!(1, 0.2, 0.4, 1);
  w.x['gl_clear']!(0x4000);
  const read = (): number => w.x['gl_readPixels']!(0, 0, size, size, 0x1908, 0x1401, size * size * 4) >>> 0;
  const at = read();
  assert.equal(at % 16, 0);
  assert.deepEqual(w.header(at), [16 + size * size * 4, 0, 0, 0]);
  const words = new Uint32Array(w.core.memory.buffer, at);
  assert.deepEqual([...words.subarray(0, 4)], [size * 4, size * 4, size, 0]);
  const pixels = words.subarray(4, 4 + size * size);
  assert.equal(pixels[size * size - 1], 0xff6633ff);
  assert.equal(pixels[size * size - 2], 0xff6633ff);
  assert.equal(
    pixels.subarray(0, size * size - 2).findIndex((pixel) => pixel !== 0),
    -1,
  );
  // Above the soft cap the arena goes with the payload.
  const bytes = w.core.memory.buffer.byteLength;
  for (let i = 0; i < 3; ++i) assert.notEqual(read(), 0);
  assert.equal(w.core.memory.buffer.byteLength, bytes);
  const presented = w.x['context_present']!() >>> 0;
  assert.equal(w.header(presented)[0], size * size * 4);
  assert.equal(w.core.memory.buffer.byteLength, bytes);
});

test('what a page reads of nothing is nothing, and no error', () => {
  const w = new World();
  const {x} = w;
  const none = x['gl_readPixels']!(0, 0, 0, 0, 0x1908, 0x1401, 0) >>> 0;
  assert.deepEqual(w.header(none), [16, 0, 0, 0]);
  assert.notEqual(x['gl_getBufferSubData']!(0x8892, 0, 0) >>> 0, 0);
  // An empty source, which the compiler has to fetch from nowhere.
  x['gl_shaderSource']!(w.emptyShader, 0, 0);
  x['gl_compileShader']!(w.emptyShader);
  const log = x['gl_getShaderInfoLog']!(w.emptyShader) >>> 0;
  assert.match(new TextDecoder().decode(w.payload(log)), /ERROR/);
  assert.equal(x['gl_getError']!(), 0);
});

test('large arguments take memory of their own and give it back', () => {
  const {core} = new World();
  const at = core.reserve(1 << 20);
  const other = core.reserve(16);
  assert.notEqual(at, other);
  core.release(at);
  core.release(other);
  assert.equal(core.reserve(16), other);
});

test('two instances share nothing', () => {
  const [a, b] = [new World(), new World()];
  a.x['gl_clearColor']!(1, 0, 0, 1);
  const at = b.x['gl_getParameter']!(0x0c22)! >>> 0;
  assert.deepEqual(Array.from(new Float32Array(b.core.memory.buffer, at + 16, 4)), [0, 0, 0, 0]);
});
