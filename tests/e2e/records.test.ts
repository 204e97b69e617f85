// 「保育士が電話で検温を記録し、基準を超えた記録が今日に出て、保護者が成長曲線を見る」
import { expect, test } from 'vitest';
import { desk, phone } from '../support/browser.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 60 });
const { faults, signedIn, hinata } = stage;

test('a temperature takes three touches besides its digits, and an alert reaches the colleague', async () => {
  const teacher = await signedIn('hoiku', phone);
  const person = await hinata(teacher);
  await teacher.goto(`${person}/records`);
  await teacher.getByRole('link', { name: '記録する' }).click(); // 1
  await teacher.getByRole('button', { name: '体温', exact: true }).click(); // 2
  for (const key of ['3', '9', '小数点', '6']) await teacher.getByRole('button', { name: key, exact: true }).click();
  await teacher.getByRole('button', { name: '記録する', exact: true }).click(); // 3
  await teacher.getByText('体温 39.6 ℃を記録しました。').waitFor();

  const coordinator = await signedIn('coordinator', desk);
  const alerts = coordinator.getByRole('region', { name: /基準から外れた記録/ });
  await alerts.getByText('39.6 ℃').waitFor();
  await alerts.getByText(/上限より高い/).first().waitFor();
  await alerts.getByRole('listitem').filter({ hasText: '39.6' }).getByRole('button', { name: '確認した' }).click();
  await alerts.getByText('39.6 ℃').waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
});

test('an unusual number is asked back before it is kept', async () => {
  const nurse = await signedIn('nurse', phone);
  const person = await hinata(nurse);
  await nurse.goto(`${person}/records/new`);
  await nurse.getByRole('button', { name: 'ほかの種類' }).click();
  await nurse.getByRole('button', { name: '体重', exact: true }).click();
  for (const key of ['1', '8', '2', '0', '0']) await nurse.getByRole('button', { name: key, exact: true }).click();
  await nurse.getByRole('button', { name: '記録する', exact: true }).click();
  await nurse.getByText(/グラムで入力していませんか/).waitFor();
  expect(await nurse.getByText(/記録しました/).count()).toBe(0);
});

test('the mother sees the growth chart with its table and its source', async () => {
  const mother = await signedIn('mother', phone);
  const person = await hinata(mother);
  await mother.goto(`${person}/records/growth`);
  await mother.getByRole('img', { name: /身長の成長曲線/ }).waitFor();
  await mother.getByText(/Isojima/).first().waitFor();
  await mother.getByText(/SDスコア/).filter({ visible: true }).first().waitFor();
  expect(faults).toEqual([]);
});
