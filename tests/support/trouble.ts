// A browser test that failed tells what everybody saw: a fault that comes once in a hundred runs has to be understood from
// that one run's output. With MUSUBI_TROUBLE=DIRECTORY the pages are kept as pictures too. Set up for every browser test.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Page } from 'playwright-core';
import { openPages } from './browser.ts';

/** Enough to see where a page stands, and the summary of a run still fits on a few screens. */
const longest = 3000;

async function shownOn(page: Page): Promise<string> {
  try {
    const asks = await page.locator('dialog[open], [role=alert]:not(:empty)').allInnerTexts();
    const body = await page.locator('body').ariaSnapshot({ timeout: 5000 });
    return [`== ${page.url()}`, ...asks.map((text) => `-- asked or said: ${text}`), body.slice(0, longest)].join('\n');
  } catch (error) {
    return `== ${page.url()}: ${String(error)}`;
  }
}

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const pages = openPages();
  const shown = await Promise.all(pages.map(shownOn));
  const directory = process.env.MUSUBI_TROUBLE;
  if (directory) {
    mkdirSync(directory, { recursive: true });
    const name = (index: number): string => join(directory, `${task.name.replace(/\W+/g, '-').slice(0, 60)}-${index}.png`);
    await Promise.all(pages.map((page, index) => page.screenshot({ path: name(index), timeout: 5000 }).catch(() => undefined)));
  }
  if (shown.length > 0) throw new Error(`what the pages showed when this failed:\n${shown.join('\n')}`);
});
