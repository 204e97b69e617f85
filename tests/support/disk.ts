// A disk that can be filled to the last byte and emptied again: a small file system of its own where mounting is
// permitted, else a limit on what the program may write (RLIMIT_FSIZE; the kernel then answers EFBIG instead of ENOSPC).
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from './server.ts';

export interface Disk {
  directory: string;
  fill(server: Server): void;
  empty(server: Server): void;
  remove(): void;
}

/** No file of the program may grow beyond its first page. */
export function limitedDisk(): Disk {
  const directory = mkdtempSync(join(tmpdir(), 'musubi-disk-'));
  const limit = (server: Server, bytes: string) => execFileSync('prlimit', [`--pid=${server.process.pid}`, `--fsize=${bytes}:unlimited`]);
  return {
    directory,
    fill: (server) => limit(server, '1024'),
    empty: (server) => limit(server, 'unlimited'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** A file system of 64 MB in memory, or a limited disk where nothing may be mounted. */
export function smallDisk(): Disk {
  const directory = mkdtempSync(join(tmpdir(), 'musubi-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'musubi-test', directory], { stdio: 'ignore' });
  } catch {
    rmSync(directory, { recursive: true });
    return limitedDisk();
  }
  const filler = join(directory, 'filler');
  return {
    directory,
    fill: () => {
      const file = openSync(filler, 'w');
      try {
        for (let size = 1 << 20; size >= 1; size >>= 1)
          for (;;)
            try {
              writeSync(file, Buffer.alloc(size));
            } catch {
              break;
            }
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler),
    remove: () => {
      execFileSync('umount', [directory]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
