// What a consent is for (利用目的) over HTTP on both engines: without planning no plan is made or read, without handover
// nothing is handed over, and the rest goes on; a purpose is taken back like a facility, its effects told before.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, allClasses, allPurposes, type Cast, day, hinataOf, ok, seated } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { Documents, publishForm } from '../support/documents.ts';
import { png } from '../support/files.ts';
import { engines, type Server, startServer } from '../support/server.ts';
import { Things, upload } from '../support/things.ts';

interface Affected { id: string; name: string; ended: string[]; lost: { kind: string; count: number }[] }
interface Consent { id: string; state: string; purposes: string[]; ended_purposes: { purpose: string }[]; purpose_note: string }

const words = { planning: 'この目的（計画・検査・就学相談）での利用について同意がありません。', handover: 'この目的（引継ぎ）での利用について同意がありません。', support: 'この目的（日々の支援と連携）での利用について同意がありません。' };

describe.each(engines)('purposes of consent on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let operator: Client;
  let member: Client;
  let receiver: Client;
  let hinata: string;
  let form: string;

  /** A child of the coordinator's with the member in the team, and everything of it made under a basis for all purposes. */
  async function another() {
    const child = (await ok(coordinator.post('/people', {
      id: v7(), family_name: '試験', given_name: '三', family_kana: 'シケン', given_kana: 'ミツ', birth_date: '2020-05-06', sex: 'unknown',
      postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true,
    }))).id as string;
    const at = (path = '') => `/people/${child}${path}`;
    const basis = await gives(child, allPurposes);
    await seated(coordinator, child, member);
    const things = new Things({ person: child, coordinator, operator, clients: { elsewhere: receiver } } as unknown as Cast);
    const documents = new Documents(coordinator, child, form);
    const entry = await things.entry();
    const made = { document: await documents.draft(), assessment: (await things.assessment()).id as string, entry: entry.id as string };
    await things.record();
    await things.schoolEntry();
    return { child, at, basis, things, documents, ...made };
  }
  /** Under a law, so that no guardian has to sign. */
  const gives = async (child: string, purposes: string[], more: object = {}): Promise<Consent> =>
    ok(coordinator.post(`/people/${child}/consents`, {
      id: v7(), basis: 'statutory', article: '児童福祉法 25条の2', classes: allClasses, purposes, whole_team: true, facility_ids: [], starts_on: day(0), ...more,
    }));
  const takeBack = (child: string, consent: Consent, purposes: string[], facility_ids: string[] = []) =>
    coordinator.post(`/people/${child}/consents/${consent.id}/withdraw`, { reason: '家族の希望', withdrawn_by: '母', facility_ids, purposes });
  const may = async (who: Client, child: string): Promise<string[]> => (await ok(who.get(`/people/${child}`))).access.may;
  /** Refused with the words for what is missing. */
  async function refused(answer: Promise<{ status: number; text: string }>, missing: keyof typeof words, of = '') {
    const got = await answer;
    expect([got.status, got.text.includes(words[missing])], `${of} ${got.status} ${got.text.slice(0, 200)}`).toEqual([403, true]);
  }

  beforeAll(async () => {
    server = await startServer(engine, { staff: 64, entries: 60 });
    coordinator = await signIn(server, account(server, 'coordinator'));
    operator = await signIn(server, account(server, 'operator'));
    hinata = await hinataOf(coordinator);
    const team = new Set((await ok(coordinator.get(`/people/${hinata}/team`))).map((s: { facility_id: string }) => s.facility_id));
    const outsiders = server.accounts.filter((a) => a.kind === 'professional' && a.region === 'yuino' && !team.has(a.facility_id!));
    member = await signIn(server, outsiders[0]!);
    receiver = await signIn(server, outsiders.find((a) => a.facility_id !== outsiders[0]!.facility_id)!);
    form = 'purpose_plan';
    await publishForm(operator, form);
  });
  afterAll(() => server?.stop());

  test('the purposes are a table with words, what each is for and what is impossible without it', async () => {
    const { consent_purposes } = await ok(coordinator.get('/codes'));
    expect(consent_purposes.map((p: { code: string }) => p.code)).toEqual(allPurposes);
    for (const p of consent_purposes) for (const key of ['ja', 'en', 'covers_ja', 'covers_en', 'without_ja', 'without_en']) expect(p[key], `${p.code} ${key}`).not.toBe('');
  });

  test('a consent given before the purposes were coded goes on as it was', async () => {
    const [first]: Consent[] = await ok(coordinator.get(`/people/${hinata}/consents`));
    expect(first!.purposes).toEqual(allPurposes);
  });

  test('without planning no plan is drafted or read, and reading goes on', async () => {
    const { child, at, basis, things, documents, document, assessment, entry } = await another();
    expect((await ok(member.get(at('/course')))).assessments.length).toBe(1);
    const narrowed: Consent = await ok(takeBack(child, basis, ['planning']));
    expect([narrowed.state, narrowed.purposes, narrowed.ended_purposes.map((e) => e.purpose)]).toEqual(['in_force', ['support', 'handover'], ['planning']]);
    for (const who of [member, coordinator]) {
      await refused(who.get(at('/documents')), 'planning', 'list');
      await refused(who.get(documents.at(document)), 'planning', 'read');
      await refused(who.post(at('/documents'), documents.newDocument()), 'planning', 'draft');
      await refused(who.get(at('/assessments')), 'planning', 'assessments');
      await refused(who.get(at(`/assessments/${assessment}/versions`)), 'planning', 'versions');
      await refused(who.post(at('/assessments'), things.newAssessment()), 'planning', 'add assessment');
      await refused(who.get(at('/school-entries')), 'planning', 'school entry');
      await refused(who.get(at('/signs')), 'planning', 'signs');
      expect((await ok(who.get(at('/course')))).assessments, 'nor by the course of life').toEqual([]);
      expect((await ok(who.get(at(`/entries/${entry}`)))).entry.id).toBe(entry);
      expect((await ok(who.get(at('/records')))).items.length).toBe(1);
      const allowed = await may(who, child);
      expect(allowed).toEqual(expect.arrayContaining(['read', 'post', 'see_handovers']));
      expect(allowed.filter((a) => /plan|document|assessment/.test(a))).toEqual([]);
    }
    await refused(coordinator.get(at(`/assessments/${assessment}/sheet.pdf`)), 'planning', 'print');
    await refused(coordinator.get(documents.at(document, '/document.pdf')), 'planning', 'print');
    expect((await receiver.get(at('/documents'))).status, 'nobody else learns of it').toBe(404);

    await gives(child, ['planning']);
    expect((await ok(member.get(at('/documents')))).items.length).toBe(1);
    expect((await ok(member.get(at('/course')))).assessments.length).toBe(1);
  });

  test('without handover nothing is prepared, sent or printed, and the rest goes on', async () => {
    const { child, at, basis, things, entry } = await another();
    const { line } = await ok(coordinator.post(at('/handovers'), things.newHandover()));
    const move = (state: string, version: number) => coordinator.put(at(`/handovers/${line.id}/state`), { state, reason: '' }, { 'if-match': `"${version}"` });
    const asked = await ok(move('asked', 1));
    const agreed = await ok(coordinator.post(at(`/handovers/${line.id}/answer`), { id: v7(), agree: true, left_out: [], words: '書面' }, { 'if-match': `"${asked.line.version}"` }));
    await ok(takeBack(child, basis, ['handover']));
    await refused(move('sent', agreed.line.version), 'handover', 'send');
    await refused(move('withdrawn', agreed.line.version), 'handover', 'take back');
    await refused(coordinator.post(at('/handovers'), things.newHandover()), 'handover', 'draft');
    await refused(member.get(at('/handovers')), 'handover', 'list');
    await refused(coordinator.get(at(`/handovers/${line.id}/package.pdf`)), 'handover', 'print');
    expect((await member.get(at(`/entries/${entry}`))).status).toBe(200);
    expect((await member.get(at('/documents'))).status).toBe(200);
  });

  test('with planning alone plans are made, and the notebook stays closed', async () => {
    const { child, at, basis, documents, document, entry } = await another();
    await ok(takeBack(child, basis, ['support', 'handover']));
    await refused(member.get(at(`/entries/${entry}`)), 'support', 'entry');
    await refused(member.get(at('/records')), 'support', 'records');
    await refused(member.get(at('/course')), 'support', 'course');
    await refused(member.post(at('/search'), { q: '築山' }), 'support', 'search');
    expect((await member.get(documents.at(document))).status).toBe(200);
    expect((await member.post(at('/documents'), documents.newDocument())).status).toBe(201);
    const line = (await ok(member.get('/people'))).find((p: { id: string }) => p.id === child);
    expect([line.unread, line.last_entry_at ?? null], 'the list of people counts no entries').toEqual([0, null]);
    const today = await member.get('/today');
    expect(today.text).not.toContain(entry);
    // A picture for a plan, and the coordinator's paper for the next consent.
    for (const who of [member, coordinator]) expect((await who.send('POST', `/api/v1${at('/files')}`, png(8, 8), upload)).status).toBe(201);
    expect((await coordinator.get(at('/consents'))).status).toBe(200);
  });

  test('the effects of a withdrawal name kinds and facilities, for the whole, a facility and a purpose', async () => {
    const { child, at, basis, things, entry } = await another();
    await things.handover('draft');
    const seats: { id: string; facility_id: string }[] = await ok(coordinator.get(at('/team')));
    const own = seats.find((s) => s.facility_id === coordinator.account!.facility_id)!.id;
    await things.entry({ whole_team: false, with_guardians: false, seat_ids: [own], body: '担当だけへ' });
    const effects = async (query = ''): Promise<Affected[]> => (await ok(coordinator.get(at(`/consents/${basis.id}/effects${query}`)))).facilities;
    const theirs = (list: Affected[]) => list.find((f) => f.id === member.account!.facility_id)!;
    const counts = (f: Affected) => Object.fromEntries(f.lost.map((l) => [l.kind, l.count]));
    const whole = await effects();
    expect(whole.length).toBe(2);
    expect([theirs(whole).ended, counts(theirs(whole))], 'an entry for others alone is not counted').toEqual([
      allPurposes, { entries: 1, records: 1, assessments: 1, documents: 1, handovers: 1, school_entries: 1 },
    ]);
    const planning = await effects('?purpose=planning');
    expect([theirs(planning).ended, counts(theirs(planning))]).toEqual([['planning'], { assessments: 1, documents: 1, school_entries: 1 }]);
    expect(counts(theirs(await effects('?purpose=handover')))).toEqual({ handovers: 1 });
    const one = await effects(`?facility=${member.account!.facility_id}`);
    expect(one.map((f) => f.id)).toEqual([member.account!.facility_id]);

    await gives(child, ['planning'], { classes: ['basic'] });
    expect(counts(theirs(await effects('?purpose=planning'))), 'another basis keeps the plan of class basic').toEqual({ assessments: 1 });
    expect((await coordinator.get(at(`/entries/${entry}`))).status).toBe(200);
  });

  test('what cannot be asked', async () => {
    const { child, at, basis } = await another();
    const sent = { id: v7(), basis: 'statutory', article: '児童福祉法 25条の2', classes: ['basic'], whole_team: true, facility_ids: [], starts_on: day(0) };
    const field = async (answer: Promise<{ status: number; body: { errors?: { field: string }[]; field?: string }; text: string }>) => {
      const got = await answer;
      return [got.status, got.text.includes('purposes')];
    };
    expect(await field(coordinator.post(at('/consents'), { ...sent, purposes: [] }))).toEqual([422, true]);
    expect(await field(coordinator.post(at('/consents'), { ...sent, purposes: ['research'] }))).toEqual([422, true]);
    expect(await field(coordinator.post(at('/consents'), { ...sent, purposes: '支援' }))).toEqual([422, true]);
    expect(await field(takeBack(child, basis, ['planning'], [member.account!.facility_id!]))).toEqual([422, true]);
    await ok(takeBack(child, basis, ['planning']));
    expect(await field(takeBack(child, basis, ['planning']))).toEqual([422, true]);
    expect((await coordinator.get(at(`/consents/${basis.id}/effects?purpose=research`))).status).toBe(422);
    const over: Consent = await ok(takeBack(child, basis, ['support', 'handover']));
    expect([over.state, over.purposes]).toEqual(['withdrawn', []]);
    expect((await member.get(at())).status, 'nothing is left of it').toBe(403);
  });
});
