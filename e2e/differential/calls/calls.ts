// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sequences of calls: after each, its answer, its error, and all of the state are compared.

import type {Context, ContextType, Difference, Kind, KnownDifference, Side} from '../kind.ts';
import {Random} from '../../random.ts';
import {type Argument, kMethods, kMethods2, type ObjectKind, parametersOf} from './methods.ts';

interface Step {
  readonly method: string;
  readonly args: readonly Argument[];
}

export interface Sequence {
  readonly type: ContextType;
  readonly steps: readonly Step[];
}

/** What a step came to: its answer, the error, and what changed in the state. */
interface Answer {
  readonly value: string;
  readonly error: string;
  readonly state: Readonly<Record<string, string>>;
}

const kKinds: readonly ObjectKind[] = ['Buffer', 'Texture', 'Framebuffer', 'Renderbuffer'];
const kKinds2: readonly ObjectKind[] = [...kKinds, 'Sampler', 'VertexArray', 'Query', 'TransformFeedback'];

const methodsOf = (type: ContextType): typeof kMethods => ({...kMethods, ...(type === 'webgl2' ? kMethods2 : {})});

function generate(seed: number, type: ContextType): Sequence {
  const random = new Random(seed);
  const methods = methodsOf(type);
  // A few methods make a sequence that gets somewhere; all of them make one that mostly fails.
  const chosen = random.shuffle(Object.keys(methods)).slice(0, 12);
  const steps = Array.from({length: 12 + random.int(20)}, (): Step => {
    const method = random.pick(chosen);
    return {method, args: methods[method]!.map((make) => make(random, 0.04))};
  });
  return {type, steps};
}

/** All methods, and every other call with several mistakes: which of them is told? */
function generateMistakes(seed: number, type: ContextType): Sequence {
  const random = new Random(seed);
  const methods = methodsOf(type);
  const names = Object.keys(methods);
  const steps = Array.from({length: 100}, (_, i): Step => {
    const method = random.pick(names);
    return {method, args: methods[method]!.map((make) => make(random, i % 2 === 0 ? 0 : 0.25))};
  });
  return {type, steps};
}

const kVertex = 'attribute vec4 p; void main() {gl_Position = p; gl_PointSize = 2.;}';
const kFragment = 'precision mediump float; uniform vec4 u; void main() {gl_FragColor = u + .5;}';
const kVertex2 = `#version 300 es
in vec2 p; out vec4 v; uniform B {vec4 b;}; uniform mat4 m;
void main() {v = b; gl_Position = m * vec4(p, 0, 1); gl_PointSize = 2.;}`;
const kFragment2 = `#version 300 es
precision mediump float; in vec4 v; out vec4 o; uniform ivec2 u; void main() {o = v + float(u.x + u.y);}`;

function makeProgram(gl: Context, texts: readonly [string, string]): {program: WebGLProgram; shaders: WebGLShader[]} {
  const program = gl.createProgram()!;
  const shaders = [gl.VERTEX_SHADER, gl.FRAGMENT_SHADER].map((type, i) => {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, texts[i]!);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    return shader;
  });
  gl.linkProgram(program);
  return {program, shaders};
}

const kErrors = [
  'INVALID_ENUM',
  'INVALID_VALUE',
  'INVALID_OPERATION',
  '',
  '',
  'OUT_OF_MEMORY',
  'INVALID_FRAMEBUFFER_OPERATION',
];
const nameOfError = (error: number): string => kErrors[error - 0x500] ?? String(error);

type Callable = (...args: unknown[]) => unknown;
type ArrayClass = new (values: readonly number[]) => Uint8Array;

class Player {
  readonly #gl: Context & {readonly [name: string]: unknown};
  readonly #objects = new Map<ObjectKind, object[]>();
  readonly #parameters: readonly string[];
  #state: Record<string, string> = {};

