// A real Chromium (its shell without windows, which asks a third less of the processor), and what is asked of every page
// it shows: no findings of axe, nothing that scrolls sideways, no script error. With MUSUBI_SCREENS=DIRECTORY each page of
// the story is also kept as a picture, for a phone and a desk.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { compactPng } from './png.ts';
import { root } from './server.ts';

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 800 };
export type Size = typeof phone;

const running = new Set<Browser>();

export async function startBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=ja-JP'],
    env: { ...process.env, LANGUAGE: 'ja' }, // dates in date fields, as a Japanese machine shows them
  });
  running.add(browser);
  browser.once('disconnected', () => running.delete(browser));
  return browser;
}
/** Every page that this test file has open. */
export const openPages = (): Page[] => [...running].flatMap((b) => b.contexts()).flatMap((c) => c.pages());

/** One human at one device: a browser profile of their own. What goes wrong in the page is written into `faults`. */
export async function openDevice(browser: Browser, size: Size, faults: string[] = []): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' });
  context.setDefaultTimeout(90_000); // ends what hangs; a busy machine is no fault
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  return page;
}

const axe = readFileSync(join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** WCAG 2 A and AA findings of the page as it stands, of its colours alone, or of colours that are to stand at 7:1 (AAA); run by the browser's debugger, which the page's policy lets be. */
export async function findings(page: Page, what: 'everything' | 'colours' | 'strong colours' = 'everything'): Promise<string[]> {
  const rules = what === 'everything' ? { type: 'tag', values: everything }
    : { type: 'rule', values: [what === 'colours' ? 'color-contrast' : 'color-contrast-enhanced'] };
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  return await page.evaluate(`(async () => {
    const result = await axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] });
    return result.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(' | '));
  })()`);
}
export async function scrollsSideways(page: Page): Promise<boolean> {
  return await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
/** Controls smaller than a thumb, 44 px either way; links inside running text are exempt (WCAG 2.2, 2.5.8). */
export async function smallTargets(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    for (const node of document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [role=button]')) {
      const label = node.closest('label') ?? (node.id ? document.querySelector<HTMLElement>(`label[for="${node.id}"]`) : null);
      const boxes = [node, label].flatMap((n) => (n ? [n.getBoundingClientRect()] : []));
      const inText = getComputedStyle(node).display === 'inline';
      const drawn = node.checkVisibility({ visibilityProperty: true }) && boxes[0]!.width > 1 && boxes[0]!.height > 1;
      if (!drawn || inText || boxes.some((b) => b.width >= 43.5 && b.height >= 43.5)) continue;
      found.push(`${node.tagName.toLowerCase()} "${(node.innerText || node.ariaLabel || node.id).trim()}" ${Math.round(boxes[0]!.width)}x${Math.round(boxes[0]!.height)}`);
    }
    return found;
  });
}

const screens = process.env.MUSUBI_SCREENS ? join(root, process.env.MUSUBI_SCREENS) : '';
/** Keeps the page, with its subject in the middle, as `NAME-phone.png` and `NAME-desk.png`, if pictures are asked for. */
export async function picture(page: Page, name: string, sizes: readonly Size[] = [phone, desk], subject?: Locator): Promise<void> {
  if (!screens) return;
  mkdirSync(screens, { recursive: true });
  const before = page.viewportSize()!;
  const scrolled = await page.evaluate(() => window.scrollY);
  for (const size of sizes) {
    await page.setViewportSize(size);
    await subject?.evaluate((node) => node.scrollIntoView({ block: 'center' }));
    await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => undefined))));
    const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    writeFileSync(join(screens, `${name}-${size === phone ? 'phone' : 'desk'}.png`), compactPng(png));
  }
  await page.setViewportSize(before);
  await page.evaluate((y) => window.scrollTo(0, y), scrolled); // what is looked at next is what it would be without pictures
}

/** A drawing as a JPEG, as a phone's camera would hand it over. */
export async function drawn(browser: Browser, svg: string, size: Size): Promise<Buffer> {
  const page = await browser.newPage({ viewport: size });
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  const jpeg = await page.screenshot({ type: 'jpeg', quality: 85 });
  await page.close();
  return jpeg;
}
