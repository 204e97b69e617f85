import { Link, type LinkProps } from '@tanstack/react-router';
import type { ButtonHTMLAttributes, ReactNode } from 'react';

import { t } from '../words';
import { Icon, type IconName } from './icon';

type Kind = 'primary' | 'secondary' | 'quiet' | 'danger';
const looks: Record<Kind, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  secondary: 'bg-surface text-accent border-accent hover:bg-accent-soft',
  quiet: 'bg-transparent text-accent border-transparent hover:bg-accent-soft',
  danger: 'bg-danger text-on-danger border-transparent hover:opacity-90',
};
const shape =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border px-4 py-2 text-base font-bold no-underline transition-colors duration-150 disabled:bg-sunken disabled:text-ink-soft disabled:border-line disabled:hover:bg-sunken';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind;
  icon?: IconName;
  /** Busy: cannot be pressed again, says so. */
  busy?: boolean;
}
export function Button({
  kind = 'secondary',
  icon,
  busy = false,
  className = '',
  children,
  type = 'button',
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={`${shape} ${looks[kind]} ${className}`}
    >
      {icon && <Icon name={icon} />}
      {busy ? t('common.busy') : children}
    </button>
  );
}
/** A button with an icon only: its name is read out and shown as a tooltip. */
export function IconButton({
  name,
  icon,
  className = '',
  type = 'button',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { name: string; icon: IconName }) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={name}
      title={name}
      className={`inline-flex size-11 shrink-0 items-center justify-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink ${className}`}
    >
      <Icon name={icon} />
    </button>
  );
}
/** On a phone above the tab bar, in reach of the thumb. */
const afloat =
  'max-md:fixed max-md:right-4 max-md:bottom-20 max-md:z-20 max-md:rounded-full max-md:px-5 max-md:shadow-card';
/** A link that looks like a button: it goes somewhere. Afloat: what one comes to the page for. */
export function LinkButton({
  kind = 'secondary',
  icon,
  floats = false,
  className = '',
  children,
  ...link
}: LinkProps & {
  kind?: Kind;
  icon?: IconName;
  floats?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Link {...link} className={`${shape} ${looks[kind]} ${floats ? afloat : ''} ${className}`}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}
