// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

const environments = ['node', 'jsdom', 'happy-dom'];

const of = (environment) => ({
  test: {
    name: environment,
    environment,
    globals: true,
    include: [`${environment === 'node' ? 'node' : 'dom'}.spec.js`],
  },
});

const withSetup = (environment) => ({
  test: {
    name: `${environment}, set up`,
    environment,
    globals: true,
    include: ['setup.spec.js'],
    setupFiles: ['soft-webgl2/vitest'],
  },
});

export default {test: {projects: [...environments.map(of), ...environments.map(withSetup)]}};
