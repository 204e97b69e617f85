// Requests that two readers could read in two ways, or that never end: refused, the connection closed, nothing behind
// them is taken for a request of its own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, hinataOf } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { newEntry } from '../support/notebook.ts';
import { say } from '../support/raw.ts';
import { engines, type Server, startServer } from '../support/server.ts';
import { snapshot } from '../support/snapshot.ts';

describe.each(engines)('bad requests on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  let person: string;
  let before: string;
  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 60 });
    coordinator = await signIn(server, account(server, 'coordinator'));
    person = await hinataOf(coordinator);
    before = await snapshot(coordinator, person);
  });
  afterAll(() => server?.stop());

  const head = (fields: string): string => `POST /api/v1/people/${person}/entries HTTP/1.1\r\nHost: ${new URL(server.origin).host}\r\n` +
    `Cookie: ${coordinator.cookie}\r\nX-CSRF-Token: ${coordinator.csrf}\r\nContent-Type: application/json\r\n${fields}\r\n`;
  const body = (): string => JSON.stringify(newEntry('すり抜けた投稿'));
  const length = (text: string): number => Buffer.byteLength(text);
  const chunk = (text: string): string => `${length(text).toString(16)}\r\n${text}\r\n`;

  /** Each smuggles a whole post behind something odd. */
  const smuggling: Record<string, () => string> = {
    'Content-Length and Transfer-Encoding': () => head(`Content-Length: 4\r\nTransfer-Encoding: chunked\r\n`) + `0\r\n\r\n${head(`Content-Length: ${length(body())}\r\n`)}${body()}`,
    'two Content-Lengths': () => head(`Content-Length: 0\r\nContent-Length: ${length(body())}\r\n`) + body(),
    'a list of Content-Lengths': () => head(`Content-Length: ${length(body())}, ${length(body())}\r\n`) + body(),
    'a signed Content-Length': () => head(`Content-Length: +${length(body())}\r\n`) + body(),
    'two Transfer-Encodings': () => head('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n') + `${chunk(body())}0\r\n\r\n`,
    'an odd Transfer-Encoding': () => head('Transfer-Encoding: xchunked\r\n') + `${chunk(body())}0\r\n\r\n`,
    'a folded field (obs-fold)': () => head(`Content-Length:\r\n ${length(body())}\r\n`) + body(),
    'a space before the colon': () => head(`Content-Length : ${length(body())}\r\n`) + body(),
    'a bare line feed': () => head(`X: a\nContent-Length: ${length(body())}\r\n`) + body(),
    'a bare carriage return': () => head(`X: a\rContent-Length: ${length(body())}\r\n`) + body(),
    'a NUL in a field': () => head(`X: a\0b\r\nContent-Length: ${length(body())}\r\n`) + body(),
    'a chunk size with a sign': () => head('Transfer-Encoding: chunked\r\n') + `-1\r\n${body()}\r\n0\r\n\r\n`,
    'a chunk size beyond all numbers': () => head('Transfer-Encoding: chunked\r\n') + `ffffffffffffffffff\r\n${body()}\r\n0\r\n\r\n`,
    'two Hosts': () => head(`Host: example.jp\r\nContent-Length: ${length(body())}\r\n`) + body(),
    'a whole address as its target': () => head(`Content-Length: ${length(body())}\r\n`).replace('POST /', 'POST http://example.jp/') + body(),
    'HTTP/0.9': () => `GET /api/v1/people\r\n\r\n`,
    'HTTP/2 in plain text': () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'no method at all': () => `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n`,
  };
  test.each(Object.keys(smuggling))('%s', async (what) => {
    const said = await say(server.origin, [smuggling[what]!()]);
    expect(said.statuses, said.text).toEqual([400]);
    expect(said.closed).toBe(true);
    expect(said.text).toContain('"code":"malformed"');
  });

  test('pipelined requests are answered in order, each by its own rights', async () => {
    const ask = (path: string, cookie: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n${cookie}\r\n`;
    const mine = `Cookie: ${coordinator.cookie}\r\n`;
    const said = await say(server.origin, [ask('/api/v1/people', mine) + ask('/api/v1/people', '') + ask(`/api/v1/people/${person}`, '') + ask('/healthz', '')]);
    expect(said.statuses).toEqual([200, 401, 401, 200]);
  });

  test.each([
    ['a header of 17 KB', () => [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(17 * 1024)}\r\n\r\n`], 431],
    ['a header that never ends', () => ['GET / HTTP/1.1\r\n', ...Array.from({ length: 40 }, () => `X: ${'a'.repeat(500)}\r\n`)], 431],
    ['a body that says it is 2 MB', () => [head(`Content-Length: ${2 << 20}\r\n`), '{'], 413],
    ['a body of chunks beyond 1 MB', () => [head('Transfer-Encoding: chunked\r\n'), ...Array.from({ length: 20 }, () => chunk('a'.repeat(60_000)))], 413],
  ] as const)('%s', async (_, pieces, status) => {
    const said = await say(server.origin, [...pieces()]);
    expect(said.statuses[0], said.text.slice(0, 500)).toBe(status);
    expect(said.text).toContain('"code":"too_large"');
  });

  test('an upload that says it is 26 MB is refused before it is sent', async () => {
    const path = head(`Content-Length: ${26 << 20}\r\n`).replace('/entries', '/files').replace('application/json', 'application/octet-stream');
    const said = await say(server.origin, [path]);
    expect(said.statuses).toEqual([413]);
  });

  test('slow heads and slow bodies are cut off, and meanwhile others are served', async () => {
    const drip = (first: string, rest: string) => say(server.origin, [first, ...rest], { pause: 700, quiet: 40_000 });
    const slow = Promise.all([
      ...Array.from({ length: 50 }, () => drip('GET / HTTP/1.1\r\nHost: a\r\nX: ', 'a'.repeat(60))),
      drip(head('Content-Length: 1000\r\n'), '{'.padEnd(60)),
    ]);
    for (let i = 0; i < 20; ++i) expect((await coordinator.get('/today')).status).toBe(200);
    const said = await slow;
    expect(said.every((s) => s.closed)).toBe(true);
    expect(said.flatMap((s) => s.statuses).filter((s) => s < 400)).toEqual([]);
  });

  test.each([
    '/../etc/passwd', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/../index.html', '/assets/..%5c..%5cetc%5cpasswd', '//etc/passwd',
    '/assets/%00index.html', '/.built', '/assets/%ff', '/index.html%00.js', '/assets%2f..%2findex.html', '/%',
  ])('the path %s leads nowhere', async (path) => {
    const said = await say(server.origin, [`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`]);
    expect([400, 404], said.text.slice(0, 300)).toContain(said.statuses[0]);
    expect(said.text).not.toMatch(/root:|<!doctype/i);
  });

  test.each([
    ['another site by Fetch Metadata', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['another Origin', { origin: 'https://example.jp' }],
    ['no Origin at all', { origin: 'null' }],
    ['a forged token', { 'x-csrf-token': 'forged' }],
    ['an empty token', { 'x-csrf-token': '' }],
  ])('a change from %s is refused', async (_, headers) => {
    const answer = await coordinator.post(`/people/${person}/entries`, newEntry('よそから'), headers as unknown as Record<string, string>);
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('csrf');
  });

  test('nothing was changed by any of it', async () => {
    expect(await snapshot(coordinator, person)).toBe(before);
  });
});
