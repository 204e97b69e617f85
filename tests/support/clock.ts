// A clock that the test sets: libfaketime (Debian: faketime) shows the program another time of day. Timers go on as they
// are, as on a machine whose date was corrected.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function library(): string {
  for (const triplet of readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')))
    try {
      const folder = `/usr/lib/${triplet}/faketime`;
      const name = readdirSync(folder).find((file) => file === 'libfaketimeMT.so.1');
      if (name) return join(folder, name);
    } catch {
      // another architecture's folder
    }
  throw new Error('libfaketime is not installed (apt-packages: faketime)');
}

export class Clock {
  readonly env: Record<string, string>;
  private seconds = 0;
  constructor(private readonly file: string) {
    this.env = {
      LD_PRELOAD: library(), FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    this.set(0);
  }
  /** Seconds before or after the true time. */
  set(seconds: number): void {
    this.seconds = seconds;
    writeFileSync(this.file, `${seconds >= 0 ? '+' : ''}${seconds}`);
  }
  now(): number {
    return Date.now() + this.seconds * 1000;
  }
}
