// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {PluginContext} from 'molstar/lib/mol-plugin/context.js';
import {DefaultPluginSpec} from 'molstar/lib/mol-plugin/spec.js';
import {after} from './common.js';

/** A helix of alanine, backbone and all. */
function helix(residues) {
  const atoms = [
    ['N', 1.55, 0, 0],
    ['CA', 2.28, 28, 0.88],
    ['C', 1.68, 54, 2.0],
    ['O', 2.0, 52, 3.17],
    ['CB', 3.3, 28, 0.3],
  ];
  const lines = [];
  for (let r = 0; r < residues; ++r) {
    for (const [name, radius, degrees, rise] of atoms) {
      const angle = ((degrees + 100 * r) * Math.PI) / 180;
      const at = [rise + 1.5 * r, radius * Math.cos(angle), radius * Math.sin(angle)].map((v) =>
        v.toFixed(3).padStart(8),
      );
      const number = String(lines.length + 1).padStart(5);
      lines.push(
        `ATOM  ${number}  ${name.padEnd(3)} ALA A${String(r + 1).padStart(4)}    ${at.join('')}  1.00 20.00           ${name[0]}`,
      );
    }
  }
  return [...lines, 'END'].join('\n');
}

export default async function draw(host) {
  const plugin = new PluginContext(DefaultPluginSpec());
  await plugin.init();
  const canvas = document.createElement('canvas');
  host.append(canvas);
  if (!(await plugin.initViewerAsync(canvas, host))) throw new Error('no viewer');
  const data = await plugin.builders.data.rawData({data: helix(18)});
  const trajectory = await plugin.builders.structure.parseTrajectory(data, 'pdb');
  const model = await plugin.builders.structure.createModel(trajectory);
  const structure = await plugin.builders.structure.createStructure(model);
  for (const type of ['cartoon', 'ball-and-stick', 'molecular-surface']) {
    const typeParams = type === 'molecular-surface' ? {alpha: 0.4} : {};
    await plugin.builders.structure.representation.addRepresentation(structure, {
      type,
      typeParams,
      color: 'residue-name',
    });
  }
  plugin.canvas3d.requestCameraReset({durationMs: 0});
  await after(3000);
  plugin.managers.camera.reset(undefined, 0);
  await after(1000);
}
