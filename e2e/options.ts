// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How the tools here read their command lines.

import {type ParseArgsConfig, parseArgs} from 'node:util';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;
type Values<T extends OptionsConfig> = ReturnType<typeof parseArgs<{options: T}>>['values'];

export class CommandLine<T extends OptionsConfig> {
  readonly values: Values<T>;
  readonly #tool: string;

  /** Ends the process where `--help` is asked for, which prints `help`, and where the arguments are wrong. */
  constructor(tool: string, help: string, options: T, args = process.argv.slice(2)) {
    this.#tool = tool;
    let read: {[name: string]: unknown} = {};
    try {
      read = parseArgs({args, options: {...options, help: {type: 'boolean', short: 'h', default: false}}}).values;
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
    if (read['help'] === true) {
      console.log(help);
      process.exit(0);
    }
    this.values = read as Values<T>;
  }

  /** Ends the process: whoever called it has to say something else. */
  fail(message: string): never {
    console.error(`${this.#tool}: ${message}`);
    process.exit(2);
  }

  /** `--name` as a number from `least` on. */
  number(name: keyof Values<T> & string, least = -Infinity): number {
    const value = Number(this.values[name]);
    return Number.isFinite(value) && value >= least
      ? value
      : this.fail(`--${name} needs a number${least === -Infinity ? '' : ` from ${least} on`}`);
  }

  /** `--name` as one of `choices`. */
  choice<C extends string>(name: keyof Values<T> & string, choices: readonly C[]): C {
    const value = this.values[name];
    return choices.find((choice) => choice === value) ?? this.fail(`--${name} knows ${choices.join(' and ')}`);
  }
}

/** Native renderers to compare with. */
export const kNativeRenderers = ['swiftshader', 'llvmpipe'] as const;
