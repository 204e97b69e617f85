// 「だれが見たのか、なぜ見たのか」: a mother asks about a look, the operator answers, and the log that both rely on is sealed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { desk, phone, startBrowser } from '../support/browser.ts';
import { account, exactFacts, hinataOf } from '../support/cast.ts';
import { signIn } from '../support/client.ts';
import { type Server, startServer } from '../support/server.ts';
import { signInOn } from './pages/account.ts';
import { lookClosely } from './pages/look.ts';
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

test('a mother asks about a look and reads the answer', async () => {
  // Her own looks are no question: somebody else has to have been there.
  const nurse = await signInOn(browser, server, 'nurse', desk, faults);
  await nurse.goto(`${await addressOf(nurse, server.origin, '佐藤 ひなた')}/profile`);
  await nurse.getByRole('heading', { level: 1 }).first().waitFor();
  await nurse.context().close();
  const mother = await signInOn(browser, server, 'mother', phone, faults);
  await mother.goto(`${await addressOf(mother, server.origin, 'ひなた')}/access-log`);
  await mother.getByRole('button', { name: 'この閲覧についてたずねる' }).first().click();
  await mother.getByRole('dialog').getByRole('textbox').fill('夜に見られていたのはなぜですか。');
  await lookClosely(mother, 'ask-about-look', mother.getByRole('dialog'));
  await mother.getByRole('dialog').getByRole('button', { name: 'たずねる' }).click();
  await mother.getByText('夜に見られていたのはなぜですか。').waitFor();

  const operator = await signInOn(browser, server, 'operator', desk, faults);
  await operator.goto(`${server.origin}/manage/questions`);
  await operator.getByText('夜に見られていたのはなぜですか。').waitFor();
  await lookClosely(operator, 'look-questions');
  await operator.getByRole('button', { name: '答えを送る' }).click();
  await operator.getByRole('alert').first().waitFor(); // nothing was written yet
  await operator.getByRole('textbox', { name: '答え' }).fill('夜勤の職員が、引きつぎのために見ました。');
  await operator.getByRole('button', { name: '答えを送る' }).click();
  await operator.getByText('夜に見られていたのはなぜですか。').waitFor({ state: 'hidden' });

  await mother.reload();
  await mother.getByText('夜勤の職員が、引きつぎのために見ました。').waitFor();
  expect(faults).toEqual([]);
});

test('the operator sees that the log is sealed, searches it and takes it along', async () => {
  const operator = await signInOn(browser, server, 'operator', desk, faults);
  await operator.goto(`${server.origin}/manage/audit`);
  await operator.getByText('書きかえられないよう封印されています').waitFor();
  await lookClosely(operator, 'audit');
  const [download] = await Promise.all([operator.waitForEvent('download'), operator.getByRole('button', { name: '書き出す（CSV）' }).or(operator.getByRole('link', { name: '書き出す（CSV）' })).click()]);
  expect(download.suggestedFilename()).toMatch(/監査記録.*\.csv$/);
  expect(faults).toEqual([]);
});

test('an auditor reads the log, finds whose rows a family asks for, and gets nowhere else', async () => {
  const coordinator = await signIn(server, account(server, 'coordinator'));
  const { family_kana, given_kana, birth_date } = await exactFacts(coordinator, await hinataOf(coordinator));
  const auditor = await signInOn(browser, server, 'auditor', phone, faults);
  await auditor.waitForURL('**/manage/audit');
  await auditor.getByText('書きかえられないよう封印されています').waitFor();
  await auditor.getByText('読みと生年月日から、本人の記録をさがす').click();
  const whose = auditor.getByRole('form', { name: '読みと生年月日から、本人の記録をさがす' });
  await whose.getByLabel('セイ').fill(family_kana);
  await whose.getByLabel('メイ').fill(given_kana);
  await whose.getByLabel('生年月日').fill('2001-01-01');
  await auditor.getByRole('button', { name: 'この方の記録にしぼる' }).click();
  await auditor.getByText('この読みと生年月日の方は見つかりません').waitFor();
  await lookClosely(auditor, 'audit-person');
  await whose.getByLabel('生年月日').fill(birth_date);
  await auditor.getByRole('button', { name: 'この方の記録にしぼる' }).click();
  await auditor.getByRole('button', { name: '条件をすべて消す' }).waitFor();
  expect(await auditor.locator('main').innerText()).not.toContain('ひなた');
  expect(await auditor.getByRole('navigation', { name: '主なメニュー' }).first().getByRole('link').allInnerTexts()).toEqual(['監査', 'お知らせ', 'ほか']);
  await auditor.goto(`${server.origin}/manage/applications`);
  await auditor.getByText('この操作は許可されていません').first().waitFor();
  expect(faults).toEqual([]);
});
