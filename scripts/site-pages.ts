// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Frames for the pages of the site: head, way back, source to copy; documents as pages; and the files of dist/ beside
// them, for those pages that load the package by a tag.

import fs from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';
import type {Plugin} from 'vite';
import {kPages} from '../demos/pages.js';
import {distDir, listFiles, root} from './shell.ts';
import {worldTiles} from './tiles.ts';

const {version} = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {version: string};
const kCdn = `https://cdn.jsdelivr.net/npm/soft-webgl2@${version}/dist/`;

/** Documents that readers look for first, in order. Decisions are for those who change the package. */
const kFirst = ['getting-started', 'element', 'options', 'statistics', 'troubleshooting', 'support', 'how-it-works'];
const kSkipped = /^docs\/(decisions\/|plan-|releasing)/;

const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export function documents(): {file: string; name: string; title: string}[] {
  const files = listFiles('docs', (file) => file.endsWith('.md')).filter((file) => !kSkipped.test(file));
  const rank = (name: string): number => (kFirst.includes(name) ? kFirst.indexOf(name) : kFirst.length);
  return files
    .map((file) => {
      const name = file.slice('docs/'.length, -'.md'.length);
      return {file, name, title: /^# (.+)$/m.exec(read(file))?.[1]?.replace(/[`*]/g, '') ?? name};
    })
    .sort((a, b) => rank(a.name) - rank(b.name) || a.title.localeCompare(b.title));
}

const kIcon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M8 2 15 14H1z" fill="#c8553d"/></svg>',
)}`;

/** What stands in the head of every page; `up` leads to the site's folder. */
const head = (up: string): string => `
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="${kIcon}" />
    <link rel="stylesheet" href="${up}site.css" />`;

const description = (text: string): string => `
    <meta name="description" content="${escapeHtml(text)}" />`;

const top = (up: string): string => `
    <header class="top">
      <a class="name" href="${up}index.html">soft-webgl2</a>
      <nav aria-label="Site">
        <a href="${up}index.html#gallery">Gallery</a> &nbsp; <a href="${up}index.html#docs">Documentation</a>
      </nav>
    </header>`;

const foot = (up: string): string => `
    <footer>soft-webgl2 ${version}, MIT licence. Model, pictures and code of this site are part of it; the map is made from Natural Earth.</footer>
    <script type="module" src="${up}site.js"></script>`;

const snippetOf = (code: string, name: string): string => `
      <h3>${name}</h3>
      <div class="snippet"><pre tabindex="0">${escapeHtml(code)}</pre><button data-copy>Copy</button></div>`;

/** Libraries whose files browsers load as they are published: what stands for them in an import map. */
const kModules: Readonly<Record<string, readonly [name: string, file: string][]>> = {
  three: [
    ['three', 'build/three.module.js'],
    ['three/addons/', 'examples/jsm/'],
  ],
  '@babylonjs/core': [['@babylonjs/core/', '']],
  'pixi.js': [['pixi.js', 'dist/pixi.mjs']],
};

/** The site's own rules for where a page draws, which copied pages need too. */
function stageStyle(): string {
  const rules = Array.from(read('demos/site.css').matchAll(/^\.stage\b[^}]*\}\n/gm), ([rule]) =>
    rule.replace(/^/gm, '      '),
  );
  return `  <style>\n${rules.join('').replace(/ +$/, '')}    </style>\n  `;
}

const packageOf = (specifier: string): string => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0];

function importMap(packages: readonly string[]): string {
  const imports = packages.flatMap((name) => {
    const {version: published} = JSON.parse(read(`node_modules/${name}/package.json`)) as {version: string};
    const folder = `https://cdn.jsdelivr.net/npm/${name}@${published}/`;
    return kModules[name]!.map(([specifier, file]) => `        "${specifier}": "${folder}${file}"`);
  });
  return `<script type="importmap">
      {
        "imports": {
${imports.join(',\n')}
        }
      }
    </script>
    `;
}

/** What copied sources ask for beside them, by the page's folder. */
const besideSources = (name: string): string[] =>
  listFiles(`demos/${name}`, (file) => !/\.(html|js)$|thumbnail/.test(file));

