// Another master key under servers that run: nobody notices, whoever is stopped in the middle begins again, and in the
// end the old key opens nothing.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, cardTokenOf, hinataOf, ok } from '../support/cast.ts';
import { Client, signIn } from '../support/client.ts';
import { emptyPlace } from '../support/city.ts';
import { clientId, clientSecret, Directory } from '../support/directory.ts';
import { named, png } from '../support/files.ts';
import { engines, program, type Server, startServer } from '../support/server.ts';

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
const pause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

describe.each(engines)('another master key on %s', (engine) => {
  let directory: Directory;
  let server: Server;
  /** A second copy of the program on the same database, where there may be one. */
  let second: ChildProcess | undefined;
  let doctor: Client;
  let coordinator: Client;
  let operator: Client;
  let person: string;
  let provider: string;
  const first = { photo: '', draft: '', card: '' };
  const keyFile = (): string => join(server.directory, 'files/keys/master.key');
  const run = (...args: string[]) => spawnSync(program, [...args, ...server.options], { encoding: 'utf8', timeout: 120_000 });
  const fingerprints = (): string[] => [...run('keys', 'status').stdout.matchAll(/^master key (\w{16}) /gm)].map((found) => found[1]!);

  const photo = async (): Promise<string> => {
    const sent = await doctor.send('POST', `/api/v1/people/${person}/files`, png(40, 30), { 'content-type': 'image/png', ...named('写真.png') });
    expect(sent.status, sent.text).toBe(201);
    return sent.body.id as string;
  };
  const reads = async (file: string): Promise<number> => (await doctor.get(`/people/${person}/files/${file}`)).status;
  const draftKey = async (): Promise<string> => (await ok(doctor.get('/account/draft-key'))).key as string;
  const device = async (): Promise<void> => {
    const { code } = await ok(operator.post('/region/devices', { id: v7(), name: '窓口の PC' }));
    await ok(new Client(server.origin).post('/device-enrolment', { code, key: 'p256', profile: 'standard' }));
  };
  /** To the directory and back: the client secret opens, or its token endpoint would refuse. Nobody has linked the subject. */
  const throughDirectory = async (): Promise<void> => {
    const browser = new Client(server.origin);
    const left = await ok(browser.post('/session/oidc/begin', { provider_id: provider }));
    const before = directory.asked.get('/token') ?? 0;
    const at = await directory.visit(left.url);
    const back = await browser.post('/session/oidc', Object.fromEntries(at.searchParams));
    expect([back.status, back.body.code], back.text).toEqual([401, 'unauthenticated']);
    expect(directory.asked.get('/token')).toBe(before + 1);
    expect(server.log()).not.toMatch(/oidc: \S+ of/);
  };
  /** Everything that hangs on the master key, as people use it. */
  const everything = async (): Promise<void> => {
    expect(await reads(first.photo)).toBe(200);
    expect(await reads(await photo())).toBe(200);
    expect(await draftKey()).toBe(first.draft);
    expect(await cardTokenOf(coordinator, person)).toBe(first.card);
    await device();
    await throughDirectory();
    const checked = run('audit', 'verify');
    expect(checked.status, checked.stdout + checked.stderr).toBe(0);
    const files = run('files', 'check');
    expect(files.stdout).toMatch(/ 0 unreadable, 0 unknown/);
  };

  beforeAll(async () => {
    directory = await Directory.listen();
    const env = { MUSUBI_OIDC_HOSTS: directory.host, MUSUBI_OIDC_PLAIN_LOOPBACK: 'true' };
    server = await startServer(engine, { staff: 24, entries: 20 }, { localhost: true, env });
    directory.open(`${server.origin}/oidc/callback`);
    doctor = await signIn(server, account(server, 'doctor'));
    coordinator = await signIn(server, account(server, 'coordinator'));
    operator = await signIn(server, account(server, 'operator'));
    person = await hinataOf(doctor);
    provider = (await ok(operator.post('/region/oidc-providers', {
      name: 'みどり市職員アカウント', issuer: directory.issuer, client_id: clientId, client_secret: clientSecret, scopes: '', strong_acr: '',
      strong_amr: '', facilities: [], enabled: true, reason: '職員の方のために',
    }))).id;
    first.photo = await photo();
    first.draft = await draftKey();
    first.card = await cardTokenOf(coordinator, person);
    if (engine === 'postgres') {
      const port = await freePort();
      second = spawn(program, ['serve', ...server.options, '--port', String(port)], { stdio: 'ignore' });
      for (let tries = 0; tries < 200; ++tries) {
        if (await fetch(`http://127.0.0.1:${port}/readyz`).then((r) => r.ok, () => false)) break;
        await pause(50);
      }
    }
  });
  afterAll(async () => {
    second?.kill('SIGTERM');
    await server?.stop();
    await directory?.close();
  });

  test('without a prepared key, or with a broken one, nothing is changed', () => {
    const none = run('keys', 'rotate', '--master');
    expect(none.status).toBe(1);
    expect(none.stderr).toMatch(/master\.key\.next/);
    writeFileSync(`${keyFile()}.next`, 'half a key\n', { mode: 0o600 });
    expect(run('keys', 'rotate', '--master').stderr).toMatch(/64 hexadecimal digits/);
    writeFileSync(`${keyFile()}.next`, readFileSync(keyFile()), { mode: 0o600 });
    expect(run('keys', 'rotate', '--master').stderr).toMatch(/The new key is the present one/);
    renameSync(`${keyFile()}.next`, `${keyFile()}.wrong`);
    expect(run('keys', 'retire').stdout).toMatch(/no key to retire/);
    expect(fingerprints().length).toBe(1);
    expect(run('keys', 'rotate').status).not.toBe(0);
    expect(run('keys', 'rotate', '--master', '--region', 'yuino').status).not.toBe(0);
  });

  test('killed again and again, it is gone on with, and people work meanwhile', { timeout: 240_000 }, async () => {
    const prepared = run('keys', 'prepare');
    expect(prepared.status, prepared.stderr).toBe(0);
    expect(run('keys', 'prepare').stdout).toMatch(/It was there already/);
    let working = true;
    const answers: number[] = [];
    const work = (async () => {
      while (working) {
        answers.push(await reads(first.photo), await reads(await photo()));
        await pause(100);
      }
    })();
    for (const after of [60, 150, 300, 600, 1_200]) {
      const stopped = spawn(program, ['keys', 'rotate', '--master', ...server.options], { stdio: 'ignore' });
      const gone = new Promise((done) => stopped.once('exit', done));
      await pause(after);
      stopped.kill('SIGKILL');
      await gone;
    }
    const done = await new Promise<{ code: number | null; text: string }>((end) => {
      const child = spawn(program, ['keys', 'rotate', '--master', ...server.options], { stdio: ['ignore', 'pipe', 'pipe'] });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      child.once('exit', (code) => end({ code, text }));
    });
    expect(done.code, done.text).toBe(0);
    working = false;
    await work;
    expect(answers.length).toBeGreaterThan(4);
    expect(new Set(answers)).toEqual(new Set([200]));
    await everything();
    const said = run('keys', 'status').stdout;
    expect(said).toMatch(/is still needed/);
    expect(said.match(/ under root key 2$/gm)!.length).toBeGreaterThan(4);
    expect(said).not.toMatch(/ under root key 1$/m);
    expect(said.match(/^server since/gm)!.length).toBe(engine === 'postgres' ? 2 : 1);
    expect(run('keys', 'retire').stderr).toMatch(/is the old one/);
  });

  test('with the new key in place the old one opens nothing, and nobody was interrupted', { timeout: 120_000 }, async () => {
    const [next, old] = fingerprints();
    renameSync(keyFile(), `${keyFile()}.old`);
    renameSync(`${keyFile()}.next`, keyFile());
    const retired = run('keys', 'retire');
    expect(retired.stdout, retired.stderr).toContain(`${old} opens nothing any more`);
    expect(retired.stdout).toMatch(/running servers were started with the old key/);
    expect(fingerprints()).toEqual([next]);
    await everything(); // by the servers that were started with the old one

    renameSync(keyFile(), `${keyFile()}.new`);
    renameSync(`${keyFile()}.old`, keyFile());
    const refused = run('keys', 'status');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(`The key needed is ${next}`);
    renameSync(keyFile(), `${keyFile()}.old`);
    renameSync(`${keyFile()}.new`, keyFile());

    await server.restart();
    expect(existsSync(`${keyFile()}.next`)).toBe(false);
    await signIn(server, account(server, 'nurse'));
    await everything();
    const rows: { action: string }[] = [];
    for (let before: string | undefined, pages = 0; pages === 0 || (before && pages < 40); ++pages) {
      const page = await ok(operator.get(`/audit/rows?outcome=granted${before ? `&before=${before}` : ''}`));
      rows.push(...page.items);
      before = page.next;
    }
    for (const action of ['rotate_master_key', 'retire_master_key']) expect(rows.filter((row) => row.action === action).length, action).toBe(1);
    for (const key of [keyFile(), `${keyFile()}.old`]) expect(server.log()).not.toContain(readFileSync(key, 'utf8').trim());
  });
});

