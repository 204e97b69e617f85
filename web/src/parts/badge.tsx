import type { ReactNode } from 'react';

import { Icon, type IconName } from './icon';

export type Tone = 'plain' | 'info' | 'good' | 'warn' | 'danger' | 'ask' | 'accent';
const looks: Record<Tone, string> = {
  plain: 'bg-sunken text-ink',
  info: 'bg-info-soft text-info-ink',
  good: 'bg-good-soft text-good-ink',
  warn: 'bg-warn-soft text-warn-ink',
  danger: 'bg-danger-soft text-danger-ink',
  ask: 'bg-ask-soft text-ask-ink',
  accent: 'bg-accent text-on-accent',
};
export function Badge({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1 rounded-md px-2 py-0.5 text-sm font-bold max-w-full ${looks[tone]}`}
    >
      {icon && <Icon name={icon} className="size-4" />}
      {children}
    </span>
  );
}
/** A number that waits for attention; nothing when zero. */
export function Count({ n, label }: { n: number; label: string }) {
  if (n <= 0) return null;
  return (
    <span
      className="inline-flex min-w-6 items-center justify-center rounded-full bg-danger px-1.5 text-sm font-bold whitespace-nowrap text-on-danger"
      title={label}
    >
      {n > 99 ? '99+' : n}
      <span className="sr-only">{label}</span>
    </span>
  );
}
const circles = [
  'bg-info-soft text-info-ink',
  'bg-good-soft text-good-ink',
  'bg-ask-soft text-ask-ink',
  'bg-warn-soft text-warn-ink',
  'bg-accent-soft text-accent-soft-ink',
];
/** The photo, or the first letter of the name on a colour that stays with the name. Decoration: the name is beside it. */
export function Avatar({
  name,
  src,
  size = 'size-11',
}: {
  name: string;
  src?: string | undefined;
  size?: string;
}) {
  if (src)
    return (
      <img src={src} alt="" className={`${size} shrink-0 rounded-full border border-line object-cover`} />
    );
  const hue = [...name].reduce((sum, c) => (sum * 31 + (c.codePointAt(0) ?? 0)) % 997, 7);
  return (
    <span
      aria-hidden="true"
      className={`${size} inline-flex shrink-0 items-center justify-center rounded-full text-lg font-bold ${circles[hue % circles.length]}`}
    >
      {[...name][0] ?? '?'}
    </span>
  );
}
