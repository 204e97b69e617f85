// A child of 結乃市 is seen by a centre over the border: the two regions agree, the centre is invited, the family's consent names
// it, its manager crosses over and reads — until the agreement ends.
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, phone } from '../support/browser.ts';
import { lookClosely } from './pages/look.ts';
import { entry, send, write } from './pages/notebook.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ staff: 24, entries: 60 });
const words = 'となりの市の通園のようすも合わせて見ていきます。';

async function propose(page: Page, profession: string): Promise<void> {
  await page.goto(`${stage.server.origin}/manage/agreements`);
  await page.getByText('協定はまだありません').waitFor();
  await lookClosely(page, 'agreements-empty');
  await page.getByRole('button', { name: '協定を申し込む' }).click();
  const form = page.getByRole('dialog', { name: '協定を申し込む' });
  await form.getByRole('button', { name: '協定を申し込む' }).click();
  await form.getByRole('alert').first().waitFor(); // nothing was filled in
  await form.getByLabel('相手の地域').selectOption({ label: '隣野市' });
  await form.getByLabel('協定の名称').fill('結乃・隣野 子ども発達支援広域連携協定');
  await form.getByRole('checkbox', { name: profession, exact: true }).check();
  for (const one of ['発達・療育', '教育']) await form.getByRole('checkbox', { name: one, exact: true }).check();
  await lookClosely(page, 'agreement-propose', form.getByLabel('相手の地域'));
  await form.getByRole('button', { name: '協定を申し込む' }).click();
  await page.getByText('相手の回答待ち').waitFor();
}
async function accept(page: Page): Promise<void> {
  await page.goto(`${stage.server.origin}/manage/agreements`);
  await page.getByText('回答してください').waitFor();
  await lookClosely(page, 'agreement-asked');
  await page.getByRole('button', { name: '回答する' }).click();
  const form = page.getByRole('dialog', { name: '協定の申し込みへの回答' });
  await lookClosely(page, 'agreement-answer', form.getByRole('button', { name: '承諾する' }));
  await form.getByRole('button', { name: '承諾する' }).click();
  await page.getByText('有効', { exact: true }).waitFor();
  await lookClosely(page, 'agreements');
}
async function invite(page: Page, child: string, facility: string, profession: string): Promise<void> {
  await page.goto(`${child}/team`);
  await page.getByRole('button', { name: '招待する' }).click();
  const form = page.getByRole('dialog', { name: '招待する' });
  await form.getByRole('button', { name: 'ほかの地域の施設から選ぶ' }).click();
  await form.getByLabel('ほかの地域の施設').first().fill(facility);
  await lookClosely(page, 'team-partner', form.getByLabel('ほかの地域の施設').first());
  await form.getByRole('list', { name: 'ほかの地域の施設' }).getByRole('button', { name: facility }).click();
  await form.getByText(`${facility}（隣野市）`).waitFor();
  await form.getByLabel('職種').selectOption({ label: profession });
  for (const one of await form.getByRole('group', { name: '見られる情報' }).getByRole('checkbox').all()) await one.uncheck();
  for (const one of ['基本', '発達・療育', '教育']) await form.getByRole('checkbox', { name: one, exact: true }).check();
  await form.getByRole('button', { name: '招待する' }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByText(`${facility}（隣野市）`).waitFor();
}

test('somebody of the neighbouring city joins a team under an agreement, and is out when it ends', async () => {
  const manager = stage.server.accounts.find((a) => a.region === 'tonarino' && a.kind === 'professional' && a.is_manager)!;
  const operator = await stage.signedIn('operator', desk);
  const codes = await (await operator.request.get(`${stage.server.origin}/api/v1/codes`)).json();
  const profession = codes.professions.find((one: { code: string }) => one.code === manager.profession).ja as string;
  await propose(operator, profession);
  await accept(await stage.signedIn('neighbour-operator', phone));
  const coordinator = await stage.signedIn('coordinator', desk);
  const child = await stage.hinata(coordinator);
  await invite(coordinator, child, manager.facility, profession);

  const guest = await stage.signedIn(manager.login, phone);
  await guest.getByText('1件の招待が届いています').waitFor();
  await lookClosely(guest, 'today-guest-regions');
  await guest.getByRole('button', { name: '結乃市の連絡帳を開く' }).click();
  await guest.getByLabel('誓約書を読み、内容に同意します').check();
  await guest.getByRole('button', { name: '同意して進む' }).click();
  await guest.getByText('チームへの招待が1件あります').waitFor();
  await guest.getByRole('link', { name: '招待を見る' }).click();
  await guest.getByRole('button', { name: '参加する' }).click();
  await guest.getByText('佐藤 ひなたさんの支援チームに参加しました。').waitFor();
  await guest.goto(child);
  await guest.getByText('共有についての同意がない').first().waitFor(); // the consent to the whole team does not reach a guest

  await coordinator.goto(`${child}/consents/new`);
  await coordinator.getByRole('radio', { name: '法令' }).check();
  await coordinator.getByLabel('根拠の条文').fill('児童福祉法25条の2');
  await coordinator.getByRole('radio', { name: /施設を選ぶ/ }).check();
  await coordinator.getByLabel('施設を加える').fill(manager.facility);
  await coordinator.getByRole('list', { name: '施設を加える' }).getByRole('button', { name: '（隣野市）' }).click();
  await coordinator.getByRole('button', { name: '同意を記録する' }).click();
  await coordinator.getByText('児童福祉法25条の2').first().waitFor();
  await write(coordinator, child, { text: words });
  await coordinator.getByLabel('情報区分').selectOption({ label: '発達・療育' });
  await send(coordinator);

  await guest.goto(child);
  await entry(guest, words).waitFor();
  await lookClosely(guest, 'guest-notebook');
  expect(await guest.getByRole('link', { name: '緊急閲覧' }).count()).toBe(0);

  await operator.goto(`${stage.server.origin}/manage/agreements`);
  await operator.getByRole('button', { name: '協定を終える' }).click();
  const form = operator.getByRole('dialog', { name: '協定の終了' });
  await form.getByLabel('理由').fill('協定の見直しのため');
  await lookClosely(operator, 'agreement-end', form.getByLabel('理由'));
  await form.getByRole('button', { name: '協定を終える' }).click();
  await operator.getByText('終了', { exact: true }).waitFor();
  await guest.getByRole('heading', { name: '開けません' }).waitFor(); // without loading anything again
  await guest.getByText('広域連携協定').first().waitFor();
  expect(await guest.locator('body').innerText()).not.toContain(words);
  expect(stage.faults).toEqual([]);
});
