// Plans and documents over HTTP on both engines: drafted by several at once, handed in, agreed with a signature, in force,
// reviewed, drafted anew, printed; a form changed by an operator; and who gets nothing.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day, ok } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { faultsOf } from '../support/fhir.ts';
import { Documents, planItems, publishForm, questionnaire, value } from '../support/documents.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

type Answered = { path: string; revision: number; value: { text: string | null; number: number | null } };

describe.each(engines)('plans and documents on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let nurse: Client;
  let mother: Client;
  let operator: Client;
  let documents: Documents;
  let hinata: string;
  const account = (login: string): DemoAccount => server.accounts.find((a) => a.login === login)!;
  const path = (more = '') => `/people/${hinata}/documents${more}`;
  const save = (by: Client, document: string, at: string, revision: number, more: object) =>
    by.put(path(`/${document}/answers`), { saves: [{ path: at, revision, value: value(more) }] });
  const answer = (view: { answers: Answered[] }, at: string) => view.answers.find((a) => a.path === at)?.value.text ?? null;
  const listed = async (by: Client, document: string) =>
    ((await ok(by.get(path()))).items as { id: string; stage: string }[]).find((d) => d.id === document)?.stage ?? 'nothing';

  beforeAll(async () => {
    server = await startServer(engine, { entries: 60 });
    coordinator = await signIn(server, account('coordinator'));
    nurse = await signIn(server, account('nurse'));
    mother = await signIn(server, account('mother'));
    operator = await signIn(server, account('operator'));
    hinata = (await coordinator.get('/people')).body.find((p: { name: string }) => p.name === '佐藤 ひなた').id;
    await publishForm(operator, 'our_plan');
    documents = new Documents(coordinator, hinata, 'our_plan');
  });
  afterAll(() => server?.stop());

  test('several people draft at once; only the same item collides, and nothing of either is lost, not even by kill -9', async () => {
    const id = v7();
    const begun = documents.newDocument();
    await ok(nurse.post(path(), { ...begun, id }));
    expect((await nurse.post(path(), { ...begun, id })).status).toBe(201);
    expect((await coordinator.post(path(), { ...begun, id })).status).toBe(409);
    const [hers, ours] = await Promise.all([
      save(nurse, id, 'wish', 0, { text: '築山で遊びたい' }),
      save(coordinator, id, 'goals:b1', 0, { order: 1 }),
    ]);
    expect([hers.status, ours.status]).toEqual([200, 200]);
    await ok(save(coordinator, id, 'goals:b1/goal.score', 0, { number: 3 }));
    const lost = await save(coordinator, id, 'wish', 0, { text: '水遊びをしたい' });
    expect(lost.status).toBe(409);
    expect(lost.body.current.answers[0]).toMatchObject({ path: 'wish', revision: 1, value: { text: '築山で遊びたい' }, mine: false });
    await server.kill();
    await server.restart();
    const saved = await ok(save(coordinator, id, 'wish', 1, { text: '築山と水で遊びたい' }));
    expect(saved.answers[0].revision).toBe(2);
    expect(saved.calculated).toEqual([{ path: 'sum', value: value({ number: 3 }) }]);
    expect(answer(await ok(nurse.get(path(`/${id}`))), 'wish')).toBe('築山と水で遊びたい');
  });

  test('a draft takes only what its form has, in the form’s types', async () => {
    const id = await documents.draft();
    for (const [at, more] of [['nothing', { text: 'x' }], ['sum', { number: 1 }], ['goals', { order: 1 }], ['wish', { number: 1 }], ['goals:a1/goal.score', { number: 1.5 }]] as const) {
      const refused = await save(nurse, id, at, 0, more);
      expect(refused.status, at).toBe(422);
      expect(refused.body.field, at).toMatch(/^saves\[0\]\.(path|value)$/);
    }
    const bad = await nurse.put(path(`/${id}/answers`), { saves: [{ path: 'wish', revision: 1, value: { ...value(), surprise: 1 } }] });
    expect(bad.status).toBe(422);
    expect((await save(nurse, id, 'wish', 9, { text: 'x' })).status).toBe(409);
    expect(answer(await ok(nurse.get(path(`/${id}`))), 'wish')).toBe('友だちと築山で遊びたい');
  });

  test('from the drafters over the head to the mother, who signs; then it is in force, with its review as a task', async () => {
    const id = await documents.draft();
    expect(await listed(mother, id)).toBe('nothing');
    const submit = { words: 'お願いします', from: day(0), until: day(180), next_review_on: day(150) };
    expect((await nurse.post(path(`/${id}/submit`), submit)).status).toBe(403);
    expect((await coordinator.post(path(`/${id}/submit`), { ...submit, until: day(-1) })).body.field).toBe('until');
    await ok(coordinator.post(path(`/${id}/submit`), submit));
    expect((await save(nurse, id, 'wish', 1, { text: 'あとから' })).status).toBe(410);
    expect((await mother.get(path(`/${id}`))).status).toBe(404);
    expect((await coordinator.post(path(`/${id}/approve`), { version: 4, words: '' })).status).toBe(409);
    await ok(coordinator.post(path(`/${id}/approve`), { version: 1, words: 'よい計画です' }));
    expect((await ok(mother.get(path(`/${id}`)))).may).toMatchObject({ agree: true, draft: false, print: false });
    expect((await mother.post(path(`/${id}/agree`), { version: 1, signature_file_id: null, scan_file_id: null, guardian_id: null, giver_name: '' })).status).toBe(422);
    const signature = await documents.picture(mother);
    const agreed = await ok(mother.post(path(`/${id}/agree`), { version: 1, signature_file_id: signature, scan_file_id: null, guardian_id: null, giver_name: '' }));
    expect(agreed.document.force).toMatchObject({ version: 1, from: day(0), until: day(180), next_review_on: day(150) });
    expect((await nurse.get(`/people/${hinata}/files/${signature}`)).status).toBe(200);
    const reviews = async () =>
      ((await ok(coordinator.get(`/people/${hinata}/tasks`))).items as { source: string; source_id: string; due_on: string }[])
        .filter((t) => t.source === 'document' && t.source_id === id).map((t) => t.due_on);
    await expect.poll(reviews).toEqual([day(150)]);
    const review = { id: v7(), words: '毎日できた', results: [{ path: 'goals:a1', mark: 'achieved', words: '待てる' }], next_review_on: null };
    expect((await ok(coordinator.post(path(`/${id}/reviews`), review))).reviews[0].results[0].goal).toBe('順番を待つ');
    await expect.poll(reviews).toEqual([]);
  });

  test('returned with words, drafted again, compared, and given up for what is in force', async () => {
    const id = await documents.agreed();
    expect((await ok(mother.get(path(`/${id}`)))).signatures[1]).toMatchObject({ by_name: '佐藤 あかり', method: 'paper' });
    await ok(nurse.post(path(`/${id}/redraft`), { words: '半年たちました' }));
    await ok(save(nurse, id, 'wish', 1, { text: '新しい願い' }));
    expect(answer(await ok(mother.get(path(`/${id}`))), 'wish')).toBe('友だちと築山で遊びたい');
    const compared = await ok(coordinator.get(path(`/${id}/compare`)));
    expect(compared.items.filter((i: { change: string }) => i.change !== 'same')).toEqual([
      { path: 'wish', link_id: 'wish', label: '本人の願い', before: '友だちと築山で遊びたい', after: '新しい願い', change: 'changed' },
    ]);
    await ok(coordinator.post(path(`/${id}/submit`), { words: '', from: null, until: null, next_review_on: null }));
    expect((await mother.get(path(`/${id}?version=2`))).status).toBe(404);
    expect((await coordinator.post(path(`/${id}/return`), { version: 2, words: '' })).status).toBe(422);
    const back = await ok(coordinator.post(path(`/${id}/return`), { version: 2, words: '目標をもう少し具体的に' }));
    expect(back.returned.words).toBe('目標をもう少し具体的に');
    await ok(coordinator.post(path(`/${id}/take-back`), { words: '今のままで続けます' }));
    const kept = await ok(nurse.get(path(`/${id}`)));
    expect([kept.document.stage, kept.document.force.version, kept.shown_version]).toEqual(['agreed', 2 - 1, 2]);
  });

  test('comments are the team’s, in threads that are settled', async () => {
    const id = await documents.agreed();
    const comment = { id: v7(), path: 'wish', reply_to: null, words: 'もう少し短く' };
    expect((await nurse.post(path(`/${id}/comments`), comment)).status).toBe(201);
    await ok(coordinator.post(path(`/${id}/comments`), { id: v7(), path: '', reply_to: comment.id, words: '直しました' }));
    expect((await ok(nurse.get(path(`/${id}`)))).comments.map((c: { path: string }) => c.path)).toEqual(['wish', 'wish']);
    await ok(coordinator.put(path(`/${id}/comments/${comment.id}/resolved`), { resolved: true }));
    expect((await ok(nurse.get(path(`/${id}`)))).document.open_comments).toBe(0);
    expect((await mother.get(path(`/${id}`))).text).not.toContain('もう少し短く');
  });

  test('an operator changes a form; a new document uses it, an old draft moves and keeps aside what no longer fits', async () => {
    await publishForm(operator, 'moving');
    const id = await new Documents(coordinator, hinata, 'moving').draft();
    const broken = questionnaire([{ linkId: 'a', type: 'string', text: 'x' }, { linkId: 'a', type: 'string', text: 'y' }]);
    await expect(publishForm(operator, 'moving', broken)).rejects.toThrow();
    const view = await ok(operator.get('/region/forms/moving'));
    expect(view.draft.problems[0]).toMatchObject({ code: 'duplicate', link_id: 'a', property: 'linkId' });
    const refused = await operator.post('/region/forms/moving/publish', { note: '公開' }, { 'if-match': `"${view.form.draft_revision}"` });
    expect([refused.status, refused.body.field]).toEqual([422, 'questionnaire.a.linkId']);
    await publishForm(operator, 'moving', questionnaire([...planItems.slice(1), { linkId: 'new', type: 'string', text: '配慮', required: true }]));
    expect((await ok(nurse.get(path(`/${id}`)))).document.newest_form).toBe(false);
    const moved = await ok(nurse.post(path(`/${id}/update-form`)));
    expect(moved.form_version).toBe(2);
    expect(moved.aside).toEqual([{ path: 'wish', label: '本人の願い', words: '友だちと築山で遊びたい' }]);
    expect((await coordinator.post(path(`/${id}/submit`), { words: '', from: null, until: null, next_review_on: null })).body).toMatchObject({ field: 'new', current: { problems: [{ code: 'required' }] } });
    expect((await ok(operator.get('/region/forms/moving/versions/1'))).questionnaire.item[0].linkId).toBe('wish');
    expect((await operator.get('/region/forms/moving/versions/9')).status).toBe(404);
    expect((await coordinator.get('/region/forms')).status).toBe(403);
  });

  test('the forms that ship can be begun with, and are filled in from the register', async () => {
    const choices = (await ok(coordinator.get(path()))).forms as { key: string }[];
    expect(choices.map((c) => c.key)).toEqual(expect.arrayContaining(['individual_education_support_plan', 'support_file']));
    const view = await ok(coordinator.post(path(), { ...documents.newDocument(), form_key: 'individual_education_support_plan' }));
    expect(JSON.stringify(view.answers)).toContain('佐藤 ひなた');
  });

  test('it is printed, with a fresh code, by leads and coordinators', async () => {
    const id = await documents.agreed();
    expect((await nurse.get(path(`/${id}/document.pdf`))).status).toBe(403);
    const sheet = await coordinator.get(path(`/${id}/document.pdf`));
    expect(sheet.status).toBe(200);
    expect(sheet.text.startsWith('%PDF-')).toBe(true);
  });

  test('it goes out as a FHIR QuestionnaireResponse, to whom it may be printed for', async () => {
    const id = await documents.agreed();
    expect((await nurse.get(path(`/${id}/response.json`))).status).toBe(403);
    const sent = await coordinator.get(path(`/${id}/response.json`));
    expect(sent.headers.get('content-type')).toBe('application/fhir+json');
    const response = JSON.parse(sent.text);
    expect(response).toMatchObject({
      resourceType: 'QuestionnaireResponse', status: 'completed', subject: { type: 'Patient', display: '佐藤 ひなた' },
      identifier: { value: `urn:uuid:${id}` },
    });
    expect(response.questionnaire).toMatch(/\/fhir\/Questionnaire\/[a-z_]+\|\d+$/);
    expect(faultsOf(response)).toEqual([]);
    type Item = { linkId: string; answer?: { valueString?: string }[]; item?: Item[] };
    const answers = (items: Item[]): Item[] => items.flatMap((i) => [...(i.answer ? [i] : []), ...answers(i.item ?? [])]);
    // What was written, and what the form reckons.
    expect(answers(response.item).map((i) => i.linkId).toSorted()).toEqual(['goal.text', 'sum', 'wish']);
    expect(answers(response.item).find((i) => i.linkId === 'wish')!.answer).toEqual([{ valueString: '友だちと築山で遊びたい' }]);
    const draft = await documents.draft();
    expect(JSON.parse((await coordinator.get(path(`/${draft}/response.json`))).text).status).toBe('in-progress');
  });

  test('every form of the region and every document of the demo is valid FHIR R4', async () => {
    const forms = (await ok(operator.get('/region/forms'))) as { key: string }[];
    expect(forms.length).toBeGreaterThan(8); // those that ship, and our own
    for (const { key } of forms) {
      const { questionnaire: published } = await ok(operator.get(`/region/forms/${key}`));
      if (published) expect(faultsOf(published), key).toEqual([]);
    }
    const of = new Set<string>();
    for (const person of (await ok(coordinator.get('/people'))) as { id: string }[]) {
      for (const { id } of (await ok(coordinator.get(`/people/${person.id}/documents`))).items as { id: string }[]) {
        const sent = await coordinator.get(`/people/${person.id}/documents/${id}/response.json`);
        if (sent.status !== 200) continue; // not all of them are the coordinator's to give out
        const response = JSON.parse(sent.text);
        expect(faultsOf(response), response.questionnaire).toEqual([]);
        of.add(response.questionnaire);
      }
    }
    expect(of.size, [...of].join()).toBeGreaterThan(1);
    expect(faultsOf({ resourceType: 'QuestionnaireResponse', status: 'completed', item: [{}] } as never), 'the check sees a fault').not.toEqual([]);
  });

  test('the neighbour, an operator and another family learn nothing, and no log names what was written', async () => {
    const id = await documents.shared();
    const family = server.accounts.find((a) => a.kind === 'guardian' && a.region === 'yuino' && a.login !== 'mother')!;
    for (const login of ['neighbour', 'operator', family.login]) {
      const stranger = await signIn(server, account(login));
      for (const more of ['', `/${id}`, `/${id}/compare`, `/${id}/document.pdf`, `/${id}/response.json`]) expect((await stranger.get(path(more))).status, `${login} ${more}`).toBe(404);
      expect((await save(stranger, id, 'wish', 1, { text: 'x' })).status, login).toBe(404);
      expect((await stranger.post(path(`/${id}/agree`), { version: 1, signature_file_id: null, scan_file_id: null, guardian_id: null, giver_name: '' })).status, login).toBe(404);
    }
    expect(server.log()).not.toMatch(/築山|願い|そだちの計画/);
  });
});
