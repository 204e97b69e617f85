// A shared terminal's clock: locks the page when nobody touched it for so long. All its windows share one clock; while
// somebody works the server hears of it, so that its own, slightly later, clock does not end the session.
import { useEffect, useState } from 'react';

import { api } from '../api/client';
import { adoptSession } from '../app/session';
import { cover, mark } from './locked';

export const warnSeconds = 30;
const tellServerMs = 20_000;
const tellWindowsMs = 2_000;
const touches = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/** Seconds until the page locks: nothing while there is plenty of time. */
export function secondsLeft(idleMs: number, minutes: number): number | null {
  const left = Math.ceil((minutes * 60_000 - idleMs) / 1000);
  return left > warnSeconds ? null : Math.max(0, left);
}

const leaving = () => import('./leave');
/** The page is gone at once; the rest of leaving comes with its own code. Where that cannot be had, this page ends. */
async function lock(): Promise<void> {
  cover(true);
  const code = await leaving().catch(() => null);
  if (code) return code.lock();
  localStorage.setItem(mark, '1'); // the next page ends the session before it shows anything
  location.assign('/sign-in');
}

/** Mounted once, by the shell. Answers the seconds left once they are few. */
export function useIdleLock(minutes: number | null): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (minutes === null) return;
    void leaving(); // a terminal may have to lock without a connection
    const windows = new BroadcastChannel('musubi-terminal');
    let touched = Date.now();
    let toldServer = touched;
    let toldWindows = touched;
    const touch = () => {
      touched = Date.now();
      setLeft(null);
      if (touched - toldWindows < tellWindowsMs) return;
      toldWindows = touched;
      windows.postMessage('touched');
    };
    const tick = () => {
      const seconds = secondsLeft(Date.now() - touched, minutes);
      setLeft(seconds);
      if (seconds === 0) {
        windows.postMessage('lock');
        void lock();
      } else if (touched > toldServer && Date.now() - toldServer >= tellServerMs) {
        toldServer = Date.now();
        void api.get('/session').then(
          (view) => (view.state === 'ready' ? adoptSession(view) : lock()),
          () => undefined, // no connection: the page's own clock goes on
        );
      }
    };
    windows.onmessage = ({ data }) => {
      if (data === 'lock') void lock();
      else {
        touched = Date.now();
        setLeft(null);
      }
    };
    touches.forEach((name) => window.addEventListener(name, touch, { passive: true, capture: true }));
    document.addEventListener('visibilitychange', tick); // a laptop that was asleep locks as it wakes
    const timer = setInterval(tick, 1000);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
      touches.forEach((name) => window.removeEventListener(name, touch, { capture: true }));
      windows.close();
    };
  }, [minutes]);
  return minutes === null ? null : left;
}
/** Locks every window of the terminal. */
export function lockAll(): Promise<void> {
  const windows = new BroadcastChannel('musubi-terminal');
  windows.postMessage('lock');
  windows.close();
  return lock();
}
