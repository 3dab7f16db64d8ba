// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// What a run drew: a hash for each frame, so that runs on other machines can be joined and compared.

export interface Manifest {
  readonly renderer: string;
  readonly scene: string;
  readonly width: number;
  readonly height: number;
  /** Of the whole, whoever draws them; numbered from 0. */
  readonly frames: number;
  readonly fps: number;
  /** renderingHash() of the frames that this run drew, by their numbers. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** `2/8`: the second of eight shares. Throws a TypeError in words. */
export function parseShard(text: string): {index: number; count: number} {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!index || !count || index > count) throw new TypeError(`--shard ${text}: say which share of how many, as in 2/8`);
  return {index, count};
}

/** Numbers of the frames of a share: neighbours, so that files of a share lie together; shares differ by one at most. */
export function framesOf(frames: number, {index, count}: {index: number; count: number}): number[] {
  const start = Math.floor((frames * (index - 1)) / count);
  const end = Math.floor((frames * index) / count);
  return Array.from({length: end - start}, (_, i) => start + i);
}

const kCommon = ['renderer', 'scene', 'width', 'height', 'frames', 'fps'] as const;

export function parseManifest(text: string, file: string): Manifest {
  let value: Partial<Manifest>;
  try {
    value = JSON.parse(text) as Partial<Manifest>;
  } catch {
    throw new TypeError(`${file} is no manifest: it is no JSON`);
  }
  for (const name of [...kCommon, 'hashes'] as const) {
    if (value?.[name] === undefined) throw new TypeError(`${file} is no manifest: it has no '${name}'`);
  }
  return value as Manifest;
}

const ranges = (numbers: readonly number[]): string => {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
};

/** Joins manifests of one run. `complaints`: what does not fit, and what is missing. */
export function mergeManifests(parts: readonly {file: string; manifest: Manifest}[]): {
  merged: Manifest;
  complaints: string[];
} {
  const [first] = parts;
  if (!first) throw new TypeError('merge: there are no manifests');
  const complaints: string[] = [];
  const hashes: Record<string, string> = {};
  const origin: Record<string, string> = {};
  for (const {file, manifest} of parts) {
    for (const name of kCommon) {
      if (manifest[name] === first.manifest[name]) continue;
      complaints.push(`${file}: ${name} is ${manifest[name]}, and ${first.manifest[name]} in ${first.file}`);
    }
    for (const [frame, hash] of Object.entries(manifest.hashes)) {
      const known = hashes[frame];
      if (known !== undefined && known !== hash) {
        complaints.push(`frame ${frame} is another picture in ${file} than in ${origin[frame]}`);
      }
      hashes[frame] = hash;
      origin[frame] = file;
    }
  }
  const {frames} = first.manifest;
  const missing = Array.from({length: frames}, (_, frame) => frame).filter((frame) => !(frame in hashes));
  if (missing.length > 0) complaints.push(`frames ${ranges(missing)} of ${frames} are missing`);
  return {merged: {...first.manifest, hashes}, complaints};
}
