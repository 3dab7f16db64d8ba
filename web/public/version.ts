// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The version of package.json; a test compares the two.

export const kVersion = '0.0.0';
