// 「コーディネーターが支援を終え、運用担当者が保存期間を決め、開示請求のあいだ保全して解除し、支援が再開される」
import { expect, test } from 'vitest';
import { phone } from '../support/browser.ts';
import { lookClosely } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 60 });
const { faults, signedIn, hinata } = stage;

test('support ends, is kept and held as operators say, and goes on', async () => {
  const page = await signedIn('coordinator', phone);
  const person = await hinata(page);
  await page.goto(`${person}/profile`);
  await page.getByRole('link', { name: '支援の終了' }).click();
  await page.getByRole('radio', { name: '回復・目標の達成' }).check({ force: true });
  await page.getByRole('button', { name: '支援を終了する' }).click();
  await page.getByRole('alert').getByText('理由').waitFor();
  await page.getByLabel('理由', { exact: true }).fill('支援の目標に届いたため');
  await lookClosely(page, 'support-end');
  await page.getByRole('button', { name: '支援を終了する' }).click();
  await page.getByText('期限なく保存されます。').waitFor();

  const operator = await signedIn('operator', phone);
  await operator.goto(`${stage.server.origin}/manage/retention`);
  const finished = operator.getByRole('region', { name: '支援が終了した方', exact: true });
  await finished.getByText('決められていません').waitFor();
  await finished.getByRole('button', { name: '変更する' }).click();
  const dialog = operator.getByRole('dialog');
  await dialog.getByText('短くする変更は30日後から').waitFor();
  await dialog.getByLabel('年数', { exact: true }).fill('０');
  await dialog.getByLabel(/よりどころ/).fill('市の文書管理規程');
  await dialog.getByLabel('理由', { exact: true }).fill('市の会議で決めた');
  await dialog.getByRole('button', { name: '変更する' }).click();
  await dialog.getByRole('alert').getByText('1から100までの数字').waitFor();
  await dialog.getByLabel('年数', { exact: true }).fill('５');
  await dialog.getByRole('button', { name: '変更する' }).click();
  await finished.getByText(/から：支援の終了から5年/).first().waitFor();
  await lookClosely(operator, 'retention');

  await operator.getByRole('link', { name: /佐藤 ひなた/ }).click();
  await operator.getByText('保存期間が決められていないため、廃棄できません。').waitFor();
  expect(await operator.getByRole('button', { name: '廃棄を提案する' }).count()).toBe(0);
  await operator.getByRole('button', { name: '保全する' }).click();
  await dialog.getByLabel('理由', { exact: true }).fill('開示請求の手続き中');
  await dialog.getByRole('button', { name: '保全する' }).click();
  await operator.getByText('開示請求の手続き中').waitFor();
  await lookClosely(operator, 'retention-person');
  await operator.getByRole('button', { name: '解除する' }).click();
  await dialog.getByLabel('理由', { exact: true }).fill('手続きが終わった');
  await dialog.getByRole('button', { name: '解除する' }).click();
  await operator.getByText('理由：手続きが終わった').waitFor();

  await page.getByRole('button', { name: '支援を再開する' }).click();
  await page.getByRole('dialog').getByLabel('理由', { exact: true }).fill('家族が続けたいと言った');
  await page.getByRole('dialog').getByRole('button', { name: '支援を再開する' }).click();
  await page.getByRole('button', { name: '支援を終了する' }).waitFor();
  await operator.goto(`${stage.server.origin}/manage/retention`);
  await operator.getByText('支援が終わった方はいません').waitFor();
  expect(faults).toEqual([]);
});
