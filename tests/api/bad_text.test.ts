// JSON and texts that cannot be taken: each is told with a code, the field and a Japanese title, and changes nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { account, hinataOf } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { newEntry } from '../support/notebook.ts';
import { engines, type Server, startServer } from '../support/server.ts';
import { snapshot } from '../support/snapshot.ts';

const newPerson = (more: object = {}) => ({
  id: v7(), family_name: '試験', given_name: '一', family_kana: 'シケン', given_kana: 'ハジメ', birth_date: '2020-02-03', sex: 'unknown',
  postal_code: '', address: '', phone: '', language: 'ja', not_a_double: true, ...more,
});
const person = (more: object): Bad['send'] => ['/people', newPerson(more)];
const entry = (more: object): Bad['send'] => ['/people/{person}/entries', newEntry('本文', more)];
/** Text sent as it is, under the name of JSON. */
const raw = (text: string | Uint8Array): Bad['send'] => ['/people/{person}/entries', text];
const asText = (value: object): string => JSON.stringify(value);
const bytes = (...parts: (string | number[])[]): Buffer => Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p) : Buffer.from(p))));

interface Bad {
  what: string;
  send: [path: string, body: unknown];
  status: number;
  code: string;
  field?: string;
}
const table: Bad[] = [
  { what: 'nothing at all', send: raw(''), status: 400, code: 'malformed' },
  { what: 'JSON cut off', send: raw('{"id":"'), status: 400, code: 'malformed' },
  { what: 'JSON with a comment', send: raw('{/* */}'), status: 400, code: 'malformed' },
  { what: 'two documents', send: raw('{}{}'), status: 400, code: 'malformed' },
  { what: 'a key twice', send: raw(`${asText(newEntry('a')).slice(0, -1)},"body":"b"}`), status: 400, code: 'malformed' },
  { what: 'NaN', send: raw('{"id":NaN}'), status: 400, code: 'malformed' },
  { what: 'nesting of 10,000', send: raw('['.repeat(10_000) + ']'.repeat(10_000)), status: 400, code: 'malformed' },
  { what: 'objects nested 33 deep', send: raw('{"a":'.repeat(33) + '1' + '}'.repeat(33)), status: 400, code: 'malformed' },
  { what: 'a byte that is no UTF-8', send: raw(bytes('{"body":"', [0xff], '"}')), status: 400, code: 'malformed' },
  { what: 'an overlong UTF-8 slash', send: raw(bytes('{"body":"', [0xc0, 0xaf], '"}')), status: 400, code: 'malformed' },
  { what: 'a surrogate in UTF-8', send: raw(bytes('{"body":"', [0xed, 0xa0, 0x80], '"}')), status: 400, code: 'malformed' },
  { what: 'a lone surrogate as an escape', send: raw('{"body":"\\ud83d"}'), status: 400, code: 'malformed' },
  { what: 'UTF-16', send: raw(Buffer.from(asText(newEntry('a')), 'utf16le')), status: 400, code: 'malformed' },
  { what: 'a list where an object belongs', send: raw('[]'), status: 422, code: 'wrong_type' },
  { what: 'an unknown field', send: entry({ is_admin: true }), status: 422, code: 'unknown_field', field: 'is_admin' },
  { what: 'a prototype', send: raw(`${asText(newEntry('a')).slice(0, -1)},"__proto__":{}}`), status: 422, code: 'unknown_field', field: '__proto__' },
  { what: 'a field left out', send: entry({ body: undefined }), status: 422, code: 'invalid', field: 'body' },
  { what: 'a number for a text', send: entry({ body: 5 }), status: 422, code: 'wrong_type', field: 'body' },
  { what: 'a text for a truth', send: entry({ whole_team: 'true' }), status: 422, code: 'wrong_type', field: 'whole_team' },
  { what: 'null for a text', send: entry({ body: null }), status: 422, code: 'wrong_type', field: 'body' },
  { what: 'an object in a list of ids', send: entry({ seat_ids: [{}] }), status: 422, code: 'wrong_type', field: 'seat_ids[0]' },
  { what: 'an id that is none', send: entry({ id: "1' or 1=1--" }), status: 422, code: 'wrong_type', field: 'id' },
  { what: 'a word that is no category', send: entry({ category: 'gossip' }), status: 422, code: 'invalid', field: 'category' },
  { what: 'a text of 10,001 characters', send: entry({ body: 'あ'.repeat(10_001) }), status: 422, code: 'too_long', field: 'body' },
  { what: '51 seats', send: entry({ seat_ids: Array.from({ length: 51 }, () => v7()) }), status: 422, code: 'too_long', field: 'seat_ids' },
  { what: 'nothing but white space', send: entry({ body: ' \n\u3000' }), status: 422, code: 'invalid', field: 'body' },
  { what: 'a NUL', send: entry({ body: 'a\u0000b' }), status: 422, code: 'invalid', field: 'body' },
  { what: 'an escape sequence', send: entry({ body: 'a\u001b[31m' }), status: 422, code: 'invalid', field: 'body' },
  { what: 'text turned round', send: entry({ body: 'a\u202eb' }), status: 422, code: 'invalid', field: 'body' },
  { what: 'a code that is no character', send: entry({ body: 'a\u{10ffff}' }), status: 422, code: 'invalid', field: 'body' },
  { what: 'a name with a zero-width space', send: person({ family_name: '試\u200b験' }), status: 422, code: 'invalid', field: 'family_name' },
  { what: 'a name with a word joiner', send: person({ given_name: '一\u2060' }), status: 422, code: 'invalid', field: 'given_name' },
  { what: 'a name with a Hangul filler', send: person({ family_name: '\u3164' }), status: 422, code: 'invalid', field: 'family_name' },
  { what: 'a name with tag characters', send: person({ family_name: '試験\u{e0041}' }), status: 422, code: 'invalid', field: 'family_name' },
  { what: 'a name that runs backwards', send: person({ family_kana: '\u2067シケン' }), status: 422, code: 'invalid', field: 'family_kana' },
  { what: 'a name on two lines', send: person({ family_name: '試\n験' }), status: 422, code: 'invalid', field: 'family_name' },
  { what: 'a name of a variation selector alone', send: person({ family_name: '\u{e0100}' }), status: 422, code: 'invalid', field: 'family_name' },
  { what: '30 February', send: person({ birth_date: '2023-02-30' }), status: 422, code: 'invalid', field: 'birth_date' },
  { what: '29 February of a common year', send: person({ birth_date: '2023-02-29' }), status: 422, code: 'invalid', field: 'birth_date' },
  { what: 'a date with a time', send: person({ birth_date: '2020-02-03T00:00:00Z' }), status: 422, code: 'invalid', field: 'birth_date' },
  { what: 'a date in full-width digits', send: person({ birth_date: '２０２０-02-03' }), status: 422, code: 'invalid', field: 'birth_date' },
  { what: 'a birth in the year 0', send: person({ birth_date: '0000-01-01' }), status: 422, code: 'invalid', field: 'birth_date' },
  { what: 'a birth to come', send: person({ birth_date: '2999-01-01' }), status: 422, code: 'invalid', field: 'birth_date' },
  { what: 'a time of the 25th hour', send: entry({ happened_at: '2024-01-01T25:00:00Z' }), status: 422, code: 'wrong_type', field: 'happened_at' },
  { what: 'a time without a zone', send: entry({ happened_at: '2024-01-01T10:00:00' }), status: 422, code: 'wrong_type', field: 'happened_at' },
];
const queries = [
  { what: 'an unknown filter', query: 'colour=red', code: 'unknown_field', field: 'colour' },
  { what: 'a page of no entries', query: 'limit=0', code: 'invalid', field: 'limit' },
  { what: 'a page of too many', query: 'limit=101', code: 'invalid', field: 'limit' },
  { what: 'a number that is none', query: 'limit=1e1', code: 'wrong_type', field: 'limit' },
  { what: 'a filter twice', query: 'limit=1&limit=2', code: 'malformed', field: 'limit' },
  { what: 'a cursor made up', query: 'before=%27%3Bdrop+table+entry', code: 'invalid', field: 'before' },
  { what: 'a day that is none', query: 'from=2023-02-30', code: 'invalid', field: 'from' },
  { what: 'an author who is none', query: 'author_post=1', code: 'wrong_type', field: 'author_post' },
];

