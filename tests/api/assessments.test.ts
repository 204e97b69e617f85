// Results of instruments over HTTP on both engines: kept once, amended, taken back; numbers, summaries and files only to
// whom they are given; bad input; paper.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, day, hinataOf, ok } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { named, pdf } from '../support/files.ts';
import { engines, type Server, startServer } from '../support/server.ts';

const blank = {
  value: null, age_months: null, low: null, high: null, band_level: null, standard_error: null, percentile: null, described_as: '', note: '',
};
const value = (domain: string, number: number | null, more: object = {}) => ({ ...blank, domain, value: number, ...more });
const wisc = (more: object = {}) => ({
  id: v7(), instrument: 'wisc_v',
  state: {
    tested_on: day(-10), edition: '日本版 2021', reporter: 'examiner', outside: false, facility: '', examiner: '', place: '相談室',
    conditions: '眠そうだった', info_class: 'development', findings: '視空間が得意との所見',
    for_guardians: '見て組み立てる力が育っています。', for_teachers: '板書に絵を添えてください。', with_guardians: true,
    numbers_with_guardians: false, file_ids: [] as string[],
    values: [value('fsiq', 91, { low: 86, high: 96, band_level: 90, percentile: 27, described_as: '平均' }), value('coding', 6)],
    ...more,
  },
});

