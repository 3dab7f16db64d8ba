// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a page or a person may want to know of this copy.

import {page} from './loader/page.ts';
import {isSupported} from './present/contexts.ts';
import {kVersion} from './version.ts';

export interface Info {
  readonly name: 'soft-webgl2';
  readonly version: string;
  /** This engine can run the core. */
  readonly supported: boolean;
  /** The core is here: contexts can be made. */
  readonly loaded: boolean;
  /** getContext gives our contexts in this page. */
  readonly active: boolean;
}

export function getInfo(): Info {
  const installation = (globalThis as {[key: symbol]: {active: boolean} | undefined})[
    Symbol.for('soft-webgl2.installation')
  ];
  return {
    name: 'soft-webgl2',
    version: kVersion,
    supported: isSupported(),
    loaded: page.loaded,
    active: installation?.active ?? false,
  };
}
