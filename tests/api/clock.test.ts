// The machine's clock is set back and forth while people work.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, hinataOf, ok } from '../support/cast.ts';
import { codeAt } from '../support/authenticator.ts';
import { type Client, signIn, signInWeakly } from '../support/client.ts';
import { Clock } from '../support/clock.ts';
import { allPages, heardEntries, newEntry } from '../support/notebook.ts';
import { engines, type Server, startServer } from '../support/server.ts';

const minutes = 60;
const hours = 60 * minutes;

describe.each(engines)('a clock set back on %s', (engine) => {
  const directory = mkdtempSync(join(tmpdir(), 'musubi-clock-'));
  let clock: Clock;
  let server: Server;
  let coordinator: Client;
  let person: string;
  const write = async (body: string): Promise<string> => (await ok(coordinator.post(`/people/${person}/entries`, newEntry(body)))).id;

  beforeAll(async () => {
    clock = new Clock(join(directory, 'clock'));
    server = await startServer(engine, { staff: 24, entries: 60 }, { directory, env: clock.env });
    coordinator = await signIn(server, account(server, 'coordinator'));
    person = await hinataOf(coordinator);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test('by two minutes: sessions hold, and what was written later is neither lost nor doubled', async () => {
    const { position } = await ok(coordinator.get('/sync?after=0&limit=1000'));
    const first = await write('戻す前');
    clock.set(-2 * minutes);
    const second = await write('戻した後');
    const entries = await allPages(coordinator, `/people/${person}/entries?limit=7`);
    expect(new Set(entries.map((e) => e.id)).size).toBe(entries.length);
    const times = entries.map((e) => e.posted_at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(entries.findIndex((e) => e.id === first)).toBeLessThan(entries.findIndex((e) => e.id === second));
    // Whoever asks after a position hears of both, in the order in which they were written.
    expect(await heardEntries(coordinator, second, position)).toEqual([first, second]);
    const looks = await allPages(coordinator, `/people/${person}/access-log`);
    expect(new Set(looks.map((l) => l.id)).size).toBe(looks.length);
    expect(looks.filter((l) => l.action === 'post' && l.outcome === 'granted').length).toBe(2);
    clock.set(0);
  });

  test('an edit under the earlier clock is a new version all the same', async () => {
    const id = await write('初めの文');
    clock.set(-3 * minutes);
    const edit = { category: 'report', info_class: 'basic', importance: 'normal', body: '直した文', reason: '' };
    expect((await coordinator.put(`/people/${person}/entries/${id}`, edit, { 'if-match': '"1"' })).status).toBe(200);
    const versions = await ok(coordinator.get(`/people/${person}/entries/${id}/versions`));
    expect(versions.map((v: { version: number }) => v.version).toSorted()).toEqual([1, 2]);
    clock.set(0);
  });

  test('by two hours: the age of a session cannot be known, so it is over; signing in again works', async () => {
    clock.set(-2 * hours);
    expect((await coordinator.get('/people')).status).toBe(401);
    const again = await signInWeakly(server, account(server, 'teacher'));
    const { totp_secret } = account(server, 'teacher');
    expect((await again.post('/session/totp', { code: codeAt(totp_secret, clock.now()) })).status).toBe(200);
    expect((await again.get(`/people/${person}/entries?limit=5`)).status).toBe(200);
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
    clock.set(0);
  });

  test('a day ahead and corrected: nobody who signed in meanwhile is locked out for a day', async () => {
    clock.set(24 * hours);
    const { totp_secret } = account(server, 'doctor');
    const early = await signInWeakly(server, account(server, 'doctor'));
    const code = codeAt(totp_secret, clock.now());
    expect((await early.post('/session/totp', { code })).status).toBe(200);
    clock.set(0);
    expect((await early.get('/people')).status).toBe(401);
    const back = await signInWeakly(server, account(server, 'doctor'));
    const now = { code: codeAt(totp_secret, clock.now()) };
    expect((await back.post('/session/totp', now)).status).toBe(200);
    const twice = await signInWeakly(server, account(server, 'doctor'));
    expect((await twice.post('/session/totp', now)).status).toBe(422);
  });
});
