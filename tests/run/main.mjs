// Runs the tests: node tests/run/main.mjs [--all] WORK PART...   (./test calls it; WORK: a folder for reports)
// PART: unit, web, api, e2e, fuzz, or of a sanitized build: asan-ubsan/unit, asan-ubsan/api, tsan/unit, tsan/api.
// The last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Plan } from './plan.mjs';
import { root } from './state.mjs';

const args = process.argv.slice(2);
const everything = args[0] === '--all' && Boolean(args.shift());
const [work, ...parts] = args;
const ordinary = ['unit', 'web', 'api', 'e2e', 'fuzz'];
const plan = new Plan(parts.filter((part) => ordinary.includes(part)), everything);
const partOf = (suite) => suite.name.split('/')[0];
const total = { passed: 0, failed: 0 };
const reviewed = (file) => `print_suppressions=0:suppressions=${join(root, 'tests/sanitizers', file)}`;
/** By preset: how many times slower than the release build a test may take it to be, and what its runtimes are told: that
 * libfaketime (support/clock.ts) may come first, for one. */
const sanitizers = {
  'asan-ubsan': { slowness: 4, options: { ASAN_OPTIONS: 'detect_stack_use_after_return=1:verify_asan_link_order=0', LSAN_OPTIONS: reviewed('leaks.txt'), UBSAN_OPTIONS: 'print_stacktrace=1' } },
  tsan: { slowness: 10, options: { TSAN_OPTIONS: `second_deadlock_stack=1:${reviewed('threads.txt')}` } },
};

/** Runs a program with its output shown, or not; answers its exit code. */
function run(command, options, { cwd = root, env = {}, quiet = false } = {}) {
  return new Promise((done) => {
    const child = spawn(command, options, { cwd, stdio: quiet ? 'ignore' : 'inherit', env: { ...process.env, ...env } });
    child.once('error', () => done(127));
    child.once('exit', (code) => done(code ?? 1));
  });
}
/** The report a program wrote; one that wrote none has failed. */
const report = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
function say(name, passed, failed, note = '') {
  console.log(`== ${name}: ${passed} passed, ${failed} failed${note}`);
  total.passed += passed;
  total.failed += failed;
}

/** The suites of a part that are to be asked, with a word about the others. */
function asked(part) {
  const suites = plan.suites.filter((suite) => partOf(suite) === part);
  const those = (what) => suites.filter((suite) => plan.of(suite) === what);
  const same = those('same').reduce((sum, suite) => sum + plan.countOf(suite), 0);
  if (same > 0) say(part, same, 0, ' (nothing they depend on has changed since)');
  const left = those('left').map((suite) => suite.name.split('/')[1]);
  if (left.length > 0) console.log(`== ${part}: left to ./test --all, as it was other rooms that changed: ${left.join(', ')}`);
  return those('ask');
}

/** What tests said, by the suite they belong to. */
class Answers {
  #of = new Map();
  add(suite, test, passed) {
    const { tests, failed } = this.#of.get(suite) ?? { tests: {}, failed: 0 };
    if (passed) tests[test] = (tests[test] ?? 0) + 1;
    this.#of.set(suite, { tests, failed: failed + (passed ? 0 : 1) });
  }
  /** Counts them and lets the plan remember. A suite that was asked and says nothing has failed. */
  settle(part, suites) {
    const sum = { passed: 0, failed: 0 };
    for (const suite of suites) {
      const { tests, failed } = this.#of.get(suite.name) ?? { tests: {}, failed: 1 };
      sum.passed += Object.values(tests).reduce((a, b) => a + b, 0);
      sum.failed += failed;
      plan.keep(suite, tests, failed);
    }
    say(part, sum.passed, sum.failed);
  }
}

/**
 * All tests of a unit test program, or those whose folder `takes` lets through. Those on PostgreSQL run beside the others,
 * as they mostly wait for it; not in more parts, as what one of its databases shows waits for the writers of all.
 * @returns {Promise<{tests: {name: string, folder: string, passed: boolean}[], status: number}>} a test without a word has failed
 */
async function runUnitTests(name, program, takes, env = {}) {
  const listing = join(work, `${name}-list.json`);
  await run(program, ['--gtest_list_tests', `--gtest_output=json:${listing}`], { quiet: true, env });
  const tests = (report(listing)?.testsuites ?? []).flatMap((suite) => suite.testsuite.map((test) => ({
    name: `${suite.name}.${test.name}`, folder: `unit/${/tests\/unit\/([^/]+)\//.exec(test.file)?.[1]}`, passed: false,
  }))).filter((test) => takes(test.folder));
  const half = async (which, some) => {
    if (some.length === 0) return 0;
    const file = join(work, `${name}-${which}`);
    writeFileSync(`${file}.flags`, `--gtest_filter=${some.map((test) => test.name).join(':')}\n`);
    const status = await run(program, [`--gtest_flagfile=${file}.flags`, '--gtest_brief=1', `--gtest_output=json:${file}.json`], { env });
    const good = new Set((report(`${file}.json`)?.testsuites ?? []).flatMap((suite) =>
      suite.testsuite.filter((test) => test.result === 'COMPLETED' && !test.failures).map((test) => `${suite.name}.${test.name}`)));
    for (const test of some) test.passed = good.has(test.name);
    return status;
  };
  const isPostgres = (test) => test.name.endsWith('/Postgres');
  const statuses = await Promise.all([half('postgres', tests.filter(isPostgres)), half('others', tests.filter((test) => !isPostgres(test)))]);
  return { tests, status: statuses.find((status) => status !== 0) ?? 0 };
}

