// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Methods whose arguments are numbers alone go straight through: wasm converts them. One table names them.

import type {ArityOf, CommandOf, GlCommand} from '../../loader/gl-commands.ts';
import {need} from '../idl.ts';
import {stateOf, type ContextState} from '../state.ts';

type Method = (this: unknown, ...args: never[]) => unknown;
export type Methods = {[name: string]: Method};

/** Name and number of parameters. */
type Arities = {
  readonly [Command in GlCommand as Command extends `gl_${infer Name}` ? Name : never]?: ArityOf<Command>;
};

const kScalarMethods = {
  activeTexture: 1,
  blendColor: 4,
  blendEquation: 1,
  blendEquationSeparate: 2,
  blendFunc: 2,
  blendFuncSeparate: 4,
  clearColor: 4,
  clearDepth: 1,
  clearStencil: 1,
  cullFace: 1,
  depthFunc: 1,
  depthRange: 2,
  disable: 1,
  disableVertexAttribArray: 1,
  enable: 1,
  enableVertexAttribArray: 1,
  frontFace: 1,
  generateMipmap: 1,
  hint: 2,
  lineWidth: 1,
  polygonOffset: 2,
  renderbufferStorage: 4,
  scissor: 4,
  stencilFunc: 3,
  stencilFuncSeparate: 4,
  stencilMask: 1,
  stencilMaskSeparate: 2,
  stencilOp: 3,
  stencilOpSeparate: 4,
  texParameterf: 3,
  texParameteri: 3,
  viewport: 4,
} as const satisfies Arities;

const kScalarMethods2 = {
  beginTransformFeedback: 1,
  pauseTransformFeedback: 0,
  readBuffer: 1,
  renderbufferStorageMultisample: 5,
  resumeTransformFeedback: 0,
  texStorage2D: 5,
  texStorage3D: 6,
  vertexAttribDivisor: 2,
  endTransformFeedback: 0,
} as const satisfies Arities;

function makeScalar(name: string, count: number): Method {
  const call = `gl_${name}` as GlCommand;
  const bodies: Method[] = [
    function (this: unknown) {
      const s = stateOf(this);
      try {
        s.x[call as CommandOf<0>]();
      } catch (error) {
        s.trap(error);
      }
    },
    function (this: unknown, a: number) {
      const s = stateOf(this);
      if (arguments.length < 1) need(arguments.length, 1, name);
      try {
        s.x[call as CommandOf<1>](a);
      } catch (error) {
        s.trap(error);
      }
    },
    function (this: unknown, a: number, b: number) {
      const s = stateOf(this);
      if (arguments.length < 2) need(arguments.length, 2, name);
      try {
        s.x[call as CommandOf<2>](a, b);
      } catch (error) {
        s.trap(error);
      }
    },
    function (this: unknown, a: number, b: number, c: number) {
      const s = stateOf(this);
      if (arguments.length < 3) need(arguments.length, 3, name);
      try {
        s.x[call as CommandOf<3>](a, b, c);
      } catch (error) {
        s.trap(error);
      }
    },
    function (this: unknown, a: number, b: number, c: number, d: number) {
      const s = stateOf(this);
      if (arguments.length < 4) need(arguments.length, 4, name);
      try {
        s.x[call as CommandOf<4>](a, b, c, d);
      } catch (error) {
        s.trap(error);
      }
    },
    function (this: unknown, a: number, b: number, c: number, d: number, e: number) {
      const s = stateOf(this);
      if (arguments.length < 5) need(arguments.length, 5, name);
      try {
        s.x[call as CommandOf<5>](a, b, c, d, e);
      } catch (error) {
        s.trap(error);
      }
    },
    function (this: unknown, a: number, b: number, c: number, d: number, e: number, f: number) {
      const s = stateOf(this);
      if (arguments.length < 6) need(arguments.length, 6, name);
      try {
        s.x[call as CommandOf<6>](a, b, c, d, e, f);
      } catch (error) {
        s.trap(error);
      }
    },
  ];
  const method = bodies[count]!;
  Object.defineProperty(method, 'name', {value: name, configurable: true});
  return method;
}

export const scalarMethods: Methods = {};
for (const [name, count] of Object.entries(kScalarMethods)) scalarMethods[name] = makeScalar(name, count);

export const scalarMethods2: Methods = {};
for (const [name, count] of Object.entries(kScalarMethods2)) scalarMethods2[name] = makeScalar(name, count);

const kBrowserDefault = 0x9244; // BROWSER_DEFAULT_WEBGL

const kUnpackNames: {readonly [pname: number]: keyof ContextState['unpack']} = {
  0x0cf2: 'rowLength', // UNPACK_ROW_LENGTH
  0x0cf3: 'skipRows', // UNPACK_SKIP_ROWS
  0x0cf4: 'skipPixels', // UNPACK_SKIP_PIXELS
  0x806d: 'skipImages', // UNPACK_SKIP_IMAGES
  0x806e: 'imageHeight', // UNPACK_IMAGE_HEIGHT
};

/** The rest of the small state: booleans are converted here. */
export const stateMethods = {
  colorMask(red: unknown, green: unknown, blue: unknown, alpha: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 4, 'colorMask');
    try {
      s.x.gl_colorMask(red ? 1 : 0, green ? 1 : 0, blue ? 1 : 0, alpha ? 1 : 0);
    } catch (error) {
      s.trap(error);
    }
  },

  depthMask(flag: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 1, 'depthMask');
    try {
      s.x.gl_depthMask(flag ? 1 : 0);
    } catch (error) {
      s.trap(error);
    }
  },

  sampleCoverage(value: number, invert: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'sampleCoverage');
    try {
      s.x.gl_sampleCoverage(value, invert ? 1 : 0);
    } catch (error) {
      s.trap(error);
    }
  },

  pixelStorei(pname: number, param: number): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'pixelStorei');
    const value = Number(param) | 0;
    if (pname === 0x9240) s.unpackFlipY = value !== 0;
    else if (pname === 0x9241) s.unpackPremultiply = value !== 0;
    else if (pname === 0x9243 && (value === 0 || value === kBrowserDefault)) s.unpackRaw = value === 0;
    else if (pname in kUnpackNames) s.unpack[kUnpackNames[pname]!] = Math.max(value, 0);
    try {
      s.x.gl_pixelStorei(pname, value);
    } catch (error) {
      s.trap(error);
    }
  },

  isEnabled(cap: number): boolean {
    const s = stateOf(this);
    need(arguments.length, 1, 'isEnabled');
    try {
      return s.x.gl_isEnabled(cap) !== 0;
    } catch (error) {
      return s.trap(error) !== 0;
    }
  },

  getError(): number {
    return stateOf(this).getError();
  },

  /** The core draws at once, so there is nothing to send on its way. */
  flush(): void {
    const s = stateOf(this);
    try {
      s.x.gl_flush();
    } catch (error) {
      s.trap(error);
    }
  },

  finish(): void {
    const s = stateOf(this);
    try {
      s.x.gl_finish();
    } catch (error) {
      s.trap(error);
    }
  },

  isContextLost(): boolean {
    const s = stateOf(this);
    s.checkCore();
    return s.core === null;
  },

  getContextAttributes(): WebGLContextAttributes | null {
    return stateOf(this).attributes;
  },

  /** There is no XR device for a software context. WebXR, "makeXRCompatible". */
  makeXRCompatible(): Promise<void> {
    stateOf(this);
    return Promise.reject(new DOMException('soft-webgl2 draws for no XR device', 'InvalidStateError'));
  },
} satisfies Methods & ThisType<unknown>;
