// The invented city is the same for the same seed and day: every row of every table, ids included.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { engines, program, startServer } from '../support/server.ts';

/** What must never be foretold, or must never come twice, is random in a demo too: keys, salts, nonces, a notebook's state. */
const secret: Record<string, string[]> = {
  account: ['password_hash', 'totp_secret'], data_key: ['wrapped'], person_key: ['wrapped'], root_key: ['master', 'sealed', 'made_at', 'in_use_since'],
  kept_secret: ['sealed'], notebook_state: ['state'],
};
/** When the program brought the schema up, and what the full-text index keeps for itself. */
const apart = (table: string): boolean => table === 'schema_migration' || /^(sqlite_|search_text)/.test(table);

const folder = mkdtempSync(join(tmpdir(), 'musubi-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let fills = 0;
function filled(seed: number, today: string): Map<string, string[]> {
  const place = join(folder, String(fills++));
  const database = join(place, 'musubi.db');
  execFileSync('mkdir', [place]);
  execFileSync(program, ['demo', '--database', `sqlite:${database}`, '--data', join(place, 'files'), '--seed', String(seed), '--today', today,
    '--facilities', '16', '--people', '6', '--staff', '30', '--entries', '120'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ask = (sql: string): string[][] =>
    execFileSync('sqlite3', ['-tabs', database, sql], { encoding: 'utf8', maxBuffer: 1 << 28 })
      .split('\n').filter(Boolean).map((line) => line.split('\t'));
  const columns = new Map<string, string[]>();
  for (const [table, column] of ask("select t.name, c.name from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table'"))
    if (!apart(table!) && !secret[table!]?.includes(column!)) columns.set(table!, [...(columns.get(table!) ?? []), `quote("${column}")`]);
  const rows = new Map<string, string[]>([...columns.keys()].map((table) => [table, []]));
  const selects = [...columns].map(([table, list]) => `select '${table}', ${list.join(" || '|' || ")} from "${table}" order by 2;`);
  for (const [table, ...row] of ask(selects.join('\n'))) rows.get(table!)?.push(row.join('\t'));
  return rows;
}

test('the same seed and day give the same rows, another day gives others', () => {
  const first = filled(3, '2026-10-02');
  const again = filled(3, '2026-10-02');
  expect(first.get('entry')!.length).toBeGreaterThan(120);
  expect([...again.keys()]).toEqual([...first.keys()]);
  for (const [table, rows] of first) expect(again.get(table), table).toEqual(rows);

  const nextDay = filled(3, '2026-10-03');
  expect(nextDay.get('person')).not.toEqual(first.get('person'));
  expect(nextDay.get('person')!.length).toBe(first.get('person')!.length);
});

test('a day that does not exist is refused and nothing is filled', () => {
  expect(() => filled(1, '2026-02-30')).toThrow(/no such date/);
});

// A plan for a table that was counted as empty reads all of it, for as long as nobody counts it again.
describe.each(engines.filter((engine) => engine === 'postgres'))('a filled %s', (engine) => {
  test('is planned for as it will be: no table is counted as empty for good', async () => {
    const server = await startServer(engine, { staff: 24, entries: 100 });
    try {
      const conninfo = server.options[server.options.indexOf('--database') + 1]!.replace(/^postgres:/, '');
      const tables = (of: string): string[] =>
        execFileSync('psql', ['-d', conninfo, '-Atc',
          `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and ${of} order by 1`], { encoding: 'utf8' })
          .split('\n').filter(Boolean);
      expect(tables('reltuples = 0')).toEqual([]);
      expect(tables('reltuples > 0')).toEqual(expect.arrayContaining(['entry', 'person', 'post', 'seat']));
    } finally {
      await server.stop();
    }
  });
});