  constructor(gl: Context, isWebGL2: boolean) {
    this.#gl = gl as never;
    this.#parameters = parametersOf(isWebGL2);
    for (const kind of isWebGL2 ? kKinds2 : kKinds) {
      const made = [0, 1].map(() => (this.#gl[`create${kind}`] as Callable).call(gl) as object);
      this.#objects.set(kind, made);
    }
    const first = makeProgram(gl, [kVertex, kFragment]);
    const second = isWebGL2 ? makeProgram(gl, [kVertex2, kFragment2]) : {program: gl.createProgram()!, shaders: []};
    this.#objects.set('Program', [first.program, second.program]);
    this.#objects.set('Shader', [...first.shaders, ...second.shaders]);
    const locations = [gl.getUniformLocation(first.program, 'u')];
    if (isWebGL2) locations.push(...['u', 'm'].map((name) => gl.getUniformLocation(second.program, name)));
    this.#objects.set('Uniform', locations as object[]);
    this.#objects.set('Sync', []);
    this.#state = this.#look();
  }

  #argument(given: Argument): unknown {
    if (given === null) return null;
    if (typeof given === 'string') return this.#gl[given] ?? 0x1234;
    if (typeof given !== 'object') return given;
    if ('object' in given) {
      const pool = this.#objects.get(given.object) ?? [];
      return pool[given.index] ?? null;
    }
    if ('text' in given) return given.text;
    if (given.array === 'names') return given.values;
    return new (globalThis as unknown as Record<string, ArrayClass>)[given.array]!(given.values);
  }

  #text(value: unknown): string {
    if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toPrecision(6);
    if (ArrayBuffer.isView(value)) return [...(value as Uint8Array)].map((item) => this.#text(item)).join(' ');
    if (Array.isArray(value)) return value.map((item) => this.#text(item)).join(' ');
    if (typeof value === 'object' && value !== null) {
      for (const [kind, pool] of this.#objects) {
        const index = pool.indexOf(value);
        if (index >= 0) return `${kind}[${index}]`;
      }
      if ('rangeMin' in value) {
        const {rangeMin, rangeMax, precision} = value as WebGLShaderPrecisionFormat;
        return `${rangeMin} ${rangeMax} ${precision}`;
      }
      if ('size' in value) {
        const {name, type, size} = value as WebGLActiveInfo;
        return `${name} ${type} ${size}`;
      }
      return Object.prototype.toString.call(value);
    }
    return String(value);
  }

  #look(): Record<string, string> {
    return Object.fromEntries(
      this.#parameters.map((name) => [name, this.#text(this.#gl.getParameter(this.#gl[name] as number))]),
    );
  }

  #errors(): string {
    const errors: string[] = [];
    for (let error = this.#gl.getError(); error !== 0; error = this.#gl.getError()) errors.push(nameOfError(error));
    return errors.join(' ');
  }

  /** `look`: whether the state is asked, too, which takes longer than all else. */
  play({method, args}: Step, look: boolean): Answer {
    const given = args.map((argument) => this.#argument(argument));
    let value: string;
    try {
      const result = (this.#gl[method] as Callable).apply(this.#gl, given);
      const kind = /^create(.*)|^fence(Sync)$/.exec(method);
      if (kind && result !== null) this.#objects.get((kind[1] ?? kind[2]) as ObjectKind)?.push(result as object);
      const filled = /^(readPixels|getBufferSubData)$/.test(method) ? `, ${this.#text(given.at(-1))}` : '';
      value = this.#text(result) + filled;
    } catch (error) {
      value = (error as Error).name;
    }
    const errors = this.#errors();
    if (!look) return {value, error: errors, state: {}};
    const now = this.#look();
    this.#errors(); // of questions that this state has no answer to
    const state = Object.fromEntries(Object.entries(now).filter(([name, text]) => text !== this.#state[name]));
    this.#state = now;
    return {value, error: errors, state};
  }
}

function run(side: Side, {type, steps}: Sequence, look: (step: number) => boolean): Answer[] {
  const gl = side.fresh(type, {antialias: false, depth: true, stencil: true, preserveDrawingBuffer: true});
  const player = new Player(gl, type === 'webgl2');
  return steps.map((step, i) => player.play(step, look(i)));
}

const showArgument = (argument: Argument): string =>
  typeof argument === 'object' && argument !== null
    ? 'object' in argument
      ? `${argument.object}[${argument.index}]`
      : 'text' in argument
        ? JSON.stringify(argument.text)
        : `${argument.array}(${argument.values.slice(0, 4).join(' ')})`
    : String(argument);
const showStep = ({method, args}: Step): string => `${method}(${args.map(showArgument).join(', ')})`;

/** All differences up to the first after which the two are not in the same state. */
function compare(native: Answer[], ours: Answer[], {steps}: Sequence): Difference[] {
  const found: Difference[] = [];
  for (const [i, a] of native.entries()) {
    const b = ours[i]!;
    const step = steps[i]!;
    const names = [...new Set([...Object.keys(a.state), ...Object.keys(b.state)])].sort();
    const stateOf = (answer: Answer): string =>
      names.map((name) => `${name}=${answer.state[name] ?? 'as it was'}`).join(' ');
    for (const [what, first, second] of [
      ['error', a.error, b.error],
      ['answer', a.value, b.value],
      ['state', stateOf(a), stateOf(b)],
    ] as const) {
      if (first === second) continue;
      found.push({what: `${step.method}: ${what}`, native: first, ours: `${second}\nat ${i}: ${showStep(step)}`});
      if (what === 'state' || !first || !second) return found;
    }
  }
  return found;
}

function* reduce(test: Sequence): Iterable<Sequence> {
  for (let part = test.steps.length >> 1; part >= 1; part >>= 1) {
    for (let from = 0; from < test.steps.length; from += part) {
      yield {...test, steps: [...test.steps.slice(0, from), ...test.steps.slice(from + part)]};
    }
  }
}

/** Which step shows it: the last. */
const of = (type: ContextType, ...steps: readonly [string, ...Argument[]][]): Sequence => ({
  type,
  steps: steps.map(([method, ...args]) => ({method, args})),
});

const program = {object: 'Program', index: 0} as const;
const buffer = {object: 'Buffer', index: 0} as const;

const known: readonly KnownDifference<Sequence>[] = [
  {
    because: 'specification',
    reason: 'a query that generates an error returns null (WebGL 1.0, "Return values")',
    what: /^get\w+: answer$/,
    native: /^-?\d+$/,
    ours: /^null/,
    example: of('webgl', ['getBufferParameter', 'ARRAY_BUFFER', 'BUFFER_SIZE']),
  },
  {
    because: 'specification',
    reason: 'INVALID_INDEX means that there is no such block; Chromium returns 0 where the program is at fault',
    what: /^getUniformBlockIndex: answer$/,
    native: /^0$/,
    ours: /^4294967295\n/,
    example: of('webgl2', ['deleteProgram', program], ['getUniformBlockIndex', program, {text: 'B'}]),
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 section 2.5: a call that generates an error changes nothing; Chromium writes zeros',
    what: /^getBufferSubData: answer$/,
    native: /^undefined,( 0)+$/,
    example: of(
      'webgl2',
      ['bindBuffer', 'ARRAY_BUFFER', buffer],
      ['getBufferSubData', 'ARRAY_BUFFER', 4, {array: 'Uint8Array', values: [1, 2]}],
    ),
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 section 2.5: a call that generates an error changes nothing; Chromium keeps the offset',
    what: /^getVertexAttrib(Offset)?: answer$/,
    shown: /^vertexAttribI?Pointer/m,
    example: of(
      'webgl',
      ['bindBuffer', 'ARRAY_BUFFER', buffer],
      ['vertexAttribPointer', 1, 5, 'FLOAT', false, 16, 4],
      ['getVertexAttribOffset', 1, 'VERTEX_ATTRIB_ARRAY_POINTER'],
    ),
  },
  {
    because: 'specification',
    reason:
      'OpenGL ES 3.0.6 section 2.9: mistakes in the arguments are told without a buffer, too; Chromium keeps such ' +
      'pointers to itself',
    what: /^vertexAttribI?Pointer: error$/,
    native: /^$/,
    example: of('webgl', ['vertexAttribPointer', 1, 5, 'FLOAT', false, 16, 0]),
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 section 2.5: a call that generates an error changes nothing; Chromium takes the buffer',
    what: /^draw\w+: error$/,
    native: /^INVALID_VALUE$/,
    ours: /^INVALID_OPERATION\n/,
    shown: /^vertexAttribI?Pointer/m,
    example: of(
      'webgl',
      ['useProgram', program],
      ['bindBuffer', 'ARRAY_BUFFER', buffer],
      ['enableVertexAttribArray', 0],
      ['vertexAttribPointer', 0, 5, 'FLOAT', true, 16, 1],
      ['drawArrays', 'TRIANGLES', -1, 0],
    ),
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 section 2.5: a call that generates an error changes nothing; Chromium binds the buffer',
    what: /: state$|^buffer(Sub)?Data: error$/,
    native: /_BUFFER_BINDING=(?!as it was)|^(INVALID_\w+)?$/,
    ours: /_BUFFER_BINDING=|^INVALID_OPERATION\n/,
    shown: /^bindBufferRange/m,
    example: of('webgl2', ['bindBufferRange', 'UNIFORM_BUFFER', 1, {object: 'Buffer', index: 1}, 0, 0]),
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 section 4.4.2: without a texture, the level is ignored; Chromium asks for 0 in WebGL 1',
    what: /^(framebufferTexture2D|deleteTexture): error$/,
    native: /^INVALID_VALUE$/,
    ours: /^\n/,
    example: of(
      'webgl',
      ['bindFramebuffer', 'FRAMEBUFFER', {object: 'Framebuffer', index: 0}],
      ['framebufferTexture2D', 'FRAMEBUFFER', 'COLOR_ATTACHMENT0', 'TEXTURE_2D', null, 1],
    ),
  },
  {
    because: 'specification',
    reason:
      'OpenGL ES 3.0.6 section 4.3.3: what is not written, without a draw buffer or with a mask of 0, is not what is ' +
      'read; Chromium asks for the framebuffers alone',
    what: /^blitFramebuffer: error$/,
    native: /^INVALID_OPERATION$/,
    ours: /^\n/,
    shown: /^drawBuffers\(names\(0|^blitFramebuffer\(.*, 0, \w+\)$/m,
    example: of('webgl2', ['blitFramebuffer', 0, 0, 4, 4, 0, 0, -1, 4, 0, 'NEAREST']),
  },
  {
    because: 'specification',
    reason:
      'OpenGL ES 3.0.6 section 2.5: a call that generates an error changes nothing; Chromium attaches the texture',
    what: /^getFramebufferAttachmentParameter: error$/,
    native: /^$/,
    ours: /^INVALID_ENUM/,
    shown: /^framebufferTexture2D\(.*, [1-9]\d*\)$/m,
    example: of(
      'webgl',
      ['bindFramebuffer', 'FRAMEBUFFER', {object: 'Framebuffer', index: 0}],
      ['framebufferTexture2D', 'FRAMEBUFFER', 'COLOR_ATTACHMENT0', 'TEXTURE_2D', {object: 'Texture', index: 0}, 1],
      ['getFramebufferAttachmentParameter', 'FRAMEBUFFER', 'COLOR_ATTACHMENT0', 'FRAMEBUFFER_ATTACHMENT_OBJECT_NAME'],
    ),
  },
  {
    because: 'specification',
    reason: 'the same in WebGL 1: Chromium attaches what it has kept once more with each renderbuffer, and tells again',
    what: /^framebufferRenderbuffer: error$/,
    ours: /^\n/,
    shown: /^framebufferTexture2D\(.*, (DEPTH|STENCIL)\w*_ATTACHMENT, /m,
    example: of(
      'webgl',
      ['bindFramebuffer', 'FRAMEBUFFER', {object: 'Framebuffer', index: 0}],
      ['framebufferTexture2D', 'FRAMEBUFFER', 'DEPTH_ATTACHMENT', 'TEXTURE_2D', {object: 'Texture', index: 0}, 1],
      ['framebufferRenderbuffer', 'FRAMEBUFFER', 'STENCIL_ATTACHMENT', 'RENDERBUFFER', null],
    ),
  },
  {
    because: 'specification',
    reason:
      'WebGL 2.0, "Texture objects": null is no data, which is INVALID_VALUE; Chromium takes it for an offset into the ' +
      'PIXEL_UNPACK_BUFFER, which is not bound',
    what: /^texSubImage3D: error$/,
    native: /^INVALID_OPERATION$/,
    ours: /^INVALID_VALUE\n/,
    shown: /^texSubImage3D\(.*, null\)$/m,
    example: of(
      'webgl2',
      ['bindTexture', 'TEXTURE_3D', {object: 'Texture', index: 0}],
      ['texSubImage3D', 'TEXTURE_3D', 0, 0, 0, 0, 1, 1, 1, 'RGBA', 'UNSIGNED_BYTE', null],
    ),
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 section 6.1.15: SAMPLES is all that may be asked; Chromium looks only at the format',
    what: /^getInternalformatParameter: error$/,
    native: /^$/,
    ours: /^INVALID_ENUM/,
    example: of('webgl2', ['getInternalformatParameter', 'RENDERBUFFER', 'R32UI', 'RGBA']),
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 section 2.8.3: the arguments of a draw of no instances are checked, too',
    what: /^draw\w+Instanced: error$/,
    native: /^$/,
    shown: /^draw\w+Instanced\(.*, 0\)$/m,
    example: of('webgl2', ['useProgram', program], ['drawArraysInstanced', 'TRIANGLES', -1, 3, 0]),
  },
  {
    because: 'open',
    reason: 'precisions below highp are computed as highp here, as on most graphics cards; SwiftShader says 16 bits',
    what: /^getShaderPrecisionFormat: answer$/,
    native: /^15 1[45] /,
    example: of('webgl', ['getShaderPrecisionFormat', 'VERTEX_SHADER', 'LOW_FLOAT']),
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 table 6.19: only the first draw buffer is BACK at the start; Chromium says so of all',
    what: /: state$/,
    ours: /DRAW_BUFFER1=(as it was|0\b)/,
    example: of('webgl2', ['drawBuffers', {array: 'names', values: [0]}]),
  },
];

const describeAnswer = ({value, error, state}: Answer): string =>
  [value, error, ...Object.entries(state).map(([name, text]) => `${name}=${text}`)].join(' ').trim();

const kinds = [
  {name: 'calls', generate, look: () => true},
  {name: 'mistakes', generate: generateMistakes, look: (step: number) => step % 25 === 24},
];

export const callKinds = kinds.flatMap(({name, generate, look}) =>
  (['webgl', 'webgl2'] as const).map((type): Kind<Sequence, Answer[]> => ({
    name: `${name}-${type}`,
    generate: (seed) => generate(seed, type),
    run: (side, test) => run(side, test, look),
    compare,
    accepted: (answers) => answers.some(({error}) => error === ''),
    reduce,
    show: ({steps}) => steps.map(showStep).join('\n'),
    describe: (answers) => answers.map(describeAnswer).join('\n'),
    known,
  })),
);
