// 「園から小学校へ：コーディネーターが引き継ぐことを選び、母が一つ外して同意し、学校の先生が項目ごとに受け取る」
import { expect, test } from 'vitest';
import { desk, phone } from '../support/browser.ts';
import { lookClosely, settled } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ staff: 64, entries: 60 });
const { faults, signedIn, hinata } = stage;

test('from the nursery to the school: chosen, agreed to but for one item, sent, received item by item', async () => {
  const coordinator = await signedIn('coordinator', desk);
  const person = await hinata(coordinator);
  await coordinator.goto(`${person}/team`);
  await coordinator.getByRole('heading', { level: 1 }).waitFor();
  const places = await coordinator.getByRole('main').innerText();
  const teacher = stage.server.accounts.find(
    (a) => a.kind === 'professional' && a.region === 'yuino' && a.profession === 'teacher' && !places.includes(a.facility))!;

  await coordinator.goto(`${person}/handovers/new`);
  await coordinator.getByRole('radio', { name: '園から学校へ' }).check();
  await coordinator.getByRole('searchbox', { name: '引継ぎ先' }).fill(teacher.facility);
  await coordinator.getByRole('list', { name: '引継ぎ先' }).getByRole('button', { name: new RegExp(teacher.facility) }).first().click();
  await coordinator.getByLabel('職員').selectOption({ value: teacher.post_id });
  await coordinator.getByLabel('チームでの役割').fill('担任');
  await coordinator.getByRole('group', { name: '基本' }).getByRole('checkbox').first().check();
  for (const [title, body] of [['落ち着ける方法', '静かな場所で絵本を見ると落ち着きます。'], ['家での様子', '夜は父の帰りを待って起きています。']]) {
    await coordinator.getByLabel('書き加える項目').fill(title!);
    await coordinator.getByLabel('内容', { exact: true }).fill(body!);
    await coordinator.getByRole('button', { name: '項目を加える' }).click();
  }
  await lookClosely(coordinator, 'handover-new');
  await coordinator.getByRole('button', { name: '下書きを保存する' }).click();
  await coordinator.getByText('引継ぎ先に見える内容').waitFor();
  await coordinator.getByRole('button', { name: '保護者にたずねる' }).click();
  await coordinator.getByText('保護者の確認待ち').first().waitFor();

  const mother = await signedIn('mother', phone);
  await mother.getByRole('region', { name: '引継ぎの確認のお願い' }).getByRole('link').click();
  await mother.getByText('夜は父の帰りを待って').waitFor();
  await mother.getByRole('button', { name: '内容を確かめて答える' }).click();
  await mother.getByRole('radio', { name: '同意します' }).check();
  await mother.getByRole('checkbox', { name: '家での様子' }).check();
  await lookClosely(mother, 'handover-answer');
  await mother.getByRole('button', { name: '答える', exact: true }).click();
  await mother.getByText('同意済み').first().waitFor();

  await coordinator.getByText('同意済み').first().waitFor(); // by the stream
  await coordinator.getByRole('button', { name: '送る', exact: true }).click();
  await coordinator.getByText('送付済み').first().waitFor();
  await lookClosely(coordinator, 'handover-sent');

  const school = await signedIn(teacher.login, phone);
  await school.getByRole('region', { name: /届いた引継ぎ/ }).getByRole('link').click();
  await school.getByText('静かな場所で絵本を').waitFor();
  expect(await school.getByText('夜は父の帰りを待って').count()).toBe(0);
  await school.getByRole('button', { name: '「落ち着ける方法」について質問する' }).click();
  await school.getByRole('textbox', { name: '質問' }).fill('どんな絵本が好きですか。');
  await school.getByRole('dialog').getByRole('button', { name: '質問する' }).click();
  await school.getByText('質問を送りました。').waitFor();
  await settled(school);
  await lookClosely(school, 'handover-received');

  await coordinator.getByRole('button', { name: '返事をする' }).click();
  await coordinator.getByRole('textbox', { name: '返事' }).fill('電車の絵本です。');
  await coordinator.getByRole('button', { name: '保存する', exact: true }).click();
  await coordinator.getByText('電車の絵本です。').waitFor();
  await school.getByText('電車の絵本です。').waitFor(); // by the stream
  for (let left = await school.getByRole('button', { name: /を受け取りました$/ }).count(); left > 0; --left) {
    await school.getByRole('button', { name: /を受け取りました$/ }).first().click();
    await expect.poll(() => school.getByRole('button', { name: /を受け取りました$/ }).count()).toBe(left - 1);
  }
  await school.getByText('すべて受け取り済みです。').waitFor();
  await coordinator.getByText('受け取り完了').first().waitFor();
  expect(faults).toEqual([]);
});

test('the list of handovers has no findings of axe, small targets or sideways scrolling', async () => {
  const page = await signedIn('coordinator', phone);
  await page.goto(`${await hinata(page)}/handovers`);
  await page.getByRole('list', { name: '引継ぎ' }).waitFor();
  await settled(page);
  await lookClosely(page, 'handovers');
  expect(faults).toEqual([]);
});
