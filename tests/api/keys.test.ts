// `musubi keys` and `musubi files`: new keys beside a server that runs, and contents that went astray.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, hinataOf } from '../support/cast.ts';
import { type Client, signIn } from '../support/client.ts';
import { newEntry } from '../support/notebook.ts';
import { named, png } from '../support/files.ts';
import { patience } from '../support/patience.ts';
import { engines, program, type Server, startServer } from '../support/server.ts';

describe.each(engines)('keys of files on %s', (engine) => {
  let server: Server;
  let doctor: Client;
  let person: string;
  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 20 });
    doctor = await signIn(server, account(server, 'doctor'));
    person = await hinataOf(doctor);
  });
  afterAll(() => server?.stop());
  const run = (...args: string[]) => spawnSync(program, [...args, ...server.options], { encoding: 'utf8', timeout: patience(60_000) });
  const contents = (): string[] =>
    (readdirSync(join(server.directory, 'files/files'), { recursive: true }) as string[])
      .map((name) => join(server.directory, 'files/files', name)).filter((path) => statSync(path).isFile());
  const keysOfHome = (): number[] =>
    [.../^yuino\n((?: .*\n)*)/m.exec(run('keys', 'status').stdout)![1]!.matchAll(/(\d+) files$/gm)].map((found) => Number(found[1]));
  const post = async (): Promise<string> => {
    const sent = await doctor.send('POST', `/api/v1/people/${person}/files`, png(40, 30), { 'content-type': 'image/png', ...named('写真.png') });
    expect(sent.status).toBe(201);
    const file = sent.body.id as string;
    expect((await doctor.post(`/people/${person}/entries`, { ...newEntry('鍵の試験'), file_ids: [file] })).status).toBe(201);
    return file;
  };
  const read = async (file: string): Promise<number> => (await doctor.get(`/people/${person}/files/${file}`)).status;

  test('a new key seals what comes after it, while the server runs; what was there stays readable', async () => {
    const before = await post();
    const [first] = keysOfHome();
    expect(first).toBeGreaterThan(0);
    const made = run('keys', 'rotate', '--region', 'yuino');
    expect([made.stdout.trim(), made.status]).toEqual(['2', 0]);
    const after = await post();
    expect(keysOfHome()).toEqual([first, 1]);
    expect([await read(before), await read(after)]).toEqual([200, 200]);
    await server.restart();
    expect([await read(before), await read(after)]).toEqual([200, 200]);
    const operator = await signIn(server, account(server, 'operator'));
    const rows = (await operator.get('/audit/rows')).body.items as { action: string }[];
    expect(rows.filter((row) => row.action === 'rotate_data_key').length).toBe(1);
  });

  test('no region of that name, no key', () => {
    const said = run('keys', 'rotate', '--region', 'nowhere');
    expect(said.status).toBe(1);
    expect(said.stderr).toMatch(/この地域はありません/);
  });

  test('contents that no record names are found, and removed when asked and old enough; damage is named', async () => {
    const whole = run('files', 'check');
    expect(whole.stdout).toMatch(/ 0 unreadable, 0 unknown, 0 removed/);
    expect(whole.status).toBe(0);

    const folder = join(server.directory, 'files/files/ab/cd');
    mkdirSync(folder, { recursive: true });
    const [old, young] = [join(folder, 'old'), join(folder, 'young')];
    for (const path of [old, young]) writeFileSync(path, 'left by a kill');
    const dayBefore = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(old, dayBefore, dayBefore);
    expect(run('files', 'check').stdout).toMatch(/unknown: ab\/cd\/old\n/);
    expect(run('files', 'check', '--remove').stdout).toMatch(/1 unknown, 1 removed/);
    expect(readdirSync(folder)).toEqual(['young']);
    rmSync(young);

    const file = await post();
    const hurt = contents().toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]!;
    const bytes = readFileSync(hurt);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(hurt, bytes);
    const said = run('files', 'check');
    expect(said.stdout).toMatch(new RegExp(`unreadable: ${file}`));
    expect(said.status).toBe(1);
  });
});
