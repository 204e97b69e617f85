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

/** From the portal's front page to the number the applicant keeps. */
export async function apply(page: Page, origin: string, slug: string, applicant: Applicant, look: Look): Promise<string> {
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
  await page.getByRole('button', { name: '申請する' }).click();
  // The pledge was forgotten: the page says so, and takes the reader there.
  await page.getByRole('alert').getByText('同意のチェックを入れてください。').waitFor();
  await look(page, 'apply');
  await page.getByLabel(/誓約書（第1版）を読み/).check();
  await page.getByRole('button', { name: '申請する' }).click();
  await page.getByRole('heading', { name: '申請を受け付けました' }).waitFor();
  await look(page, 'apply-done');
  return await page.locator('strong').first().innerText();
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
