// 「看護師が発達検査の結果をスマートフォンで入れ、母にはまとめだけが届き、コーディネーターが経過を見て印刷する」
import { expect, test } from 'vitest';
import { desk, phone } from '../support/browser.ts';
import { lookClosely, settled } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 60 });
const { faults, signedIn, hinata } = stage;

test('a result is entered on a phone; the mother reads the summary and no number; the coordinator sees it beside the earlier ones', async () => {
  const nurse = await signedIn('nurse', phone);
  const person = await hinata(nurse);
  await nurse.goto(person);
  await nurse.getByRole('link', { name: '検査', exact: true }).click();
  await nurse.getByRole('link', { name: '結果を入れる' }).click();
  await nurse.getByText(/検査日の年齢は 5歳/).waitFor();
  await lookClosely(nurse, 'assessment-choose');
  await nurse.getByRole('button', { name: /新版K式発達検査/ }).click();
  const of = (domain: string) => nurse.getByRole('group', { name: domain });
  await of('全領域').getByLabel('発達指数（DQ）').fill('８９');
  await of('全領域').getByLabel('発達年齢（DA）（歳）').fill('4');
  await of('全領域').getByLabel('か月').fill('7');
  await of('言語・社会 L-S').getByLabel('発達指数（DQ）').fill('890');
  await nurse.getByRole('button', { name: '結果を登録する' }).click();
  await nurse.getByRole('alert').getByText('「言語・社会 L-S」は0から250までです。').waitFor();
  await of('言語・社会 L-S').getByLabel('発達指数（DQ）').fill('85');
  await nurse.getByLabel('保護者にまとめを見せる').check();
  await nurse.getByLabel('保護者の方へ').fill('お友だちとのやりとりが増えました。');
  await nurse.getByLabel('先生方へ').fill('短い文で伝えてください。');
  await lookClosely(nurse, 'assessment-form');
  await nurse.getByRole('button', { name: '結果を登録する' }).click();
  await nurse.getByText('検査の結果を登録しました。').waitFor();
  await nurse.getByRole('img', { name: /プロフィール図/ }).waitFor();
  await nurse.getByText('89（4歳7か月）').filter({ visible: true }).first().waitFor();

  const mother = await signedIn('mother', phone);
  await mother.goto(`${await hinata(mother)}/assessments`);
  const card = mother.getByRole('region', { name: '新版K式発達検査' });
  await card.getByText('お友だちとのやりとりが増えました。').waitFor();
  await card.getByRole('link').first().click();
  await mother.getByRole('region', { name: '保護者の方へ' }).getByText('お友だちとのやりとりが増えました。').waitFor();
  expect(await mother.getByText('89').count()).toBe(0);
  expect(await mother.getByText('短い文で伝えてください。').count()).toBe(0);
  await lookClosely(mother, 'assessment-guardian');

  const coordinator = await signedIn('coordinator', desk);
  await coordinator.goto(`${person}/assessments`);
  await coordinator.getByRole('region', { name: '新版K式発達検査' }).getByRole('link').first().click();
  await coordinator.getByRole('img', { name: /経過の図/ }).waitFor();
  const table = coordinator.getByRole('group', { name: '経過の表' });
  expect(await table.getByRole('row').count()).toBe(5); // the head, three of the demo, today's
  const download = coordinator.waitForEvent('download');
  await coordinator.getByRole('button', { name: '印刷' }).click();
  expect((await download).suggestedFilename()).toMatch(/^検査結果_.*\.pdf$/);
  expect(faults).toEqual([]);
});

test('a result is changed with a reason and taken back; both stay to be seen', async () => {
  const nurse = await signedIn('nurse', desk);
  const person = await hinata(nurse);
  await nurse.goto(`${person}/assessments`);
  await nurse.getByRole('region', { name: '新版K式発達検査' }).getByRole('link').first().click();
  await nurse.getByRole('button', { name: '直す' }).click();
  await nurse.getByRole('group', { name: '全領域' }).getByLabel('発達指数（DQ）').fill('90');
  await nurse.getByLabel('変えた理由').fill('写しまちがい');
  await nurse.getByRole('button', { name: '保存' }).click();
  await nurse.getByText('90（4歳7か月）').filter({ visible: true }).first().waitFor();
  await nurse.getByRole('button', { name: '経過（版）' }).click();
  await nurse.getByRole('dialog').getByText('写しまちがい').waitFor();
  await nurse.keyboard.press('Escape');
  await nurse.getByRole('dialog').waitFor({ state: 'detached' });
  await nurse.getByRole('button', { name: '取り消す' }).click();
  await nurse.getByRole('dialog').getByLabel('理由').fill('別の子の結果');
  await nurse.getByRole('dialog').getByRole('button', { name: '取り消す' }).click();
  await nurse.getByText(/取り消しました（別の子の結果）/).waitFor();
  expect(faults).toEqual([]);
});

test('no page of assessments has findings of axe, small targets or sideways scrolling', async () => {
  const page = await signedIn('coordinator', phone);
  const person = await hinata(page);
  await page.goto(`${person}/assessments`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(page);
  await lookClosely(page, 'assessments');
  await page.getByRole('region', { name: 'Vineland-II適応行動尺度' }).getByRole('link').first().click();
  await page.getByRole('img', { name: /プロフィール図/ }).first().waitFor();
  await lookClosely(page, 'assessment', page.getByRole('region', { name: '結果' }));
  await page.goto(`${person}/assessments`);
  await page.getByRole('region', { name: '新版K式発達検査' }).getByRole('link').last().click();
  await page.getByRole('img', { name: /経過の図/ }).waitFor();
  await lookClosely(page, 'assessment-course', page.getByRole('region', { name: 'この検査の経過' }));
  expect(faults).toEqual([]);
});
