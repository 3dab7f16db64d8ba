// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

const of = (environment) => ({
  test: {
    name: environment,
    environment,
    globals: true,
    include: [`${environment === 'node' ? 'node' : 'dom'}.spec.js`],
  },
});

export default {test: {projects: ['node', 'jsdom', 'happy-dom'].map(of)}};
