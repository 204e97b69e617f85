// Live changes: the stream says what changed (ids only); the queries that show it are asked again.
import { useEffect, useSyncExternalStore } from 'react';

import { listen, type Change } from '../api/stream';
import { queryClient, useSession } from './session';

let live = true;
const watchers = new Set<() => void>();
const hearers = new Set<(change: Change) => void>();

/** Calls `hear` for each change while mounted. */
export function useChanges(hear: (change: Change) => void): void {
  useEffect(() => {
    hearers.add(hear);
    return () => void hearers.delete(hear);
  }, [hear]);
}
/** False while the stream is down: pages say that they may be behind. */
export function useLive(): boolean {
  return useSyncExternalStore(
    (w) => {
      watchers.add(w);
      return () => void watchers.delete(w);
    },
    () => live,
  );
}
const invalidate = (...queryKey: string[]) => void queryClient.invalidateQueries({ queryKey });
let later: ReturnType<typeof setTimeout> | null = null;
const calm = new Set<string>();
/** Receipts come in bursts when a team reads; their counts may follow a little later. */
function calmly(person: string): void {
  calm.add(person);
  later ??= setTimeout(() => {
    later = null;
    calm.forEach((id) => ['entries', 'entry'].forEach((part) => invalidate('person', id, part)));
    calm.clear();
  }, 1500);
}
const inNotebook = new Set(['entry', 'reply', 'pin']);
/** Asks again only for what the change can have touched: every look at a person leaves an audit record. */
function refresh(change: Change): void {
  const person = change.person_id;
  if (!person)
    return void queryClient.invalidateQueries({
      predicate: (q) =>
        !['session', 'portal', 'person', 'codes', 'access-log', 'audit-log'].includes(String(q.queryKey[0])),
    });
  if (change.kind === 'receipt') return calmly(person);
  if (change.kind === 'waiting') {
    invalidate('waiting');
    return invalidate('person', person, 'waiting');
  }
  if (change.kind === 'school_entry' || change.kind === 'school_entry_told') {
    invalidate('school-entries');
    return invalidate('person', person, 'school-entries');
  }
  if (change.kind === 'look_answer') return invalidate('access-log', person, 'questions');
  if (change.kind === 'break_glass') {
    invalidate('break-glass');
    return invalidate('person', person, 'profile');
  }
  if (inNotebook.has(change.kind))
    ['entries', 'entry', 'search'].forEach((part) => invalidate('person', person, part));
  else if (change.kind === 'record') {
    ['records', 'growth'].forEach((part) => invalidate('person', person, part));
    // Entries that show this very record; no other is looked at again.
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [about, whom, part], state }) =>
        about === 'person' &&
        whom === person &&
        (part === 'entries' || part === 'entry') &&
        JSON.stringify(state.data ?? '').includes(change.subject_id),
    });
    return void invalidate('today');
  } else if (change.kind === 'course' || change.kind === 'care')
    return invalidate('person', person, change.kind);
  else if (change.kind === 'assessment')
    return ['assessments', 'course'].forEach((part) => invalidate('person', person, part));
  else if (change.kind === 'handover') {
    invalidate('handovers');
    return invalidate('person', person, 'handovers');
  } else if (change.kind === 'document') invalidate('person', person, 'documents');
  else if (change.kind === 'task') {
    invalidate('person', person, 'tasks');
    return invalidate('today', 'tasks');
  } else invalidate('person', person);
  ['people', 'today', 'seat-invitations'].forEach((key) => invalidate(key));
}
/** Mounted once, by the shell. */
export function useLiveUpdates(): void {
  const { account, post } = useSession();
  const who = `${account?.id ?? ''}-${post?.id ?? ''}`;
  useEffect(
    () =>
      listen(who, (event) => {
        if (event.type === 'reset')
          void queryClient.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' });
        else if (event.type === 'change') {
          refresh(event.change);
          hearers.forEach((h) => h(event.change));
        } else {
          live = event.live;
          watchers.forEach((w) => w());
        }
      }),
    [who],
  );
}
