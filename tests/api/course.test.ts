// The course of life over HTTP on both engines: kept once, amended, taken back; what follows becomes a task; a missed
// check-up asks the coordinator; paper; and who gets nothing.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day, ok } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

describe.each(engines)('the course of life on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let nurse: Client;
  let mother: Client;
  let hinata: string;
  const account = (login: string): DemoAccount => server.accounts.find((a) => a.login === login)!;
  const event = (more: object = {}) => ({
    id: v7(), follow_up: null,
    content: {
      kind: 'diagnosis', checkup: '', title: '遠視', body: '眼鏡を処方', place: '結乃市立病院', starts_on: day(-40), ends_on: null,
      info_class: 'health', with_guardians: true, ...more,
    },
  });
  const path = (more = '') => `/people/${hinata}/course${more}`;

  beforeAll(async () => {
    server = await startServer(engine, { entries: 60 });
    coordinator = await signIn(server, account('coordinator'));
    nurse = await signIn(server, account('nurse'));
    mother = await signIn(server, account('mother'));
    hinata = (await coordinator.get('/people')).body.find((p: { name: string }) => p.name === '佐藤 ひなた').id;
  });
  afterAll(() => server?.stop());

  test('the line runs from birth to the year after high school, with stages, places, check-ups and events', async () => {
    const view = await ok(mother.get(path()));
    expect(view.stages.map((s: { stage: string }) => s.stage)).toEqual([
      'infant', 'toddler', 'preschool', 'elementary', 'junior_high', 'high_school', 'transition',
    ]);
    expect(view.stages[0].from).toBe(view.birth_date);
    expect(view.places.length).toBeGreaterThan(2);
    const eighteen = view.checkups.find((c: { code: string }) => c.code === 'month_18');
    expect(eighteen).toMatchObject({ basis: 'law', state: 'done', ground_ja: '母子保健法12条1項1号' });
    expect(view.events.map((e: { content: { title: string } }) => e.content.title)).toContain('てんかん（欠神発作）');
  });

  test('an event is kept once, amended by versions, taken back with a reason, and survives the server being killed', async () => {
    const sent = event();
    expect((await nurse.post(path(), sent)).status).toBe(201);
    await server.kill();
    await server.restart();
    expect((await nurse.post(path(), sent)).body.version).toBe(1);
    const edit = { content: { ...sent.content, title: '遠視・乱視' }, reason: '再検査' };
    expect((await nurse.put(path(`/${sent.id}`), edit)).status).toBe(428);
    expect((await nurse.put(path(`/${sent.id}`), edit, { 'if-match': '"1"' })).body.version).toBe(2);
    const lost = await nurse.put(path(`/${sent.id}`), { ...edit, content: sent.content }, { 'if-match': '"1"' });
    expect(lost.status).toBe(409);
    const detail = await ok(mother.get(path(`/${sent.id}`)));
    expect(detail.versions.map((v: { content: { title: string } }) => v.content.title)).toEqual(['遠視・乱視', '遠視']);
    expect((await nurse.post(path(`/${sent.id}/hide`), { reason: '別の子のこと' })).body.hidden.reason).toBe('別の子のこと');
    expect((await mother.get(path())).text).not.toContain(sent.id);
    expect((await nurse.put(path(`/${sent.id}`), edit, { 'if-match': '"3"' })).status).toBe(410);
  });

  test('what has to follow becomes a task of the coordinator, and of nobody who may not write tasks', async () => {
    const follow_up = { id: v7(), title: '視力の再検査', due_on: day(20) };
    expect((await mother.post(path(), { ...event(), follow_up })).status).toBe(403);
    expect((await nurse.post(path(), { ...event(), follow_up })).status).toBe(201);
    const tasks = (await ok(coordinator.get('/today/tasks'))).mine as { task: { id: string } }[];
    expect(tasks.map((x) => x.task.id)).toContain(follow_up.id);
  });

  test('a check-up that was missed asks the coordinator until it is on record', async () => {
    const person = v7();
    const born = day(-745); // two years and some days: the check-up of 18 months is just over
    await ok(coordinator.post('/people', {
      id: person, family_name: '健診', given_name: '試験', family_kana: 'ケンシン', given_kana: 'シケン', birth_date: born, sex: 'unknown',
      postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true,
    }));
    await ok(coordinator.post(`/people/${person}/consents`, {
      id: v7(), basis: 'statutory', article: '児童福祉法 25条の2', classes: ['basic', 'health'], purposes: ['support', 'planning', 'handover'], whole_team: true,
      facility_ids: [], starts_on: day(0), ends_on: null,
    }));
    const asked = async () =>
      ((await ok(coordinator.get(`/people/${person}/tasks`))).items as { source: string; title: string }[])
        .filter((x) => x.source === 'checkup').map((x) => x.title);
    await expect.poll(asked).toEqual(['1歳6か月児健診を受けたか確かめる']);
    await ok(coordinator.post(`/people/${person}/course`, event({ kind: 'checkup', checkup: 'month_18', title: '', starts_on: day(-30) })));
    await expect.poll(asked).toEqual([]);
  });

  test('it is printed on one page, with a fresh code, by leads and coordinators', async () => {
    expect((await nurse.get(path('.pdf'))).status).toBe(403);
    const sheet = await coordinator.get(path('.pdf'));
    expect(sheet.status).toBe(200);
    expect(sheet.text.startsWith('%PDF-')).toBe(true);
    expect(sheet.text).toContain('/Count 1');
  });

  test('the neighbour, an operator and another family learn nothing', async () => {
    const family = server.accounts.find((a) => a.kind === 'guardian' && a.region === 'yuino' && a.login !== 'mother')!;
    for (const login of ['neighbour', 'operator', family.login]) {
      const stranger = await signIn(server, account(login));
      for (const more of ['', `/${v7()}`, '.pdf']) expect((await stranger.get(path(more))).status, `${login} ${more}`).toBe(404);
      expect((await stranger.post(path(), event())).status, login).toBe(404);
    }
    expect(server.log()).not.toMatch(/遠視|骨折|てんかん/);
  });
});
