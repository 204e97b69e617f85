// Reading a whole notebook page by page, and entries to write into it.
import { v7 } from 'uuid';
import { expect } from 'vitest';
import { ok } from './cast.ts';
import type { Client } from './client.ts';

interface Measure {
  id: string;
  type: string;
  value: number | null;
  value2: number | null;
}
export const newEntry = <M extends object & { records?: Measure[] }>(body: string, more: M = {} as M) => ({
  id: v7(), category: 'report', info_class: 'basic', importance: 'normal', body, asks_confirmation: false, whole_team: true,
  with_guardians: false, seat_ids: [], mention_post_ids: [], file_ids: [], ...more,
});

/** Every item of a paged list, newest first; `enough` ends the walk early. */
export async function allPages<T = any>(client: Client, path: string, enough: (item: T) => boolean = () => false): Promise<T[]> {
  const items: T[] = [];
  const join = path.includes('?') ? '&' : '?';
  for (let before = ''; ; ) {
    const page = await ok<{ items: T[]; next: string | null }>(client.get(`${path}${before && `${join}before=${encodeURIComponent(before)}`}`));
    items.push(...page.items);
    if (!page.next || page.items.some(enough)) return items;
    before = page.next;
  }
}

/** Every entry that holds the words. */
export async function allHits<T = any>(client: Client, person: string, q: string): Promise<T[]> {
  const items: T[] = [];
  for (let before = ''; ; ) {
    const page = await ok<{ items: T[]; next: string | null }>(client.post(`/people/${person}/search`, { q, before, limit: 100 }));
    items.push(...page.items);
    if (!page.next) return items;
    before = page.next;
  }
}

/** Which entries the feed names after a position, once it names `awaited`: on PostgreSQL a change shows when every older writer
 * of the server is done, those of other databases too. */
export async function heardEntries(client: Client, awaited: string, after = 0): Promise<string[]> {
  const heard = async (): Promise<string[]> => {
    const { changes } = await ok<{ changes: { kind: string; entry_id: string }[] }>(client.get(`/sync?after=${after}&limit=1000`));
    return changes.filter((c) => c.kind === 'entry').map((c) => c.entry_id);
  };
  await expect.poll(heard).toContain(awaited);
  return heard();
}

/** Posts on `lanes` connections until told to stop; keeps which ids were acknowledged, and every status seen. */
export class Posting {
  readonly acknowledged: string[] = [];
  readonly statuses = new Set<number | 'cut off'>();
  private stopping = false;
  private readonly lanes: Promise<void>[];
  constructor(client: Client, person: string, body: string, lanes: number, pause = 0) {
    const post = async (): Promise<void> => {
      while (!this.stopping) {
        const entry = newEntry(body);
        const answer = await client.post(`/people/${person}/entries`, entry).catch(() => undefined);
        this.statuses.add(answer?.status ?? 'cut off');
        if (answer?.status === 201) this.acknowledged.push(entry.id);
        if (pause) await new Promise((next) => setTimeout(next, pause));
      }
    };
    this.lanes = Array.from({ length: lanes }, post);
  }
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.lanes);
  }
}
