// 「コーディネーターと保育士が同時に計画を書き、責任者が認め、母が電話で署名し、見直しの日がやることになる」
// 「運営担当者がプログラムなしに様式を変え、新しい書類がそれを使う」
import { expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { desk, phone } from '../support/browser.ts';
import { lookClosely, settled } from './pages/look.ts';
import { sign } from './pages/person.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 60 });
const { faults, signedIn, hinata } = stage;
const name = (login: string): string => stage.server.accounts.find((a) => a.login === login)!.name;

const field = (page: Page, label: string): Locator => page.getByRole('textbox', { name: new RegExp(`^${label}`) });
const kept = (page: Page): Promise<void> => page.getByText('すべて保存しています').waitFor();

async function begin(page: Page, person: string, form: string): Promise<string> {
  await page.goto(`${person}/documents`);
  await page.getByRole('link', { name: '新しい計画・書類' }).click();
  await page.getByRole('radio', { name: new RegExp(`^${form}`) }).check();
  await page.getByRole('button', { name: '書き始める' }).click();
  await page.getByRole('heading', { name: form, level: 1 }).waitFor();
  return page.url();
}

test('two write one plan at once, it is approved, signed on a phone, printed, and its review becomes a task', async () => {
  const coordinator = await signedIn('coordinator', desk);
  const person = await hinata(coordinator);
  const address = await begin(coordinator, person, '個別の教育支援計画');
  await expect.poll(() => field(coordinator, '氏名').inputValue()).toBe('佐藤 ひなた'); // filled in from what is registered
  const nursery = await signedIn('hoiku', phone);
  await nursery.goto(address);
  await field(nursery, '本人の願い').waitFor();

  // Each writes a field of their own; both see both.
  await field(coordinator, '保護者の願い').fill('友だちと安心して過ごしてほしい');
  await field(nursery, '本人の願い').fill('ブランコにたくさん乗りたい');
  await expect.poll(() => field(coordinator, '本人の願い').inputValue(), { timeout: 30_000 }).toBe('ブランコにたくさん乗りたい');
  await expect.poll(() => field(nursery, '保護者の願い').inputValue(), { timeout: 30_000 }).toBe('友だちと安心して過ごしてほしい');
  await coordinator.getByText(`${name('hoiku')}さんが書きました`).waitFor();

  // Both write the same field while one is without a connection: neither text is lost.
  await nursery.context().setOffline(true);
  await field(nursery, '全体の方針').fill('写真の予定表で見通しを伝える');
  await nursery.getByText(/電波が届きません/).waitFor();
  await field(coordinator, '全体の方針').fill('小さい集団から始める');
  await kept(coordinator);
  await nursery.context().setOffline(false);
  const clash = nursery.getByRole('group', { name: `${name('coordinator')}さんも同じ項目を書きました` });
  await clash.getByText('小さい集団から始める').waitFor();
  expect(await field(nursery, '全体の方針').inputValue()).toBe('写真の予定表で見通しを伝える');
  await lookClosely(nursery, 'document-clash', clash);
  await clash.getByRole('button', { name: '両方を残す' }).click();
  await kept(nursery);
  await expect.poll(() => field(coordinator, '全体の方針').inputValue()).toBe('小さい集団から始める\n写真の予定表で見通しを伝える');

  // A comment at a field, answered and settled.
  await nursery.getByRole('button', { name: '「全体の方針」にコメントする' }).click();
  const writing = nursery.getByRole('dialog', { name: '「全体の方針」にコメントする' });
  await writing.getByLabel('コメントする').fill('予定表は園で作れます。');
  await writing.getByRole('button', { name: 'コメントを書く' }).click();
  const thread = coordinator.getByRole('listitem', { name: '「全体の方針」へのコメント' });
  await thread.getByText('予定表は園で作れます。').waitFor();
  await thread.getByRole('button', { name: '解決した' }).click();
  await coordinator.getByText('解決したコメント1件').waitFor();

  // What is missing is said, with the way to it.
  await coordinator.getByRole('button', { name: '「目標と支援」を加える' }).click();
  await coordinator.getByRole('button', { name: '「合理的配慮を含む支援の内容」を加える' }).click();
  await coordinator.getByRole('button', { name: '確認に出す' }).click();
  await coordinator.getByText(/書かれていないところ、直すところが\d+か所あります/).waitFor();
  await coordinator.getByRole('button', { name: /目標と支援 1：目標/ }).click();
  await field(coordinator, '目標').fill('順番を待って遊べる');
  await field(coordinator, '手立て・支援の内容').fill('順番カードを使う');
  await coordinator.getByRole('checkbox', { name: '情報の伝え方・教材' }).or(coordinator.getByRole('radio', { name: '情報の伝え方・教材' })).check();
  await field(coordinator, '配慮の内容').fill('写真と短いことばで伝える');
  await kept(coordinator);
  await lookClosely(coordinator, 'document-draft');
  await coordinator.getByRole('button', { name: '確認に出す' }).click();
  await coordinator.getByRole('dialog').getByRole('button', { name: 'この内容で出す' }).click();
  await coordinator.getByText('責任者の確認待ち').first().waitFor();

  await coordinator.getByRole('button', { name: '承認する' }).click();
  await coordinator.getByRole('dialog').getByRole('button', { name: '承認する' }).click();
  await coordinator.getByText('保護者の確認待ち').first().waitFor();

  // The mother, on her phone: from her first page to her signature.
  const mother = await signedIn('mother', phone);
  await mother.getByRole('link', { name: /計画と予定/ }).click();
  const waiting = mother.getByRole('link', { name: /個別の教育支援計画 保護者の確認待ち/ }).first();
  await waiting.waitFor();
  await lookClosely(mother, 'documents-guardian');
  await waiting.click();
  await mother.getByText('順番を待って遊べる').waitFor();
  expect(await mother.getByText('予定表は園で作れます。').count()).toBe(0);
  await sign(mother);
  await lookClosely(mother, 'document-sign', mother.getByRole('img', { name: /署名を書く枠/ }));
  await mother.getByRole('button', { name: 'この内容に同意する' }).click();
  await mother.getByText('有効', { exact: true }).first().waitFor();

  // In force: the paper, and the day of review among the tasks.
  await coordinator.getByText('有効', { exact: true }).first().waitFor(); // by the stream
  const paper = coordinator.waitForEvent('download');
  await coordinator.getByRole('button', { name: 'PDF' }).click();
  expect((await paper).suggestedFilename()).toBe('個別の教育支援計画.pdf');
  // What is in force is read without buttons under every line, until somebody has something to say.
  const comment = coordinator.getByRole('button', { name: '「全体の方針」にコメントする' });
  await coordinator.getByRole('button', { name: '項目にコメントする' }).waitFor();
  expect(await comment.count()).toBe(0);
  await lookClosely(coordinator, 'document-in-force');
  await coordinator.getByRole('button', { name: '項目にコメントする' }).click();
  await comment.waitFor();
  await coordinator.getByRole('button', { name: 'コメントの欄をしまう' }).click();
  await coordinator.getByRole('button', { name: '見直しを書く' }).click();
  const review = coordinator.getByRole('dialog', { name: '見直しを書く' });
  await review.getByRole('radio', { name: 'あと少し' }).check();
  await review.getByLabel(/全体のふり返り/).fill('待てる時間が伸びた。');
  await review.getByRole('button', { name: '見直しを記録する' }).click();
  await coordinator.getByText('待てる時間が伸びた。').waitFor();
  await coordinator.goto(`${person}/tasks`);
  await coordinator.getByText('「個別の教育支援計画」を見直す').or(coordinator.getByText(/個別の教育支援計画.*見直す/)).first().waitFor();

  // The next version is drafted while this one holds, and stands beside it.
  await coordinator.goto(address);
  await coordinator.getByRole('button', { name: '内容を改める' }).click();
  await coordinator.getByRole('dialog').getByLabel('理由').fill('進級のため');
  await coordinator.getByRole('dialog').getByRole('button', { name: '内容を改める' }).click();
  await field(coordinator, '目標').fill('順番を待って三人で遊べる');
  await kept(coordinator);
  await coordinator.getByRole('link', { name: '下書きと比べる' }).click();
  await coordinator.getByText('順番を待って三人で遊べる').waitFor();
  await coordinator.getByText('順番を待って遊べる', { exact: true }).waitFor();
  await lookClosely(coordinator, 'document-compare');

  // What was agreed to is still to be read and printed, without anything of the draft.
  await coordinator.goto(address);
  await coordinator.getByRole('link', { name: '第1版を読む' }).click();
  await coordinator.getByText('第1版（有効）を表示しています。').waitFor();
  await coordinator.getByText('順番を待って遊べる', { exact: true }).waitFor();
  expect(await coordinator.getByText('順番を待って三人で遊べる').count()).toBe(0);
  await lookClosely(coordinator, 'document-version');
  const earlier = coordinator.waitForRequest((request) => request.url().endsWith('/document.pdf?version=1'));
  await coordinator.getByRole('button', { name: 'PDF' }).click();
  await earlier;
  await coordinator.getByRole('link', { name: 'いまの内容へ' }).click();
  await expect.poll(() => field(coordinator, '目標').inputValue()).toBe('順番を待って三人で遊べる');
  expect(faults).toEqual([]);
});

test('an operator changes a form without a programmer, and a new document uses it', async () => {
  const operator = await signedIn('operator', desk);
  await operator.goto(`${stage.server.origin}/manage/forms`);
  await operator.getByRole('link', { name: /就学支援シート/ }).waitFor();
  await lookClosely(operator, 'forms');
  await operator.getByRole('button', { name: '新しい様式' }).click();
  const making = operator.getByRole('dialog', { name: '新しい様式' });
  await making.getByLabel(/もとにする様式/).selectOption({ label: '就学支援シート' });
  await making.getByLabel('様式の名前').fill('松野市 就学支援シート');
  await making.getByRole('button', { name: '作る' }).click();
  await operator.getByRole('heading', { name: '松野市 就学支援シート', level: 1 }).waitFor();

  const add = async (inside: string, text: string, kind: string): Promise<void> => {
    await operator.getByRole('button', { name: `「${inside}」の中に加える` }).click();
    const dialog = operator.getByRole('dialog', { name: '項目を加える' });
    await dialog.getByLabel('たずねること・見出し').fill(text);
    await dialog.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
    await dialog.getByRole('button', { name: '加える' }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  await add('家庭から', '学童保育を使う', 'はい・いいえ');
  await add('家庭から', '学童保育の名前', '一行の文');
  await operator.getByRole('button', { name: '条件を加える' }).click();
  await operator.getByLabel('どの項目が').selectOption({ label: '学童保育を使う' });
  await lookClosely(operator, 'form-builder', operator.getByLabel('どの項目が'));
  await operator.getByRole('tab', { name: '前の版との違い' }).click();
  await operator.getByRole('tab', { name: '見え方' }).click();
  const preview = operator.getByRole('region', { name: '見え方' }).filter({ visible: true });
  expect(await preview.getByLabel(/学童保育の名前/).count()).toBe(0);
  await preview.getByRole('group', { name: /^学童保育を使う/ }).getByRole('radio', { name: 'はい' }).check();
  await preview.getByLabel(/学童保育の名前/).waitFor();
  await operator.getByRole('button', { name: '下書きを保存する' }).click();
  await operator.getByText('下書きを保存しました。').waitFor();
  await operator.getByRole('button', { name: '公開する' }).click();
  const publishing = operator.getByRole('dialog', { name: '公開する' });
  await publishing.getByLabel('変えたこと').fill('学童保育をたずねる項目を加えた');
  await publishing.getByRole('button', { name: '公開する' }).click();
  await operator.getByText('公開しました。').waitFor();

  const coordinator = await signedIn('coordinator', phone);
  await begin(coordinator, await hinata(coordinator), '松野市 就学支援シート');
  await coordinator.getByRole('group', { name: /^学童保育を使う/ }).getByRole('radio', { name: 'はい' }).check();
  await field(coordinator, '学童保育の名前').fill('北原児童クラブ');
  await kept(coordinator);
  await coordinator.reload();
  await expect.poll(() => field(coordinator, '学童保育の名前').inputValue()).toBe('北原児童クラブ');

  // A form that is no longer wanted begins nothing new, and can come back.
  await operator.getByRole('button', { name: '使用をやめる' }).click();
  const retiring = operator.getByRole('dialog', { name: '使用をやめる' });
  await retiring.getByLabel('理由').fill('市の様式が変わったため');
  await retiring.getByRole('button', { name: '使用をやめる' }).click();
  await operator.getByText('使用をやめた様式です。新しい書類には使われません。').waitFor();
  await coordinator.goto(`${await hinata(coordinator)}/documents/new`);
  await coordinator.getByText('医療的ケア実施計画', { exact: false }).first().waitFor();
  expect(await coordinator.getByText('松野市 就学支援シート').count()).toBe(0);
  await operator.getByRole('button', { name: 'ふたたび使う' }).waitFor();
  expect(faults).toEqual([]);
});

test('the lists and the first step have no findings of axe, small targets or sideways scrolling', async () => {
  const page = await signedIn('coordinator', phone);
  const person = await hinata(page);
  for (const [look, address] of [['documents', `${person}/documents`], ['document-new', `${person}/documents/new`]] as const) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    await lookClosely(page, look);
  }
  expect(faults).toEqual([]);
});
