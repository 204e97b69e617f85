// The operator's desk, and a facility that asks to join.
import type { Page } from 'playwright-core';
import type { Look } from './account.ts';

export interface Applicant {
  facility: string;
  facilityType: string;
  name: string;
  kana: string;
  profession: string;
  login: string;
}

/** What the portal says: greeting, how to join, a notice and a document to download. */
export async function furnishPortal(page: Page, origin: string, document: Buffer): Promise<void> {
  await page.goto(`${origin}/manage/region`);
  await page.getByLabel('あいさつ').fill('松野市の電子連絡帳へようこそ。お子さんと家族を、みんなで支えます。');
  await page.getByLabel('利用の始め方').fill('1. 下の資料と誓約書を読みます。\n2. 「利用を申請する」から申請します。\n3. 承認されると、招待リンクをお渡しします。');
  await page.getByLabel('お問い合わせ先').fill('松野市 こども福祉課 0263-00-0000（平日9時から17時）');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByText('保存しました。').first().waitFor();

  await page.goto(`${origin}/manage/notices`);
  await page.getByRole('button', { name: 'お知らせを書く' }).click();
  await page.getByLabel('題名').fill('電子連絡帳の受付を始めました');
  await page.getByLabel('本文').fill('市内の園・学校・医療機関・事業所からの申請を受け付けています。');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByText('電子連絡帳の受付を始めました').waitFor();
  await page.getByRole('button', { name: '資料を加える' }).first().click();
  const dialog = page.getByRole('dialog', { name: '資料を加える' });
  await dialog.getByLabel('ファイルを選ぶ').setInputFiles({ name: '利用の手引き.pdf', mimeType: 'application/pdf', buffer: document });
  await dialog.getByRole('button', { name: '資料を加える' }).click();
  await page.getByText('利用の手引き').first().waitFor();
}

/** What an applicant sends along. */
export interface Papers {
  letter: Buffer;
  photo: Buffer;
}
export const letterName = '指定通知書の写し.pdf';
export const photoName = '施設の入口.jpg';

