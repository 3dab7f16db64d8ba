// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npx tsx scripts/threads-picture.ts [build/bench.json]`: docs/threads.svg and the table of docs/performance.md, from what
// `npm run bench -- --threads 1,2` wrote.

import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {groupCurves, kForetold, type GroupCurve, type SceneFigures} from '../e2e/bench/thread-figures.ts';
import {root} from './shell.ts';

const kWidth = 640;
const kHeight = 400;
const kPlot = {left: 56, right: 500, top: 24, bottom: 348};
const kColors = ['#9a3412', '#1d4ed8', '#15803d', '#a16207', '#6d28d9', '#1d1c1a'];
const kMost = 16;

/** Both axes are logarithmic: who is twice as fast with twice the threads goes along the diagonal. */
const x = (threads: number): number =>
  kPlot.left + (Math.log2(threads) / Math.log2(kMost)) * (kPlot.right - kPlot.left);
const y = (times: number): number => kPlot.bottom - (Math.log2(times) / Math.log2(kMost)) * (kPlot.bottom - kPlot.top);
const point = (threads: number, times: number): string => `${x(threads).toFixed(1)} ${y(times).toFixed(1)}`;

/** Names at the curves' ends, as near to them as they can be without meeting. */
export function spread(ends: readonly number[], distance: number): number[] {
  const order = ends.map((_, i) => i).sort((a, b) => ends[a]! - ends[b]!);
  const places = [...ends];
  for (let round = 0; round < 50; ++round) {
    for (let i = 1; i < order.length; ++i) {
      const [upper, lower] = [order[i - 1]!, order[i]!];
      const missing = distance - (places[lower]! - places[upper]!);
      if (missing <= 0) continue;
      places[upper]! -= missing / 2;
      places[lower]! += missing / 2;
    }
  }
  return places;
}

/** How many times as fast as one thread each group of scenes is: a line where foretold, dots where measured. */
export function threadsPicture(curves: readonly GroupCurve[]): string {
  const counts = [1, ...kForetold];
  const grid = counts.flatMap((n) => [
    `<path class="g" d="M${point(n, 1)}V${kPlot.top}M${point(1, n)}H${kPlot.right}"/>`,
    `<text class="s" x="${x(n).toFixed(1)}" y="${kPlot.bottom + 20}" text-anchor="middle">${n}</text>`,
    `<text class="s" x="${kPlot.left - 10}" y="${(y(n) + 4).toFixed(1)}" text-anchor="end">${n}</text>`,
  ]);
  const places = spread(
    curves.map(({foretold}) => y(1 / foretold[kMost]!)),
    18,
  );
  const lines = curves.flatMap(({group, measured, foretold}, i) => {
    const color = kColors[i % kColors.length]!;
    const way = kForetold.map((n) => point(n, 1 / foretold[n]!));
    const dots = Object.entries(measured)
      .filter(([n]) => Number(n) > 1)
      .map(([n, ratio]) => {
        const at = [x(Number(n)), y(1 / ratio)].map((place) => place.toFixed(1));
        return `<circle cx="${at[0]}" cy="${at[1]}" r="4.5" fill="${color}"/>`;
      });
    return [
      `<path d="M${point(1, 1)}L${way.join('L')}" stroke="${color}"/>`,
      ...dots,
      `<text x="${kPlot.right + 12}" y="${(places[i]! + 5).toFixed(1)}" style="fill:${color}">${group}</text>`,
    ];
  });
  const label = 'Times as fast as one thread with 1 to 16 threads, by group of scenes: foretold, and measured with 2';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${kWidth} ${kHeight}" width="${kWidth}" height="${kHeight}" role="img" aria-label="${label}">`,
    '<!-- SPDX-FileCopyrightText: The soft-webgl2 authors --><!-- SPDX-License-Identifier: MIT -->',
    '<style>text{font:15px system-ui,sans-serif;fill:#1d1c1a}.s{font-size:13px;fill:#5f5b54}path{fill:none;stroke-width:2}.g{stroke:#e4e0d8;stroke-width:1}</style>',
    `<rect x="0.5" y="0.5" width="${kWidth - 1}" height="${kHeight - 1}" rx="12" fill="#fbfaf7" stroke="#e4e0d8"/>`,
    ...grid,
    ...lines,
    `<text class="s" x="${(kPlot.left + kPlot.right) / 2}" y="${kHeight - 14}" text-anchor="middle">threads; lines are foretold, dots measured; upwards: times as fast as one thread</text>`,
    '</svg>',
    '',
  ].join('\n');
}

export function threadsTable(curves: readonly GroupCurve[]): string {
  const measured = Object.keys(curves[0]?.measured ?? {})
    .map(Number)
    .filter((n) => n > 1);
  const foretold = kForetold.filter((n) => !measured.includes(n));
  const heads = [...measured.map((n) => `${n}, measured`), ...foretold.map((n) => `${n}, foretold`)];
  return [
    `| scenes | ${heads.join(' | ')} |`,
    `|---|${heads.map(() => '---|').join('')}`,
    ...curves.map((curve) => {
      const cells = [...measured.map((n) => curve.measured[n]), ...foretold.map((n) => curve.foretold[n])];
      return `| ${curve.group} | ${cells.map((ratio) => ratio?.toFixed(2) ?? '').join(' | ')} |`;
    }),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? path.join(root, 'build/bench.json');
  const {threads} = JSON.parse(fs.readFileSync(file, 'utf8')) as {threads: SceneFigures[]};
  const curves = groupCurves(threads);
  fs.writeFileSync(path.join(root, 'docs/threads.svg'), threadsPicture(curves));
  console.log(threadsTable(curves));
}
