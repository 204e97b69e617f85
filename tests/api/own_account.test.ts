// An account of the person themself (本人アカウント) over the wire: the region's door, the age, what is shared by name, the 18th birthday.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, allowOwnAccounts, day, hinataOf, ok, ownAccount, tokenOf } from '../support/cast.ts';
import { type Client, signIn, stepUp } from '../support/client.ts';
import { heardEntries, newEntry } from '../support/notebook.ts';
import { engines, type Server, startServer } from '../support/server.ts';

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe.each(engines)('an account of the person themself on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let operator: Client;
  let mother: Client;
  let self: Client;
  let person: string;
  const at = (path: string): string => `/people/${person}${path}`;
  /** The child is as old as this, and some days. */
  const grows = async (years: number, days = 0): Promise<void> => {
    const { family_name, given_name, family_kana, given_kana, sex, postal_code, address, phone, language, alert, note, version } = await ok(coordinator.get(at('')));
    const today = day(0);
    const birth = new Date(`${Number(today.slice(0, 4)) - years}${today.slice(4)}T00:00:00Z`);
    birth.setUTCDate(birth.getUTCDate() - days);
    await ok(coordinator.put(at(''), {
      family_name, given_name, family_kana, given_kana, birth_date: birth.toISOString().slice(0, 10), sex, postal_code, address, phone, language, alert, note,
    }, { 'if-match': `"${version}"` }));
  };
  const bodies = async (client: Client): Promise<string[]> =>
    (await ok(client.get(at('/entries?limit=100')))).items.map((e: { body: string }) => e.body);

  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 60 });
    coordinator = await signIn(server, account(server, 'coordinator'));
    operator = await signIn(server, account(server, 'operator'));
    mother = await signIn(server, account(server, 'mother'));
    person = await hinataOf(coordinator);
    await allowOwnAccounts(operator, 12);
    await grows(15);
    self = await ownAccount(server, coordinator, person, 'hinata-own');
  });
  afterAll(() => server?.stop());

  test('is offered by the region from an age on, and one at a time', async () => {
    const own = { id: v7(), name: '佐藤 ひなた', kana: '', relation: 'self', phone: '', lives_together: true, has_custody: false, verified_how: '面談' };
    expect((await coordinator.post(at('/guardians'), own)).status, 'there is one').toBe(409);
    const other = (await ok(coordinator.get('/people'))).find((p: { id: string; age_years: number }) => p.id !== person && p.age_years < 12);
    const refused = await coordinator.post(`/people/${other.id}/guardians`, own);
    expect([refused.status, refused.body.field]).toEqual([422, 'relation']);
    expect((await operator.put('/region', { ...(await settings()), own_account_from: 18 }, await version())).status).toBe(422);
    const { access } = await ok(coordinator.get(at('')));
    expect(access.own_account_from).toMatch(/^\d{4}-/);
    expect((await ok(self.get(at('')))).access).toMatchObject({ is_own: true, own_account_from: null });
  });
  async function settings() {
    const { name, greeting, how_to_join, contact, names_in_access_log } = await ok(operator.get('/region'));
    return { name, greeting, how_to_join, contact, names_in_access_log };
  }
  async function version() {
    return { 'if-match': `"${(await ok(operator.get('/region'))).version}"` };
  }

  test('reads what is shared by name, and no list, count, search, file or stream tells of the rest', async () => {
    const file = await ok(coordinator.post(at('/files'), onePixel, { 'content-type': 'image/png' }));
    const hidden = await ok(coordinator.post(at('/entries'), newEntry('ご両親へ 鉄棒のこと', { with_guardians: true, asks_confirmation: true, category: 'urgent', file_ids: [file.id] })));
    const team = await ok(coordinator.post(at('/entries'), newEntry('チームへ 鉄棒のこと')));
    const shared = await ok(coordinator.post(at('/entries'), newEntry('ひなたさんへ すばらしい発表でした', { with_person: true })));
    expect([shared.audience.with_person, team.audience.with_person]).toEqual([true, false]);

    expect(await bodies(self)).toEqual(['ひなたさんへ すばらしい発表でした']);
    for (const { id } of [hidden, team])
      for (const path of ['', '/versions']) expect([403, 404]).toContain((await self.get(at(`/entries/${id}${path}`))).status);
    expect((await self.post(at(`/entries/${hidden.id}/replies`), { id: v7(), body: 'よんだよ' })).status).toBe(404);
    expect((await self.get(at(`/files/${file.id}`))).status).toBe(404);
    expect(await ok(self.post(at('/search'), { q: '鉄棒' }))).toMatchObject({ items: [], total: 0 });
    expect((await ok(self.post(at('/search'), { q: '発表' }))).total).toBe(1);
    const digest = await ok(self.get(at('/digest')));
    expect([digest.entries, digest.urgent, digest.asks]).toEqual([1, [], []]);
    const today = await ok(self.get('/today'));
    expect([today.urgent, today.asks, today.unread.map((u: { unread: number; alert: string }) => [u.unread, u.alert])]).toEqual([[], [], [[1, '']]]);
    expect((await ok(self.get('/people')))[0]).toMatchObject({ unread: 1, alert: '', photo: false });
    const heard = await heardEntries(self, shared.id);
    expect(heard).not.toContain(hidden.id);
    expect(heard).not.toContain(team.id);
    const { changes } = await ok(self.get('/sync?after=0&limit=1000'));
    expect(changes.filter((c: { person_id: string | null; kind: string }) => c.person_id && !['entry', 'receipt', 'reply'].includes(c.kind))).toEqual([]);
    expect(await bodies(mother), 'and what is for the child is not for guardians').not.toContain('ひなたさんへ すばらしい発表でした');

    await ok(self.put(at(`/entries/${shared.id}/acknowledge`), { on: true }));
    const answered = await ok(self.post(at(`/entries/${shared.id}/replies`), { id: v7(), body: 'ありがとうございます' }));
    expect(answered.mine).toBe(true);
    expect((await ok(coordinator.get(at(`/entries/${shared.id}`)))).receipts.map((r: { reader_name: string; name: string }) => r.name ?? r.reader_name)).toContain('佐藤 ひなた');
    await ok(coordinator.put(at(`/entries/${shared.id}/hidden-from`), { guardian_ids: [], with_person: false }));
    expect(await bodies(self)).toEqual([]);
    await ok(coordinator.put(at(`/entries/${team.id}/hidden-from`), { guardian_ids: [], with_person: true }));
    expect(await bodies(self), 'a coordinator shares it').toEqual(['チームへ 鉄棒のこと']);
  });

  test('writes a diary that guardians read where the child says so', async () => {
    await ok(self.post(at('/entries'), newEntry('ないしょの日記', { category: 'contact' })));
    await ok(self.post(at('/entries'), newEntry('おうちの人にも', { category: 'contact', with_guardians: true })));
    expect(await bodies(self)).toEqual(expect.arrayContaining(['ないしょの日記', 'おうちの人にも']));
    const family = await bodies(mother);
    expect(family).toContain('おうちの人にも');
    expect(family).not.toContain('ないしょの日記');
    expect(await bodies(coordinator)).toContain('ないしょの日記');
  });

  test('sees the team and who looked, and asks about a look', async () => {
    expect((await ok(self.get(at('/team')))).some((s: { name: string }) => s.name !== '')).toBe(true);
    const { items } = await ok(self.get(at('/access-log')));
    expect(items.some((i: { facility_name: string }) => i.facility_name !== '')).toBe(true);
    const look = items.find((i: { own: boolean }) => !i.own);
    const asked = await ok(self.post(at('/access-log/questions'), { id: v7(), look: look.id, body: 'なぜ見ましたか' }));
    expect(asked.state).toBe('open');
    expect((await ok(self.get(at('/access-log/questions'))))[0].body).toBe('なぜ見ましたか');
  });

  test('tells no name and no place while a limit stands on a guardian, and nothing of the limit', async () => {
    const made = await ok(coordinator.post(at('/guardians'), {
      id: v7(), name: '佐藤 たかし', kana: 'サトウ タカシ', relation: 'father', phone: '', lives_together: false, has_custody: false, verified_how: '戸籍謄本',
    }));
    await ok(coordinator.put(at(`/guardians/${made.id}`), {
      name: made.name, kana: made.kana, relation: 'father', phone: '', lives_together: false, has_custody: false, verified_how: made.verified_how,
      restricted: true, restriction_reason: '保護命令（架空）',
    }, { 'if-match': '"1"' }));
    const profile = await ok(self.get(at('')));
    const pages = [
      profile, ...await Promise.all(['/access-log', '/team', '/entries', '/audience', '/break-glass'].map((path) => ok(self.get(at(path))))),
    ];
    expect(JSON.stringify(pages)).not.toMatch(/保護命令|たかし|restriction_reason":"[^"]|"restricted":(true|false)/);
    expect([profile.address, profile.phone, profile.schools, profile.photo]).toEqual(['', '', [], false]);
    const [, log, team] = pages;
    expect(log.items.some((i: { facility_name: string; actor_name: string }) => i.facility_name + i.actor_name !== '')).toBe(false);
    expect(team.every((s: { facility_name: string; name: string }) => s.facility_name + s.name === '')).toBe(true);
    await ok(coordinator.post(at(`/guardians/${made.id}/end`), { reason: '試験' }));
  });

  test('is shut below the age and when the region switches it off, and opens again', async () => {
    const shut = async (): Promise<void> => {
      for (const path of ['', '/entries', '/team', '/access-log']) expect((await self.get(at(path))).status, path).toBe(404);
      expect((await self.post(at('/entries'), newEntry('とどかない'))).status).toBe(404);
      expect(await ok(self.get('/people'))).toEqual([]);
      expect((await ok(self.get('/today'))).unread).toEqual([]);
      const before = (await ok(self.get('/sync?after=0&limit=1000'))).changes.length;
      await ok(coordinator.post(at('/entries'), newEntry('いま見えない', { with_person: true })));
      await heardEntries(coordinator, (await ok(coordinator.get(at('/entries?limit=1')))).items[0].id);
      expect((await ok(self.get('/sync?after=0&limit=1000'))).changes.length).toBeLessThanOrEqual(before);
    };
    await allowOwnAccounts(operator, 0);
    await shut();
    await allowOwnAccounts(operator, 12);
    await grows(12, -1);
    await shut();
    await grows(12);
    expect((await self.get(at(''))).status).toBe(200);
    expect((await ok(operator.get('/region/history'))).items.flatMap((i: { changes: { field: string }[] }) => i.changes.map((c) => c.field))).toContain('own_account_from');
  });

  test('decides on consent from the 18th birthday on, and not a day earlier', async () => {
    await grows(18, -1);
    await stepUp(self);
    const { guardians } = await ok(self.get(at('')));
    expect(guardians).toHaveLength(1);
    const given = (file: string) => ({
      id: v7(), basis: 'consent', guardian_id: guardians[0].id, giver_name: '佐藤 ひなた', method: 'on_screen', classes: ['basic', 'health'],
      purposes: ['support', 'planning'], whole_team: true, facility_ids: [], starts_on: day(0), signature_file_id: file, wording_version: 1,
    });
    const signature = async (): Promise<string> => (await ok(self.post(at('/files'), onePixel, { 'content-type': 'image/png' }))).id;
    expect((await self.post(at('/consents'), given(await signature()))).status).toBe(403);
    expect((await self.get(at('/consents'))).status).toBe(403);
    await stepUp(coordinator);
    const file = (await ok(coordinator.post(at('/files'), onePixel, { 'content-type': 'image/png' }))).id;
    const onPaper = await coordinator.post(at('/consents'), { ...given(file), id: v7(), method: 'paper', scan_file_id: file, signature_file_id: null });
    expect([onPaper.status, onPaper.body.field], 'nor a minor, on paper').toEqual([422, 'guardian_id']);

    await grows(18);
    const wording = (await ok(self.get('/consent-wording'))).version;
    const consent = await ok(self.post(at('/consents'), { ...given(await signature()), wording_version: wording }));
    expect(consent).toMatchObject({ giver_relation: 'self', state: 'in_force' });
    const earlier = (await ok(self.get(at('/consents')))).find((c: { id: string; state: string }) => c.id !== consent.id && c.state === 'in_force');
    await ok(self.post(at(`/consents/${earlier.id}/withdraw`), { reason: '自分で決めたい', withdrawn_by: '本人', facility_ids: [] }));
    expect((await self.get(at('/documents'))).status).toBe(200);
    expect((await ok(self.get(at('')))).address).not.toBe('');
  });

  test('ends and is given anew', async () => {
    await stepUp(coordinator);
    const [own] = (await ok(coordinator.get(at('')))).guardians.filter((g: { relation: string }) => g.relation === 'self');
    await ok(coordinator.post(at(`/guardians/${own.id}/end`), { reason: '本人の希望' }));
    expect([401, 403, 404]).toContain((await self.get(at(''))).status);
    const anew = await ok(coordinator.post(at('/guardians'), {
      id: v7(), name: '佐藤 ひなた', kana: '', relation: 'self', phone: '', lives_together: true, has_custody: false, verified_how: '面談',
    }));
    const { invitation_url } = await ok(coordinator.post(at(`/guardians/${anew.id}/invitation`)));
    const token = tokenOf(invitation_url);
    expect((await ok(coordinator.copy().post('/invitations/look', { token }))).own).toBe(true);
    expect((await mother.post('/invitations/join', { token })).status, 'not by a guardian').toBe(403);
    await ok((await signIn(server, self.account!)).post('/invitations/join', { token })); // the session ended with the post
  });
});
