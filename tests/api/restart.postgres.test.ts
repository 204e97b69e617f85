// PostgreSQL itself is restarted, orderly and by an immediate stop, while people post.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { account, hinataOf } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { allHits, allPages, newEntry, Posting } from '../support/notebook.ts';
import { root, type Server, startServer } from '../support/server.ts';

const place = mkdtempSync(join(tmpdir(), 'musubi-own-'));
chmodSync(place, 0o711); // as root, PostgreSQL runs as another user
const cluster = join(place, 'cluster');
const postgres = (...words: string[]): string => execFileSync(join(root, 'scripts/postgres.sh'), words, { encoding: 'utf8' }).trim();
const start = (): string => postgres('start', cluster, '5432'); // the port only names the socket, in a folder of its own

/** What losing power does: no checkpoint, no goodbye; the next start recovers from the log. */
function stopAtOnce(): void {
  const pid = Number(readFileSync(join(cluster, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
  for (let tries = 0; tries < 200; ++tries) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
  }
  throw new Error('PostgreSQL did not stop');
}

let server: Server;
let coordinator: Client;
let person: string;
beforeAll(async () => {
  server = await startServer('postgres', { staff: 24, entries: 20 }, { postgres: start() });
  coordinator = await signIn(server, account(server, 'coordinator'));
  person = await hinataOf(coordinator);
});
afterAll(async () => {
  await server?.stop();
  postgres('stop', cluster);
  rmSync(place, { recursive: true, force: true });
});

test('people are told 503 meanwhile, nothing acknowledged is lost, and posting goes on by itself', async () => {
  const posting = new Posting(coordinator, person, '再起動の試験', 4, 10);
  const stops = [() => postgres('stop', cluster), stopAtOnce];
  for (const stop of stops) {
    const before = posting.acknowledged.length;
    await expect.poll(() => posting.acknowledged.length).toBeGreaterThan(before + 20);
    stop();
    // The program waits a while for the database to come back before it says so.
    const away = await coordinator.get(`/people/${person}/entries`);
    expect(away.status).toBe(503);
    expect(away.body.title).toBe('ただいま利用できません。少し待ってからお試しください。');
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(503);
    start();
    await expect.poll(async () => (await fetch(`${server.origin}/readyz`)).status).toBe(200);
  }
  await posting.stop();
  expect([...posting.statuses].toSorted()).toEqual([201, 503]);

  const entries = (await allPages(coordinator, `/people/${person}/entries?limit=100`)).filter((e) => e.body === '再起動の試験');
  const kept = new Set(entries.map((e) => e.id));
  expect(posting.acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  const found = await allHits(coordinator, person, '再起動の試験');
  expect(new Set(found.map((e) => e.id))).toEqual(kept);
});

test('whoever was told 503 sends the same entry again and it is there once', async () => {
  const entry = newEntry('もう一度送ります');
  postgres('stop', cluster);
  expect((await coordinator.post(`/people/${person}/entries`, entry)).status).toBe(503);
  start();
  await expect.poll(async () => (await coordinator.post(`/people/${person}/entries`, entry)).status).toBe(201);
  expect((await coordinator.post(`/people/${person}/entries`, entry)).status).toBe(201);
  const entries = await allPages(coordinator, `/people/${person}/entries?limit=100`, (e) => e.body !== entry.body);
  expect(entries.filter((e) => e.body === entry.body).length).toBe(1);
});

test('the live stream finds its way back', async () => {
  const stop = new AbortController();
  const stream = await fetch(`${server.origin}/api/v1/stream`, { headers: { cookie: coordinator.cookie }, signal: stop.signal });
  expect(stream.status).toBe(200);
  let heard = '';
  const reading = (async () => {
    for await (const piece of stream.body!) heard += Buffer.from(piece).toString('utf8');
  })().catch(() => undefined);
  postgres('stop', cluster);
  start();
  await expect.poll(async () => (await fetch(`${server.origin}/readyz`)).status).toBe(200);
  const doctor = await signIn(server, account(server, 'doctor'));
  const entry = newEntry('ストリームの試験');
  expect((await doctor.post(`/people/${person}/entries`, entry)).status).toBe(201);
  await expect.poll(() => heard.includes(entry.id)).toBe(true);
  stop.abort();
  await reading;
});
