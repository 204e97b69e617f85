// What sealing the audit log costs: posts a second with the sequencer on and off, in pairs of one run, and how long a row waits
// for its seal under that load. Usage: node bench/audit_seal.mjs [ROUNDS] [SECONDS]   (after scripts/build; PostgreSQL is
// started on $MUSUBI_POSTGRES_PORT, or 18300)
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { postScript, signIn } from './client.mjs';
import { now, waitsIn } from './unsealed.mjs';

const root = resolve(import.meta.dirname, '..');
const program = join(root, 'build/release/musubi');
const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 6);
const work = mkdtempSync(join(tmpdir(), 'musubi-seal-'));
let port = 18_310;
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});
const run = (file, list) => execFileSync(file, list, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)];

/** A server on fresh data, its coordinator signed in, and a script for wrk that posts to one person. */
async function start(name, database, seal) {
  const place = ['--database', database, '--data', join(work, name)];
  run(program, ['demo', ...place, '--accounts', join(work, `${name}.json`), '--seed', '3', '--people', '30', '--staff', '60',
    '--entries', '2000']);
  const at = ++port;
  const child = spawn(program, ['serve', ...place, '--port', String(at), '--set', `audit.seal=${seal}`], { stdio: 'ignore' });
  running.add(child);
  const origin = `http://127.0.0.1:${at}`;
  while (!(await fetch(`${origin}/readyz`).catch(() => undefined))?.ok) await new Promise((next) => setTimeout(next, 20));
  const account = JSON.parse(readFileSync(join(work, `${name}.json`), 'utf8')).find((a) => a.login === 'coordinator');
  const session = await signIn({ origin }, account);
  const person = (await session.send('GET', '/people')).find((line) => line.last_entry_at).id;
  const script = join(work, `${name}.lua`);
  postScript(script, session, person);
  const posts = () => {
    const out = run('wrk', ['-t2', '-c64', `-d${seconds}s`, '-s', script, origin]);
    if (/Non-2xx/.test(out)) throw new Error(`${name}: refused answers`);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
  };
  const stop = () => new Promise((done) => {
    child.once('exit', () => { running.delete(child); done(); });
    child.kill('SIGTERM');
  });
  return { posts, stop };
}

async function measure(engine, databaseFor) {
  const on = await start(`${engine}-on`, databaseFor('on'), true);
  const off = await start(`${engine}-off`, databaseFor('off'), false);
  const pairs = [];
  await new Promise((next) => setTimeout(next, 3000));  // the rows of the filling are sealed first
  const since = now();
  on.posts();
  off.posts();  // warm
  for (let i = 0; i < rounds; ++i) {
    // Who goes first changes, so that a machine growing busier favours neither.
    const first = i % 2 === 0 ? on.posts() : off.posts();
    const second = i % 2 === 0 ? off.posts() : on.posts();
    pairs.push(i % 2 === 0 ? { on: first, off: second } : { on: second, off: first });
  }
  await new Promise((next) => setTimeout(next, 2500));
  await on.stop();
  await off.stop();
  const { max, mean, rows } = waitsIn(run, databaseFor('on'), since);
  console.log(`${engine.padEnd(9)} on ${median(pairs.map((p) => p.on)).toFixed(0)}/s  off ${median(pairs.map((p) => p.off)).toFixed(0)}/s  ` +
    `on/off ${median(pairs.map((p) => p.on / p.off)).toFixed(3)} (${pairs.map((p) => (p.on / p.off).toFixed(2)).join(' ')})  ` +
    `wait for the seal ms: mean ${mean.toFixed(0)}, longest ${max.toFixed(0)}, of ${rows} rows`);
}

run('chmod', ['a+rx', work]);
const cluster = join(work, 'cluster');
const conninfo = run(join(root, 'scripts/postgres.sh'), ['start', cluster, process.env.MUSUBI_POSTGRES_PORT ?? '18300']).trim();
try {
  await measure('sqlite', (name) => `sqlite:${join(work, `${name}.db`)}`);
  const made = new Set();
  await measure('postgres', (name) => {
    if (!made.has(name)) run('psql', ['-q', '-d', conninfo, '-c', `create database seal_${name}`]);
    made.add(name);
    return `postgres:${conninfo.replace(/dbname=\S+/, '')} dbname=seal_${name}`;
  });
} finally {
  run(join(root, 'scripts/postgres.sh'), ['stop', cluster]);
}