async function unit() {
  const suites = asked('unit');
  if (suites.length === 0) return;
  const names = new Set(suites.map((suite) => suite.name));
  const { tests } = await runUnitTests('unit', 'build/unit/musubi_unit_tests', (folder) => names.has('unit') || names.has(folder));
  const answers = new Answers();
  for (const test of tests) answers.add(names.has('unit') ? 'unit' : test.folder, test.name, test.passed);
  answers.settle('unit', suites);
}
/** The tests of a sanitized build: all unit tests, or all of the API. */
async function sanitized(preset, part) {
  const { slowness, options } = sanitizers[preset];
  const program = `build/${preset}/musubi`;
  const { tests, status } = part === 'unit'
    ? await runUnitTests(preset, `${program}_unit_tests`, () => true, options)
    : await vitest('tests', ['--project', 'api*'], {
      ...options, MUSUBI_TEST_SANITIZED: preset, MUSUBI_TEST_SLOWNESS: String(slowness), MUSUBI_BIN: join(root, program), MUSUBI_TEST_FILLER: join(root, 'build/release/musubi'),
    });
  const failed = tests.filter((test) => !test.passed).length;
  // A sanitizer's last word on the unit tests, such as a leak found at the end, is in the exit status alone.
  say(`${preset}/${part}`, tests.length - failed, failed === 0 && (status !== 0 || tests.length === 0) ? 1 : failed);
}

/**
 * Runs vitest in a folder. A file that could not even be loaded, or failed between its tests, fails under its own name.
 * @returns {Promise<{tests: {name: string, file: string, passed: boolean}[], status: number}>}
 */
async function vitest(cwd, options, env = {}) {
  const said = join(work, `${cwd}.json`);
  const status = await run('npx', ['vitest', 'run', ...options, '--reporter=default', '--reporter=json', `--outputFile.json=${said}`], { cwd: join(root, cwd), env });
  const tests = (report(said)?.testResults ?? []).flatMap((result) => {
    const file = relative(join(root, cwd), result.name);
    const each = result.assertionResults.map((test) => ({ name: test.fullName, file, passed: test.status === 'passed' }));
    return result.status === 'failed' && each.every((test) => test.passed) ? [...each, { name: file, file, passed: false }] : each;
  });
  rmSync(said, { force: true });
  return { tests, status };
}
/** Asks vitest for suites; `suiteOf` says to which of them a file belongs. Counted by part, as suites are. */
async function ask(suites, cwd, options, suiteOf, env = {}) {
  const answers = new Answers();
  for (const { name, file, passed } of (await vitest(cwd, options, env)).tests) answers.add(suiteOf(file), name, passed);
  for (const part of new Set(suites.map(partOf))) answers.settle(part, suites.filter((suite) => partOf(suite) === part));
}
async function web() {
  const suites = asked('web');
  if (suites.length > 0) await ask(suites, 'web', [], () => 'web');
}
/** The tests of the whole program: over HTTP on both engines and in a browser, all side by side, as they mostly wait. */
async function program(parts) {
  const suites = parts.flatMap(asked);
  if (suites.length === 0) return;
  const known = suites.every((suite) => suite.file);
  const rooms = suites.flatMap((suite) => plan.roomsFor(suite) ?? []);
  const options = [...parts.flatMap((part) => ['--project', `${part}*`]), ...(known ? suites.map((suite) => suite.file) : [])];
  const suiteOf = (file) => (known ? file.split('.')[0] : file.split('/')[0]);
  await ask(suites, 'tests', options, suiteOf, rooms.length > 0 ? { MUSUBI_TEST_ROOMS: rooms.join(' ') } : {});
}
/** Every fuzzing target for 20 seconds. From the beginning and behind everything else: what others leave while they wait does. */
async function fuzz() {
  const suites = asked('fuzz');
  if (suites.length === 0) return;
  const said = join(work, 'fuzz.txt');
  await run('nice', ['-n', '19', 'scripts/fuzz', '--say', said, '20']);
  const clean = new Map((existsSync(said) ? readFileSync(said, 'utf8') : '').trim().split('\n').map((line) => line.split(': ')));
  const answers = new Answers();
  for (const target of readdirSync(join(root, 'tests/fuzz/corpus'))) answers.add('fuzz', target, clean.get(target)?.startsWith('clean') ?? false);
  answers.settle('fuzz', suites);
}

const has = (part) => parts.includes(part);
const fuzzed = has('fuzz') && fuzz();
await Promise.all([has('unit') && unit(), has('web') && web()]);
for (const part of parts.filter((part) => !ordinary.includes(part))) await sanitized(...part.split('/'));
await program(['api', 'e2e'].filter(has));
await fuzzed;
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
