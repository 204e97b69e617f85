// A full disk, seen from outside: what cannot be kept is refused in plain words, nothing is half-written, the program
// lives on and takes posts again when there is room. On PostgreSQL the disk is that of the sealed files.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { account, hinataOf, ok } from '../support/cast.ts';
import { signIn } from '../support/client.ts';
import { type Disk, limitedDisk, smallDisk } from '../support/disk.ts';
import { png } from '../support/files.ts';
import { newEntry } from '../support/notebook.ts';
import { engines, type Server, startServer } from '../support/server.ts';

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
});
