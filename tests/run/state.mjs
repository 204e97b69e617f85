// What the tests depend on, as hashes: rooms, the files of a test, and the ground under all of them.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Every tracked or new file of the checkout, ignored ones left out, with its hash by content. */
function tree() {
  const names = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  const files = new Map();
  for (const name of new Set(names.split('\0')).values())
    if (name && existsSync(join(root, name))) files.set(name, createHash('sha256').update(readFileSync(join(root, name))).digest('hex'));
  return files;
}

const roomOf = [/^src\/([^/]+)\//, /^data\/([^/]+)\//, /^web\/src\/([^/]+)\//];
const wordsOf = /^web\/src\/words\/(?:ja|en)\/([^/]+)\.ts$/;
/** `growth` or `web/growth`; nothing for what belongs to no room. */
function placeOf(name) {
  const words = wordsOf.exec(name);
  if (words && existsSync(join(root, 'web/src', words[1]))) return `web/${words[1]}`;
  const room = roomOf.map((shape) => shape.exec(name)).find(Boolean)?.[1];
  if (!room) return undefined;
  return name.startsWith('web/') ? `web/${room}` : room;
}
/** Papers and pictures, read by no test but those that are asked after every change; and what says when a test is asked. */
const apart = /^(docs|bench|\.ci)\/|^[^/]+\.md$|^LICENSE$|^\.|^run$|^format$|^tests\/(unit|api|e2e|support)\/|^tests\/run\/(touches|order)\./;

export class State {
  #files = tree();
  /** Hash by room: those of src/ by name, those of the web app as `web/NAME`, and what lies in none: `ground`, `web`;
   * `server`, `program` (with the web app) and `everything` (with tests and papers) are wholes. */
  rooms = new Map();
  constructor() {
    const places = new Map();
    const put = (place, name) => places.set(place, [...(places.get(place) ?? []), name]);
    for (const name of [...this.#files.keys()].sort()) {
      put('everything', name);
      const place = placeOf(name) ?? (name.startsWith('web/') ? 'web' : 'ground');
      if (apart.test(name)) continue;
      put(place, name);
      put('program', name);
      if (!name.startsWith('web/')) put('server', name);
    }
    for (const [place, names] of places) this.rooms.set(place, this.#hash(names));
  }
  #hash(names) {
    const sum = createHash('sha256');
    for (const name of names) sum.update(`${name} ${this.#files.get(name)}\n`);
    return sum.digest('hex').slice(0, 16);
  }
  /** Hash of one test file with everything of tests/ that it imports. */
  fileWithImports(file) {
    const seen = new Set();
    const follow = (name) => {
      if (seen.has(name) || !this.#files.has(name)) return;
      seen.add(name);
      const text = readFileSync(join(root, name), 'utf8');
      for (const [, path] of text.matchAll(/from '(\.[^']+)'/g)) follow(normalize(join(dirname(name), path)));
    };
    follow(file);
    return this.#hash([...seen].sort());
  }
  /** Rooms of src/, by name. */
  serverRooms() {
    return [...this.rooms.keys()].filter((name) => existsSync(join(root, 'src', name)));
  }
  /** Hash of a folder as it stands. */
  folder(path) {
    return this.#hash([...this.#files.keys()].filter((name) => name.startsWith(`${path}/`)).sort());
  }
}

/** What each folder of tests/unit is compiled from: rooms of src/, through everything these include; other test folders. */
export function unitRooms(...builds) {
  const said = builds.map((build) => execFileSync('ninja', ['-C', build, '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 28 })).join('\n\n');
  const direct = new Map();
  const place = /(?:^|[ /])(?:src|(tests\/unit))\/([^/]+)\/[^/]+$/;
  const nameOf = (path) => {
    const found = place.exec(path);
    return found ? (found[1] ? `tests/unit/${found[2]}` : found[2]) : undefined;
  };
  let own;
  for (const line of said.split('\n')) {
    const object = /^(\S+)\.(?:o|pch): #deps/.exec(line)?.[1];
    // What is precompiled for the tests is part of each of them, and is not named again where they are compiled.
    if (object || line === '') own = object && (object.includes('unit_tests.dir/cmake_pch') ? 'precompiled' : nameOf(object.replace(/CMakeFiles\/[^/]+\.dir\//, '')));
    const name = own && line.startsWith(' ') ? nameOf(line) : undefined;
    if (name) direct.set(own, (direct.get(own) ?? new Set()).add(name));
  }
  const reach = (from, seen = new Set()) => {
    for (const next of direct.get(from) ?? [from]) if (!seen.has(next)) reach(next, seen.add(next));
    return seen;
  };
  const folders = readdirSync(join(root, 'tests/unit'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const needs = (folder) => [...reach(`tests/unit/${folder}`, reach('precompiled'))].filter((name) => name !== 'precompiled').sort();
  return new Map(folders.map(({ name }) => [name, needs(name)]));
}
