// A support team from a template, and each one's own yes.
import type { Page } from 'playwright-core';
import type { Look } from './account.ts';

export interface Place {
  duty: string;
  facility: string;
  /** One of its staff; without it the facility joins as such. */
  staff?: string;
}
export async function buildTeam(page: Page, person: string, template: string, places: readonly Place[], look: Look): Promise<void> {
  await page.goto(`${person}/team`);
  await page.getByRole('button', { name: 'ひな形から作る' }).click();
  const dialog = page.getByRole('dialog', { name: 'ひな形から作る' });
  await dialog.getByRole('radio', { name: template }).check();
  for (const place of places) {
    const item = dialog.locator('ol > li').filter({ hasText: place.duty });
    await item.getByRole('button', { name: place.facility }).click();
    const staff = item.getByLabel(/職員/);
    await staff.waitFor();
    if (!place.staff) continue;
    const option = staff.locator('option').filter({ hasText: place.staff });
    await option.waitFor({ state: 'attached' });
    await staff.selectOption((await option.getAttribute('value'))!);
  }
  await look(page, 'team-template');
  await dialog.getByRole('button', { name: '選んだ施設を招待する' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('招待中').first().waitFor();
  await look(page, 'team');
}

export async function acceptSeat(page: Page, origin: string, child: string, look: Look): Promise<void> {
  await page.goto(`${origin}/today`);
  await page.getByText('チームへの招待が1件あります').waitFor();
  await look(page, 'today-invited');
  await page.getByRole('link', { name: '招待を見る' }).click();
  await page.getByRole('article', { name: child }).waitFor();
  await look(page, 'team-invitation');
  await page.getByRole('button', { name: '参加する' }).click();
  await page.getByText(`${child}さんの支援チームに参加しました。`).waitFor();
}

/** The manager of a facility that holds a seat as such is offered to leave it, and keeps it for now. */
export async function facilityMayLeave(page: Page, person: string, facility: string, look: Look): Promise<void> {
  await page.goto(`${person}/team`);
  const seat = page.getByRole('list', { name: '支援チーム' }).getByRole('listitem').filter({ hasText: facility });
  await seat.getByRole('button', { name: '施設としてチームを離れる' }).click();
  const dialog = page.getByRole('dialog', { name: '施設としてチームを離れる' });
  await dialog.getByText('この参加によって見ていた職員は全員').waitFor();
  await look(page, 'team-facility-leaves', dialog);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}
