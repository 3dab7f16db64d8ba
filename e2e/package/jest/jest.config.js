// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

module.exports = {
  projects: ['node', 'jsdom', '@happy-dom/jest-environment'].map((testEnvironment) => ({
    testEnvironment,
    transform: {},
    testMatch: [`<rootDir>/${testEnvironment === 'node' ? 'node' : 'dom'}.spec.js`],
    displayName: testEnvironment,
  })),
};
