// 「保育士が電話で検温を記録し、基準を超えた記録が今日に出て、保護者が成長曲線を見る」
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, chromium, type Page } from 'playwright-core';
import { codeFor } from '../support/client.ts';
import { root, type Server, startServer } from '../support/server.ts';

const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };
const axe = readFileSync(join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let server: Server;
const faults: string[] = [];

beforeAll(async () => {
  server = await startServer('sqlite', { entries: 60 });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function signedIn(login: string, viewport: { width: number; height: number }): Promise<Page> {
  const account = server.accounts.find((a) => a.login === login)!;
  const context = await browser.newContext({ viewport, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${login}: ${error.message}`));
  await page.goto(`${server.origin}/sign-in`);
  await page.getByLabel('ログインID').fill(account.login);
  await page.getByLabel('パスワード', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'サインインする' }).click();
  await page.getByLabel('認証コード').fill(codeFor(account.login, account.totp_secret));
  await page.getByRole('button', { name: '確認する' }).click();
  await page.waitForURL('**/today');
  return page;
}
async function hinata(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const people = (await (await fetch('/api/v1/people')).json()) as { id: string; name: string }[];
    return people.find((p) => p.name === '佐藤 ひなた')!.id;
  });
}
async function findings(page: Page): Promise<string[]> {
  return await page.evaluate(`(async () => {
    ${axe}
    const result = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return result.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(' | '));
  })()`);
}

describe('records', () => {
  test('a temperature takes three touches besides its digits, and an alert reaches the colleague', async () => {
    const teacher = await signedIn('hoiku', phone);
    const person = await hinata(teacher);
    await teacher.goto(`${server.origin}/people/${person}/records`);
    await teacher.getByRole('link', { name: '記録する' }).click(); // 1
    await teacher.getByRole('button', { name: '体温', exact: true }).click(); // 2
    for (const key of ['3', '9', '小数点', '6']) await teacher.getByRole('button', { name: key, exact: true }).click();
    await teacher.getByRole('button', { name: '記録する', exact: true }).click(); // 3
    await teacher.getByText('体温 39.6 ℃を記録しました。').waitFor();

    const coordinator = await signedIn('coordinator', desk);
    const alerts = coordinator.getByRole('region', { name: /基準から外れた記録/ });
    await alerts.getByText('39.6 ℃').waitFor();
    await alerts.getByText(/上限より高い/).first().waitFor();
    await alerts.getByRole('listitem').filter({ hasText: '39.6' }).getByRole('button', { name: '確認した' }).click();
    await alerts.getByText('39.6 ℃').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  test('an unusual number is asked back before it is kept', async () => {
    const nurse = await signedIn('nurse', phone);
    const person = await hinata(nurse);
    await nurse.goto(`${server.origin}/people/${person}/records/new`);
    await nurse.getByRole('button', { name: 'ほかの種類' }).click();
    await nurse.getByRole('button', { name: '体重', exact: true }).click();
    for (const key of ['1', '8', '2', '0', '0']) await nurse.getByRole('button', { name: key, exact: true }).click();
    await nurse.getByRole('button', { name: '記録する', exact: true }).click();
    await nurse.getByText(/グラムで入力していませんか/).waitFor();
    expect(await nurse.getByText(/記録しました/).count()).toBe(0);
  });

  test('the mother sees the growth chart with its table and its source', async () => {
    const mother = await signedIn('mother', phone);
    const person = await hinata(mother);
    await mother.goto(`${server.origin}/people/${person}/records/growth`);
    await mother.getByRole('img', { name: /身長の成長曲線/ }).waitFor();
    await mother.getByText(/Isojima/).first().waitFor();
    await mother.getByText(/SDスコア/).first().waitFor();
    expect(faults).toEqual([]);
  });

  test('no page of records has findings of axe or scrolls sideways, on phone and desk', async () => {
    for (const viewport of [phone, desk]) {
      const page = await signedIn(viewport === phone ? 'doctor' : 'teacher', viewport);
      const person = await hinata(page);
      for (const path of ['', '/new', '/charts', '/growth', '/limits']) {
        await page.goto(`${server.origin}/people/${person}/records${path}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await page.waitForTimeout(900);
        expect(await findings(page), `${path} at ${viewport.width}`).toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, `${path} scrolls sideways`).toBeLessThanOrEqual(viewport.width);
      }
    }
    expect(faults).toEqual([]);
  });
});
