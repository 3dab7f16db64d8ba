// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A pair of shaders, and what an implementation says of it.

import type {Context, ContextType, Difference, Side} from '../kind.ts';

export type Language = 100 | 300;
export type Stage = 'vertex' | 'fragment';

export interface Program {
  readonly context: ContextType;
  /** Sources, line by line, so that a line can be left out. */
  readonly vertex: readonly string[];
  readonly fragment: readonly string[];
  /** What is asked for before the shaders are made. */
  readonly extensions?: readonly string[];
  /** bindAttribLocation. */
  readonly bindings?: readonly (readonly [location: number, name: string])[];
  /** transformFeedbackVaryings. */
  readonly feedback?: readonly string[];
  /** Draw a triangle over everything; the attribute `position` is its corners. */
  readonly draw?: boolean;
}

export interface ProgramOutcome {
  /** Of vertex and fragment shader. */
  readonly compiled: readonly [boolean, boolean];
  readonly logs: readonly [string, string];
  readonly linked: boolean;
  readonly linkLog: string;
  /** What the linked program has, one line for each. */
  readonly attributes: string;
  readonly uniforms: string;
  readonly blocks: string;
  readonly pixels: Uint8Array | undefined;
  readonly error: number;
}

const size = 4;

function setUniform(gl: Context, program: WebGLProgram, name: string, type: number, count: number): void {
  const location = gl.getUniformLocation(program, name);
  if (!location) return;
  const gl2 = gl as WebGL2RenderingContext;
  const at = (i: number): number => [1, 2, 0.5, 3, -1, 0.25, -2, 4, 1.5, 0, 2, 1, 3, -0.5, 5, 1][i % 16]!;
  const numbers = (n: number): number[] => Array.from({length: n * count}, (_, i) => at(i));
  const whole = (n: number): number[] => numbers(n).map((x) => Math.trunc(x));
  const positive = (n: number): number[] => whole(n).map(Math.abs);
  const set: {[type: number]: () => void} = {
    0x1406: () => gl.uniform1fv(location, numbers(1)),
    0x8b50: () => gl.uniform2fv(location, numbers(2)),
    0x8b51: () => gl.uniform3fv(location, numbers(3)),
    0x8b52: () => gl.uniform4fv(location, numbers(4)),
    0x1404: () => gl.uniform1iv(location, whole(1)),
    0x8b53: () => gl.uniform2iv(location, whole(2)),
    0x8b54: () => gl.uniform3iv(location, whole(3)),
    0x8b55: () => gl.uniform4iv(location, whole(4)),
    0x8b56: () => gl.uniform1iv(location, whole(1)),
    0x8b57: () => gl.uniform2iv(location, whole(2)),
    0x8b58: () => gl.uniform3iv(location, whole(3)),
    0x8b59: () => gl.uniform4iv(location, whole(4)),
    0x1405: () => gl2.uniform1uiv(location, positive(1)),
    0x8dc6: () => gl2.uniform2uiv(location, positive(2)),
    0x8dc7: () => gl2.uniform3uiv(location, positive(3)),
    0x8dc8: () => gl2.uniform4uiv(location, positive(4)),
    0x8b5a: () => gl.uniformMatrix2fv(location, false, numbers(4)),
    0x8b5b: () => gl.uniformMatrix3fv(location, false, numbers(9)),
    0x8b5c: () => gl.uniformMatrix4fv(location, false, numbers(16)),
    0x8b65: () => gl2.uniformMatrix2x3fv(location, false, numbers(6)),
    0x8b66: () => gl2.uniformMatrix2x4fv(location, false, numbers(8)),
    0x8b67: () => gl2.uniformMatrix3x2fv(location, false, numbers(6)),
    0x8b68: () => gl2.uniformMatrix3x4fv(location, false, numbers(12)),
    0x8b69: () => gl2.uniformMatrix4x2fv(location, false, numbers(8)),
    0x8b6a: () => gl2.uniformMatrix4x3fv(location, false, numbers(12)),
  };
  set[type]?.();
}

