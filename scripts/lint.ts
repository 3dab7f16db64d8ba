// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// House rules that no compiler checks. Each rule returns its complaints, one line each.

import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {behind, classesOf, withoutText} from './classes.ts';
import {compareLibraries, drawnDocument, folderGraph, isTest, readIncludes, readLibraries} from './folders.ts';
import {documents, kColumns, tooLong} from './reflow.ts';
import {buildDir, listFiles, root, runPackage} from './shell.ts';
import {tidy, tidySources, uncommitted} from './tidy.ts';

export interface Rule {
  name: string;
  complaints(): string[];
}

const text = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

const isSource = (file: string): boolean => /\.(cpp|h|def|ts|js|mjs)$/.test(file);

function sources(): string[] {
  return ['cpp', 'cmake', 'web', 'demos', 'e2e', 'scripts'].flatMap((folder) => listFiles(folder, isSource));
}

function textFiles(): string[] {
  const isText = (file: string): boolean => !/\.(png|jpg|webp|wasm|hdr|bin|glb|gz)$/.test(file);
  return listFiles('.', (file) => isText(file));
}

/** Lines that match, as `file:line: text`. */
function grep(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    text(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
}

const spdxHeader: Rule = {
  name: 'every source file begins with its licence',
  complaints: () =>
    sources().filter((file) => {
      const head = text(file).split('\n', 3).join('\n');
      return (
        !head.includes('SPDX-FileCopyrightText: The soft-webgl2 authors') ||
        !head.includes('SPDX-License-Identifier: MIT')
      );
    }),
};

const librariesAreFolders: Rule = {
  name: "CMake's libraries are the folders of cpp/, and depend on what these include, never against the flow",
  complaints: () => {
    const libraries = readLibraries();
    const foreign = libraries.flatMap(({folder, foreign}) => foreign.map((name) => `${folder} depends on ${name}`));
    return [
      ...compareLibraries(libraries, readIncludes()),
      ...foreign.filter((complaint) => complaint !== 'shader/glslang depends on sw_glslang'),
    ];
  },
};

const noCirclesInCpp: Rule = {
  name: 'neither files nor folders of cpp/ include in circles, whatever the depth',
  complaints: () => {
    const includes = new Map([...readIncludes()].filter(([file]) => !isTest(file)));
    const deepest = Math.max(...[...includes.keys()].map((file) => file.split('/').length - 1));
    const depths = Array.from({length: deepest}, (_, index) => folderGraph(includes, index + 1));
    return [
      includes,
      ...depths.map((graph) => new Map([...graph].map(([from, to]) => [from, [...to.keys()]]))),
    ].flatMap((edges) => circles(edges));
  },
};

const folderPicture: Rule = {
  name: 'docs/architecture.md shows the folders of cpp/ as they are',
  complaints: () => {
    const {shown, drawn} = drawnDocument();
    return shown === drawn ? [] : ['draw it anew: node --import tsx scripts/folders.ts --write'];
  },
};

const testsApart: Rule = {
  name: 'no test helper stands among product files of cpp/, and no test file has a name twice',
  complaints: () => {
    const files = listFiles('cpp', (file) => /\.(cpp|h|mjs)$/.test(file));
    const tests = files.filter(isTest);
    const names = tests.map((file) => path.posix.basename(file));
    const product = files.filter((file) => !isTest(file) && !/^cpp\/(reference|testing|tools)\//.test(file));
    return [
      ...tests.filter((_, index) => names.indexOf(names[index]!) !== index),
      ...product.filter((file) => /_test\.|\.mjs$/.test(file)),
      ...grep(product, /#include [<"](gtest|testing|reference|tools)\//),
    ];
  },
};

const glslangStaysInFront: Rule = {
  name: 'only the front end and the lowering know glslang',
  complaints: () =>
    grep(
      listFiles(
        'cpp',
        (file) => /\.(cpp|h)$/.test(file) && !/^cpp\/(shader\/(glslang|frontend|lower)|tools)\//.test(file),
      ),
      /#include\s+[<"]glslang\//,
    ),
};

const kMostMethods = 40;
/** What writes instructions has a method for each of them, and none that needs another to be understood. */
const kInstructionBuilders: readonly string[] = ['FunctionBuilder', 'Lanes'];

/** Classes of a C++ file that nobody can hold in mind. */
export function crowdedClasses(file: string, source: string): string[] {
  return classesOf(source)
    .filter(({name, methods}) => methods.length > kMostMethods && !kInstructionBuilders.includes(name))
    .map(({name, methods}) => `${file}: ${name} has ${methods.length}`);
}

const classesAreSmall: Rule = {
  name: `no class of cpp/ has more than ${kMostMethods} methods`,
  complaints: () =>
    listFiles('cpp', (file) => /\.(cpp|h)$/.test(file)).flatMap((file) => crowdedClasses(file, text(file))),
};

const kMostLines = 600;
/** Tables, which are as long as what they list. */
const kTables: readonly string[] = ['cpp/support/gl_constants.h', 'web/loader/boundary.ts'];

export function isLong(file: string, source: string): boolean {
  return source.trimEnd().split('\n').length > kMostLines && !kTables.includes(file);
}

const filesAreShort: Rule = {
  name: `no file of cpp/ and web/ has more than ${kMostLines} lines, tables excepted`,
  complaints: () =>
    ['cpp', 'web']
      .flatMap((folder) => listFiles(folder, (file) => /\.(cpp|h|ts)$/.test(file)))
      .filter((file) => isLong(file, text(file))),
};

/** Lines where a value that nobody uses is made: `i++` as a statement, or as the step of a loop. */
export function postIncrements(file: string, source: string): string[] {
  const code = withoutText(source);
  const lineOf = (at: number): string => `${file}:${code.slice(0, at).split('\n').length}`;
  const statements = [...code.matchAll(/^\s*(?:if \(.*\) |else )?[\w.[\]>-]+(?:\+\+|--);/gm)];
  const loops = [...code.matchAll(/\bfor \(/g)].filter((match) => {
    const open = match.index + match[0].length - 1;
    const clauses = code.slice(open, behind(code, open) - 1).split(';');
    return clauses.length === 3 && /[\w\])](?:\+\+|--)\s*(?:,|$)/.test(clauses[2]!);
  });
  return [
    ...statements.map((match) => lineOf(match.index + match[0].length - 1)),
    ...loops.map((match) => lineOf(match.index)),
  ];
}

const incrementsFirst: Rule = {
  name: '++ and -- stand before what they change, where their value is not used',
  complaints: () =>
    listFiles('cpp', (file) => /\.(cpp|h)$/.test(file)).flatMap((file) => postIncrements(file, text(file))),
};

const silenceHasReasons: Rule = {
  name: 'NOLINT says why',
  complaints: () =>
    grep(
      listFiles('cpp', (file) => /\.(cpp|h|def)$/.test(file)),
      /NOLINT(?!\w*(?:\([\w-]+\))?: \w)/,
    ),
};

/** What the head of a file says of its tests. */
const kTestedBy = /^\/\/ Tested by ([\w/]+_test\.cpp)\.$/m;

const glIsTested: Rule = {
  name: 'a source of cpp/gl has a test of its stem, or names one in its head',
  complaints: () => {
    const files = listFiles('cpp/gl', (file) => file.endsWith('.cpp') && !isTest(file));
    return files.filter((file) => {
      if (fs.existsSync(path.join(root, file.replace(/\.cpp$/, '_test.cpp')))) return false;
      const head = text(file).split('#', 1)[0]!;
      const named = kTestedBy.exec(head)?.[1];
      return named === undefined || !fs.existsSync(path.join(root, 'cpp', named));
    });
  },
};

/** Relative imports of each file of web/, types included; tests and what only they use are nobody's part. */
function webImports(): Map<string, readonly string[]> {
  const files = listFiles('web', (file) => /(?<!\.test|\.d)\.ts$/.test(file) && !file.startsWith('web/testing/'));
  const specifiers =
    /^(?:import|export)\b[^'"]*?(?:from )?'(\.{1,2}\/[^']+)';|\bimport\((?:\/\*.*?\*\/ *)?'(\.{1,2}\/[^']+)'\)/gm;
  return new Map(
    files.map((file) => {
      const named = [...text(file).matchAll(specifiers)].map((match) => match[1] ?? match[2] ?? '');
      return [file, named.map((target) => path.posix.join(path.posix.dirname(file), target))];
    }),
  );
}

/** Each circle that a walk along `edges` runs into, as `a -> b -> a`. */
export function circles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (node: string, trail: readonly string[]): void => {
    const start = trail.indexOf(node);
    if (start >= 0) found.add([...trail.slice(start), node].join(' -> '));
    if (start >= 0 || done.has(node)) return;
    for (const next of edges.get(node) ?? []) walk(next, [...trail, node]);
    done.add(node);
  };
  for (const node of edges.keys()) walk(node, []);
  return [...found];
}

const noCircles: Rule = {
  name: 'neither files nor folders of web/ import in circles',
  complaints: () => {
    const files = webImports();
    const folders = new Map<string, string[]>();
    for (const [file, targets] of files) {
      const folder = path.posix.dirname(file);
      const others = targets.map((target) => path.posix.dirname(target)).filter((other) => other !== folder);
      folders.set(folder, [...(folders.get(folder) ?? []), ...others]);
    }
    return [...circles(files), ...circles(folders)];
  },
};

const noLooseEnds: Rule = {
  name: 'a loose end names its issue',
  complaints: () =>
    grep(
      sources().filter((file) => file !== 'scripts/lint.ts'),
      /\b(TODO|FIXME|XXX)\b(?!\(#\d+\))/,
    ),
};

const noFocusedTests: Rule = {
  name: 'no test is skipped or run alone',
  complaints: () =>
    grep(
      sources().filter((file) => file !== 'scripts/lint.ts'),
      /\b(test|it|describe)\.(only|skip|fixme|todo)\(|GTEST_SKIP|TEST(_F|_P)?\(\w+, DISABLED_/,
    ),
};

const noMachine: Rule = {
  name: 'no path of one machine, no package registry',
  complaints: () =>
    grep(
      textFiles().filter((file) => file !== 'scripts/lint.ts'),
      /"resolved": *"http|https?:\/\/[a-z0-9.-]*(debian|npmjs)[a-z]*\.|(^|[\s"'`(=])\/(root|home\/[a-z]+)\//,
    ),
};

const paths = /`((?:cpp|web|demos|e2e|docs|scripts|cmake)\/[\w./{},*-]+|[\w.-]+\.(?:json|js|ts|txt|md))`/g;

const mapsAreReal: Rule = {
  name: 'every path in the documents for those who change things exists',
  complaints: () =>
    ['architecture', 'checklists', 'hello', 'lane-rules'].flatMap((document) => {
      const file = `docs/${document}.md`;
      const named = [...text(file).matchAll(paths)].map((match) => match[1] ?? '');
      if (named.length === 0) return [`${file} names no path`];
      return named.filter((name) => !fs.existsSync(path.join(root, name))).map((name) => `${file} names ${name}`);
    }),
};

/** Tests that a document names, as `Suite.Name`. */
const laneRulesHaveTests: Rule = {
  name: 'every test in docs/lane-rules.md exists',
  complaints: () => {
    const file = 'docs/lane-rules.md';
    const tests = sources()
      .filter((name) => name.endsWith('_test.cpp'))
      .map(text)
      .join('\n');
    const named = [...text(file).matchAll(/`([A-Z]\w+)\.([A-Z]\w+)`/g)];
    if (named.length === 0) return [`${file} names no test`];
    return named
      .filter(([, suite, name]) => !tests.includes(`TEST(${suite}, ${name})`))
      .map(([, suite, name]) => `${file} names ${suite}.${name}`);
  },
};

const linksLead: Rule = {
  name: 'links between documents lead somewhere',
  complaints: () =>
    listFiles('.', (file) => file.endsWith('.md')).flatMap((file) =>
      [...text(file).matchAll(/\]\(([^)#:\s]+)\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !fs.existsSync(path.join(root, path.dirname(file), target)))
        .map((target) => `${file} links to ${target}`),
    ),
};

const documentsAreNarrow: Rule = {
  name: `documents have lines of at most ${kColumns} columns, tables and code excepted (npm run format)`,
  complaints: () => documents().flatMap((file) => tooLong(text(file)).map((line) => `${file}:${line}`)),
};

const intrinsicsAreTaken: Rule = {
  name: 'web/context, web/loader and web/threads take what pages replace from web/host/intrinsics.ts',
  complaints: () =>
    grep(
      sources().filter((file) => /^web\/(context|loader|threads)\/.*(?<!\.test)\.ts$/.test(file)),
      /new WebAssembly\.|\bWebAssembly\.(?:compile\w*|Module\.\w+)\(|\.push\(|\bconsole\./,
    ),
};

const readmeShowsCommands: Rule = {
  name: 'the README shows the two commands',
  complaints: () => ['npm start', 'npm test'].filter((command) => !text('README.md').includes(command)),
};

export const rules: readonly Rule[] = [
  spdxHeader,
  librariesAreFolders,
  noCirclesInCpp,
  folderPicture,
  testsApart,
  glslangStaysInFront,
  classesAreSmall,
  filesAreShort,
  incrementsFirst,
  silenceHasReasons,
  glIsTested,
  noCircles,
  noLooseEnds,
  noFocusedTests,
  noMachine,
  mapsAreReal,
  laneRulesHaveTests,
  linksLead,
  documentsAreNarrow,
  intrinsicsAreTaken,
  readmeShowsCommands,
];

export async function typeCheck(): Promise<void> {
  await runPackage('typescript/bin/tsc', ['-p', 'tsconfig.json'], {quiet: true});
}

/** ESLint; what it has seen before it does not read again. */
export async function esLint(): Promise<void> {
  const cache = ['--cache', '--cache-location', path.join(buildDir, 'eslint.cache'), '--cache-strategy', 'content'];
  await runPackage('eslint/bin/eslint.js', ['.', ...cache], {quiet: true});
}

/** clang-tidy on what is not committed yet; `npm run tidy` looks at all. */
export async function tidyChanged(): Promise<void> {
  const changed = uncommitted();
  await tidy(tidySources().filter((file) => changed.has(file)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  let failed = 0;
  for (const rule of rules) {
    const complaints = rule.complaints();
    if (complaints.length > 0) ++failed;
    for (const complaint of complaints) console.log(`${rule.name}: ${complaint}`);
  }
  try {
    await typeCheck();
    await esLint();
    await tidyChanged();
  } catch {
    ++failed;
  }
  process.exit(failed > 0 ? 1 : 0);
}
