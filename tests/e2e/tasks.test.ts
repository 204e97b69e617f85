// 「コーディネーターが記事からやることを作って看護師に頼み、看護師が電話で終え、母には頼まれたことだけが見える」
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, phone } from '../support/browser.ts';
import { lookClosely, settled } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 60 });
const { faults, signedIn, hinata } = stage;
const name = (login: string): string => stage.server.accounts.find((a) => a.login === login)!.name;

async function addTask(page: Page, title: string, owner: string): Promise<void> {
  await page.getByLabel('すること').fill(title);
  await page.getByLabel('担当', { exact: true }).selectOption({ label: owner });
  await page.getByRole('button', { name: '加える' }).click();
  await page.getByText('やることに加えました。').waitFor();
}
const ownerLabel = async (page: Page, part: string): Promise<string> => {
  const labels = await page.getByLabel('担当', { exact: true }).locator('option').allInnerTexts();
  return labels.find((label) => label.includes(part))!;
};

test('a follow-up of an entry is handed to the nurse, appears on her phone, and is finished there', async () => {
  const nurse = await signedIn('nurse', phone);
  await nurse.getByRole('heading', { level: 1 }).waitFor();
  const coordinator = await signedIn('coordinator', desk);
  const person = await hinata(coordinator);
  await coordinator.goto(person);
  await coordinator.getByRole('article').first().getByRole('link', { name: /既読/ }).click();
  await coordinator.getByRole('link', { name: '「やること」にする' }).click();
  await coordinator.getByLabel('すること').waitFor();
  await coordinator.getByLabel('担当', { exact: true }).locator('option', { hasText: name('nurse') }).waitFor({ state: 'attached' });
  await addTask(coordinator, '主治医に結果を聞く', await ownerLabel(coordinator, name('nurse')));
  await coordinator.getByRole('link', { name: /主治医に結果を聞く/ }).waitFor();

  const mine = nurse.getByRole('region', { name: /自分のやること/ });
  await mine.getByText('主治医に結果を聞く').waitFor(); // by the stream, without touching the page
  await mine.getByRole('button', { name: '「主治医に結果を聞く」を完了にする' }).click();
  await nurse.getByText('「主治医に結果を聞く」を完了にしました。').waitFor();
  await mine.getByText('主治医に結果を聞く').waitFor({ state: 'detached' });

  await coordinator.getByRole('link', { name: /主治医に結果を聞く/ }).waitFor({ state: 'detached' });
  await coordinator.getByRole('button', { name: '終わったもの' }).click();
  await coordinator.getByRole('link', { name: /主治医に結果を聞く/ }).click();
  await coordinator.getByText(new RegExp(`完了：${name('nurse')}`)).waitFor();
  await coordinator.getByRole('link', { name: 'もとの記事を開く' }).waitFor();
  await coordinator.getByRole('button', { name: '再開する' }).click();
  await coordinator.getByText('再開しました。').waitFor();
  expect(faults).toEqual([]);
});

test('the mother sees what she was asked to do and nothing of the team’s own', async () => {
  const coordinator = await signedIn('coordinator', desk);
  const person = await hinata(coordinator);
  await coordinator.goto(`${person}/tasks/new`);
  await coordinator.getByLabel('担当', { exact: true }).locator('option', { hasText: '保護者' }).first().waitFor({ state: 'attached' });
  await addTask(coordinator, '受給者証の写しを出す', await ownerLabel(coordinator, name('mother')));
  const mother = await signedIn('mother', phone);
  const mine = mother.getByRole('region', { name: /自分のやること/ });
  await mine.getByText('受給者証の写しを出す').waitFor();
  await lookClosely(mother, 'tasks-guardian');
  await mother.goto(`${await hinata(mother)}/tasks`);
  await mother.getByText('受給者証の写しを出す').waitFor();
  expect(await mother.getByText('主治医に結果を聞く').count()).toBe(0);
  expect(await mother.getByRole('link', { name: 'やることを加える' }).count()).toBe(0);
  expect(faults).toEqual([]);
});

test('the mother suggests who should join, the coordinator is asked at once, and the mother reads the answer', async () => {
  const mother = await signedIn('mother', phone);
  const family = await hinata(mother);
  await mother.goto(`${family}/team`);
  await mother.getByRole('button', { name: 'この施設・人にも入ってほしい' }).click();
  const dialog = mother.getByRole('dialog', { name: 'この施設・人にも入ってほしい' });
  await dialog.getByLabel('施設・人の名前').fill('ことばの教室の山田先生');
  await dialog.getByLabel(/^どんな所・人か/).fill('通級指導教室');
  await dialog.getByLabel('どうして入ってほしいか').fill('毎週通っています。園での様子も伝えてほしいです。');
  await lookClosely(mother, 'suggest-seat', dialog);
  await dialog.getByRole('button', { name: 'コーディネーターに伝える' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await mother.getByText('ことばの教室の山田先生').waitFor();

  const coordinator = await signedIn('coordinator', desk);
  const asked = coordinator.getByRole('region', { name: /自分のやること/ });
  await asked.getByRole('link', { name: /支援チームに加わってほしい方の提案/ }).waitFor();
  await coordinator.goto(`${await hinata(coordinator)}/team`);
  const item = coordinator.getByRole('listitem').filter({ hasText: 'ことばの教室の山田先生' });
  await item.getByText('毎週通っています。').waitFor();
  await lookClosely(coordinator, 'team-suggestions');
  await item.getByRole('button', { name: '見送る' }).click();
  const decline = coordinator.getByRole('dialog', { name: '見送る' });
  await decline.getByLabel('見送る理由').fill('来月の会議で、学校と相談してから決めましょう。');
  await decline.getByRole('button', { name: '見送る' }).click();
  await decline.waitFor({ state: 'hidden' });
  await mother.getByText('来月の会議で、学校と相談してから決めましょう。').waitFor(); // by the stream
  expect(faults).toEqual([]);
});

test('no page of tasks has findings of axe, small targets or sideways scrolling', async () => {
  const page = await signedIn('coordinator', phone);
  const person = await hinata(page);
  await page.goto(`${person}/tasks`);
  const first = new URL((await page.getByRole('list', { name: 'やること' }).getByRole('link').first().getAttribute('href'))!, stage.server.origin);
  for (const [look, address] of [
    ['tasks', `${person}/tasks`], ['task-new', `${person}/tasks/new`], ['task', first.href], ['tasks-mine', `${stage.server.origin}/tasks`],
    ['today', `${stage.server.origin}/today`],
  ] as const) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    await lookClosely(page, look);
  }
  expect(faults).toEqual([]);
});
