// Starts the real program on fresh invented data, on either engine, and stops it again.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cityIn, emptyPlace, type Engine, program, root, type World } from './city.ts';
import { patience } from './patience.ts';

export { type Engine, program, root, type World } from './city.ts';

/** The one of this vitest project (vitest.config.ts runs each file once an engine, side by side). */
export const engines: Engine[] = process.env.MUSUBI_TEST_ENGINE
  ? [process.env.MUSUBI_TEST_ENGINE as Engine]
  : process.env.MUSUBI_TEST_POSTGRES ? ['sqlite', 'postgres'] : ['sqlite'];

/** An invented account of the demo, as `musubi demo --accounts FILE` writes it. */
export interface DemoAccount {
  login: string;
  password: string;
  totp_secret: string;
  kind: 'professional' | 'operator' | 'guardian' | 'auditor';
  profession: string;
  name: string;
  facility: string;
  facility_id: string | null;
  is_manager: boolean;
  region: string;
  post_id: string;
}

export interface Server {
  origin: string;
  engine: Engine;
  directory: string;
  /** `--database … --data …`, as its commands take them. */
  options: string[];
  accounts: DemoAccount[];
  process: ChildProcess;
  log(): string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** What a test of faults changes about the place the program runs in. */
export interface Place {
  /** The folder of its data, made and removed by the test. */
  directory?: string;
  /** Conninfo of another PostgreSQL than the one all share. */
  postgres?: string;
  env?: Record<string, string>;
  /** Served as http://localhost, its configured origin: passkeys work for names only. */
  localhost?: boolean;
  /** Served over TLS with a certificate it makes itself, as https://localhost; `set`: more settings, `key=value`. */
  tls?: boolean;
  set?: readonly string[];
}

async function freePort(): Promise<number> {
  return await new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : failed(new Error('no port'))));
    });
  });
}

/** A region that has nothing but its name and its first operator's invitation. */
export interface NewRegion {
  slug: string;
  name: string;
  operator: { name: string; kana: string; login: string };
}

const answersOverTls = (origin: string): Promise<boolean> =>
  new Promise((done, failed) => {
    get(`${origin}/readyz`, { rejectUnauthorized: false, agent: false }, (answer) => {
      answer.resume();
      done(answer.statusCode === 200);
    }).on('error', failed);
  });

async function ready(origin: string, child: ChildProcess, log: () => string): Promise<void> {
  for (const end = Date.now() + patience(10_000); Date.now() < end;) {
    if (child.exitCode !== null) throw new Error(`the server stopped at once:\n${log()}`);
    try {
      if (origin.startsWith('https:') ? await answersOverTls(origin) : (await fetch(`${origin}/readyz`)).ok) return;
    } catch {
      // not listening yet
    }
    await new Promise((next) => setTimeout(next, 25));
  }
  throw new Error(`the server did not become ready:\n${log()}`);
}

const newDirectory = (): string => mkdtempSync(join(tmpdir(), 'musubi-test-'));

/** On an invented city, as `musubi demo` fills it. */
export async function startServer(engine: Engine, world: World = {}, place: Place = {}): Promise<Server> {
  const directory = place.directory ?? newDirectory();
  const options = await cityIn(engine, directory, world, place.postgres);
  return await serve(engine, place, directory, options, JSON.parse(readFileSync(join(directory, 'accounts.json'), 'utf8')) as DemoAccount[]);
}

/** As an installation begins: regions without anything in them. Answers each operator's invitation, as `/invite#token`. */
export async function startEmptyServer(engine: Engine, regions: readonly NewRegion[]): Promise<{ server: Server; invitations: string[] }> {
  const directory = newDirectory();
  const options = emptyPlace(engine, directory);
  const invitations = regions.map(({ slug, name, operator }) => {
    const said = execFileSync(program, [
      'user', 'create-operator', ...options, '--region', slug, '--region-name', name,
      '--name', operator.name, '--kana', operator.kana, '--login', operator.login,
    ], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return /\/invite#\S+/.exec(said)![0];
  });
  return { server: await serve(engine, {}, directory, options, []), invitations };
}

async function serve(engine: Engine, place: Place, directory: string, options: string[], accounts: DemoAccount[]): Promise<Server> {
  const server = { engine, directory, options, accounts } as Server;
  let text = '';
  server.log = () => text;
  const launch = async (): Promise<void> => {
    const port = server.origin ? Number(new URL(server.origin).port) : await freePort();
    server.origin = `${place.tls ? 'https' : 'http'}://${place.localhost || place.tls ? 'localhost' : '127.0.0.1'}:${port}`;
    server.process = spawn(program, [
      'serve', ...options, '--port', String(port), '--web', join(root, 'web/dist'),
      ...(place.localhost || place.tls ? ['--set', `listen.public_origin=${server.origin}`] : []),
      ...(place.tls ? ['tls.self_made=true', `tls.certificate=${join(directory, 'tls.pem')}`, `tls.key=${join(directory, 'tls.key')}`] : [])
        .concat(place.set ?? []).flatMap((one) => ['--set', one]),
    ], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...place.env } });
    const keep = (chunk: Buffer): void => {
      text = (text + chunk.toString('utf8')).slice(-2_000_000);
    };
    server.process.stdout?.on('data', keep);
    server.process.stderr?.on('data', keep);
    await ready(server.origin, server.process, server.log);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.process.exitCode !== null || server.process.signalCode !== null) return;
    const gone = new Promise((done) => server.process.once('exit', done));
    server.process.kill(signal);
    await gone;
  };
  server.kill = () => end('SIGKILL');
  server.restart = async () => {
    await end('SIGTERM');
    await launch();
  };
  server.stop = async () => {
    await end('SIGTERM');
    if (!place.directory) rmSync(directory, { recursive: true, force: true });
  };
  await launch();
  return server;
}
