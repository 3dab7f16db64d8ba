// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Presets of butterchurn: each has a warp and a composite shader.

import butterchurn from 'butterchurn';
import all from 'butterchurn-presets';
import extra from 'butterchurn-presets/lib/butterchurnPresetsExtra.min.js';
import extra2 from 'butterchurn-presets/lib/butterchurnPresetsExtra2.min.js';
import first from 'butterchurn-presets/lib/butterchurnPresetsMD1.min.js';
import others from 'butterchurn-presets/lib/butterchurnPresetsNonMinimal.min.js';
import {canvasIn, each} from './common.js';

export default async function draw(host) {
  const audio = new AudioContext();
  const visualizer = (butterchurn.default ?? butterchurn).createVisualizer(audio, canvasIn(host), {
    width: 32,
    height: 32,
  });
  const presets = {};
  for (const pack of [all, extra, extra2, first, others]) Object.assign(presets, (pack.default ?? pack).getPresets());
  await each(Object.values(presets), async (preset) => {
    await visualizer.loadPreset(preset, 0);
    const levels = {timeByteArray: new Uint8Array(1024).map((_, i) => 128 + 90 * Math.sin(i / 9))};
    levels.timeByteArrayL = levels.timeByteArrayR = levels.timeByteArray;
    visualizer.render({elapsedTime: 0.03, audioLevels: levels});
  });
}
