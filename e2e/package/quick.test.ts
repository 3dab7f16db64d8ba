// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The tarball in the commonest settings, without a look at a registry. `npm run test:package` has the others.

import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from '@playwright/test';
import {PNG} from 'pngjs';
import {build} from 'vite';
import {listFiles, root, runPackage} from '../../scripts/shell.ts';
import {launchOptions} from '../browser.ts';
import {emptyProject, expectGreen, inProject, serve, withPage, write} from './harness.ts';
import {kDocuments, snippet, snippetsOf} from './snippets.ts';
import {kTypeProjects, sharedTypes} from './types.ts';

const packageJson = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const kCdn = `https://cdn.jsdelivr.net/npm/soft-webgl2@${packageJson.version}/`;

const drawCode = fs.readFileSync(path.join(root, 'e2e/package/shared/draw.js'), 'utf8');
const pageCode = fs.readFileSync(path.join(root, 'e2e/package/shared/index.html'), 'utf8');

test('a script tag that leads to a CDN', async () => {
  expect(snippet('readme-tag')).toBe(snippet('script-tag'));
  expect(snippet('script-tag')).toContain(`${kCdn}dist/auto.js`);
  const folder = await emptyProject('quick-tag');
  const cdn = await serve(path.join(folder, 'node_modules/soft-webgl2'), {cors: true});
  const tag = snippet('script-tag').replace(kCdn, cdn.url);
  const draw = "import {drawGreen} from './draw.js'; drawGreen(document.querySelector('canvas').getContext('webgl2'));";
  write(folder, {
    'page/index.html': `<!doctype html>${tag}<canvas></canvas><script type="module" src="main.js"></script>`,
    'page/main.js': draw,
    'page/draw.js': drawCode,
    'page/element.html': `<!doctype html>${snippet('element-tag').replace(kCdn, cdn.url)}`,
    'page/element-page.html': `<!doctype html>${snippet('element-page').replace(kCdn, cdn.url)}`,
    'page/watch.html': `<!doctype html><script type="importmap">{"imports": {"soft-webgl2": "${cdn.url}dist/index.js"}}</script>
      <canvas></canvas><script type="module">${snippet('watch')}</script>`,
  });
  const site = await serve(path.join(folder, 'page'));
  await withPage(async (page, lines) => {
    await expectGreen(page, site.url, lines);
    await expectGreen(page, `${site.url}element.html`, lines);
    await expectGreen(page, `${site.url}element-page.html`, lines);
    await expectGreen(page, `${site.url}watch.html`, lines);
    await expect.poll(() => lines.join()).toMatch(/compileMs.*presentMs/);
  });
  await Promise.all([site.close(), cdn.close()]);
});

test('Vite builds a page, and brings the core along', async () => {
  const code = `${snippet('bundler')}\nimport {drawGreen} from './draw.js'; drawGreen(gl);`;
  const folder = await emptyProject('quick-vite', {'main.js': code, 'draw.js': drawCode, 'index.html': pageCode});
  await build({root: folder, configFile: false, logLevel: 'error', build: {target: 'es2022', outDir: 'out'}});
  const site = await serve(path.join(folder, 'out'));
  await withPage(async (page, lines) => expectGreen(page, site.url, lines));
  await site.close();
});

test('a server imports and requires every entry for pages, and nothing happens', async () => {
  const entries = [
    'soft-webgl2',
    'soft-webgl2/inline',
    'soft-webgl2/element',
    'soft-webgl2/react',
    'soft-webgl2/alloc',
    'soft-webgl2/alloc/debug',
  ];
  const folder = await emptyProject('quick-server', {
    'import.mjs': entries.map((entry) => `import '${entry}';`).join('\n'),
    'require.cjs': entries.map((entry) => `require('${entry}');`).join('\n'),
    'load.mjs': "import {getInfo, load} from 'soft-webgl2'; await load(); console.log(String(getInfo().loaded));",
    'load.cjs':
      "const {getInfo, load} = require('soft-webgl2'); load().then(() => console.log(String(getInfo().loaded)));",
  });
  for (const file of ['import.mjs', 'require.cjs']) expect(await inProject(folder, 'node', file)).toBe('');
  for (const file of ['load.mjs', 'load.cjs']) expect(await inProject(folder, 'node', file)).toBe('true\n');
});

