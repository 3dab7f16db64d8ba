// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

const environments = ['node', 'jsdom', '@happy-dom/jest-environment'];

const projects = environments.map((testEnvironment) => ({
  testEnvironment,
  transform: {},
  testMatch: [`<rootDir>/${testEnvironment === 'node' ? 'node' : 'dom'}.spec.js`],
  displayName: testEnvironment,
}));

const withSetup = environments.map((testEnvironment) => ({
  testEnvironment,
  transform: {},
  testMatch: ['<rootDir>/setup.spec.js'],
  displayName: `${testEnvironment}, set up`,
  setupFiles: ['soft-webgl2/jest'],
}));

module.exports = {projects: [...projects, ...withSetup]};
