// 「保育士が様子を書き、コーディネーターがすぐに読んで了解し、保護者が読む」: two desks and a phone, one notebook.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { desk, phone, type Size, startBrowser } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { signInOn } from './pages/account.ts';
import { lookClosely } from './pages/look.ts';
import { entry, openEntry, reply, send, takeBack, write } from './pages/notebook.ts';
import { addressOf } from './pages/person.ts';

let browser: Browser;
let server: Server;
const faults: string[] = [];

beforeAll(async () => {
  server = await startServer('sqlite');
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const signedIn = (login: string, size: Size): Promise<Page> => signInOn(browser, server, login, size, faults);
const account = (login: string) => server.accounts.find((a) => a.login === login)!;
/** As the filter of the timeline names them. */
const author = (login: string): string => `${account(login).name}（${account(login).facility}）`;
/** The address of the pages about the invented child whom the story is about. */
const hinata = (page: Page): Promise<string> => addressOf(page, server.origin, '佐藤 ひなた');

/** Sealing what was typed and writing it down takes a moment, and longer where the machine is busy: nobody reloads in the same instant. */
const aMoment = (page: Page): Promise<void> => page.waitForTimeout(1500);

describe('a team talks', () => {
  test('an entry appears at the colleague, is acknowledged, and survives a restart', async () => {
    const writer = await signedIn('hoiku', desk);
    const reader = await signedIn('coordinator', desk);
    const person = await hinata(writer);
    await reader.goto(person);
    await reader.getByRole('article').first().waitFor();
    const text = '園庭で最後まで鬼ごっこができました。転んでも自分で立てました。';
    await write(writer, person, { text });
    await send(writer);

    await entry(reader, text).getByRole('button', { name: '了解' }).click();
    await entry(writer, text).getByText(/了解1/).waitFor();

    await server.restart();
    await reader.reload();
    await entry(reader, text).getByText(/了解1/).waitFor();
    expect(faults).toEqual([]);
  });

  test('what one colleague or one facility wrote is found among the rest', async () => {
    const page = await signedIn('nurse', phone);
    await page.goto(await hinata(page));
    const all = page.getByRole('article');
    await all.first().waitFor();
    const asked = page.waitForRequest((r) => r.url().includes('author_post='));
    await page.getByRole('button', { name: '絞り込み' }).click();
    const byWhom = page.getByRole('combobox', { name: /^書いた人\s*任意$/ });
    await byWhom.selectOption({ label: author('hoiku') });
    await asked;
    await expect.poll(async () => {
      const names = await all.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label') ?? ''));
      return names.length > 0 && names.every((name) => name.includes(account('hoiku').name));
    }).toBe(true);
    await page.getByRole('combobox', { name: /^書いた人の施設/ }).selectOption({ label: account('nurse').facility });
    await page.getByText('条件に合う記事がありません').waitFor();
    await page.getByRole('button', { name: '絞り込みをやめる' }).click();
    await all.first().waitFor();
    expect(faults).toEqual([]);
  });

  test('an entry nobody hurries is sent by itself after the time to think again', async () => {
    const writer = await signedIn('nurse', phone);
    await write(writer, await hinata(writer), { text: '呼吸は落ち着いています' });
    await writer.getByRole('button', { name: '送信する' }).click();
    await writer.getByText(/秒後に送信します/).waitFor();
    await writer.getByText('送信しました。').waitFor();
    await entry(writer, '呼吸は落ち着いています').getByText('宛先').waitFor();
  });

  test('a wording goes in by one press, and what was measured goes with the entry and stands among the records', async () => {
    const page = await signedIn('nurse', phone);
    const person = await hinata(page);
    await page.goto(`${person}/write`);
    const text = page.getByLabel('内容', { exact: true });
    await page.getByRole('group', { name: /^定型文/ }).getByRole('button', { name: '発作：なし' }).click();
    expect(await text.inputValue()).toBe('発作：なし');
    await text.pressSequentially('。夕方まで眠っていました');
    await page.getByText('体温・脈拍などを測ったとき').click();
    const temperature = page.getByLabel(/^体温/);
    await temperature.fill('377');
    await page.getByLabel(/^血圧 最高/).fill('102');
    await lookClosely(page, 'write-vitals');
    await page.getByRole('button', { name: '送信する' }).click();
    await page.getByRole('alert').getByText(/25.0〜45.0/).waitFor();
    await page.getByText(/10〜220/).first().waitFor(); // the second number of the pressure is missing
    await temperature.fill('37.7');
    await page.getByLabel(/^血圧 最低/).fill('58');
    await aMoment(page);
    await page.reload(); // nothing typed is lost
    expect(await temperature.inputValue()).toBe('37.7');
    expect(await text.inputValue()).toBe('発作：なし。夕方まで眠っていました');
    await send(page);
    const sent = entry(page, '夕方まで眠っていました');
    await sent.getByText('37.7 ℃').waitFor();
    await sent.getByText('102/58 mmHg').waitFor();
    await sent.getByRole('link', { name: '記録・グラフで見る' }).click();
    await page.getByText('37.7 ℃').first().waitFor();
    expect(faults).toEqual([]);
  });

  test('the mother reads on her phone what was shared with her, and sees who looked', async () => {
    const mother = await signedIn('mother', phone);
    await mother.getByRole('link', { name: /きょうのこと/ }).first().click();
    await mother.getByRole('article').first().waitFor();
    expect(await mother.getByText('佐藤 ひなた').first().isVisible()).toBe(true);
    await mother.goto(`${await hinata(mother)}/access-log`);
    await mother.getByText(/インクルーシブセンター|保育園/).first().waitFor();
    expect(faults).toEqual([]);
  });

  test('a neighbour who knows the address is shown nothing', async () => {
    const person = await hinata(await signedIn('doctor', desk));
    const neighbour = await signedIn('neighbour', desk);
    await neighbour.goto(person);
    await neighbour.getByRole('heading', { name: '開けません' }).waitFor();
    expect(await neighbour.locator('body').innerText()).not.toMatch(/ひなた|鶏卵/);
  });
});

describe('what was written', () => {
  const text = '避難訓練は、耳をふさいで最後尾につきました。';
  let writer: Page;
  let coordinator: Page;
  let person: string;
  beforeAll(async () => {
    writer = await signedIn('hoiku', phone);
    coordinator = await signedIn('coordinator', desk);
    person = await hinata(writer);
    await write(writer, person, { text });
    await send(writer);
    await entry(writer, text).waitFor();
    await coordinator.goto(person);
    await openEntry(coordinator, text);
  });

  test('is not lost by a reload in the middle of an answer, or of changing it', async () => {
    await openEntry(writer, text);
    await writer.getByLabel('返信の内容').fill('つぎは靴を');
    await aMoment(writer);
    await writer.reload();
    await writer.getByText('前に書きかけた内容を開きました。').waitFor();
    const field = writer.getByLabel('返信の内容');
    expect(await field.inputValue()).toBe('つぎは靴を');
    await reply(writer, 'つぎは靴を先にはきます。');
    await writer.reload();
    const answer = writer.getByRole('listitem').filter({ hasText: 'つぎは靴を先にはきます。' });
    await answer.waitFor();

    const dialog = writer.getByRole('dialog', { name: '変更する' });
    await answer.getByRole('button', { name: '変更する' }).click();
    await dialog.getByLabel('返信の内容').fill('つぎは耳あてを先につけます。');
    await aMoment(writer);
    await writer.reload();
    await answer.getByRole('button', { name: '変更する' }).click();
    await dialog.getByText('前に書きかけた内容を開きました。').waitFor();
    expect(await dialog.getByLabel('返信の内容').inputValue()).toBe('つぎは耳あてを先につけます。');
    await dialog.getByRole('button', { name: '変えずに閉じる' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await answer.getByRole('button', { name: '変更する' }).click();
    expect(await dialog.getByLabel('返信の内容').inputValue(), 'given up').toBe('つぎは靴を先にはきます。');
    await dialog.getByLabel('返信の内容').fill('つぎは耳あてを先につけます。');
    await dialog.getByRole('button', { name: '保存する' }).click();
    await writer.getByRole('listitem').filter({ hasText: '耳あてを先に' }).getByText('変更あり').waitFor();
    expect(await field.inputValue(), 'what was sent is not kept').toBe('');
    expect(faults).toEqual([]);
  });
  test('stands beside what it said before', async () => {
    const changed = coordinator.getByRole('listitem').filter({ hasText: '耳あてを先に' });
    await changed.getByRole('button', { name: '変更の履歴（第2版）' }).click();
    const history = coordinator.getByRole('dialog', { name: '変更の履歴' });
    await history.getByText('つぎは靴を先にはきます。').waitFor();
    expect(await history.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('つぎは耳あてを先につけます。'), expect.stringContaining('つぎは靴を先にはきます。'),
    ]);
    await lookClosely(coordinator, 'notebook-reply-versions');
    await history.getByRole('button', { name: '閉じる' }).click();
    expect(faults).toEqual([]);
  });
  test('by mistake is taken back by a coordinator, who says why; a colleague cannot', async () => {
    await reply(writer, 'けやきさんのことでした。');
    const mistaken = coordinator.getByRole('listitem').filter({ hasText: 'けやきさん' });
    await mistaken.waitFor();
    await takeBack(coordinator, mistaken, '別のお子さんのことでした');
    await coordinator.getByText(/に取り下げました。理由：別のお子さんのことでした/).waitFor();
    expect(await mistaken.count()).toBe(0);

    const nurse = await signedIn('nurse', phone);
    await nurse.goto(new URL(coordinator.url()).href.replace(/#.*/, ''));
    await nurse.getByRole('button', { name: '返信する' }).waitFor();
    expect(await nurse.getByRole('button', { name: '取り下げる' }).count()).toBe(0);

    await takeBack(coordinator, coordinator.getByRole('article'), '日を間違えていました');
    await writer.getByText(/に取り下げました。理由：日を間違えていました/).waitFor();
    expect(await writer.getByText(text).count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
