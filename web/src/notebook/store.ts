// What this device keeps of writing: drafts, and entries on their way out. All of it is sealed with the account's own key
// (app/draft-key): another human who signs in on the same device finds nothing of it, in whatever tool they look.
// Old drafts are cleared away.
import Dexie, { type EntityTable } from 'dexie';

import type { FileView, NewEntry } from '../api/types';
import { draftKey, type Sealed } from '../app/draft-key';
import { anyVital, type Vital } from './typed-vitals';

export interface Draft {
  account: string;
  person: string;
  values: DraftValues;
  files: FileView[];
}
/** What is measured stays as it was typed; a draft of an earlier version has none. */
export type DraftValues = Omit<NewEntry, 'file_ids' | 'records'> & { vitals?: Vital[] };
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
interface SealedRow {
  /** Made with the owner's key, as `owner` is. */
  key: string;
  owner: string;
  sealed: Sealed;
  updated_at: number;
}
/** As drafts were kept before they were sealed. */
interface OpenDraft extends Draft {
  key: string;
}
const keepDays = 30;

export class Store extends Dexie {
  sheets!: EntityTable<SealedRow, 'key'>;
  letters!: EntityTable<SealedRow, 'key'>;
  drafts!: EntityTable<OpenDraft, 'key'>;
  outbox!: EntityTable<Outgoing, 'id'>;
  constructor(name = 'musubi') {
    super(name);
    this.version(1).stores({ drafts: 'key, updated_at', outbox: 'id, [account+person]' });
    this.version(2).stores({ sheets: 'key, owner, updated_at', letters: 'key, owner' });
  }
}
export const store = new Store();

/** Writes under way: whoever locks or leaves waits for them, because they need the key. */
const underWay = new Set<Promise<unknown>>();
function watched<T>(work: Promise<T>): Promise<T> {
  const settled = work.catch(() => undefined).finally(() => underWay.delete(settled));
  underWay.add(settled);
  return work;
}
export async function allKept(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
}

async function putSealed(
  table: EntityTable<SealedRow, 'key'>,
  account: string,
  name: string[],
  value: unknown,
  now = Date.now(),
): Promise<void> {
  const key = await draftKey(account);
  const row = {
    key: await key.name(...name),
    owner: await key.name('owner'),
    sealed: await key.seal(value),
    updated_at: now,
  };
  await table.put(row);
}

// --- drafts ---------------------------------------------------------------------------------------------------

const sheetName = (person: string) => ['draft', person];
export function keepDraft(at: Store, draft: Draft, now = Date.now()): Promise<void> {
  if (draft.values.body.trim() === '' && draft.files.length === 0 && !anyVital(draft.values.vitals))
    return dropDraft(at, draft.account, draft.person);
  return watched(putSealed(at.sheets, draft.account, sheetName(draft.person), draft, now));
}
export async function findDraft(at: Store, account: string, person: string): Promise<Draft | undefined> {
  await takeOver(at, account);
  const key = await draftKey(account);
  const row = await at.sheets.get(await key.name(...sheetName(person)));
  return row && (await key.open<Draft>(row.sealed));
}
export const dropDraft = (at: Store, account: string, person: string): Promise<void> =>
  watched(
    draftKey(account)
      .then((key) => key.name(...sheetName(person)))
      .then((key) => at.sheets.delete(key)),
  );

// --- answers of a document that are not with the server yet ----------------------------------------------------

const typedName = (document: string) => ['typed', document];
export const keepTyped = (at: Store, account: string, document: string, typed: unknown): Promise<void> =>
  watched(putSealed(at.sheets, account, typedName(document), typed));
export async function findTyped<T>(at: Store, account: string, document: string): Promise<T | undefined> {
  const key = await draftKey(account);
  const row = await at.sheets.get(await key.name(...typedName(document)));
  return row && (await key.open<T>(row.sealed));
}
export const dropTyped = (at: Store, account: string, document: string): Promise<void> =>
  watched(
    draftKey(account)
      .then((key) => key.name(...typedName(document)))
      .then((key) => at.sheets.delete(key)),
  );
export async function clearOld(at: Store, now = Date.now()): Promise<void> {
  const limit = now - keepDays * 86_400_000;
  await at.sheets.where('updated_at').below(limit).delete();
  await at.drafts.where('updated_at').below(limit).delete();
}

// --- on the way out -------------------------------------------------------------------------------------------

const letterName = (id: string) => ['outgoing', id];
export async function outgoing(at: Store, account: string): Promise<Outgoing[]> {
  await takeOver(at, account);
  const key = await draftKey(account);
  const rows = await at.letters
    .where('owner')
    .equals(await key.name('owner'))
    .toArray();
  const opened = await Promise.all(rows.map((row) => key.open<Outgoing>(row.sealed)));
  return opened.filter((o) => o !== undefined);
}
export async function findOutgoing(at: Store, account: string, id: string): Promise<Outgoing | undefined> {
  const key = await draftKey(account);
  const row = await at.letters.get(await key.name(...letterName(id)));
  return row && (await key.open<Outgoing>(row.sealed));
}
export const putOutgoing = (at: Store, item: Outgoing): Promise<void> =>
  watched(putSealed(at.letters, item.account, letterName(item.id), item));
/** Nothing if it is gone meanwhile. */
export async function changeOutgoing(
  at: Store,
  account: string,
  id: string,
  change: Partial<Outgoing>,
): Promise<void> {
  const now = await findOutgoing(at, account, id);
  if (now) await putOutgoing(at, { ...now, ...change });
}
export const dropOutgoing = (at: Store, account: string, id: string): Promise<void> =>
  watched(
    draftKey(account)
      .then((key) => key.name(...letterName(id)))
      .then((key) => at.letters.delete(key)),
  );

// --- earlier versions -----------------------------------------------------------------------------------------

/** Seals what an earlier version of the app left open on this device for the account. */
async function takeOver(at: Store, account: string): Promise<void> {
  const mine = (row: { account: string }) => row.account === account;
  for (const { key, ...draft } of await at.drafts.filter(mine).toArray()) {
    await putSealed(at.sheets, account, sheetName(draft.person), draft);
    await at.drafts.delete(key);
  }
  for (const item of await at.outbox.filter(mine).toArray()) {
    await putOutgoing(at, item);
    await at.outbox.delete(item.id);
  }
}
/** Everything of everybody. */
export async function emptyStore(at: Store): Promise<void> {
  await Promise.all([at.sheets, at.letters, at.drafts, at.outbox].map((table) => table.clear()));
}
/** What nobody has sealed yet: none of it stays behind when somebody leaves. */
export async function dropUnsealed(at: Store): Promise<void> {
  await Promise.all([at.drafts.clear(), at.outbox.clear()]);
}
