// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The parts of tile packages that the site uses; they have no types of their own.

declare module 'geojson-vt' {
  export default function geojsonvt(
    data: never,
    options: {maxZoom: number; indexMaxZoom: number},
  ): {getTile(z: number, x: number, y: number): object | null};
}
declare module 'vt-pbf' {
  const vtpbf: {fromGeojsonVt(layers: {[name: string]: object}, options: {version: number}): Uint8Array};
  export default vtpbf;
}
declare module 'topojson-client' {
  export function feature(topology: unknown, object: unknown): unknown;
}
