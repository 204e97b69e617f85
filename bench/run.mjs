// Measures the release build over loopback beside its limits, all in one run, and prints ratios: the machines are noisy.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { postScript, searchScript, signIn, words } from './client.mjs';
import { now, waitsIn } from './unsealed.mjs';

const root = resolve(import.meta.dirname, '..');
const build = join(root, 'build/release');
const args = process.argv.slice(2);
const quick = args.includes('--quick');
const jsonFile = args.includes('--json') ? args[args.indexOf('--json') + 1] : undefined;
const seconds = quick ? 2 : 8;
const size = quick ? { people: 60, staff: 120, entries: 10_000 } : { people: 300, staff: 300, entries: 100_000 };
// Few people, so that at both sizes every one of them fills a page of 50.
const scale = { people: quick ? 20 : 100, staff: quick ? 60 : 150, sizes: quick ? [2_000, 20_000] : [10_000, 1_000_000] };
const work = mkdtempSync(join(tmpdir(), 'musubi-bench-'));
let port = 18_200;
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});

const run = (file, list, options = {}) => execFileSync(file, list, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
const say = (text) => process.stderr.write(`${text}\n`);

// --- the program -------------------------------------------------------------------------------------------------

function fill(name, database, data) {
  const place = ['--database', database, '--data', join(work, `${name}-files`)];
  run(join(build, 'musubi'), ['demo', ...place, '--accounts', join(work, `${name}.json`), '--seed', '3',
    '--people', String(data.people), '--staff', String(data.staff), '--entries', String(data.entries), '--childhoods', 'off']);
  return { place, accounts: JSON.parse(readFileSync(join(work, `${name}.json`), 'utf8')) };
}

async function serve(filled) {
  const at = ++port;
  const started = performance.now();
  const child = spawn(join(build, 'musubi'), ['serve', ...filled.place, '--port', String(at), '--web', join(root, 'web/dist'),
    '--set', 'listen.streams_per_account=2000'], { stdio: 'ignore' });
  running.add(child);
  for (;;) {
    if (child.exitCode !== null) throw new Error('the server stopped at once');
    try {
      if ((await fetch(`http://127.0.0.1:${at}/readyz`)).ok) break;
    } catch {
      await new Promise((next) => setTimeout(next, 2));
    }
  }
  const readyMs = performance.now() - started;
  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024;
  const stop = () => new Promise((done) => {
    child.once('exit', () => { running.delete(child); done(); });
    child.kill('SIGTERM');
  });
  return { port: at, origin: `http://127.0.0.1:${at}`, readyMs, resident, stop };
}

// --- load --------------------------------------------------------------------------------------------------------

/** wrk: requests per second; throws if any answer was not 2xx. */
function wrk(url, { cookie, script, connections = 64 } = {}) {
  const out = run('wrk', ['-t2', `-c${connections}`, `-d${seconds}s`, '--latency', ...(script ? ['-s', script] : []),
    ...(cookie ? ['-H', `Cookie: ${cookie}`] : []), url]);
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(out);
  if (bad) throw new Error(`${url}: ${bad[1]} refused answers`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
}

/** One reader at a time, by wrk's own clock: what the server takes, without the time of a browser or of Node. */
function search(server, script, session, people) {
  searchScript(script, session, people.slice(0, 100).map((line) => line.id), ['発熱', '転倒', '給食', '音読', '吸引', '就学', '見学', '服薬']);
  const out = run('wrk', ['-t1', '-c1', `-d${seconds}s`, '-s', script, server.origin]);
  const [p50, p95, answers, refused] = out.trim().split('\n').at(-1).split(' ').map(Number);
  if (refused > 0 || !(answers > 0)) throw new Error(`search: ${refused} of ${answers} answers refused`);
  return { p50, p95 };
}

function delivery(server, count, person, poster, members) {
  const out = run(join(build, 'bench/musubi_bench_listeners'), [String(server.port), String(count), quick ? '10' : '30', person,
    poster.csrf, poster.cookie, ...members.map((m) => m.cookie)]);
  const [p50, p99, max, arrived, expected] = out.trim().split(' ').map(Number);
  if (arrived !== expected) throw new Error(`only ${arrived} of ${expected} events arrived`);
  return { p50, p99, max };
}

// --- limits ------------------------------------------------------------------------------------------------------

/** nginx with two files: two bytes, and the very bytes of a timeline page. */
function nginxLimit(page) {
  const home = mkdtempSync(join(work, 'nginx-'));
  writeFileSync(join(home, 'ok.txt'), 'ok');
  writeFileSync(join(home, 'page.json'), page);
  const at = ++port;
  writeFileSync(join(home, 'nginx.conf'), `
    worker_processes 2; daemon off; pid ${home}/pid; error_log ${home}/error.log;
    events { worker_connections 1024; }
    http { access_log off; keepalive_requests 1000000; server { listen 127.0.0.1:${at}; root ${home}; } }`);
  run('chmod', ['-R', 'a+rX', work]);
  const child = spawn('nginx', ['-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')], { stdio: 'ignore' });
  running.add(child);
  run('sleep', ['0.5']);
  const rates = { nginx_static: wrk(`http://127.0.0.1:${at}/ok.txt`), nginx_page: wrk(`http://127.0.0.1:${at}/page.json`) };
  child.kill('SIGTERM');
  running.delete(child);
  return rates;
}

function rawSqlite(bytes) {
  const home = mkdtempSync(join(work, 'raw-'));
  return Number(run(join(build, 'bench/musubi_bench_raw_inserts'), [home, String(bytes), '64', String(seconds)]));
}

/** The rows that a look or a post leaves, written by the product's database layer and nothing else around it. */
const bare = (database, what, clients = 64) => {
  const [rate, p50, p99] = run(join(build, 'bench/musubi_bench_bare'), [database, what, words, String(clients), String(seconds)])
    .trim().split(' ').map(Number);
  return { rate, p50, p99 };
};

/** The same insert as rawSqlite, and the select of as many rows as a page has. */
function pgbench(conninfo, bytes) {
  const insert = join(work, 'insert.sql');
  const select = join(work, 'select.sql');
  run('psql', ['-q', '-d', conninfo, '-c', 'drop table if exists raw; create table raw (id bigserial primary key, body text not null)']);
  writeFileSync(insert, `insert into raw (body) values ('${'x'.repeat(bytes)}');\n`);
  writeFileSync(select, '\\set at random(1, 1000)\nselect id, body from raw where id > :at order by id limit 50;\n');
  const rate = (script) => Number(/tps = ([\d.]+)/.exec(run('pgbench', ['-n', '-M', 'prepared', '-c', '16', '-j', '2', '-T', String(seconds), '-f', script, conninfo]))[1]);
  return { insert: rate(insert), select: rate(select) };
}

// --- one engine --------------------------------------------------------------------------------------------------

async function measure(engine, databaseFor, limits) {
  say(`${engine}: filling ${size.entries} entries …`);
  const fillBegan = performance.now();
  const main = databaseFor('main');
  const filled = fill(`${engine}-main`, main, size);
  const f = { fill_s: (performance.now() - fillBegan) / 1000 };
  const server = await serve(filled);
  f.ready_ms = server.readyMs;
  try {
    const { session, others, person, people } = await team(server, filled.accounts);
    f.sign_in_ms = session.passwordMs;
    f.resident_mb = server.resident();
    const pages = await timelinePages(server, session, person);
    f.page_bytes = pages.bytes;
    Object.assign(f, nginxLimit(pages.text));
    f.healthz = wrk(`${server.origin}/healthz`);
    f.timeline = wrk(pages.first, { cookie: session.cookie });
    f.timeline_read = wrk(pages.second, { cookie: session.cookie });
    const script = join(work, `${engine}.lua`);
    f.post_bytes = postScript(script, session, person);
    const since = now();
    f.post = wrk(server.origin, { script });
    await new Promise((next) => setTimeout(next, 2500));  // all of it is sealed by then
    f.unsealed = waitsIn(run, main, since);
    const pg = pgbench(limits.conninfo, f.post_bytes);
    f.raw_insert = engine === 'sqlite' ? rawSqlite(f.post_bytes) : pg.insert;
    f.pgbench_insert = pg.insert;
    f.pgbench_select = pg.select;
    const empty = databaseFor('bare');
    f.bare_look = bare(empty, 'look').rate;
    f.bare_post = bare(empty, 'post').rate;
    f.lone_post = bare(empty, 'post', 1);  // nobody else: what the disk takes for one commit
    await new Promise((next) => setTimeout(next, 200));  // notice which connections the server has closed meanwhile
    f.search = search(server, join(work, `${engine}-search.lua`), session, people);
    for (const count of [1, 100, 1000]) f[`delivery_${count}`] = delivery(server, count, person, session, [session, ...others]);
    f.resident_after_mb = server.resident();
  } finally {
    await server.stop();
  }
  f.scale = [];
  for (const entries of scale.sizes) {
    say(`${engine}: filling ${entries} entries …`);
    const began = performance.now();
    const big = fill(`${engine}-${entries}`, databaseFor(`scale${entries}`), { ...scale, entries });
    const fill_s = (performance.now() - began) / 1000;
    const other = await serve(big);
    const { session, person } = await team(other, big.accounts);
    const pages = await timelinePages(other, session, person);
    f.scale.push({ entries, fill_s, page_bytes: pages.bytes, timeline: wrk(pages.first, { cookie: session.cookie }),
      timeline_read: wrk(pages.second, { cookie: session.cookie }) });
    await other.stop();
  }
  const many = databaseFor('signs');
  fill(`${engine}-signs`, many, { people: quick ? 200 : 5_000, staff: 150, entries: 2_000 });
  const [people, took] = run(join(build, 'bench/musubi_bench_signs'), [many]).split(' ').map(Number);
  f.signs_people = people;
  const [small, large] = f.scale.map((at) => at.timeline_read);  // pages that are read, not kept ones
  return {
    timeline_over_healthz: f.timeline / f.healthz,
    post_over_raw_insert: f.post / f.raw_insert,
    search_p95_ms: f.search.p95,
    unsealed_max_ms: f.unsealed.max,
    delivery_p99_ms_1000: f.delivery_1000.p99,
    resident_mb: f.resident_mb,
    ready_ms: f.ready_ms,
    timeline_1m_over_10k: small / large,
    signs_5000_s: took * 5_000 / people,
    raw: f,
  };
}

/**
 * The two pages of 50 that are measured: the first, as opening the notebook asks for it (kept ready while nobody writes),
 * and the one after it, which is read from the tables each time.
 */
async function timelinePages(server, session, person) {
  const path = `/people/${person}/entries?limit=50`;
  const first = await session.send('GET', path);
  const second = await session.send('GET', `${path}&before=${encodeURIComponent(first.next)}`);
  if (first.items.length !== 50 || second.items.length !== 50) throw new Error('the pages are not full');
  const text = JSON.stringify(second);
  const url = `${server.origin}/api/v1${path}`;
  return { first: url, second: `${url}&before=${encodeURIComponent(first.next)}`, text, bytes: Buffer.byteLength(text) };
}

/** A coordinator with a full timeline, and colleagues of the same team. */
async function team(server, accounts) {
  const professionals = accounts.filter((a) => a.kind === 'professional');
  let best;
  for (const account of professionals.filter((a) => a.profession === 'coordinator' || a.is_manager).slice(0, 8).concat(professionals.slice(0, 4))) {
    const session = await signIn(server, account).catch(() => undefined);
    if (!session) continue;
    const people = (await session.send('GET', '/people')).filter((line) => line.last_entry_at);  // readable by consent
    if (people.length > 0 && (!best || people.length > best.people.length)) best = { session, people, account };
  }
  if (!best) throw new Error('no account of the demo has a person');
  let person = best.people[0].id;
  for (const line of best.people.slice(0, 10)) {
    const page = await best.session.send('GET', `/people/${line.id}/entries?limit=100`).catch(() => ({ items: [] }));
    if (page.items.length === 100) { person = line.id; break; }
  }
  const seats = await best.session.send('GET', `/people/${person}/team`);
  const others = [];
  for (const account of professionals) {
    if (others.length === 3) break;
    if (account.login === best.account.login || !seats.some((s) => s.post_id === account.post_id)) continue;
    const session = await signIn(server, account).catch(() => undefined);
    if (session) others.push(session);
  }
  return { ...best, person, others };
}

// --- all ---------------------------------------------------------------------------------------------------------

const cluster = join(work, 'cluster');
run('chmod', ['a+rx', work]);
const conninfo = run(join(root, 'scripts/postgres.sh'), ['start', cluster, String(++port)]).trim();
let databases = 0;
const postgresFor = () => {
  const name = `bench_${databases++}`;
  run('psql', ['-q', '-d', conninfo, '-c', `create database ${name}`]);
  return `postgres:${conninfo.replace(/dbname=\S+/, '')} dbname=${name}`;
};
/** A plan of six pages as a PDF; no database is asked. */
function paper() {
  const [pages, first, ms, cpu, bytes] = run(join(build, 'bench/musubi_bench_paper'), []).split(' ').map(Number);
  return { pages, first_ms: first, ms, cpu_ms: cpu, bytes, pages_a_minute: (60_000 * pages) / ms };
}
try {
  const results = {
    paper: paper(),
    sqlite: await measure('sqlite', (name) => `sqlite:${join(work, `${name}.db`)}`, { conninfo }),
    postgres: await measure('postgres', postgresFor, { conninfo }),
  };
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(results, null, 2)}\n`);
  const aims = [
    ['timeline_over_healthz', '≥ 0.25'], ['post_over_raw_insert', '≥ 0.30'], ['search_p95_ms', ''],
    ['unsealed_max_ms', '≤ 1000'],
    ['delivery_p99_ms_1000', '≤ 30'], ['resident_mb', '≤ 80'], ['ready_ms', '≤ 300'], ['timeline_1m_over_10k', '≤ 1.2'],
    ['signs_5000_s', '≤ 10'],
  ];
  const show = (n) => (n >= 100 ? n.toFixed(0) : n.toFixed(2)).padStart(10);
  console.log(`${'figure'.padEnd(26)}${'aim'.padEnd(10)}${'sqlite'.padStart(10)}${'postgres'.padStart(12)}`);
  for (const [key, aim] of aims) console.log(`${key.padEnd(26)}${aim.padEnd(10)}${show(results.sqlite[key])}  ${show(results.postgres[key])}`);
  const { paper: plan } = results;
  console.log(`${`plan_of_${plan.pages}_pages_pdf_ms`.padEnd(26)}${'≤ 200'.padEnd(10)}${show(plan.ms)}`);
  console.log(`${'pdf_pages_a_minute'.padEnd(26)}${'≥ 300'.padEnd(10)}${show(plan.pages_a_minute)}`);
  console.log('\nbehind them (per second unless named otherwise; same run)');
  const behind = [
    ['healthz', 'healthz'], ['nginx_static', '  limit: nginx, 2 bytes'], ['nginx_page', '  limit: nginx, bytes of a page'],
    ['timeline', 'timeline, first page (kept)'], ['timeline_read', 'timeline, page read from tables'],
    ['bare_look', '  limit: audit records alone'], ['pgbench_select', '  limit: pgbench, select of 50 rows'],
    ['post', 'post'], ['bare_post', '  limit: rows of a post alone'], ['raw_insert', '  limit: raw inserts, same bytes'],
    ['pgbench_insert', '  limit: pgbench, insert'], ['page_bytes', 'bytes of a page'], ['sign_in_ms', 'sign-in, ms'],
    ['fill_s', 'filling the demo, s'], ['resident_after_mb', 'resident after load, MB'],
  ];
  const both = (label, of) => console.log(`${label.padEnd(36)}${show(of(results.sqlite.raw))}  ${show(of(results.postgres.raw))}`);
  for (const [key, label] of behind) both(label, (raw) => raw[key]);
  scale.sizes.forEach((entries, i) => {
    both(`at ${entries} entries: page read`, (raw) => raw.scale[i].timeline_read);
    both('  its bytes', (raw) => raw.scale[i].page_bytes);
    both('  filling, s', (raw) => raw.scale[i].fill_s);
  });
  console.log(`${'plan: CPU ms, first ms, bytes'.padEnd(36)}${show(plan.cpu_ms)}  ${show(plan.first_ms)}  ${show(plan.bytes)}`);
  both('search p50, ms', (raw) => raw.search.p50);
  both('wait for the seal, mean ms', (raw) => raw.unsealed.mean);
  const spread = (label, of) =>
    console.log(`${label.padEnd(36)}${[results.sqlite, results.postgres].map((r) => `${of(r.raw).p50}/${of(r.raw).p99}`.padStart(12)).join('')}`);
  spread('limit: a lone post durable, p50/p99 ms', (raw) => raw.lone_post);
  for (const count of [1, 100, 1000])
    spread(`delivery p50/p99 ms, ${count} listeners`, (raw) => raw[`delivery_${count}`]);
} finally {
  run(join(root, 'scripts/postgres.sh'), ['stop', cluster]);
}
