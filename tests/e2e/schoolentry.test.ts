// 「母が相談を申し込み、委員会の意見のあと決定が知らされ、母がもう一度考えてほしいと答え、二度目の決定に同意して、学校での配慮が決まる」
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { desk, phone } from '../support/browser.ts';
import { account, ok } from '../support/cast.ts';
import { Client } from '../support/client.ts';
import { lookClosely, settled } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ staff: 64, entries: 60 });
const { faults, signedIn, hinata } = stage;

async function record(page: Page, button: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>, save = '保存する'): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await fill(dialog);
  await dialog.getByRole('button', { name: save, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
async function opinion(page: Page, place: string): Promise<void> {
  await record(page, '教育支援委員会の意見を記録する', async (dialog) => {
    await dialog.getByRole('checkbox', { name: '通常の学級' }).check();
    await dialog.getByRole('checkbox', { name: '特別支援学級' }).check();
    await dialog.getByRole('radio', { name: place, exact: true }).check();
    await dialog.getByLabel('理由', { exact: true }).fill('少人数で学ぶと力を出せる。');
    await dialog.getByLabel(/委員会の中の記録/).fill('委員だけの話');
  });
  await record(page, '教育委員会の決定を記録する', async (dialog) => {
    await dialog.getByRole('textbox', { name: '学校の名前' }).fill('みどり小学校');
    await dialog.getByLabel('理由', { exact: true }).fill('本人が安心して学べる場だから。');
    await dialog.getByLabel(/保護者・専門家から聞いたこと/).fill('母は友だちと同じ学校を望んだ。');
  });
}
const tell = (page: Page): Promise<void> => record(page, '保護者への通知を記録する', async () => undefined, '知らせる');

test('asked for by the mother, decided, asked again, agreed to, arranged', async () => {
  const mother = await signedIn('mother', phone);
  const home = await hinata(mother);
  await mother.goto(`${home}/school-entries`);
  await mother.getByRole('button', { name: '相談を申し込む' }).click();
  await mother.getByLabel('保護者の思い').fill('友だちと同じ学校に通わせたいです。');
  await mother.getByRole('dialog').getByRole('button', { name: '相談を申し込む' }).click();
  await mother.getByText('専門の委員が').waitFor();
  const [, year] = /(\d{4})年/.exec(await mother.getByRole('heading', { level: 1 }).innerText())!; // her own: the form began with it

  const coordinator = await signedIn('coordinator', desk);
  await coordinator.goto(`${stage.server.origin}/school-entries`);
  await coordinator.getByRole('button', { name: `${year}年4月` }).click();
  await coordinator.getByRole('link', { name: /佐藤 ひなた/ }).first().waitFor();
  await settled(coordinator);
  await lookClosely(coordinator, 'school-entry-board');
  await coordinator.getByRole('link', { name: /佐藤 ひなた/ }).first().click();
  await opinion(coordinator, '特別支援学級');
  await lookClosely(coordinator, 'school-entry-case');
  expect(await mother.getByText('みどり小学校').count(), 'nothing before the notice').toBe(0);
  const paper = coordinator.waitForEvent('download');
  await coordinator.getByRole('button', { name: '資料を印刷' }).click();
  expect((await paper).suggestedFilename()).toBe('就学相談資料.pdf');
  await tell(coordinator);
  await coordinator.getByText('保護者の返事待ち').first().waitFor();

  await mother.getByText('本人が安心して学べる場だから。').first().waitFor();
  expect(await mother.getByText('委員だけの話').count()).toBe(0);
  await mother.getByRole('button', { name: '内容を確かめて返事をする' }).click();
  await mother.getByRole('radio', { name: 'もう一度考えてほしい' }).check();
  await mother.getByLabel('伝えたいこと').fill('通常の学級も考えてほしいです。');
  await lookClosely(mother, 'school-entry-answer');
  await mother.getByRole('button', { name: '返事を送る' }).click();
  await mother.getByText('もう一度考えてほしいという申し出がありました').waitFor();

  await coordinator.getByText('もう一度考えてほしいという申し出がありました').waitFor(); // by the stream
  await opinion(coordinator, '通常の学級');
  await coordinator.getByText('2回目').first().waitFor();
  await tell(coordinator); // her page hears of it too
  await mother.getByRole('button', { name: '内容を確かめて返事をする' }).click();
  await mother.getByRole('radio', { name: '同意します' }).check();
  await mother.getByRole('button', { name: '返事を送る' }).click();
  await mother.getByText('学校が決まりました').waitFor();

  await coordinator.getByRole('button', { name: '学校での配慮（合理的配慮）を記録する' }).click();
  await coordinator.getByLabel('観点').selectOption({ label: '情報・コミュニケーション及び教材の配慮' });
  await coordinator.getByLabel('配慮の内容').fill('予定を絵で示す。');
  await lookClosely(coordinator, 'school-entry-arrangements');
  await coordinator.getByRole('dialog').getByRole('button', { name: '保存する', exact: true }).click();
  await record(coordinator, '学校として確かめる', async () => undefined, '学校として確かめる');
  await coordinator.getByText('学校が確かめました').waitFor();
  await record(coordinator, '相談を終える', async () => undefined, '相談を終える');
  await coordinator.getByText('決定・終了').first().waitFor();
  await mother.getByText('予定を絵で示す。').first().waitFor();
  await settled(mother);
  await lookClosely(mother, 'school-entry-guardian');
  expect(faults).toEqual([]);
});

/** Somebody in the last year of junior high school, of the coordinator's alone; made with the session of that page. */
async function teenager(page: Page): Promise<string> {
  const client = new Client(stage.server.origin, account(stage.server, 'coordinator'));
  client.cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  client.csrf = (await ok(client.get('/session'))).csrf_token;
  const today = new Date();
  const spring = today.getFullYear() - (today.getMonth() < 3 ? 1 : 0); // the school year
  const id = v7();
  await ok(client.post('/people', {
    id, family_name: '高橋', given_name: '空', family_kana: 'タカハシ', given_kana: 'ソラ', birth_date: `${spring - 15}-05-01`, sex: 'unknown',
    postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true,
  }));
  await ok(client.post(`/people/${id}/consents`, {
    id: v7(), basis: 'statutory', article: '児童福祉法 25条の2', classes: ['basic', 'education'], purposes: ['support', 'planning'], whole_team: true, facility_ids: [],
    starts_on: `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, '0')}-${String(today.getDate()).padStart(2, '0')}`,
  }));
  return id;
}
test('upper secondary school is applied for: no committee has to sit, and no board is spoken of', async () => {
  const page = await signedIn('coordinator', phone);
  const child = await teenager(page);
  await page.goto(`${stage.server.origin}/people/${child}/school-entries`);
  await page.getByRole('button', { name: '就学相談を始める' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('高等部・高等学校への進学').check();
  await dialog.getByLabel('保護者の思い').fill('通いやすい学校を探しています。');
  await dialog.getByRole('button', { name: '就学相談を始める' }).click();
  await page.getByRole('heading', { level: 1, name: /高等部・高等学校への進学/ }).waitFor();
  await page.getByText('相談・検討中').first().waitFor();
  await record(page, '進学先の決定を記録する', async (form) => {
    await form.getByRole('radio', { name: '特別支援学校', exact: true }).check();
    await form.getByRole('textbox', { name: '学校の名前' }).fill('あおば高等支援学校');
    await form.getByLabel('理由', { exact: true }).fill('通いやすく、木工が学べるから。');
    await form.getByLabel(/本人・保護者から聞いたこと/).fill('体験に二度行き、本人が選んだ。');
  });
  await page.getByRole('region', { name: '進学先の決定' }).getByText('あおば高等支援学校').waitFor();
  await settled(page);
  expect(await page.locator('main').innerText()).not.toMatch(/委員会/);
  await lookClosely(page, 'school-entry-upper');
  expect(faults).toEqual([]);
});

test('the operator’s dates have no findings of axe, small targets or sideways scrolling', async () => {
  const operator = await signedIn('operator', phone);
  await operator.goto(`${stage.server.origin}/manage/school-entry`);
  await operator.getByRole('button', { name: '日程を加える' }).waitFor();
  await settled(operator);
  await lookClosely(operator, 'school-entry-dates');
  expect(faults).toEqual([]);
});
