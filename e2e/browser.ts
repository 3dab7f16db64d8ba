// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How every tool here starts Chromium. The browser is $CHROMIUM, else one on PATH, else Playwright's own.

import fs from 'node:fs';
import path from 'node:path';
import type {LaunchOptions} from '@playwright/test';

/**
 * Who answers `getContext('webgl2')` natively: Chromium's SwiftShader, Mesa's llvmpipe, nobody, or whoever would on a
 * user's machine without a usable GPU (`blocked`, nobody since Chromium gave up its automatic software fallback).
 */
export type Renderer = 'swiftshader' | 'llvmpipe' | 'none' | 'blocked';

const commonFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const rendererFlags: Record<Renderer, readonly string[]> = {
  swiftshader: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  llvmpipe: ['--use-angle=gl-egl', '--ignore-gpu-blocklist'],
  // The first flag alone leaves WebGL on for OffscreenCanvas and in workers.
  none: ['--disable-3d-apis', '--disable-gpu', '--disable-software-rasterizer'],
  blocked: ['--use-angle=default'],
};

// What Playwright adds to headless browsers, and what would hide the renderer that was asked for.
const playwrightRendererFlags: Record<Renderer, string[]> = {
  swiftshader: ['--use-angle=swiftshader-webgl'],
  llvmpipe: ['--use-angle=swiftshader-webgl', '--enable-unsafe-swiftshader'],
  none: ['--use-angle=swiftshader-webgl', '--enable-unsafe-swiftshader'],
  blocked: ['--use-angle=swiftshader-webgl', '--enable-unsafe-swiftshader'],
};

export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
      const file = path.join(folder, name);
      if (fs.existsSync(file)) return file;
    }
  }
  return undefined;
}

export interface BrowserChoice {
  /** @default 'swiftshader' */
  renderer?: Renderer;
  /** Further command-line flags. */
  flags?: readonly string[];
  /** Use this binary instead of the one found. */
  executablePath?: string;
}

export function launchOptions({
  renderer = 'swiftshader',
  flags = [],
  executablePath,
}: BrowserChoice = {}): LaunchOptions {
  const executable = executablePath ?? findChromium();
  return {
    ...(executable ? {executablePath: executable} : {}),
    args: [...commonFlags, ...rendererFlags[renderer], ...flags],
    ignoreDefaultArgs: playwrightRendererFlags[renderer],
  };
}

/**
 * A function as text that calls it with `argument` in a page. The loader that strips types marks functions with a
 * helper, `__name`, which pages do not have.
 */
export function pageScript<T>(work: (argument: T) => unknown, argument: T): string {
  return `(() => { const __name = (f) => f; return (${String(work)})(${JSON.stringify(argument)}); })()`;
}
