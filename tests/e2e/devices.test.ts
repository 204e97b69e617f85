// 「管理者が端末にコードを出し、その端末で証明書を受け取り、担当者が方法を求め、なくした端末を失効させる」
import { expect, test } from 'vitest';
import { openDevice, phone } from '../support/browser.ts';
import { lookClosely } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ staff: 24, entries: 5 });
const { faults, signedIn } = stage;
const device = '2階ナースステーション PC';

test('a manager issues a code, the device gets its certificate, and the device is revoked when it is lost', async () => {
  const manager = stage.server.accounts.find((a) => a.is_manager && a.region === 'yuino')!;
  const page = await signedIn(manager.login, phone);
  await page.goto(`${stage.server.origin}/manage/devices`);
  await page.getByText('端末はまだありません').waitFor();
  await page.getByRole('button', { name: '端末を追加' }).click();
  await page.getByLabel('端末の名前').fill(device);
  await page.getByRole('button', { name: 'コードを発行する' }).click();
  const code = (await page.getByTestId('device-code').innerText()).trim();
  expect(code).toMatch(/^[2-9a-z]{4}(-[2-9a-z]{4}){2}$/);
  await lookClosely(page, 'device-code');
  await page.getByRole('button', { name: '閉じる' }).last().click();
  await page.getByText('未設定').waitFor();

  // On the device: nobody is signed in there.
  const there = await openDevice(stage.browser, phone, faults);
  await there.goto(`${stage.server.origin}/device`);
  await there.getByLabel('コード', { exact: true }).fill('bcdf-bcdf-bcdf');
  await there.getByRole('button', { name: '証明書を受け取る' }).click();
  await there.getByText('このコードは使えません').first().waitFor();
  await there.getByLabel('コード', { exact: true }).fill(code.toUpperCase());
  await there.getByText('鍵の種類とファイル形式').click();
  await there.getByText('旧形式（3DES・SHA-1）').click();
  await there.getByText('暗号が弱いため').waitFor();
  await there.getByText('標準（AES-256・SHA-256）').click();
  await lookClosely(there, 'device-enrol');
  await there.getByRole('button', { name: '証明書を受け取る' }).click();
  await there.getByText('の証明書ができました').waitFor();
  expect((await there.getByTestId('p12-password').innerText()).trim()).toMatch(/^[2-9a-z]{5}(-[2-9a-z]{5}){3}$/);
  const [download] = await Promise.all([
    there.waitForEvent('download'),
    there.getByRole('button', { name: '証明書ファイルを保存' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^yuino-[0-9a-f]{8}\.p12$/);
  await lookClosely(there, 'device-ready');
  await there.context().close();

  await page.reload();
  await page.getByText('あと364日').waitFor();
  await lookClosely(page, 'devices');
  await page.getByRole('button', { name: `${device}を失効させる` }).click();
  await page.getByText('紛失・盗難').click();
  await page.getByRole('button', { name: '失効させる', exact: true }).last().click();
  await page.getByText(`${device}を失効させました。`).waitFor();
  await page.getByText('紛失・盗難').waitFor();
  expect(faults).toEqual([]);
});

test('an operator demands a way, and who does not meet it is told what to do', async () => {
  const nurse = stage.server.accounts.find((a) => a.login === 'nurse')!;
  const page = await signedIn('nurse', phone);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const operator = await signedIn('operator', phone);
  const type = await operator.evaluate(async (id) => (await (await fetch(`/api/v1/facilities/${id}`)).json()).facility_type, nurse.facility_id);
  const codes = await operator.evaluate(async () => (await fetch('/api/v1/codes')).json());
  const label = codes.facility_types.find((t: { code: string }) => t.code === type).ja as string;
  await operator.goto(`${stage.server.origin}/manage/sign-in-ways`);
  await operator.getByRole('button', { name: `${label}の方法を変更` }).click();
  await operator.getByLabel('端末の証明書とパスワード').check();
  await operator.getByLabel('理由').fill('端末を限るため');
  await operator.getByRole('button', { name: '保存' }).click();
  await operator.getByText('保存しました').first().waitFor();
  await lookClosely(operator, 'sign-in-ways');

  await page.reload();
  await page.getByRole('heading', { name: 'もう1つ確認が必要です' }).waitFor();
  await page.getByRole('link', { name: 'この端末に証明書を入れる' }).waitFor();
  await lookClosely(page, 'ways-needed');
});
