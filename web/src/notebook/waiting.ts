// What waits in the outbox, for whoever shows it. Apart from the outbox itself, so that a page that only looks need not
// bring the store along; the shell starts the outbox once the first page stands.
import { useSyncExternalStore } from 'react';

import type { Outgoing } from './store';

let items: readonly Outgoing[] = [];
const watchers = new Set<() => void>();

export const waitingNow = (): readonly Outgoing[] => items;
export function publish(next: readonly Outgoing[]): void {
  items = next;
  watchers.forEach((w) => w());
}
export function useOutbox(person: string): readonly Outgoing[] {
  const all = useSyncExternalStore(
    (w) => {
      watchers.add(w);
      return () => void watchers.delete(w);
    },
    () => items,
  );
  return all.filter((o) => o.person === person);
}
