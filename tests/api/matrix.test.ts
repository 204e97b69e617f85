// Route × caller: every route of the program's own description, asked with a valid request by everybody of the cast.
// What each may get is the reviewed table in matrix.table.ts; a route that is missing there fails.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asks, type Ask } from '../support/asks.ts';
import { liveOn } from '../support/behind_limit.ts';
import { type Caller, callers, type Cast, gather, ok } from '../support/cast.ts';
import { type Answer, type Client, stepUp } from '../support/client.ts';
import { walkOwnSession } from '../support/own_session.ts';
import { isAsked, wholly } from '../support/rooms.ts';
import { engines, type Server, startServer } from '../support/server.ts';
import { Things } from '../support/things.ts';
import { ownSession, rows } from './matrix.table.ts';

interface Route {
  method: string;
  path: string;
  door: string;
}

/** How long a second factor counts as fresh is ten minutes; under a sanitizer the table takes longer. */
const soonStale = 8 * 60_000;

/** What a browser sends, or cannot send, when another page makes it ask. */
const forgedOrigins: Record<string, string>[] = [{ 'x-csrf-token': 'forged' }, { origin: 'https://example.jp' }, { 'sec-fetch-site': 'cross-site' }];

/** Texts of the child and its family: no refusal may hold any of them. */
const secrets = ['ひなた', 'ヒナタ', '鶏卵', '築山', 'たかし', 'はるえ', '築'];