for (const name of ['node', 'node-require']) {
  test(`Node makes a picture (${name})`, async () => {
    const file = name === 'node' ? 'picture.mjs' : 'picture.cjs';
    const folder = await emptyProject(`quick-${name}`, {
      [file]: name === 'node' ? snippet('node') : snippet('node-require'),
    });
    await inProject(folder, 'node', file);
    const png = PNG.sync.read(fs.readFileSync(path.join(folder, 'picture.png')));
    expect([png.width, png.height, ...png.data.subarray(0, 4)]).toEqual([320, 240, 0, 204, 0, 255]);
  });
}

/** A package of the checkout, for a project that takes nothing from a registry. */
function link(folder: string, ...names: string[]): void {
  for (const name of names) {
    const target = path.join(folder, 'node_modules', name);
    fs.mkdirSync(path.dirname(target), {recursive: true});
    fs.symlinkSync(path.join(root, 'node_modules', name), target);
  }
}

test('Node draws with three.js, and in place of headless-gl', async () => {
  const folder = await emptyProject('quick-libraries', {
    'three.mjs': snippet('node-three'),
    'headless.mjs': `${snippet('node-headless-gl')}console.log(String(gl.isContextLost()));`,
  });
  link(folder, 'three');
  await inProject(folder, 'node', 'three.mjs');
  const png = PNG.sync.read(fs.readFileSync(path.join(folder, 'box.png')));
  expect([png.width, png.height]).toEqual([320, 240]);
  expect([...png.data.subarray((120 * 320 + 160) * 4).subarray(0, 4)]).toEqual([128, 128, 255, 255]); // faces us
  expect(await inProject(folder, 'node', 'headless.mjs')).toBe('true\n');
});

test('the command draws the scene of the documents, and recipes call it with options that it has', async () => {
  const folder = await emptyProject('quick-command', {
    'scene.mjs': snippet('node-scene'),
    'many.mjs': snippet('node-many'),
  });
  const cli = 'node_modules/soft-webgl2/dist/cli.js';
  const help = await inProject(folder, 'node', cli, '--help');
  const recipes = [snippet('node-commands'), snippet('node-kubernetes'), snippet('node-slurm')];
  for (const [option] of recipes.join('\n').matchAll(/--[a-z]+/g)) expect(help).toContain(option);
  await inProject(folder, 'node', cli, 'render', 'scene.mjs', '--size', '800x600', '--frames', '2', '--out', 'frames');
  const png = PNG.sync.read(fs.readFileSync(path.join(folder, 'frames/frame-0001.png')));
  expect([...png.data.subarray(-4)]).toEqual([255, 128, 0, 255]);
  expect(await inProject(folder, 'node', 'many.mjs')).toBe('');
  expect(fs.existsSync(path.join(folder, 'blue/frame-0000.png'))).toBe(true);
});

test('a project writes its first golden, and meets it', async () => {
  expect(snippet('visual-install')).toContain('soft-webgl2 @playwright/test');
  const page = `<canvas></canvas><script>requestAnimationFrame(() => {
    const gl = document.querySelector('canvas').getContext('webgl2');
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(0, 0, 100, 100);
    gl.clearColor(0, 0.8, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  });</script>`;
  const folder = await emptyProject('quick-playwright', {
    'globe.spec.ts': `${snippet('visual-test')}
const body = ${JSON.stringify(page)};
test.beforeEach(({page}) => page.route('**/globe.html', (route) => route.fulfill({contentType: 'text/html', body})));`,
    'playwright.config.ts': `export default {use: {baseURL: 'http://globe.test', launchOptions: ${JSON.stringify(launchOptions({renderer: 'none'}))}}};`,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {...kTypeProjects.bundler.compilerOptions, types: ['node']},
      include: ['*.ts'],
    }),
  });
  link(folder, '@playwright/test', 'playwright', 'playwright-core', '@types/node', 'undici-types');
  await runPackage('typescript/bin/tsc', ['-p', folder], {quiet: true});
  const cli = path.join(folder, 'node_modules/@playwright/test/cli.js');
  const run = (): Promise<string> =>
    inProject(folder, 'node', '--preserve-symlinks', '--preserve-symlinks-main', cli, 'test');
  await expect(run()).rejects.toThrow();
  expect(fs.readdirSync(path.join(folder, 'globe.spec.ts-snapshots'))).toEqual(['globe.png']);
  expect(await run()).toContain('1 passed');
});

