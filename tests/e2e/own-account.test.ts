// 本人アカウント: a child is invited, comes into a home of their own, reads what is shared by name, writes, and sees who looked.
import { afterAll, expect, test } from 'vitest';
import { desk, openDevice, phone } from '../support/browser.ts';
import { account, allowOwnAccounts } from '../support/cast.ts';
import { signIn } from '../support/client.ts';
import { acceptInvitation } from './pages/account.ts';
import { lookClosely } from './pages/look.ts';
import { entry, openEntry, reply, send, write } from './pages/notebook.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage();
afterAll(() => expect(stage.faults).toEqual([]));

test('from the invitation to the own home, and what is there', async () => {
  await allowOwnAccounts(await signIn(stage.server, account(stage.server, 'operator')), 5); // as old as the child is
  const operator = await stage.signedIn('operator', desk);
  await operator.goto(`${stage.server.origin}/manage/region`);
  expect(await operator.getByLabel('本人アカウント').locator('option:checked').innerText()).toBe('5歳から');
  await lookClosely(operator, 'region-own-account', operator.getByLabel('本人アカウント'), false);

  const coordinator = await stage.signedIn('coordinator', desk);
  const person = await stage.hinata(coordinator);
  await coordinator.goto(`${person}/profile`);
  const section = coordinator.getByRole('region', { name: '本人アカウント' });
  await section.getByRole('button', { name: '本人を招待する' }).click();
  const dialog = coordinator.getByRole('dialog', { name: '本人を招待する' });
  await dialog.getByLabel('本人をどう確かめたか').fill('園で本人と面談');
  await lookClosely(coordinator, 'own-account-invite', dialog, false);
  await dialog.getByRole('button', { name: '本人を招待する' }).click();
  const box = coordinator.getByLabel('招待リンク', { exact: true });
  await box.waitFor();
  const link = await box.inputValue();
  await coordinator.keyboard.press('Escape');
  await section.getByText('招待中').waitFor();

  const own = await openDevice(stage.browser, phone, stage.faults);
  await acceptInvitation(own, stage.server.origin, { link, login: 'hinata-own', kana: 'サトウ ヒナタ', password: 'tsukinohikari-2026' });
  await own.getByRole('link', { name: /^連絡帳\s*読\s*む/ }).waitFor();
  expect(await own.locator('main ruby').count()).toBeGreaterThan(3);
  expect(await own.getByRole('main').getByRole('link').count(), 'three doors').toBe(3);
  await lookClosely(own, 'own-home');

  const nurse = await stage.signedIn('nurse', desk);
  await write(nurse, person, { text: 'ご両親へ。通院の日を変えます。', withGuardians: true });
  await nurse.getByText('本人には見えません。').waitFor();
  await send(nurse);
  await write(nurse, person, { text: 'ひなたさんへ。けがの手当て、がんばりました。' });
  await nurse.getByLabel('本人にも見せる').check();
  await lookClosely(nurse, 'write-with-person', nurse.getByRole('status', { name: 'だれに見えるか' }), false);
  await send(nurse);
  await entry(nurse, 'がんばりました').getByText('チーム全員・本人').waitFor();

  await own.getByRole('link', { name: /^連絡帳\s*新\s*しい\s*記事\s*が1/ }).click();
  await entry(own, 'がんばりました').waitFor();
  expect(await entry(own, '通院の日').count()).toBe(0);
  expect(await own.getByRole('navigation', { name: '主なメニュー' }).first().getByRole('link', { name: /やること/ }).count()).toBe(0);
  await lookClosely(own, 'own-notebook', undefined, false);
  await openEntry(own, 'がんばりました');
  await reply(own, 'もういたくないよ。');

  await write(own, person, { text: 'きょうは、ブランコをしました。' });
  expect(await own.getByLabel('本人にも見せる').count(), 'their own is theirs anyway').toBe(0);
  await lookClosely(own, 'own-write', undefined, false);
  await send(own);
  await entry(own, 'ブランコ').waitFor();

  await own.goto(`${stage.server.origin}/today`);
  await own.getByRole('link', { name: /^みまもり/ }).click();
  await own.getByRole('heading', { name: '最近見た人' }).waitFor();
  await own.getByRole('button', { name: 'この閲覧についてたずねる' }).first().waitFor();
  expect(await own.getByRole('link', { name: /同意/ }).count(), 'consents are not theirs yet').toBe(0);
  await lookClosely(own, 'own-watch', undefined, false);
  await own.goto(`${stage.server.origin}/today`);
  await own.getByRole('link', { name: /^チーム/ }).click();
  await own.getByRole('heading', { level: 1 }).first().waitFor();
  await lookClosely(own, 'own-team', undefined, false);

  await nurse.goto(person);
  await entry(nurse, 'ブランコ').waitFor();
  await coordinator.reload();
  await section.getByText('アカウントあり').waitFor();
});

test('a coordinator shows one more entry to the person, and takes it back', async () => {
  const coordinator = await stage.signedIn('coordinator', desk);
  const person = await stage.hinata(coordinator);
  await coordinator.goto(person);
  await openEntry(coordinator, '通院の日');
  const toggle = async (on: boolean): Promise<void> => {
    await coordinator.getByRole('button', { name: '保護者と本人への公開' }).click();
    const dialog = coordinator.getByRole('dialog', { name: '保護者と本人への公開' });
    await dialog.getByLabel('本人にも見せる').setChecked(on);
    if (on) await lookClosely(coordinator, 'person-limits', dialog, false);
    await dialog.getByRole('button', { name: 'この設定にする' }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  await toggle(true);
  await coordinator.getByText('チーム全員・保護者・本人').waitFor();
  await toggle(false);
  await coordinator.getByText('チーム全員・保護者・本人').waitFor({ state: 'hidden' });
});
