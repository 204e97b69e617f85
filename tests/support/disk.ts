// A disk that can be filled to the last byte and emptied again: a small file system of its own where mounting is
// permitted, else a limit on what the program may write (RLIMIT_FSIZE; the kernel then answers EFBIG instead of ENOSPC).
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from './server.ts';

export interface Disk {
  directory: string;
  fill(server: Server): void;
  empty(server: Server): void;
  remove(): void;
}

/**
 * The processes of a PostgreSQL may make no file larger than they have it: what stands in for a full file system where none may
 * be mounted. It takes this for a fault of the disk (EFBIG), not for a full one.
 */
export function limitedCluster(): Disk {
  const directory = mkdtempSync(join(tmpdir(), 'musubi-disk-'));
  chmodSync(directory, 0o711);
  const limit = (bytes: string): void => {
    const first = readFileSync(join(directory, 'cluster/data/postmaster.pid'), 'utf8').split('\n')[0]!;
    const all = [first, ...readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim().split(' ')];
    for (const pid of all) execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]);
  };
  return {
    directory,
    fill: () => limit('8192'),
    empty: () => limit('unlimited'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
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
export const smallDisk = (): Disk => mountedDisk(64) ?? limitedDisk();

/** A file system of that many MB in memory; nothing where none may be mounted. */
export function mountedDisk(megabytes: number): Disk | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'musubi-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'musubi-test', directory], { stdio: 'ignore' });
  } catch {
    rmSync(directory, { recursive: true });
    return undefined;
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
