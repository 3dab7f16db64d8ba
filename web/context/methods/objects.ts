// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// create*, delete*, is* and the plain bind*: alike for every kind of object, but each with its own target and rules.

import {need} from '../idl.ts';
import {ObjectKind} from '../../loader/boundary.ts';
import {stateOf} from '../state.ts';
import type {Methods} from './scalar.ts';

function makeFamily(kind: ObjectKind, suffix: keyof typeof ObjectKind): Methods {
  const create = `gl_create${suffix}` as `gl_create${Exclude<typeof suffix, 'Shader' | 'Sync'>}`; // not made like this
  const remove = `gl_delete${suffix}` as const;
  const is = `gl_is${suffix}` as const;
  return {
    [`create${suffix}`](this: unknown): unknown {
      const s = stateOf(this);
      try {
        return s.made(kind, s.x[create]() >>> 0);
      } catch (error) {
        s.trap(error);
      }
      return s.made(kind, 0);
    },
    [`delete${suffix}`](this: unknown, object: unknown): void {
      const s = stateOf(this);
      need(arguments.length, 1, `delete${suffix}`);
      const name = s.nullable(object, kind, `delete${suffix}`, 1);
      if (name <= 0) return;
      try {
        s.x[remove](name);
        if (s.core && s.x[is](name) === 0) s.objects.markDeleted(kind, name);
      } catch (error) {
        s.trap(error);
      }
    },
    [`is${suffix}`](this: unknown, object: unknown): boolean {
      const s = stateOf(this);
      need(arguments.length, 1, `is${suffix}`);
      const name = s.isName(object, kind, `is${suffix}`);
      try {
        return name > 0 && s.x[is](name) !== 0;
      } catch (error) {
        return s.trap(error) !== 0;
      }
    },
  } as Methods;
}

export const objectMethods: Methods & ThisType<unknown> = {
  ...makeFamily(ObjectKind.Buffer, 'Buffer'),
  ...makeFamily(ObjectKind.Framebuffer, 'Framebuffer'),
  ...makeFamily(ObjectKind.Program, 'Program'),
  ...makeFamily(ObjectKind.Renderbuffer, 'Renderbuffer'),
  ...makeFamily(ObjectKind.Shader, 'Shader'),
  ...makeFamily(ObjectKind.Texture, 'Texture'),

  createShader(type: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 1, 'createShader');
    try {
      return s.made(ObjectKind.Shader, s.x.gl_createShader(type) >>> 0);
    } catch (error) {
      s.trap(error);
    }
    return s.made(ObjectKind.Shader, 0);
  },

  bindFramebuffer(target: number, framebuffer: unknown): void {
    const s = stateOf(this);
    if (arguments.length < 2) need(arguments.length, 2, 'bindFramebuffer');
    const name = s.nullable(framebuffer, ObjectKind.Framebuffer, 'bindFramebuffer', 2);
    if (name < 0) return;
    try {
      s.x.gl_bindFramebuffer(target, name);
    } catch (error) {
      s.trap(error);
    }
  },

  bindRenderbuffer(target: number, renderbuffer: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'bindRenderbuffer');
    const name = s.nullable(renderbuffer, ObjectKind.Renderbuffer, 'bindRenderbuffer', 2);
    if (name < 0) return;
    try {
      s.x.gl_bindRenderbuffer(target, name);
    } catch (error) {
      s.trap(error);
    }
  },

  bindTexture(target: number, texture: unknown): void {
    const s = stateOf(this);
    if (arguments.length < 2) need(arguments.length, 2, 'bindTexture');
    const name = s.nullable(texture, ObjectKind.Texture, 'bindTexture', 2);
    if (name < 0) return;
    try {
      s.x.gl_bindTexture(target, name);
    } catch (error) {
      s.trap(error);
    }
  },
};

const syncFamily = makeFamily(ObjectKind.Sync, 'Sync');

export const objectMethods2: Methods & ThisType<unknown> = {
  ...makeFamily(ObjectKind.Query, 'Query'),
  ...makeFamily(ObjectKind.Sampler, 'Sampler'),
  ...makeFamily(ObjectKind.TransformFeedback, 'TransformFeedback'),
  ...makeFamily(ObjectKind.VertexArray, 'VertexArray'),
  deleteSync: syncFamily['deleteSync']!,
  isSync: syncFamily['isSync']!,

  bindSampler(unit: number, sampler: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'bindSampler');
    const name = s.nullable(sampler, ObjectKind.Sampler, 'bindSampler', 2);
    if (name < 0) return;
    try {
      s.x.gl_bindSampler(unit, name);
    } catch (error) {
      s.trap(error);
    }
  },

  bindTransformFeedback(target: number, feedback: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'bindTransformFeedback');
    const name = s.nullable(feedback, ObjectKind.TransformFeedback, 'bindTransformFeedback', 2);
    if (name < 0) return;
    try {
      s.x.gl_bindTransformFeedback(target, name);
    } catch (error) {
      s.trap(error);
    }
  },

  bindVertexArray(array: unknown): void {
    const s = stateOf(this);
    if (arguments.length < 1) need(arguments.length, 1, 'bindVertexArray');
    const name = s.nullable(array, ObjectKind.VertexArray, 'bindVertexArray', 1);
    if (name < 0) return;
    try {
      s.x.gl_bindVertexArray(name);
    } catch (error) {
      s.trap(error);
    }
  },
};
