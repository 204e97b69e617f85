// 「保育士が様子を書き、コーディネーターがすぐに読んで了解し、保護者が読む」: two desks and a phone, one notebook.
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
  server = await startServer('sqlite');
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

/** WCAG 2 A and AA findings of the page as it stands; run by the browser's debugger, which the page's policy lets be. */
async function findings(page: Page): Promise<string[]> {
  return await page.evaluate(`(async () => {
    ${axe}
    const result = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return result.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(' | '));
  })()`);
}

async function hinata(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const people = (await (await fetch('/api/v1/people')).json()) as { id: string; name: string }[];
    return people.find((p) => p.name === '佐藤 ひなた')!.id;
  });
}

describe('a team talks', () => {
  test('an entry appears at the colleague, is acknowledged, and survives a restart', async () => {
    const writer = await signedIn('hoiku', desk);
    const reader = await signedIn('coordinator', desk);
    const person = await hinata(writer);
    await reader.goto(`${server.origin}/people/${person}`);
    await reader.getByRole('article').first().waitFor();
    await writer.goto(`${server.origin}/people/${person}/write`);
    const text = `園庭で最後まで鬼ごっこができました ${Date.now()}`;
    await writer.getByLabel('内容', { exact: true }).fill(text);
    await writer.getByRole('button', { name: '送信する' }).click();

    await reader.getByText(text).first().waitFor({ timeout: 30_000 });
    const article = reader.getByRole('article').filter({ hasText: text });
    await article.getByRole('button', { name: '了解' }).click();
    await article.getByText(/了解\s*1/).first().waitFor();

    await server.restart();
    await reader.reload();
    await reader.getByText(text).first().waitFor();
    expect(faults).toEqual([]);
  });

  test('the mother reads on her phone what was shared with her, and sees who looked', async () => {
    const mother = await signedIn('mother', phone);
    const person = await hinata(mother);
    await mother.getByRole('link', { name: /きょうのこと/ }).first().click();
    await mother.getByRole('article').first().waitFor();
    expect(await mother.getByText('佐藤 ひなた').first().isVisible()).toBe(true);
    await mother.goto(`${server.origin}/people/${person}/access-log`);
    await mother.getByText(/インクルーシブセンター|保育園/).first().waitFor();
    expect(faults).toEqual([]);
  });

  test('a neighbour who knows the address is shown nothing', async () => {
    const neighbour = await signedIn('neighbour', desk);
    const person = await hinata(await signedIn('doctor', desk));
    await neighbour.goto(`${server.origin}/people/${person}`);
    await neighbour.getByText(/見つかりません|表示できません/).first().waitFor();
    expect(await neighbour.locator('body').innerText()).not.toMatch(/ひなた|鶏卵/);
  });

  test('no page of the team has findings of axe or scrolls sideways, on phone and desk', async () => {
    for (const viewport of [phone, desk]) {
      const page = await signedIn(viewport === phone ? 'nurse' : 'teacher', viewport);
      const person = await hinata(page);
      for (const path of ['/today', '/people', `/people/${person}`, `/people/${person}/write`, `/people/${person}/profile`, `/people/${person}/team`, `/people/${person}/consents`, '/account']) {
        await page.goto(server.origin + path);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await page.waitForTimeout(700);
        expect(await findings(page), `${path} at ${viewport.width}`).toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, `${path} scrolls sideways`).toBeLessThanOrEqual(viewport.width);
      }
    }
    expect(faults).toEqual([]);
  });
});