function draw(gl: Context, program: WebGLProgram): Uint8Array {
  gl.useProgram(program);
  const uniforms = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) as number;
  for (let i = 0; i < uniforms; ++i) {
    const {name, type, size} = gl.getActiveUniform(program, i)!;
    setUniform(gl, program, name, type, size);
  }
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  const position = gl.getAttribLocation(program, 'position');
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  if (position >= 0) {
    gl.enableVertexAttribArray(position);
    gl.vertexAttribPointer(position, 2, gl.FLOAT, false, 0, 0);
  }
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const pixels = new Uint8Array(4 * size * size);
  gl.readPixels(0, 0, size, size, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  if (position >= 0) gl.disableVertexAttribArray(position);
  gl.bindBuffer(gl.ARRAY_BUFFER, null);
  gl.deleteBuffer(buffer);
  gl.useProgram(null);
  return pixels;
}

function describeAttributes(gl: Context, program: WebGLProgram, test: Program): string {
  const count = gl.getProgramParameter(program, gl.ACTIVE_ATTRIBUTES) as number;
  const lines = [];
  for (let i = 0; i < count; ++i) {
    const {name, type, size} = gl.getActiveAttrib(program, i)!;
    // Which location an unbound one gets is for the implementation to say.
    const bound = test.bindings?.some(([, of]) => of === name) || test.vertex.some((line) => line.includes('location'));
    lines.push(`${name} ${type} ${size}${bound ? ` at ${gl.getAttribLocation(program, name)}` : ''}`);
  }
  return lines.sort().join('\n');
}

function describeUniforms(gl: Context, program: WebGLProgram): string {
  const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) as number;
  const lines = [];
  for (let i = 0; i < count; ++i) {
    const {name, type, size} = gl.getActiveUniform(program, i)!;
    const located = gl.getUniformLocation(program, name) ? 'located' : 'not located';
    lines.push(`${name} ${type} ${size} ${located}`);
  }
  return lines.sort().join('\n');
}

function describeBlocks(context: Context, program: WebGLProgram): string {
  if (!('getActiveUniformBlockName' in context)) return '';
  const gl = context;
  const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORM_BLOCKS) as number;
  const lines = [];
  for (let i = 0; i < count; ++i) {
    const ask = (what: number): unknown => gl.getActiveUniformBlockParameter(program, i, what);
    const members = Array.from(ask(gl.UNIFORM_BLOCK_ACTIVE_UNIFORM_INDICES) as Uint32Array);
    const of = (what: number): unknown => gl.getActiveUniforms(program, members, what);
    const described = members.map((member, k) => {
      const {name, type, size} = gl.getActiveUniform(program, member)!;
      const layout = [gl.UNIFORM_OFFSET, gl.UNIFORM_ARRAY_STRIDE, gl.UNIFORM_MATRIX_STRIDE, gl.UNIFORM_IS_ROW_MAJOR];
      return `${name} ${type} ${size} ${layout.map((what) => (of(what) as unknown[])[k]).join(' ')}`;
    });
    const stages = [gl.UNIFORM_BLOCK_REFERENCED_BY_VERTEX_SHADER, gl.UNIFORM_BLOCK_REFERENCED_BY_FRAGMENT_SHADER].map(
      ask,
    );
    lines.push(`${gl.getActiveUniformBlockName(program, i)} ${stages.join(' ')}: ${described.sort().join(', ')}`);
  }
  return lines.sort().join('\n');
}

