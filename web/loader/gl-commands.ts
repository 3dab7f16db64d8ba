// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Names of the core's commands, for entry points that are made from tables.

import type {CoreExports} from './boundary.ts';

export type GlCommand = Extract<keyof CoreExports, `gl_${string}`>;

/** How many numbers a command takes. */
export type ArityOf<Name extends GlCommand> = Parameters<CoreExports[Name]>['length'];

/** Commands that take so many. */
export type CommandOf<Arity extends number> = {
  [Name in GlCommand]: ArityOf<Name> extends Arity ? Name : never;
}[GlCommand];

/** The commands, where calls pass more than some of them take: wasm leaves surplus arguments alone. */
export type LooseCommands<Name extends GlCommand> = Readonly<Record<Name, (...args: number[]) => unknown>>;
