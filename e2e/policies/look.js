// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Notes who answers getContext in the script whose `data-as` this is, or in a module.

(() => {
  const as = document.currentScript?.dataset.as ?? 'module';
  const gl = document.createElement('canvas').getContext('webgl2');
  (globalThis.looks ??= {})[as] =
    gl !== null && Object.hasOwn(globalThis, 'softWebgl2') && globalThis.softWebgl2.active;
})();
