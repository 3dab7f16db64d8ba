// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a case of states is made of: plain data, so that it can be shown, made smaller and played on either side.

/** An enumerant by name, a number, or a flag. */
export type Argument = string | number | boolean;

export interface TargetSpec {
  readonly colors: readonly string[];
  readonly depth: string | undefined;
  readonly samples: 0 | 4;
  /** Textures are read by look-ups, renderbuffers by readPixels. */
  readonly storage: 'texture' | 'renderbuffer';
  readonly size: number;
}

export type TextureTarget = 'TEXTURE_2D' | 'TEXTURE_3D' | 'TEXTURE_2D_ARRAY' | 'TEXTURE_CUBE_MAP';

export interface TextureSpec {
  readonly target: TextureTarget;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly levels: number;
  readonly content: number;
  readonly parameters: readonly (readonly [string, string | number])[];
}

export interface LookUp {
  readonly texture: number;
  readonly method: 'texture' | 'textureLod' | 'textureGrad' | 'texelFetch' | 'textureOffset' | 'textureProj' | 'bias';
  readonly lod: number;
  /** Coordinates are those of the pixel times `scale`, and `offset` further. */
  readonly scale: number;
  readonly offset: number;
  /** Sampler parameters, in the place of the texture's. */
  readonly sampler: readonly (readonly [string, string | number])[] | undefined;
}

export interface Draw {
  readonly do: 'draw';
  readonly source: 'flat' | 'smooth' | 'facing' | 'pointCoord' | 'block' | 'texture' | 'stripes' | 'depth';
  readonly mode: string;
  readonly vertices: number;
  readonly instances: number;
  readonly indices: 'UNSIGNED_BYTE' | 'UNSIGNED_SHORT' | 'UNSIGNED_INT' | undefined;
  /** Whether some indices restart the primitive. */
  readonly restart: boolean;
  /** Of a quad that covers everything, else of vertices anywhere. */
  readonly full: boolean;
  /** Whether lines are stairs: level and upright ones that go up and right, where all renderers agree. */
  readonly square: boolean;
  /** One depth for all vertices, in sixteenths; undefined: each has one of its own. */
  readonly z: number | undefined;
  readonly pointSize: number;
  readonly content: number;
  readonly lookUp?: LookUp;
  readonly query?: string;
}

export type Step =
  | {readonly do: 'call'; readonly name: string; readonly args: readonly Argument[]}
  | {readonly do: 'target'; readonly index: number}
  | Draw
  | {readonly do: 'clear'; readonly mask: number}
  | {readonly do: 'clearBuffer'; readonly index: number; readonly values: readonly number[]}
  | {readonly do: 'clearDepthStencil'; readonly depth: number; readonly stencil: number}
  | {
      readonly do: 'blit';
      readonly from: number;
      readonly to: number;
      readonly readBuffer: number;
      readonly rects: readonly number[];
      readonly mask: number;
      readonly filter: string;
    }
  | {readonly do: 'drawBuffers'; readonly on: readonly boolean[]}
  | {readonly do: 'mipmap'; readonly texture: number}
  | {
      readonly do: 'copy';
      readonly texture: number;
      readonly level: number;
      readonly face: number;
      readonly rect: readonly number[];
    }
  | {readonly do: 'subImage'; readonly texture: number; readonly rect: readonly number[]; readonly content: number}
  | {readonly do: 'invalidate'; readonly attachments: readonly string[]}
  | {
      readonly do: 'read';
      readonly rect: readonly number[];
      readonly pack: readonly (readonly [string, number])[];
      readonly buffer: boolean;
      readonly implementation: boolean;
    }
  | {
      readonly do: 'feedback';
      readonly mode: string;
      readonly vertices: number;
      readonly instances: number;
      readonly interleaved: boolean;
      readonly content: number;
    };

export interface StateCase {
  readonly targets: readonly TargetSpec[];
  readonly textures: readonly TextureSpec[];
  readonly steps: readonly Step[];
}

const text = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([name, entry]) => name !== 'do' && entry !== undefined && entry !== false)
    .map(([name, entry]) => `${name} ${text(entry)}`)
    .join(', ');
};

export function showStep(step: Step): string {
  return step.do === 'call' ? `${step.name}(${step.args.join(', ')})` : `${step.do}: ${text(step)}`;
}

export function showCase({targets, textures, steps}: StateCase): string {
  return [
    ...targets.map((target, i) => `target ${i}: ${text(target)}`),
    ...textures.map((texture, i) => `texture ${i}: ${text(texture)}`),
    ...steps.map(showStep),
  ].join('\n');
}

/** Runs of steps left out, long ones first; then less of what the rest draws, and into. */
export function* reduceCase(test: StateCase): Iterable<StateCase> {
  const {targets, steps} = test;
  for (let length = steps.length >> 1; length >= 1; length >>= 1) {
    for (let at = 0; at < steps.length; at += length) {
      yield {...test, steps: [...steps.slice(0, at), ...steps.slice(at + length)]};
    }
  }
  const withStep = (i: number, step: Step): StateCase => ({...test, steps: steps.with(i, step)});
  for (const [i, step] of steps.entries()) {
    if (step.do !== 'draw') continue;
    if (step.instances !== 1) yield withStep(i, {...step, instances: 1});
    if (step.indices) yield withStep(i, {...step, indices: undefined, restart: false});
    if (step.z !== 0) yield withStep(i, {...step, z: 0});
    if (!step.full && !step.square) yield withStep(i, {...step, full: true});
    if (step.source !== 'flat') yield withStep(i, {...step, source: 'flat'});
    if (step.vertices > 3) yield withStep(i, {...step, vertices: step.vertices >> 1});
  }
  for (const [i, target] of targets.entries()) {
    const withTarget = (changed: Partial<TargetSpec>): StateCase => ({
      ...test,
      targets: targets.with(i, {...target, ...changed}),
    });
    if (target.colors.length > 1) {
      for (const color of target.colors) yield withTarget({colors: [color]});
    }
    if (target.samples !== 0) yield withTarget({samples: 0});
    if (target.depth) yield withTarget({depth: undefined});
  }
}