describe.each(engines)('assessments on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let nurse: Client;
  let teacher: Client;
  let mother: Client;
  let hinata: string;
  const path = (more = '') => `/people/${hinata}/assessments${more}`;
  const at = (id: string, more = '') => path(`/${id}${more}`);
  const seenBy = async (client: Client, id: string) =>
    (await ok(client.get(path()))).items.find((a: { id: string }) => a.id === id);

  beforeAll(async () => {
    server = await startServer(engine, { entries: 60 });
    [coordinator, nurse, teacher, mother] = await Promise.all(
      ['coordinator', 'nurse', 'teacher', 'mother'].map((login) => signIn(server, account(server, login))),
    ) as [Client, Client, Client, Client];
    hinata = await hinataOf(coordinator);
  });
  afterAll(() => server?.stop());

  test('instruments name their sources and hold no question', async () => {
    const { body, text } = await nurse.get('/instruments');
    expect(body.length).toBe(22);
    for (const instrument of body) expect(instrument.sources.length, instrument.code).toBeGreaterThan(0);
    const iq = body.find((i: { code: string }) => i.code === 'wisc_v');
    expect(iq.scales[0]).toMatchObject({ kind: 'standard', mean: 100, sd: 15 });
    expect(text).not.toMatch(/"items"|"questions"/);
  });

  test('a result is kept once, amended by versions, taken back with a reason, and survives the server being killed', async () => {
    const sent = wisc();
    const first = await nurse.post(path(), sent);
    expect(first.status, first.text).toBe(201);
    expect(first.body).toMatchObject({ version: 1, sight: 'full', out_of_age: false });
    expect(first.body.readings[0]).toMatchObject({ domain: 'fsiq', band_low: 86, band_high: 96, band_level: 90 });
    expect(first.body.readings[0].z).toBeCloseTo(-0.6);
    await server.kill();
    await server.restart();
    expect((await nurse.post(path(), sent)).body.version).toBe(1);
    const edit = { state: { ...sent.state, values: [value('fsiq', 93)] }, reason: '換算の見直し' };
    expect((await nurse.put(at(sent.id), edit)).status).toBe(428);
    expect((await nurse.put(at(sent.id), edit, { 'if-match': '"1"' })).body.version).toBe(2);
    const lost = await nurse.put(at(sent.id), { ...edit, state: sent.state }, { 'if-match': '"1"' });
    expect(lost.status).toBe(409);
    expect(lost.body.current.state.values[0].value).toBe(93);
    expect((await coordinator.put(at(sent.id), edit, { 'if-match': '"2"' })).status).toBe(403);
    const versions = (await ok(coordinator.get(at(sent.id, '/versions')))) as { state: { values: { value: number }[] }; reason: string }[];
    expect(versions.map((v) => v.state.values[0]!.value)).toEqual([93, 91]);
    expect(versions[0]!.reason).toBe('換算の見直し');
    expect((await nurse.post(at(sent.id, '/hide'), { reason: '別の子の結果' })).body.hidden.reason).toBe('別の子の結果');
    expect(await seenBy(mother, sent.id)).toBeUndefined();
    expect((await seenBy(teacher, sent.id)).state.values).toEqual([]);
    expect((await nurse.put(at(sent.id), edit, { 'if-match': '"3"' })).status).toBe(410);
    expect((await coordinator.get(at(sent.id, '/sheet.pdf'))).status).toBe(410);
  });

  test('guardians get the summary for them and nothing else, until the numbers are shared', async () => {
    const sent = wisc();
    await ok(nurse.post(path(), sent));
    const summary = await seenBy(mother, sent.id);
    expect(summary).toMatchObject({ sight: 'guardian_summary', readings: [], files: [], may_edit: false });
    expect(summary.state.for_guardians).toBe('見て組み立てる力が育っています。');
    expect(JSON.stringify(summary)).not.toMatch(/fsiq|"value"|眠そう|所見|板書|相談室/);
    const shared = { state: { ...sent.state, numbers_with_guardians: true }, reason: '' };
    await ok(nurse.put(at(sent.id), shared, { 'if-match': '"1"' }));
    expect((await seenBy(mother, sent.id)).state.values[0].value).toBe(91);
    const versions = (await ok(mother.get(at(sent.id, '/versions')))) as { state: { values: object[] } }[];
    expect(versions.map((v) => v.state.values.length)).toEqual([2, 0]);
    expect((await mother.post(path(), wisc())).status).toBe(403);
    expect((await mother.put(at(sent.id), shared, { 'if-match': '"2"' })).status).toBe(403);
    expect((await mother.get(at(sent.id, '/sheet.pdf'))).status).toBe(403);
  });

  test('whoever holds education but not development gets the summary for teachers and nothing else', async () => {
    const sent = wisc();
    await ok(nurse.post(path(), sent));
    const team = (await ok(coordinator.get(`/people/${hinata}/team`))) as { id: string; post_id: string; version: number; role: string; duty: string; starts_on: string; classes: string[] }[];
    const seat = team.find((s) => s.post_id === account(server, 'teacher').post_id)!;
    const change = (classes: string[], version: number) =>
      ok(coordinator.put(`/people/${hinata}/team/${seat.id}`, { role: seat.role, duty: seat.duty, classes, starts_on: seat.starts_on }, { 'if-match': `"${version}"` }));
    const narrowed = await change(['basic', 'education'], seat.version);
    const summary = await seenBy(teacher, sent.id);
    expect(summary).toMatchObject({ sight: 'teacher_summary', may_edit: false, may_hide: false });
    expect(summary.state.for_teachers).toBe('板書に絵を添えてください。');
    expect(JSON.stringify(summary)).not.toMatch(/fsiq|"value"|眠そう|所見|組み立てる/);
    const silent = wisc({ for_teachers: '' });
    await ok(nurse.post(path(), silent));
    expect(await seenBy(teacher, silent.id)).toBeUndefined();
    expect((await teacher.get(at(silent.id, '/versions'))).status).toBe(404);
    expect((await teacher.post(path(), wisc())).status).toBe(403);
    await change(seat.classes, narrowed.version);
  });

  test('the report is read by those who read the whole result', async () => {
    const sent = wisc();
    const file = (await nurse.send('POST', `/api/v1/people/${hinata}/files`, pdf, { 'content-type': 'application/octet-stream', ...named('報告書.pdf') })).body.id as string;
    sent.state.file_ids = [file];
    const kept = await ok(nurse.post(path(), sent));
    expect(kept.files[0]).toMatchObject({ id: file, filename: '報告書.pdf' });
    expect((await coordinator.get(`/people/${hinata}/files/${file}`)).status).toBe(200);
    expect((await mother.get(`/people/${hinata}/files/${file}`)).status).toBe(404);
    const elsewhere = wisc({ file_ids: [file] });
    const twice = await nurse.post(path(), elsewhere);
    expect(twice.status).toBe(422);
    expect(twice.body.field).toBe('state.file_ids');
    expect(await seenBy(nurse, elsewhere.id)).toBeUndefined();
    await ok(nurse.put(at(sent.id), { state: { ...sent.state, numbers_with_guardians: true }, reason: '' }, { 'if-match': '"1"' }));
    expect((await mother.get(`/people/${hinata}/files/${file}`)).status).toBe(200);
  });

  test('what cannot be is refused and names its field', async () => {
    const cases: [string, object][] = [
      ['state.values[0].value', { values: [value('fsiq', 4000)] }],
      ['state.values[0].domain', { values: [value('motor', 90)] }],
      ['state.values[1].domain', { values: [value('fsiq', 90), value('fsiq', 91)] }],
      ['state.values[0].low', { values: [value('fsiq', 90, { low: 95, high: 99, band_level: 90 })] }],
      ['state.values[0].band_level', { values: [value('fsiq', 90, { low: 85, high: 95 })] }],
      ['state.values[0].value', { values: [value('fsiq', null)] }],
      ['state.values', { values: [] }],
      ['state.tested_on', { tested_on: day(1) }],
      ['state.tested_on', { tested_on: '2001-01-01' }],
      ['state.edition', { edition: 'IV' }],
      ['state.reporter', { reporter: 'parent' }],
      ['state.info_class', { info_class: 'family' }],
      ['state.facility', { outside: true }],
      ['state.for_guardians', { for_guardians: '' }],
    ];
    for (const [field, more] of cases) {
      const answer = await coordinator.post(path(), wisc(more));
      expect(answer.status, `${field}: ${answer.text}`).toBe(422);
      expect(answer.body.field, answer.text).toBe(field);
    }
    expect((await nurse.post(path(), { ...wisc(), instrument: 'rorschach' })).body.field).toBe('instrument');
    expect((await nurse.post(path(), { ...wisc(), more: 1 })).status).toBe(422);
    expect((await nurse.post(path(), { ...wisc(), id: '00000000-0000-0000-0000-000000000000' })).status).toBe(422);
  });

  test('it is printed on one page, with a fresh code, by leads and coordinators', async () => {
    const sent = wisc();
    await ok(nurse.post(path(), sent));
    expect((await nurse.get(at(sent.id, '/sheet.pdf'))).status).toBe(403);
    const sheet = await coordinator.get(at(sent.id, '/sheet.pdf'));
    expect(sheet.status).toBe(200);
    expect(sheet.text.startsWith('%PDF-')).toBe(true);
    expect(sheet.text).toContain('/Count 1');
  });

  test('a test stands on the course of life', async () => {
    const sent = wisc();
    await ok(nurse.post(path(), sent));
    const marks = (await ok(coordinator.get(`/people/${hinata}/course`))).assessments as { id: string; ja: string }[];
    expect(marks.find((m) => m.id === sent.id)?.ja).toBe('WISC-V知能検査');
  });

  test('a guardian under a protective limit learns nothing of the results', async () => {
    const father = await signIn(server, account(server, 'limited-father'));
    const child = (await ok(father.get('/people')))[0].id as string;
    const sibling = await signIn(server, account(server, 'yuino-g0002'));
    expect((await ok(sibling.get(`/people/${child}/assessments`))).items.length).toBeGreaterThan(0);
    const list = await ok(father.get(`/people/${child}/assessments`));
    expect(list.items).toEqual([]);
    expect((await ok(father.get(`/people/${child}/course`))).assessments).toEqual([]);
  });

  test('the neighbour, an operator, another family and a seat that has ended learn nothing', async () => {
    const kept = wisc();
    await ok(nurse.post(path(), kept));
    const family = server.accounts.find((a) => a.kind === 'guardian' && a.region === 'yuino' && a.login !== 'mother')!;
    for (const login of ['neighbour', 'operator', family.login]) {
      const stranger = await signIn(server, account(server, login));
      for (const more of ['', `/${kept.id}/versions`, `/${kept.id}/sheet.pdf`]) expect((await stranger.get(path(more))).status, `${login} ${more}`).toBe(404);
      expect((await stranger.post(path(), wisc())).status, login).toBe(404);
    }
    const team = (await ok(coordinator.get(`/people/${hinata}/team`))) as { id: string; post_id: string }[];
    const seat = team.find((s) => s.post_id === account(server, 'teacher').post_id)!;
    await coordinator.post(`/people/${hinata}/team/${seat.id}/end`, { on: day(-1), reason: '試験' });
    expect((await teacher.get(path())).status).toBe(404);
    expect((await teacher.post(path(), wisc())).status).toBe(404);
    expect(server.log()).not.toMatch(/所見|組み立てる|板書|wisc_v/);
  });
});
