// A full disk, seen from outside: what cannot be kept is refused in plain words, nothing is half-written, the program
// lives on and takes posts again when there is room. On PostgreSQL first the disk of the sealed files, then its own.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { account, hinataOf, ok } from '../support/cast.ts';
import { signIn } from '../support/client.ts';
import { type Disk, limitedCluster, limitedDisk, mountedDisk, smallDisk } from '../support/disk.ts';
import { png } from '../support/files.ts';
import { allHits, allPages, newEntry } from '../support/notebook.ts';
import { engines, program, root, type Server, startServer } from '../support/server.ts';

const octets = { 'content-type': 'application/octet-stream' };
const disks = [['a full file system', smallDisk], ['files that may not grow', limitedDisk]] as const;

describe.each(engines)('on %s', (engine) => {
  describe.each(disks)('%s', (_, make) => {
    let disk: Disk;
    let server: Server;
    afterAll(async () => {
      await server?.stop();
      disk?.remove();
    });
    const sealed = (): string[] => readdirSync(join(disk.directory, 'files'), { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile()).map((f) => f.name).toSorted();

    test('refuses, keeps nothing by halves, and goes on', async () => {
      disk = make();
      server = await startServer(engine, { staff: 24, entries: 20 }, { directory: disk.directory });
      const coordinator = await signIn(server, account(server, 'coordinator'));
      const person = await hinataOf(coordinator);
      const upload = () => coordinator.send('POST', `/api/v1/people/${person}/files`, png(400, 400, 400, true), octets);
      const entry = newEntry('いっぱいの試験');
      const post = () => coordinator.post(`/people/${person}/entries`, entry);
      const before = sealed();

      disk.fill(server);
      const refused = [await upload()];
      if (engine === 'sqlite') refused.push(await post());
      for (const answer of refused) {
        expect([507, 503], answer.text).toContain(answer.status);
        expect(answer.body.title).toMatch(/^(保存場所がいっぱいのため、保存できませんでした。|ただいま利用できません。少し待ってからお試しください。)$/);
      }
      expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
      if (engine === 'postgres') expect((await post()).status).toBe(201);
      disk.empty(server);

      expect(sealed()).toEqual(before);
      const path = `/people/${person}/entries/${entry.id}`;
      expect((await coordinator.get(path)).status).toBe(engine === 'sqlite' ? 404 : 200);
      expect((await post()).status).toBe(201);
      const file = await ok(upload());
      const shown = await ok(coordinator.post(`/people/${person}/entries`, newEntry('また書けます', { file_ids: [file.id] })));
      await server.restart();
      expect((await coordinator.get(path)).body.entry.body).toBe('いっぱいの試験');
      expect((await coordinator.get(`/people/${person}/entries/${shown.id}`)).body.entry.files[0].id).toBe(file.id);
      expect((await coordinator.get(`/people/${person}/files/${file.id}`)).status).toBe(200);
      expect((await coordinator.post(`/people/${person}/search`, { q: 'いっぱい' })).body.total).toBe(1);
      if (engine === 'sqlite') {
        await server.kill();
        expect(execFileSync('sqlite3', [join(disk.directory, 'musubi.db'), 'pragma integrity_check'], { encoding: 'utf8' }).trim()).toBe('ok');
      }
    });
  });

  if (engine === 'postgres') describe('a full disk of PostgreSQL', () => {
    let disk: Disk;
    let server: Server;
    const cluster = (): string => join(disk.directory, 'cluster');
    const postgres = (...words: string[]): string => execFileSync(join(root, 'scripts/postgres.sh'), words, { encoding: 'utf8' }).trim();
    afterAll(async () => {
      await server?.stop();
      if (!disk) return;
      postgres('stop', cluster());
      disk.remove();
    });

    test('refuses, keeps nothing by halves, and goes on', async () => {
      const mounted = mountedDisk(400);
      disk = mounted ?? limitedCluster();
      server = await startServer('postgres', { staff: 24, entries: 20 }, { postgres: postgres('start', cluster(), '5432') });
      const coordinator = await signIn(server, account(server, 'coordinator'));
      const person = await hinataOf(coordinator);
      const path = `/people/${person}/entries`;
      // Nothing of it can be packed, so that each needs pages of its own.
      const next = () => newEntry(`いっぱいの試験 ${randomBytes(2_000).toString('base64')}`);
      const kept: string[] = [];
      const refused: ReturnType<typeof next>[] = [];

      disk.fill(server);
      while (kept.length < 5_000 && refused.length < 3) {
        const entry = next();
        const answer = await coordinator.post(path, entry);
        if (answer.status === 201) kept.push(entry.id);
        else {
          refused.push(entry);
          expect(mounted ? [507, 503] : [507, 503, 500], answer.text).toContain(answer.status);
        }
      }
      expect(refused.length, `${kept.length} posts fitted`).toBe(3);
      expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
      disk.empty(server);
      postgres('start', cluster(), '5432'); // where it gave up for want of room for its log; else it goes on

      await expect.poll(async () => (await fetch(`${server.origin}/readyz`)).status).toBe(200);
      for (const entry of refused) expect((await coordinator.get(`${path}/${entry.id}`)).status, 'nothing of it was kept').toBe(404);
      const posted = async (): Promise<string[]> =>
        (await allPages(coordinator, `${path}?limit=100`)).filter((e) => e.body.startsWith('いっぱいの試験')).map((e) => e.id as string).toSorted();
      expect(await posted()).toEqual(kept.toSorted());
      for (const entry of refused) {
        expect((await coordinator.post(path, entry)).status).toBe(201);
        kept.push(entry.id);
      }
      await server.restart();
      expect(await posted()).toEqual(kept.toSorted());
      expect((await allHits(coordinator, person, 'いっぱいの試験')).map((e) => e.id as string).toSorted()).toEqual(kept.toSorted());
      // Nor was the sealed log torn: the check's status says so.
      execFileSync(program, ['audit', 'verify', ...server.options]);
    });
  });
});
