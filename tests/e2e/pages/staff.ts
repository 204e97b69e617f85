// A manager's staff, from a table as Excel saves it.
import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import type { Look } from './account.ts';

/** As Excel on Japanese Windows saves: CP932, lines ending in CR LF. */
export function cp932(lines: readonly string[]): Buffer {
  return execFileSync('iconv', ['-f', 'UTF-8', '-t', 'CP932'], { input: lines.map((l) => `${l}\r\n`).join('') });
}
const heading = '氏名,フリガナ,職種,役職,資格番号,ログインID,管理者,開始日,終了日';
export const good = [
  heading,
  '髙橋 恵,タカハシ メグミ,臨床心理士・公認心理師,主任,第1234号,takahashi,,2026-04-01,',
  '"長谷川, 翔",ハセガワ ショウ,作業療法士,,,hasegawa,,,',
];
export const bad = [
  heading,
  good[1]!,
  '長谷川 翔,ハセガワ ショウ,宇宙飛行士,,,hasegawa,,2026-13-01,',
];

async function choose(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page.getByRole('dialog').getByLabel('CSVファイルを選ぶ').setInputFiles({ name, mimeType: 'text/csv', buffer: cp932(lines) });
}
/** The trial of a file with mistakes, and that nothing came of it. */
export async function tryBadFile(page: Page, origin: string, look: Look): Promise<string[]> {
  await page.goto(`${origin}/manage/staff`);
  await page.getByRole('button', { name: 'CSVで取り込む' }).click();
  await choose(page, '職員（誤りあり）.csv', bad);
  const table = page.getByRole('dialog').getByRole('table');
  await table.waitFor();
  await look(page, 'csv-dry-run');
  const rows = await table.getByRole('row').allInnerTexts();
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '職員' }).waitFor();
  await page.getByRole('button', { name: 'CSVで取り込む' }).waitFor();
  return rows;
}
/** All of a good file; answers each one's invitation link, by name. */
export async function importStaff(page: Page, look: Look): Promise<Map<string, string>> {
  await page.getByRole('button', { name: 'CSVで取り込む' }).click();
  await choose(page, '職員.csv', good);
  await page.getByRole('button', { name: '2件を取り込む' }).waitFor();
  await look(page, 'csv-checked');
  await page.getByRole('button', { name: '2件を取り込む' }).click();
  const slips = page.getByRole('dialog').getByRole('listitem');
  await slips.first().waitFor();
  await look(page, 'csv-done');
  const links = new Map<string, string>();
  for (const text of await slips.allInnerTexts())
    links.set(/(.+)さん（ログインID/.exec(text)![1]!.trim(), /https?:\S+/.exec(text)![0]);
  await page.keyboard.press('Escape');
  return links;
}
