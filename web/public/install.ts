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

/** `load` brings the engine, where `source` has to wait for it. */
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
  if (!load) return install(options, source);
  const early = mayBeWanted(options);
  return install(
    options,
    Object.create(source, {
      get: {
        value() {
          const engine = source.get();
          if (!engine) load().catch(() => undefined); // for whoever asks again
          return engine;
        },
      },
      load: {value: (wanted: boolean) => (wanted || early ? load() : Promise.resolve())},
    }) as EngineSource,
  );
}
