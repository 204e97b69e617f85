// What every page has to stand, whoever made it: light and dark, phone and desk.
import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { desk, findings, phone, picture, scrollsSideways, smallTargets } from '../../support/browser.ts';

/** Waits until the page has what it was loading. */
export async function settled(page: Page): Promise<void> {
  await page.getByText('読み込んでいます…').first().waitFor({ state: 'hidden' });
}
/** Waits until nothing moves or fades any more. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    const ending = document.getAnimations().filter((a) => a.playState === 'running' && a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}
/** No finding of axe in light and dark, on a phone no small targets, and nothing that scrolls sideways. */
export async function lookClosely(page: Page, name: string, subject?: Locator, keep = true): Promise<void> {
  await settled(page);
  if (keep) await picture(page, name, [phone, desk], subject);
  const before = page.viewportSize()!;
  for (const [size, colorScheme, what] of [[phone, 'light', 'everything'], [desk, 'dark', 'colours']] as const) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await still(page);
    const where = `${name} at ${size.width}, ${colorScheme}`;
    // A change of size and colours passes through half-painted states that nobody is meant to read.
    let found = await findings(page, what);
    for (let again = 0; found.length > 0 && again < 10; ++again) {
      await page.waitForTimeout(300);
      found = await findings(page, what);
    }
    expect.soft(found.join('\n'), where).toBe('');
    expect.soft(await scrollsSideways(page), `${where} scrolls sideways`).toBe(false);
    if (size === phone) expect.soft((await smallTargets(page)).join('\n'), where).toBe('');
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light' });
}
