// 「保健師が3歳児健診の結果を書き、することがコーディネーターに届き、母があゆみを見る」
import { expect, test } from 'vitest';
import { desk, phone } from '../support/browser.ts';
import { lookClosely, settled } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 60 });
const { faults, signedIn, hinata } = stage;

test('a diagnosis is written with what has to follow, opens from the list, and the mother reads it', async () => {
  const nurse = await signedIn('nurse', phone);
  const person = await hinata(nurse);
  await nurse.goto(`${person}/course`);
  await nurse.getByRole('img', { name: /線。同じ内容が下の一覧にあります/ }).waitFor();
  await nurse.getByRole('button', { name: '加える' }).click();
  const form = nurse.getByRole('dialog', { name: 'あゆみに加える' });
  await form.getByLabel('種類').selectOption({ label: '診断' });
  await form.getByLabel('見出し').fill('遠視');
  await form.getByLabel('このあと、することがある').check();
  await form.getByLabel('すること', { exact: true }).fill('眼鏡の調整を確かめる');
  await form.getByRole('button', { name: '加える' }).click();
  await nurse.getByText('あゆみに加えました。').waitFor();
  await nurse.getByRole('button', { name: /^遠視/ }).filter({ visible: true }).click();
  await nurse.getByRole('dialog', { name: '遠視' }).getByRole('button', { name: '経過' }).waitFor();

  const coordinator = await signedIn('coordinator', desk);
  await coordinator.goto(`${person}/tasks`);
  await coordinator.getByRole('link', { name: /眼鏡の調整を確かめる/ }).waitFor();

  const mother = await signedIn('mother', phone);
  await mother.goto(`${await hinata(mother)}/course`);
  await mother.getByRole('button', { name: /^遠視/ }).filter({ visible: true }).waitFor();
  expect(faults).toEqual([]);
});

test('the line grows step by step, from the keyboard too', async () => {
  const page = await signedIn('doctor', desk);
  await page.goto(`${await hinata(page)}/course`);
  const line = page.getByRole('img', { name: /線。同じ内容が下の一覧にあります/ });
  const wide = async () => (await line.boundingBox())!.width;
  await line.waitFor();
  const before = await wide();
  await page.getByRole('button', { name: '拡大' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(wide).toBeGreaterThan(before * 1.8);
  await page.getByRole('button', { name: '縮小' }).click();
  await expect.poll(wide).toBeLessThan(before * 1.2);
});

test('on a phone all pages about a person are two touches away, and from the keyboard too', async () => {
  const page = await signedIn('coordinator', phone);
  await page.goto(`${await hinata(page)}/course`);
  const pages = page.getByRole('navigation', { name: 'この方のページ' });
  const all = pages.getByRole('button', { name: 'すべてのページ' });
  await all.click();
  const log = pages.getByRole('link', { name: '閲覧履歴' });
  await expect.poll(async () => (await log.boundingBox())!.x + (await log.boundingBox())!.width).toBeLessThanOrEqual(phone.width);
  await settled(page);
  await lookClosely(page, 'person-pages');
  await page.keyboard.press('Escape');
  await expect.poll(() => all.evaluate((node) => node === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await log.click();
  await page.getByRole('heading', { name: /閲覧履歴/, level: 1 }).waitFor();
  expect(await all.getAttribute('aria-expanded')).toBe('false');
  expect(faults).toEqual([]);
});

test('the course of life has no findings of axe, small targets or sideways scrolling', async () => {
  const page = await signedIn('coordinator', phone);
  await page.goto(`${await hinata(page)}/course`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(page);
  await lookClosely(page, 'course');
  expect(faults).toEqual([]);
});
