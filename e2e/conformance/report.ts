// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import type {Results} from './known-failures.ts';
import type {Result, Status} from './runner.ts';

const statuses: readonly Status[] = ['pass', 'fail', 'error', 'timeout', 'crash'];

/** 'a/b' and 'a' for a/b/c.html at depth 2. */
export function groupsOf(page: string, depth: number): string[] {
  const folders = page.split('/').slice(0, -1);
  return Array.from({length: Math.min(depth, folders.length)}, (_, index) => folders.slice(0, index + 1).join('/'));
}

const percent = (part: number, whole: number): string => (whole ? `${((100 * part) / whole).toFixed(1)}%` : '-');

export function summaryTable(results: Results, depth: number): string {
  const groups = new Map<string, Result[]>();
  for (const [page, result] of Object.entries(results)) {
    for (const group of [...groupsOf(page, depth), 'all']) {
      const members = groups.get(group) ?? [];
      members.push(result);
      groups.set(group, members);
    }
  }
  const names = [...groups.keys()].filter((name) => name !== 'all').sort();
  const rows = [['folder', 'pages', '%', ...statuses, 'subtests', 'seconds']];
  for (const name of [...names, 'all']) {
    const members = groups.get(name) ?? [];
    const count = (status: Status): number => members.filter((result) => result.status === status).length;
    const sum = (value: (result: Result) => number): number =>
      members.reduce((total, result) => total + value(result), 0);
    rows.push([
      '  '.repeat(name.split('/').length - 1) + name,
      String(members.length),
      percent(count('pass'), members.length),
      ...statuses.map((status) => String(count(status))),
      `${sum((result) => result.passed)}/${sum((result) => result.passed + result.failed)}`,
      (sum((result) => result.ms) / 1000).toFixed(0),
    ]);
  }
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ')).join('\n');
}

export function pageLine(page: string, result: Result): string {
  const said = (result.messages?.[0] ?? result.error ?? '').replace(/\s+/g, ' ').slice(0, 160);
  const counts = `${result.passed}/${result.passed + result.failed}`;
  return `${result.status.padEnd(7)} ${page}  (${counts}, ${result.ms} ms)${result.status === 'pass' ? '' : `  ${said}`}`;
}
