// Short news at the foot of the screen, and the live regions every page speaks through.
import { useSyncExternalStore } from 'react';

import { t } from '../words';
import { IconButton } from './button';
import { Icon } from './icon';

interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'bad';
  action?: { label: string; run: () => void } | undefined;
}
let toasts: readonly Toast[] = [];
let spoken = { polite: '', urgent: '' };
let counter = 0;
const watchers = new Set<() => void>();
const changed = () => watchers.forEach((w) => w());
const watch = (w: () => void) => {
  watchers.add(w);
  return () => void watchers.delete(w);
};
export function dismiss(id: number): void {
  toasts = toasts.filter((x) => x.id !== id);
  changed();
}
export function toast(
  text: string,
  options: { tone?: 'good' | 'bad'; action?: Toast['action']; seconds?: number } = {},
): number {
  const id = ++counter;
  toasts = [...toasts.slice(-2), { id, text, tone: options.tone ?? 'good', action: options.action }];
  changed();
  setTimeout(() => dismiss(id), (options.seconds ?? (options.tone === 'bad' ? 12 : 6)) * 1000);
  return id;
}
/** Says something to screen readers only: politely for news, at once for what is urgent. */
export function announce(text: string, urgent = false): void {
  spoken = urgent ? { ...spoken, urgent: text } : { ...spoken, polite: text };
  changed();
}

export function Toasts() {
  const shown = useSyncExternalStore(watch, () => toasts);
  const said = useSyncExternalStore(watch, () => spoken);
  return (
    <>
      <div className="sr-only" aria-live="polite">
        {said.polite}
      </div>
      <div className="sr-only" aria-live="assertive">
        {said.urgent}
      </div>
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 bottom-20 z-40 grid justify-items-center gap-2 px-4 md:bottom-6 print:hidden"
      >
        {shown.map((x) => (
          <div
            key={x.id}
            className="pointer-events-auto flex max-w-xl items-center gap-3 rounded-xl bg-ink py-1.5 pr-1.5 pl-4 text-page shadow-card"
          >
            <Icon name={x.tone === 'bad' ? 'alert' : 'check'} />
            <span className="py-1.5">{x.text}</span>
            {x.action && (
              <button
                type="button"
                className="min-h-11 rounded-lg px-3 font-bold whitespace-nowrap underline"
                onClick={() => {
                  x.action?.run();
                  dismiss(x.id);
                }}
              >
                {x.action.label}
              </button>
            )}
            <IconButton
              name={t('common.close')}
              icon="close"
              className="!text-page hover:!bg-transparent"
              onClick={() => dismiss(x.id)}
            />
          </div>
        ))}
      </div>
    </>
  );
}
