// How a person with eighteen years opens on a phone: 20,000 records, 6,000 entries, 60 plans; Chromium at phone size with
// the CPU slowed down four times. Prints the time from asking for the page to its content, and how a chart of all
// 20,000 points pans, beside the aims and beside the same for a person with nothing to open. The renderer's own time on the
// CPU stands beside the clock's, because machines are shared: the clock cannot go below it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { signIn } from './client.mjs';

const root = resolve(import.meta.dirname, '..');
const { chromium } = createRequire(join(root, 'tests/package.json'))('playwright-core');
const program = join(root, 'build/release/musubi');
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
  server = spawn(program, ['serve', ...place, '--port', String(port), '--web', join(root, 'web/dist')], { stdio: 'ignore' });
  for (;;) {
    if (server.exitCode !== null) throw new Error('the server stopped at once');
    if (await fetch(`${origin}/readyz`).then((answer) => answer.ok, () => false)) return;
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** A phone on which the coordinator is signed in. */
async function phone(browser, session) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, locale: 'ja-JP', reducedMotion: 'reduce' });
  await context.addCookies(session.cookie.split('; ').map((pair) => {
    const [name, ...value] = pair.split('=');
    return { name, value: value.join('='), url: origin };
  }));
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const debug = await context.newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await debug.send('Performance.enable');
  const cpu = async () => 1000 * (await debug.send('Performance.getMetrics')).metrics.find((one) => one.name === 'ProcessTime').value;
  return { page, cpu };
}

/** Milliseconds from asking for the page to its content on the screen, the data fetched anew; and the CPU's part of it. */
async function opening({ page, cpu }, path, shown) {
  const took = [];
  for (let i = 0; i < rounds + 1; ++i) {
    await page.goto('about:blank');
    const [began, used] = [performance.now(), await cpu()];
    await page.goto(`${origin}/people/${path}`, { waitUntil: 'commit' });
    await page.locator(shown).first().waitFor();
    const ms = performance.now() - began;
    const after = await cpu();
    took.push({ ms, cpu: after < used ? after : after - used });  // another process began at nothing
  }
  const later = took.slice(1);  // the first one fetches the app; a phone has it
  return { ms: median(later.map((one) => one.ms)), cpu: median(later.map((one) => one.cpu)) };
}

/** The same from a tap on the list of people, the app running already. */
async function tapping({ page, cpu }, id) {
  const took = [];
  for (let i = 0; i < rounds; ++i) {
    await page.goto(`${origin}/people`);
    const link = page.locator(`main a[href="/people/${id}"]`).first();
    await link.waitFor();
    const [began, used] = [performance.now(), await cpu()];
    await link.click();
    await page.locator('article').first().waitFor();
    took.push({ ms: performance.now() - began, cpu: await cpu() - used });
  }
  return { ms: median(took.map((one) => one.ms)), cpu: median(took.map((one) => one.cpu)) };
}

/** Frames a second while a finger drags the chart to and fro: all points, as far as the screen draws them. */
async function panning({ page, cpu }, person) {
  await page.goto(`${origin}/people/${person}/records/charts`);
  await page.getByRole('radio', { name: 'すべて' }).check();
  const canvas = page.locator('.u-over');
  await canvas.waitFor();
  await page.waitForTimeout(1500);
  await page.getByRole('button', { name: '拡大' }).click();  // half of all, so that there is somewhere to go
  await page.waitForTimeout(500);
  await canvas.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  // The finger lives in the page: a mouse moved from outside would be measured with its own way to the browser.
  const used = await cpu();
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
  return { ...pan, cpu: (await cpu() - used) / pan.frames };
}

await serve();
const accounts = JSON.parse(readFileSync(join(work, 'accounts.json'), 'utf8'));
const session = await signIn({ origin }, accounts.find((one) => one.login === 'coordinator'));
const people = await session.send('GET', '/people');
const person = people.find((line) => line.name.includes('とわ'));
const other = people.find((line) => line.id !== person.id && line.last_entry_at);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--lang=ja-JP'],
});
try {
  const page = await phone(browser, session);
  console.log('a phone whose CPU is four times slower');
  const show = (label, aim, figure) => console.log(`${label.padEnd(52)}${aim.padEnd(12)}${figure}`);
  show('figure', 'aim', 'measured');
  const clock = ({ ms, cpu }) => `${ms.toFixed(0)} (CPU ${cpu.toFixed(0)})`;
  const open = await opening(page, person.id, 'article');
  show('person page of 18 years, the app begun anew, ms', '≤ 1500', clock(open));
  if (other) {
    const little = await opening(page, other.id, 'article');
    show('  limit: a person with a handful of entries, ms', '', `${clock(little)}, ratio ${(open.ms / little.ms).toFixed(2)}`);
  }
  show('  tapped in the list of people, ms', '', clock(await tapping(page, person.id)));
  for (const [label, path, shown] of [['course of life', 'course', 'svg[role=img]'], ['records', 'records', 'main li'], ['plans', 'documents', 'main a[href*="/documents/"]']])
    show(`  its ${label}, ms`, '', clock(await opening(page, `${person.id}/${path}`, shown)));
  const pan = await panning(page, person.id);
  show('chart of 20,000 points pans, frames/s', '≥ 50', pan.rate.toFixed(1));
  show('  CPU of a frame, ms', '≤ 20', pan.cpu.toFixed(1));
  show('  95 of 100 frames within, ms', '', pan.p95.toFixed(1));
} finally {
  await browser.close();
  server.kill('SIGTERM');
}