/** What a visitor copies: the page as it lies in demos/, with what it imports from a CDN or, if need be, a bundler. */
function sourceOf(name: string): string {
  const files = listFiles(`demos/${name}`, (file) => /\.(html|js)$/.test(file)).sort();
  const others = besideSources(name);
  const specifiers = files.flatMap((file) => Array.from(read(file).matchAll(/^\s*import .*?'([^'.]\S+)';/gm)));
  const packages = [...new Set(specifiers.map(([, specifier]) => packageOf(specifier!)))].filter(
    (found) => found !== 'soft-webgl2',
  );
  const bundled = packages.some((found) => !kModules[found]);
  const map = bundled || packages.length === 0 ? '' : importMap(packages);
  const clean = (text: string): string =>
    text
      .replace(/^(<!--|\/\/)\s*SPDX-.*\n/gm, '')
      .replace(/^\/\/\n/, '')
      .replaceAll('../dist/', kCdn)
      .replaceAll("'soft-webgl2'", `'${kCdn}index.js'`)
      .replace(/'soft-webgl2\/(\w+)'/g, `'${kCdn}$1.js'`)
      .replace('<script type="module"', `${map}$&`)
      .replaceAll(' vite-ignore', '')
      .replace('</head>', text.includes('class="stage"') ? `${stageStyle()}</head>` : '</head>');
  const beside = others
    .map((file) => path.posix.basename(file))
    .map((file) => `<a href="./${file}" download>${file}</a>`);
  const notes = [
    files.length > 1 ? `${files.length} files for one folder of a server` : '',
    beside.length > 0 ? `with ${beside.join(', ')} beside them` : '',
    bundled ? `a bundler such as Vite puts in ${packages.map((found) => `<code>${found}</code>`).join(', ')}` : '',
  ].filter(Boolean);
  const said = notes.length > 0 ? `<p>${notes.join('; ').replace(/^./, (first) => first.toUpperCase())}.</p>` : '';
  return said + files.map((file) => snippetOf(clean(read(file)).trim(), path.posix.basename(file))).join('');
}

function gallery(): string {
  const cards = kPages.map(
    ({name, title, text}) => `
      <li><a href="./${name}/index.html"><img src="./${name}/thumbnail.jpg" width="640" height="400" alt="" loading="lazy" />
        <strong>${title}</strong><span>${text}</span></a></li>`,
  );
  return `<ul class="cards">${cards.join('')}</ul>`;
}

function figures(): string {
  const [, pages = ''] = /\*\*(\d+) pages\*\*/.exec(read('README.md')) ?? [];
  const [, size = ''] = /\*\*(\d+ kB)\*\*/.exec(read('README.md')) ?? [];
  return `<div class="figures">
      <div><strong>${pages}</strong><span class="quiet">pages of the Khronos suite, all but three pass</span></div>
      <div><strong>${size}</strong><span class="quiet">the whole core, compressed, loaded only where it is needed</span></div>
      <div><strong>0</strong><span class="quiet">changes to your libraries: one line in the page</span></div>
    </div>`;
}

/** Names of documents by what a reader wants. */
const kGroups: Readonly<Record<string, RegExp>> = {
  'Use it': /^(getting-started|element|options|auto|workers|threads|node|visual-tests|statistics)$/,
  'When something is wrong':
    /^(troubleshooting|support|presenting|extensions|limits|shader-limits|precision|conformance)$/,
  'How it works': /^(how-it-works|architecture|performance|security|abi|alloc)$/,
  'Change it': /^(hello|checklists|lane-rules)$/,
  Reference: /^reference\//,
};

function documentList(): string {
  const groups = Object.entries(kGroups).map(([title, names]) => {
    const items = documents()
      .filter(({name}) => names.test(name))
      .map(({name, title: label}) => {
        const short = escapeHtml(label.replace(/^Reference: /, ''));
        return `<li><a href="./docs/${name}.html">${short}</a></li>`;
      });
    return `<section><h3>${title}</h3><ul>${items.join('')}</ul></section>`;
  });
  return `<div class="documents">${groups.join('')}</div>`;
}

/** A page of demos/ in its frame. */
function frame(name: string, html: string): string {
  const up = name === 'index' ? './' : '../';
  const page = kPages.find((candidate) => candidate.name === name);
  const options =
    "<script>window.softWebgl2Options = {prefer: new URLSearchParams(location.search).get('prefer') || 'auto'};</script>";
  const loads = html.includes('dist/auto.js') && !html.includes('data-max-native-contexts');
  const intro = page ? `<h1>${page.title}</h1>\n<p class="lead">${page.text}</p>` : '';
  const drawn = loads ? '<p class="quiet" data-drawn role="status"></p>' : '';
  const source = page
    ? `<h2>Source</h2><details class="source"><summary>Show what this page is made of</summary>${sourceOf(name)}</details>`
    : '';
  return html
    .replace('<head>', `<head>${head(up)}${page ? description(page.text) : ''}${loads ? options : ''}`)
    .replace('<!-- site:figures -->', figures)
    .replace('<!-- site:cards -->', gallery)
    .replace('<!-- site:docs -->', documentList)
    .replace(
      /<body>([^]*)<\/body>/,
      (_, body: string) => `<body>${top(up)}<main>${intro}${body}${drawn}${source}</main>${foot(up)}</body>`,
    );
}

function markdown(): MarkdownIt {
  const made = new MarkdownIt({html: true, linkify: false});
  const fence = made.renderer.rules.fence!;
  made.renderer.rules.fence = (...args) =>
    `<div class="snippet">${fence(...args).replace('<pre>', '<pre tabindex="0">')}<button data-copy>Copy</button></div>`;
  const indented = made.renderer.rules.code_block!;
  made.renderer.rules.code_block = (...args) => indented(...args).replace('<pre>', '<pre tabindex="0">');
  made.renderer.rules['table_open'] = () => '<div class="scroll" tabindex="0"><table>';
  made.renderer.rules['table_close'] = () => '</table></div>';
  made.renderer.rules['th_open'] = () => '<th scope="col">';
  // Ids as on code hosts: the second heading of a text has -1 behind it.
  made.renderer.rules['heading_open'] = (tokens, at, _options, env: {used?: Map<string, number>}) => {
    const used = (env.used ??= new Map<string, number>());
    const base = slug(tokens[at + 1]?.content ?? '');
    const count = used.get(base) ?? 0;
    used.set(base, count + 1);
    return `<${tokens[at]!.tag} id="${count === 0 ? base : `${base}-${count}`}">`;
  };
  return made;
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s+/g, '-');

/** As many whole sentences of a document's first paragraph as search engines show, without its markup; one at least. */
function opening(file: string, title: string, html: string): string {
  if (file.startsWith('docs/reference/')) return `${title}: what it has, made from its types.`;
  const plain = (text: string): string =>
    text
      .replace(/<[^>]+>/g, '')
      .replace(/&(lt|gt|amp|quot);/g, (_, name: string) => ({lt: '<', gt: '>', amp: '&', quot: '"'})[name]!)
      .replace(/\s+/g, ' ')
      .trim();
  const paragraphs = Array.from(html.matchAll(/<p>([^]*?)<\/p>/g), ([, text]) => plain(text!));
  const text = paragraphs.find((candidate) => /[.:]$/.test(candidate)) ?? title;
  let shown = '';
  for (const sentence of text.split(/(?<=[.!?]) /)) {
    if (shown && shown.length + sentence.length > 160) break;
    shown += shown ? ` ${sentence}` : sentence;
  }
  return shown.replace(/:$/, '.');
}

/** A document as a page; links to other documents lead to their pages, those to the rest of the checkout are no links. */
export function documentPage(file: string): string {
  const folder = path.posix.dirname(file);
  const up = '../'.repeat(file.split('/').length - 1);
  const known = new Set(documents().map((document) => document.file));
  const text = read(file).replace(/^<!--[^]*?-->\n/gm, '');
  const html = markdown()
    .render(text, {})
    .replace(/<a href="([^"]+)">([^]*?)<\/a>/g, (whole, target: string, label: string) => {
      if (/^(https?:|#)/.test(target)) return whole;
      const [name = '', anchor = ''] = target.split(/(?=#)/);
      const lead = path.posix.join(folder, name);
      return known.has(lead) ? `<a href="${name.replace(/\.md$/, '.html')}${anchor}">${label}</a>` : label;
    })
    // Empty headings are no headings: the first column of many tables has none.
    .replace(/<th scope="col"><\/th>/g, '<td></td>');
  const title = documents().find((document) => document.file === file)?.title ?? '';
  return `<!doctype html>
<html lang="en">
  <head>
    <title>${escapeHtml(title)} · soft-webgl2</title>${head(up)}${description(opening(file, title, html))}
  </head>
  <body>${top(up)}<main>${html}</main>${foot(up)}</body>
</html>
`;
}

/** Vite has its own names for what it bundles; these files keep theirs. */
export function sitePages(): Plugin {
  return {
    name: 'soft-webgl2-site-pages',
    transformIndexHtml: {
      order: 'post',
      handler(html, {path: at}) {
        const name = at.replace(/^\//, '').replace(/\/?index\.html$/, '') || 'index';
        return name === 'three' ? html : frame(name, html);
      },
    },
    generateBundle() {
      const emit = (fileName: string, source: string | Uint8Array): unknown =>
        this.emitFile({type: 'asset', fileName, source});
      for (const file of ['site.css', 'site.js']) emit(file, read(`demos/${file}`));
      for (const {name} of kPages) {
        const picture = path.join(root, `demos/${name}/thumbnail.jpg`);
        if (fs.existsSync(picture)) emit(`${name}/thumbnail.jpg`, fs.readFileSync(picture));
        for (const file of besideSources(name)) {
          emit(`${name}/${path.posix.basename(file)}`, fs.readFileSync(path.join(root, file)));
        }
      }
      for (const {file, name} of documents()) emit(`docs/${name}.html`, documentPage(file));
      for (const picture of listFiles('docs', (file) => /\.(png|svg|jpg)$/.test(file))) {
        emit(picture, fs.readFileSync(path.join(root, picture)));
      }
      for (const file of ['auto.js', 'soft-webgl2.js', 'soft-webgl2.wasm']) {
        emit(`dist/${file}`, fs.readFileSync(path.join(distDir, file)));
      }
      for (const [tile, bytes] of worldTiles()) emit(`maplibre/tiles/${tile}`, bytes);
    },
  };
}
