// From an invitation link to a working account: password, authenticator app, recovery codes, pledge.
import type { Browser, Locator, Page } from 'playwright-core';
import { desk, openDevice, type Size } from '../../support/browser.ts';
import type { DemoAccount, Server } from '../../support/server.ts';
import { codeToType, type Owner } from '../../support/authenticator.ts';

/** Called at each page on the way, to look at it more closely. */
export type Look = (page: Page, name: string, subject?: Locator) => Promise<void>;
const passBy: Look = async () => {};

export interface Invited {
  /** `/invite#token` or the whole link. */
  link: string;
  /** Where the invitation suggests none: a guardian's. */
  login?: string;
  kana: string;
  password: string;
}

/** Has the authenticator at hand: whatever asks for a fresh code, ten minutes after the last one, gets it. */
function answerForCodes(page: Page, origin: string, owner: Owner): void {
  const dialog = page.getByRole('dialog', { name: '本人の確認' });
  const answer = async (): Promise<never> => {
    for (;;) {
      await dialog.waitFor({ timeout: 0 });
      await dialog.getByLabel('認証コード').fill(await codeToType(origin, owner));
      await dialog.getByRole('button', { name: '確認する' }).click();
      await dialog.waitFor({ state: 'hidden' });
    }
  };
  answer().catch(() => undefined); // until the page is closed
}

/** Opens the link and goes all the way; afterwards the account is signed in on this device. */
export async function acceptInvitation(page: Page, origin: string, { link, login, kana, password }: Invited, look: Look = passBy): Promise<void> {
  await page.goto(new URL(link, origin).href);
  await page.getByRole('heading', { name: '招待を受け取る' }).waitFor();
  await look(page, 'invitation');
  const name = page.getByLabel('ログインID');
  if (login) await name.fill(login);
  const chosen = await name.inputValue();
  await page.getByLabel('フリガナ').fill(kana);
  await page.getByLabel('パスワード', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'アカウントを作る' }).click();

  await page.getByRole('heading', { name: '二段階認証の登録' }).waitFor();
  const key = page.getByText('セットアップキー').locator('xpath=..').locator('code');
  const owner = { login: chosen, totp_secret: (await key.innerText()).replace(/\s/g, '') };
  answerForCodes(page, origin, owner);
  await look(page, 'enrolment');
  await page.getByLabel('認証コード').fill(await codeToType(origin, owner));
  await page.getByRole('button', { name: '登録する' }).click();

  await page.getByRole('heading', { name: '回復コードを控えてください' }).waitFor();
  await look(page, 'recovery-codes');
  await page.getByLabel('控えました').check();
  await page.getByRole('button', { name: 'はじめる' }).click();

  const pledge = page.getByLabel('誓約書を読み、内容に同意します');
  const home = page.getByRole('navigation', { name: '主なメニュー' }).first();
  await pledge.or(home).first().waitFor();
  if (await pledge.isVisible()) {
    await look(page, 'pledge');
    await pledge.check();
    await page.getByRole('button', { name: '同意して進む' }).click();
    await home.waitFor();
  }
}

/** Whether the link still leads anywhere; nothing is taken up. */
export async function linkWorks(browser: Browser, origin: string, link: string): Promise<boolean> {
  const page = await openDevice(browser, desk);
  await page.goto(new URL(link, origin).href);
  const form = page.getByRole('button', { name: 'アカウントを作る' });
  await form.or(page.getByText('この招待は使用済みか、期限が切れています。')).waitFor();
  const works = await form.isVisible();
  await page.context().close();
  return works;
}
/** With an account that is signed in on this device: the post of the link is one more of its own. */
export async function takeOneMorePost(page: Page, origin: string, link: string, facility: string): Promise<void> {
  await page.goto(new URL(link, origin).href);
  await page.getByRole('button', { name: 'この所属を自分のアカウントに加える' }).click();
  await page.getByRole('heading', { level: 1, name: '自分の設定' }).waitFor();
  await page.getByText(facility).first().waitFor();
}

/** Signs in an account of the invented city. */
export async function signInAs(page: Page, origin: string, account: DemoAccount): Promise<void> {
  answerForCodes(page, origin, account);
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('ログインID').fill(account.login);
  await page.getByLabel('パスワード', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'サインインする', exact: true }).click();
  await page.getByLabel('認証コード').fill(await codeToType(origin, account));
  await page.getByRole('button', { name: '確認する' }).click();
  const home = page.getByRole('navigation', { name: '主なメニュー' }).first();
  await home.waitFor().catch(async (cause: unknown) => {
    throw new Error(`not signed in, but at ${page.url()}: ${await page.locator('body').innerText()}`, { cause });
  });
}

/** A device of its own on which that account is signed in. */
export async function signInOn(browser: Browser, server: Server, login: string, size: Size, faults?: string[]): Promise<Page> {
  const page = await openDevice(browser, size, faults);
  await signInAs(page, server.origin, server.accounts.find((a) => a.login === login)!);
  return page;
}
