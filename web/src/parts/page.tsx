// The frame of a page: one h1, its actions, and the three states of anything fetched.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';

import { ApiError } from '../api/client';
import { t } from '../words';
import { Button } from './button';
import { explain } from './form';
import { Icon, type IconName } from './icon';

/** `back` leads one level up. The heading takes the focus when the page opens, so that screen readers start there. */
export function Page({
  title,
  lead,
  actions,
  back,
  children,
  narrow = false,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  back?: { to: LinkProps; label: string };
  children: ReactNode;
  narrow?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t('app.pageTitle', { page: title });
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div
      className={`mx-auto grid w-full grid-cols-1 gap-5 px-4 py-5 sm:px-6 ${narrow ? 'max-w-2xl' : 'max-w-5xl'}`}
    >
      <div>
        {back && (
          <Link
            {...back.to}
            className="-ml-1 mb-1 inline-flex min-h-11 items-center gap-1 no-underline hover:underline"
          >
            <Icon name="back" className="size-4" />
            {back.label}
          </Link>
        )}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 ref={heading} tabIndex={-1} className="text-2xl font-bold">
            {title}
          </h1>
          {actions && <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
        </div>
        {lead && <p className="mt-1 text-ink-soft">{lead}</p>}
      </div>
      {children}
    </div>
  );
}
export function Section({
  title,
  actions,
  children,
  id,
  flush = false,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  id?: string;
  flush?: boolean;
}) {
  return (
    <section className="card" aria-label={title} id={id}>
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2.5 sm:px-5">
        <h2 className="text-lg font-bold">{title}</h2>
        {actions}
      </div>
      <div className={flush ? '' : 'p-4 sm:p-5'}>{children}</div>
    </section>
  );
}
/** Nothing here yet: says what will appear, and what to do. */
export function EmptyState({
  icon = 'info',
  title,
  children,
}: {
  icon?: IconName;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className="grid grid-cols-1 justify-items-center gap-2 px-4 py-8 text-center">
      <span className="rounded-full bg-sunken p-3 text-ink-soft">
        <Icon name={icon} className="size-7" />
      </span>
      <p className="font-bold">{title}</p>
      {children && (
        <div className="grid max-w-prose grid-cols-1 justify-items-center gap-3 text-ink-soft">
          {children}
        </div>
      )}
    </div>
  );
}
export function Loading({ label }: { label?: string }) {
  return (
    <p className="px-4 py-8 text-center text-ink-soft" role="status">
      {label ?? t('common.loading')}
    </p>
  );
}
export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div role="alert" className="rounded-lg border border-danger bg-danger-soft p-4 text-danger-ink">
      <p className="flex items-start gap-2">
        <Icon name="alert" className="mt-0.5 size-5" />
        <span>{explain(error)}</span>
      </p>
      {retry && !(error instanceof ApiError && error.status < 500) && (
        <Button className="mt-3" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
/** Shows what came, or that it is coming, or why it did not. What may not be seen any more goes from the screen. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  const closed = query.error instanceof ApiError && query.error.status === 403;
  if (query.data !== undefined && !closed) return <>{children(query.data)}</>;
  if (query.isError) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}
/** A note in the flow of the page. Colour is never its only sign. */
export function Note({
  tone = 'info',
  children,
}: {
  tone?: 'info' | 'warn' | 'danger' | 'good';
  children: ReactNode;
}) {
  const look = {
    info: ['bg-info-soft text-info-ink', 'info'],
    warn: ['bg-warn-soft text-warn-ink', 'warn'],
    danger: ['bg-danger-soft text-danger-ink', 'alert'],
    good: ['bg-good-soft text-good-ink', 'check'],
  }[tone] as [string, IconName];
  return (
    <div className={`flex items-start gap-2.5 rounded-lg px-4 py-3 ${look[0]}`}>
      <Icon name={look[1]} className="mt-1 size-5" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
/** Facts as term and value. */
export function Facts({ items }: { items: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[max-content_1fr]">
      {items.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-ink-soft max-sm:-mb-3 max-sm:text-sm">{term}</dt>
          <dd className="min-w-0">{value || <span className="text-ink-soft">{t('common.none')}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
