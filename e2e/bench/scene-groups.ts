// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which scenes belong together: means are of groups, too, so that no group hides another.

import {geometricMean} from './statistics.ts';

/** By file, without its ending. */
export const kSceneGroups: Readonly<Record<string, readonly string[]>> = {
  functions: [
    'arc-tangents',
    'divergent-loop',
    'exponentials',
    'large-sines',
    'logarithms',
    'matrices',
    'powers',
    'ray-marcher',
    'roots',
    'sines',
    'warped-noise',
  ],
  'look-ups': [
    'anisotropic',
    'atlas',
    'bilinear',
    'blur',
    'clouds',
    'compared',
    'environment',
    'gradients',
    'half-float-map',
    'integer-texels',
    'light-list',
    'median',
    'mirrored',
    'nearest-levels',
    'odd-sizes',
    'srgb',
    'surroundings',
    'trilinear',
    'volume',
  ],
  targets: [
    'blended-fill',
    'float-passes',
    'half-float-lights',
    'half-float-target',
    'several-targets',
    'solid-fill',
    'stencil-counts',
  ],
  geometry: [
    'dense-mesh',
    'dense-mesh-antialiased',
    'feedback',
    'foliage',
    'glass-antialiased',
    'grid-lines',
    'impostors',
    'instanced-cubes',
    'instanced-cubes-antialiased',
    'lines-antialiased',
    'particles',
    'shadow-map',
    'skinning',
    'sprites',
    'terrain',
  ],
  'fixed costs': ['clear', 'many-draw-calls', 'shader-compile', 'upload-and-read'],
};

export function groupOf(scene: string): string {
  for (const [group, scenes] of Object.entries(kSceneGroups)) {
    if (scenes.includes(scene)) return group;
  }
  throw new Error(`${scene} belongs to no group (scene-groups.ts)`);
}

export interface GroupMeans {
  readonly groups: Readonly<Record<string, number>>;
  /** Of the groups that have a scene. */
  readonly mean: number;
}

/** ratios: of scenes. */
export function groupMeans(ratios: ReadonlyMap<string, number>): GroupMeans {
  const groups: Record<string, number> = {};
  for (const group of Object.keys(kSceneGroups)) {
    const own = [...ratios].filter(([scene]) => groupOf(scene) === group).map(([, ratio]) => ratio);
    if (own.length > 0) groups[group] = geometricMean(own);
  }
  return {groups, mean: geometricMean(Object.values(groups))};
}
