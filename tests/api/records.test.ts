// Records and growth over HTTP on both engines: write once, amend, alert, import, paper; and who gets nothing.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, signIn } from '../support/client.ts';
import { newEntry } from '../support/notebook.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

describe.each(engines)('records on %s', (engine) => {
  let server: Server;
  let nurse: Client;
  let coordinator: Client;
  let mother: Client;
  let hinata: string;
  const account = (login: string): DemoAccount => server.accounts.find((a) => a.login === login)!;
  const temperature = (value: number, more: object = {}) => ({
    id: v7(),
    type: 'temperature',
    state: {
      at: new Date().toISOString(), info_class: 'health', value, value2: null, kind: '', what: '', before: '', after: '',
      note: '', with_guardians: true, ...more,
    },
  });
  beforeAll(async () => {
    server = await startServer(engine, { entries: 60 });
    nurse = await signIn(server, account('nurse'));
    coordinator = await signIn(server, account('coordinator'));
    mother = await signIn(server, account('mother'));
    hinata = (await coordinator.get('/people')).body.find((p: { name: string }) => p.name === '佐藤 ひなた').id;
  });
  afterAll(() => server?.stop());

  test('a record is kept once, amended by versions, taken back with a reason, and survives the server being killed', async () => {
    const record = temperature(37.4);
    const first = await nurse.post(`/people/${hinata}/records`, { items: [record] });
    expect(first.status).toBe(201);
    await server.kill();
    await server.restart();
    const again = await nurse.post(`/people/${hinata}/records`, { items: [record] });
    expect(again.status).toBe(201);
    expect(again.body[0].version).toBe(1);

    const path = `/people/${hinata}/records/${record.id}`;
    const edit = { state: { ...record.state, value: 36.9 }, reason: '打ち間違い' };
    expect((await nurse.put(path, edit)).status).toBe(428);
    expect((await nurse.put(path, edit, { 'if-match': '"1"' })).body.version).toBe(2);
    expect((await nurse.put(path, { ...edit, state: { ...edit.state, value: 35 } }, { 'if-match': '"1"' })).status).toBe(409);
    expect((await coordinator.put(path, edit, { 'if-match': '"2"' })).status).toBe(403);
    const versions = await mother.get(`${path}/versions`);
    expect(versions.body.map((v: { state: { value: number } }) => v.state.value)).toEqual([36.9, 37.4]);
    expect((await nurse.post(`${path}/hide`, { reason: '別の子の記録' })).body.hidden.reason).toBe('別の子の記録');
    const shown = (await mother.get(`/people/${hinata}/records?type=temperature&limit=200`)).body.items;
    expect(shown.some((r: { id: string }) => r.id === record.id)).toBe(false);
  });

  test('what was measured goes with the entry in one act: kept once, within bounds, shown beside it to whom it reaches', async () => {
    const measure = (type: string, value: number | null, value2: number | null = null) => ({ id: v7(), type, value, value2 });
    const entry = newEntry('朝の訪問。機嫌よく過ごしています。', {
      info_class: 'basic', with_guardians: true, records: [measure('temperature', 39.6), measure('blood_pressure', 98, 56)],
    });
    const wrong = (at: number, change: object) => ({ ...entry, records: entry.records!.map((r, i) => (i === at ? { ...r, ...change } : r)) });
    for (const [body, field] of [
      [wrong(0, { value: 396 }), 'records[0].value'], [wrong(1, { value2: null }), 'records[1].value2'],
      [wrong(0, { type: 'mood' }), 'records[0].type'], [wrong(0, { value: 'hot' }), 'records[0].value'],
    ] as const) {
      const refused = await nurse.post(`/people/${hinata}/entries`, body);
      expect(refused.body, field).toMatchObject({ status: 422, field });
    }
    const [first, second] = await Promise.all([0, 1].map(() => nurse.post(`/people/${hinata}/entries`, entry)));
    expect([first!.status, second!.status], first!.text).toEqual([201, 201]);
    expect(first!.body.records).toMatchObject([{ type: 'temperature', value: 39.6, alert: 'high' }, { type: 'blood_pressure', value: 98, value2: 56 }]);
    expect((await nurse.post(`/people/${hinata}/entries`, wrong(0, { value: 38.6 }))).status).toBe(409);
    const kept = (await nurse.get(`/people/${hinata}/records?limit=200`)).body.items as { id: string }[];
    expect(kept.filter((r) => entry.records!.some((measure) => measure.id === r.id))).toHaveLength(2);
    const beside = async (who: Client) => (await who.get(`/people/${hinata}/entries/${entry.id}`)).body.entry.records.length;
    expect(await beside(coordinator)).toBe(2);
    expect(await beside(mother)).toBe(2);
    expect((await coordinator.get('/today/records')).body.alerts.some((a: { record: { id: string } }) => a.record.id === entry.records![0]!.id)).toBe(true);
    await nurse.post(`/people/${hinata}/entries/${entry.id}/hide`, { reason: '別の子でした' });
    const records = (await nurse.get(`/people/${hinata}/records?limit=200`)).body.items as { id: string; hidden?: { reason: string } }[];
    expect(records.filter((r) => entry.records!.some((m) => m.id === r.id)).map((r) => r.hidden?.reason)).toEqual(['別の子でした', '別の子でした']);
  });

  test('what is beyond the limits waits in 今日 until somebody of the team looked', async () => {
    const hot = temperature(39.4);
    expect((await nurse.post(`/people/${hinata}/records`, { items: [hot] })).body[0].alert).toBe('high');
    const waits = async (who: Client) =>
      (await who.get('/today/records')).body.alerts.some((a: { record: { id: string } }) => a.record.id === hot.id);
    expect(await waits(coordinator)).toBe(true);
    expect(await waits(mother)).toBe(false);
    expect((await coordinator.put(`/people/${hinata}/records/${hot.id}/alert-seen`)).body.alert_seen.by_name).toBeTruthy();
    expect(await waits(nurse)).toBe(false);
  });

  test('only leads and coordinators set limits, each on the version they saw', async () => {
    const limit = { low: 60, high: 140, low2: null, high2: null, note: '' };
    expect((await nurse.put(`/people/${hinata}/record-limits/pulse`, limit, { 'if-match': '"0"' })).status).toBe(403);
    expect((await coordinator.put(`/people/${hinata}/record-limits/pulse`, limit, { 'if-match': '"0"' })).status).toBe(200);
    expect((await coordinator.put(`/people/${hinata}/record-limits/pulse`, limit, { 'if-match': '"0"' })).status).toBe(409);
  });

  test('a table is tried first, then taken in whole', async () => {
    const table = '日付,時刻,種類,値,区分\n2026/2/3,8:30,体温,36.6,\n2026/2/3,12:00,食事,7,昼食\n';
    const csv = { 'content-type': 'text/csv' };
    const path = `/api/v1/people/${hinata}/records/import`;
    const trial = await nurse.send('POST', path, table, csv);
    expect(trial.body).toMatchObject({ rows: 2, errors: [], created: 0 });
    expect((await nurse.send('POST', `${path}?dry_run=false`, table, csv)).body.created).toBe(2);
    const wrong = await nurse.send('POST', `${path}?dry_run=false`, '日付,種類,値\n2026/2/3,体温,三十六\n', csv);
    expect(wrong.body.errors[0]).toMatchObject({ line: 2, column: '値' });
  });

  test('growth names its reference, and paper is a PDF with a fresh code only', async () => {
    const growth = (await mother.get(`/people/${hinata}/growth`)).body;
    expect(growth.reference).toBe('japan_2000');
    expect(growth.references.find((r: { code: string }) => r.code === 'japan_2000').source).toContain('Isojima');
    const height = growth.series.find((s: { measure: string }) => s.measure === 'height');
    expect(height.points.length).toBeGreaterThan(8);
    expect(height.curves.curves.map((c: { z: number }) => c.z)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    expect((await nurse.get(`/people/${hinata}/growth.pdf`)).status).toBe(403);
    const sheet = await coordinator.get(`/people/${hinata}/growth.pdf`);
    expect(sheet.status).toBe(200);
    expect(sheet.text.startsWith('%PDF-')).toBe(true);
    expect((await coordinator.get(`/people/${hinata}/records/day.pdf?on=2026-02-03`)).text.startsWith('%PDF-')).toBe(true);
    expect((await coordinator.get(`/people/${hinata}/records/month.pdf?on=2026-02-03`)).text.startsWith('%PDF-')).toBe(true);
  });

  test('the neighbour, an operator and another family learn nothing', async () => {
    const family = server.accounts.find((a) => a.kind === 'guardian' && a.region === 'yuino' && a.login !== 'mother')!;
    for (const login of ['neighbour', 'operator', family.login]) {
      const stranger = await signIn(server, account(login));
      for (const path of ['/records', '/records/start', '/records/series?type=temperature', '/growth', '/records/day.pdf?on=2026-02-03'])
        expect((await stranger.get(`/people/${hinata}${path}`)).status, `${login} ${path}`).toBe(404);
      expect((await stranger.post(`/people/${hinata}/records`, { items: [temperature(37)] })).status, login).toBe(404);
      if (login !== 'operator') expect((await stranger.get('/today/records')).text).not.toContain(hinata);
    }
  });
});
