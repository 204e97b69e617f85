// The whole first day of a region, by browser alone: an operator with an invitation and nothing else → a facility that
// applies → its staff → a child, a consent, a team → a talk → the server is stopped and started → those who may not see,
// do not → the mother reads, sees who looked, and takes her consent back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { desk, drawn, openDevice, phone, picture, type Size, startBrowser } from '../support/browser.ts';
import { entrance, face, painting } from '../support/drawings.ts';
import { type Engine, engines, type Server, startEmptyServer } from '../support/server.ts';
import { acceptInvitation, linkWorks, type Look, takeOneMorePost } from './pages/account.ts';
import { lookClosely } from './pages/look.ts';
import { entry, openEntry, photoIsShown, reply, send, write } from './pages/notebook.ts';
import * as person from './pages/person.ts';
import {
  addPost, apply, type Applicant, approve, correct, furnishPortal, giveBack, inviteAnew, inviteOperatorTwice, letOperatorGo, letterName,
  photoName, readPapers,
} from './pages/region.ts';
import { importStaff, tryBadFile } from './pages/staff.ts';
import { acceptSeat, buildTeam, facilityMayLeave } from './pages/team.ts';

const regions = [
  { slug: 'matsuno', name: '松野市', operator: { name: '山田 花子', kana: 'ヤマダ ハナコ', login: 'yamada' } },
  { slug: 'takehara', name: '竹原町', operator: { name: '西村 修', kana: 'ニシムラ オサム', login: 'nishimura' } },
] as const;
const centre: Applicant = {
  facility: '松野市こども発達センター', facilityType: 'インクルーシブセンター・発達支援センター',
  name: '森田 恵子', kana: 'モリタ ケイコ', profession: 'コーディネーター', login: 'morita',
};
const nursery: Applicant = {
  facility: 'みどり保育園', facilityType: '保育所',
  name: '辻󠄀 あおい', kana: 'ツジ アオイ', profession: '保育士', login: 'tsuji',
};
const neighbours: Applicant = { ...centre, facility: '竹原町発達支援センター', name: '岡 まり', kana: 'オカ マリ', login: 'oka' };
const child: person.Child = { family: '佐藤', given: 'ひなた', familyKana: 'サトウ', givenKana: 'ヒナタ', birthDate: '2021-05-14' };
const mother = { name: '佐藤 真由美', kana: 'サトウ マユミ' };
const password = 'しずかな朝の青い自転車と犬';
const story = '園庭で最後まで鬼ごっこができました。作品も見てください。';
const answer = 'うれしいですね。次の面談で絵も見せてください。';

