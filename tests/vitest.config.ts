import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './run/order.ts';
import { patience } from './support/patience.ts';

/** Both engines when ./test has started a PostgreSQL, else SQLite alone; each is a project of its own, so that they run side by side. */
const engines = process.env.MUSUBI_TEST_POSTGRES ? ['sqlite', 'postgres'] : ['sqlite'];

/** Invented cities that test files copy (support/city.ts), of this run and no other. */
if (!process.env.MUSUBI_TEST_CITIES) {
  const cities = mkdtempSync(join(tmpdir(), 'musubi-cities-'));
  process.env.MUSUBI_TEST_CITIES = cities;
  process.on('exit', () => rmSync(cities, { recursive: true, force: true }));
}

export default defineConfig({
  test: {
    // The tests mostly wait: for the program they started, for a browser, for PostgreSQL.
    maxWorkers: 4,
    sequence: { sequencer: LongFirst },
    projects: [
      ...engines.map((engine) => ({
        test: {
          name: `api-${engine}`,
          include: ['api/**/*.test.ts'],
          exclude: [`api/**/*.${engine === 'sqlite' ? 'postgres' : 'sqlite'}.test.ts`],
          setupFiles: ['support/sanitized.ts'],
          env: { MUSUBI_TEST_ENGINE: engine },
          // Ends what hangs, and nothing else.
          testTimeout: patience(300_000),
          hookTimeout: patience(300_000),
          expect: { poll: { timeout: patience(20_000) } },
        },
      })),
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          setupFiles: ['support/trouble.ts'],
          // Ends what hangs, and nothing else: a machine with other work to do is no fault.
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