describe.each(engines)('bad text on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let hinata: string;
  let before: string;
  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 60 });
    coordinator = await signIn(server, account(server, 'coordinator'));
    hinata = await hinataOf(coordinator);
    before = await snapshot(coordinator, hinata);
  });
  afterAll(() => server?.stop());

  test.each(table)('$what', async ({ send, status, code, field }) => {
    const [path, body] = send;
    const answer = await coordinator.send('POST', `/api/v1${path.replace('{person}', hinata)}`, body, { 'content-type': 'application/json' });
    expect(answer.body, answer.text).toMatchObject({ status, code, ...(field === undefined ? {} : { field }) });
    expect(answer.status).toBe(status);
    expect(answer.body.title).toMatch(/[ぁ-ん].*。$/);
  });

  test.each(queries)('in the address: $what', async ({ query, code, field }) => {
    const answer = await coordinator.get(`/people/${hinata}/entries?${query}`);
    expect(answer.body, answer.text).toMatchObject({ code, field });
    expect([400, 422]).toContain(answer.status);
  });

  test('a body under another name than JSON is not read', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await coordinator.send('POST', `/api/v1/people/${hinata}/entries`, 'body=a', form)).status).toBe(415);
  });

  test('nothing was changed by any of it', async () => {
    expect(await snapshot(coordinator, hinata)).toBe(before);
  });

  test('script and markup are kept as the text they are', async () => {
    const body = '<script>alert(1)</script><img src=x onerror=alert(1)>&amp; \u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
    const kept = await coordinator.post(`/people/${hinata}/entries`, newEntry(body));
    expect(kept.body.body).toBe(body);
    expect(kept.headers.get('content-type')).toBe('application/json');
    expect(kept.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