/** A PDF and a photo; what is no document, and what was chosen by mistake, does not go along. */
async function attach(page: Page, papers: Papers, look: Look): Promise<void> {
  const field = page.getByRole('group', { name: '添付書類' });
  const choose = field.getByLabel('書類を選ぶ');
  await choose.setInputFiles([
    { name: letterName, mimeType: 'application/pdf', buffer: papers.letter },
    { name: '職員名簿.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: papers.letter },
  ]);
  await field.getByRole('alert').getByText(/職員名簿.xlsxは加えていません。/).waitFor();
  // It says it is a picture, and only the server can know better.
  await choose.setInputFiles({ name: '看板.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
  await look(page, 'apply-documents', field);
}
/** The server's answer stands at the field, and all that was typed is still there. */
async function correctDocuments(page: Page, applicant: Applicant, papers: Papers): Promise<void> {
  await page.getByRole('alert').getByText(/「看板.png」：この種類のファイルは添付できません。/).first().waitFor();
  if ((await page.getByLabel('施設・事業所の名称').inputValue()) !== applicant.facility) throw new Error('what was typed is lost');
  const field = page.getByRole('group', { name: '添付書類' });
  await field.getByRole('button', { name: '看板.pngを外す' }).click();
  await field.getByLabel('書類を選ぶ').setInputFiles({ name: photoName, mimeType: 'image/jpeg', buffer: papers.photo });
  await field.getByRole('button', { name: `${photoName}を外す` }).waitFor();
}

/** From the portal's front page to the number the applicant keeps. */
export async function apply(page: Page, origin: string, slug: string, applicant: Applicant, look: Look, papers?: Papers): Promise<string> {
  await page.goto(`${origin}/p/${slug}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await look(page, 'portal');
  await page.getByRole('link', { name: '利用を申請する' }).click();
  await page.getByLabel('施設・事業所の名称').fill(applicant.facility);
  await page.getByLabel('種別').selectOption({ label: applicant.facilityType });
  await page.getByLabel('郵便番号').fill('390-0811');
  await page.getByLabel('所在地').fill('松野市中央1-2-3');
  await page.getByLabel('電話番号').fill('0263-00-0001');
  await page.getByLabel('氏名').fill(applicant.name);
  await page.getByLabel('フリガナ').fill(applicant.kana);
  await page.getByLabel('職種').selectOption({ label: applicant.profession });
  await page.getByLabel('希望するログインID').fill(applicant.login);
  if (papers) await attach(page, papers, look);
  await page.getByRole('button', { name: '申請する' }).click();
  // The pledge was forgotten: the page says so, and takes the reader there.
  await page.getByRole('alert').getByText('同意のチェックを入れてください。').waitFor();
  await look(page, 'apply');
  await page.getByLabel(/誓約書（第1版）を読み/).check();
  await page.getByRole('button', { name: '申請する' }).click();
  if (papers) {
    await correctDocuments(page, applicant, papers);
    await page.getByRole('button', { name: '申請する' }).click();
  }
  await page.getByRole('heading', { name: '申請を受け付けました' }).waitFor();
  await look(page, 'apply-done');
  return await page.locator('strong').first().innerText();
}

/** Opens the two papers as the operator does, and answers what the PDF is sent as. */
export async function readPapers(page: Page, origin: string, facility: string, look: Look): Promise<{ type: string; bytes: Buffer }> {
  await page.goto(`${origin}/manage/applications`);
  await page.getByRole('link', { name: facility }).getByText('添付書類2件').waitFor();
  await page.getByRole('link', { name: facility }).click();
  const papers = page.getByRole('region', { name: '添付書類' });
  await look(page, 'application-documents', papers);
  await papers.getByRole('button', { name: photoName }).click();
  const dialog = page.getByRole('dialog', { name: photoName });
  await dialog.getByRole('img').waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('[role=dialog] img')].every((image) => image.complete && image.naturalWidth > 0));
  await look(page, 'application-photo');
  await dialog.getByRole('button', { name: '閉じる' }).click();
  const href = await papers.getByRole('link', { name: letterName }).getAttribute('href');
  const answer = await page.request.get(new URL(href!, origin).href);
  return { type: answer.headers()['content-type']!, bytes: await answer.body() };
}

/** Back to the applicant, with the reason. */
export async function giveBack(page: Page, origin: string, facility: string, reason: string): Promise<void> {
  await page.goto(`${origin}/manage/applications`);
  await page.getByRole('link', { name: facility }).click();
  await page.getByText('書類は付いていません。').waitFor();
  await page.getByRole('radio', { name: '差し戻す' }).check();
  await page.getByLabel('申請者に伝える理由').fill(reason);
  await page.getByRole('button', { name: '差し戻す' }).click();
  await page.getByText('記録しました。').first().waitFor();
}
/** The applicant reads the reason, adds the papers, takes one back, and sends it again. */
export async function correct(page: Page, origin: string, slug: string, number: string, reason: string, papers: Papers, look: Look): Promise<void> {
  await page.goto(`${origin}/p/${slug}/status`);
  await page.getByLabel('受付番号').fill(number);
  await page.getByRole('button', { name: '状況を見る' }).click();
  await page.getByText(reason).waitFor();
  const field = page.getByRole('group', { name: '添付書類' });
  await field.getByLabel('書類を選ぶ').setInputFiles([
    { name: letterName, mimeType: 'application/pdf', buffer: papers.letter },
    { name: photoName, mimeType: 'image/jpeg', buffer: papers.photo },
  ]);
  await field.getByRole('button', { name: `${photoName}を外す` }).click();
  await look(page, 'application-correct', field);
  await page.getByLabel(/誓約書（第1版）を読み/).check();
  await page.getByRole('button', { name: '直して再申請する' }).click();
  await page.getByText('再申請しました。').first().waitFor();
  await page.getByText(letterName).waitFor();
  if ((await page.getByText(photoName).count()) > 0) throw new Error('a paper went along that was taken back');
}

/** Answers the invitation link for the facility's manager. */
export async function approve(page: Page, origin: string, facility: string, look: Look): Promise<string> {
  await page.goto(`${origin}/manage/applications`);
  await page.getByRole('link', { name: facility }).waitFor();
  await look(page, 'applications');
  await page.getByRole('link', { name: facility }).click();
  await page.getByRole('radio', { name: '承認する' }).check();
  await look(page, 'application');
  await page.getByRole('button', { name: '承認する' }).click();
  const link = page.getByLabel('招待リンク', { exact: true });
  await link.waitFor();
  await look(page, 'application-approved');
  return await link.inputValue();
}

/** Opens somebody in a list of posts, and answers a new invitation link for them. */
async function newLink(page: Page, title: string, name: string, look: Look): Promise<string> {
  await page.getByRole('button', { name }).click();
  const dialog = page.getByRole('dialog', { name: title });
  const again = dialog.getByRole('button', { name: '招待リンクを再発行する' });
  await again.waitFor();
  await look(page, title === '職員の情報' ? 'facility-staff' : 'operator', again);
  await again.click();
  const box = page.getByRole('alertdialog', { name: `${name}さんへの招待リンク` });
  const link = await box.getByLabel('招待リンク', { exact: true }).inputValue();
  await box.getByRole('button', { name: '閉じる' }).click();
  await box.waitFor({ state: 'hidden' });
  return link;
}
/** The page of one facility, from the list of all. */
export async function openFacility(page: Page, origin: string, facility: string): Promise<void> {
  await page.goto(`${origin}/manage/facilities`);
  await page.getByRole('link', { name: facility }).click();
  await page.getByRole('heading', { level: 1, name: facility }).waitFor();
}
/** Nobody came by the link of a facility: its operator corrects what it said of itself, and issues the link anew. */
export async function inviteAnew(page: Page, origin: string, applicant: Applicant, look: Look): Promise<string> {
  await openFacility(page, origin, applicant.facility);
  await page.getByRole('row').filter({ hasText: applicant.name }).getByText('招待中').waitFor();
  await look(page, 'facility');
  await page.getByRole('button', { name: '基本情報を直す' }).click();
  const form = page.getByRole('dialog', { name: '基本情報を直す' });
  await form.getByLabel('通学区').fill('松野北小学校区');
  await form.getByRole('button', { name: '保存する' }).click();
  await page.getByRole('region', { name: '基本情報' }).getByText('松野北小学校区').waitFor();
  return await newLink(page, '職員の情報', applicant.name, look);
}
/** A post for somebody who has an account already: without a login. Answers their link. */
export async function addPost(page: Page, origin: string, facility: string, human: { name: string; kana: string; profession: string }): Promise<string> {
  await openFacility(page, origin, facility);
  await page.getByRole('button', { name: '職員を登録する' }).click();
  const form = page.getByRole('dialog', { name: '職員を登録する' });
  await form.getByLabel('氏名').fill(human.name);
  await form.getByLabel('フリガナ').fill(human.kana);
  await form.getByLabel('職種').selectOption({ label: human.profession });
  await form.getByRole('button', { name: '職員を登録する' }).click();
  return await page.getByRole('alertdialog').getByLabel('招待リンク', { exact: true }).inputValue();
}
/** An operator is invited, loses the link, gets another, and leaves before using it. Answers both links. */
export async function inviteOperatorTwice(page: Page, origin: string, name: string, kana: string, look: Look): Promise<[string, string]> {
  await page.goto(`${origin}/manage/operators`);
  await page.getByRole('button', { name: '担当者を招待する' }).click();
  const form = page.getByRole('dialog', { name: '担当者を招待する' });
  await form.getByLabel('氏名').fill(name);
  await form.getByLabel('フリガナ').fill(kana);
  await form.getByRole('button', { name: '担当者を招待する' }).click();
  const done = page.getByRole('dialog', { name: '運営担当者への招待リンク' });
  const first = await done.getByLabel('招待リンク', { exact: true }).inputValue();
  await done.getByRole('button', { name: '閉じる' }).click();
  return [first, await newLink(page, '運営担当者の情報', name, look)];
}
export async function letOperatorGo(page: Page, name: string, look: Look): Promise<void> {
  await page.getByRole('button', { name }).click();
  const dialog = page.getByRole('dialog', { name: '運営担当者の情報' });
  await dialog.getByRole('button', { name: '退職・異動にする' }).click();
  await dialog.getByLabel('理由').fill('別の課へ異動したため');
  await look(page, 'operator-leaves', dialog);
  await dialog.getByRole('button', { name: '退職・異動にする' }).click();
  await page.getByRole('listitem').filter({ hasText: name }).getByText('退職・異動').waitFor();
}
