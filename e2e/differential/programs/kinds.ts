// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The generators of programs, each for both languages.

import type {Kind} from '../kind.ts';
import {Random} from '../../random.ts';
import {constants} from './constants.ts';
import {declarations} from './declarations.ts';
import {known} from './known.ts';
import {linking} from './linking.ts';
import {mutations} from './mutations.ts';
import {names} from './names.ts';
import {preprocessor} from './preprocessor.ts';
import {
  type Language,
  type Program,
  type ProgramOutcome,
  compareOutcomes,
  describeOutcome,
  readProgram,
  reduceProgram,
  runProgram,
  showProgram,
} from './program.ts';
import {statements} from './statements.ts';

const generators: Readonly<Record<string, (random: Random, language: Language) => Program>> = {
  declarations,
  constants,
  names,
  preprocessor,
  linking,
  mutations,
  statements,
};

export const programKinds = Object.entries(generators).flatMap(([name, generate]) =>
  ([100, 300] as const).map((language): Kind<Program, ProgramOutcome> => ({
    name: `${name}-${language}`,
    generate: (seed) => generate(new Random(seed), language),
    run: runProgram,
    compare: compareOutcomes,
    accepted: ({linked}) => linked,
    reduce: reduceProgram,
    show: showProgram,
    read: readProgram,
    describe: describeOutcome,
    known,
  })),
);