describe.each(engines)('on %s a master key that lies', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-keys-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(['in a file the environment names', 'in a file the settings name', 'among the credentials of systemd'])('%s', (where) => {
    const place = mkdtempSync(join(folder, 'place-'));
    const options = emptyPlace(engine, place);
    const secret = mkdtempSync(join(place, 'secret-'));
    const credential = where.endsWith('systemd');
    const key = join(secret, credential ? 'musubi-master-key' : 'the.key');
    const told = where.includes('settings') ? ['--set', `storage.master_key_file=${key}`] : [];
    const env = credential ? { CREDENTIALS_DIRECTORY: secret } : { MUSUBI_STORAGE_MASTER_KEY_FILE: key };
    const run = (...args: string[]) =>
      spawnSync(program, [...args, ...options, ...told], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, ...(told.length > 0 ? {} : env) } });
    if (credential) {
      // As systemd puts them there: made elsewhere, and the group's bits show its access list.
      for (const name of [key, `${key}.next`]) writeFileSync(name, `${randomBytes(32).toString('hex')}\n`, { mode: 0o440 });
    }
    const made = run('user', 'create-operator', '--region', 'matsuno', '--region-name', '松野市', '--name', '山田花子', '--kana', 'ヤマダハナコ', '--login', 'hanako');
    expect(made.status, made.stderr).toBe(0);
    if (!credential) expect(run('keys', 'prepare').stdout).toContain(`${key}.next`);
    const rotated = run('keys', 'rotate', '--master');
    expect(rotated.status, rotated.stderr).toBe(0);
    renameSync(key, `${key}.old`);
    expect(run('migrate').status, 'no key in place').not.toBe(0);
    renameSync(`${key}.next`, key);
    const retired = run('keys', 'retire');
    expect(retired.status, retired.stderr).toBe(0);
    renameSync(key, `${key}.new`);
    renameSync(`${key}.old`, key);
    expect(run('migrate').stderr).toMatch(/does not open with the master key that is in place/);
    renameSync(`${key}.new`, key);
    expect(run('migrate').status).toBe(0);
  });

  test('in the environment itself, which is emptied of it', { timeout: 120_000 }, async () => {
    const place = mkdtempSync(join(folder, 'place-'));
    const options = emptyPlace(engine, place);
    const file = join(place, 'files/keys/master.key');
    const run = (env: Record<string, string>, ...args: string[]) =>
      spawnSync(program, [...args, ...options], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, ...env } });
    const key = randomBytes(32).toString('base64');
    const given = { MUSUBI_MASTER_KEY: key };
    const made = run(given, 'user', 'create-operator', '--region', 'matsuno', '--region-name', '松野市', '--name', '山田花子', '--kana', 'ヤマダハナコ', '--login', 'hanako');
    expect(made.status, made.stderr).toBe(0);
    expect(existsSync(file), 'no key is made beside it').toBe(false);

    expect(run({}, 'migrate').stderr).toMatch(/no master key at/);
    expect(run({ MUSUBI_MASTER_KEY: randomBytes(32).toString('base64') }, 'migrate').stderr).toMatch(/does not open with the master key that is in place/);
    for (const wrong of ['', key.slice(0, 40), `${key}${key}`]) {
      const refused = run({ MUSUBI_MASTER_KEY: wrong }, 'migrate');
      expect(refused.status).toBe(1);
      expect(refused.stderr).toMatch(/MUSUBI_MASTER_KEY: .*\n.*is neither 64 hexadecimal digits nor 32 bytes in base64/);
      if (wrong) expect(refused.stderr).not.toContain(wrong);
    }
    // Two keys: in the file that is named, that systemd gives, that lies at the usual place.
    const credentials = mkdtempSync(join(place, 'secret-'));
    writeFileSync(join(credentials, 'musubi-master-key'), `${randomBytes(32).toString('hex')}\n`, { mode: 0o440 });
    const twice = (env: Record<string, string>): void => {
      const refused = run({ ...given, ...env }, 'migrate');
      expect([refused.status, refused.stderr]).toEqual([1, expect.stringMatching(/Give one of the two only/)]);
    };
    twice({ MUSUBI_STORAGE_MASTER_KEY_FILE: join(place, 'elsewhere.key') });
    twice({ CREDENTIALS_DIRECTORY: credentials });
    mkdirSync(join(place, 'files/keys'), { recursive: true });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    twice({});
    rmSync(file);

    const port = await freePort();
    const child = spawn(program, ['serve', ...options, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...given } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await expect.poll(() => fetch(`http://127.0.0.1:${port}/readyz`).then((r) => r.status, () => 0)).toBe(200);
    const shown = readFileSync(`/proc/${child.pid}/environ`, 'utf8');
    expect(shown).toContain('MUSUBI_MASTER_KEY=');
    expect(shown).not.toContain(key.slice(0, 8));
    child.kill('SIGTERM');
    await new Promise((gone) => child.once('exit', gone));
    expect(said).not.toContain(key);

    // Another one: prepared as a file, whose digits are given from then on.
    expect(run(given, 'keys', 'prepare').stdout).toContain(`${file}.next`);
    const rotated = run(given, 'keys', 'rotate', '--master');
    expect(rotated.status, rotated.stderr).toBe(0);
    const next = { MUSUBI_MASTER_KEY: readFileSync(`${file}.next`, 'utf8').trim() };
    rmSync(`${file}.next`);
    const retired = run(next, 'keys', 'retire');
    expect(retired.status, retired.stderr).toBe(0);
    expect(run(given, 'migrate').stderr).toMatch(/does not open with the master key that is in place/);
    expect(run(next, 'migrate').status).toBe(0);
  });
});
