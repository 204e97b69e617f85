// Somebody with rights to one child puts the ids of another child's things under it: in the address, in the body, in
// filters, in search and in the live stream. The answer is that of a thing that does not exist, and nothing changes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { account, allClasses, allPurposes, day, hinataOf, ok, seated } from '../support/cast.ts';
import { type Answer, type Client, signIn } from '../support/client.ts';
import { png } from '../support/files.ts';
import { newEntry } from '../support/notebook.ts';
import { engines, type Server, startServer } from '../support/server.ts';
import { snapshot } from '../support/snapshot.ts';

const octets = { 'content-type': 'application/octet-stream' };
const first = { 'if-match': '"1"' };

describe.each(engines)('ids of another child on %s', (engine) => {
  let server: Server;
  /** Of both children; the attacker is coordinator of the one and a stranger to the other. */
  let owner: Client;
  let attacker: Client;
  let own: string;
  let theirs: string;
  /** Their things, and the attacker's own ones of the same kinds. */
  let t: Record<'entry' | 'reply' | 'file' | 'seat' | 'consent' | 'guardian' | 'post' | 'assessment' | 'checkup' | 'case', string>;
  let o: Record<'entry' | 'seat' | 'guardian' | 'case', string>;

  const registered = async (by: Client, name: string): Promise<string> => (await ok(by.post('/people', {
    id: v7(), family_name: name, given_name: '一', family_kana: 'シケン', given_kana: 'ハジメ', birth_date: '2019-02-03', sex: 'unknown',
    postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true,
  }))).id;
  const agreed = (by: Client, person: string) => ok(by.post(`/people/${person}/consents`, {
    id: v7(), basis: 'statutory', article: '児童福祉法 25条の2', classes: allClasses, purposes: allPurposes, whole_team: true, facility_ids: [], starts_on: day(0),
  }));
  const guardian = (by: Client, person: string) => ok(by.post(`/people/${person}/guardians`, {
    id: v7(), name: '秘密 母', kana: '', relation: 'mother', phone: '', lives_together: true, has_custody: true, verified_how: '窓口',
  }));
  const tested = (more: object = {}) => ({
    id: v7(), instrument: 'gmfcs',
    state: {
      tested_on: day(0), edition: 'E&R 2007', reporter: 'examiner', outside: false, facility: '', examiner: '', place: '', conditions: '',
      info_class: 'health', findings: '秘密の所見', for_guardians: '', for_teachers: '', with_guardians: false, numbers_with_guardians: false,
      values: [{ domain: 'level', value: 2, described_as: '', note: '' }], file_ids: [], ...more,
    },
  });
  /** 就学相談, with its first step. */
  const opened = (more: object = {}) => ({
    id: v7(), kind: 'change', for_year: Number(day(0).slice(0, 4)) + 2,
    wishes: { child: '', guardian: '秘密の願い', hopes: [], asks: '' }, ...more,
  });
  const laid = (items: object[]) => ({ content: { papers: { items } }, reason: '' });
  const written = (by: Client, person: string, body: string, more: object = {}) => ok(by.post(`/people/${person}/entries`, newEntry(body, more)));

  beforeAll(async () => {
    server = await startServer(engine, { staff: 48, entries: 60 });
    owner = await signIn(server, account(server, 'coordinator'));
    theirs = await hinataOf(owner);
    const team = await ok(owner.get(`/people/${theirs}/team`));
    const inTeam = new Set(team.map((s: { post_id: string }) => s.post_id));
    const stranger = server.accounts.find((a) => a.region === 'yuino' && ['public_health_nurse', 'consultation_support', 'care_manager'].includes(a.profession) && !inTeam.has(a.post_id));
    attacker = await signIn(server, stranger!);
    own = await registered(attacker, '試験');
    await agreed(attacker, own);
    const colleague = await signIn(server, account(server, 'nurse'));
    const seat = await seated(attacker, own, colleague);
    o = { entry: (await written(attacker, own, '自分の記事')).id, seat, guardian: (await guardian(attacker, own)).id, case: '' };
    o.case = (await ok(attacker.post(`/people/${own}/school-entries`, opened()))).line.id;

    const file = await ok(owner.send('POST', `/api/v1/people/${theirs}/files`, png(8, 8), octets));
    const entry = await written(owner, theirs, '秘密の記事', { file_ids: [file.id] });
    const reply = await ok(owner.post(`/people/${theirs}/entries/${entry.id}/replies`, { id: v7(), body: '秘密の返信' }));
    const consent = (await ok(owner.get(`/people/${theirs}/consents`)))[0];
    t = {
      entry: entry.id, reply: reply.id, file: file.id, seat: team[0].id, consent: consent.id, guardian: (await guardian(owner, theirs)).id,
      post: account(server, 'hoiku').post_id,
      assessment: (await ok(owner.post(`/people/${theirs}/assessments`, tested()))).id,
      case: (await ok(owner.post(`/people/${theirs}/school-entries`, opened()))).line.id,
      checkup: (await ok(owner.post(`/people/${theirs}/course`, {
        id: v7(), follow_up: null,
        content: { kind: 'checkup', checkup: '', title: '秘密の健診', body: '', place: '', starts_on: day(0), ends_on: null, info_class: 'health', with_guardians: false },
      }))).id,
    };
  });
  afterAll(() => server?.stop());

  /** Refused like a thing that does not exist, without a word of theirs. */
  function refused(answer: Answer, what: string, status = 404): void {
    expect(answer.status, `${what}: ${answer.text}`).toBe(status);
    expect(answer.text, what).not.toMatch(/秘密|ひなた|佐藤/);
  }

  test('in the address', async () => {
    const before = await snapshot(owner, theirs);
    const edit = { category: 'report', info_class: 'basic', importance: 'normal', body: 'すり替え', reason: '' };
    const at = `/people/${own}`;
    const asks: [string, () => Promise<Answer>][] = [
      ['entry', () => attacker.get(`${at}/entries/${t.entry}`)],
      ['versions', () => attacker.get(`${at}/entries/${t.entry}/versions`)],
      ['edit', () => attacker.put(`${at}/entries/${t.entry}`, edit, first)],
      ['hide', () => attacker.post(`${at}/entries/${t.entry}/hide`, { reason: 'すり替え' })],
      ['limit', () => attacker.put(`${at}/entries/${t.entry}/hidden-from`, { guardian_ids: [o.guardian] })],
      ['acknowledge', () => attacker.put(`${at}/entries/${t.entry}/acknowledge`, { on: true })],
      ['confirm', () => attacker.put(`${at}/entries/${t.entry}/confirm`)],
      ['pin', () => attacker.put(`${at}/entries/${t.entry}/pin`, { on: true })],
      ['reply to it', () => attacker.post(`${at}/entries/${t.entry}/replies`, { id: v7(), body: 'すり替え' })],
      ['edit a reply', () => attacker.put(`${at}/entries/${t.entry}/replies/${t.reply}`, { body: 'すり替え', reason: '' }, first)],
      ['edit a reply under the own entry', () => attacker.put(`${at}/entries/${o.entry}/replies/${t.reply}`, { body: 'すり替え', reason: '' }, first)],
      ['hide a reply under the own entry', () => attacker.post(`${at}/entries/${o.entry}/replies/${t.reply}/hide`, { reason: 'すり替え' })],
      ['file', () => attacker.get(`${at}/files/${t.file}`)],
      ['thumbnail', () => attacker.get(`${at}/files/${t.file}/thumbnail`)],
      ['versions of a result', () => attacker.get(`${at}/assessments/${t.assessment}/versions`)],
      ['edit a result', () => attacker.put(`${at}/assessments/${t.assessment}`, { state: tested({ findings: 'すり替え' }).state, reason: '' }, first)],
      ['hide a result', () => attacker.post(`${at}/assessments/${t.assessment}/hide`, { reason: 'すり替え' })],
      ['print a result', () => attacker.get(`${at}/assessments/${t.assessment}/sheet.pdf`)],
      ['a case of school entry', () => attacker.get(`${at}/school-entries/${t.case}`)],
      ['a step of it', () => attacker.put(`${at}/school-entries/${t.case}/wishes`, { content: { wishes: opened().wishes }, reason: 'すり替え' }, first)],
      ['its papers', () => attacker.put(`${at}/school-entries/${t.case}/papers`, laid([]), first)],
      ['withdraw it', () => attacker.put(`${at}/school-entries/${t.case}/withdrawn`, { content: {}, reason: 'すり替え' }, first)],
      ['print it', () => attacker.get(`${at}/school-entries/${t.case}/sheet.pdf`)],
      ['change a seat', () => attacker.put(`${at}/team/${t.seat}`, { role: 'coordinator', duty: '', classes: allClasses, starts_on: day(0) }, first)],
      ['end a seat', () => attacker.post(`${at}/team/${t.seat}/end`, { on: day(-1), reason: 'すり替え' })],
      ['leave a seat', () => attacker.post(`/seats/${t.seat}/leave`, { on: day(0), reason: 'すり替え' })],
      ['answer for a seat', () => attacker.post(`/seat-invitations/${t.seat}`, { accept: true })],
      ['effects of a withdrawal', () => attacker.get(`${at}/consents/${t.consent}/effects`)],
      ['withdraw', () => attacker.post(`${at}/consents/${t.consent}/withdraw`, { reason: 'すり替え', withdrawn_by: '', facility_ids: [] })],
      ['change a guardian', () => attacker.put(`${at}/guardians/${t.guardian}`, {
        name: 'すり替え', kana: '', relation: 'mother', phone: '', lives_together: true, has_custody: true, verified_how: '', restricted: false, restriction_reason: '',
      }, first)],
      ['invite a guardian', () => attacker.post(`${at}/guardians/${t.guardian}/invitation`)],
      ['end a guardian', () => attacker.post(`${at}/guardians/${t.guardian}/end`, { reason: 'すり替え' })],
    ];
    for (const [what, ask] of asks) refused(await ask(), what);
    expect(await snapshot(owner, theirs)).toBe(before);
  });

  test('in the body', async () => {
    const before = await snapshot(owner, theirs);
    const ownBefore = await snapshot(attacker, own);
    const post = (more: object) => attacker.post(`/people/${own}/entries`, newEntry('すり替え', more));
    const invalid: [string, string, Promise<Answer>][] = [
      ['a seat of theirs', 'seat_ids[0]', post({ whole_team: false, seat_ids: [t.seat] })],
      ['a seat of theirs beside an own one', 'seat_ids[1]', post({ whole_team: false, seat_ids: [o.seat, t.seat] })],
      ['a member of theirs', 'mention_post_ids[0]', post({ mention_post_ids: [t.post] })],
      ['a file of theirs', 'file_ids', post({ file_ids: [t.file] })],
      ['a file of theirs with a result', 'state.file_ids', attacker.post(`/people/${own}/assessments`, tested({ file_ids: [t.file] }))],
      ...(['document', 'assessment', 'checkup'] as const).flatMap((kind): [string, string, Promise<Answer>][] =>
        [t.assessment, t.checkup].map((id) => [`a paper of theirs as a ${kind}`, 'content.papers', attacker.put(`/people/${own}/school-entries/${o.case}/papers`, laid([{ kind, id }]), first)])),
      ['a guardian of theirs', 'guardian_ids[0]', attacker.put(`/people/${own}/entries/${o.entry}/hidden-from`, { guardian_ids: [t.guardian] })],
      ['a consent by a guardian of theirs', 'guardian_id', attacker.post(`/people/${own}/consents`, {
        id: v7(), basis: 'consent', giver_name: '母', guardian_id: t.guardian, method: 'paper', classes: ['basic'], purposes: allPurposes, whole_team: true,
        facility_ids: [], starts_on: day(0), scan_file_id: t.file,
      })],
    ];
    for (const [what, field, sending] of invalid) {
      const answer = await sending;
      refused(answer, what, 422);
      expect(answer.body.field, `${what}: ${answer.text}`).toMatch(field.replace(/\[\d\]/, '') as string);
    }
    // Read marks answer nothing, and leave none.
    expect((await attacker.post(`/people/${own}/read`, { entry_ids: [t.entry] })).status).toBe(204);
    const detail = await ok(owner.get(`/people/${theirs}/entries/${t.entry}`));
    expect(detail.receipts).toEqual([]);
    // An id that is taken by theirs answers as one that is taken, and shows nothing of it.
    for (const answer of [
      await attacker.post(`/people/${own}/entries`, newEntry('すり替え', { id: t.entry })),
      await attacker.post(`/people/${own}/entries/${o.entry}/replies`, { id: t.reply, body: 'すり替え' }),
      await attacker.post(`/people/${own}/assessments`, { ...tested({ findings: 'すり替え' }), id: t.assessment }),
      await attacker.post(`/people/${own}/school-entries`, opened({ id: t.case, for_year: opened().for_year - 1 })),
    ]) refused(answer, 'a taken id', 409);
    expect(await snapshot(owner, theirs)).toBe(before);
    expect(await snapshot(attacker, own)).toBe(ownBefore);
  });

  test('in filters, search, lists and exports', async () => {
    const at = `/people/${own}`;
    const none = (answer: Answer): void => {
      expect(answer.status, answer.text).toBe(200);
      expect(answer.text).not.toMatch(/秘密|ひなた/);
    };
    none(await attacker.get(`${at}/entries?author_post=${owner.account!.post_id}`));
    none(await attacker.get(`${at}/entries?facility=${owner.account!.facility_id}`));
    none(await attacker.post(`${at}/search`, { q: '秘密の記事' }));
    expect((await attacker.post(`${at}/search`, { q: '秘密' })).body).toMatchObject({ items: [], total: 0 });
    none(await attacker.get(`${at}/entries.csv?from=${day(-2)}&to=${day(0)}`));
    none(await attacker.get(`${at}/assessments`));
    none(await attacker.get(`${at}/course`));
    const entries = await attacker.get(`${at}/school-entries`);
    none(entries);
    expect(entries.body.map((line: { id: string }) => line.id)).toEqual([o.case]);
    const board = await attacker.get(`/school-entries?year=${opened().for_year}`);
    none(board);
    for (const id of [theirs, t.case]) expect(board.text).not.toContain(id);
    none(await attacker.get(`${at}/digest`));
    none(await attacker.get(`${at}/audience`));
    none(await attacker.get('/today'));
    none(await attacker.post('/people/search', { q: 'ひなた' }));
    // Their cursor is no door either: a page after it shows own entries only.
    const page = await ok(owner.get(`/people/${theirs}/entries?limit=1`));
    none(await attacker.get(`${at}/entries?before=${encodeURIComponent(page.next)}`));
    none(await attacker.get(`${at}/access-log?before=${(await ok(owner.get(`/people/${theirs}/access-log`))).items[0].id}`));
  });

  test('in the live stream and the feed', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${server.origin}/api/v1/stream`, {
      headers: { cookie: attacker.cookie, 'last-event-id': '0' }, signal: stop.signal,
    });
    let heard = '';
    const reading = (async () => {
      for await (const piece of stream.body!) heard += Buffer.from(piece).toString('utf8');
    })().catch(() => undefined);
    const hidden = await written(owner, theirs, '流れの試験');
    const shown = await written(attacker, own, '流れの試験');
    await ok(owner.post(`/people/${theirs}/entries/${hidden.id}/replies`, { id: v7(), body: '返信' }));
    await ok(owner.put(`/people/${theirs}/school-entries/${t.case}/wishes`, { content: { wishes: opened().wishes }, reason: '流れ' }, first));
    const marker = await written(attacker, own, '流れの終わり');
    await expect.poll(() => heard.includes(marker.id)).toBe(true);
    stop.abort();
    await reading;
    expect(heard).toContain(shown.id);
    for (const id of [hidden.id, theirs, t.entry, t.reply, t.case]) expect(heard).not.toContain(id);
    for (let after = 0; ; ) {
      const page = await attacker.get(`/sync?after=${after}&limit=1000`);
      for (const id of [hidden.id, theirs, t.entry, t.reply, t.case]) expect(page.text).not.toContain(id);
      if (page.body.position <= after) break;
      after = page.body.position;
    }
  });

  test('in headers', async () => {
    const mine = await ok(attacker.send('POST', `/api/v1/people/${own}/files`, png(9, 9), octets));
    await ok(attacker.post(`/people/${own}/entries`, newEntry('自分の写真', { file_ids: [mine.id] })));
    const edit = { category: 'report', info_class: 'basic', importance: 'normal', body: 'すり替え', reason: '' };
    await ok(owner.put(`/people/${theirs}/entries/${t.entry}`, { ...edit, body: '秘密の記事' }, first)); // version 2 from now on
    const before = await snapshot(owner, theirs);
    const ownBefore = await snapshot(attacker, own);
    const raw = (client: Client, path: string, headers: Record<string, string>) => client.copy().send('GET', `/api/v1${path}`, undefined, headers);
    // What the owner's own answer is marked with opens nothing, and does not say that it is the same.
    for (const part of ['', '/thumbnail']) {
      const etag = (await owner.get(`/people/${theirs}/files/${t.file}${part}`)).headers.get('etag')!;
      expect((await raw(owner, `/people/${theirs}/files/${t.file}${part}`, { 'if-none-match': etag })).status).toBe(304);
      const marks: Record<string, string>[] = [
        { 'if-none-match': etag }, { 'if-none-match': '*' }, { range: 'bytes=0-3' }, { range: 'bytes=999999999-' }, { range: 'bytes=0-3', 'if-range': etag },
      ];
      for (const headers of marks)
        for (const person of [own, theirs])
          refused(await raw(attacker, `/people/${person}/files/${t.file}${part}`, headers), JSON.stringify(headers));
      const kept = await raw(attacker, `/people/${own}/files/${mine.id}${part}`, { 'if-none-match': etag });
      expect([kept.status, kept.headers.get('etag') === etag]).toEqual([200, false]);
    }
    // The number of a version, theirs or any: refused before it is compared, so no number is found out by trying. Under the own
    // thing it is a number as any other.
    const changes: [string, object][] = [
      [`entries/${t.entry}`, edit], [`entries/${o.entry}/replies/${t.reply}`, { body: 'すり替え', reason: '' }],
      [`assessments/${t.assessment}`, { state: tested({ findings: 'すり替え' }).state, reason: '' }],
      [`team/${t.seat}`, { role: 'coordinator', duty: '', classes: allClasses, starts_on: day(0) }],
      [`school-entries/${t.case}/papers`, laid([])],
    ];
    for (const [path, body] of changes)
      for (const version of ['0', '1', '2', '3'])
        for (const person of [own, theirs])
          refused(await attacker.put(`/people/${person}/${path}`, body, { 'if-match': `"${version}"` }), `${path} ${version}`);
    const stale = await attacker.put(`/people/${own}/entries/${o.entry}`, edit, { 'if-match': '"2"' });
    expect(stale.status, stale.text).toBe(409);
    expect(stale.text).not.toMatch(/秘密/);
    // Tokens of two sessions do not mix, and a cookie is no bearer token.
    const mixed = [
      Object.assign(attacker.copy(), { csrf: owner.csrf }), Object.assign(owner.copy(), { csrf: attacker.csrf }),
    ];
    for (const client of mixed) {
      const answer = await client.post(`/people/${client.cookie === owner.cookie ? theirs : own}/entries`, newEntry('すり替え'));
      expect([answer.status, answer.body.code], answer.text).toEqual([403, 'csrf']);
    }
    const bearer = Object.assign(attacker.copy(), { cookie: '' });
    for (const token of [owner.cookie, owner.cookie.slice(owner.cookie.indexOf('=') + 1)])
      expect((await bearer.send('GET', `/api/v1/people/${theirs}`, undefined, { authorization: `Bearer ${token}` })).status).toBe(401);
    expect(await snapshot(owner, theirs)).toBe(before);
    expect(await snapshot(attacker, own)).toBe(ownBefore);
  });

  test('in the header that resumes a live stream', async () => {
    const heardBy = async (client: Client, from: string, until: string): Promise<string> => {
      const stop = new AbortController();
      const stream = await fetch(`${server.origin}/api/v1/stream`, { headers: { cookie: client.cookie, 'last-event-id': from }, signal: stop.signal });
      expect(stream.status, from).toBe(200);
      let heard = '';
      const reading = (async () => {
        for await (const piece of stream.body!) heard += Buffer.from(piece).toString('utf8');
      })().catch(() => undefined);
      await expect.poll(() => heard, { message: from }).toMatch(/^id: \d+/m);
      if (until) {
        const marker = await written(client, until, '流れの終わり');
        await expect.poll(() => heard.includes(marker.id), { message: from }).toBe(true);
      }
      stop.abort();
      await reading;
      return heard;
    };
    const secret = await written(owner, theirs, '秘密の流れ');
    const position = (await ok(owner.get('/sync?after=0&limit=1000'))).position as number;
    const neighbour = await signIn(server, account(server, 'neighbour'));
    // Positions of the owner's stream, ids of things in place of one, numbers beyond the end or of no sense.
    for (const from of ['0', String(position - 1), String(position), String(position + 1_000_000), secret.id, '-1', '9'.repeat(30), `${position - 1}, 0`]) {
      const heard = await heardBy(attacker, from, own);
      for (const id of [secret.id, theirs, t.entry, t.reply, t.case]) expect(heard, from).not.toContain(id);
      const far = await heardBy(neighbour, from, '');
      for (const id of [secret.id, theirs, own, o.entry, t.entry]) expect(far, from).not.toContain(id);
    }
  });

  test('a child of another region and one that does not exist answer alike', async () => {
    const neighbour = await signIn(server, account(server, 'neighbour'));
    const [strange, missing] = [await neighbour.get(`/people/${theirs}`), await neighbour.get('/people/01890a5d-ac96-774b-bcce-b302099a8057')];
    expect([strange.status, strange.body]).toEqual([404, missing.body]);
  });

  test('each attempt stands in the access history of the own child', async () => {
    const log = (await ok(attacker.get(`/people/${own}/access-log`))).items as { action: string; outcome: string }[];
    expect(log.filter((l) => l.outcome === 'refused').length).toBeGreaterThan(15);
  });
});
