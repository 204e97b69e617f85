// Words of a search: names of children, words of illness. They stand in no address, so in no history and no log.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, hinataOf, ok } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { engines, type Server, startServer } from '../support/server.ts';

describe.each(engines)('words of a search on %s', (engine) => {
  let server: Server;
  let coordinator: Client;
  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 100 });
    coordinator = await signIn(server, account(server, 'coordinator'));
  });
  afterAll(() => server?.stop());

  test('takes no word from an address, and finds by the body', async () => {
    const person = await hinataOf(coordinator);
    const found = await ok(coordinator.post('/people/search', { q: 'ひなた' }));
    expect(found.map((p: { id: string }) => p.id)).toContain(person);
    expect(await ok(coordinator.post('/people/search', { q: 'だれもいない' }))).toEqual([]);
    for (const path of [`/people?q=${encodeURIComponent('ひなた')}`, `/people/search?q=${encodeURIComponent('ひなた')}`]) {
      const refused = await coordinator.get(path);
      expect(refused.status, path).toBeGreaterThanOrEqual(404);
      expect(refused.text).not.toContain('ひなた');
    }
    const page = await ok(coordinator.post(`/people/${person}/search`, { q: '様子', limit: 5 }));
    expect(page.total).toBeGreaterThan(0);
    const next = page.next && (await ok(coordinator.post(`/people/${person}/search`, { q: '様子', limit: 5, before: page.next })));
    if (next) expect(next.items[0].id).not.toBe(page.items[0].id);
    expect((await coordinator.get(`/people/${person}/search?q=${encodeURIComponent('様子')}`)).status).toBe(405);
    expect(server.log()).not.toMatch(/様子|ひなた|search\?/);
  });

  test('another site cannot search with the cookie', async () => {
    const sent = await coordinator.post('/people/search', { q: 'ひなた' }, { origin: 'https://elsewhere.example' });
    expect(sent.status).toBe(403);
  });
});
