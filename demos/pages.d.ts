// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export const kPages: readonly {readonly name: string; readonly title: string; readonly text: string}[];
