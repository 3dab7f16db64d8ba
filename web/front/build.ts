// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What this build consists of. vite.config.js fills in the digests; sources that run as they are have none.

declare const __SOFT_WEBGL2_BUILD__: string | undefined;
declare const __SOFT_WEBGL2_ENGINE__: {readonly sha256: string; readonly mark: string} | undefined;
declare const __SOFT_WEBGL2_CORE__: {readonly sha256: string; readonly sum: number; readonly bytes: number} | undefined;

/** The version of package.json; a test compares the two. */
export const kVersion = '0.1.0';

/** Stages of one build have it in common. */
export const kBuildId = typeof __SOFT_WEBGL2_BUILD__ === 'string' ? __SOFT_WEBGL2_BUILD__ : '';

/**
 * Of soft-webgl2.js, for first stages: SHA-256 in base64, and its last characters, which are a digest of what stands before
 * them. Comparing the latter takes no time in a page that has optimised nothing yet.
 */
export const kEngine = typeof __SOFT_WEBGL2_ENGINE__ === 'undefined' ? {sha256: '', mark: ''} : __SOFT_WEBGL2_ENGINE__;

/** Of soft-webgl2.wasm. */
export const kCore =
  typeof __SOFT_WEBGL2_CORE__ === 'undefined' ? {sha256: '', sum: 0, bytes: 0} : __SOFT_WEBGL2_CORE__;