export function runProgram(side: Side, test: Program): ProgramOutcome {
  const gl = test.extensions?.length ? side.fresh(test.context, {antialias: false}) : side.context(test.context);
  for (const name of test.extensions ?? []) gl.getExtension(name);
  const program = gl.createProgram();
  const shaders = [gl.VERTEX_SHADER, gl.FRAGMENT_SHADER].map((type, i) => {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, (i === 0 ? test.vertex : test.fragment).join('\n'));
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    return shader;
  });
  for (const [location, name] of test.bindings ?? []) gl.bindAttribLocation(program, location, name);
  if (test.feedback && 'transformFeedbackVaryings' in gl) {
    gl.transformFeedbackVaryings(program, [...test.feedback], gl.SEPARATE_ATTRIBS);
  }
  const compiled = shaders.map((shader) => gl.getShaderParameter(shader, gl.COMPILE_STATUS) as boolean);
  const logs = shaders.map((shader) => gl.getShaderInfoLog(shader) ?? '');
  const both = compiled[0]! && compiled[1]!;
  if (both) gl.linkProgram(program);
  const linked = both && (gl.getProgramParameter(program, gl.LINK_STATUS) as boolean);
  const outcome: ProgramOutcome = {
    compiled: [compiled[0]!, compiled[1]!],
    logs: [logs[0]!, logs[1]!],
    linked,
    linkLog: both ? (gl.getProgramInfoLog(program) ?? '') : '',
    attributes: linked ? describeAttributes(gl, program, test) : '',
    uniforms: linked ? describeUniforms(gl, program) : '',
    blocks: linked ? describeBlocks(gl, program) : '',
    pixels: linked && test.draw ? draw(gl, program) : undefined,
    error: gl.getError(),
  };
  for (const shader of shaders) gl.deleteShader(shader);
  gl.deleteProgram(program);
  return outcome;
}

/** Channels may be off by this where both drew: rounding, and nothing else. */
const tolerance = 2;

const firstError = (log: string): string => /^ERROR.*$/m.exec(log)?.[0] ?? log.trim();
const linesOf = (log: string): string[] => [...log.matchAll(/^ERROR: (\d+:\d+)/gm)].map((match) => match[1]!);
/** The line that we name first is one that the browser names; it goes on after more errors than we do. */
const agreesOnLine = (native: string, ours: string): boolean => {
  const [first] = linesOf(ours);
  return first === undefined || linesOf(native).length === 0 || linesOf(native).includes(first);
};

export function compareOutcomes(native: ProgramOutcome, ours: ProgramOutcome): Difference[] {
  for (const [i, stage] of (['vertex', 'fragment'] as const).entries()) {
    const said = (outcome: ProgramOutcome): string =>
      outcome.compiled[i] ? 'compiled' : firstError(outcome.logs[i]!.replace(/\0/g, ''));
    if (native.compiled[i] !== ours.compiled[i]) {
      return [{what: `${stage} status`, native: said(native), ours: said(ours)}];
    }
    if (!native.compiled[i] && !agreesOnLine(native.logs[i]!, ours.logs[i]!)) {
      return [{what: `${stage} log line`, native: said(native), ours: said(ours)}];
    }
  }
  if (native.linked !== ours.linked) {
    const said = (outcome: ProgramOutcome): string => (outcome.linked ? 'linked' : outcome.linkLog.replace(/\0/g, ''));
    return [{what: 'link status', native: said(native), ours: said(ours)}];
  }
  const found: Difference[] = [];
  for (const what of ['attributes', 'uniforms', 'blocks'] as const) {
    if (native[what] === ours[what]) continue;
    const only = (a: string, b: string): string =>
      a
        .split('\n')
        .filter((line) => !b.split('\n').includes(line))
        .join('; ');
    found.push({what, native: only(native[what], ours[what]), ours: only(ours[what], native[what])});
  }
  if (native.error !== ours.error) {
    found.push({what: 'error', native: String(native.error), ours: String(ours.error)});
  }
  if (native.pixels && ours.pixels) {
    const off = native.pixels.findIndex((value, i) => Math.abs(value - ours.pixels![i]!) > tolerance);
    if (off >= 0) {
      const pixel = (pixels: Uint8Array): string => Array.from(pixels.slice(off & ~3, (off & ~3) + 4)).join(' ');
      found.push({what: 'pixels', native: pixel(native.pixels), ours: pixel(ours.pixels)});
    }
  }
  return found;
}

export function showProgram(test: Program): string {
  const more = [
    ...(test.extensions ?? []).map((name) => `getExtension ${name}`),
    ...(test.bindings ?? []).map(([location, name]) => `bindAttribLocation ${location} ${name}`),
    ...(test.feedback ?? []).map((name) => `transformFeedbackVaryings ${name}`),
    ...(test.draw ? ['draw'] : []),
  ];
  return [test.context, ...more, '-- vertex', ...test.vertex, '-- fragment', ...test.fragment].join('\n');
}

