// What the program refuses to start with, in words an operator understands.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, ok } from '../support/cast.ts';
import { signIn } from '../support/client.ts';
import { patience } from '../support/patience.ts';
import { engines, program, type Server, startServer } from '../support/server.ts';

describe.each(engines)('starting on %s', (engine) => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer(engine, { staff: 24, entries: 5 });
  });
  afterAll(() => server?.stop());
  const run = (args: string[], env: Record<string, string> = {}) =>
    spawnSync(program, args, { encoding: 'utf8', timeout: patience(20_000), env: { ...process.env, ...env } });

  test('no new master key is made where there is a database', () => {
    const key = join(server.directory, 'files', 'keys', 'master.key');
    renameSync(key, `${key}.lost`);
    const said = run(['migrate', ...server.options]);
    expect(said.status).not.toBe(0);
    expect(said.stderr).toMatch(/マスター鍵/);
    expect(said.stderr).toMatch(/No new key is made/);
    expect(existsSync(key)).toBe(false);
    renameSync(`${key}.lost`, key);
    expect(run(['migrate', ...server.options]).status).toBe(0);
  });

  test('the key may lie where systemd puts its credentials', async () => {
    const key = join(server.directory, 'files', 'keys', 'master.key');
    const credentials = join(server.directory, 'credentials');
    mkdirSync(credentials);
    renameSync(key, join(credentials, 'musubi-master-key'));
    expect(run(['migrate', ...server.options], { CREDENTIALS_DIRECTORY: credentials }).status).toBe(0);
    expect(existsSync(key)).toBe(false);
    renameSync(join(credentials, 'musubi-master-key'), key);
    await ok((await signIn(server, account(server, 'coordinator'))).get('/people'));
  });

  test('plain HTTP beyond this machine', () => {
    const open = ['serve', ...server.options, '--address', '0.0.0.0', '--port', '0'];
    const said = run(open);
    expect(said.status).not.toBe(0);
    expect(said.stderr).toMatch(/Plain HTTP is not served beyond this machine/);
    expect(said.stderr).toMatch(/listen\.tls_by_proxy/);
    expect(run([...open, '--set', 'listen.tls_by_proxy=true']).stderr).toMatch(/listen\.trusted_proxies/);
  });

  test('PostgreSQL over a network without verify-full', () => {
    const said = run(['migrate', '--database', 'postgres:host=192.0.2.1 sslmode=require', '--data', server.directory]);
    expect(said.status).not.toBe(0);
    expect(said.stderr).toMatch(/sslmode=verify-full/);
  });

  test('figures are for this machine', async () => {
    expect((await fetch(`${server.origin}/metrics`)).status).toBe(200);
    expect((await fetch(`${server.origin}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404);
  });
});
