// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sequences of calls: after each, its answer, its error, and all of the state are compared.

import type {Context, ContextType, Difference, Kind, KnownDifference, Side} from '../kind.ts';
import {Random} from '../random.ts';
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

function generate(seed: number, type: ContextType): Sequence {
  const random = new Random(seed);
  const methods = {...kMethods, ...(type === 'webgl2' ? kMethods2 : {})};
  // A few methods make a sequence that gets somewhere; all of them make one that mostly fails.
  const chosen = random.shuffle(Object.keys(methods)).slice(0, 12);
  const steps = Array.from({length: 12 + random.int(20)}, (): Step => {
    const method = random.pick(chosen);
    return {method, args: methods[method]!.map((make) => make(random))};
  });
  return {type, steps};
}

const kVertex = 'attribute vec4 p; void main() {gl_Position = p; gl_PointSize = 2.;}';
const kFragment = 'precision mediump float; uniform vec4 u; void main() {gl_FragColor = u + .5;}';

function makeProgram(gl: Context): WebGLProgram {
  const program = gl.createProgram()!;
  for (const [type, text] of [
    [gl.VERTEX_SHADER, kVertex],
    [gl.FRAGMENT_SHADER, kFragment],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
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
    this.#objects.set('Program', [makeProgram(gl)]);
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

  play({method, args}: Step): Answer {
    const given = args.map((argument) => this.#argument(argument));
    let value: string;
    try {
      const result = (this.#gl[method] as Callable).apply(this.#gl, given);
      if (/^create/.test(method)) this.#objects.get(method.slice(6) as ObjectKind)?.push(result as object);
      const filled = /^(readPixels|getBufferSubData)$/.test(method) ? `, ${this.#text(given.at(-1))}` : '';
      value = this.#text(result) + filled;
    } catch (error) {
      value = (error as Error).name;
    }
    const errors = this.#errors();
    const now = this.#look();
    this.#errors(); // of questions that this state has no answer to
    const state = Object.fromEntries(Object.entries(now).filter(([name, text]) => text !== this.#state[name]));
    this.#state = now;
    return {value, error: errors, state};
  }
}

function run(side: Side, {type, steps}: Sequence): Answer[] {
  const gl = side.fresh(type, {antialias: false, depth: true, stencil: true, preserveDrawingBuffer: true});
  const player = new Player(gl, type === 'webgl2');
  return steps.map((step) => player.play(step));
}

const showArgument = (argument: Argument): string =>
  typeof argument === 'object' && argument !== null
    ? 'object' in argument
      ? `${argument.object}[${argument.index}]`
      : `${argument.array}(${argument.values.slice(0, 4).join(' ')})`
    : String(argument);
const showStep = ({method, args}: Step): string => `${method}(${args.map(showArgument).join(', ')})`;

/** The first difference: what follows is its doing. */
function compare(native: Answer[], ours: Answer[], {steps}: Sequence): Difference[] {
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
      if (first !== second)
        return [{what: `${step.method}: ${what}`, native: first, ours: `${second} at ${i}: ${showStep(step)}`}];
    }
  }
  return [];
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
    because: 'open',
    reason: 'OpenGL ES 3.0.6 section 2.5: which of several mistakes in one call is told is left open',
    what: /: error$/,
    native: /^INVALID_\w+$/,
    ours: /^INVALID_\w+ at/,
    example: of('webgl2', ['drawRangeElements', 'TRIANGLES', 2, 1, 0, 'UNSIGNED_BYTE', 0]),
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
    reason: 'OpenGL ES 3.0.6 section 2.5: a call that generates an error changes nothing; Chromium binds the buffer',
    what: /^bindBufferRange: state$/,
    native: /_BUFFER_BINDING=(?!as it was)/,
    ours: /=as it was at/,
    example: of('webgl2', ['bindBufferRange', 'UNIFORM_BUFFER', 1, {object: 'Buffer', index: 1}, 0, 0]),
  },
  {
    because: 'specification',
    reason: 'OpenGL ES 3.0.6 table 6.19: only the first draw buffer is BACK at the start; Chromium says so of all',
    what: /: state$/,
    ours: /DRAW_BUFFER1=as it was/,
    example: of('webgl2', ['drawBuffers', {array: 'names', values: [0]}]),
  },
];

const describeAnswer = ({value, error, state}: Answer): string =>
  [value, error, ...Object.entries(state).map(([name, text]) => `${name}=${text}`)].join(' ').trim();

export const callKinds = (['webgl', 'webgl2'] as const).map((type): Kind<Sequence, Answer[]> => ({
  name: `calls-${type}`,
  generate: (seed) => generate(seed, type),
  run,
  compare,
  accepted: (answers) => answers.some(({error}) => error === ''),
  reduce,
  show: ({steps}) => steps.map(showStep).join('\n'),
  describe: (answers) => answers.map(describeAnswer).join('\n'),
  known,
}));
