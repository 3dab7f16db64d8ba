// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Everything that asks: getParameter and its kin. 0 is null (docs/abi.md).

import {need, toInt64, toUint64} from '../idl.ts';
import {ObjectKind} from '../../loader/boundary.ts';
import {queryValue} from '../query.ts';
import {stateOf} from '../state.ts';
import type {Methods} from './scalar.ts';

export const queryMethods = {
  getParameter(pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 1, 'getParameter');
    return queryValue(s, 'gl_getParameter', pname);
  },

  getBufferParameter(target: number, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getBufferParameter');
    return queryValue(s, 'gl_getBufferParameter', target, pname);
  },

  getFramebufferAttachmentParameter(target: number, attachment: number, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 3, 'getFramebufferAttachmentParameter');
    return queryValue(s, 'gl_getFramebufferAttachmentParameter', target, attachment, pname);
  },

  getRenderbufferParameter(target: number, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getRenderbufferParameter');
    return queryValue(s, 'gl_getRenderbufferParameter', target, pname);
  },

  getTexParameter(target: number, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getTexParameter');
    return queryValue(s, 'gl_getTexParameter', target, pname);
  },

  getVertexAttrib(index: number, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getVertexAttrib');
    return queryValue(s, 'gl_getVertexAttrib', index, pname);
  },
} satisfies Methods & ThisType<unknown>;

export const queryMethods2 = {
  getIndexedParameter(target: number, index: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getIndexedParameter');
    return queryValue(s, 'gl_getIndexedParameter', target, index);
  },

  getInternalformatParameter(target: number, internalformat: number, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 3, 'getInternalformatParameter');
    return queryValue(s, 'gl_getInternalformatParameter', target, internalformat, pname);
  },

  getSamplerParameter(sampler: unknown, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getSamplerParameter');
    const name = s.required(sampler, ObjectKind.Sampler, 'getSamplerParameter', 1);
    if (name < 0) return null;
    return queryValue(s, 'gl_getSamplerParameter', name, pname);
  },

  // --- queries -----------------------------------------------------------------------------------------------------

  beginQuery(target: number, query: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 2, 'beginQuery');
    const name = s.required(query, ObjectKind.Query, 'beginQuery', 2);
    if (name < 0) return;
    try {
      s.x.gl_beginQuery(target, name);
    } catch (error) {
      s.trap(error);
    }
  },

  endQuery(target: number): void {
    const s = stateOf(this);
    need(arguments.length, 1, 'endQuery');
    s.scheduleTurn();
    try {
      s.x.gl_endQuery(target);
    } catch (error) {
      s.trap(error);
    }
  },

  getQuery(target: number, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getQuery');
    return queryValue(s, 'gl_getQuery', target, pname);
  },

  getQueryParameter(query: unknown, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getQueryParameter');
    const name = s.required(query, ObjectKind.Query, 'getQueryParameter', 1);
    if (name < 0) return null;
    return queryValue(s, 'gl_getQueryParameter', name, pname);
  },

  // --- sync objects ------------------------------------------------------------------------------------------------

  fenceSync(condition: number, flags: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'fenceSync');
    s.scheduleTurn();
    try {
      return s.core && s.objects.get(ObjectKind.Sync, s.x.gl_fenceSync(condition, flags) >>> 0);
    } catch (error) {
      return s.trap(error) || null;
    }
  },

  clientWaitSync(sync: unknown, flags: number, timeout: unknown): number {
    const s = stateOf(this);
    need(arguments.length, 3, 'clientWaitSync');
    const name = s.required(sync, ObjectKind.Sync, 'clientWaitSync', 1);
    const kWaitFailed = 0x911d;
    if (name < 0 || !s.core) return kWaitFailed;
    try {
      return s.x.gl_clientWaitSync(name, flags, toUint64(timeout)) >>> 0;
    } catch (error) {
      return s.trap(error) || kWaitFailed;
    }
  },

  waitSync(sync: unknown, flags: number, timeout: unknown): void {
    const s = stateOf(this);
    need(arguments.length, 3, 'waitSync');
    const name = s.required(sync, ObjectKind.Sync, 'waitSync', 1);
    if (name < 0) return;
    try {
      s.x.gl_waitSync(name, flags, toInt64(timeout));
    } catch (error) {
      s.trap(error);
    }
  },

  getSyncParameter(sync: unknown, pname: number): unknown {
    const s = stateOf(this);
    need(arguments.length, 2, 'getSyncParameter');
    const name = s.required(sync, ObjectKind.Sync, 'getSyncParameter', 1);
    if (name < 0) return null;
    return queryValue(s, 'gl_getSyncParameter', name, pname);
  },
} satisfies Methods & ThisType<unknown>;