/** The opposite of showProgram. A stage that is missing is plain. */
export function readProgram(text: string): Program {
  const lines = text.split('\n');
  const at = (stage: string): number => lines.indexOf(`-- ${stage}`);
  const begins = {vertex: at('vertex'), fragment: at('fragment')};
  const source = (stage: Stage): string[] => {
    if (begins[stage] < 0) return [];
    const end = lines.findIndex((line, i) => i > begins[stage] && line.startsWith('-- '));
    return lines.slice(begins[stage] + 1, end < 0 ? undefined : end);
  };
  const first = lines.findIndex((line) => line.startsWith('-- '));
  const head = lines.slice(0, first < 0 ? 0 : first).map((line) => line.trim());
  const words = (call: string): string[][] =>
    head.map((line) => line.split(/\s+/)).flatMap(([word, ...rest]) => (word === call ? [rest] : []));
  const [vertex, fragment] = [source('vertex'), source('fragment')];
  const modern = [...vertex, ...fragment].some((line) => line.includes('#version 300'));
  const version = modern ? ['#version 300 es'] : [];
  const plain = ['void main() {gl_Position = vec4(position, 0, 1);}'];
  return {
    context: modern || head.includes('webgl2') ? 'webgl2' : 'webgl',
    extensions: words('getExtension').map(([name = '']) => name),
    bindings: words('bindAttribLocation').map(([location, name = '']) => [Number(location), name] as const),
    feedback: words('transformFeedbackVaryings').map(([name = '']) => name),
    draw: head.includes('draw'),
    vertex: begins.vertex >= 0 ? vertex : [...version, `${modern ? 'in' : 'attribute'} vec2 position;`, ...plain],
    fragment: begins.fragment >= 0 ? fragment : [...version, 'void main() {}'],
  };
}

export function describeOutcome(outcome: ProgramOutcome): string {
  const lines = (text: string): string => text.replace(/\0/g, '').trim().replaceAll('\n', '\n    ');
  const said = [
    `vertex: ${outcome.compiled[0] ? 'compiled' : 'refused'} ${lines(outcome.logs[0])}`,
    `fragment: ${outcome.compiled[1] ? 'compiled' : 'refused'} ${lines(outcome.logs[1])}`,
  ];
  if (outcome.compiled[0] && outcome.compiled[1]) {
    said.push(`program: ${outcome.linked ? 'linked' : 'refused'} ${lines(outcome.linkLog)}`);
  }
  for (const what of ['attributes', 'uniforms', 'blocks'] as const) {
    if (outcome[what] !== '') said.push(`${what}: ${lines(outcome[what])}`);
  }
  if (outcome.pixels) said.push(`pixels: ${Array.from(outcome.pixels).join(' ')}`);
  if (outcome.error !== 0) said.push(`error: ${outcome.error}`);
  return said.map((line) => line.trim()).join('\n');
}

/** Runs of lines left out, long ones first; then words left out of a line. */
export function* reduceProgram(test: Program): Iterable<Program> {
  for (const stage of ['vertex', 'fragment'] as const) {
    const lines = test[stage];
    for (let length = lines.length >> 1; length >= 1; length >>= 1) {
      for (let at = 0; at + length <= lines.length; at += length) {
        yield {...test, [stage]: [...lines.slice(0, at), ...lines.slice(at + length)]};
      }
    }
  }
  if (test.bindings?.length) yield {...test, bindings: test.bindings.slice(1)};
  if (test.feedback?.length) yield {...test, feedback: test.feedback.slice(1)};
  for (const stage of ['vertex', 'fragment'] as const) {
    const lines = test[stage];
    for (const [i, line] of lines.entries()) {
      const tokens = line.match(/\w+(\.\w+)?|\s+|./g) ?? [];
      if (line.startsWith('#version') || tokens.length > 200) continue;
      const without = (from: number, to: number): Program => ({
        ...test,
        [stage]: lines.with(i, [...tokens.slice(0, from), ...tokens.slice(to)].join('')),
      });
      for (let length = tokens.length >> 1; length >= 1; length >>= 1) {
        for (let at = 0; at + length <= tokens.length; at += length) yield without(at, at + length);
      }
    }
  }
}
