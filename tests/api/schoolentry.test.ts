// School entry over HTTP on both engines: a mother asks, the committee, the decision and the notice, asking again, the second
// decision, arrangements the school confirms and a plan that begins with them; through a kill; who sees nothing; bad input.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, allClasses, allPurposes, day, enrolled, hinataOf, ok, seated, tokenOf } from '../support/cast.ts';
import { type Client, signIn, signInWeakly } from '../support/client.ts';
import { pdfText } from '../support/pdf_text.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

interface Step {
  number: number;
  round: number;
  part: string;
  content: Record<string, Record<string, unknown>>;
  reason: string;
  amended: boolean;
}
interface View {
  line: { id: string; stage: string; round: number; version: number; place: string | null; school: string; due_on: string | null; confirmed: boolean; overdue: boolean };
  steps: Step[];
  may: string[];
  papers: { paper: { id: string } }[];
  choices: { paper: { id: string; kind: string } }[];
  unseen_papers: number;
}
const year = (() => {
  const [y, m] = day(0).split('-').map(Number) as [number, number];
  return m >= 4 ? y + 1 : y;
})();
/** The April in which somebody born on this day enters primary school (学校教育法17条). */
const entryYear = (birth: string): number => {
  const [y, rest] = [Number(birth.slice(0, 4)), birth.slice(5)];
  return y + (rest <= '04-01' ? 6 : 7);
};
const parts = (view: View): string[] => view.steps.map((s) => s.part);

