// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The classes of a C++ file and their methods, as far as scripts/lint.ts must know them: read from the text, by braces.

/** A class or struct that the file defines. */
export interface CppClass {
  /** With those around it: `Outer::Inner`. */
  name: string;
  /** As often as they are overloaded. Constructors, destructors and what is deleted or defaulted are none. */
  methods: string[];
}

/** Without comments and literals; lines stay where they are. */
export function withoutText(source: string): string {
  return source
    .replace(/R"(\w*)\(.*?\)\1"/gs, (match) => '""' + '\n'.repeat(match.split('\n').length - 1))
    .replace(/\/\/[^\n]*|\/\*.*?\*\/|"(?:\\.|[^"\\\n])*"|(?<!\w)'(?:\\.|[^'\\\n])+'/gs, (match) =>
      match.startsWith('"') ? '""' : ' ' + '\n'.repeat(match.split('\n').length - 1),
    );
}

const kDirective = /^[ \t]*#(?:\\\n|[^\n])*/gm;

/** Behind the bracket that closes the one at `open`. */
export function behind(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; ++at) {
    if ('({['.includes(code[at]!)) ++depth;
    if (')}]'.includes(code[at]!) && --depth === 0) return at + 1;
  }
  return code.length;
}

/** The declaration without template arguments and attributes, whose brackets would mislead. */
function plain(declaration: string): string {
  let text = declaration.replace(/\[\[.*?\]\]|alignas\([^)]*\)/gs, ' ').replace(/\boperator\s*[<>=!]+/g, 'operator_');
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/<[^<>;{}]*>/gs, ' ');
  }
  return text.replace(/^(?:\s*(?:public|private|protected)\s*:(?!:))+/, '').trim();
}

const kHead = /^(?:template\s*)?(?:class|struct|union)\s+((?:\w+::)*\w+)(?:\s+final)?\s*(?::(?!:).*)?$/s;

/** The name of a method that the declaration declares; none: it is another member. */
function methodOf(declaration: string, className: string): string | null {
  if (/^(?:using|friend|typedef|static_assert|enum)\b/.test(declaration)) return null;
  const found = /^[^=(]*?(operator\s*\(\s*\)|operator[^\s(]*(?:\s+\w+)?|~?\w+)\s*\((?!\s*(?:\w+::)*\*)/s.exec(
    declaration,
  );
  if (found === null || /=\s*(?:delete|default)$/.test(declaration)) return null;
  const name = found[1]!;
  return name === className || name.startsWith('~') ? null : name;
}

/** Reads members up to the end of what holds them: a class, a namespace, a file. */
function read(code: string, begin: number, around: CppClass | null, classes: CppClass[]): number {
  let start = begin;
  for (let at = begin; at < code.length;) {
    const char = code[at]!;
    if (char === '}') return at + 1;
    if (char === '(' || char === '[') {
      at = behind(code, at);
      continue;
    }
    if (char !== ';' && char !== '{') {
      at++;
      continue;
    }
    const declaration = plain(code.slice(start, at));
    const simple = around?.name.split('::').at(-1) ?? '';
    const method = around === null ? null : methodOf(declaration, simple);
    if (char === ';') {
      if (method !== null) around!.methods.push(method);
      start = ++at;
      continue;
    }
    const head = kHead.exec(declaration);
    if (head !== null) {
      const name = around === null ? head[1]! : `${around.name}::${head[1]!}`;
      const inner: CppClass = {name, methods: []};
      classes.push(inner);
      at = read(code, at + 1, inner, classes);
    } else if (around === null && /^(?:inline\s+)?namespace\b|^extern\s+""$/.test(declaration)) {
      at = read(code, at + 1, null, classes);
    } else {
      const opener = code.slice(start, at);
      at = behind(code, at);
      // Braces of an initialiser are not the declaration's end.
      const initialisesMember = /\)\s*(?:noexcept\s*)?:(?!:)/.test(opener) && /[\w>]\s*$/.test(opener);
      const initialisesField = declaration !== '' && !declaration.includes('(') && !/^enum\b/.test(declaration);
      if (initialisesMember || initialisesField) continue;
      if (method !== null) around!.methods.push(method);
    }
    start = at;
  }
  return code.length;
}

export function classesOf(source: string): CppClass[] {
  const classes: CppClass[] = [];
  read(withoutText(source).replace(kDirective, ''), 0, null, classes);
  return classes;
}
