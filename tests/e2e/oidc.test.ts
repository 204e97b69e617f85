// 「運営担当が市の認証サービスを登録し、看護師が自分のアカウントを結び付け、次からはそのボタンで入る」
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { desk, openDevice, phone, startBrowser } from '../support/browser.ts';
import { clientId, clientSecret, Directory } from '../support/directory.ts';
import { type Server, startServer } from '../support/server.ts';
import { signInOn } from './pages/account.ts';
import { lookClosely } from './pages/look.ts';

let browser: Browser;
let server: Server;
let directory: Directory;
const faults: string[] = [];

beforeAll(async () => {
  directory = await Directory.listen();
  server = await startServer('sqlite', {}, {
    localhost: true, env: { MUSUBI_OIDC_HOSTS: directory.host, MUSUBI_OIDC_PLAIN_LOOPBACK: 'true' },
  });
  directory.open(`${server.origin}/oidc/callback`);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await directory?.close();
});

test('from the operators’ page over the own settings to the button', async () => {
  const office = await signInOn(browser, server, 'operator', desk, faults);
  await office.goto(`${server.origin}/manage/directories`);
  await office.getByText(`${server.origin}/oidc/callback`).waitFor();
  await office.getByRole('button', { name: '認証サービスを追加する' }).first().click();
  const form = office.getByRole('dialog');
  await form.getByLabel('名前').fill('みどり市職員アカウント');
  await form.getByLabel('発行者（issuer）のURL').fill('https://login.example.com');
  await form.getByLabel('クライアントID').fill(clientId);
  await form.getByLabel('クライアントシークレット').fill(clientSecret);
  await form.getByLabel('二要素とみなす amr の値').fill('mfa');
  await form.getByLabel('理由').fill('職員の方のために');
  await form.getByRole('button', { name: '保存する' }).click();
  await form.getByText(/接続できる相手に入っていません/).first().waitFor();
  await form.getByLabel('発行者（issuer）のURL').fill(directory.issuer);
  await lookClosely(office, 'directory-form');
  await form.getByRole('button', { name: '保存する' }).click();
  await office.getByText(/結び付いたアカウント/).waitFor();
  await lookClosely(office, 'directories');

  directory.amr = ['pwd', 'mfa'];
  directory.subject = 'm-tanaka@city';
  const page = await signInOn(browser, server, 'nurse', phone, faults);
  await page.goto(`${server.origin}/account`);
  await page.getByRole('button', { name: 'みどり市職員アカウントを結び付ける' }).click();
  await page.getByRole('link', { name: '職員としてログイン' }).click();
  await page.getByRole('button', { name: '「みどり市職員アカウント」の結び付けを解く' }).waitFor();
  expect(new URL(page.url()).pathname, 'code and state are out of the address').toBe('/account');
  await lookClosely(page, 'account-directory');
  await page.getByRole('button', { name: 'サインアウト' }).first().click();

  const fresh = await openDevice(browser, phone, faults);
  await fresh.goto(`${server.origin}/sign-in?next=/tasks`);
  const button = fresh.getByRole('button', { name: 'みどり市職員アカウントでサインインする' });
  await button.waitFor();
  await lookClosely(fresh, 'sign-in-directory');
  await button.click();
  await fresh.getByRole('link', { name: '職員としてログイン' }).click();
  await fresh.waitForURL('**/tasks');
  await fresh.getByRole('navigation', { name: '主なメニュー' }).first().waitFor();

  // Somebody whom the directory knows and the notebook does not.
  directory.subject = 'dareka@city';
  const stranger = await openDevice(browser, phone, faults);
  await stranger.goto(`${server.origin}/sign-in`);
  await stranger.getByRole('button', { name: 'みどり市職員アカウントでサインインする' }).click();
  await stranger.getByRole('link', { name: '職員としてログイン' }).click();
  await stranger.getByText(/この外部アカウントではサインインできません/).waitFor();
  expect(new URL(stranger.url()).search).toBe('');
  await lookClosely(stranger, 'directory-refused');
});

test('no page complained meanwhile', () => {
  // The one refusal of an unknown account is meant.
  expect(faults.filter((fault) => !/401|422/.test(fault))).toEqual([]);
});
