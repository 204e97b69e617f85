// A server killed 200 times in the middle of parallel posting: what was acknowledged is there, and the audit records and
// the search rows are those of the entries that are there, neither more nor less.
import { afterAll, describe, expect, test } from 'vitest';
import { account, hinataOf } from '../support/cast.ts';
import { signIn } from '../support/client.ts';
import { allHits, allPages, Posting } from '../support/notebook.ts';
import { patience } from '../support/patience.ts';
import { engines, type Server, startServer } from '../support/server.ts';

const rounds = 200;

describe.each(engines)('kill -9 on %s', (engine) => {
  let server: Server;
  afterAll(() => server?.stop());

  test(`each acknowledged entry survives ${rounds} kills, with its audit record and search row`, async () => {
    server = await startServer(engine, { staff: 24, entries: 20 });
    const coordinator = await signIn(server, account(server, 'coordinator'));
    const person = await hinataOf(coordinator);
    const acknowledged: string[] = [];
    for (let round = 0; round < rounds; ++round) {
      const posting = new Posting(coordinator, person, '停電の試験', 4, 5);
      // In the middle of it, whatever the machine does else: after a few answers and a moment that differs each time.
      await expect.poll(() => posting.acknowledged.length, { interval: 2 }).toBeGreaterThan(round % 4);
      await new Promise((next) => setTimeout(next, (round * 7) % 13));
      await server.kill();
      await posting.stop();
      expect([...posting.statuses].filter((s) => s !== 201 && s !== 'cut off')).toEqual([]);
      acknowledged.push(...posting.acknowledged);
      await server.restart();
    }
    expect(acknowledged.length).toBeGreaterThan(rounds);

    // Entries whose answer was cut off may be there too; whichever are there have everything.
    const entries = (await allPages(coordinator, `/people/${person}/entries?limit=100`)).filter((e) => e.body === '停電の試験');
    const kept = new Set(entries.map((e) => e.id));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    const found = await allHits(coordinator, person, '停電の試験');
    expect(new Set(found.map((e) => e.id))).toEqual(kept);
    const looks = await allPages(coordinator, `/people/${person}/access-log`);
    const posts = looks.filter((l) => l.action === 'post' && l.outcome === 'granted');
    expect(posts.length).toBe(kept.size);
  }, patience(900_000));
});
