// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// How a classic first stage comes by the engine's script, soft-webgl2.js beside it, while a page's call waits.

import {kBuildId, kEngine, kVersion} from './build.ts';
import {kHandover, type Engine, type EngineSource} from './engine.ts';
import {say} from './say.ts';

interface Policy {
  createScript(text: string): string;
  createHTML(text: string): string;
  createScriptURL(text: string): string;
}
interface Scope {
  [kHandover]?: ((engine: Engine) => void) | undefined;
  trustedTypes?: {createPolicy(name: string, rules: Policy): Policy};
}
const scope = globalThis as Scope;

let policy: Policy | undefined;

/** Text that Trusted Types let pass, where the page's policy admits `soft-webgl2`. */
export function trusted(): Policy {
  if (policy) return policy;
  const same = (text: string): string => text;
  const rules = {createScript: same, createHTML: same, createScriptURL: same};
  try {
    if (scope.trustedTypes) policy = scope.trustedTypes.createPolicy('soft-webgl2', rules);
  } catch {
    // plain text then, which fails in its turn where it must be trusted
  }
  return (policy = policy || rules);
}

/** The engine's script, by a synchronous request; throws in words that say what to do. */
export function requestEngine(url: string): string {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', url, false);
  try {
    xhr.send();
  } catch {
    throw new Error(`${url} cannot be requested: allow it by policy (connect-src, sync-xhr)`);
  }
  const {status, responseText: text} = xhr;
  if (status >= 400) throw new Error(`${url} answered ${status}: ${kTogether}`);
  if (/^\s*</.test(text)) throw new Error(`${url} is HTML, no script: ${kTogether}`);
  if (!text.endsWith(kEngine.mark)) throw new Error(otherVersion(url));
  return text;
}

const kTogether = `put all files of version ${kVersion} there`;

const otherVersion = (url: string): string => `${url} is cut off, or of another version: ${kTogether}, and reload`;

export interface StagedEngine extends EngineSource {
  /** Another way of loading is under way. Why, if nothing comes of it. */
  expect(why: string): void;
}

/** `load` has the engine's script run before it returns, or throws. */
export function stagedEngine(url: string, load: () => void): StagedEngine {
  let engine: Engine | null = null;
  let tried = false;
  const source = {
    why: '',
    peek: () => engine,
    get() {
      if (!tried) {
        source.expect('no script can run at once: allow inline ones (script-src)');
        try {
          load();
        } catch (error) {
          source.why = (error as Error).message;
        }
      }
      if (!engine) say(`${source.why}, or use auto-inline.js`);
      return engine;
    },
    expect(why: string) {
      tried = true;
      source.why = why;
      scope[kHandover] = (got) => {
        if (got.id === kBuildId) engine = got;
        else source.why = otherVersion(url);
        delete scope[kHandover];
      };
    },
  };
  return source;
}
