// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

module.exports = {
  mode: 'production',
  entry: './main.js',
  output: {path: `${__dirname}/out`, filename: 'main.js', clean: true},
  experiments: {topLevelAwait: true},
  performance: false,
};
