// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import fs from 'node:fs';
import {getJestConfig} from '@storybook/test-runner';

const config = getJestConfig();
const {'jest-playwright': playwright, ...environment} = config.testEnvironmentOptions ?? {};

export default {
  ...config,
  testEnvironmentOptions: {
    ...environment,
    'jest-playwright': {...playwright, launchOptions: JSON.parse(fs.readFileSync('launch.json', 'utf8'))},
  },
};
