// Writing into a child's notebook, and answering.
import type { Locator, Page } from 'playwright-core';

export interface Sheet {
  text: string;
  photo?: Buffer;
  withGuardians?: boolean;
  asksConfirmation?: boolean;
}
/** Fills the sheet without sending it. */
export async function write(page: Page, person: string, sheet: Sheet): Promise<void> {
  await page.goto(`${person}/write`);
  await page.getByLabel('内容', { exact: true }).fill(sheet.text);
  if (sheet.photo) {
    await page.getByLabel('写真・PDFを加える').setInputFiles({ name: 'sakuhin.jpg', mimeType: 'image/jpeg', buffer: sheet.photo });
    await page.getByRole('button', { name: 'sakuhin.jpgを取り除く' }).waitFor();
  }
  await page.getByLabel('保護者にも見せる').setChecked(sheet.withGuardians ?? false);
  if (sheet.asksConfirmation) {
    await page.getByText('確認の依頼・重要度・日時').click();
    await page.getByLabel('確認を頼む').check();
  }
  await page.getByRole('status', { name: 'だれに見えるか' }).waitFor();
}
/** Sends the sheet without using up the ten seconds to think again. */
export async function send(page: Page, look: (page: Page) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name: '送信する' }).click();
  const pending = page.getByRole('article', { name: '送信を待っている記事' });
  await pending.waitFor();
  await look(page);
  // On a slow machine the ten seconds may be over before the press: then it has gone by itself.
  const gone = pending.waitFor({ state: 'detached' });
  await Promise.race([gone, pending.getByRole('button', { name: '今すぐ送る' }).click().catch(() => undefined)]);
  await gone;
}
export const entry = (page: Page, text: string): Locator => page.getByRole('article').filter({ hasText: text });

/** Opens an entry's own page, with its replies and its readers. */
export async function openEntry(page: Page, text: string): Promise<void> {
  await entry(page, text).getByRole('link', { name: /既読/ }).click();
  await page.getByRole('heading', { name: '記事', level: 1 }).waitFor();
}
export async function reply(page: Page, text: string): Promise<void> {
  await page.getByLabel('返信の内容').fill(text);
  await page.getByRole('button', { name: '返信する' }).click();
  await page.getByRole('listitem').filter({ hasText: text }).waitFor();
}
/** Takes back an entry or a reply, from within `what`. */
export async function takeBack(page: Page, what: Locator, reason: string): Promise<void> {
  await what.getByRole('button', { name: '取り下げる' }).click();
  const dialog = page.getByRole('dialog', { name: '取り下げる' });
  await dialog.getByLabel('理由').fill(reason);
  await dialog.getByRole('button', { name: '取り下げる' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
/** A photo that really came. */
export async function photoIsShown(page: Page, text: string): Promise<boolean> {
  const image = entry(page, text).locator('img[loading=lazy]').first();
  await image.waitFor();
  return await image.evaluate(async (node: HTMLImageElement) => {
    node.loading = 'eager';
    await node.decode();
    return node.naturalWidth > 0;
  });
}
