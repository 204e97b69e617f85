// Every route of the program, walked as people who should get nothing from it. The routes come from the program's own
// description, so a new route is walked without anybody remembering it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, signIn, signInWeakly } from '../support/client.ts';
import { type DemoAccount, engines, type Server, startServer } from '../support/server.ts';

interface RouteInfo {
  method: string;
  path: string;
}

/** Behind these anybody may stand: portal, sign-in, invitations, health, the description itself. */
const open = [/^\/api\/v1\/portal(\/|$)/, /^\/api\/v1\/session$/, /^\/api\/v1\/invitations\/(look|accept)$/, /^\/api\/v1\/openapi/, /^\/(healthz|readyz|metrics)$/];

async function routesOf(server: Server): Promise<RouteInfo[]> {
  const answer = await fetch(`${server.origin}/api/v1/openapi.json`);
  const document = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).filter((m) => ['get', 'post', 'put', 'delete'].includes(m)).map((method) => ({ method: method.toUpperCase(), path })));
}

describe.each(engines)('every route on %s', (engine) => {
  let server: Server;
  let routes: RouteInfo[];
  let hinata: string;
  let values: Record<string, string>;
  const account = (login: string): DemoAccount => {
    const found = server.accounts.find((a) => a.login === login);
    if (!found) throw new Error(`no demo account ${login}`);
    return found;
  };
  const fill = (path: string): string => path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? hinata);

  beforeAll(async () => {
    server = await startServer(engine);
    routes = await routesOf(server);
    const coordinator = await signIn(server, account('coordinator'));
    const people = await coordinator.get('/people');
    hinata = people.body.find((p: { name: string }) => p.name === '佐藤 ひなた').id;
    const entries = await coordinator.get(`/people/${hinata}/entries?limit=50`);
    const team = await coordinator.get(`/people/${hinata}/team`);
    const consents = await coordinator.get(`/people/${hinata}/consents`);
    const profile = await coordinator.get(`/people/${hinata}`);
    values = {
      person: hinata, entry: entries.body.items[0].id, seat: team.body[0].id, consent: consents.body[0].id,
      guardian: profile.body.guardians[0].id, facility: account('nurse').facility_id ?? '', post: account('nurse').post_id,
      slug: 'yuino', code: 'x',
      file: entries.body.items.flatMap((e: { files: { id: string }[] }) => e.files)[0]?.id ?? hinata,
    };
  });
  afterAll(() => server?.stop());

  /** Walks the routes; returns those that answered with anything but a refusal. */
  async function leaks(caller: Client, which: (route: RouteInfo) => boolean): Promise<string[]> {
    const found: string[] = [];
    for (const route of routes.filter(which)) {
      const answer = await caller.send(route.method, fill(route.path), route.method === 'GET' ? undefined : {}, { 'if-match': '"1"' });
      // 400, 415 and 422 come from reading the request, before anything of the person is known.
      if (![400, 401, 403, 404, 410, 415, 422].includes(answer.status)) found.push(`${route.method} ${route.path}: ${answer.status}`);
      if (answer.text.includes('ひなた') || answer.text.includes('鶏卵')) found.push(`${route.method} ${route.path} told something`);
    }
    return found;
  }
  const closed = (route: RouteInfo): boolean => !open.some((pattern) => pattern.test(route.path));
  const ofPerson = (route: RouteInfo): boolean => route.path.includes('{person}');

  test('there are routes to walk', () => {
    expect(routes.length).toBeGreaterThan(80);
    expect(routes.filter(ofPerson).length).toBeGreaterThan(35);
  });

  test('nobody gets nothing', async () => {
    const nobody = new Client(server.origin);
    for (const route of routes.filter(closed)) {
      const answer = await nobody.send(route.method, fill(route.path), route.method === 'GET' ? undefined : {});
      expect([401, 403], `${route.method} ${route.path}`).toContain(answer.status);
    }
  });

  test('a password alone opens no personal data', async () => {
    const weak = await signInWeakly(server, account('doctor'));
    for (const route of routes.filter(ofPerson)) {
      const answer = await weak.send(route.method, fill(route.path), route.method === 'GET' ? undefined : {});
      expect([401, 403], `${route.method} ${route.path}`).toContain(answer.status);
    }
  });

  test('a colleague without a seat learns nothing of the person', async () => {
    const team = await (await signIn(server, account('hoiku'))).get(`/people/${hinata}/team`);
    const seated = new Set(team.body.map((s: { post_id: string }) => s.post_id));
    const stranger = server.accounts.find((a) => a.kind === 'professional' && a.region === 'yuino' && !seated.has(a.post_id));
    expect(await leaks(await signIn(server, stranger!), ofPerson)).toEqual([]);
  });

  test('the neighbour region, an operator and another family learn nothing of the person', async () => {
    const family = server.accounts.find((a) => a.kind === 'guardian' && a.region === 'yuino' && a.login !== 'mother');
    for (const login of ['neighbour', 'operator', family!.login])
      expect(await leaks(await signIn(server, account(login)), ofPerson), login).toEqual([]);
  });

  test('a strange person and one that does not exist answer alike', async () => {
    const neighbour = await signIn(server, account('neighbour-operator'));
    const strange = await neighbour.get(`/people/${hinata}`);
    const missing = await neighbour.get('/people/01890a5d-ac96-774b-bcce-b302099a8057');
    expect(strange.status).toBe(404);
    expect(strange.body).toEqual(missing.body);
  });

  test('a change without the CSRF token changes nothing', async () => {
    const teacher = await signIn(server, account('teacher'));
    const answer = await teacher.send('PUT', `/api/v1/people/${hinata}/entries/${values.entry}/acknowledge`, { on: true }, { 'x-csrf-token': 'forged' });
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('csrf');
  });

  test('every look and every refusal stands in the access history', async () => {
    const pharmacist = await signIn(server, account('pharmacist'));
    expect((await pharmacist.get(`/people/${hinata}/entries`)).status).toBe(200);
    expect((await pharmacist.get(`/people/${hinata}/access-log`)).status).toBe(403);
    const mother = await signIn(server, account('mother'));
    const log = (await mother.get(`/people/${hinata}/access-log`)).body.items as Record<string, unknown>[];
    expect(log.some((l) => l.action === 'read' && l.profession === 'pharmacist' && l.outcome === 'granted')).toBe(true);
    expect(log.some((l) => l.outcome === 'refused')).toBe(true);
  });

  test('logs carry no names and no ids', () => {
    expect(server.log()).not.toMatch(/ひなた|[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
});
