// Requests for help over HTTP on both engines: asked without an account, sorted at a desk, accepted by a coordinator, and
// waiting seen to its end; who learns nothing; what a kill leaves.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, day, hinataOf, ok } from '../support/cast.ts';
import { Client, signIn, signInWeakly } from '../support/client.ts';
import { engines, type Server, startServer } from '../support/server.ts';

const version = (n: number) => ({ 'if-match': `"${n}"` });
let child = 0;
const sheet = (more: object = {}) => ({
  asker_name: '相談 花子', relation: 'mother', family_name: '相談', given_name: `太郎${++child}`, family_kana: 'ソウダン', given_kana: `タロウ${'アイウエオカキクケコサシスセソ'[child]}`,
  birth_date: day(-1200 - child), district: 'みなみ小学校区', worries: ['speech', 'play'], words: 'ひみつの相談ことば', supporters: '', reach: 'phone',
  contact: '090-0000-9876', contact_when: '昼', ...more,
});

describe.each(engines)('requests for help and waiting on %s', (engine) => {
  let server: Server;
  let coordinator: Client, operator: Client, mother: Client, outsider: Client, neighbour: Client;
  const nobody = () => new Client(server.origin);
  let addresses = 0;
  const from = () => ({ 'x-forwarded-for': `2001:db8:${(++addresses).toString(16)}::1` });
  const ask = (body: object, headers: Record<string, string> = from()) => nobody().post('/portal/yuino/intakes', body, headers);
  const ofReceipt = async (receipt: string) =>
    (await ok(coordinator.get('/intakes'))).items.find((line: { receipt: string }) => line.receipt === receipt);
  const move = (who: Client, line: { id: string; version: number }, state: string, more: object = {}) =>
    who.put(`/intakes/${line.id}/state`, { state, note: '', coordinator_post: null, close_reason: null, ...more }, version(line.version));
  const assign = (line: { id: string; version: number }) => move(coordinator, line, 'assigned', { coordinator_post: coordinator.account!.post_id });
  const personOf = (given: ReturnType<typeof sheet>, more: object = {}) => ({
    id: v7(), family_name: given.family_name, given_name: given.given_name, family_kana: given.family_kana, given_kana: given.given_kana,
    birth_date: given.birth_date, sex: 'unknown', postal_code: '', address: '', phone: '', language: '', not_a_double: false, ...more,
  });
  const accept = (who: Client, line: { id: string; version: number }, body: object) =>
    who.post(`/intakes/${line.id}/person`, { person: null, person_id: null, stage: 'test', ...body }, version(line.version));

  beforeAll(async () => {
    server = await startServer(engine, { staff: 64, entries: 40 }, { env: { MUSUBI_LISTEN_TRUSTED_PROXIES: '127.0.0.1' } });
    coordinator = await signIn(server, account(server, 'coordinator'));
    operator = await signIn(server, account(server, 'operator'));
    mother = await signIn(server, account(server, 'mother'));
    outsider = await signIn(server, account(server, 'teacher'));
    neighbour = await signIn(server, account(server, 'neighbour'));
  });
  afterAll(() => server?.stop());

  test('from the portal to a coordinated child, through a kill', async () => {
    const given = sheet();
    const body = { id: v7(), sheet: given };
    const sent = await ok(ask(body));
    expect(Object.keys(sent), 'a number and nothing else').toEqual(['receipt']);
    expect((await ask(body)).body, 'sent again').toEqual(sent);
    expect((await ask({ ...body, sheet: sheet() })).status, 'another one under its id').toBe(409);
    await server.kill();
    await server.restart();
    const line = await ofReceipt(sent.receipt);
    expect(line).toMatchObject({ state: 'received', channel: 'portal', wait: { stage: 'received', days: 0, limit: 7 }, mine: false });

    const asked = await ok(move(coordinator, line, 'asking', { note: '留守番電話に伝言' }));
    expect((await move(coordinator, line, 'asking', { note: 'おそい' })).status).toBe(409);
    const answered = await ok(move(coordinator, asked.line, 'received'));
    expect((await accept(coordinator, answered.line, { person: personOf(given) })).status, 'nobody’s yet').toBe(410);
    const assigned = await ok(assign(answered.line));
    expect(assigned.line).toMatchObject({ state: 'assigned', mine: true, wait: { stage: 'interview' } });
    const person = personOf(given);
    const accepted = await ok(accept(coordinator, assigned.line, { person }));
    expect(accepted).toMatchObject({ line: { state: 'accepted' }, person_id: person.id, may: [] });
    expect((await ok(accept(coordinator, assigned.line, { person }))).line.version, 'sent again').toBe(accepted.line.version);
    expect(accepted.versions.map((v: { state: string }) => v.state)).toEqual(['accepted', 'assigned', 'received', 'asking', 'received']);
    expect(accepted.versions.at(-1)).toMatchObject({ by_name: '', by_facility: '' });
    expect(accepted.versions[1].by_name).toBe(coordinator.account!.name);

    const [seat] = await ok(coordinator.get(`/people/${person.id}/team`));
    expect(seat).toMatchObject({ role: 'coordinator', post_id: coordinator.account!.post_id });
    const waiting = await ok(coordinator.get(`/people/${person.id}/waiting`));
    expect(waiting).toMatchObject({ wait: { stage: 'test', total_days: 0 }, version: 3, requests: [{ receipt: sent.receipt, sheet: { words: 'ひみつの相談ことば' } }] });
    expect((await ok(coordinator.get('/waiting'))).cards.map((c: { person_id: string }) => c.person_id)).toContain(person.id);
    const [first] = await ok(coordinator.get(`/people/${person.id}/team/suggestions`));
    expect(first).toMatchObject({ team_template: 'developmental', worries: ['speech', 'play'] });
    const place = first.places.find((p: { facility_type: string }) => p.facility_type === 'child_development_support');
    const free = place.facilities.find((f: { reasons: string[] }) => f.reasons.includes('vacancy'));
    expect(free.places_as_of).toBeTruthy();
    const seats = await ok(coordinator.post(`/people/${person.id}/team/from-template`, {
      template: 'developmental', starts_on: day(0), choices: [{ place: place.place, facility_id: free.facility_id, post_id: null, id: v7() }],
    }));
    expect(seats[0]).toMatchObject({ state: 'invited', facility_id: free.facility_id });
    expect(server.log()).not.toMatch(/ひみつの相談|相談 花子|9876|太郎/);
  });

  test('who is not of a desk learns nothing, and every look is written down', async () => {
    const { line } = await ok(coordinator.post('/intakes', { id: v7(), channel: 'phone', caller: '園長', received_on: day(-1), sheet: sheet() }));
    const weak = await signInWeakly(server, account(server, 'coordinator'));
    expect((await weak.get(`/intakes/${line.id}`)).status).toBe(401);
    expect((await nobody().get(`/intakes/${line.id}`)).status).toBe(401);
    for (const who of [operator, mother, outsider, neighbour]) {
      const missing = (await who.get(`/intakes/${v7()}`)).body;
      const there = await who.get(`/intakes/${line.id}`);
      expect([there.status, there.body.code, there.body.detail]).toEqual([404, missing.code, missing.detail]);
      expect((await move(who, line, 'asking', { note: 'x' })).status).toBe(404);
      expect(await ok(who.get('/intakes'))).toEqual({ at_desk: false, items: [], worries: [] });
      const board = await ok(who.get('/waiting'));
      expect([board.at_desk, board.counts]).toEqual([false, []]);
      expect(JSON.stringify(board)).not.toContain(line.id);
    }
    const log = await ok(operator.get(`/audit/rows?from=${day(-1)}&to=${day(0)}`));
    const rows = JSON.stringify(log);
    expect(rows).toContain('write_intake');
    expect(rows).not.toMatch(/相談 花子|ひみつ/);
  });

  test('a desk is named and unnamed by the operators, and at once', async () => {
    const { desks } = await ok(operator.get('/intake-settings'));
    const own = desks.find((d: { facility_id: string }) => d.facility_id === coordinator.account!.facility_id);
    expect(own.named).toBe(true);
    expect((await operator.put(`/intake-desks/${outsider.account!.facility_id}`, { named: true, reason: '試験' })).status, 'a school is no desk').toBe(404);
    expect((await coordinator.put(`/intake-desks/${own.facility_id}`, { named: false, reason: '試験' })).status).toBe(403);
    const { line } = await ok(coordinator.post('/intakes', { id: v7(), channel: 'visit', caller: '', received_on: day(0), sheet: sheet() }));
    await ok(operator.put(`/intake-desks/${own.facility_id}`, { named: false, reason: '体制の変更' }));
    expect((await coordinator.get(`/intakes/${line.id}`)).status).toBe(404);
    expect((await ok(coordinator.get('/intakes'))).at_desk).toBe(false);
    await ok(operator.put(`/intake-desks/${own.facility_id}`, { named: true, reason: '元に戻す' }));
    expect((await ok(coordinator.get(`/intakes/${line.id}`))).line.id).toBe(line.id);
    expect((await ok(nobody().get('/portal/tonarino/intakes'))).desks).toEqual([]);
    expect((await nobody().post('/portal/tonarino/intakes', { id: v7(), sheet: sheet() }, from())).status).toBe(404);
  });

  test('what cannot be a request is refused with its field, and one address cannot flood the desk', async () => {
    const field = async (more: object) => {
      const answer = await ask({ id: v7(), sheet: sheet(more) });
      return [answer.status, answer.body.field];
    };
    expect(await field({ birth_date: day(1) })).toEqual([422, 'sheet.birth_date']);
    expect(await field({ worries: ['nonsense'] })).toEqual([422, 'sheet.worries']);
    expect(await field({ worries: [], words: '' })).toEqual([422, 'sheet.worries']);
    expect(await field({ family_name: '' })).toEqual([422, 'sheet.family_name']);
    expect(await field({ contact: 'x'.repeat(201) })).toEqual([422, 'sheet.contact']);
    expect((await ask({ id: v7(), sheet: { ...sheet(), more: 1 } })).status).toBe(422);
    expect((await coordinator.post('/intakes', { id: v7(), channel: 'phone', caller: '', received_on: day(1), sheet: sheet() })).body.field).toBe('received_on');
    const flood = from();
    const answers = [];
    child = 0;
    for (let i = 0; i < 45; ++i) answers.push((await ask({ id: v7(), sheet: sheet({ given_kana: 'フラッド' }) }, flood)).status);
    expect(answers.slice(0, 40).every((s) => s === 201)).toBe(true);
    expect(answers).toContain(429);
    child = 0;
  });

  test('closed with a reason, opened again; a known child is joined only by its coordinator', async () => {
    const given = sheet();
    const made = await ok(coordinator.post('/intakes', { id: v7(), channel: 'phone', caller: '', received_on: day(-20), sheet: given }));
    expect(made.line.wait).toMatchObject({ days: 20, mark: 'over', limit: 7 });
    expect((await move(coordinator, made.line, 'closed')).body.field).toBe('close_reason');
    const closed = await ok(move(coordinator, made.line, 'closed', { close_reason: 'no_reply', note: '3回電話した' }));
    expect((await ok(coordinator.get('/intakes?closed=true'))).items.map((l: { id: string }) => l.id)).toContain(made.line.id);
    expect((await assign(closed.line)).status).toBe(410);
    const reopened = await ok(move(coordinator, closed.line, 'received', { note: '連絡があった' }));
    const edited = await ok(coordinator.put(`/intakes/${made.line.id}`, { sheet: { ...given, words: '言い直した' }, reason: '電話で' }, version(reopened.line.version)));
    expect(edited.versions.at(-1).sheet.words).toBe('ひみつの相談ことば');
    expect((await move(coordinator, edited.line, 'assigned', { coordinator_post: outsider.account!.post_id })).body.field).toBe('coordinator_post');
    const assigned = await ok(assign(edited.line));
    const strangers = v7();
    expect((await accept(coordinator, assigned.line, { person_id: strangers })).status).toBe(404);
    expect((await accept(coordinator, assigned.line, {})).status).toBe(422);
    const hinata = await hinataOf(coordinator);
    const joined = await ok(accept(coordinator, assigned.line, { person_id: hinata, stage: 'visit' }));
    expect(joined.person_id).toBe(hinata);
    const waiting = await ok(coordinator.get(`/people/${hinata}/waiting`));
    expect(waiting).toMatchObject({ wait: { stage: 'visit', days: 0, total_days: 20 }, requests: [{ sheet: { words: '言い直した' } }] });
  });

  test('moving a child on: versions, days, refusals, and a task before the limit', async () => {
    const hinata = await hinataOf(coordinator);
    const member = outsider; // the teacher has a seat in this team, and no part in its coordination
    const at = `/people/${hinata}/waiting`;
    const before = await ok(coordinator.get(at));
    const to = (stage: string, since: string, more: object = {}) => ({ stage, since, note: '', referred_to: '', ...more });
    expect((await coordinator.put(at, to('service', day(0)))).status).toBe(428);
    expect((await coordinator.put(at, to('service', day(1)), version(before.version))).body.field).toBe('since');
    expect((await coordinator.put(at, to('nowhere', day(0)), version(before.version))).status).toBe(422);
    const moved = await ok(coordinator.put(at, to('service', day(0), { referred_to: '市内の事業所', note: '申込み' }), version(before.version)));
    expect((await ok(coordinator.put(at, to('service', day(0), { referred_to: '市内の事業所', note: '申込み' }), version(before.version)))).version).toBe(moved.version);
    const lost = await coordinator.put(at, to('supported', day(0)), version(before.version));
    expect([lost.status, lost.body.current.version]).toEqual([409, moved.version]);
    const stranger = await signIn(server, account(server, 'caremanager'));
    for (const [who, status] of [[mother, 403], [member, 403], [stranger, 404], [operator, 404], [neighbour, 404]] as const) {
      expect((await who.get(at)).status).toBe(status);
      expect((await who.put(at, to('supported', day(0)), version(moved.version))).status).toBe(status);
    }
    const settings = await ok(operator.get('/intake-settings'));
    expect(settings.limits_are_default).toBe(true);
    const limits = { ...settings.limits, service: 5, remind_before: 7 };
    expect((await operator.put('/intake-settings', { limits: { ...limits, service: 0 }, reason: 'x' }, version(settings.version))).status).toBe(422);
    await ok(operator.put('/intake-settings', { limits, reason: '市の目安' }, version(settings.version)));
    expect((await operator.put('/intake-settings', { limits: settings.limits, reason: 'おそい' }, version(settings.version))).status).toBe(409);
    const again = await ok(coordinator.put(at, to('service', day(0), { note: '電話した' }), version(moved.version)));
    expect(again.wait).toMatchObject({ stage: 'service', limit: 5, mark: 'near' });
    const open = async () => (await ok(coordinator.get(`/people/${hinata}/tasks`))).items.filter((task: { source: string }) => task.source === 'waiting');
    await expect.poll(open).toMatchObject([{ due_on: day(5), owner: { kind: 'coordinators' } }]);
    await ok(coordinator.put(at, to('supported', day(0)), version(again.version)));
    await expect.poll(open).toEqual([]);
    const board = await ok(coordinator.get('/waiting'));
    expect(board.at_desk).toBe(true);
    const days = board.cards.map((c: { wait: { days: number } }) => c.wait.days);
    expect(days).toEqual(days.toSorted((a: number, b: number) => b - a));
    for (const count of board.counts) expect(count.longest).toBeGreaterThanOrEqual(count.median);
  });

  test('vacancies are the manager’s to state', async () => {
    const manager = await signIn(server, server.accounts.find((a) => a.is_manager && a.region === 'yuino' && a.facility_id !== coordinator.account!.facility_id)!);
    const at = `/facilities/${manager.account!.facility_id}/vacancies`;
    const now = await ok(coordinator.get(at));
    const body = { services: [{ service: '児童発達支援', places: 3, note: '火曜のみ' }], as_of: day(0) };
    expect((await coordinator.put(at, body, version(now.version))).status).toBe(403);
    expect((await manager.put(at, { ...body, as_of: day(1) }, version(now.version))).body.field).toBe('as_of');
    expect(await ok(manager.put(at, body, version(now.version)))).toMatchObject({ version: now.version + 1, as_of: day(0), by_name: manager.account!.name });
    expect((await manager.put(at, { ...body, services: [] }, version(now.version))).status).toBe(409);
    expect((await neighbour.get(at)).status).toBe(404);
  });
});
