// Entries on their way: ten seconds to think again, then sent; without a connection they wait and go by themselves.
// The id of an entry is made when it is written, so sending it twice is sending it once.
import { api, ApiError, OfflineError } from '../api/client';
import type { NewEntry } from '../api/types';
import { queryClient, sessionQuery } from '../app/session';
import { explain } from '../parts/form';
import { toast } from '../parts/toast';
import { t } from '../words';
import {
  changeOutgoing,
  dropDraft,
  dropOutgoing,
  findOutgoing,
  keepDraft,
  outgoing,
  putOutgoing,
  store,
  type Outgoing,
} from './store';
import { vitalsOf } from './typed-vitals';
import { publish, waitingNow } from './waiting';

export const thinkAgainMs = 10_000;
const retryMs = 15_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let sending = false;

const me = () => {
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  return { account: session?.account?.id ?? '', post: session?.post?.id ?? '' };
};
async function reload(): Promise<void> {
  const { account } = me();
  const all = account ? await outgoing(store, account) : [];
  publish(all.sort((a, b) => b.send_at - a.send_at));
}
function plan(): void {
  clearTimeout(timer);
  const { post } = me();
  const due = waitingNow()
    .filter((o) => !o.refused && o.post === post)
    .map((o) => o.send_at);
  if (due.length > 0) timer = setTimeout(() => void flush(), Math.max(50, Math.min(...due) - Date.now()));
}

/** What an answer means for the entry: gone, kept to send later, or refused with a reason. */
export function verdict(error: unknown): 'later' | 'refused' {
  if (error instanceof OfflineError) return 'later';
  if (error instanceof ApiError)
    return error.status >= 500 || error.status === 429 || error.status === 401 ? 'later' : 'refused';
  return 'refused';
}
async function sendOne(item: Outgoing): Promise<void> {
  try {
    await api.post(`/people/${item.person}/entries`, item.entry);
    await dropOutgoing(store, item.account, item.id);
    toast(t('write.sent'));
    void queryClient.invalidateQueries({ queryKey: ['person', item.person, 'entries'] });
    if (item.entry.records?.length)
      void queryClient.invalidateQueries({ queryKey: ['person', item.person, 'records'] });
  } catch (error) {
    if (verdict(error) === 'later')
      await changeOutgoing(store, item.account, item.id, { send_at: Date.now() + retryMs });
    else await changeOutgoing(store, item.account, item.id, { refused: explain(error) });
  }
}
async function flush(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    await reload();
    const { post } = me();
    const due = waitingNow().filter((o) => !o.refused && o.post === post && o.send_at <= Date.now() + 60);
    for (const item of [...due].reverse()) await sendOne(item);
  } finally {
    sending = false;
    await reload();
    plan();
  }
}

const onOnline = () => void start().then(async (begun) => begun && (await sendNow()));
/**
 * Begins, or begins again for another account or post. What lies here is sealed under a key that the server keeps: false where
 * it cannot be reached, and then it is tried again by itself.
 */
export async function start(): Promise<boolean> {
  window.addEventListener('online', onOnline);
  clearTimeout(timer);
  try {
    await reload();
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    timer = setTimeout(() => void start(), retryMs);
    return false;
  }
  plan();
  return true;
}
/** Puts an entry on its way; the draft has done its work. */
export async function post(person: string, entry: NewEntry, files: Outgoing['files']): Promise<void> {
  const { account, post: as } = me();
  await putOutgoing(store, {
    id: entry.id,
    account,
    post: as,
    person,
    entry,
    files,
    send_at: Date.now() + thinkAgainMs,
    refused: '',
  });
  await dropDraft(store, account, person);
  await reload();
  plan();
}
/** Takes an entry back into the draft, if it is still here. */
export async function takeBack(id: string): Promise<boolean> {
  const item = await findOutgoing(store, me().account, id);
  if (!item || (sending && item.send_at <= Date.now())) return false;
  const { file_ids: _, records, ...values } = item.entry;
  const draft = { ...values, vitals: vitalsOf(records ?? []) };
  await keepDraft(store, { account: item.account, person: item.person, values: draft, files: item.files });
  await dropOutgoing(store, item.account, id);
  await reload();
  plan();
  return true;
}
export async function sendNow(id?: string): Promise<void> {
  for (const o of waitingNow())
    if (!id || o.id === id) await changeOutgoing(store, o.account, o.id, { send_at: Date.now() });
  await flush();
}