test('files to copy are what their tools read', () => {
  const ci = snippet('visual-ci');
  // eslint-disable-next-line no-template-curly-in-string -- GitHub's own
  expect(ci).toContain('npx playwright test --shard=${{ matrix.shard }} --reporter=blob');
  expect(ci).not.toContain('\t');
  expect(snippet('visual-dockerfile')).toMatch(/^FROM node:\d+.*\n(?:(?:WORKDIR|COPY|RUN|CMD) .+\n)+$/);
});

for (const [name, config] of Object.entries(kTypeProjects)) {
  test(`TypeScript, ${name}, libraries checked, has the types of every entry`, async () => {
    const folder = await emptyProject(`quick-types-${name}`, {
      ...sharedTypes(),
      'snippet.ts': snippet('types'),
      'tsconfig.json': JSON.stringify({...config, include: ['*.ts', '*.cts']}),
    });
    await runPackage('typescript/bin/tsc', ['-p', folder], {quiet: true});
  });
}

test('every export of package.json is in the tarball, and nothing but what belongs there', async () => {
  const folder = path.join(await emptyProject('quick-files'), 'node_modules/soft-webgl2');
  const targets = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(targets);
  for (const target of [...targets(packageJson.exports), packageJson.unpkg, packageJson.customElements]) {
    if (!target.includes('*')) expect(fs.existsSync(path.join(folder, target)), target).toBe(true);
  }
  expect(fs.readdirSync(folder).sort()).toEqual(
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.txt', 'dist', 'package.json'].sort(),
  );
});

test('custom-elements.json knows the element', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'dist/custom-elements.json'), 'utf8'));
  const [{declarations, exports}] = manifest.modules;
  expect(exports.map(({name}: {name: string}) => name)).toEqual(['SoftWebgl2Canvas', 'soft-webgl2-canvas']);
  const names = (list: {name: string}[]): string[] => list.map(({name}) => name);
  expect(names(declarations[0].attributes)).toEqual(expect.arrayContaining(['width', 'prefer', 'premultiplied-alpha']));
  expect(names(declarations[0].members)).toEqual(expect.arrayContaining(['gl', 'canvas', 'ready', 'renderer']));
  expect(names(declarations[0].events)).toEqual([
    'ready',
    'error',
    'contextlost',
    'contextrestored',
    'drawingbufferresize',
  ]);
});

test('every snippet of the documents has a name, and a test that runs it', () => {
  expect(snippet('readme-npm')).toBe(snippet('install'));
  const [start, check] = snippet('readme-commands').split('\n');
  for (const line of [start!, check!]) expect(packageJson.scripts).toHaveProperty(line.split(' ')[1]!);
  const files = listFiles('e2e/package', (file) => file.endsWith('.ts'));
  const tests = files.map((file) => fs.readFileSync(path.join(root, file), 'utf8')).join('\n');
  for (const document of kDocuments) {
    for (const {name, code} of snippetsOf(document)) {
      expect(name, code).not.toBe('');
      expect(tests, `${document}: ${name}`).toContain(`snippet('${name}')`);
    }
  }
});

test('the README counts failures of the conformance suite as they are', () => {
  const known = JSON.parse(fs.readFileSync(path.join(root, 'e2e/conformance/known-failures.json'), 'utf8'));
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  expect(readme).toContain(`all pass but ${Object.keys(known).length} (`);
});
