// An invented city, as `musubi demo` fills it. Filling one takes seconds, and most test files ask for one of a few: within a
// run of the tests each is filled once, as a template, and copied from then on. A copy is nobody else's.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export type Engine = 'sqlite' | 'postgres';
export const root = resolve(import.meta.dirname, '../..');
export const program = process.env.MUSUBI_BIN ?? join(root, 'build/release/musubi');

/** Which program fills cities: under a sanitizer the one without, as one thread writes them and tests/api/demo asks the other. */
const filler = process.env.MUSUBI_TEST_FILLER ?? program;

export interface World {
  people?: number;
  staff?: number;
  entries?: number;
  facilities?: number;
  seed?: number;
  /** The twelve whole childhoods besides: a story's business, others do without. */
  childhoods?: boolean;
}

/** Where templates are kept while the tests run (vitest.config.ts); without it every city is filled anew. */
const templates = process.env.MUSUBI_TEST_CITIES ?? '';
let databases = 0;

function createDatabase(base: string, name: string, template?: string): string {
  const sql = `create database ${name}${template ? ` template ${template}` : ''}`;
  execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', base, '-c', sql]);
  return `postgres:${base.replace(/dbname=\S+/, '')} dbname=${name}`;
}
function optionsFor(engine: Engine, directory: string, postgres: string, name: string, template?: string): string[] {
  const url = engine === 'sqlite' ? `sqlite:${join(directory, 'musubi.db')}` : createDatabase(postgres, name, template);
  return ['--database', url, '--data', join(directory, 'files')];
}
const sharedPostgres = (): string => process.env.MUSUBI_TEST_POSTGRES ?? '';
const freshName = (): string => `musubi_api_${process.pid}_${databases++}`;

/** `--database … --data …` of a place without anything in it. */
export const emptyPlace = (engine: Engine, directory: string): string[] => optionsFor(engine, directory, sharedPostgres(), freshName());

function sizeOf(world: World): string[] {
  return [
    '--seed', String(world.seed ?? 7), '--facilities', String(world.facilities ?? 16), '--people', String(world.people ?? 14),
    '--staff', String(world.staff ?? 48), '--entries', String(world.entries ?? 400), '--childhoods', world.childhoods ? 'on' : 'off',
  ];
}
function fill(options: readonly string[], directory: string, size: readonly string[]): void {
  execFileSync(filler, ['demo', ...options, '--accounts', join(directory, 'accounts.json'), ...size], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Whether this call made the folder. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
/** The template of this size, made by whoever needs it first; the others wait. Answers its folder and database. */
async function templateOf(engine: Engine, size: readonly string[]): Promise<{ folder: string; database: string }> {
  const japanDay = Math.floor((Date.now() / 3_600_000 + 9) / 24); // the city's entries end on the day it is filled
  const name = createHash('sha256').update(JSON.stringify([templates, engine, size, japanDay])).digest('hex').slice(0, 16);
  const made = { folder: join(templates, name), database: `musubi_city_${name}` };
  const [readyFile, failedFile] = [join(templates, `${name}.ready`), join(templates, `${name}.failed`)];
  if (isFirst(made.folder)) {
    try {
      fill(optionsFor(engine, made.folder, sharedPostgres(), made.database), made.folder, size);
      writeFileSync(readyFile, '');
    } catch (error) {
      writeFileSync(failedFile, String(error));
      throw error;
    }
  }
  while (!existsSync(readyFile)) {
    if (existsSync(failedFile)) throw new Error(`the city was not filled: ${readFileSync(failedFile, 'utf8')}`);
    await new Promise((next) => setTimeout(next, 50));
  }
  return made;
}

/** Fills `directory` (and a database) with a city of its own; answers `--database … --data …`. `postgres`: conninfo of another server. */
export async function cityIn(engine: Engine, directory: string, world: World, postgres?: string): Promise<string[]> {
  const size = sizeOf(world);
  if (!templates || postgres) {
    const options = optionsFor(engine, directory, postgres ?? sharedPostgres(), freshName());
    fill(options, directory, size);
    return options;
  }
  const template = await templateOf(engine, size);
  cpSync(template.folder, directory, { recursive: true });
  return optionsFor(engine, directory, sharedPostgres(), freshName(), template.database);
}
