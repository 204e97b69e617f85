// The pages of records and growth, as two professions see them: read by axe, by a thumb, light and dark.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { desk, findings, phone, type Size, startBrowser } from '../support/browser.ts';
import { type Server, startServer } from '../support/server.ts';
import { signInOn } from './pages/account.ts';
import { lookClosely, settled } from './pages/look.ts';
import { addressOf } from './pages/person.ts';

let browser: Browser;
let server: Server;
const faults: string[] = [];

beforeAll(async () => {
  server = await startServer('sqlite', { entries: 60 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const signedIn = (login: string, size: Size): Promise<Page> => signInOn(browser, server, login, size, faults);
const hinata = (page: Page): Promise<string> => addressOf(page, server.origin, '佐藤 ひなた');

const pages = [
  ['records', ''], ['record-new', '/new'], ['record-charts', '/charts'], ['growth', '/growth'], ['record-limits', '/limits'],
] as const;
test.each([['doctor', phone], ['teacher', desk]] as const)('no page of records has findings of axe, small targets or sideways scrolling for the %s', async (login, size) => {
  const page = await signedIn(login, size);
  const person = await hinata(page);
  for (const [name, path] of pages) {
    await page.goto(`${person}/records${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    expect(await findings(page), `${name} for the ${login}`).toEqual([]);
    await lookClosely(page, name, undefined, login === 'doctor');
  }
  expect(faults).toEqual([]);
});
