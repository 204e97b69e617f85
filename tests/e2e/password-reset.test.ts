// 「看護師がパスワードを忘れ、管理者が手渡したリンクで決め直して、また入る」
import { expect, test } from 'vitest';
import { desk, openDevice, phone } from '../support/browser.ts';
import { signInAs } from './pages/account.ts';
import { lookClosely } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 20 });
const { faults, signedIn } = stage;

test('a link from the manager gives a new password once, and the second factor stays', async () => {
  const boss = stage.server.accounts.find((a) => a.is_manager && stage.server.accounts.some((b) => b.facility_id === a.facility_id && !b.is_manager))!;
  const forgetful = stage.server.accounts.find((a) => a.facility_id === boss.facility_id && !a.is_manager)!;
  const manager = await signedIn(boss.login, desk);
  await manager.goto(`${stage.server.origin}/manage/staff`);
  await manager.getByRole('button', { name: new RegExp(forgetful.name) }).first().click();
  const dialog = manager.getByRole('dialog', { name: '職員の情報' });
  await dialog.getByRole('button', { name: 'パスワード再設定リンクを発行する' }).click();
  await lookClosely(manager, 'reset-issue', dialog);
  await dialog.getByRole('button', { name: 'パスワード再設定リンクを発行する' }).click();
  const link = await dialog.getByLabel('パスワード再設定リンク').inputValue();
  await lookClosely(manager, 'reset-link', dialog);

  const nurse = await openDevice(stage.browser, phone, faults);
  await nurse.goto(link);
  await nurse.getByRole('button', { name: 'パスワードを設定する' }).click();
  await nurse.getByRole('alert').first().waitFor(); // nothing was written yet
  await nurse.getByLabel('新しいパスワード').fill('みじかい');
  await nurse.getByRole('button', { name: 'パスワードを設定する' }).click();
  await lookClosely(nurse, 'reset');
  await nurse.getByLabel('新しいパスワード').fill('hoshi-to-umi-2026');
  await nurse.getByRole('button', { name: 'パスワードを設定する' }).click();
  await nurse.getByText('新しいパスワードを設定しました').waitFor();
  await signInAs(nurse, stage.server.origin, { ...forgetful, password: 'hoshi-to-umi-2026' });

  const again = await openDevice(stage.browser, phone, faults);
  await again.goto(link);
  await again.getByLabel('新しいパスワード').fill('kaze-to-kumo-2026');
  await again.getByRole('button', { name: 'パスワードを設定する' }).click();
  await again.getByRole('alert').first().waitFor();
  expect(await again.getByText('新しいパスワードを設定しました').count()).toBe(0);
  expect(faults).toEqual([]);
});
