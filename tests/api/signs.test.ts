// Early signs over HTTP on both engines, with the real job: raised from what was written, explained, dismissed with a reason,
// kept after a kill, switched off by the region; and who learns nothing.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, day, hinataOf, ok, seated } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { engines, type Server, startServer } from '../support/server.ts';

interface Sign {
  id: string; rule: string; state: string; version: number; why_ja: string; cannot_ja: string; next_ja: string; by_name: string; reason: string;
  sources: { text: string; url: string }[]; facts: { kind: string; id: string; on: string; ja: string }[];
}
const version = (n: number) => ({ 'if-match': `"${n}"` });
const attendance = (on: string, kind: string) => ({
  id: v7(), type: 'attendance',
  state: {
    at: `${on}T00:30:00Z`, info_class: 'education', value: null, value2: null, kind, what: '', before: '', after: '', note: '', with_guardians: false,
  },
});

describe.each(engines)('early signs on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let nurse: Client;
  let mother: Client;
  let operator: Client;
  let hinata: string;
  const path = (more = '') => `/people/${hinata}/signs${more}`;
  const signsOf = (who: Client, person = hinata): Promise<Sign[]> => ok(who.get(`/people/${person}/signs`));
  const find = async (rule: string, who = coordinator, person = hinata) => (await signsOf(who, person)).find((s) => s.rule === rule);
  /** The job needs a moment; on PostgreSQL it waits for the oldest writer. */
  async function until<T>(look: () => Promise<T>): Promise<NonNullable<T>> {
    for (let tries = 0; tries < 200; ++tries) {
      const found = await look();
      if (found) return found;
      await new Promise((next) => setTimeout(next, 100));
    }
    throw new Error('it did not come');
  }
  const screened = (failed: number, on: string) => ({
    id: v7(), instrument: 'm_chat',
    state: {
      tested_on: on, edition: '日本語版', reporter: 'parent', outside: false, facility: '', examiner: '', place: '', conditions: '',
      info_class: 'development', findings: '', for_guardians: '', for_teachers: '', with_guardians: false, numbers_with_guardians: false,
      file_ids: [],
      values: [{
        domain: 'total', value: failed, age_months: null, low: null, high: null, band_level: null, standard_error: null, percentile: null,
        described_as: '', note: '',
      }],
    },
  });

  beforeAll(async () => {
    server = await startServer(engine, { entries: 60 });
    [coordinator, nurse, mother, operator] = await Promise.all(
      ['coordinator', 'nurse', 'mother', 'operator'].map((login) => signIn(server, account(server, login))),
    ) as [Client, Client, Client, Client];
    hinata = await hinataOf(coordinator);
  });
  afterAll(() => server?.stop());

  test('a sign says why, from what, what it cannot know, what comes next, and its sources', async () => {
    const sign = await until(() => find('m_chat_interview'));
    expect(sign).toMatchObject({ state: 'open', by_name: '' });
    expect(sign.facts[0]).toMatchObject({ kind: 'assessment', ja: expect.stringMatching(/M-CHAT.*：4$/) });
    for (const words of [sign.why_ja, sign.cannot_ja, sign.next_ja]) expect(words).not.toBe('');
    expect(sign.cannot_ja).toContain('診断ではありません');
    expect(sign.sources[0]!.url).toContain('PMC3608483');
  });

  test('nobody without the right learns of it: no page, no stream, no row in the family’s log', async () => {
    const sign = await until(() => find('m_chat_interview'));
    for (const ask of [
      mother.get(path()), mother.get(path(`/${sign.id}/versions`)), mother.put(path(`/${sign.id}/state`), { state: 'dismissed', reason: 'x' }, version(1)),
    ]) expect((await ask).status).toBe(403);
    const neighbour = await signIn(server, account(server, 'neighbour-operator'));
    expect((await neighbour.get(path())).status).toBe(404);
    expect((await operator.get(path())).status).toBe(404);
    const team = await ok(coordinator.get(`/people/${hinata}/team`));
    const outside = server.accounts.find(
      (a) => a.kind === 'professional' && a.region === 'yuino' && !team.some((s: { facility_id: string }) => s.facility_id === a.facility_id),
    )!;
    const ended = await signIn(server, outside);
    expect((await ended.get(path())).status).toBe(404);
    const seat = await seated(coordinator, hinata, ended);
    expect((await ended.get(path())).status).toBe(200);
    await ok(coordinator.post(`/people/${hinata}/team/${seat}/end`, { on: day(-1), reason: '担当が変わった' }));
    expect((await ended.get(path())).status).toBe(404);
    const log = await mother.get(`/people/${hinata}/access-log`);
    expect(log.text).not.toMatch(/keep_sign/);
    const { changes } = await ok(coordinator.get('/sync?after=0&limit=1000'));
    expect(changes.some((c: { kind: string }) => c.kind.startsWith('sign') && c.kind !== 'sign_rules')).toBe(false);
  });

  test('a sign is dismissed on the version that was seen, survives a kill, and comes back when it gets worse', async () => {
    const sign = await until(() => find('m_chat_interview'));
    const state = path(`/${sign.id}/state`);
    expect((await nurse.put(state, { state: 'dismissed', reason: '' }, version(sign.version))).body.field).toBe('reason');
    expect((await nurse.put(state, { state: 'over', reason: 'x' }, version(sign.version))).status).toBe(422);
    expect((await nurse.put(state, { state: 'dismissed', reason: 'x' })).status).toBe(428);
    const put = await nurse.put(state, { state: 'dismissed', reason: '面接は保健センターで済んでいる' }, version(sign.version));
    expect(put.body).toMatchObject({ state: 'dismissed', version: sign.version + 1, reason: '面接は保健センターで済んでいる' });
    await server.kill();
    await server.restart();
    expect((await nurse.put(state, { state: 'dismissed', reason: '面接は保健センターで済んでいる' }, version(sign.version))).status).toBe(200);
    const lost = await coordinator.put(state, { state: 'open', reason: 'x' }, version(sign.version));
    expect(lost.status).toBe(409);
    expect(lost.body.current.version).toBe(sign.version + 1);

    const later = new Date(Date.parse(sign.facts[0]!.on) + 30 * 86_400_000).toISOString().slice(0, 10);
    await ok(nurse.post(`/people/${hinata}/assessments`, screened(6, later)));
    const back = await until(async () => {
      const now = await find('m_chat_interview');
      return now?.state === 'open' ? now : undefined;
    });
    expect(back.facts[0]!.ja).toMatch(/：6$/);
    const past = await ok(coordinator.get(path(`/${sign.id}/versions`)));
    expect(past.slice(0, 2).map((v: { state: string; by_name: string }) => [v.state, v.by_name])).toEqual([['open', ''], ['dismissed', nurse.account!.name]]);
    expect(past[1].reason).toBe('面接は保健センターで済んでいる');
  });

  test('days of absence can be written down, and a kind is needed', async () => {
    const records = `/people/${hinata}/records`;
    expect((await coordinator.post(records, { items: [attendance(day(-2), 'unable')] })).status).toBe(201);
    expect((await coordinator.post(records, { items: [attendance(day(-2), 'holiday')] })).body.field).toMatch(/kind/);
  });

  test('an operator switches a rule off with a reason: its signs are gone at once, and back with it', async () => {
    const rules = await ok(operator.get('/region/sign-rules'));
    expect(rules.map((r: { code: string }) => r.code)).toEqual(
      ['absence', 'hearing_follow_up', 'hiragana_naming', 'hiragana_naming_45', 'm_chat_high', 'm_chat_interview', 'mim_stage', 'reading_aloud', 'vision_follow_up', 'weight_fall']);
    for (const rule of rules) expect(rule.sources.length, rule.code).toBeGreaterThan(0);
    const rule = '/region/sign-rules/m_chat_interview';
    for (const who of [coordinator, mother]) expect((await who.put(rule, { is_on: false, reason: 'x' }, version(0))).status).toBe(403);
    expect((await operator.put('/region/sign-rules/none', { is_on: false, reason: 'x' }, version(0))).status).toBe(404);
    expect((await operator.put(rule, { is_on: false, reason: '' }, version(0))).body.field).toBe('reason');
    expect((await operator.put(rule, { is_on: false, reason: '市の協議会で決めた' }, version(0))).body).toMatchObject({ is_on: false, version: 1 });
    expect(await find('m_chat_interview')).toBeUndefined();
    expect((await operator.put(rule, { is_on: true, reason: 'x' }, version(0))).status).toBe(409);
    const on = await ok(operator.put(rule, { is_on: true, reason: 'また使う' }, version(1)));
    expect(on.versions.map((v: { reason: string }) => v.reason)).toEqual(['また使う', '市の協議会で決めた']);
    expect(await find('m_chat_interview')).toBeDefined();
  });
});
