// 「コーディネーターが気づきの理由を読み、やることにし、看護師が理由を残して見送り、母には何も見えず、運用担当者がルールを止める」
import { expect, test } from 'vitest';
import { desk, phone } from '../support/browser.ts';
import { lookClosely, settled } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 60 });
const { faults, signedIn, hinata } = stage;
const title = 'M-CHATの面接がまだ記録されていません';

test('a sign explains itself, becomes a task in other words, and is dismissed with a reason', async () => {
  const page = await signedIn('coordinator', phone);
  const person = await hinata(page);
  await page.goto(person);
  await page.getByRole('link', { name: '気づき', exact: true }).click();
  const card = page.getByRole('region', { name: title });
  await card.getByText('質問紙で不通過が3項目以上').waitFor();
  await card.getByText('分からないこと').waitFor();
  await card.getByRole('link', { name: /M-CHAT.*：4/ }).waitFor();
  await lookClosely(page, 'signs');

  await card.getByRole('link', { name: '「やること」にする' }).click();
  await page.getByText('気づきそのものは見えません').waitFor();
  expect(await page.getByLabel('すること').inputValue()).toBe('電話などで面接を行い、結果を記録します。');
  await page.getByLabel('すること').fill('電話で様子を聞く');
  await page.getByRole('button', { name: '加える' }).click();
  await page.getByText('やることに加えました。').waitFor();

  const nurse = await signedIn('nurse', desk);
  await nurse.goto(`${person}/signs`);
  const hers = nurse.getByRole('region', { name: title });
  await hers.getByRole('button', { name: '見送る' }).click();
  await nurse.getByRole('dialog').getByLabel('理由').fill('面接は保健センターで済んでいる');
  await nurse.getByRole('button', { name: '理由を残して見送る' }).click();
  await nurse.getByText('見送りました。', { exact: true }).waitFor();
  await hers.getByText('理由：面接は保健センターで済んでいる').waitFor();
  await hers.getByRole('button', { name: 'これまで' }).click();
  await nurse.getByRole('dialog').getByText('自動').waitFor();
  expect(faults).toEqual([]);
});

test('the mother has no such tab and no such page', async () => {
  const mother = await signedIn('mother', phone);
  const person = await hinata(mother);
  await mother.goto(person);
  await mother.getByRole('link', { name: 'やること' }).first().waitFor();
  expect(await mother.getByRole('link', { name: '気づき' }).count()).toBe(0);
  await mother.goto(`${person}/signs`);
  await mother.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(mother);
  expect(await mother.getByText(title).count()).toBe(0);
});

test('an operator switches the rule off, and the sign is gone from the page', async () => {
  const operator = await signedIn('operator', desk);
  await operator.goto(`${stage.server.origin}/manage/sign-rules`);
  const rule = operator.getByRole('region', { name: title });
  await rule.getByText('使っている').waitFor();
  await lookClosely(operator, 'sign-rules');
  await rule.getByRole('button', { name: 'このルールを止める' }).click();
  await operator.getByRole('dialog').getByLabel('理由').fill('市の協議会で決めた');
  await operator.getByRole('dialog').getByRole('button', { name: 'このルールを止める' }).click();
  await operator.getByText('ルールを切り替えました。').waitFor();
  await rule.getByText('止めている').first().waitFor();
  const page = await signedIn('coordinator', phone);
  await page.goto(`${await hinata(page)}/signs`);
  await page.getByText('いまの気づきはありません').waitFor();
  expect(faults).toEqual([]);
});
