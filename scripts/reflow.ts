// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Documents in lines of at most 120 columns. A paragraph or a list's item with a longer one is broken anew; all else
// stays as its author broke it, and tables and code are as wide as they are.

import fs from 'node:fs';
import path from 'node:path';
import {listFiles, root} from './shell.ts';

export const kColumns = 120;

/** Documents that people write; docs/reference is made. */
export function documents(): string[] {
  return listFiles('.', (file) => file.endsWith('.md') && !file.startsWith('docs/reference/'));
}

/** Words that lines may end behind. Code is never broken, nor before what would begin a list or a heading. */
function words(text: string): string[] {
  const pieces = text.match(/(?:`+[^`]*`+|\S)+/g) ?? [];
  return pieces.reduce<string[]>((list, piece) => {
    if (list.length > 0 && /^(?:[-+*]+|=+|#+|\d+[.)])$|^[>|]/.test(piece)) list.push(`${list.pop()!} ${piece}`);
    else list.push(piece);
    return list;
  }, []);
}

function wrap(text: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of words(text)) {
    if (!isEmpty && line.length + 1 + word.length > kColumns) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

/** Which lines are no paragraph: code between fences, tables, headings, HTML, definitions of links. */
function verbatim(lines: readonly string[]): boolean[] {
  let fence: string | null = null;
  return lines.map((line) => {
    const mark = /^ *(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || mark.startsWith(fence))) {
      fence = fence === null ? mark : null;
      return true;
    }
    return fence !== null || line.trim() === '' || /^ *(?:\||#+ |<|\[[^\]]+\]: )/.test(line);
  });
}

const kItem = /^( *)([-*+]|\d+[.)]) +/;

export function reflow(text: string): string {
  const lines = text.split('\n');
  const apart = verbatim(lines);
  const result: string[] = [];
  for (let at = 0; at < lines.length;) {
    if (apart[at]) {
      result.push(lines[at++]!);
      continue;
    }
    let end = at + 1;
    while (end < lines.length && !apart[end] && !kItem.test(lines[end]!)) ++end;
    const block = lines.slice(at, end);
    at = end;
    if (block.every((line) => line.length <= kColumns) || block.some((line) => / {2}$|\\$/.test(line))) {
      result.push(...block);
      continue;
    }
    const head = block[0]!;
    const lead = kItem.exec(head)?.[0] ?? /^[ >]*/.exec(head)![0];
    const rest = lead.includes('>') ? lead : ' '.repeat(lead.length);
    const text = [head.slice(lead.length), ...block.slice(1).map((line) => line.replace(/^[ >]+/, ''))].join(' ');
    result.push(...wrap(text, lead, rest));
  }
  return result.join('\n');
}

/** Lines that are too long: of paragraphs alone, and where they can be broken. */
export function tooLong(text: string): number[] {
  const lines = text.split('\n');
  const apart = verbatim(lines);
  return lines.flatMap((line, index) => {
    return line.length > kColumns && !apart[index] && words(line).length > 1 ? [index + 1] : [];
  });
}

/** The documents whose lines are too long; `write`: broken anew. */
export function formatDocuments(write: boolean): string[] {
  return documents().filter((file) => {
    const place = path.join(root, file);
    const text = fs.readFileSync(place, 'utf8');
    if (tooLong(text).length === 0) return false;
    if (write) fs.writeFileSync(place, reflow(text));
    return true;
  });
}
