// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// install() for those who call it: a mistake in the options throws.

import {currentInstallation, install, type Installation} from '../front/installation.ts';
import type {EngineSource} from '../front/engine.ts';
import {say} from '../front/say.ts';
import {checkOptions, otherOptions} from '../options/check.ts';
import type {InstallOptions} from '../options/options.ts';

/** Whether a page that has WebGL may want contexts of ours as well, and cannot wait for the engine then. */
function mayBeWanted({prefer, maxNativeContexts}: InstallOptions): boolean {
  if (typeof prefer === 'function' || maxNativeContexts !== undefined) return true;
  return typeof document === 'object' && document.querySelector('canvas[data-soft-webgl2=software]') !== null;
}

export function installChecked(
  options: InstallOptions,
  source: EngineSource,
  load?: () => Promise<void>,
): Installation {
  checkOptions(options);
  const others = otherOptions(currentInstallation()?.options ?? options, options);
  if (others.length > 0) {
    say(`install() came before, with another ${others.join(', ')}, and stays as it is: call its uninstall() first`);
  }
  return install(options, source, load && {load, early: mayBeWanted(options)});
}
