// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export function prepare(gl: WebGL2RenderingContext): void;
export function drawLittle(gl: WebGL2RenderingContext): void;
export function drawMuch(gl: WebGL2RenderingContext, frames?: number): number;
export function threadsOf(
  gl: WebGL2RenderingContext,
  count: number,
  limitMs?: number,
): Promise<{threads: number; reason: string}>;