describe.each(engines)('who gets what on %s', (engine) => {
  let server: Server;
  let cast: Cast;
  let things: Things;
  let routes: Map<string, Route>;
  let newestBefore = '';
  /** Of the same coordinator: under its address nothing of the child of the matrix is there. */
  let otherChild: string;
  const refusals = new Map<Caller, number>();
  const grants = new Map<Caller, number>();

  beforeAll(async () => {
    server = await startServer(engine, { staff: 64, entries: 200 }, {
      env: { MUSUBI_LISTEN_TRUSTED_PROXIES: '127.0.0.1', MUSUBI_OIDC_HOSTS: '127.0.0.1:9', MUSUBI_OIDC_PLAIN_LOOPBACK: 'true' },
    });
    cast = await gather(server);
    things = new Things(cast);
    const { paths } = await ok<any>(cast.coordinator.get('/openapi.json'));
    routes = new Map();
    for (const [path, methods] of Object.entries<Record<string, any>>(paths))
      for (const [method, about] of Object.entries(methods))
        routes.set(about.operationId, { method: method.toUpperCase(), path, door: about['x-door'] });
    otherChild = await things.otherChild();
    newestBefore = (await ok(cast.coordinator.get(`/people/${cast.person}/access-log`))).items[0].id;
  });
  afterAll(() => server?.stop());
  let freshAt = Date.now();
  beforeEach(async () => {
    if (Date.now() - freshAt < soonStale) return;
    freshAt = Date.now();
    for (const client of new Set([...Object.values(cast.clients), cast.spare]))
      if (['fresh', 'two_factor'].includes((await client.get('/session')).body?.strength)) await stepUp(client);
  });

  async function send(name: string, caller: Client, ask: Ask): Promise<Answer> {
    const route = routes.get(name)!;
    const values: Record<string, string> = { person: cast.person, facility: cast.facility, slug: 'yuino', ...ask.values };
    const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? `no-value-for-${key}`);
    const query = ask.query ? `?${new URLSearchParams(ask.query)}` : '';
    const hands = name === 'choose_post' ? caller : caller.copy();
    if (name === 'stream') return await opened(hands, `${path}${query}`);
    return await hands.send(route.method, `${path}${query}`, ask.body, ask.headers ?? {});
  }
  /** A live stream never ends by itself: its head says it all. */
  async function opened(caller: Client, path: string): Promise<Answer> {
    const stop = new AbortController();
    const response = await fetch(`${caller.origin}${path}`, { headers: { cookie: caller.cookie }, signal: stop.signal });
    const text = response.ok ? '' : await response.text();
    stop.abort();
    return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers, text };
  }
  const cell = (answer: Answer): string => (answer.status >= 200 && answer.status < 300 ? 'ok' : String(answer.status));

  function note(name: string, caller: Caller, answer: Answer): void {
    if (routes.get(name)!.door !== 'person' || !routes.get(name)!.path.includes('{person}')) return;
    if (answer.status < 300) grants.set(caller, (grants.get(caller) ?? 0) + 1);
    else if (['forbidden', 'not_found'].includes(answer.body?.code)) refusals.set(caller, (refusals.get(caller) ?? 0) + 1);
  }

  /** A thing of one child, asked for under the address of another of the same coordinator's, is not there. */
  async function notUnderAnotherChild(name: string, expected: string): Promise<void> {
    if (!/\{person\}.*\{(?!part\})\w+\}/.test(routes.get(name)!.path)) return;
    const ask = await asks[name]!(things, cast.coordinator);
    if (!Object.values(ask.values ?? {}).some((value) => /^[0-9a-f]{8}-/.test(value))) return; // a number, a name: no thing of anybody's
    const answer = await send(name, cast.coordinator, { ...ask, values: { ...ask.values, person: otherChild } });
    expect(answer.status, `under another child: ${answer.text}`).toBe(expected === 'ok' ? 404 : Number(expected));
    expect(secrets.filter((word) => answer.text.includes(word)), 'under another child').toEqual([]);
    if (ask.values?.seat) await things.endSeat(ask.values.seat);
  }

  test('the table names every route and no other', () => {
    const named = [...rows.map((r) => r.name), ...ownSession.map((r) => r.name)];
    expect(named.toSorted()).toEqual([...routes.keys()].toSorted());
    for (const { name, route } of [...rows, ...ownSession]) expect(route, name).toBe(`${routes.get(name)!.method} ${routes.get(name)!.path}`);
  });

  /** A stream never ends; metrics count requests; a list of revocations is signed anew each time; consents and looks are told of, without names (below). */
  const apart = ['stream', 'metrics', 'get_device_revocations', 'list_consents', 'read_access_log', 'prove_look'];
  if (wholly) test('whatever happens behind a protective limit, the guardian under it gets the answers of before', async () => {
    const father = cast.clients.restricted;
    const readable = rows.filter(({ name, route, expected }) =>
      expected.restricted === 'ok' && (route.startsWith('GET') || name === 'search_entries') && !apart.includes(name));
    const questions: [string, Ask][] = [];
    for (const { name } of readable) questions.push([name, await asks[name]!(things, father)]);
    questions.find(([name]) => name === 'sync')![1].query = { after: '0', limit: '1000' };
    const answers = async () => {
      const got: Record<string, unknown> = {};
      for (const [name, ask] of questions) {
        const answer = await send(name, father, ask);
        expect(answer.status, name).toBe(200);
        got[name] = name === 'sync' ? answer.body.changes : (answer.body ?? answer.text); // where the region's feed stands is no secret
      }
      return got;
    };
    const before = await answers();
    const made = await liveOn(things);
    const after = await answers();
    for (const name of Object.keys(before)) expect.soft(after[name], name).toEqual(before[name]);
    const lines = await Promise.all(['access-log', 'consents'].map((path) => ok(father.get(`/people/${cast.person}/${path}`))));
    const said = JSON.stringify([after, lines]);
    expect(['築山', 'はるえ', ...made].filter((word) => said.includes(word))).toEqual([]);
  });

  test.each(rows.filter((row) => isAsked(row.name)))('$name', async ({ name, expected }) => {
    const got: Record<string, string> = {};
    await notUnderAnotherChild(name, expected.coordinator);
    // Who may, and whose browser was made to ask by another page, is refused; then the same request does what it should.
    const changes = !['GET', 'HEAD'].includes(routes.get(name)!.method) && expected.nobody !== 'ok';
    let forgeries = false;
    for (const caller of callers) {
      if (expected[caller] === '-') {
        got[caller] = '-';
        continue;
      }
      const client = cast.clients[caller];
      const ask = await asks[name]!(things, client);
      if (changes && !forgeries && expected[caller] === 'ok') {
        for (const forged of forgedOrigins) {
          const refused = await send(name, client, { ...ask, headers: { ...ask.headers, ...forged } });
          expect([refused.status, refused.body?.code], JSON.stringify(forged)).toEqual([403, 'csrf']);
        }
        forgeries = true;
      }
      const answer = await send(name, client, ask);
      note(name, caller, answer);
      got[caller] = cell(answer);
      if (answer.status >= 300) {
        expect(answer.headers.get('content-type'), `${caller} ${answer.text}`).toBe('application/problem+json');
        expect(Object.keys(answer.body), caller).not.toContain('current');
        expect(secrets.filter((word) => answer.text.includes(word)), `${caller} ${answer.text}`).toEqual([]);
      }
      if (ask.values?.seat) await things.endSeat(ask.values.seat);
    }
    expect(got).toEqual(expected);
  });

  if (wholly) test('another page changes nothing of the own session either', async () => {
    const changing = ownSession.filter(({ name }) => routes.get(name)!.method !== 'GET');
    for (const { name, expected } of changing) {
      const { method, path } = routes.get(name)!;
      // Where nobody needs to be signed in there is no token; where the request came from counts all the same.
      for (const forged of forgedOrigins.slice(expected.nobody === 'ok' ? 1 : 0)) {
        const answer = await cast.coordinator.copy().send(method, path.replace(/\{\w+\}/g, cast.person), {}, forged);
        expect.soft([answer.status, answer.body?.code], `${name} ${JSON.stringify(forged)}`).toEqual([403, 'csrf']);
      }
    }
    expect((await cast.coordinator.get('/session')).body.state).toBe('ready');
  });

  test('each refusal and each look stands in the access history', async () => {
    await ok(cast.coordinator.post('/pledge/accept', { version: (await ok(cast.coordinator.get('/pledge'))).version }));
    const log: { id: string; outcome: string; actor_name: string }[] = [];
    for (let before = ''; ; ) {
      const page = await ok(cast.coordinator.get(`/people/${cast.person}/access-log${before && `?before=${before}`}`));
      log.push(...page.items.filter((i: { id: string }) => i.id > newestBefore));
      before = page.next;
      if (!before || page.items.at(-1).id <= newestBefore) break;
    }
    const count = (name: string, outcome: string): number => log.filter((i) => i.actor_name === name && i.outcome === outcome).length;
    for (const caller of ['seat', 'colleague', 'manager', 'elsewhere', 'operator', 'mother', 'otherchild', 'ended', 'withdrawn'] as const) {
      const { account } = cast.clients[caller];
      const uploads = things.refusedUploads.get(cast.clients[caller]) ?? 0;
      expect(count(account!.name, 'refused'), `${caller} refused`).toBe((refusals.get(caller) ?? 0) + uploads);
      expect(count(account!.name, 'granted'), `${caller} granted`).toBeGreaterThanOrEqual(grants.get(caller) ?? 0);
    }
    if (!wholly) return;
    expect(refusals.get('colleague')).toBeGreaterThan(30);
    expect(grants.get('mother')).toBeGreaterThan(10);
  });

  test('logs carry no names and no ids', () => {
    expect(server.log()).not.toMatch(/ひなた|築山|[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  if (isAsked('sign_in')) test('the own session', async () => {
    const got: Record<string, Record<string, string>> = {};
    for (const caller of callers) {
      const client = cast.clients[caller];
      const owner = client.account ?? server.accounts.find((a) => a.login === 'caremanager')!;
      const status = await walkOwnSession(client, owner);
      for (const [name, s] of Object.entries(status)) (got[name] ??= {})[caller] = s < 300 ? 'ok' : String(s);
    }
    expect(got).toEqual(Object.fromEntries(ownSession.map((r) => [r.name, r.expected])));
  });
});
