// 「看護師がパスキーを登録し、次からは指一本で入る。共用の端末では、離れると画面が閉じ、同僚には何も見えない」
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { desk, findings, openDevice, phone, scrollsSideways, type Size, startBrowser } from '../support/browser.ts';
import { codeToType } from '../support/authenticator.ts';
import { type Server, startServer } from '../support/server.ts';

let browser: Browser;
let server: Server;
const faults: string[] = [];

beforeAll(async () => {
  server = await startServer('sqlite', {}, { localhost: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function opened(size: Size): Promise<Page> {
  const page = await openDevice(browser, size, faults);
  await page.goto(`${server.origin}/sign-in`);
  await page.getByRole('button', { name: 'サインインする', exact: true }).waitFor();
  return page;
}
/** Fills what is asked for, password and code. */
async function signIn(page: Page, login: string, target = '**/today'): Promise<void> {
  const account = server.accounts.find((a) => a.login === login)!;
  await page.getByLabel('ログインID').fill(account.login);
  await page.getByLabel('パスワード', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'サインインする', exact: true }).click();
  await page.getByLabel('認証コード').fill(await codeToType(server.origin, account));
  await page.getByRole('button', { name: '確認する', exact: true }).click();
  await page.waitForURL(target);
}
/** A security key that checks its owner, as Chromium plays it. */
async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
}
async function checked(page: Page, name: string): Promise<void> {
  expect(await findings(page), name).toEqual([]);
  expect(await scrollsSideways(page), `${name} scrolls sideways`).toBe(false);
}
/** The clock goes on twenty minutes for the second factors given so far. */
function letFactorsGrowOld(): void {
  execFileSync('sqlite3', ['-cmd', '.timeout 10000', join(server.directory, 'musubi.db'),
    'update session set second_factor_at = second_factor_at - 1200000000']);
}
async function hinata(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const people = (await (await fetch('/api/v1/people')).json()) as { id: string; name: string }[];
    return people.find((p) => p.name === '佐藤 ひなた')!.id;
  });
}
/** Everything the browser keeps for this site, as text. */
async function everythingKept(page: Page): Promise<string> {
  const stored = await page.evaluate(async () => {
    const asText = (_: string, value: unknown): unknown =>
      value instanceof ArrayBuffer ? new TextDecoder().decode(value)
        : ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value;
    const wait = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const out: Record<string, unknown> = { local: { ...localStorage }, session: { ...sessionStorage } };
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) out[`${name} ${request.url}`] = await (await cache.match(request))!.text();
    }
    for (const { name } of await indexedDB.databases()) {
      const database = await wait(indexedDB.open(name!));
      for (const table of database.objectStoreNames) {
        const store = database.transaction(table).objectStore(table);
        out[`${name}.${table}`] = [await wait(store.getAllKeys()), await wait(store.getAll())];
      }
      database.close();
    }
    return JSON.stringify(out, asText);
  });
  return `${stored}\n${JSON.stringify(await page.context().cookies())}`;
}
const cookieOf = async (context: BrowserContext): Promise<string | undefined> =>
  (await context.cookies()).find((c) => /musubi$/.test(c.name))?.value;

