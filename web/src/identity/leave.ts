// Leaving this device: by signing out, or by locking a shared terminal. First the page goes, then what it still has to
// write down is written (sealed), then the session ends, then everything that was kept of the human is taken away.
import { forgetDraftKey } from '../app/draft-key';
import { preferencesKey } from '../app/preferences';
import { forgetSession, queryClient, sessionQuery } from '../app/session';
import { forgetStepUp } from '../app/step-up';
import { sendNow } from '../notebook/outbox';
import { allKept, dropUnsealed, emptyStore, store } from '../notebook/store';
import { cover, endMarkedSession, mark, setLocked } from './locked';

const within = (ms: number, work: Promise<unknown>) =>
  Promise.race([work.catch(() => undefined), new Promise((done) => setTimeout(done, ms))]);

/** Takes the page away and ends the session; what was typed for the notebook stays, sealed. */
async function leave(): Promise<void> {
  cover(true);
  forgetStepUp();
  await new Promise((next) => setTimeout(next, 0)); // the page unmounts and hands over what it still holds
  await within(5000, Promise.all([allKept(), sendNow()]));
  localStorage.setItem(mark, '1');
  await within(5000, endMarkedSession());
  forgetDraftKey();
  forgetSession();
}

/** Of everything a browser can keep, only how this device shows things stays. `drafts`: sealed ones may. */
export async function wipe(drafts: 'keep' | 'drop'): Promise<void> {
  await (drafts === 'drop' ? emptyStore(store) : dropUnsealed(store));
  for (const key of Object.keys(localStorage))
    if (key.startsWith('musubi.') && key !== preferencesKey && key !== mark) localStorage.removeItem(key);
  sessionStorage.clear();
  if ('caches' in window)
    for (const name of await caches.keys()) if (!name.includes('precache')) await caches.delete(name);
}

/** Signs out. On a shared terminal nothing of anybody stays, not even sealed, and not in memory either. */
export async function signOut(): Promise<void> {
  const shared = queryClient.getQueryData(sessionQuery.queryKey)?.lock_after_minutes != null;
  await leave();
  await wipe(shared ? 'drop' : 'keep');
  location.assign('/sign-in');
}

let locking: Promise<void> | null = null;
/** Locks a shared terminal: the page is gone, its drafts are sealed, somebody signs in anew. */
export function lock(): Promise<void> {
  locking ??= lockOnce().finally(() => (locking = null));
  return locking;
}
async function lockOnce(): Promise<void> {
  const account = queryClient.getQueryData(sessionQuery.queryKey)?.account;
  if (account)
    setLocked({
      account: account.id,
      login: account.login,
      name: account.display_name,
      href: location.pathname + location.search,
    });
  await leave();
  const { router } = await import('../app/router');
  await router.navigate({ to: '/sign-in', replace: true });
  cover(false);
}
