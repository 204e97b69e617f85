// A fresh second factor, asked for when the server wants one. The refused call waits here and is sent again.
import { lazy, Suspense, useSyncExternalStore } from 'react';

const StepUpDialog = lazy(() =>
  import('../parts/confirm-with-code').then((m) => ({ default: m.ConfirmWithCode })),
);

let waiting: ((ok: boolean) => void)[] = [];
const watchers = new Set<() => void>();
const changed = () => watchers.forEach((w) => w());

/** Resolves true once the code was right; several refused calls share one question. */
export function askForCode(): Promise<boolean> {
  return new Promise((resolve) => {
    waiting = [...waiting, resolve];
    changed();
  });
}
function settle(ok: boolean): void {
  const all = waiting;
  waiting = [];
  changed();
  all.forEach((resolve) => resolve(ok));
}
/** Whoever asked is gone: nobody else may confirm what they were about to do. */
export const forgetStepUp = (): void => settle(false);
export function StepUp() {
  const open = useSyncExternalStore(
    (w) => {
      watchers.add(w);
      return () => void watchers.delete(w);
    },
    () => waiting.length > 0,
  );
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <StepUpDialog onDone={settle} />
    </Suspense>
  );
}
