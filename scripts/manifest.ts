// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// dist/custom-elements.json: what editors and documentation tools know of `<soft-webgl2-canvas>`, read from its source.

import fs from 'node:fs';
import path from 'node:path';
import {buildDir, distDir, root, runPackage} from './shell.ts';

const kElement = 'web/element/soft-webgl2-canvas.ts';
const kModule = 'dist/element.js';

interface Member {
  name: string;
  privacy?: string;
}

interface Declaration {
  name: string;
  members?: Member[];
  events?: {name: string; description?: string}[];
  superclass?: unknown;
}

export async function buildManifest(): Promise<void> {
  const folder = path.join(buildDir, 'manifest');
  const config = path.join(folder, 'config.mjs');
  fs.mkdirSync(folder, {recursive: true});
  // Only a file can say that package.json is to be left alone.
  const options = {globs: [kElement], outdir: path.relative(root, folder), litelement: true, packagejson: false};
  fs.writeFileSync(config, `export default ${JSON.stringify(options)};\n`);
  const words = ['analyze', '--quiet', '--config', path.relative(root, config)];
  await runPackage('@custom-elements-manifest/analyzer/cem.js', words, {quiet: true});
  const analysed = JSON.parse(fs.readFileSync(path.join(folder, 'custom-elements.json'), 'utf8'));
  const found: Declaration[] = analysed.modules.flatMap((module: {declarations: Declaration[]}) => module.declarations);
  const element = found.find(({name}) => name === 'SoftWebgl2Canvas');
  if (!element?.members) throw new Error(`${kElement} declares no SoftWebgl2Canvas`);
  delete element.superclass; // inside the package, nobody else's business
  const isOurs = ({name, privacy}: Member): boolean => privacy !== 'private' && !name.startsWith('#');
  // One without a description is the name of a variable that some code takes an event's type from.
  const events = element.events?.filter(({description}) => description !== undefined);
  const declaration = {...element, members: element.members.filter(isOurs), events, tagName: 'soft-webgl2-canvas'};
  const reference = {name: 'SoftWebgl2Canvas', module: kModule};
  const manifest = {
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path: kModule,
        declarations: [{...declaration, customElement: true}],
        exports: [
          {kind: 'js', name: 'SoftWebgl2Canvas', declaration: reference},
          {kind: 'custom-element-definition', name: 'soft-webgl2-canvas', declaration: reference},
        ],
      },
    ],
  };
  fs.writeFileSync(path.join(distDir, 'custom-elements.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
