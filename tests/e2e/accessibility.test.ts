// The pages of a busy team, filled with two years of entries: read by axe, by a thumb, by a keyboard, at 400 %.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { desk, findings, openDevice, phone, picture, scrollsSideways, type Size, startBrowser } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { signInOn } from './pages/account.ts';
import { lookClosely, settled } from './pages/look.ts';
import { addressOf } from './pages/person.ts';

let browser: Browser;
let server: Server;
beforeAll(async () => {
  server = await startServer('sqlite');
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const signedIn = (login: string, size: Size): Promise<Page> => signInOn(browser, server, login, size);
const hinata = (page: Page): Promise<string> => addressOf(page, server.origin, '佐藤 ひなた');
/** Opens a page and waits for what a reader came for. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(page);
}

test('no page of the team has findings of axe, small targets or sideways scrolling, light and dark', async () => {
  const page = await signedIn('coordinator', desk);
  const person = await hinata(page);
  for (const [name, address] of [
    ['notebook', person], ['today', `${server.origin}/today`], ['people', `${server.origin}/people`], ['account', `${server.origin}/account`],
    ['write', `${person}/write`], ['profile', `${person}/profile`], ['team', `${person}/team`], ['consents', `${person}/consents`],
    ['access-log', `${person}/access-log`], ['staff', `${server.origin}/manage/staff`],
  ] as const) {
    await open(page, address);
    await lookClosely(page, name, undefined, ['notebook', 'today', 'people', 'account'].includes(name));
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, person);
  await picture(page, 'notebook-dark');
});

test('whoever asks for strong contrast gets 7:1 for every word, light and dark', async () => {
  const page = await signedIn('coordinator', phone);
  const person = await hinata(page);
  await open(page, `${server.origin}/account`);
  await page.getByLabel('文字と線をはっきり見せる').check();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const address of [`${server.origin}/today`, person, `${person}/write`, `${person}/profile`, `${person}/records`, `${server.origin}/account`]) {
      await open(page, address);
      expect(await findings(page, 'strong colours'), `${address}, ${colorScheme}`).toEqual([]);
    }
  }
  await open(page, person);
  await picture(page, 'notebook-contrast');
});

test('the open pages too', async () => {
  const page = await openDevice(browser, desk);
  for (const [name, path] of [['regions', '/'], ['sign-in', '/sign-in'], ['portal', '/p/yuino'], ['invitation-gone', '/invite#not-a-link']] as const) {
    await open(page, server.origin + path);
    await lookClosely(page, name, undefined, name !== 'portal');
  }
});

test('at 400 % everything is one column', async () => {
  // WCAG 2.2, 1.4.10: 1280 x 1024 at 400 % is 320 x 256.
  const page = await signedIn('nurse', { width: 320, height: 256 });
  const person = await hinata(page);
  for (const address of [`${server.origin}/today`, person, `${person}/write`, `${person}/profile`, `${person}/team`, `${server.origin}/account`]) {
    await open(page, address);
    expect(await scrollsSideways(page), address).toBe(false);
  }
  await open(page, `${person}/write`);
  const text = page.getByLabel('内容', { exact: true });
  await text.focus();
  // What is typed into stays in sight: nothing that stands still covers it.
  const covered = await text.evaluate((node) => {
    const box = node.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + 20, box.top + 12);
    return top !== node && !node.contains(top);
  });
  expect(covered, 'the text field is covered while it is written into').toBe(false);
});

test('an entry is written and sent by keyboard alone, and the focus is always seen', async () => {
  const page = await signedIn('hoiku', desk);
  await open(page, await hinata(page));
  const focused = () => page.evaluate(() => {
    const node = document.activeElement as HTMLElement;
    const style = getComputedStyle(node);
    return { name: (node.ariaLabel ?? node.innerText ?? '').trim(), ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
  });
  const tabTo = async (name: RegExp | string, most = 60): Promise<void> => {
    for (let i = 0; i < most; ++i) {
      await page.keyboard.press('Tab');
      const now = await focused();
      expect(now.ring, `no focus ring at "${now.name}"`).toBe(true);
      if (typeof name === 'string' ? now.name === name : name.test(now.name)) return;
    }
    throw new Error(`${name} is not reached by Tab`);
  };
  await tabTo('書く');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /の連絡帳に書く/ }).waitFor();
  const text = page.getByLabel('内容', { exact: true });
  for (let i = 0; i < 40 && !(await text.evaluate((node) => node === document.activeElement)); ++i) await page.keyboard.press('Tab');
  await page.keyboard.type('給食を完食しました');
  await tabTo('送信する');
  await page.keyboard.press('Enter');
  const now = page.getByRole('button', { name: '今すぐ送る' });
  await now.waitFor();
  await tabTo('今すぐ送る');
  await page.keyboard.press('Enter');
  await page.getByRole('article').filter({ hasText: '給食を完食しました' }).getByText('宛先').waitFor();
});

test('the pages speak English to those who chose it', async () => {
  const page = await signedIn('operator', desk);
  await page.goto(`${server.origin}/account`);
  await page.evaluate(() => localStorage.setItem('musubi.preferences', JSON.stringify({ locale: 'en' })));
  await open(page, `${server.origin}/account`);
  await page.getByRole('heading', { level: 1, name: 'My settings' }).or(page.getByRole('heading', { level: 1 })).first().waitFor();
  expect(await page.getByRole('navigation').first().innerText()).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
  await picture(page, 'account-english', [phone]);
});
