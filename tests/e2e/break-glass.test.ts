// 「席のない看護師が、倒れた子の緊急カードを見る」: found by exact facts, opened with a reason, told at once, reviewed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { desk, openDevice, phone, type Size, startBrowser } from '../support/browser.ts';
import { exactFacts, hinataOf } from '../support/cast.ts';
import { signIn } from '../support/client.ts';
import { type DemoAccount, type Server, startServer } from '../support/server.ts';
import { signInAs } from './pages/account.ts';
import { lookClosely, settled } from './pages/look.ts';

let browser: Browser;
let server: Server;
let helper: DemoAccount;
let facts: { family_kana: string; given_kana: string; birth_date: string };
const faults: string[] = [];
const reason = '散歩中にけいれんを起こし、呼びかけに答えない。救急車を待っている。';

beforeAll(async () => {
  server = await startServer('sqlite', { staff: 64, entries: 400 });
  browser = await startBrowser();
  // Set up over the API: who has no seat, and what stands in the register.
  const coordinator = await signIn(server, server.accounts.find((a) => a.login === 'coordinator')!);
  const person = await hinataOf(coordinator);
  facts = await exactFacts(coordinator, person);
  const team = (await coordinator.get(`/people/${person}/team`)).body as { facility_id: string }[];
  const inTeam = new Set(team.map((s) => s.facility_id));
  helper = server.accounts.find((a) => a.kind === 'professional' && a.region === 'yuino' && !inTeam.has(a.facility_id!))!;
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function signedIn(account: DemoAccount | string, size: Size): Promise<Page> {
  const page = await openDevice(browser, size, faults);
  await signInAs(page, server.origin, typeof account === 'string' ? server.accounts.find((a) => a.login === account)! : account);
  return page;
}
async function search(page: Page, given: string): Promise<void> {
  await page.getByLabel('セイ', { exact: true }).fill(facts.family_kana);
  await page.getByLabel(/^メイ/).fill(given);
  await page.getByLabel('生年月日', { exact: true }).fill(facts.birth_date);
  await page.getByRole('button', { name: 'さがす' }).click();
}

test('from the search to the review', async () => {
  const coordinator = await signedIn('coordinator', desk);
  const nurse = await signedIn(helper, phone);
  await nurse.goto(`${server.origin}/people`);
  await nurse.getByRole('link', { name: '緊急閲覧' }).last().click();
  await nurse.getByRole('heading', { level: 1, name: '緊急閲覧' }).waitFor();
  await search(nurse, 'チガウ');
  await nurse.getByRole('heading', { name: '見つかりません' }).waitFor();
  await lookClosely(nurse, 'break-glass-not-found');
  await search(nurse, facts.given_kana);
  await nurse.getByRole('heading', { name: 'この方ですか' }).waitFor();
  await nurse.getByLabel('急病・意識がない').check();
  await nurse.getByLabel('理由', { exact: true }).fill(reason);
  await lookClosely(nurse, 'break-glass-reason', nurse.getByRole('button', { name: '確認して24時間開く' }));
  await nurse.getByRole('button', { name: '確認して24時間開く' }).click();

  await nurse.getByText(/緊急閲覧中 残り (24時間0分|23時間\d+分)/).waitFor();
  await nurse.getByRole('heading', { level: 1, name: '緊急カード' }).waitFor();
  await nurse.getByText('鶏卵').first().waitFor();
  await lookClosely(nurse, 'break-glass-card');
  const person = new URL(nurse.url()).pathname.split('/')[2]!;
  await nurse.goto(`${server.origin}/people/${person}`);
  await nurse.getByRole('article').first().waitFor();
  expect(await nurse.getByRole('link', { name: '書く', exact: true }).and(nurse.locator('main *')).count()).toBe(0);
  expect(await nurse.getByRole('button', { name: '了解' }).count()).toBe(0);
  expect(await nurse.getByRole('link', { name: '同意', exact: true }).count()).toBe(0);
  await lookClosely(nurse, 'break-glass-notebook');
  await nurse.goto(`${server.origin}/people/${person}/profile`);
  await nurse.getByRole('heading', { level: 1 }).waitFor();
  await lookClosely(nurse, 'break-glass-profile', undefined, false);

  // Told at once: the page was open before.
  await coordinator.getByRole('heading', { name: '緊急閲覧がありました（1件）' }).waitFor();
  await coordinator.getByText(reason).waitFor();
  await lookClosely(coordinator, 'break-glass-told');
  await coordinator.getByRole('button', { name: '確認しました' }).click();
  await coordinator.getByRole('heading', { name: /緊急閲覧がありました/ }).waitFor({ state: 'hidden' });

  const mother = await signedIn('mother', phone);
  await mother.getByRole('heading', { name: '緊急閲覧がありました（1件）' }).waitFor();
  await lookClosely(mother, 'break-glass-family');
  await mother.getByRole('link', { name: '閲覧履歴を見る' }).click();
  await mother.getByRole('heading', { name: '緊急閲覧の記録' }).waitFor();
  await mother.getByText('緊急閲覧（生命・身体の保護）').first().waitFor();
  await mother.getByRole('button', { name: 'この閲覧についてたずねる' }).first().waitFor();
  await lookClosely(mother, 'break-glass-history', mother.getByText('緊急閲覧（生命・身体の保護）').first());

  const operator = await signedIn('operator', desk);
  await operator.goto(`${server.origin}/manage/applications`);
  await operator.getByText('緊急閲覧の確認待ち 1件').waitFor();
  await lookClosely(operator, 'break-glass-operator-home');
  await operator.getByRole('link', { name: '確認する' }).click();
  await operator.getByRole('link', { name: new RegExp(helper.name) }).waitFor();
  await lookClosely(operator, 'break-glass-queue');
  await operator.getByRole('link', { name: new RegExp(helper.name) }).click();
  await operator.getByText(reason).waitFor();
  await lookClosely(operator, 'break-glass-case');
  await operator.getByLabel('適切でなかった').check();
  await operator.getByLabel('口頭での注意').check();
  await operator.getByLabel('確かめたことと、判断の理由').fill('救急要請の記録がなく、施設に確かめたところ私用でした。');
  await operator.getByLabel('緊急閲覧をすぐに終わらせる').check();
  await operator.getByLabel('この方の以後の緊急閲覧を止める').check();
  await lookClosely(operator, 'break-glass-review', operator.getByRole('button', { name: '確認を記録する' }));
  await operator.getByRole('button', { name: '確認を記録する' }).click();
  await operator.getByText('1回目の確認').waitFor();

  // The open page closes by itself; the holder reads why.
  await nurse.getByRole('heading', { name: '開けません' }).waitFor();
  await nurse.getByText('緊急閲覧は終わりました', { exact: false }).first().waitFor();
  await nurse.goto(`${server.origin}/today`);
  await nurse.getByRole('heading', { name: 'あなたの緊急閲覧の確認結果' }).waitFor();
  await nurse.getByRole('button', { name: '確認しました' }).click();
  await nurse.goto(`${server.origin}/break-glass`);
  await nurse.getByText('適切でなかった').waitFor();
  await lookClosely(nurse, 'break-glass-outcome', nurse.getByText('適切でなかった'));
  await search(nurse, facts.given_kana);
  await nurse.getByText(/緊急閲覧を使えません/).first().waitFor();

  await mother.goto(`${server.origin}/today`);
  await mother.getByText('対応：口頭での注意').waitFor();
  await operator.goto(`${server.origin}/manage/break-glass`);
  await operator.getByRole('button', { name: '解除する' }).click();
  await operator.getByLabel('理由', { exact: true }).fill('研修を終えたため');
  await operator.getByRole('dialog').getByRole('button', { name: '解除する' }).click();
  await operator.getByText('解除しました。').waitFor();
  expect(faults).toEqual([]);
}, 900_000);

test('the pages speak English and stand at 400 %', async () => {
  const page = await signedIn(helper, { width: 320, height: 256 });
  await page.evaluate(() => localStorage.setItem('musubi.preferences', JSON.stringify({ locale: 'en' })));
  await page.goto(`${server.origin}/break-glass`);
  await page.getByRole('heading', { level: 1, name: 'Emergency look' }).waitFor();
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(false);
  expect(await page.locator('main').innerText()).not.toMatch(/閲覧|理由|検索/);
}, 900_000);
