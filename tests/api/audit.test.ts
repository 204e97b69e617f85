// The sealed log from outside: sealed while posts come in, after kill -9 too; checked, exported and witnessed by the commands
// an operator types; tampered with straight in the database and found.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { Client, signIn } from '../support/client.ts';
import { engines, program, type Server, startServer } from '../support/server.ts';

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const unhex = (text: string): Buffer => Buffer.from(text, 'hex');

/** RFC 9162 2.1.3.2, written here once more so that the program does not check itself. */
function rootFrom(leaf: Buffer, index: number, size: number, path: Buffer[]): Buffer | undefined {
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of path) {
    if (sn === 0) return undefined;
    if (fn % 2 === 1 || fn === sn) {
      r = sha256(Buffer.of(1), p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else r = sha256(Buffer.of(1), r, p);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 ? r : undefined;
}
/** Microseconds of an instant as the API spells it. */
const micros = (at: string): bigint => {
  const [, seconds = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(at) ?? [];
  return BigInt(Date.parse(`${seconds}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0') || '0');
};
interface HeadView { region_id: string; tree_size: number; previous_size: number; root: string; at: string; public_key: string; signature: string }
function isSigned(head: HeadView): boolean {
  const text = `musubi audit head 1\n${head.region_id}\n${head.tree_size}\n${head.previous_size}\n${head.root}\n${micros(head.at)}\n`;
  const key = createPublicKey({ key: Buffer.concat([unhex('302a300506032b6570032100'), unhex(head.public_key)]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, unhex(head.signature));
}

describe.each(engines)('the sealed audit log on %s', (engine) => {
  let server: Server;
  let mother: Client;
  let operator: Client;
  let coordinator: Client;
  let hinata: string;
  const files = mkdtempSync(join(tmpdir(), 'musubi-audit-'));
  const account = (login: string) => server.accounts.find((a) => a.login === login)!;

  beforeAll(async () => {
    server = await startServer(engine);
    [mother, operator, coordinator] = await Promise.all(['mother', 'operator', 'coordinator'].map((login) => signIn(server, account(login)))) as [Client, Client, Client];
    hinata = (await coordinator.get('/people')).body.find((p: { name: string }) => p.name === '佐藤 ひなた').id;
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(files, { recursive: true, force: true });
  });

  const place = (): string[] => server.options;
  const audit = (...args: string[]) => {
    const ran = spawnSync(program, ['audit', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
    return { status: ran.status, out: ran.stdout, err: ran.stderr };
  };
  const keep = (name: string, text: string): string => {
    writeFileSync(join(files, name), text);
    return join(files, name);
  };
  /** Straight into the database, past the program. */
  function tamper(sql: string): void {
    if (engine === 'sqlite') execFileSync('sqlite3', ['-cmd', '.timeout 10000', join(server.directory, 'musubi.db'), sql]);
    else execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', server.options[1]!.replace('postgres:', ''), '-c', sql]);
  }
  const sealed = async (): Promise<{ head: HeadView; waiting: number }> => (await operator.get('/audit/seal')).body;
  /** The seal catches up within a second or two; the look itself adds a row each time. */
  async function until(done: () => Promise<boolean>): Promise<void> {
    await expect.poll(done).toBe(true);
  }

  test('a family proves a look of its history, with nothing but the answer', async () => {
    expect((await mother.get(`/people/${hinata}/entries`)).status).toBe(200);
    const kept = await sealed();
    const row = (await mother.get(`/people/${hinata}/access-log`)).body.items[0].id as string;
    let proof: any;
    await until(async () => {
      proof = await mother.get(`/people/${hinata}/access-log/${row}/proof${kept.head ? `?since=${kept.head.tree_size}` : ''}`);
      return proof.status === 200;
    });
    const { leaf_hash, leaf_index, path, head } = proof.body;
    expect(rootFrom(unhex(leaf_hash), leaf_index, head.tree_size, path.map(unhex))?.toString('hex')).toBe(head.root);
    expect(isSigned(head)).toBe(true);
    expect(isSigned({ ...head, tree_size: head.tree_size + 1 })).toBe(false);
    const whole = await operator.get(`/audit/rows/${row}/proof`);
    expect(sha256(Buffer.of(0), unhex(whole.body.row)).toString('hex')).toBe(leaf_hash);
    expect((await coordinator.get(`/audit/rows/${row}/proof`)).status).toBe(403);
    expect((await mother.get(`/people/${hinata}/access-log/${v7()}/proof`)).status).toBe(404);
  });

  test('posts, kill -9 and restarts leave no row behind, and nothing to complain about', async () => {
    for (let round = 0; round < 3; ++round) {
      let killed = false;
      const posting = Array.from({ length: 6 }, async () => {
        while (!killed)
          await coordinator.post(`/people/${hinata}/entries`, {
            id: v7(), category: 'report', info_class: 'basic', importance: 'normal', body: '封印の試験', asks_confirmation: false,
            whole_team: true, with_guardians: false, seat_ids: [], mention_post_ids: [], file_ids: [],
          }).catch(() => undefined);
      });
      await new Promise((next) => setTimeout(next, 700));
      await server.kill();
      killed = true;
      await Promise.all(posting);
      await server.restart();
    }
    await until(async () => (await sealed()).waiting <= 1);
    const checked = audit('verify', ...place());
    expect(checked.out).toMatch(/^OK /m);
    expect(checked.status).toBe(0);
    expect(Number(/yuino: (\d+) rows sealed/.exec(checked.out)?.[1])).toBeGreaterThan(100);
  });

  test('another installation witnesses the heads, and the operator sees it', async () => {
    const other = ['--database', `sqlite:${join(files, 'other.db')}`, '--data', join(files, 'other')];
    const heads = keep('heads.json', audit('heads', ...place()).out);
    const seen = audit('witness', ...other, '--heads', heads, '--name', 'となり市');
    expect(seen.status, seen.err).toBe(0);
    expect(audit('keep-witness', ...place(), keep('seen.json', seen.out)).status).toBe(0);
    expect((await operator.get('/audit/seal')).body.witnesses[0].name).toBe('となり市');
    // Later heads follow on; an older file does not.
    const { head } = await sealed();
    await until(async () => (await sealed()).head.tree_size > head.tree_size);
    const later = keep('later.json', audit('heads', ...place()).out);
    expect(audit('witness', ...other, '--heads', later, '--name', 'となり市').status).toBe(0);
    const refused = audit('witness', ...other, '--heads', heads, '--name', 'となり市');
    expect(refused.status).toBe(1);
    expect(refused.err).toContain('rolled back');
  });

  test('the log is searched and exported, both recorded', async () => {
    await mother.get(`/people/${hinata}/entries`);
    const found = (await operator.get(`/audit/rows?person=${hinata}`)).body.items as Record<string, unknown>[];
    expect(found.some((l) => l.login === 'mother' && l.action === 'read')).toBe(true);
    expect(JSON.stringify(found)).not.toMatch(/ひなた|封印の試験/);
    expect((await mother.get('/audit/rows')).status).toBe(403);
    const csv = await operator.get(`/audit/rows.csv?person=${hinata}`);
    expect(csv.status).toBe(200);
    expect(csv.text.split('\r\n')[0]).toContain('"日時","氏名","ログインID"');
    expect(csv.text).toContain(hinata);
    const own = (await operator.get('/audit/rows')).body.items as Record<string, unknown>[];
    expect(own.some((l) => l.subject_kind === 'audit_export')).toBe(true);
  });

  test('a guardian who looks often still finds who else looked', async () => {
    for (let n = 0; n < 51; ++n) await mother.get(`/people/${hinata}/team`);
    const seen = async (query: string): Promise<{ own: boolean }[]> => (await mother.get(`/people/${hinata}/access-log${query}`)).body.items;
    expect((await seen('')).every((look) => look.own)).toBe(true);
    const others = await seen('?of_others=true');
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((look) => look.own)).toEqual([]);
  });

  test('a guardian asks about a look, the operator answers, the answer comes back', async () => {
    const look = (await mother.get(`/people/${hinata}/access-log?of_others=true`)).body.items.find((l: { basis: string }) => l.basis === 'seat');
    const id = v7();
    const asked = await mother.post(`/people/${hinata}/access-log/questions`, { id, look: look.id, body: '夜に見たのはなぜですか。' });
    expect(asked.status).toBe(201);
    expect((await coordinator.get(`/people/${hinata}/access-log/questions`)).body).toEqual([]);
    const queue = (await operator.get('/audit/questions?state=open')).body;
    const item = queue.find((q: { id: string }) => q.id === id);
    expect(item.look.id).toBe(look.id);
    expect(item.body).toBe('夜に見たのはなぜですか。');
    expect((await coordinator.post(`/audit/questions/${id}/answer`, { body: 'x' })).status).toBe(403);
    expect((await operator.post(`/audit/questions/${id}/answer`, { body: '夜勤の引きつぎのためです。' })).status).toBe(201);
    expect((await operator.post(`/audit/questions/${id}/answer`, { body: 'もう一度' })).status).toBe(409);
    const own = (await mother.get(`/people/${hinata}/access-log/questions`)).body;
    expect(own[0]).toMatchObject({ id, state: 'answered', answer: { body: '夜勤の引きつぎのためです。' } });
  });

  // Last: from here on the log is spoilt.
  test('a row altered by hand is named', async () => {
    const heads = keep('kept.json', audit('heads', ...place()).out);
    expect(audit('verify', ...place(), '--heads', heads).status).toBe(0);
    const row = (await operator.get(`/audit/rows?person=${hinata}`)).body.items[0].id as string;
    await until(async () => (await operator.get(`/audit/rows/${row}/proof`)).status === 200);
    tamper(engine === 'sqlite'
      ? `update audit set outcome = 'refused' where hex(audit_id) = '${row.replaceAll('-', '').toUpperCase()}'`
      : `update audit set outcome = 'refused' where audit_id = '${row}'`);
    const found = audit('verify', ...place(), '--heads', heads);
    expect(found.status).toBe(1);
    expect(found.out.split('\n')[0]).toMatch(new RegExp(`^NG yuino altered row \\d+ ${row}$`));
  });
});
