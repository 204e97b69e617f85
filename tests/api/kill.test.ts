// A server killed in the middle of posting: what was acknowledged is there, with its search row and its audit record.
import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { signIn } from '../support/client.ts';
import { engines, type Server, startServer } from '../support/server.ts';

const servers: Server[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
});

describe.each(engines)('kill -9 on %s', (engine) => {
  test('each acknowledged entry survives and is found', async () => {
    const server = await startServer(engine);
    servers.push(server);
    const coordinator = await signIn(server, server.accounts.find((a) => a.login === 'coordinator')!);
    const person = (await coordinator.get('/people')).body[0].id as string;
    const acknowledged: { id: string; word: string }[] = [];
    for (let round = 0; round < 6; ++round) {
      let killed = false;
      const post = async (): Promise<void> => {
        while (!killed) {
          const id = v7();
          const word = randomBytes(6).toString('hex');
          const answer = await coordinator.post(`/people/${person}/entries`, {
            id, category: 'report', info_class: 'basic', importance: 'normal', body: `停電の試験 ${word}`, asks_confirmation: false,
            whole_team: true, with_guardians: false, seat_ids: [], mention_post_ids: [], file_ids: [],
          }).catch(() => undefined);
          if (answer?.status === 201) acknowledged.push({ id, word });
        }
      };
      const posting = Array.from({ length: 8 }, post);
      await new Promise((next) => setTimeout(next, 150 + 40 * round));
      await server.kill();
      killed = true;
      await Promise.all(posting);
      await server.restart();
    }
    expect(acknowledged.length).toBeGreaterThan(50);
    for (const { id } of acknowledged) expect((await coordinator.get(`/people/${person}/entries/${id}`)).status).toBe(200);
    for (const { id, word } of acknowledged.slice(-20)) {
      const found = await coordinator.get(`/people/${person}/search?q=${word}`);
      expect(found.body.items.map((e: { id: string }) => e.id)).toEqual([id]);
    }
  });
});
