// What this device keeps of writing: drafts, and entries on their way out. Kept per account: another human who signs in
// on the same device finds nothing of it. Old drafts are cleared away.
import Dexie, { type EntityTable } from 'dexie';

import type { FileView, NewEntry } from '../api/types';

export interface Draft {
  /** `account/person` */
  key: string;
  account: string;
  person: string;
  values: DraftValues;
  files: FileView[];
  updated_at: number;
}
export type DraftValues = Omit<NewEntry, 'file_ids'>;
export interface Outgoing {
  id: string;
  account: string;
  post: string;
  person: string;
  entry: NewEntry;
  files: FileView[];
  /** Not before: the time to think again. */
  send_at: number;
  /** Why the server will not take it; empty while it can still be sent. */
  refused: string;
}
const keepDays = 30;

export class Store extends Dexie {
  drafts!: EntityTable<Draft, 'key'>;
  outbox!: EntityTable<Outgoing, 'id'>;
  constructor(name = 'musubi') {
    super(name);
    this.version(1).stores({ drafts: 'key, updated_at', outbox: 'id, [account+person]' });
  }
}
export const store = new Store();

export const draftKey = (account: string, person: string): string => `${account}/${person}`;
export async function keepDraft(
  at: Store,
  draft: Omit<Draft, 'key' | 'updated_at'>,
  now = Date.now(),
): Promise<void> {
  const key = draftKey(draft.account, draft.person);
  if (draft.values.body.trim() === '' && draft.files.length === 0) await at.drafts.delete(key);
  else await at.drafts.put({ ...draft, key, updated_at: now });
}
export const findDraft = (at: Store, account: string, person: string) =>
  at.drafts.get(draftKey(account, person));
export const dropDraft = (at: Store, account: string, person: string) =>
  at.drafts.delete(draftKey(account, person));
export const clearOld = (at: Store, now = Date.now()) =>
  at.drafts
    .where('updated_at')
    .below(now - keepDays * 86_400_000)
    .delete();
