// What has to be asked again: every suite remembers in which state of what it depends on its tests were last green.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, State, unitRooms } from './state.mjs';
import { touches, walks } from './touches.mjs';

/**
 * @typedef Suite One folder of tests/unit, one file of tests/api or tests/e2e, `web`, or `fuzz`.
 * @property {string} name `unit/growth`, `api/kill`
 * @property {string} own hash of its own files and of the ground under all
 * @property {Record<string, string>} rooms hash of each room it is asked for
 * @property {string} [all] hash of all that could matter, where that is more than these rooms
 */
/** @typedef {Suite & {tests: Record<string, number>}} Green */

const memory = join(root, 'build/green.json');

/** @returns {Suite[]} */
function suitesOf(part, state) {
  const pick = (names) => Object.fromEntries(names.flatMap((name) => (state.rooms.has(name) ? [[name, state.rooms.get(name)]] : [])));
  const ground = state.rooms.get('ground');
  if (part === 'web') {
    const rooms = pick(['web', ...[...state.rooms.keys()].filter((name) => name.startsWith('web/'))]);
    return [{ name: 'web', own: ground, rooms }];
  }
  if (part === 'fuzz') {
    const rooms = pick(['audit', 'base', 'crypto', 'device', 'form', 'http']); // as tests/fuzz/CMakeLists.txt has it
    return [{ name: 'fuzz', own: `${ground} ${state.folder('tests/unit/fuzz')}`, rooms }];
  }
  if (part === 'unit') {
    const holdsTests = (folder) => readdirSync(join(root, 'tests/unit', folder)).some((file) => file.endsWith('_test.cpp'));
    return [...unitRooms(join(root, 'build/unit'), join(root, 'build/release'))].filter(([folder]) => holdsTests(folder)).map(([folder, needs]) => ({
      name: `unit/${folder}`, rooms: pick(needs),
      own: [ground, ...needs.filter((n) => n.startsWith('tests/')).map((n) => state.folder(n))].join(' '),
    }));
  }
  return readdirSync(join(root, 'tests', part)).filter((file) => file.endsWith('.test.ts')).map((file) => {
    const name = `${part}/${file.split('.')[0]}`;
    const named = (touches[name] ?? ['everything']).flatMap((room) => (room === 'src' ? state.serverRooms() : [room]));
    const rooms = part === 'e2e' ? named.flatMap((room) => [room, `web/${room}`]) : named;
    const own = [ground, part === 'e2e' ? state.rooms.get('web') : '', state.fileWithImports(`tests/${part}/${file}`)].join(' ');
    return { name, file: `${part}/${file}`, own, rooms: pick(rooms), all: state.rooms.get(part === 'e2e' ? 'program' : 'server') };
  });
}

export class Plan {
  /** @type {Record<string, Green>} */
  #green = {};
  #state;
  constructor(parts, everything) {
    this.everything = everything;
    try {
      this.#state = new State();
    } catch {
      return this.#askAll(parts); // not a checkout: nothing is known of what changed
    }
    if (existsSync(memory)) this.#green = JSON.parse(readFileSync(memory, 'utf8'));
    this.suites = parts.flatMap((part) => suitesOf(part, this.#state));
  }
  #askAll(parts) {
    this.everything = true;
    this.suites = parts.map((part) => ({ name: part, own: '', rooms: {} }));
  }
  #changed(suite) {
    const before = this.#green[suite.name]?.rooms ?? {};
    return Object.keys(suite.rooms).filter((room) => suite.rooms[room] !== before[room]);
  }
  /** `ask`, `same` (proved to be as it was when green), or `left` (changed where this suite is not asked at once). */
  of(suite) {
    const green = this.#green[suite.name];
    if (this.everything || !green || green.own !== suite.own || this.#changed(suite).length > 0) return 'ask';
    return green.all === suite.all ? 'same' : 'left';
  }
  /** The rooms a walk over all routes is asked for; nothing for another suite, or where it is asked for all. */
  roomsFor(suite) {
    const wholly = walks[suite.name];
    const changed = this.#changed(suite);
    const all = this.everything || !wholly || !this.#green[suite.name] || changed.length === 0 || changed.some((room) => wholly.includes(room));
    return all ? undefined : changed;
  }
  /** How many tests of the suite were green when it was asked last. */
  countOf(suite) {
    return Object.values(this.#green[suite.name]?.tests ?? {}).reduce((sum, n) => sum + n, 0);
  }
  /** Keeps what a suite's tests said, by name; a suite with a failure is asked again. */
  keep(suite, tests, failed) {
    if (!this.#state) return;
    const { name, own, rooms, all } = suite;
    // A walk that was asked for some rooms is green for these; of the others nothing new is known.
    if (failed > 0) delete this.#green[name];
    else if (this.roomsFor(suite)) this.#green[name] = { own, rooms, all: 'partly', tests: { ...this.#green[name].tests, ...tests } };
    else this.#green[name] = { own, rooms, all, tests };
    mkdirSync(dirname(memory), { recursive: true });
    writeFileSync(memory, JSON.stringify(this.#green));
  }
}
