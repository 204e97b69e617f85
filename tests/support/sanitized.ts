// What a sanitizer says of a program that a test started fails that test; of one that was started or stopped between the
// tests, leaks found at its end among it, the file. Set up for every file, and idle unless the program is a sanitized build.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';

if (process.env.MUSUBI_TEST_SANITIZED) {
  const reports = mkdtempSync(join(tmpdir(), 'musubi-reports-'));
  for (const runtime of ['ASAN', 'LSAN', 'TSAN', 'UBSAN']) {
    const name = `${runtime}_OPTIONS`;
    process.env[name] = [process.env[name], `log_path=${join(reports, 'report')}`].filter(Boolean).join(':');
  }
  const heard = (): void => {
    const texts = readdirSync(reports).map((name) => {
      const text = readFileSync(join(reports, name), 'utf8');
      rmSync(join(reports, name));
      return text;
    });
    if (texts.length > 0) throw new Error(`a sanitizer's report:\n${texts.join('\n')}`);
  };
  // The first to be asked for is the last to be called: after whatever a test has to stop.
  beforeEach(({ onTestFinished }) => onTestFinished(heard));
  afterAll(() => {
    try {
      heard();
    } finally {
      rmSync(reports, { recursive: true, force: true });
    }
  });
}
