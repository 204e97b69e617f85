// A child enters the notebook: registered once, with family, allergies, a photo and a consent.
import type { Page } from 'playwright-core';
import type { Look } from './account.ts';

/** A field marked 任意. */
const optional = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}\\s*任意$`));

export interface Child {
  family: string;
  given: string;
  familyKana: string;
  givenKana: string;
  birthDate: string;
}
/** The address of a person's pages, from the list of the people one works with. */
export async function addressOf(page: Page, origin: string, name: string): Promise<string> {
  await page.goto(`${origin}/people`);
  return new URL((await page.getByRole('link', { name: new RegExp(name) }).getAttribute('href'))!, origin).href;
}

async function lookForDoubles(page: Page, origin: string, child: Child): Promise<void> {
  await page.goto(`${origin}/people/new`);
  await page.getByLabel('姓', { exact: true }).fill(child.family);
  await optional(page, '名').fill(child.given);
  await page.getByLabel('セイ', { exact: true }).fill(child.familyKana);
  await optional(page, 'メイ').fill(child.givenKana);
  await page.getByLabel('生年月日').fill(child.birthDate);
  await page.getByRole('button', { name: '登録済みかどうか確かめる' }).click();
  await page.getByRole('button', { name: '登録する' }).waitFor();
}
/** Registers a child; answers the address of their pages, `/people/ID`. */
export async function register(page: Page, origin: string, child: Child, look: Look): Promise<string> {
  await lookForDoubles(page, origin, child);
  await page.getByText('似た方は登録されていません。').waitFor();
  await page.getByRole('radio', { name: '女' }).check();
  await optional(page, '住所').fill('松野市北原町5-6');
  await look(page, 'register');
  await page.getByRole('button', { name: '登録する' }).click();
  await page.waitForURL('**/consents');
  await page.getByText('同意の記録がまだありません').waitFor();
  return new URL(page.url()).pathname.replace(/\/consents$/, '');
}
/** Looks for the same child again, written otherwise: found before anything is registered twice. */
export async function findDouble(page: Page, origin: string, child: Child, look: Look): Promise<string> {
  await lookForDoubles(page, origin, child);
  const found = page.getByRole('region', { name: '似た方がすでに登録されています' });
  await found.waitFor();
  await look(page, 'register-doubles');
  return await found.innerText();
}

export async function addGuardian(page: Page, person: string, name: string, kana: string, look: Look): Promise<void> {
  await page.goto(`${person}/profile`);
  await page.getByRole('region', { name: '保護者・家族' }).getByRole('button', { name: '追加する' }).click();
  const dialog = page.getByRole('dialog', { name: '保護者を加える' });
  await dialog.getByLabel('氏名').fill(name);
  await dialog.getByLabel('フリガナ').fill(kana);
  await dialog.getByLabel('続柄', { exact: true }).selectOption({ label: '母' });
  await dialog.getByLabel(/電話番号/).fill('090-0000-0000');
  await dialog.getByLabel('親権・監護権がある').check();
  await dialog.getByLabel(/続柄を確かめた方法/).fill('母子健康手帳');
  await look(page, 'guardian-add');
  await dialog.getByRole('button', { name: '保護者を加える' }).click();
  await page.getByText('確認済み（母子健康手帳）').waitFor();
}
export async function addAllergy(page: Page, substance: string, reaction: string): Promise<void> {
  await page.getByRole('button', { name: 'アレルギーを変更する' }).click();
  const dialog = page.getByRole('dialog', { name: 'アレルギー' });
  await dialog.getByLabel('原因').fill(substance);
  await dialog.getByLabel(/症状と対応/).fill(reaction);
  await dialog.getByLabel('重さ').selectOption({ label: '重い' });
  await dialog.getByRole('button', { name: '保存する' }).click();
  await page.getByText(`アレルギー：${substance}`).waitFor();
}
export async function addPhoto(page: Page, jpeg: Buffer): Promise<void> {
  await page.getByRole('button', { name: '写真を加える' }).click();
  await page.getByRole('dialog').getByLabel('写真を選ぶ').setInputFiles({ name: 'hinata.jpg', mimeType: 'image/jpeg', buffer: jpeg });
  await page.getByRole('img', { name: /さんの写真/ }).waitFor();
}

/** Signs with the pointer, as a finger would. */
export async function sign(page: Page): Promise<void> {
  const pad = page.getByRole('img', { name: /署名を書く枠/ });
  await pad.evaluate((node) => node.scrollIntoView({ block: 'center' })); // on a phone clear of the bar at the foot
  const box = (await pad.boundingBox())!;
  for (const [from, strokes] of [[0.15, 5], [0.5, 7]] as const) {
    await page.mouse.move(box.x + box.width * from, box.y + box.height * 0.3);
    await page.mouse.down();
    for (let i = 1; i <= strokes * 3; ++i)
      await page.mouse.move(
        box.x + box.width * (from + (0.25 * i) / (strokes * 3)),
        box.y + box.height * (0.5 + 0.25 * Math.sin((i * Math.PI) / 2.5)),
      );
    await page.mouse.up();
  }
}
export async function recordConsent(page: Page, person: string, look: Look): Promise<void> {
  await page.goto(`${person}/consents`);
  await page.getByRole('link', { name: '同意を記録する' }).click();
  await page.getByRole('heading', { name: '同意を記録する' }).waitFor();
  await page.getByRole('region', { name: '同意の説明' }).first().waitFor();
  await page.getByRole('checkbox', { name: /計画・検査・就学相談/ }).check();
  await page.getByRole('checkbox', { name: /引継ぎ/ }).check();
  await look(page, 'consent', page.getByRole('group', { name: '利用目的' }));
  await sign(page);
  await look(page, 'consent-signature', page.getByRole('img', { name: /署名を書く枠/ }));
  await page.getByRole('button', { name: '同意を記録する' }).click();
  await page.getByText('署名を見る').waitFor();
  await look(page, 'consents');
}
/** The guardian takes the consent back. */
export async function withdrawConsent(page: Page, person: string, look: Look): Promise<void> {
  await page.goto(`${person}/watch`);
  await page.getByRole('link', { name: '同意をくわしく見る・取りやめる' }).click();
  // First one purpose alone: what of it cannot be read any more, and the rest goes on.
  await page.getByRole('link', { name: '同意を取りやめる' }).click();
  await page.getByRole('radio', { name: '「計画・検査・就学相談」の目的だけ' }).check();
  await page.getByText('「計画・検査・就学相談」のために使うことができなくなります。').first().waitFor();
  await look(page, 'withdrawal-purpose', page.getByText('取りやめると、すぐに次のようになります。'));
  await page.getByLabel('理由').fill('計画は学校だけで作るため');
  await page.getByRole('button', { name: '取りやめて、共有を止める' }).click();
  await page.getByText(/計画・検査・就学相談（.+に取りやめ）/).waitFor();
  await look(page, 'withdrawn-purpose');
  await page.getByRole('link', { name: '同意を取りやめる' }).click();
  await page.getByText('取りやめると、すぐに次のようになります。').waitFor();
  await page.getByText(/連絡帳の記事\d+件を読めなくなります。/).first().waitFor();
  await page.getByLabel('理由').fill('引っ越すため');
  await look(page, 'withdrawal', page.getByText('取りやめると、すぐに次のようになります。'));
  await page.getByRole('button', { name: '取りやめて、共有を止める' }).click();
  await page.getByText('取りやめを記録しました。共有はすぐに止まりました。').waitFor();
  await look(page, 'withdrawn');
}
export async function inviteGuardian(page: Page, person: string, name: string, look: Look): Promise<string> {
  await page.goto(`${person}/profile`);
  await page.getByRole('button', { name: `${name}さんを招待する` }).click();
  const link = page.getByLabel('招待リンク', { exact: true });
  await link.waitFor();
  await look(page, 'guardian-invitation');
  return await link.inputValue();
}
