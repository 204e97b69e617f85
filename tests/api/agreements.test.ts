// 広域連携協定: two regions let named professions join each other's teams, for some classes and a period. What opens, what
// stays shut, and that it closes with the agreement, the seat, the consent or the post at home.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentTo, enters, guestFacility, joined, newSeat, proposed } from '../support/agreements.ts';
import { account, allClasses, day, exactFacts, hinataOf, ok } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { heardEntries, newEntry } from '../support/notebook.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

const newStaff = (profession: string) => ({
  id: v7(), name: '試験 花', kana: 'シケン ハナ', profession, title: '', licence_number: '', is_manager: false, login: '', starts_on: day(0),
});

describe.each(engines)('agreements between regions on %s', (engine) => {
  let server: Server;
  let operator: Client;
  let other: Client;
  let coordinator: Client;
  let manager: DemoAccount;
  let person: string;
  let guest: Client;
  let facility: { id: string; name: string };
  let agreement: string;
  let seat: string;
  const at = (path = ''): string => `/people/${person}${path}`;
  const signedIn = (login: string): Promise<Client> => signIn(server, account(server, login));

  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 30 });
    [operator, other, coordinator] = await Promise.all(['operator', 'neighbour-operator', 'coordinator'].map(signedIn)) as [Client, Client, Client];
    person = await hinataOf(coordinator);
    manager = server.accounts.find((a) => a.kind === 'professional' && a.region === 'tonarino' && a.is_manager)!;
    guest = await signIn(server, manager);
  });
  afterAll(() => server?.stop());

  test('without an agreement nothing of the other region can be found, named or entered', async () => {
    expect(await ok(coordinator.get('/partner-facilities'))).toEqual([]);
    const named = await coordinator.post('/partner-facilities', { region_slug: 'tonarino', facility_id: manager.facility_id });
    expect([named.status, named.body.field]).toEqual([403, 'region_slug']);
    expect(await ok(guest.get('/guest-regions'))).toEqual([]);
    expect((await guest.post('/guest-posts', { region_slug: 'yuino' })).status).toBe(403);
    expect((await coordinator.post(at('/team'), newSeat(manager.facility_id!, manager.profession))).body).toMatchObject({ code: 'invalid', field: 'facility_id' });
  });

  test('a proposal opens nothing; it is answered by the other side alone, once', async () => {
    const bad = async (more: object): Promise<unknown> => (await operator.post('/agreements', {
      id: v7(), partner_slug: 'tonarino', title: '協定', professions: ['nurse'], classes: ['basic'], starts_on: day(0), ...more })).body.field;
    expect(await bad({ partner_slug: 'yuino' })).toBe('partner_slug');
    expect(await bad({ partner_slug: 'nowhere' })).toBe('partner_slug');
    expect(await bad({ professions: [] })).toBe('professions');
    expect(await bad({ professions: ['wizard'] })).toBe('professions[0]');
    expect(await bad({ classes: [] })).toBe('classes');
    expect(await bad({ ends_on: day(-1) })).toBe('ends_on');
    const { id } = await proposed(operator, 'tonarino', { professions: [manager.profession] });
    expect(await ok(coordinator.get('/partner-facilities'))).toEqual([]);
    expect((await operator.post(`/agreements/${id}/answer`, { accept: true })).status).toBe(404);
    expect((await coordinator.post(`/agreements/${id}/answer`, { accept: true })).status).toBe(403);
    const asked = (await ok(other.get('/agreements'))).find((a: { id: string }) => a.id === id);
    expect(asked).toMatchObject({ proposed_here: false, state: 'proposed', in_force: false, partner_slug: 'yuino', professions: [manager.profession] });
    expect((await other.post(`/agreements/${id}/answer`, { accept: false })).body.field).toBe('reason');
    await ok(other.post(`/agreements/${id}/answer`, { accept: false, reason: '準備が整わないため' }));
    expect((await other.post(`/agreements/${id}/answer`, { accept: true })).status).toBe(410);
    expect((await ok(operator.get('/agreements')))[0]).toMatchObject({ id, state: 'declined', reason: '準備が整わないため' });
    expect(await ok(coordinator.get('/partner-facilities'))).toEqual([]);
  });

  test('under an agreement a facility of the partner is found, invited and comes in, and writes like anybody of the team', async () => {
    agreement = await joined(operator, other, 'tonarino', {
      professions: [manager.profession], classes: ['basic', 'health', 'development', 'education', 'welfare'],
    });
    const found = await ok(coordinator.get('/partner-facilities'));
    expect(found.some((f: { facility_id: string; region_name: string }) => f.facility_id === manager.facility_id && f.region_name === '隣野市')).toBe(true);
    facility = await guestFacility(coordinator, 'tonarino', manager.facility_id!);
    expect(facility.name).toContain('（隣野市）');
    expect(await guestFacility(coordinator, 'tonarino', manager.facility_id!)).toEqual(facility);

    const refused = async (more: object): Promise<string> => (await coordinator.post(at('/team'), newSeat(facility.id, manager.profession, more))).body.field;
    expect(await refused({ classes: allClasses })).toBe('classes');
    expect(await refused({ profession: 'dentist', classes: ['basic'] })).toBe('profession');
    expect(await refused({ role: 'coordinator', classes: ['basic'] })).toBe('role');
    seat = (await ok(coordinator.post(at('/team'), newSeat(facility.id, manager.profession, { classes: ['basic', 'health', 'education'] })))).id;

    expect(await ok(guest.get('/guest-regions'))).toMatchObject([{ region_slug: 'yuino', open_invitations: 1 }]);
    expect((await guest.get(at())).status).toBe(404); // still acting at home
    await enters(guest, 'yuino');
    expect((await ok(guest.get('/session'))).post).toMatchObject({ region_slug: 'yuino', is_guest: true });
    expect((await guest.get(at())).status).toBe(404); // not accepted yet
    expect((await ok(guest.get('/seat-invitations'))).map((i: { seat: { id: string } }) => i.seat.id)).toEqual([seat]);
    await ok(guest.post(`/seat-invitations/${seat}`, { accept: true }));

    // The consent that the family gave to the whole team was given for this region's own.
    expect((await guest.get(at('/entries'))).status).toBe(403);
    await consentTo(coordinator, person, facility.id, ['basic', 'health', 'education']);
    const entry = await ok(coordinator.post(at('/entries'), { ...newEntry('広域の連携で見守ります'), info_class: 'education' }));
    await heardEntries(guest, entry.id);
    expect((await ok(guest.get(at('/entries')))).items.map((e: { id: string }) => e.id)).toContain(entry.id);
    const answer = await ok(guest.post(at('/entries'), { ...newEntry('となりの市でも確かめました'), info_class: 'education' }));
    expect((await ok(coordinator.get(at(`/entries/${answer.id}`)))).entry.author.facility_name).toBe(facility.name);
    const log = (await ok(coordinator.get(at('/access-log')))).items;
    expect(log.some((l: { facility_name: string; basis: string }) => l.facility_name === facility.name && l.basis === 'seat')).toBe(true);
    expect((await ok(guest.get('/people'))).map((p: { id: string }) => p.id)).toEqual([person]);
  });

  test('a guest sees nothing beyond the agreement, and administers, registers and coordinates nothing', async () => {
    const secret = await ok(coordinator.post(at('/entries'), { ...newEntry('家庭のことは協定の外'), info_class: 'family' }));
    expect((await guest.get(at(`/entries/${secret.id}`))).status).toBe(404);
    expect((await ok(guest.post(at('/search'), { q: '協定の外' }))).total).toBe(0);
    expect((await guest.post(at('/entries'), { ...newEntry('x'), info_class: 'family' })).status).toBe(403);
    for (const [method, path, body] of [
      ['post', at('/team'), newSeat(facility.id, 'nurse')], ['get', `/facilities/${facility.id}/staff.csv`, undefined],
      ['post', `/facilities/${facility.id}/staff`, newStaff('nurse')],
      ['post', '/people', { id: v7(), family_name: '試', given_name: '験', family_kana: 'シ', given_kana: 'ケン', birth_date: '2020-01-01', sex: 'unknown', postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true }],
      ['post', '/break-glass/search', await exactFacts(coordinator, person)],
      ['get', '/partner-facilities', undefined],
      ['post', '/guest-posts', { region_slug: 'tonarino' }],
    ] as const)
      expect((await guest[method](path, body as never)).status, `${method} ${path}`).toBe(403);
    // The operators of the region that is host cannot slip somebody into it either.
    const slipped = await operator.post(`/facilities/${facility.id}/staff`, newStaff(manager.profession));
    expect([slipped.status, slipped.body.detail]).toEqual([403, 'ほかの地域の施設です。変更は、その地域で行います。']);
  });

  test('another profession of the same facility, and other facilities of the partner, stay outside', async () => {
    const colleague = server.accounts.find((a) => a.facility_id === manager.facility_id && a.profession !== manager.profession);
    if (colleague) {
      const client = await signIn(server, colleague);
      expect(await ok(client.get('/guest-regions'))).toEqual([]);
      expect((await client.post('/guest-posts', { region_slug: 'yuino' })).status).toBe(403);
    }
    const elsewhere = await signIn(server, server.accounts.find((a) => a.region === 'tonarino' && a.kind === 'professional' && a.facility_id !== manager.facility_id)!);
    expect(await ok(elsewhere.get('/guest-regions'))).toEqual([]);
    expect((await elsewhere.get(at())).status).toBe(404);
  });

  test('a guest suspended at home is out at once', async () => {
    const home = server.accounts.find((a) => a.login === manager.login)!.post_id;
    const successor = server.accounts.find((a) => a.facility_id === manager.facility_id && a.login !== manager.login)!.post_id;
    await ok(other.post(`/staff/${home}/state`, { state: 'suspended', reason: '確認のため', hand_over_to: successor }));
    expect((await guest.get(at())).status).toBe(401);
    await ok(other.post(`/staff/${home}/state`, { state: 'active', reason: '確認が済んだため' }));
    expect((await guest.get(at())).status).toBe(200);
  });

  test('when the agreement ends, what it opened closes in the same moment, and the open page is told', async () => {
    const before = (await ok(guest.get('/sync?after=0&limit=1000'))).position;
    await ok(other.post(`/agreements/${agreement}/end`, { reason: '協定の見直しのため' }));
    expect((await guest.get(at())).status).toBe(403);
    expect((await guest.get(at())).body.detail).toContain('広域連携協定');
    expect((await guest.get(at('/entries'))).status).toBe(403);
    expect((await ok(guest.get('/people')))).toEqual([]);
    await expect.poll(async () => (await ok(guest.get(`/sync?after=${before}&limit=1000`))).changes
      .some((c: { person_id: string | null; kind: string }) => c.kind === 'seat' && c.person_id === person)).toBe(true);
    expect((await ok(operator.get('/agreements'))).find((a: { id: string }) => a.id === agreement)).toMatchObject({ state: 'ended', reason: '協定の見直しのため', in_force: false });
    const after = await ok(coordinator.post(at('/entries'), { ...newEntry('協定の終わったあと'), info_class: 'education' }));
    const heard = (await ok(guest.get(`/sync?after=${before}&limit=1000`))).changes;
    expect(heard.some((c: { entry_id: string | null }) => c.entry_id === after.id)).toBe(false);
    const kept = (await ok(operator.get('/region/history?kind=agreement'))).items;
    expect(kept.map((a: { reason: string }) => a.reason)).toContain('協定の見直しのため');
    expect((await coordinator.post(at('/team'), newSeat(facility.id, manager.profession, { classes: ['basic'] }))).body.field).toBe('profession');
  });

  test('an agreement that begins tomorrow opens nothing today', async () => {
    await joined(operator, other, 'tonarino', { professions: [manager.profession], starts_on: day(1) });
    expect((await guest.get(at())).status).toBe(403);
    expect(await ok(coordinator.get('/partner-facilities'))).toEqual([]);
  });
});
