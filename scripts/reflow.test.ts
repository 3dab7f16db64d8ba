// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {kColumns, reflow, tooLong} from './reflow.ts';

const kLong = 'One sentence after the other, all of them on one line, '.repeat(4).trim();

/** Too long, broken, good, and the same words. */
function broken(text: string): string[] {
  assert.deepEqual(tooLong(text).length > 0, true);
  const result = reflow(text);
  assert.deepEqual(tooLong(result), []);
  assert.equal(result.replace(/[\s>]+/g, ' '), text.replace(/[\s>]+/g, ' '));
  assert.equal(reflow(result), result);
  return result.split('\n');
}

test('a long line becomes lines that fit, and what follows joins them', () => {
  const lines = broken(`# Head\n\n${kLong}\nand more.\n\nshort\nlines stay\n`);
  assert.ok(lines.every((line) => line.length <= kColumns));
  assert.equal(lines[0], '# Head');
  assert.match(lines[3]!, /on one line, and more\.$/);
  assert.deepEqual(lines.slice(-4), ['', 'short', 'lines stay', '']);
});

test('an item goes on below its text, and so does a quotation', () => {
  const lines = broken(`- first\n  1. ${kLong}\n- last`);
  assert.match(lines[1]!, /^ {2}1\. One/);
  assert.match(lines[2]!, /^ {5}\S/);
  assert.equal(lines.at(-1), '- last');
  assert.ok(broken(`> ${kLong}`).every((line) => line.startsWith('> ')));
});

test('tables, code, headings and what cannot be broken are as wide as they are', () => {
  const address = `[x](https://example.org/${'a'.repeat(kColumns)})`;
  for (const text of [`| ${kLong} |`, `\`\`\`sh\n${kLong}\n\`\`\``, `## ${kLong}`, address]) {
    assert.deepEqual(tooLong(text), []);
    assert.equal(reflow(text), text);
  }
});

test('code in a line is not broken, nor does a line begin with what would be a list', () => {
  const filler = 'x'.repeat(kColumns - 8);
  assert.deepEqual(broken(`${filler} and \`a b c\`, then`), [`${filler} and`, '`a b c`, then']);
  assert.deepEqual(broken(`${filler} ab and - c then`), [`${filler} ab`, 'and - c then']);
  assert.deepEqual(broken(`${filler} ab xyz 10. then`), [`${filler} ab`, 'xyz 10. then']);
});