describe.each(engines)('school entry on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let mother: Client;
  /** Of the team, and sees education. */
  let member: Client;
  let outsiders: DemoAccount[];
  let hinata: string;
  /** Hers. */
  let own: number;
  const at = (id = '', part = '') => `/people/${hinata}/school-entries${id && `/${id}`}${part && `/${part}`}`;
  const write = (who: Client, view: View, part: string, content: object, reason = '') =>
    who.put(at(view.line.id, part), { content, reason }, { 'if-match': `"${view.line.version}"` });
  /** A child of the coordinator's alone. */
  const another = async (birth_date: string): Promise<string> => {
    const id = (await ok(coordinator.post('/people', {
      id: v7(), family_name: '試験', given_name: '一', family_kana: 'シケン', given_kana: 'ハジメ', birth_date, sex: 'unknown',
      postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true,
    }))).id as string;
    await ok(coordinator.post(`/people/${id}/consents`, {
      id: v7(), basis: 'statutory', article: '児童福祉法 25条の2', classes: allClasses, purposes: allPurposes, whole_team: true, facility_ids: [], starts_on: day(0),
    }));
    return id;
  };
  const asked = (kind = 'primary') => ({ id: v7(), kind, for_year: own, wishes: { child: '電車の学校がいい', guardian: '近くの学校へ通わせたいです。', hopes: ['regular'], asks: '' } });
  const committee = (opinion: string) => ({ committee: { on: day(0), considered: ['regular', 'special_class'], opinion, reasons: `理由：${opinion}`, inside: '委員だけの話' } });
  const decision = (place: string) => ({
    decision: { on: day(0), place, facility_id: null, school: 'みどり小学校', reasons: '力を出せる場だから', heard: '母は近くの学校を望んだ' },
  });
  const notice = { notice: { on: day(0), how: 'in_person', words: '' } };
  const arrangements = {
    arrangements: { items: [{ viewpoint: 'information', what: '予定を絵で示す', who: '担任', from: day(60), review_on: day(200) }, { viewpoint: 'premises', what: '静かに休める場所', who: '', from: null, review_on: null }] },
  };

  beforeAll(async () => {
    server = await startServer(engine, { staff: 64, entries: 60 });
    coordinator = await signIn(server, account(server, 'coordinator'));
    mother = await signIn(server, account(server, 'mother'));
    hinata = await hinataOf(coordinator);
    own = entryYear((await ok(coordinator.get(`/people/${hinata}`))).birth_date);
    const team = new Set((await ok(coordinator.get(`/people/${hinata}/team`))).map((s: { facility_id: string }) => s.facility_id));
    outsiders = server.accounts.filter((a) => a.kind === 'professional' && a.region === 'yuino' && !team.has(a.facility_id!));
    member = await signIn(server, outsiders.shift()!);
    await seated(coordinator, hinata, member);
  });
  afterAll(() => server?.stop());

  test('from the mother’s wish over asking again to a plan that begins with what the school confirmed', async () => {
    const body = asked();
    const first: View = await ok(mother.post(at(), body));
    expect((await ok(mother.post(at(), body))).line.version, 'the same once more').toBe(1);
    expect((await coordinator.post(at(), asked())).status, 'one case of a year').toBe(409);
    expect((await write(coordinator, first, 'decision', decision('regular'))).status, 'nobody decides before').toBe(410);
    const heard: View = await ok(write(coordinator, first, 'committee', committee('special_class')));
    const decided: View = await ok(write(coordinator, heard, 'decision', decision('special_class')));
    const hers: View = await ok(mother.get(at(body.id)));
    expect([parts(hers), hers.line.stage, hers.line.place]).toEqual([['wishes'], 'committee', null]);
    expect((await mother.get(at(body.id))).text).not.toMatch(/委員だけ|力を出せる/);
    expect((await write(mother, decided, 'answer', { answer: { agree: true, words: '' } })).status, 'not told yet').toBe(410);

    const told: View = await ok(write(coordinator, decided, 'notice', notice));
    const seen = await mother.get(at(body.id));
    expect(seen.text).toContain('力を出せる場だから');
    expect(seen.text, 'what stays inside the committee').not.toContain('委員だけの話');
    const again: View = await ok(write(mother, told, 'answer', { answer: { agree: false, words: '通常の学級を考えてほしい' } }));
    expect(again.line.stage).toBe('committee');
    await server.kill();
    await server.restart();

    const second: View = await ok(write(coordinator, again, 'committee', committee('regular')));
    expect(second.line.round).toBe(2);
    const newly: View = await ok(write(coordinator, second, 'decision', decision('regular')));
    const between: View = await ok(mother.get(at(body.id)));
    expect(between.steps.filter((s) => s.part === 'decision').map((s) => s.round), 'the second one not before its notice').toEqual([1]);
    const retold: View = await ok(write(coordinator, newly, 'notice', notice));
    const agreed: View = await ok(write(mother, retold, 'answer', { answer: { agree: true, words: '' } }));
    const arranged: View = await ok(write(member, agreed, 'arrangements', arrangements));
    const confirmed: View = await ok(write(coordinator, arranged, 'confirmed', {}));
    const settled: View = await ok(write(coordinator, confirmed, 'settled', {}));
    expect(settled.line).toMatchObject({ stage: 'settled', round: 2, place: 'regular', confirmed: true });
    expect(settled.steps.map((s) => s.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const course = await ok(coordinator.get(`/people/${hinata}/course`));
    expect(course.events.map((e: { content: { title: string } }) => e.content.title)).toContain('就学先の決定（通常の学級）');

    const plan = v7();
    await ok(coordinator.post(`/people/${hinata}/documents`, { id: plan, form_key: 'individual_education_support_plan', title: '' }));
    const text = (await coordinator.get(`/people/${hinata}/documents/${plan}`)).text;
    expect(text).toMatch(/予定を絵で示す/);
    expect(text).toMatch(/静かに休める場所/);
    expect(text).toMatch(/情報・コミュニケーション及び教材の配慮/);

    const reopened: View = await ok(write(coordinator, settled, 'reopened', {}, '転居のため'));
    expect(reopened.line).toMatchObject({ stage: 'committee', round: 3 });
    expect(server.log()).not.toMatch(/電車の学校|力を出せる|絵で示す/);
  });

  test('versions say why, a race is lost with the present state, papers are seen with one’s own eyes', async () => {
    const made: View = await ok(coordinator.post(at(), { ...asked('change'), wishes: null }));
    expect(made.line.stage).toBe('wishes');
    expect((await write(coordinator, made, 'committee', committee('regular'))).status, 'guardians are heard first').toBe(410);
    const wish = { wishes: { child: '', guardian: '通級を考えたい', hopes: [], asks: '' } };
    const one: View = await ok(write(member, made, 'wishes', wish));
    const other = { wishes: { ...wish.wishes, guardian: '父も賛成' } };
    expect((await write(member, one, 'wishes', other)).body).toMatchObject({ status: 422, field: 'reason' });
    const lost = await write(member, made, 'wishes', other, '聞き直した');
    expect([lost.status, lost.body.current.line.version]).toEqual([409, 1]);
    const two: View = await ok(write(member, one, 'wishes', other, '聞き直した'));
    expect(two.steps.map((s) => [s.amended, s.reason])).toEqual([[true, ''], [false, '聞き直した']]);
    expect((await member.put(at(made.line.id, 'wishes'), { content: wish, reason: 'x' })).status).toBe(428);
    expect((await write(member, two, 'committee', committee('regular'))).status, 'a member records no opinion').toBe(403);

    const all: View = await ok(coordinator.get(at(made.line.id)));
    expect(all.choices.length).toBeGreaterThan(0);
    expect((await write(coordinator, all, 'papers', { papers: { items: [{ kind: 'document', id: v7() }] } })).body).toMatchObject({ status: 422 });
    const laid: View = await ok(write(coordinator, all, 'papers', { papers: { items: all.choices.map((c) => c.paper) } }));
    expect(laid.papers.length).toBe(all.choices.length);
    const hers: View = await ok(mother.get(at(made.line.id)));
    expect(hers.papers.length + laid.papers.length, 'only what is shared with her').toBeLessThan(2 * laid.papers.length);
    expect([hers.unseen_papers, parts(hers).includes('papers')]).toEqual([0, false]);
    expect((await write(coordinator, laid, 'withdrawn', {})).body).toMatchObject({ status: 422, field: 'reason' });
    await ok(write(coordinator, laid, 'withdrawn', {}, '取り下げ'));
  });

  test('bad input names its field', async () => {
    const view: View = await ok(coordinator.post(at(), { ...asked('change'), for_year: own + 1 }));
    const bad = async (part: string, content: object, field: string) =>
      expect((await write(coordinator, view, part, content)).body, part).toMatchObject({ status: 422, field });
    await bad('committee', { committee: { ...committee('regular').committee, on: day(1) } }, 'content.committee.on');
    await bad('committee', { committee: { ...committee('regular').committee, considered: [] } }, 'content.committee.considered');
    await bad('wishes', committee('regular'), 'content.committee');
    await bad('arrangements', { arrangements: { items: [{ viewpoint: 'x', what: 'y', who: '', from: null, review_on: null }] } }, 'content.arrangements.items[0].viewpoint');
    expect((await write(coordinator, view, 'nothing', {})).status).toBe(404);
    expect((await coordinator.post(at(), { ...asked(), for_year: own + 9 })).body).toMatchObject({ status: 422, field: 'for_year' });
    expect((await mother.post(at(), { ...asked('change'), wishes: null })).body).toMatchObject({ status: 422, field: 'wishes' });
  });

  test('nobody enters before the law’s year, later stays possible', async () => {
    for (const who of [coordinator, mother]) {
      const early = await who.post(at(), { ...asked(), for_year: own - 1 });
      expect(early.body).toMatchObject({ status: 422, field: 'for_year' });
      expect(early.text).toContain(`${own}年4月から`);
      expect((await who.post(at(), asked('junior_high'))).body).toMatchObject({ status: 422, field: 'for_year' });
    }
    const later: View = await ok(coordinator.post(at(), { ...asked(), for_year: own + 1 }));
    await ok(write(coordinator, later, 'withdrawn', {}, '猶予の試験'));
  });

  test('upper secondary school: no committee and no day of the board, the school as it selected, arrangements as anywhere', async () => {
    const child = await another(`${year - 15}-05-01`);
    const entry = { id: v7(), kind: 'upper_secondary', for_year: year + 1, wishes: { child: '電気の勉強がしたい', guardian: '通いやすい学校を', hopes: ['special_school'], asks: '' } };
    const early = await coordinator.post(`/people/${child}/school-entries`, { ...entry, for_year: year });
    expect(early.body).toMatchObject({ status: 422, field: 'for_year' });
    expect(early.text).toContain(`高等部・高等学校に入学できるのは${year + 1}年4月から`);
    const made: View = await ok(coordinator.post(`/people/${child}/school-entries`, entry));
    expect(made.line).toMatchObject({ stage: 'committee', due_on: null, overdue: false });
    const of = (view: View, part: string, content: object) =>
      coordinator.put(`/people/${child}/school-entries/${made.line.id}/${part}`, { content, reason: '' }, { 'if-match': `"${view.line.version}"` });
    const known: View = await ok(of(made, 'decision', decision('special_school')));
    const told: View = await ok(of(known, 'notice', notice));
    const agreed: View = await ok(of(told, 'answer', { answer: { agree: true, words: '母が面談で答えた' } }));
    expect(agreed.line.due_on, 'the day school begins').not.toBeNull();
    const arranged: View = await ok(of(agreed, 'arrangements', arrangements));
    await ok(of(arranged, 'settled', {}));
    const course = await ok(coordinator.get(`/people/${child}/course`));
    expect(course.events.map((e: { content: { title: string } }) => e.content.title)).toContain('進学先の決定（特別支援学校）');
  });

  test('the paper for the committee: by leads, of what they see, without the committee’s own notes, audited', async () => {
    const checkup = v7();
    await ok(coordinator.post(`/people/${hinata}/course`, {
      id: checkup,
      content: { kind: 'checkup', checkup: '', title: '就学前の健診', body: '視力を再検査', place: '', starts_on: day(-3), ends_on: null, info_class: 'health', with_guardians: false },
      follow_up: null,
    }));
    const made: View = await ok(coordinator.post(at(), asked('change')));
    const chosen = made.choices.filter((c) => c.paper.kind === 'checkup' && c.paper.id === checkup).map((c) => c.paper);
    expect(chosen, 'a check-up can be a paper').toHaveLength(1);
    const laid: View = await ok(write(coordinator, made, 'papers', { papers: { items: chosen } }));
    const heard: View = await ok(write(coordinator, laid, 'committee', committee('special_class')));
    const sheet = await fetch(`${server.origin}/api/v1${at(made.line.id)}/sheet.pdf`, { headers: { cookie: coordinator.cookie } });
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const words = pdfText(Buffer.from(await sheet.arrayBuffer()));
    for (const said of ['就学相談資料', '佐藤 ひなた', '電車の学校がいい', '就学前の健診', '視力を再検査', '理由：special_class', '印刷'])
      expect(words).toContain(said.replaceAll(' ', ''));
    expect(words).not.toContain('委員だけの話');
    for (const refused of [member, mother]) expect((await refused.get(`${at(made.line.id)}/sheet.pdf`)).status).toBe(403);
    const log = (await ok(coordinator.get(`/people/${hinata}/access-log`))).items as { action: string; outcome: string }[];
    expect(log.some((l) => l.action === 'export_plans' && l.outcome === 'granted')).toBe(true);
    expect((await ok(mother.get(at(made.line.id)))).papers, 'not shared with her').toEqual([]);
    await ok(write(coordinator, heard, 'withdrawn', {}, '試験'));
  });

  test('guardians hear at once of what is theirs to see, and of nothing before', async () => {
    const made: View = await ok(coordinator.post(at(), asked('change')));
    /** What is told of this case. */
    const feed = async (who: Client): Promise<string[]> => {
      const heard: string[] = [];
      for (let after = 0; ; ) {
        const page = await ok(who.get(`/sync?after=${after}&limit=1000`));
        heard.push(...(page.changes as { kind: string; subject_id: string }[]).filter((c) => c.subject_id === made.line.id).map((c) => c.kind));
        if (page.position <= after) return heard;
        after = page.position;
      }
    };
    // On PostgreSQL a row is told once every older transaction of the machine is over, so the feed is waited for.
    const reaches = async (who: Client, count: number): Promise<void> => expect.poll(async () => (await feed(who)).length).toBe(count);
    await reaches(member, 1);
    const before = (await feed(mother)).length;
    const heard: View = await ok(write(coordinator, made, 'committee', committee('regular')));
    const decided: View = await ok(write(coordinator, heard, 'decision', decision('regular')));
    await reaches(member, 3);
    expect((await feed(mother)).length, 'neither the opinion nor the decision').toBe(before);
    const told: View = await ok(write(coordinator, decided, 'notice', notice));
    await reaches(mother, before + 1);
    expect(await feed(mother)).not.toContain('school_entry');
    await ok(write(coordinator, told, 'withdrawn', {}, '試験'));
  });

  test('dates that change reach the tasks of the children at once', async () => {
    const operator = await signIn(server, account(server, 'operator'));
    const child = await another(`${year - 9}-02-03`);
    await ok(coordinator.post(`/people/${child}/school-entries`, { id: v7(), kind: 'change', for_year: year, wishes: null }));
    const due = async (): Promise<string[]> =>
      ((await ok(coordinator.get(`/people/${child}/tasks`))).items as { title: string; due_on: string; state: string }[])
        .filter((t) => t.title.includes('意向を聞く') && t.state === 'open').map((t) => t.due_on);
    const path = `/school-entry-calendars/${year}`;
    for (const until of [day(6), day(9)]) {
      const now = await ok(operator.get(path));
      const days = (now.calendar.days as { kind: string }[]).map((d) => (d.kind === 'application' ? { ...d, from: day(5), until } : d));
      await ok(operator.put(path, { calendar: { days }, reason: '受付を改める' }, { 'if-match': `"${now.version}"` }));
      await expect.poll(due, { timeout: 10_000 }).toEqual([until]);
    }
  });

  test('the region’s dates: operators change them, none past the law’s, and they become what is due', async () => {
    const operator = await signIn(server, account(server, 'operator'));
    const path = `/school-entry-calendars/${year + 1}`;
    const shipped = await ok(operator.get(path));
    expect([shipped.is_default, shipped.version]).toEqual([true, 0]);
    const days = shipped.calendar.days as { kind: string; until: string }[];
    const late = days.map((d) => (d.kind === 'notice' ? { ...d, until: `${year + 1}-02-01` } : d));
    expect((await operator.put(path, { calendar: { days: late }, reason: '遅らせる' }, { 'if-match': '"0"' })).body).toMatchObject({ status: 422 });
    const own = days.map((d) => (d.kind === 'application' ? { ...d, until: `${year}-09-05` } : d));
    const kept = await ok(operator.put(path, { calendar: { days: own }, reason: '9月まで受け付ける' }, { 'if-match': '"0"' }));
    expect([kept.is_default, kept.version, kept.versions[0].reason]).toEqual([false, 1, '9月まで受け付ける']);
    expect((await operator.put(path, { calendar: { days }, reason: 'x' }, { 'if-match': '"0"' })).status).toBe(409);
    expect((await coordinator.get(path)).status).toBe(403);
    const board = await ok(coordinator.get(`/school-entries?year=${year + 1}`));
    expect(board.calendar.calendar.days.some((d: { until: string }) => d.until === `${year}-09-05`)).toBe(true);
    expect((await ok(mother.get('/school-entries'))).rows).toEqual([]);
    expect((await ok(operator.get('/school-entries'))).rows).toEqual([]);
  });

  test('strangers and a limited guardian learn nothing, the board holds one’s own people only', async () => {
    const made = await ok(coordinator.post(`/people/${hinata}/guardians`, {
      id: v7(), name: '佐藤 たかし', kana: 'サトウ タカシ', relation: 'father', phone: '', lives_together: false, has_custody: true, verified_how: '戸籍謄本',
    }));
    const link = await ok(coordinator.post(`/people/${hinata}/guardians/${made.id}/invitation`));
    const father = await enrolled(server.origin, tokenOf(link.invitation_url), 'takashi-school', '佐藤 たかし');
    const now = (await ok(coordinator.get(`/people/${hinata}`))).guardians.find((g: { id: string }) => g.id === made.id);
    const { name, kana, relation, phone, lives_together, has_custody, verified_how } = now;
    await ok(coordinator.put(`/people/${hinata}/guardians/${made.id}`, {
      name, kana, relation, phone, lives_together, has_custody, verified_how, restricted: true, restriction_reason: '保護命令（架空）',
    }, { 'if-match': `"${now.version}"` }));
    const [view] = (await ok(coordinator.get(at()))) as { id: string }[];
    expect(await ok(father.get(at()))).toEqual([]);
    expect((await father.get(at(view!.id))).status).toBe(404);
    expect((await father.post(at(), asked('change'))).status).toBe(404);
    const other = await another('2019-02-03');
    expect((await coordinator.get(`/people/${other}/school-entries/${view!.id}`)).status, 'under another child').toBe(404);
    const strangers = ['neighbour', 'operator'].map((login) => account(server, login));
    strangers.push(outsiders.find((a) => a.facility_id !== member.account!.facility_id)!);
    for (const stranger of strangers) {
      const client = await signIn(server, stranger);
      for (const path of [at(), at(view!.id)]) expect((await client.get(path)).status, `${stranger.login} ${path}`).toBe(404);
      expect((await client.get('/school-entries')).text, stranger.login).not.toContain(hinata);
    }
    const board = await ok(coordinator.get(`/school-entries?year=${own}`));
    expect(board.rows.some((r: { person_id: string }) => r.person_id === hinata)).toBe(true);
    const weak = await signInWeakly(server, account(server, 'nurse'));
    expect((await weak.get('/school-entries')).status).toBe(401);
  });
});
