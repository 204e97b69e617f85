// 医療的ケア and the emergency card over HTTP on both engines: versions and lost races, sheets whose end becomes a task by
// the program's own job, the code of a card in every hand, scans, paper, and who gets nothing.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, cardTokenOf, day, ok } from '../support/cast.ts';
import { type Answer, Client, signIn } from '../support/client.ts';
import { named, pdf } from '../support/files.ts';
import { engines, type Server, startServer } from '../support/server.ts';

const first = { 'if-match': '"0"' };

describe.each(engines)('medical care on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let nurse: Client;
  let mother: Client;
  let outsider: Client;
  let hinata: string;
  const at = (more = '') => `/people/${hinata}/care${more}`;
  const version = (n: number) => ({ 'if-match': `"${n}"` });
  const partOf = async (client: Client, part: string) =>
    (await ok(client.get(at()))).parts.find((p: { part: string }) => p.part === part);
  const contacts = (name: string, reason = '') => ({
    content: { contacts: [{ name, relation: '母', phone: '090-0000-0001', note: '' }] }, reason,
  });
  const sheet = (until: number, more: object = {}) => ({
    id: v7(),
    content: {
      kind: 'opinion', doctor: '山田 医師', facility: '結乃市立病院', issued_on: day(-60), valid_from: day(-60), valid_until: day(until),
      file_id: null, covers: ['oxygen'], note: '', ...more,
    },
  });
  const scan = (client: Client, token: string): Promise<Answer> => client.post('/care-cards/open', { token });
  async function printed(client: Client, query = ''): Promise<Answer> { return client.get(at(`/card.pdf${query}`)); }

  beforeAll(async () => {
    server = await startServer(engine, { staff: 64, entries: 60 });
    coordinator = await signIn(server, account(server, 'coordinator'));
    nurse = await signIn(server, account(server, 'nurse'));
    mother = await signIn(server, account(server, 'mother'));
    hinata = (await coordinator.get('/people')).body.find((p: { name: string }) => p.name === '佐藤 ひなた').id;
    const team = new Set((await ok(coordinator.get(`/people/${hinata}/team`))).map((s: { facility_id: string }) => s.facility_id));
    outsider = await signIn(server, server.accounts.find((a) => a.kind === 'professional' && a.region === 'yuino' && !team.has(a.facility_id))!);
  });
  afterAll(() => server?.stop());

  test('the profile of the demo is read by the team and the family', async () => {
    for (const client of [nurse, mother]) {
      const care = await ok(client.get(at()));
      expect(care.parts.map((p: { part: string }) => p.part)).toEqual([
        'procedures', 'devices', 'medicines', 'states', 'contacts', 'hospitals', 'passport',
      ]);
      expect(care.instructions[0]).toMatchObject({ standing: 'in_force', content: { kind: 'medical_care' } });
    }
  });

  test('a part is amended by versions, a lost race is told with what the other wrote, and all survives the server being killed', async () => {
    const before = await partOf(nurse, 'contacts');
    expect((await nurse.put(at('/contacts'), contacts('母'))).status).toBe(428);
    const saved = await ok(nurse.put(at('/contacts'), contacts('祖父', '番号が変わった'), version(before.version)));
    expect(saved.version).toBe(before.version + 1);
    await server.kill();
    await server.restart();
    const lost = await coordinator.put(at('/contacts'), contacts('父'), version(before.version));
    expect(lost.status).toBe(409);
    expect(lost.body.current.content.contacts[0].name).toBe('祖父');
    const past = await ok(mother.get(at('/contacts/versions')));
    expect(past[0]).toMatchObject({ reason: '番号が変わった', version: saved.version });
    expect(past).toHaveLength(saved.version);
  });

  test('bad input names its field and keeps nothing', async () => {
    const before = await ok(nurse.get(at()));
    const procedure = { code: 'oxygen', detail: '', how: '', when: '', by: [], cautions: '', from: null, until: null };
    for (const [part, body, field] of [
      ['procedures', { content: { procedures: [{ ...procedure, code: 'magic' }] }, reason: '' }, 'content.procedures[0].code'],
      ['procedures', { content: { procedures: [{ ...procedure, from: day(0), until: day(-1) }] }, reason: '' }, 'content.procedures[0].until'],
      ['devices', contacts('母'), 'content'],
      ['contacts', { content: { contacts: [{ name: '', relation: '', phone: '1', note: '' }] }, reason: '' }, 'content.contacts[0].name'],
      ['passport', { content: { passport: { communication: 'x'.repeat(601) } }, reason: '' }, 'content.passport'],
    ] as const) {
      const answer = await nurse.put(at(`/${part}`), body, first);
      expect(answer.status, answer.text).toBe(422);
      expect(answer.body.field).toContain(field);
    }
    expect((await nurse.put(at('/magic'), contacts('母'), first)).status).toBe(404);
    expect((await nurse.post(at('/instructions'), sheet(-90))).body.field).toBe('content.valid_until');
    expect(await ok(nurse.get(at()))).toEqual(before);
  });

  test('the family writes the passport and nothing else', async () => {
    const { version: now, content } = await partOf(mother, 'passport');
    const saved = await ok(mother.put(at('/passport'), {
      content: { passport: { ...content.passport, likes: 'シャボン玉' } }, reason: '',
    }, version(now)));
    expect(saved.content.passport.likes).toBe('シャボン玉');
    const refused = await mother.put(at('/contacts'), contacts('母'), version(1));
    expect(refused.status).toBe(403);
    expect((await mother.post(at('/instructions'), sheet(100))).status).toBe(403);
  });

  test('a sheet that ends becomes a task by the program’s own job, and a newer one closes it', async () => {
    const asked = async () =>
      ((await ok(coordinator.get(`/people/${hinata}/tasks`))).items as { source: string; title: string }[])
        .filter((x) => x.source === 'instruction' && x.title.startsWith('主治医意見書')).length;
    expect(await asked()).toBe(0);
    const ending = sheet(20);
    expect((await nurse.post(at('/instructions'), ending)).status).toBe(201);
    expect((await nurse.post(at('/instructions'), ending)).body.version).toBe(1);
    await expect.poll(asked).toBe(1);
    const next = sheet(380, { valid_from: day(21) });
    await ok(nurse.post(at('/instructions'), next));
    await expect.poll(asked).toBe(0);
    const hidden = await ok(nurse.post(at(`/instructions/${next.id}/hide`), { reason: '別の子のもの' }));
    expect(hidden).toMatchObject({ version: 2, hidden: { reason: '別の子のもの' } });
    await expect.poll(asked).toBe(1);
    expect((await nurse.put(at(`/instructions/${next.id}`), { content: next.content, reason: '' }, version(2))).status).toBe(410);
    expect((await ok(nurse.get(at(`/instructions/${next.id}`)))).versions).toHaveLength(2);
    expect((await mother.get(at(`/instructions/${next.id}`))).status).toBe(404);
  });

  test('a scan is sealed with its sheet and opens for who may read the sheet alone', async () => {
    const file = (await ok(nurse.send('POST', `/api/v1/people/${hinata}/files`, pdf, { 'content-type': 'application/octet-stream', ...named('指示書.pdf') }))).id;
    const kept = await ok(nurse.post(at('/instructions'), sheet(300, { file_id: file })));
    expect(kept.file.content_type).toBe('application/pdf');
    const scanned = at(`/instructions/${kept.id}/scan`);
    expect((await mother.get(scanned)).text.startsWith('%PDF-')).toBe(true);
    expect((await outsider.get(scanned)).status).toBe(404);
    // Another may change the sheet and keep the scan; a file of somebody else cannot be taken.
    const edit = { content: { ...sheet(301).content, file_id: file }, reason: '' };
    expect((await coordinator.put(at(`/instructions/${kept.id}`), edit, version(1))).status).toBe(200);
    expect((await coordinator.post(at('/instructions'), sheet(300, { file_id: file }))).body.field).toBe('content.file_id');
  });

  test('the card is one page, once or twice, and only leads and coordinators print it', async () => {
    for (const query of ['', '?layout=two']) {
      const paper = await printed(coordinator, query);
      expect(paper.status, paper.text.slice(0, 200)).toBe(200);
      expect(paper.text.startsWith('%PDF-')).toBe(true);
      expect(paper.text).toContain('/Count 1');
    }
    expect((await printed(nurse)).status).toBe(403);
    expect((await ok(coordinator.get(at()))).card).toMatchObject({ number: 1 });
    expect((await ok(coordinator.post(at('/card'), { reason: '紛失' }))).number).toBe(2);
    expect((await ok(nurse.get(at()))).card).toBe(null);
  });

  test('a scan opens the card to the team and family, and is the search of an emergency look to others', async () => {
    const old = await cardTokenOf(coordinator, hinata);
    expect(await cardTokenOf(coordinator, hinata), 'printed again').toBe(old);
    await ok(coordinator.post(at('/card'), { reason: '園で紛失' }));
    const token = await cardTokenOf(coordinator, hinata);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(token).not.toBe(old);
    for (const client of [nurse, mother]) expect(await ok(scan(client, token))).toEqual({ person_id: hinata, match: null });
    expect((await scan(new Client(server.origin), token)).status).toBe(401);
    expect((await outsider.get(at())).status).toBe(404);
    const { match } = await ok(scan(outsider, token));
    expect(match).toMatchObject({ person_id: hinata, has_seat: false });
    expect((await outsider.get(at())).status, 'found is not opened').toBe(404);
    await ok(outsider.post(`/people/${hinata}/break-glass`, { id: v7(), kind: 'illness', reason: '公園で倒れている' }));
    const care = await ok(outsider.get(at()));
    expect(care.parts.find((p: { part: string }) => p.part === 'states').content.states.length).toBeGreaterThan(0);
    expect((await outsider.put(at('/contacts'), contacts('x'), first)).status).toBe(403);
    expect(await ok(scan(outsider, token))).toEqual({ person_id: hinata, match: null });
    const neighbour = await signIn(server, account(server, 'neighbour'));
    for (const [client, code] of [[neighbour, token], [nurse, old], [neighbour, old]] as const)
      expect(await ok(scan(client, code))).toEqual({ person_id: null, match: null });
    const notices = await ok(coordinator.get('/break-glass/notices'));
    expect(notices.map((n: { person_id: string }) => n.person_id)).toContain(hinata);
    expect(server.log()).not.toContain(token);
  });

  test('a guardian has a card of their own: printed again, made void by them alone, in the audit log, and nobody’s under a limit', async () => {
    const teams = await cardTokenOf(coordinator, hinata);
    const hers = await cardTokenOf(mother, hinata);
    expect(hers).not.toBe(teams);
    expect(await cardTokenOf(mother, hinata), 'printed again').toBe(hers);
    const issued = (await ok(mother.get(at()))).card;
    expect(issued.by_name).toBe(account(server, 'mother').name);
    expect((await ok(coordinator.get(at()))).card.number, 'the team sees its own').not.toBe(issued.number);
    expect(await ok(scan(nurse, hers))).toEqual({ person_id: hinata, match: null });
    const neighbour = await signIn(server, account(server, 'neighbour'));
    expect(await ok(scan(neighbour, hers))).toEqual({ person_id: null, match: null });
    expect((await mother.post(at('/card'), { reason: '' })).body.field).toBe('reason');
    await ok(mother.post(at('/card'), { reason: '通園かばんごと失くした' }));
    expect(await ok(scan(nurse, hers)), 'void').toEqual({ person_id: null, match: null });
    expect(await ok(scan(nurse, teams)), 'the team’s stays').toEqual({ person_id: hinata, match: null });
    const looks = (await ok(mother.get(`/people/${hinata}/access-log`))).items as { action: string; basis: string; own: boolean }[];
    expect(looks.some((look) => look.own && look.action === 'see_person' && look.basis === 'guardian')).toBe(true);
    const father = await signIn(server, account(server, 'limited-father'));
    const [own] = (await ok(father.get('/people'))) as { id: string }[];
    expect((await father.get(`/people/${own!.id}/care/card.pdf`)).status).toBe(404);
    expect((await father.post(`/people/${own!.id}/care/card`, { reason: 'x' })).status).toBe(404);
    expect(await ok(father.get(`/people/${own!.id}/care`))).toMatchObject({ card: null, may_print: false });
    expect(server.log()).not.toMatch(new RegExp(`${hers}|かばん`));
  });

  test('a code that is no card’s tells everybody the same, and is counted', async () => {
    for (const client of [nurse, outsider]) expect((await scan(client, 'x'.repeat(43))).body).toEqual({ person_id: null, match: null });
    const operator = await signIn(server, account(server, 'operator'));
    for (const client of [mother, operator]) expect((await scan(client, 'x'.repeat(43))).status).toBe(403);
    expect((await scan(nurse, '')).status).toBe(422);
    const colleague = await signIn(server, server.accounts.find((a) => a.facility_id === outsider.account!.facility_id && a.post_id !== outsider.account!.post_id)!);
    for (let i = 0; i < 5; ++i) expect((await scan(colleague, 'y'.repeat(43))).status).toBe(200);
    expect((await scan(colleague, 'z'.repeat(43))).status).toBe(429);
  });

  test('the neighbour, an operator, another family and the limited father learn nothing', async () => {
    const family = server.accounts.find((a) => a.kind === 'guardian' && a.region === 'yuino' && !['mother', 'limited-father'].includes(a.login))!;
    for (const login of ['neighbour', 'operator', family.login]) {
      const stranger = await signIn(server, account(server, login));
      for (const more of ['', '/contacts/versions', `/instructions/${v7()}`, '/card.pdf'])
        expect((await stranger.get(at(more))).status, `${login} ${more}`).toBe(404);
      expect((await stranger.put(at('/contacts'), contacts('母'), first)).status, login).toBe(404);
      expect((await stranger.post(at('/card'), { reason: 'x' })).status, login).toBe(404);
    }
    const father = await signIn(server, account(server, 'limited-father'));
    const [own] = (await ok(father.get('/people'))) as { id: string }[];
    expect(await ok(father.get(`/people/${own!.id}/care`))).toMatchObject({ parts: [], instructions: [], card: null, sees_care: false });
    expect((await father.put(`/people/${own!.id}/care/passport`, {
      content: { passport: { communication: '', likes: '', fears: '', helps: '', pain: '', positioning: '', food: '' } }, reason: '',
    }, first)).status).toBe(404);
    expect(server.log()).not.toMatch(/けいれん|シャボン玉|祖父|x{43}|y{43}/);
  });
});
