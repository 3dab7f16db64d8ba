// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The generators of states, one for each theme.

import type {Kind} from '../kind.ts';
import {type StateCase, reduceCase, showCase} from './case.ts';
import {type Theme, generate} from './generate.ts';
import {known} from './known.ts';
import {type StateOutcome, compareStates, describeState} from './outcome.ts';
import {runState} from './player.ts';

const kThemes: readonly Theme[] = [
  'blend',
  'depth',
  'stencil',
  'targets',
  'samples',
  'blits',
  'mipmaps',
  'look-ups',
  'primitives',
  'lines',
  'feedback',
  'reads',
  'mixed',
];

export const stateKinds = kThemes.map((theme): Kind<StateCase, StateOutcome> => ({
  name: `state-${theme}`,
  generate: (seed) => generate(seed, theme),
  run: runState,
  compare: compareStates,
  accepted: ({errors}) => errors.every((error) => error === ''),
  reduce: reduceCase,
  show: showCase,
  describe: describeState,
  known,
}));
