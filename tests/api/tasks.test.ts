// Tasks over HTTP on both engines: handed to somebody, changed, finished, kept after a kill; what the program makes by
// itself and closes again; and who gets nothing.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day, ok } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

interface Owner {
  kind: string;
  id: string | null;
  profession: string;
}
interface TaskLine {
  person_id: string;
  task: { id: string; title: string; source: string };
}

describe.each(engines)('tasks on %s', (engine) => {
  let server: Server;
  let nurse: Client;
  let coordinator: Client;
  let mother: Client;
  let hinata: string;
  const account = (login: string): DemoAccount => server.accounts.find((a) => a.login === login)!;
  const coordinators: Owner = { kind: 'coordinators', id: null, profession: '' };
  const task = (title: string, owner: Owner = coordinators, more: object = {}) => ({
    id: v7(), entry_id: null, record_id: null,
    content: { title, body: '', info_class: 'health', owner, due_on: day(5), with_guardians: false, ...more },
  });
  const member = (client: Client): Owner => ({ kind: 'member', id: client.account!.post_id, profession: '' });
  const today = async (who: Client) => (await ok(who.get('/today/tasks'))) as { mine: TaskLine[]; overdue: TaskLine[] };
  const version = (n: number) => ({ 'if-match': `"${n}"` });

  beforeAll(async () => {
    server = await startServer(engine, { entries: 60 });
    nurse = await signIn(server, account('nurse'));
    coordinator = await signIn(server, account('coordinator'));
    mother = await signIn(server, account('mother'));
    hinata = (await coordinator.get('/people')).body.find((p: { name: string }) => p.name === '佐藤 ひなた').id;
  });
  afterAll(() => server?.stop());

  test('a task is handed to a member, changed on the version that was seen, finished, and survives the server being killed', async () => {
    const sent = task('吸入器の点検', member(nurse));
    const path = `/people/${hinata}/tasks`;
    expect((await coordinator.post(path, sent)).status).toBe(201);
    expect((await today(nurse)).mine.map((x) => x.task.title)).toContain('吸入器の点検');
    await server.kill();
    await server.restart();
    expect((await coordinator.post(path, sent)).body.version).toBe(1);

    const edit = { content: { ...sent.content, due_on: day(-3) }, reason: '部品が届いた' };
    expect((await coordinator.put(`${path}/${sent.id}`, edit)).status).toBe(428);
    expect((await nurse.put(`${path}/${sent.id}`, edit, version(1))).status).toBe(403);
    expect((await coordinator.put(`${path}/${sent.id}`, edit, version(1))).body).toMatchObject({ version: 2, overdue: true });
    const lost = await coordinator.put(`${path}/${sent.id}`, { ...edit, content: { ...edit.content, title: '別' } }, version(1));
    expect(lost.status).toBe(409);
    expect(lost.body.current.version).toBe(2);
    expect((await today(coordinator)).overdue.map((x) => x.task.id)).toContain(sent.id);

    expect((await nurse.put(`${path}/${sent.id}/state`, { state: 'done', reason: '' }, version(2))).body.state).toBe('done');
    expect((await coordinator.put(`${path}/${sent.id}`, edit, version(3))).status).toBe(410);
    expect((await coordinator.put(`${path}/${sent.id}/state`, { state: 'open', reason: '' }, version(3))).body.state).toBe('open');
    expect((await coordinator.put(`${path}/${sent.id}/state`, { state: 'cancelled', reason: '' }, version(4))).body.field).toBe('reason');
    expect((await coordinator.put(`${path}/${sent.id}/state`, { state: 'cancelled', reason: '機器の交換' }, version(4))).status).toBe(200);
    const { versions } = await ok(coordinator.get(`${path}/${sent.id}`));
    expect(versions.map((v: { state: string }) => v.state)).toEqual(['cancelled', 'open', 'done', 'open', 'open']);
    expect(versions[0].reason).toBe('機器の交換');
    const closed = await ok(coordinator.get(`${path}?closed=true`));
    expect(closed.items[0].id).toBe(sent.id);
  });

  test('a guardian sees what is theirs or shared, and finishes their own', async () => {
    const { guardians } = await ok(coordinator.get(`/people/${hinata}`));
    const name = mother.account!.name;
    const guardian = guardians.find((g: { name: string }) => g.name === name);
    const hers = task('申請書を出す', { kind: 'guardian', id: guardian.id, profession: '' });
    const inside = task('内部の打合せ');
    await ok(coordinator.post(`/people/${hinata}/tasks`, hers));
    await ok(coordinator.post(`/people/${hinata}/tasks`, inside));
    const seen = (await ok(mother.get(`/people/${hinata}/tasks`))).items.map((x: { id: string }) => x.id);
    expect(seen).toContain(hers.id);
    expect(seen).not.toContain(inside.id);
    expect((await mother.get(`/people/${hinata}/tasks/${inside.id}`)).status).toBe(404);
    expect((await today(mother)).mine.map((x) => x.task.id)).toEqual([hers.id]);
    expect((await mother.put(`/people/${hinata}/tasks/${hers.id}/state`, { state: 'done', reason: '' }, version(1))).status).toBe(200);
    expect((await mother.post(`/people/${hinata}/tasks`, task('x'))).status).toBe(403);
  });

  test('whom it is given to is in the team and can see it', async () => {
    const outsider = server.accounts.find((a) => a.kind === 'professional' && a.region === 'tonarino')!;
    const sent = task('x', { kind: 'member', id: outsider.post_id, profession: '' });
    expect((await coordinator.post(`/people/${hinata}/tasks`, sent)).body.field).toBe('content.owner');
    const owners = (await ok(coordinator.get(`/people/${hinata}/tasks/owners`))) as { owner: { kind: string; name: string } }[];
    expect(new Set(owners.map((o) => o.owner.kind))).toEqual(new Set(['coordinators', 'member', 'facility', 'profession', 'guardian']));
  });

  test('a consent that ends asks for its renewal, once, until another one takes over', async () => {
    const person = v7();
    await ok(coordinator.post('/people', {
      id: person, family_name: '更新', given_name: '試験', family_kana: 'コウシン', given_kana: 'シケン', birth_date: '2019-05-06', sex: 'unknown',
      postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true,
    }));
    const consent = (ends_on: string | null) => ({
      id: v7(), basis: 'statutory', article: '児童福祉法 25条の2', classes: ['basic'], purposes: ['support', 'planning', 'handover'], whole_team: true, facility_ids: [],
      starts_on: day(0), ends_on,
    });
    const made = async () =>
      (await today(coordinator)).mine.filter((x) => x.person_id === person).map((x) => x.task.source);
    const becomes = async (wanted: string[]): Promise<void> => {
      await expect.poll(made).toEqual(wanted);
    };
    await ok(coordinator.post(`/people/${person}/consents`, consent(day(40))));
    await becomes(['consent']);
    await server.kill();
    await server.restart();
    expect(await made()).toEqual(['consent']);
    await ok(coordinator.post(`/people/${person}/consents`, consent(null)));
    await becomes([]);
    const closed = await ok(coordinator.get(`/people/${person}/tasks?closed=true`));
    expect(closed.items).toMatchObject([{ source: 'consent', state: 'done', closed_by_name: '' }]);
    const log = await ok(coordinator.get(`/people/${person}/access-log`));
    expect(log.items.filter((i: { action: string }) => i.action === 'keep_task').length).toBe(2);
  });

  test('the neighbour, an operator and another family learn nothing', async () => {
    const secret = task('ひみつの用事');
    await ok(coordinator.post(`/people/${hinata}/tasks`, secret));
    const family = server.accounts.find((a) => a.kind === 'guardian' && a.region === 'yuino' && a.login !== 'mother')!;
    for (const login of ['neighbour', 'operator', family.login]) {
      const stranger = await signIn(server, account(login));
      for (const path of ['/tasks', '/tasks/owners', `/tasks/${secret.id}`])
        expect((await stranger.get(`/people/${hinata}${path}`)).status, `${login} ${path}`).toBe(404);
      expect((await stranger.post(`/people/${hinata}/tasks`, task('x'))).status, login).toBe(404);
      expect((await stranger.get('/today/tasks')).text, login).not.toContain('ひみつ');
    }
    expect(server.log()).not.toMatch(/ひみつ|吸入器/);
  });
});
