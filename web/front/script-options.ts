// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a page says to scripts that install by themselves.

import {kSwitch, kTagOptionNames, kTagOptions, type InstallOptions} from '../options/options.ts';
import {say} from './say.ts';

/**
 * `softWebgl2Options` of the global scope, and over them the `data-*` attributes
 * of a script's tag. What is no value of its option is left out, and told.
 */
export function scriptOptions(tag?: HTMLScriptElement | null): InstallOptions {
  const {softWebgl2Options} = globalThis as {softWebgl2Options?: object};
  const options: {[name: string]: unknown} = {...softWebgl2Options};
  for (const name of kTagOptionNames) {
    const text = tag && tag.dataset[name];
    if (typeof text === 'string') options[name] = kSwitch.test(text) ? text === 'true' : text;
    const value = options[name];
    if (value === undefined || typeof value === 'function' || kTagOptions[name].test(String(value))) continue;
    delete options[name];
    say(`${name} cannot be '${String(value)}'`);
  }
  return options;
}
