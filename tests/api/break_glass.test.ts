// Break-glass from outside: what an attacker would try, and what the clock does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { account, exactFacts, hinataOf, ok, openedBy } from '../support/cast.ts';
import { codeFor } from '../support/authenticator.ts';
import { type Client, signIn, signInWeakly } from '../support/client.ts';
import { Clock } from '../support/clock.ts';
import { newEntry } from '../support/notebook.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

const hours = 3600;

describe.each(engines)('break-glass on %s', (engine) => {
  const directory = mkdtempSync(join(tmpdir(), 'musubi-break-glass-'));
  let clock: Clock;
  let server: Server;
  let coordinator: Client;
  let operator: Client;
  let mother: Client;
  let person: string;
  let facts: { family_kana: string; given_kana: string; birth_date: string };
  let outsiders: DemoAccount[];
  const opening = (more: object = {}) => ({ id: v7(), kind: 'injury', reason: 'すべり台から落ちて頭を打った', ...more });

  beforeAll(async () => {
    clock = new Clock(join(directory, 'clock'));
    server = await startServer(engine, { staff: 64, entries: 200 }, { directory, env: clock.env });
    coordinator = await signIn(server, account(server, 'coordinator'));
    operator = await signIn(server, account(server, 'operator'));
    mother = await signIn(server, account(server, 'mother'));
    person = await hinataOf(coordinator);
    facts = await exactFacts(coordinator, person);
    const team = await ok(coordinator.get(`/people/${person}/team`));
    const inTeam = new Set(team.map((s: { facility_id: string }) => s.facility_id));
    outsiders = server.accounts.filter((a) => a.kind === 'professional' && a.region === 'yuino' && !inTeam.has(a.facility_id!));
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  const enter = () => signIn(server, outsiders.shift()!);

  test('a search answers nobody, somebody else and a stranger of another region with the same bytes, and then not at all', async () => {
    const nurse = await enter();
    const neighbour = await signIn(server, account(server, 'neighbour'));
    const nobody = await nurse.post('/break-glass/search', { ...facts, given_kana: 'チガウ' });
    const wrongDay = await nurse.post('/break-glass/search', { ...facts, birth_date: '2019-01-01' });
    const elsewhere = await neighbour.post('/break-glass/search', facts);
    expect([nobody.status, wrongDay.status, elsewhere.status]).toEqual([200, 200, 200]);
    expect(new Set([nobody.text, wrongDay.text, elsewhere.text])).toEqual(new Set(['{"match":null}']));
    for (let i = 0; i < 3; ++i) await nurse.post('/break-glass/search', { ...facts, given_kana: `チガウ${'アイウ'[i]}` });
    const throttled = await nurse.post('/break-glass/search', facts);
    expect([throttled.status, throttled.body.code]).toEqual([429, 'throttled']);
    // Who tries shows among what stands out; nothing of what was typed is in the log.
    const log = await ok(operator.get(`/audit/rows?account=${(await ok(nurse.get('/session'))).account.id}`));
    expect(log.items.filter((i: { basis: string }) => i.basis === 'no_match').length).toBe(5);
    expect(log.items.filter((i: { basis: string }) => i.basis === 'throttled').length).toBe(1);
    expect(server.log()).not.toMatch(/チガウ|break-glass\/search\?/);
  });

  test('an id from elsewhere opens nothing, and a name is no id', async () => {
    const nurse = await enter();
    const known = await nurse.post(`/people/${person}/break-glass`, opening());
    const unknown = await nurse.post(`/people/${v7()}/break-glass`, opening());
    expect([known.status, unknown.status]).toEqual([404, 404]);
    expect(known.text).toBe(unknown.text);
  });

  test('without a fresh second factor nothing is searched or opened', async () => {
    const nurse = await enter();
    await ok(nurse.post('/break-glass/search', facts));
    clock.set(11 * 60);
    for (const answer of [await nurse.post('/break-glass/search', facts), await nurse.post(`/people/${person}/break-glass`, opening())])
      expect([answer.status, answer.body.code]).toEqual([403, 'step_up_needed']);
    clock.set(0);
  });

  test('a replayed opening is the same opening; its bounds hold', async () => {
    const nurse = await enter();
    await ok(nurse.post('/break-glass/search', facts));
    const body = opening();
    for (const [wrong, field] of [[{ reason: '' }, 'reason'], [{ reason: 'あ'.repeat(1001) }, 'reason'], [{ kind: 'boredom' }, 'kind'], [{ hours: 48 }, 'hours']] as const) {
      const refused = await nurse.post(`/people/${person}/break-glass`, opening(wrong));
      expect([refused.status, refused.body.field]).toEqual([422, field]);
    }
    const first = await nurse.post(`/people/${person}/break-glass`, body);
    const again = await nurse.post(`/people/${person}/break-glass`, body);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.ends_at).toBe(first.body.ends_at);
    expect((await nurse.post(`/people/${person}/break-glass`, { ...body, reason: 'ほか' })).status).toBe(409);
    expect((await nurse.post(`/people/${person}/break-glass`, opening())).status).toBe(409);
    expect(Date.parse(first.body.ends_at) - Date.parse(first.body.opened_at)).toBe(24 * hours * 1000);
  });

  test('shows entries of basic and health for the whole team, and nothing of any other', async () => {
    const post = async (info_class: string, more: object = {}) =>
      (await ok(coordinator.post(`/people/${person}/entries`, { ...newEntry(`緊急閲覧の試験 ${info_class}`), info_class, ...more }))).id as string;
    const shown = [await post('basic'), await post('health')];
    const seats = await ok(coordinator.get(`/people/${person}/team`));
    const own = seats.find((s: { role: string; in_force: boolean }) => s.role === 'coordinator' && s.in_force).id;
    const hidden = [await post('development'), await post('education'), await post('welfare'), await post('family'), await post('health', { whole_team: false, seat_ids: [own] })];
    const nurse = await enter();
    await openedBy(nurse, person, facts);
    const { items } = await ok(nurse.get(`/people/${person}/entries?limit=100`));
    const ids = new Set(items.map((e: { id: string }) => e.id));
    expect(shown.every((id) => ids.has(id))).toBe(true);
    expect(hidden.some((id) => ids.has(id))).toBe(false);
    expect(items.every((e: { info_class: string }) => ['basic', 'health'].includes(e.info_class))).toBe(true);
    for (const id of hidden) expect((await nurse.get(`/people/${person}/entries/${id}`)).status).toBe(404);
    const hits = await ok(nurse.post(`/people/${person}/search`, { q: '緊急閲覧の試験' }));
    expect(hits.total).toBe(2);
    expect((await ok(nurse.get(`/people/${person}/entries/${shown[0]}`))).receipts).toEqual([]);
    expect((await nurse.get(`/people/${person}/entries/${shown[0]}/versions`)).status).toBe(403);
    // Nothing of the person comes along in the feed, but that the look was opened.
    const kinds = async (): Promise<Set<string>> => {
      const { changes } = await ok(nurse.get('/sync?after=0&limit=1000'));
      return new Set(changes.filter((c: { person_id?: string }) => c.person_id === person).map((c: { kind: string }) => c.kind));
    };
    // On PostgreSQL a change shows once every older writer of the server is done, those of other databases too.
    await expect.poll(async () => (await kinds()).size).toBeGreaterThan(0);
    expect(await kinds()).toEqual(new Set(['break_glass']));
    expect((await ok(nurse.get('/people'))).length).toBe(0);
  });

  test('two searches at once count as two', async () => {
    const nurse = await enter();
    const all = await Promise.all(Array.from({ length: 12 }, (_, i) => nurse.post('/break-glass/search', { ...facts, given_kana: 'チガウ'.repeat(i + 1) })));
    expect(all.filter((a) => a.status === 200).length).toBeLessThanOrEqual(5);
    expect(all.every((a) => [200, 429].includes(a.status))).toBe(true);
  });

  test('a guardian can ask about such a look and is told of it', async () => {
    const notices = await ok(mother.get('/break-glass/notices'));
    expect(notices.length).toBeGreaterThanOrEqual(2);
    const log = await ok(mother.get(`/people/${person}/access-log`));
    const look = log.items.find((i: { basis: string; action: string }) => i.basis === 'break_glass' && i.action === 'read');
    expect((await mother.post(`/people/${person}/access-log/questions`, { id: v7(), look: look.id, body: '何がありましたか。' })).status).toBe(201);
    for (const notice of notices) expect((await mother.post(`/people/${person}/break-glass/${notice.id}/seen`)).status).toBe(204);
    expect(await ok(mother.get('/break-glass/notices'))).toEqual([]);
    expect((await mother.post('/break-glass/search', facts)).status).toBe(403);
  });

  test('a suspended post loses it at once', async () => {
    const nurse = await enter();
    await openedBy(nurse, person, facts);
    expect((await nurse.get(`/people/${person}`)).status).toBe(200);
    await ok(operator.post(`/staff/${nurse.account!.post_id}/state`, { state: 'suspended', reason: '確認のため' }));
    expect((await nurse.get(`/people/${person}`)).status).toBe(401);
  });

  test('the clock ends it, at whatever the browser believes', async () => {
    const nurse = outsiders.shift()!;
    const client = await signIn(server, nurse);
    await openedBy(client, person, facts);
    clock.set(23 * hours);
    const again = async (): Promise<Client> => {
      const next = await signInWeakly(server, nurse);
      await ok(next.post('/session/totp', { code: await codeFor(server.origin, nurse, clock.now()) }));
      return next;
    };
    expect((await (await again()).get(`/people/${person}`)).status).toBe(200);
    clock.set(24 * hours + 120);
    const late = await again();
    const over = await late.get(`/people/${person}`);
    expect([over.status, over.body.code]).toEqual([403, 'forbidden']);
    expect((await late.get(`/people/${person}/entries`)).status).toBe(403);
    const [own] = await ok(late.get('/break-glass/mine'));
    expect([own.open, own.ended_how, own.person_name]).toEqual([false, 'time', '']);
    clock.set(0);
  });
});
