// What a page has to know of a terminal that was locked, or of leaving it: little, because the sign-in page and the frame
// round every page ask for it. The leaving itself is in `leave.ts`.
import { useSyncExternalStore } from 'react';

import { api, ApiError } from '../api/client';

/** Who locked the terminal, and where: in memory only. */
export interface Locked {
  account: string;
  login: string;
  name: string;
  /** Where to go on, if the same human comes back. */
  href: string;
}
let locked: Locked | null = null;
let covered = false;
const watchers = new Set<() => void>();
const changed = () => watchers.forEach((w) => w());
const watch = (w: () => void) => {
  watchers.add(w);
  return () => void watchers.delete(w);
};
/** While true nothing of any page may be in the document. */
export const useCovered = (): boolean => useSyncExternalStore(watch, () => covered);
export const useLocked = (): Locked | null => useSyncExternalStore(watch, () => locked);
export const lockedNow = (): Locked | null => locked;
export function setLocked(by: Locked | null): void {
  locked = by;
  changed();
}
export function cover(is: boolean): void {
  covered = is;
  changed();
}
// A terminal that could not reach the server when it locked ends the session as soon as it can: this mark, which says
// nothing of anybody, survives a reload.
export const mark = 'musubi.locked';
export const isMarkedLocked = (): boolean => localStorage.getItem(mark) !== null;
/** Somebody signed in since: that session is theirs. */
export const clearMark = (): void => localStorage.removeItem(mark);
export async function endMarkedSession(): Promise<void> {
  try {
    await api.delete('/session');
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error; // 401: it is over already
  }
  clearMark();
}
