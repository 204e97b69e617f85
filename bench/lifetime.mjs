// How a person with eighteen years opens on a phone: 20,000 records, 6,000 entries, 60 plans; Chromium at phone size with
// the CPU slowed down four times. "Open" means that the head of the person and the newest entries can be read: from the touch
// on the list of people, the app running already, and from a cold load of the address, its files in the browser's cache.
// Then how a chart of all 20,000 points pans. The aims stand beside it, and the same for a person with nothing to open.
//
// Machines are shared, so the clock says less than the thread's own time: CPU is what the page's main thread worked (under
// the slowdown, so on an idle machine the clock cannot go below it), and what of it was script, layout and style.
//
//   node bench/lifetime.mjs [--quick] [--program build/release/musubi] [--web web/dist]
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { signIn } from './client.mjs';

const root = resolve(import.meta.dirname, '..');
const { chromium } = createRequire(join(root, 'tests/package.json'))('playwright-core');
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return resolve(at < 0 ? join(root, otherwise) : process.argv[at + 1]);
};
const program = option('--program', 'build/release/musubi');
const web = option('--web', 'web/dist');
const rounds = process.argv.includes('--quick') ? 2 : 7;
const port = 18_190;
const origin = `http://127.0.0.1:${port}`;
const work = mkdtempSync(join(tmpdir(), 'musubi-bench-'));
const place = ['--database', `sqlite:${join(work, 'musubi.db')}`, '--data', join(work, 'files')];
let server;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
process.on('exit', () => {
  server?.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function serve() {
  execFileSync(program, ['demo', ...place, '--accounts', join(work, 'accounts.json'), '--seed', '3', '--facilities', '16', '--people', '6',
    '--staff', '48', '--entries', '60', '--childhoods', 'off', '--lifetime', 'on'], { stdio: 'ignore' });
  server = spawn(program, ['serve', ...place, '--port', String(port), '--web', web], { stdio: 'ignore' });
  for (;;) {
    if (server.exitCode !== null) throw new Error('the server stopped at once');
    if (await fetch(`${origin}/readyz`).then((answer) => answer.ok, () => false)) return;
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** A phone on which the coordinator is signed in. */
async function phone(browser, session) {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, locale: 'ja-JP', reducedMotion: 'reduce', hasTouch: true,
  });
  await context.addCookies(session.cookie.split('; ').map((pair) => {
    const [name, ...value] = pair.split('=');
    return { name, value: value.join('='), url: origin };
  }));
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.addInitScript(watch);
  const debug = await context.newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
  const parts = { cpu: 'TaskDuration', script: 'ScriptDuration', layout: 'LayoutDuration', style: 'RecalcStyleDuration' };
  const work = async () => {
    const { metrics } = await debug.send('Performance.getMetrics');
    return Object.fromEntries(Object.entries(parts).map(([part, name]) => [part, 1000 * metrics.find((one) => one.name === name).value]));
  };
  return { page, work };
}
/** In the page: when it was touched, and when everything asked for is there and drawn. */
function watch() {
  window.touchedAt = 0;
  addEventListener('pointerdown', (event) => (window.touchedAt = event.timeStamp), { capture: true });
  window.shownAt = (all) => new Promise((done) => {
    const drawn = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    const look = () => {
      if (!all.every((one) => document.querySelector(one))) return;
      watcher.disconnect();
      drawn();
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { childList: true, subtree: true });
    look();
  });
}
/** What the main thread worked between two askings; a page in a new process began at nothing. */
const between = (before, after) =>
  Object.fromEntries(Object.keys(after).map((part) => [part, after.cpu < before.cpu ? after[part] : after[part] - before[part]]));
const medians = (list) => Object.fromEntries(Object.keys(list[0]).map((part) => [part, median(list.map((one) => one[part]))]));

/** From asking for the page to its content on the screen, the data fetched anew. */
async function opening({ page, work }, path, shown) {
  const took = [];
  for (let i = 0; i < rounds + 1; ++i) {
    await page.goto('about:blank');
    const before = await work();
    await page.goto(`${origin}/people/${path}`, { waitUntil: 'commit' });
    const ms = await page.evaluate((all) => window.shownAt(all), shown);
    took.push({ ms, ...between(before, await work()) });
  }
  return medians(took.slice(1));  // the first one fetches the app; a phone has it
}

/** The same from a touch on the list of people, the app running already. */
async function touching({ page, work }, id, shown) {
  const took = [];
  for (let i = 0; i < rounds; ++i) {
    await page.goto(`${origin}/people`);
    const link = page.locator(`main a[href="/people/${id}"]`).first();
    await link.waitFor();
    await page.waitForTimeout(1500);  // the list stands: what it still had to do is done
    const before = await work();
    await link.tap();
    const ms = await page.evaluate(async (all) => (await window.shownAt(all)) - window.touchedAt, shown);
    took.push({ ms, ...between(before, await work()) });
  }
  return medians(took);
}

/** Frames a second while a finger drags the chart to and fro: all points, as far as the screen draws them. */
async function panning({ page, work }, person) {
  await page.goto(`${origin}/people/${person}/records/charts`);
  await page.getByRole('radio', { name: 'すべて' }).check();
  const canvas = page.locator('.u-over');
  await canvas.waitFor();
  await page.waitForTimeout(1500);
  await page.getByRole('button', { name: '拡大' }).click();  // half of all, so that there is somewhere to go
  await page.waitForTimeout(500);
  await canvas.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  // The finger lives in the page: a mouse moved from outside would be measured with its own way to the browser.
  const before = await work();
  const pan = await canvas.evaluate(async (node) => {
    const box = node.getBoundingClientRect();
    const y = box.top + box.height / 2;
    const finger = (kind, x) => (kind === 'pointerdown' ? node : window)
      .dispatchEvent(new PointerEvent(kind, { clientX: x, clientY: y, button: 0, pointerId: 1, bubbles: true }));
    finger('pointerdown', box.left + box.width / 2);
    const began = performance.now();
    const gaps = [];
    let last = began;
    while (last - began < 4000) {
      finger('pointermove', box.left + box.width * (0.5 + 0.45 * Math.sin((last - began) / 300)));
      const now = await new Promise((next) => requestAnimationFrame(next));
      gaps.push(now - last);
      last = now;
    }
    finger('pointerup', box.left + box.width / 2);
    gaps.sort((a, b) => a - b);
    return { frames: gaps.length, rate: (1000 * gaps.length) / (last - began), p95: gaps[Math.floor(gaps.length * 0.95)] };
  });
  return { ...pan, cpu: between(before, await work()).cpu / pan.frames };
}

await serve();
const accounts = JSON.parse(readFileSync(join(work, 'accounts.json'), 'utf8'));
const session = await signIn({ origin }, accounts.find((one) => one.login === 'coordinator'));
const people = await session.send('GET', '/people');
const person = people.find((line) => line.name.includes('とわ'));
const other = people.find((line) => line.id !== person.id && line.last_entry_at);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--lang=ja-JP'],
});
try {
  const page = await phone(browser, session);
  console.log('a phone whose CPU is four times slower');
  const show = (label, aim, figure) => console.log(`${label.padEnd(52)}${aim.padEnd(12)}${figure}`);
  show('figure', 'aim', 'measured');
  const whole = (n) => n.toFixed(0).padStart(5);
  const clock = (took) =>
    `${whole(took.ms)}   CPU ${whole(took.cpu)}: script ${whole(took.script)}, layout ${whole(took.layout)}, style ${whole(took.style)}`;
  const readable = ['main ruby', 'article .prose'];  // the head of the person, and the newest entries
  show('person page of 18 years, touched in the list, ms', '≤ 1500', clock(await touching(page, person.id, readable)));
  const open = await opening(page, person.id, readable);
  show('person page of 18 years, cold, ms', '≤ 1500', clock(open));
  if (other) {
    const little = await opening(page, other.id, readable);
    show('  limit: a person with a handful of entries, ms', '', `${clock(little)}, ratio ${(open.ms / little.ms).toFixed(2)}`);
  }
  for (const [label, path, shown] of [['course of life', 'course', 'svg[role=img]'], ['records', 'records', 'main li'], ['plans', 'documents', 'main a[href*="/documents/"]']])
    show(`  its ${label}, cold, ms`, '', clock(await opening(page, `${person.id}/${path}`, [shown])));
  const pan = await panning(page, person.id);
  show('chart of 20,000 points pans, frames/s', '≥ 50', pan.rate.toFixed(1));
  show('  CPU of a frame, ms', '≤ 20', pan.cpu.toFixed(1));
  show('  95 of 100 frames within, ms', '', pan.p95.toFixed(1));
} finally {
  await browser.close();
  server.kill('SIGTERM');
}