/** Every engine goes the whole way; on SQLite each page is also looked at closely. */
describe.each(engines)('a region begins, on %s', (engine: Engine) => {
  let browser: Browser;
  let server: Server;
  let invitations: string[];
  let pictures: { face: Buffer; painting: Buffer; entrance: Buffer; handbook: Buffer; letter: Buffer };
  /** Everybody's own device, by name. */
  const at: Record<string, Page> = {};
  const faults: string[] = [];
  let sato: string;
  /** The nursery's, that nobody came by. */
  let lost: string;
  const look: Look = engine === 'sqlite' ? lookClosely : async () => {};
  const passBy: Look = async () => {};

  beforeAll(async () => {
    ({ server, invitations } = await startEmptyServer(engine, regions));
    browser = await startBrowser();
    const sheet = await browser.newPage();
    await sheet.setContent('<h1>利用の手引き</h1><p>施設で使い始めるまで</p>');
    pictures = {
      face: await drawn(browser, face, { width: 400, height: 400 }),
      painting: await drawn(browser, painting, { width: 800, height: 600 }),
      entrance: await drawn(browser, entrance, { width: 900, height: 600 }),
      handbook: await sheet.pdf(),
      letter: Buffer.alloc(0),
    };
    await sheet.setContent('<h1>指定通知書</h1><p>松野市こども発達センターを児童発達支援センターに指定する。</p>');
    pictures.letter = await sheet.pdf();
    await sheet.close();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  const device = async (who: string, size: Size = desk): Promise<Page> => (at[who] = await openDevice(browser, size, faults));
  const join = async (who: string, link: string, kana: string, size: Size = desk, looking = passBy, login = ''): Promise<void> =>
    await acceptInvitation(await device(who, size), server.origin, { link, login, kana, password }, looking);
  /** A facility asks, is approved, and its manager has an account. */
  const found = async (operator: string, who: string, slug: string, applicant: Applicant, looking = passBy): Promise<void> => {
    const visitor = await openDevice(browser, desk, faults);
    await apply(visitor, server.origin, slug, applicant, looking);
    await visitor.context().close();
    await join(who, await approve(at[operator]!, server.origin, applicant.facility, looking), applicant.kana, desk, passBy);
  };

  // A step needs those before it: after a failure the others say so at once.
  let broken = '';
  const step = (name: string, act: () => Promise<void>): void =>
    test(name, async () => {
      if (broken) throw new Error(`not tried, because this failed: ${broken}`);
      broken = name;
      await act();
      expect(faults).toEqual([]);
      broken = '';
    });

  step('the operator opens the invitation, sets a password and a second factor, and furnishes the portal', async () => {
    await join('operator', invitations[0]!, regions[0].operator.kana, desk, look);
    await look(at.operator!, 'applications-empty');
    await furnishPortal(at.operator!, server.origin, pictures.handbook);
    await at.operator!.goto(`${server.origin}/manage/region`);
    await look(at.operator!, 'region');
  });

  step('a facility reads the portal, its document and the pledge, applies, and is approved', async () => {
    const visitor = await openDevice(browser, desk, faults);
    await visitor.goto(`${server.origin}/p/matsuno`);
    const href = await visitor.getByRole('link', { name: /利用の手引き/ }).getAttribute('href');
    const document = await visitor.request.get(new URL(href!, server.origin).href);
    expect(document.headers()['content-type']).toBe('application/pdf');
    const papers = { letter: pictures.letter, photo: pictures.entrance };
    const number = await apply(visitor, server.origin, 'matsuno', centre, look, papers);
    await visitor.getByRole('link', { name: '申請の状況を見る' }).click();
    await visitor.getByLabel('受付番号').fill(number);
    await visitor.getByRole('button', { name: '状況を見る' }).click();
    await visitor.getByText('運営担当者が確かめています。').waitFor();
    for (const name of [letterName, photoName]) await visitor.getByText(name).waitFor();
    await look(visitor, 'application-status');
    const letter = await readPapers(at.operator!, server.origin, centre.facility, look);
    expect(letter.type).toBe('application/pdf');
    // Written anew: the same page, without a word of what made it.
    expect(letter.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect([pictures.letter, letter.bytes].map((bytes) => bytes.includes('Skia'))).toEqual([true, false]);
    const link = await approve(at.operator!, server.origin, centre.facility, look);
    await visitor.getByRole('button', { name: '状況を見る' }).click();
    await visitor.getByText('承認されました。').waitFor();
    await visitor.context().close();
    await join('coordinator', link, centre.kana);
  });

  step('an application without papers is returned, corrected on a phone, and approved', async () => {
    const visitor = await openDevice(browser, phone, faults);
    const number = await apply(visitor, server.origin, 'matsuno', nursery, passBy);
    const reason = '認可通知書の写しを付けてください。';
    await giveBack(at.operator!, server.origin, nursery.facility, reason);
    await correct(visitor, server.origin, 'matsuno', number, reason, { letter: pictures.letter, photo: pictures.entrance }, look);
    await visitor.context().close();
    await at.operator!.goto(`${server.origin}/manage/applications`);
    await at.operator!.getByRole('link', { name: nursery.facility }).getByText('添付書類1件').waitFor();
    lost = await approve(at.operator!, server.origin, nursery.facility, passBy);
  });

  step('its manager lost the link, and another operator theirs: both are issued anew, and the old ones are dead', async () => {
    const page = at.operator!;
    const link = await inviteAnew(page, server.origin, nursery, look);
    expect(await linkWorks(browser, server.origin, lost)).toBe(false);
    await join('teacher', link, nursery.kana);
    const [first, second] = await inviteOperatorTwice(page, server.origin, '大野 健', 'オオノ ケン', look);
    expect(await linkWorks(browser, server.origin, first)).toBe(false);
    expect(await linkWorks(browser, server.origin, second)).toBe(true);
    await letOperatorGo(page, '大野 健', look);
    expect(await linkWorks(browser, server.origin, second)).toBe(false);
  });

  step('the manager tries a table with a mistake, which changes nothing, and imports the good one', async () => {
    const page = at.coordinator!;
    const rows = await tryBadFile(page, server.origin, look);
    expect(rows.slice(1).map((row) => row.split(/\s+/)[0])).toEqual(['3行目', '3行目']);
    expect(rows[1]).toContain('知らない職種です');
    expect(rows[2]).toContain('2026-13-01');
    expect(await page.getByText('髙橋').count()).toBe(0);
    const links = await importStaff(page, look);
    expect([...links.keys()]).toEqual(['髙橋 恵', '長谷川, 翔']);
    await page.getByRole('row').filter({ hasText: '髙橋 恵' }).getByText('招待中').waitFor();
    await look(page, 'staff');
    await join('psychologist', links.get('髙橋 恵')!, 'タカハシ メグミ', phone);
    await look(at.psychologist!, 'today-empty');
    await join('colleague', links.get('長谷川, 翔')!, 'ハセガワ ショウ');
  });

  step('somebody with an account takes a post at the nursery, too: no login is asked for', async () => {
    const link = await addPost(at.operator!, server.origin, nursery.facility, { name: '長谷川 翔', kana: 'ハセガワ ショウ', profession: '作業療法士' });
    await takeOneMorePost(at.colleague!, server.origin, link, nursery.facility);
  });

  step('a child is registered once, with family, allergy, photo and a consent signed on screen', async () => {
    const page = at.coordinator!;
    sato = server.origin + (await person.register(page, server.origin, child, look));
    const double = await person.findDouble(page, server.origin, { ...child, family: '佐籐', familyKana: 'さとう', givenKana: 'ひなた' }, look);
    expect(double).toContain('佐藤 ひなた');
    await person.addGuardian(page, sato, mother.name, mother.kana, look);
    await person.addAllergy(page, '鶏卵', 'じんましん。エピペンは職員室');
    await person.addPhoto(page, pictures.face);
    await look(page, 'profile');
    await person.recordConsent(page, sato, look);
    await page.goto(`${sato}/emergency`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await look(page, 'emergency');
  });

  step('a support team is built from a template, invited, and accepts', async () => {
    await buildTeam(at.coordinator!, sato, '発達が気になる幼児', [
      { duty: '発達相談', facility: centre.facility, staff: '髙橋 恵' },
      { duty: '担任', facility: nursery.facility },
    ], look);
    await acceptSeat(at.psychologist!, server.origin, '佐藤 ひなた', look);
    await acceptSeat(at.teacher!, server.origin, '佐藤 ひなた', passBy);
    await facilityMayLeave(at.teacher!, sato, nursery.facility, look);
  });

  step('two browsers talk: an entry with a photo, read by name, answered, acknowledged, confirmed', async () => {
    const [reader, writer] = [at.coordinator!, at.teacher!];
    await reader.goto(sato);
    await reader.getByText('まだ記事がありません').waitFor();
    await look(reader, 'notebook-empty');
    await write(writer, sato, { text: story, photo: pictures.painting, withGuardians: true, asksConfirmation: true });
    await look(writer, 'write');
    await send(writer, (page) => picture(page, 'pending'));
    await entry(reader, story).waitFor(); // without loading anything again
    expect(await photoIsShown(reader, story)).toBe(true);
    await look(reader, 'notebook-first');
    await entry(reader, story).getByRole('button', { name: '了解' }).click();
    await entry(reader, story).getByText(/了解1/).waitFor();
    await entry(reader, story).getByRole('button', { name: '確認しました' }).click();
    await openEntry(reader, story);
    await reply(reader, answer);

    await entry(writer, story).getByRole('link', { name: '返信1件' }).waitFor();
    await openEntry(writer, story);
    await writer.getByText(answer).waitFor();
    const readers = writer.getByRole('region', { name: /^読んだ人/ });
    await readers.getByRole('listitem').filter({ hasText: centre.name }).filter({ hasText: /確認/ }).waitFor();
    await look(writer, 'entry', readers);
  });

  step('after a restart everything is still there, a draft too, and the talk goes on', async () => {
    const [reader, writer] = [at.coordinator!, at.teacher!];
    await write(at.psychologist!, sato, { text: '発達相談の所見を書きかけました' });
    await at.psychologist!.goto(`${server.origin}/today`);
    await reader.goto(sato);
    await entry(reader, story).waitFor();

    await server.restart();
    await reader.reload();
    await entry(reader, story).waitFor();
    expect(await photoIsShown(reader, story)).toBe(true);
    await reader.getByText('アレルギー：鶏卵').first().waitFor();
    await writer.reload();
    await writer.getByText(answer).waitFor();
    await at.psychologist!.goto(`${sato}/write`);
    await at.psychologist!.getByText('前に書きかけた内容を開きました。').waitFor();
    expect(await at.psychologist!.getByLabel('内容', { exact: true }).inputValue()).toBe('発達相談の所見を書きかけました');
    await look(at.psychologist!, 'write-draft');

    await write(writer, sato, { text: '明日は遠足です。お弁当をお願いします。' });
    await send(writer);
    await entry(reader, '明日は遠足です').waitFor();
    await entry(reader, '明日は遠足です').getByRole('button', { name: '了解' }).click();
    await entry(writer, '明日は遠足です').getByText(/了解1/).waitFor();
  });

  step('a colleague without a seat, and a neighbour region, see nothing', async () => {
    await at.colleague!.goto(sato);
    await at.colleague!.getByRole('heading', { name: '開けません' }).waitFor();
    await look(at.colleague!, 'refused');
    await join('neighbouring operator', invitations[1]!, regions[1].operator.kana);
    await found('neighbouring operator', 'neighbour', 'takehara', neighbours);
    for (const path of ['', '/profile', '/team', '/consents', '/access-log', '/write']) {
      await at.neighbour!.goto(sato + path);
      await at.neighbour!.getByRole('heading', { name: '開けません' }).waitFor();
      await at.neighbour!.getByText(/見つかりません/).first().waitFor();
    }
    for (const page of [at.colleague!, at.neighbour!])
      expect(await page.locator('body').innerText()).not.toMatch(/ひなた|鶏卵|鬼ごっこ/);
  });

  step('the mother is invited, reads what is shared with her, and sees who looked', async () => {
    await join('mother', await person.inviteGuardian(at.coordinator!, sato, mother.name, look), mother.kana, phone, passBy, 'mayumi');
    const page = at.mother!;
    await look(page, 'guardian');
    await page.getByRole('link', { name: /きょうのこと/ }).click();
    await entry(page, story).waitFor();
    expect(await page.getByText('明日は遠足です').count()).toBe(0);
    await look(page, 'guardian-notebook');
    await page.goto(`${sato}/watch`);
    await page.getByText(centre.facility).first().waitFor();
    await look(page, 'guardian-watch');
    await page.getByRole('link', { name: 'すべての閲覧履歴を見る' }).click();
    await page.getByText(nursery.facility).first().waitFor();
    await look(page, 'access-log');
  });

  step('she takes her consent back: what was open at the nursery closes at once', async () => {
    await at.teacher!.goto(sato);
    await entry(at.teacher!, story).waitFor();
    await person.withdrawConsent(at.mother!, sato, look);
    await at.teacher!.getByText(story).first().waitFor({ state: 'detached' }); // without loading anything again
    await at.teacher!.getByRole('heading', { name: '開けません' }).waitFor();
    await look(at.teacher!, 'closed');
    await at.teacher!.goto(`${sato}/profile`);
    await at.teacher!.getByRole('heading', { name: '開けません' }).waitFor();
    expect(await at.teacher!.locator('body').innerText()).not.toMatch(/鶏卵|鬼ごっこ/);
  });
});