describe('a passkey', () => {
  test('is set up, signs in, steps up, and is removed again', async () => {
    const page = await opened(phone);
    await withAuthenticator(page);
    await checked(page, 'sign-in-phone');
    await signIn(page, 'nurse');
    await page.goto(`${server.origin}/account`);
    await page.getByLabel('パスキーの名前').fill('私のスマートフォン');
    await page.getByRole('button', { name: 'この端末のパスキーを登録する' }).click();
    await page.getByText('私のスマートフォン').first().waitFor();
    await checked(page, 'account-phone');

    await page.getByRole('button', { name: 'サインアウトする' }).click();
    await page.getByRole('button', { name: 'パスキーでサインインする' }).click();
    await page.waitForURL('**/today');

    letFactorsGrowOld();
    await page.goto(`${server.origin}/account`);
    await page.getByRole('button', { name: '「私のスマートフォン」の名前を変える' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('パスキーの名前').fill('なくした電話');
    await form.getByRole('button', { name: '保存する' }).click();
    await page.getByRole('button', { name: 'パスキーで確認する' }).waitFor();
    await checked(page, 'step-up-phone');
    await page.getByRole('button', { name: 'パスキーで確認する' }).click();
    // The change that waited goes on by itself.
    await page.getByRole('button', { name: '「なくした電話」を取り除く' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'パスキーを取り除く' }).click();
    await page.getByText('登録されたパスキーはありません。').waitFor();

    await page.getByRole('button', { name: 'サインアウトする' }).click();
    await page.getByRole('button', { name: 'パスキーでサインインする' }).click();
    await page.getByText(/このパスキーでは確認できませんでした/).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('is not offered at an address it does not work at', async () => {
    const context = await browser.newContext({ viewport: desk, locale: 'ja-JP' });
    const page = await context.newPage();
    await page.goto(`${server.origin.replace('localhost', '127.0.0.1')}/sign-in`);
    await page.getByRole('button', { name: 'サインインする', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'パスキーでサインインする' }).count()).toBe(0);
    await context.close();
  });
});

describe('a shared terminal', () => {
  test('locks by itself, keeps the draft for its writer alone, and is empty after sign-out', async () => {
    const page = await opened(desk);
    const text = `三輪車で転んだ ${Date.now()}`;
    await page.getByLabel('共用の端末で使う').check();
    await page.getByLabel('ロックするまでの時間').selectOption('1');
    await checked(page, 'sign-in-shared-desk');
    await signIn(page, 'coordinator');
    const person = await hinata(page);
    await page.goto(`${server.origin}/people/${person}/write`);
    await page.getByLabel('内容', { exact: true }).fill(text);

    await page.getByText(/画面をロックします/).waitFor({ timeout: 90_000 });
    await checked(page, 'lock-soon-desk');
    await page.getByRole('heading', { name: '画面をロックしました' }).waitFor({ timeout: 90_000 });
    await checked(page, 'locked-desk');
    expect(page.url()).not.toContain(person);
    expect(await page.locator('body').innerText()).not.toMatch(/ひなた|三輪車/);
    expect(await everythingKept(page)).not.toMatch(new RegExp(`ひなた|三輪車|coordinator|${person}`));
    expect(await page.evaluate(async () => (await fetch('/api/v1/people')).status)).toBe(401);

    // Whoever wrote goes on where they were.
    await page.getByLabel('パスワード', { exact: true }).waitFor();
    expect(await page.getByLabel('ログインID').inputValue()).toBe('coordinator');
    await signIn(page, 'coordinator', `**/people/${person}/write`);
    await page.getByText(text).waitFor();

    // A colleague takes over, and finds nothing of it.
    await page.getByRole('button', { name: 'ロックする・交代する' }).click();
    await page.getByRole('button', { name: 'ほかの人に交代する' }).click();
    expect(await page.getByLabel('ログインID').inputValue()).toBe('');
    await signIn(page, 'hoiku');
    await page.goto(`${server.origin}/people/${person}/write`);
    await page.getByLabel('内容', { exact: true }).waitFor();
    expect(await page.getByLabel('内容', { exact: true }).inputValue()).toBe('');
    expect(await everythingKept(page)).not.toMatch(/三輪車|転んだ/);

    const before = await cookieOf(page.context());
    await page.goto(`${server.origin}/account`);
    await page.getByRole('button', { name: 'サインアウトする' }).click();
    await page.waitForURL('**/sign-in');
    await page.getByRole('button', { name: 'サインインする', exact: true }).waitFor();
    const kept = await everythingKept(page);
    expect(kept).not.toMatch(new RegExp(`ひなた|三輪車|hoiku|coordinator|${person}`));
    for (const account of server.accounts) {
      expect(kept).not.toContain(account.name);
      expect(kept).not.toContain(account.post_id);
    }
    expect(JSON.parse(kept.split('\n')[0]!)).toMatchObject({ 'musubi.sheets': [[], []], 'musubi.letters': [[], []] });
    expect(await cookieOf(page.context())).not.toBe(before);
    await page.goBack();
    await page.waitForTimeout(500);
    expect(await page.locator('body').innerText()).not.toMatch(/ひなた|田中|保育園/);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
