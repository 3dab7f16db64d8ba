// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Stands for whatever else of Node is imported: it can be named, and says so when it is used.

import {NotInPages} from './test.ts';

export function absent(name: string): object {
  const refuse = (): never => {
    throw new NotInPages(`${name} is Node's`);
  };
  return new Proxy(function () {}, {
    get: (target, key) =>
      typeof key === 'symbol' || key === 'prototype' || key === '__esModule'
        ? (Reflect.get(target, key) as unknown)
        : absent(`${name}.${key}`),
    // Imports of names are looked for on an object that has this one as its prototype.
    getPrototypeOf: () => absent(name),
    apply: refuse,
    construct: refuse,
  });
}
