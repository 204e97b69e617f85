// Names as they are: kept to the byte, found by the form that everybody types.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, ok } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { pdfText } from '../support/pdf_text.ts';
import { engines, type Server, startServer } from '../support/server.ts';

/** Written as in the family register, and as it is looked for. */
const names = [
  { family: '髙橋', given: 'はなこ', kana: ['タカハシ', 'ハナコ'], common: '高橋' },
  { family: '山﨑', given: '蓮', kana: ['ヤマサキ', 'レン'], common: '山崎' },
  { family: '𠮷田', given: '凜', kana: ['ヨシダ', 'リン'], common: '吉田' },
  { family: '辻\u{E0100}', given: '一郎', kana: ['ツジ', 'イチロウ'], common: '辻' },
  { family: '辻\u{E0101}本', given: '二郎', kana: ['ツジモト', 'ジロウ'], common: '辻本' },
  { family: '渡邉', given: '優\u{FE00}', kana: ['ワタナベ', 'ユウ'], common: '渡辺' },
  { family: '大野', given: 'ローラ', kana: ['オオノ', 'ローラ'], common: '大野 ろーら' },
  { family: 'シルバ', given: 'マリア・ジョアナ', kana: ['シルバ', 'マリア・ジョアナ'], common: 'マリアジョアナ' },
  { family: "O'Brien", given: 'João Łukasz', kana: ['オブライエン', 'ジョアン'], common: 'obrien joao' },
  { family: 'Nguyễn', given: 'Văn-An', kana: ['グエン', 'ヴァン・アン'], common: 'nguyen' },
  { family: 'か\u3099くどう', given: 'ﾊﾙﾄ', kana: ['ガクドウ', 'ハルト'], common: 'がくどう はると' },
];
const birth = '2019-05-06';

describe.each(engines)('names on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 20 });
    coordinator = await signIn(server, account(server, 'coordinator'));
  });
  afterAll(() => server?.stop());

  test.each(names)('$family $given is kept to the byte and found as $common', async ({ family, given, kana, common }) => {
    const id = v7();
    await ok(coordinator.post('/people', {
      id, family_name: family, given_name: given, family_kana: kana[0], given_kana: kana[1], birth_date: birth, sex: 'unknown', postal_code: '',
      address: '', phone: '', language: 'ja', not_a_double: true,
    }));
    const answer = await coordinator.get(`/people/${id}`);
    const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
    expect([bytes(answer.body.family_name), bytes(answer.body.given_name)]).toEqual([bytes(family), bytes(given)]);
    expect(bytes(answer.text)).toContain(bytes(family)); // on the wire too, not only as an escape

    const list = await ok(coordinator.post('/people/search', { q: common }));
    expect(list.map((p: { id: string }) => p.id)).toContain(id);
    const exact = await ok(coordinator.post('/people/search', { q: family }));
    expect(exact.map((p: { id: string }) => p.id)).toContain(id);

    const doubles = await ok(coordinator.post('/people/doubles', {
      family_name: common.split(' ')[0], given_name: given, family_kana: kana[0], given_kana: kana[1], birth_date: birth,
    }));
    expect(doubles.map((d: { person_id: string }) => d.person_id)).toContain(id);
  });

  test('they are printed as they are kept', async () => {
    const [{ id }] = await ok(coordinator.post('/people/search', { q: 'さとう' }));
    for (const { family, given } of names) {
      const kept = await coordinator.get(`/people/${id}`);
      const { family_kana, given_kana, birth_date, sex, postal_code, address, phone, language, alert, note } = kept.body;
      await ok(coordinator.put(`/people/${id}`, {
        family_name: family, given_name: given, family_kana, given_kana, birth_date, sex, postal_code, address, phone, language, alert, note, reason: '届出の字にあわせる',
      }, { 'if-match': `"${kept.body.version}"` }));
      const paper = await fetch(`${server.origin}/api/v1/people/${id}/course.pdf`, { headers: { cookie: coordinator.cookie } });
      expect(paper.status).toBe(200);
      // Which form of a letter was drawn shows in the type, not in the words that can be copied out.
      const plain = (text: string): string => text.normalize('NFC').replaceAll(/[ \u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu, '');
      expect(plain(pdfText(Buffer.from(await paper.arrayBuffer()))), family).toContain(plain(`${family}${given}`));
    }
  });

  test('in the notebook they are found too', async () => {
    const [person] = await ok(coordinator.post('/people/search', { q: 'さとう' }));
    const body = '髙橋先生と𠮷田さん、辻\u{E0100}さんが山﨑小を見学しました。';
    const entry = await ok(coordinator.post(`/people/${person.id}/entries`, {
      id: v7(), category: 'report', info_class: 'basic', importance: 'normal', body, asks_confirmation: false, whole_team: true,
      with_guardians: false, seat_ids: [], mention_post_ids: [], file_ids: [],
    }));
    expect(entry.body).toBe(body);
    for (const word of ['高橋先生', '吉田', '辻さん', '山崎小', '髙橋', '𠮷田'])
      expect((await ok(coordinator.post(`/people/${person.id}/search`, { q: word }))).items[0]?.id, word).toBe(entry.id);
  });
});
