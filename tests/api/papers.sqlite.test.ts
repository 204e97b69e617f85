// The papers in docs/security name tests and sources, and count their own lines: all of it has to be true.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/server.ts';

const papers = readdirSync(join(root, 'docs/security')).filter((name) => name.endsWith('.md'));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** `unit/access/decide` is tests/unit/access/decide_test.cpp, and so on (docs/security/facts.md). */
function fileOf(short: string): string {
  const [room, ...rest] = short.split('/');
  const path = rest.join('/');
  if (room === 'unit') return `tests/unit/${path}_test.cpp`;
  return room === 'web' ? `web/src/${path}.test.ts` : `tests/${room}/${path}.test.ts`;
}
/** Comments do not count, and a title begins where its quote does. */
function has(file: string, title: string): boolean {
  const code = text(file).replace(/^\s*\/\/.*$/gm, '');
  if (!file.endsWith('.cpp')) return ["'", '`', '"'].some((quote) => code.includes(quote + title));
  const [suite, name] = title.split('.');
  return new RegExp(`^TEST(_F|_P)?\\(${suite},\\s*${name}\\)`, 'm').test(code);
}
/** The states a line of a table can have; a line with several is counted wrongly, so it is an error. */
const states = ['met', 'partly', 'not met', 'not applicable', '満たす', '一部', '満たさない', '対象外'];
const cells = (line: string): string[] => line.split('|').slice(1, -1).map((cell) => cell.trim());

describe.each(papers)('docs/security/%s', (paper) => {
  const spans = [...text(`docs/security/${paper}`).matchAll(/`([^`\n]+)`/g)].map((found) => found[1]!);

  test('names tests that are there', () => {
    const named = spans.filter((span) => span.includes(' › ')).map((span) => span.split(' › ') as [string, string]);
    const missing = named.filter(([short, title]) => !existsSync(join(root, fileOf(short))) || !has(fileOf(short), title));
    expect(missing).toEqual([]);
  });

  test('names files that are there', () => {
    const named = spans.filter((span) => /^(src|tests|web|docs|scripts|migrations|data)\/[\w./-]+\.\w+$/.test(span));
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('counts its lines', () => {
    const lines = text(`docs/security/${paper}`).split('\n').filter((line) => line.startsWith('|')).map(cells);
    const head = lines.find((line) => states.includes(line[0]!) || states.includes(line[1]!));
    if (!head) return; // a paper without states
    const said = lines.find((line) => /^(all|全体|\d+)$/.test(line[0]!) && line.length === head.length)!;
    const rows = lines.filter((line) => line !== head && line.some((cell) => states.includes(cell)));
    expect(rows.filter((row) => row.filter((cell) => states.includes(cell)).length > 1)).toEqual([]);
    const counted = head.map((state, i) => (states.includes(state) ? String(rows.filter((row) => row.includes(state)).length) : said[i]));
    expect(said).toEqual(counted);
  });
});
