// From the end of support to the certificate, on a clock that the test sets: one operator alone cannot, a hold stops two, and
// of what was shredded nothing is left in the database's files, in its tables, or on the disk.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { account, day, enrolled, hinataOf, ok, tokenOf } from '../support/cast.ts';
import { codeFor } from '../support/authenticator.ts';
import { Client, signIn, signInWeakly } from '../support/client.ts';
import { Clock } from '../support/clock.ts';
import { named, png } from '../support/files.ts';
import { newEntry } from '../support/notebook.ts';
import { patience } from '../support/patience.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

const days = 86_400;
const marker = '消えるはずの文QX7';

describe.each(engines)('keeping and shredding on %s', (engine) => {
  const directory = mkdtempSync(join(tmpdir(), 'musubi-retention-'));
  let clock: Clock;
  let server: Server;
  let coordinator: Client;
  let first: Client;
  let second: Client;
  let person: string;

  /** Signs in at the hour that the program sees. */
  const enter = async (a: DemoAccount): Promise<Client> => {
    const client = await signInWeakly(server, a);
    await ok(client.post('/session/totp', { code: await codeFor(server.origin, a, clock.now()) }));
    return client;
  };
  const goTo = async (day: number): Promise<void> => {
    clock.set(day * days);
    [first, second] = [await enter(first.account!), await enter(second.account!)];
  };
  const at = (id: string, path = '') => `/retention/ended/${id}${path}`;
  const end = (id: string) => ok(coordinator.post(`/people/${id}/support-end`, { cause: 'recovered', on: day(-400), reason: '目標に届いた' }));
  const certificates = () => ok(first.get('/retention/certificates'));
  /** All that the database holds, as somebody with its files (SQLite) or a dump (PostgreSQL) reads it. */
  const raw = (): Buffer => {
    const url = server.options[1]!;
    if (engine === 'postgres') return execFileSync('pg_dump', ['--data-only', '-d', url.slice('postgres:'.length)], { maxBuffer: 1 << 30 });
    const file = url.slice('sqlite:'.length);
    return Buffer.concat([file, `${file}-wal`].filter((f) => existsSync(f)).map((f) => readFileSync(f)));
  };
  const contents = (): number => {
    const folder = join(server.directory, 'files/files');
    return (readdirSync(folder, { recursive: true }) as string[]).filter((name) => statSync(join(folder, name)).isFile()).length;
  };

  beforeAll(async () => {
    clock = new Clock(join(directory, 'clock'));
    server = await startServer(engine, { staff: 24, entries: 60 }, { directory, env: clock.env });
    coordinator = await signIn(server, account(server, 'coordinator'));
    first = await signIn(server, account(server, 'operator'));
    const { invitation_url } = await ok(first.post('/region/operators', { id: v7(), name: '運用 二人目', kana: '', login: '' }));
    second = await enrolled(server.origin, tokenOf(invitation_url), 'second-operator', '運用 二人目');
    person = await hinataOf(coordinator);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test('a record is written, and support ends', async () => {
    const sent = await coordinator.send('POST', `/api/v1/people/${person}/files`, png(40, 30), { 'content-type': 'image/png', ...named('写真.png') });
    await ok(coordinator.post(`/people/${person}/entries`, { ...newEntry(marker), file_ids: [sent.body.id] }));
    expect(raw().includes(marker)).toBe(true);
    const early = await coordinator.post(`/people/${person}/support-end`, { cause: 'recovered', on: day(1), reason: '目標に届いた' });
    expect([early.status, early.body.field]).toEqual([422, 'on']);
    for (const [wrong, field] of [[{ reason: '' }, 'reason'], [{ cause: 'boredom' }, 'cause']] as const) {
      const refused = await coordinator.post(`/people/${person}/support-end`, { cause: 'other', on: day(0), reason: 'あ', ...wrong });
      expect([refused.status, refused.body.field]).toEqual([422, field]);
    }
    expect((await end(person)).ended).toBe(true);
    await ok(coordinator.post(`/people/${person}/support-end/resume`, { reason: 'まだ続ける' }));
    const ends = await end(person);
    expect(ends.items.map((e: { ended: boolean }) => e.ended)).toEqual([true, false, true]);
    expect(ends.kept_until).toBeNull();
  });

  test('no default shreds anything; a first period counts after thirty days', async () => {
    const { kinds } = await ok(first.get('/retention'));
    expect(kinds.every((k: { in_force: unknown }) => k.in_force === null)).toBe(true);
    const early = await first.post(at(person, '/shredding'), { id: v7(), reason: '期間が過ぎた' });
    expect([early.status, early.body.code]).toEqual([409, 'conflict']);
    const period = { years: 1, source: '市の文書管理規程', reason: '会議で決めた' };
    expect((await first.post('/retention/periods/finished', { ...period, years: 0 }, { 'if-match': '"0"' })).status).toBe(422);
    expect((await first.post('/retention/periods/eternal', period, { 'if-match': '"0"' })).status).toBe(404);
    const decided = await ok(first.post('/retention/periods/finished', period, { 'if-match': '"0"' }));
    const finished = decided.kinds.find((k: { kind: string }) => k.kind === 'finished');
    expect([finished.in_force, finished.to_come.starts_on]).toEqual([null, day(30)]);
    expect((await first.post('/retention/periods/finished', period, { 'if-match': '"0"' })).status).toBe(409);
    expect((await coordinator.get('/retention/ended')).status).toBe(403);
    const neighbour = await signIn(server, account(server, 'neighbour-operator'));
    expect(await ok(neighbour.get('/retention/ended'))).toEqual([]);
    expect((await neighbour.get(at(person))).status).toBe(404);
  });

  test('two operators agree, one alone and a held record do not', async () => {
    await goTo(31);
    const line = (await ok(first.get('/retention/ended'))).find((l: { person_id: string }) => l.person_id === person);
    expect([line.due, line.held, line.shredding]).toEqual([true, false, null]);
    const id = v7();
    await ok(first.post(at(person, '/shredding'), { id, reason: '期間が過ぎた' }));
    expect((await first.post(at(person, `/shredding/${id}/confirm`))).status).toBe(403);
    const hold = v7();
    await ok(first.post(at(person, '/holds'), { id: hold, kind: 'disclosure', reason: '開示請求の手続き中' }));
    const held = await second.post(at(person, `/shredding/${id}/confirm`));
    expect([held.status, held.body.detail]).toEqual([409, expect.stringMatching(/保全/)]);
    await ok(second.post(at(person, `/holds/${hold}/release`), { reason: '終わった' }));
    expect((await second.post(at(person, `/holds/${hold}/release`), { reason: '終わった' })).status).toBe(409);
    const confirmed = await ok(second.post(at(person, `/shredding/${id}/confirm`)));
    expect(confirmed.obstacles).toEqual(['grace']);
    expect(await certificates()).toEqual([]);
  });

  test('after the grace everything is gone, and the certificate stands in the log', async () => {
    const before = contents();
    await goTo(46);
    await expect.poll(async () => (await certificates())[0]?.swept_at ?? null, { timeout: patience(90_000) }).not.toBeNull();
    const [{ id }] = await certificates();
    const { certificate, text, digest } = await ok(first.get(`/retention/certificates/${id}`));
    expect(digest).toBe(createHash('sha256').update(text).digest('hex'));
    expect([certificate.person_id, certificate.years, certificate.confirmed_by]).toEqual([person, 1, '運用 二人目']);
    expect(text).not.toMatch(/ひなた|佐藤/);
    const rows = (await ok(first.get(`/audit/rows?person=${person}`))).items as { action: string; basis: string }[];
    expect(rows.find((row) => row.action === 'shred')?.basis).toBe(`sha256:${digest}`);

    const bytes = raw();
    expect([marker, '佐藤ひなた'].filter((word) => bytes.includes(word))).toEqual([]);
    if (engine === 'postgres') {
      const tables = [...bytes.toString('utf8').matchAll(/^COPY public\.(\S+) [\s\S]*?^\\\.$/gm)];
      const naming = tables.filter(([lines]) => lines.includes(person)).map(([, table]) => table);
      expect(naming.toSorted()).toEqual(['audit', 'shredding']);
    }
    expect(contents()).toBeLessThan(before);
    expect((await first.get(at(person))).status).toBe(404);
    const again = await enter(account(server, 'coordinator'));
    expect((await again.get(`/people/${person}`)).status).toBe(404);
    expect((await ok(again.get('/people'))).some((p: { id: string }) => p.id === person)).toBe(false);
    // The family's accounts went with their only child.
    expect((await new Client(server.origin).post('/session', { login: 'mother', password: account(server, 'mother').password })).status).toBe(401);
  });

  test('killed in the middle, it goes on until all of it is gone', async () => {
    coordinator = await enter(account(server, 'coordinator'));
    const others: string[] = [];
    for (let i = 0; i < 3; ++i) {
      const id = v7();
      others.push(id);
      await ok(coordinator.post('/people', {
        id, family_name: `停電${i}`, given_name: 'ためし', family_kana: 'テイデン', given_kana: 'タメシ', birth_date: '2008-02-29', sex: 'unknown',
        postal_code: '', address: `${marker}${i}`, phone: '', language: '', not_a_double: true,
      }));
      await end(id);
      const shredding = v7();
      await ok(first.post(at(id, '/shredding'), { id: shredding, reason: '期間が過ぎた' }));
      await ok(second.post(at(id, `/shredding/${shredding}/confirm`)));
    }
    clock.set(61 * days);
    for (let round = 0; round < 4; ++round) {
      await new Promise((next) => setTimeout(next, round * 250));
      await server.kill();
      await server.restart();
    }
    first = await enter(first.account!);
    await expect.poll(async () => (await certificates()).filter((c: { swept_at: string | null }) => c.swept_at).length, { timeout: patience(90_000) }).toBe(4);
    expect(raw().includes(marker)).toBe(false);
    for (const id of others) expect((await first.get(at(id))).status).toBe(404);
  });
});
