// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What Lit finds in place of a DOM on a server: enough to define a class that nobody makes.

export const HTMLElement = class {};
export const customElements = undefined;
