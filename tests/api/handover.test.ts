// Handovers over HTTP on both engines: drafted, agreed to, sent, confirmed item by item by somebody without a seat; what
// guardians left out reaches nobody; and who learns nothing.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, day, enrolled, hinataOf, ok, tokenOf } from '../support/cast.ts';
import { type Client, signIn, signInWeakly } from '../support/client.ts';
import { brokenLinks, faultsOf } from '../support/fhir.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

interface Item {
  item: { id: string; title: string };
  left_out: boolean;
  confirmed_at: string | null;
  talk: { kind: string; words: string }[];
}
const titles = (view: { items: Item[] }): string[] => view.items.map((each) => each.item.title);
const version = (n: number) => ({ 'if-match': `"${n}"` });

describe.each(engines)('handovers on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let mother: Client;
  let nurse: Client;
  let receiver: Client;
  let hinata: string;
  let outsiders: DemoAccount[];
  const item = (title: string, info_class = 'basic') => ({ id: v7(), kind: 'note', source_id: null, info_class, title, body: `${title}のくわしいこと` });
  const draft = (items: object[], more: object = {}) => ({
    id: v7(),
    content: {
      terms: {
        kind: 'school_entry', to_facility_id: receiver.account!.facility_id, to_post_id: receiver.account!.post_id, to_name: '', starts_on: day(30),
        looks_back_to: day(30), duty: '担任', words: '入学にあたって', ends: [], ...more,
      },
      items,
    },
  });
  const at = (id = '') => `/people/${hinata}/handovers${id && `/${id}`}`;
  const move = (who: Client, view: { line: { id: string; version: number } }, state: string, reason = '') =>
    who.put(`${at(view.line.id)}/state`, { state, reason }, version(view.line.version));
  const answer = (who: Client, view: { line: { id: string; version: number } }, agree: boolean, left_out: string[] = [], words = '') =>
    who.post(`${at(view.line.id)}/answer`, { id: v7(), agree, left_out, words }, version(view.line.version));
  const step = (kind: string, item_id: string | null, words = '') => ({ id: v7(), kind, item_id, on: null, words });
  /** A handover that was agreed to and sent. */
  async function sent(items: object[], leftOut: string[] = []) {
    const made = await ok(coordinator.post(at(), draft(items)));
    const asked = await ok(move(coordinator, made, 'asked'));
    const agreed = await ok(answer(mother, asked, true, leftOut));
    return ok(move(coordinator, agreed, 'sent'));
  }

  beforeAll(async () => {
    server = await startServer(engine, { staff: 64, entries: 60 });
    coordinator = await signIn(server, account(server, 'coordinator'));
    mother = await signIn(server, account(server, 'mother'));
    nurse = await signIn(server, account(server, 'nurse'));
    hinata = await hinataOf(coordinator);
    const team = await ok(coordinator.get(`/people/${hinata}/team`));
    const inTeam = new Set(team.map((s: { facility_id: string }) => s.facility_id));
    outsiders = server.accounts.filter((a) => a.kind === 'professional' && a.region === 'yuino' && !inTeam.has(a.facility_id!));
    receiver = await signIn(server, outsiders.shift()!);
  });
  afterAll(() => server?.stop());

  test('from the draft to the last item received, by somebody who holds no seat, and through a kill', async () => {
    const items = [item('落ち着ける場所'), item('服薬', 'health'), item('ことば', 'development')];
    const body = draft(items);
    const made = await ok(coordinator.post(at(), body));
    expect((await coordinator.post(at(), body)).body.line.version).toBe(1);
    expect((await nurse.put(at(body.id), { content: body.content, reason: '' })).status).toBe(428);
    const edited = await ok(coordinator.put(at(body.id), { content: { ...body.content, items: [...items, item('給食')] }, reason: '' }, version(1)));
    const lost = await coordinator.put(at(body.id), { content: body.content, reason: '' }, version(1));
    expect([lost.status, lost.body.current.line.version]).toEqual([409, 2]);
    expect((await ok(mother.get(at()))).length, 'a draft is the team’s own').toBe(0);
    expect((await mother.get(at(body.id))).status).toBe(404);
    expect((await receiver.get(`${at(body.id)}/received`)).status).toBe(404);
    expect((await answer(mother, edited, true)).status).toBe(404);
    expect((await move(coordinator, edited, 'sent')).status, 'not before it was agreed to').toBe(410);

    const asked = await ok(move(coordinator, edited, 'asked'));
    expect(made.line.state + asked.line.state).toBe('draftasked');
    expect((await coordinator.put(at(body.id), { content: body.content, reason: '' }, version(3))).status).toBe(410);
    const before = await ok(mother.get(at(body.id)));
    expect(titles(before)).toEqual(['落ち着ける場所', '服薬', 'ことば', '給食']);
    expect((await answer(mother, { line: { ...asked.line, version: 2 } }, true)).status, 'of another version than was seen').toBe(409);
    expect((await ok(receiver.get('/handovers'))).length).toBe(0);
    const agreed = await ok(answer(mother, asked, true));
    await server.kill();
    await server.restart();
    const gone = await ok(move(coordinator, agreed, 'sent'));
    expect(gone.line.state).toBe('sent');

    const [incoming] = await ok(receiver.get('/handovers'));
    expect(incoming).toMatchObject({ person_name: '佐藤 ひなた', line: { id: body.id, items: 4, confirmed: 0 } });
    const view = await ok(receiver.get(`${at(body.id)}/received`));
    expect([view.terms.ends, view.versions, view.unseen]).toEqual([[], [], 0]);
    expect((await receiver.get(`/people/${hinata}`)).status, 'nothing else of the person').toBe(404);
    expect((await receiver.get(`/people/${hinata}/entries`)).status).toBe(404);
    expect((await receiver.get(at(body.id))).status).toBe(404);
    const [first, ...others] = view.items as Item[];
    const question = step('question', first!.item.id, 'どの部屋ですか。');
    await ok(receiver.post(`${at(body.id)}/received`, question));
    await ok(receiver.post(`${at(body.id)}/received`, question));
    const told = await ok(coordinator.post(`${at(body.id)}/steps`, step('answer', first!.item.id, '相談室です。')));
    expect(told.items[0].talk.map((s: { kind: string }) => s.kind)).toEqual(['question', 'answer']);
    for (const each of [first!, ...others]) await ok(receiver.post(`${at(body.id)}/received`, step('confirmed', each.item.id)));
    const done = await ok(coordinator.get(at(body.id)));
    expect(done.line).toMatchObject({ state: 'received', items: 4, confirmed: 4 });
    expect(done.versions.map((v: { state: string }) => v.state)).toEqual(['received', 'sent', 'agreed', 'asked', 'draft', 'draft']);
    expect((await move(coordinator, done, 'withdrawn', '間違い')).status).toBe(410);
    await ok(coordinator.post(`${at(body.id)}/steps`, step('meeting', null, '担任と母と話した。')));
    const log = (await ok(mother.get(`/people/${hinata}/access-log`))).items as { action: string; basis: string }[];
    expect(log.some((l) => l.action === 'receive_handover' && l.basis === 'handover')).toBe(true);
    const seat = (await ok(coordinator.get(`/people/${hinata}/team`))).find((s: { post_id: string }) => s.post_id === receiver.account!.post_id);
    expect(seat).toMatchObject({ state: 'invited', starts_on: day(30), duty: '担任' });
    expect(server.log()).not.toMatch(/落ち着ける|どの部屋|相談室/);
  });

  test('what guardians leave out reaches nobody, and an agreement taken back closes it at once', async () => {
    const [kept, kept2, secret] = [item('好きな遊び'), item('得意なこと'), item('家のこと', 'family')];
    const view = await sent([kept, kept2, secret], [secret.id]);
    expect(titles(await ok(receiver.get(`${at(view.line.id)}/received`)))).toEqual(['好きな遊び', '得意なこと']);
    expect((await receiver.post(`${at(view.line.id)}/received`, step('confirmed', secret.id))).status).toBe(404);
    const bundle = await coordinator.get(`${at(view.line.id)}/package.json`);
    expect(bundle.headers.get('content-type')).toContain('application/fhir+json');
    const read = JSON.parse(bundle.text);
    expect([read.resourceType, read.type, read.entry[0].resource.resourceType]).toEqual(['Bundle', 'document', 'Composition']);
    expect([faultsOf(read), brokenLinks(read)]).toEqual([[], []]);
    expect(bundle.text).toContain('好きな遊び');
    expect(bundle.text).not.toContain('家のこと');
    const pdf = await coordinator.get(`${at(view.line.id)}/package.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    await ok(answer(mother, view, false, [], '考え直したい'));
    expect((await receiver.get(`${at(view.line.id)}/received`)).status).toBe(404);
    expect((await ok(receiver.get('/handovers'))).map((h: { line: { id: string } }) => h.line.id)).not.toContain(view.line.id);
    expect((await coordinator.get(`${at(view.line.id)}/package.pdf`)).status).toBe(410);
    expect((await ok(coordinator.get(at(view.line.id)))).line).toMatchObject({ state: 'declined', reason: '考え直したい' });
  });

  test('an answer on paper says who and how; taking back says why; all left out is no agreement', async () => {
    const made = await ok(coordinator.post(at(), draft([item('送迎')])));
    expect((await move(nurse, made, 'asked')).status, 'a member asks nobody').toBe(403);
    const asked = await ok(move(coordinator, made, 'asked'));
    expect((await answer(mother, asked, true, [made.items[0].item.id])).body).toMatchObject({ status: 422, field: 'left_out' });
    expect((await answer(coordinator, asked, true)).body).toMatchObject({ status: 422, field: 'words' });
    const agreed = await ok(answer(coordinator, asked, true, [], '母が来所し、書面に署名した。'));
    expect(agreed.steps.map((s: { kind: string }) => s.kind)).toEqual(['agreed_on_paper']);
    expect((await move(coordinator, agreed, 'draft')).body).toMatchObject({ status: 422, field: 'reason' });
    const again = await ok(move(coordinator, agreed, 'draft', '項目を足す'));
    expect(again.line).toMatchObject({ state: 'draft', reason: '項目を足す' });
    expect((await move(coordinator, again, 'withdrawn', '取りやめ')).body.line.state).toBe('withdrawn');
    const empty = await ok(coordinator.post(at(), draft([])));
    expect((await move(coordinator, empty, 'asked')).body).toMatchObject({ status: 422, field: 'content.items' });
    const nowhere = draft([item('x')], { to_facility_id: null, to_post_id: null });
    expect((await coordinator.post(at(), nowhere)).body).toMatchObject({ status: 422, field: 'content.terms.to_facility_id' });
  });

  test('a receiver outside the region gets it on paper, and a coordinator notes that it arrived', async () => {
    const body = draft([item('引っ越し')], { kind: 'city', to_facility_id: null, to_post_id: null, to_name: 'となり市こども家庭センター' });
    const made = await ok(coordinator.post(at(), body));
    const agreed = await ok(answer(mother, await ok(move(coordinator, made, 'asked')), true));
    const gone = await ok(move(coordinator, agreed, 'sent'));
    const arrived = await ok(coordinator.post(`${at(gone.line.id)}/steps`, step('received_outside', null, '電話で確かめた。')));
    expect(arrived.line.state).toBe('received');
  });

  test('what the notebook holds is offered as far as the drafter may read it', async () => {
    const offered = (await ok(coordinator.get(at('suggestions')))) as { kind: string; info_class: string }[];
    expect(offered.length).toBeGreaterThan(3);
    const profile = await ok(nurse.get(`/people/${hinata}`));
    const hers = (await ok(nurse.get(at('suggestions')))) as { info_class: string }[];
    expect(hers.every((i) => profile.access.classes.includes(i.info_class))).toBe(true);
  });

  test('strangers, a limited guardian and colleagues of the receiver learn nothing', async () => {
    const view = await sent([item('ひみつの話')]);
    const made = await ok(coordinator.post(`/people/${hinata}/guardians`, {
      id: v7(), name: '佐藤 たかし', kana: 'サトウ タカシ', relation: 'father', phone: '', lives_together: false, has_custody: true, verified_how: '戸籍謄本',
    }));
    const link = await ok(coordinator.post(`/people/${hinata}/guardians/${made.id}/invitation`));
    const father = await enrolled(server.origin, tokenOf(link.invitation_url), 'takashi-handover', '佐藤 たかし');
    const now = (await ok(coordinator.get(`/people/${hinata}`))).guardians.find((g: { id: string }) => g.id === made.id);
    const { name, kana, relation, phone, lives_together, has_custody, verified_how } = now;
    await ok(coordinator.put(`/people/${hinata}/guardians/${made.id}`, {
      name, kana, relation, phone, lives_together, has_custody, verified_how, restricted: true, restriction_reason: '保護命令（架空）',
    }, version(now.version)));
    expect(await ok(father.get(at()))).toEqual([]);
    expect((await father.get(at(view.line.id))).status).toBe(404);
    expect((await answer(father, view, false)).status).toBe(404);

    const colleague = server.accounts.find((a) => a.kind === 'professional' && a.facility_id === receiver.account!.facility_id && a.post_id !== receiver.account!.post_id);
    const family = server.accounts.find((a) => a.kind === 'guardian' && a.region === 'yuino' && a.login !== 'mother')!;
    const strangers = [account(server, 'neighbour'), account(server, 'operator'), family, outsiders[0]!, ...(colleague ? [colleague] : [])];
    for (const stranger of strangers) {
      const client = await signIn(server, stranger);
      for (const path of [at(), at(view.line.id), `${at(view.line.id)}/received`, at('suggestions'), `${at(view.line.id)}/package.pdf`])
        expect((await client.get(path)).status, `${stranger.login} ${path}`).toBe(404);
      expect((await client.post(`${at(view.line.id)}/received`, step('confirmed', view.items[0].item.id))).status, stranger.login).toBe(404);
      expect((await client.get('/handovers')).text, stranger.login).not.toContain(view.line.id);
    }
    const weak = await signInWeakly(server, outsiders[1]!);
    expect((await weak.get('/handovers')).status).toBe(401);
  });
});
