// 「大切な操作の前にもう一度確かめる。電波が悪くて答えが遅れても、画面から追い出されない」
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { phone } from '../support/browser.ts';
import { codeToType } from '../support/authenticator.ts';
import { slowLine } from '../support/slow.ts';
import { signInOn } from './pages/account.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 20 });

test('whoever confirms on a bad line stays signed in, and what waited goes on', async () => {
  // The token is another one as soon as the program says so: long before this browser has heard of it.
  const line = await slowLine(stage.server.origin, 'POST /api/v1/session/step-up ', 1500);
  const nurse = stage.server.accounts.find((a) => a.login === 'nurse')!;
  try {
    const page = await signInOn(stage.browser, { ...stage.server, origin: line.origin }, nurse.login, phone, stage.faults);
    const refused: string[] = [];
    page.on('response', (r) => r.status() === 401 && refused.push(new URL(r.url()).pathname));
    await page.goto(`${line.origin}/account`);
    await page.getByRole('button', { name: '新しい回復コードを発行する' }).waitFor();
    execFileSync('sqlite3', ['-cmd', '.timeout 10000', join(stage.server.directory, 'musubi.db'),
      'update session set second_factor_at = second_factor_at - 1200000000']);
    await page.getByRole('button', { name: '新しい回復コードを発行する' }).click();
    const dialog = page.getByRole('dialog', { name: '本人の確認' });
    await dialog.getByLabel('認証コード').fill(await codeToType(line.origin, nurse));
    await dialog.getByRole('button', { name: '確認する' }).click();
    await page.getByLabel('控えました').waitFor();
    // Something was asked with the old token on the way; nobody was to notice.
    expect(refused).not.toEqual([]);
    expect(page.url()).toBe(`${line.origin}/account`);
    expect(stage.faults).toEqual([]);
    await page.context().close();
  } finally {
    await line.close();
  }
});
