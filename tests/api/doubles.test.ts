// The look for doubles from outside: it recognises a double, and is no directory.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, ok } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { engines, type Server, startServer } from '../support/server.ts';

describe.each(engines)('the look for doubles on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let stranger: Client;
  const who = { family_name: '𠮷澤', given_name: '結月', family_kana: 'ヨシザワ', given_kana: 'ユヅキ', birth_date: '2020-04-09' };
  const id = v7();
  const registration = (more: object = {}) => ({
    id: v7(), ...who, sex: 'unknown', postal_code: '', address: '', phone: '', language: 'ja', not_a_double: false, ...more,
  });

  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 20 });
    coordinator = await signIn(server, account(server, 'coordinator'));
    stranger = await signIn(server, account(server, 'nurse'));
    await ok(coordinator.post('/people', registration({ id })));
  });
  afterAll(() => server?.stop());

  test('tells a stranger that somebody is there and whom to ask: no name, no id, and nobody by the name alone', async () => {
    const asked = await ok(stranger.post('/people/doubles', { ...who, family_name: '吉澤' }));
    expect(asked).toHaveLength(1);
    expect([asked[0].person_id, asked[0].name, asked[0].certainty]).toEqual([null, null, 'same']);
    expect(asked[0].contact_facility).not.toBe('');
    expect(await ok(stranger.post('/people/doubles', { ...who, birth_date: '2011-11-11' }))).toEqual([]);
  });

  test('each look stands in the history of the person it told of', async () => {
    const log = await ok(coordinator.get(`/people/${id}/access-log`));
    const look = log.items.find((line: { action: string }) => line.action === 'find_doubles');
    expect([look.basis, look.classes, look.outcome]).toEqual(['double_hint', [], 'granted']);
    expect([look.facility_name, look.actor_name].every((word: string) => word !== '')).toBe(true);
  });

  test('no facility is named once a guardian is under a protective limit', async () => {
    const guardian = v7();
    const father = { name: '𠮷澤 父', kana: '', relation: 'father', phone: '', lives_together: false, has_custody: false, verified_how: '戸籍謄本' };
    await ok(coordinator.post(`/people/${id}/guardians`, { id: guardian, ...father }));
    await ok(coordinator.put(`/people/${id}/guardians/${guardian}`, { ...father, restricted: true, restriction_reason: '接近禁止命令' }, { 'if-match': '"1"' }));
    const [asked] = await ok(stranger.post('/people/doubles', who));
    expect(asked.contact_facility).toBe('');
    const refused = await stranger.post('/people', registration());
    expect([refused.status, refused.body.code]).toEqual([409, 'duplicate']);
    expect(refused.text).not.toContain('「');
    const log = await ok(coordinator.get(`/people/${id}/access-log`));
    expect(log.items.filter((line: { action: string }) => line.action === 'find_doubles').map((line: { outcome: string }) => line.outcome)).toContain('refused');
  });

  test('then not at all, by whichever door', async () => {
    let answers: number[] = [];
    for (let i = 0; i < 4; ++i) answers.push((await stranger.post('/people/doubles', who)).status);
    expect(answers.at(-1)).toBe(429);
    const door = await stranger.post('/people', registration());
    expect([door.status, door.body.code]).toEqual([429, 'throttled']);
    expect(server.log()).not.toMatch(/吉澤|𠮷澤|ヨシザワ/);
  });
});
