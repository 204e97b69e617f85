// The frame around every page behind sign-in: sidebar on wide screens, bottom bar on phones.
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';

import { Avatar, Count } from '../parts/badge';
import { Icon, type IconName } from '../parts/icon';
import { t } from '../words';
import { todayQuery } from '../today/queries';
import { IdleLock, LockButton } from '../identity/terminal-parts';
import { useLive, useLiveUpdates } from './live';
import { useNavigation, type Place } from './navigation';
import { homeOf, usePost, useSession } from './session';

function SideLink({ place, count }: { place: Place; count: number }) {
  return (
    <li>
      <Link
        to={place.to}
        className="flex min-h-11 items-center gap-3 rounded-lg px-3 py-1.5 text-ink no-underline hover:bg-sunken"
        activeProps={{ className: 'bg-accent-soft! text-accent-soft-ink! font-bold' }}
      >
        <Icon name={place.icon} />
        <span className="flex-1">{place.title}</span>
        <Count n={count} label={t('nav.waiting', { n: count })} />
      </Link>
    </li>
  );
}
function BarLink({
  to,
  icon,
  title,
  count = 0,
  strong = false,
}: {
  to: string;
  icon: IconName;
  title: string;
  count?: number;
  strong?: boolean;
}) {
  return (
    <li className="flex-1">
      <Link
        to={to}
        className="relative flex h-16 flex-col items-center justify-center gap-0.5 text-xs text-ink-soft no-underline"
        activeProps={{ className: 'text-accent! font-bold' }}
      >
        {strong ? (
          <span className="flex h-8 w-12 items-center justify-center rounded-full bg-accent text-on-accent">
            <Icon name={icon} />
          </span>
        ) : (
          <Icon name={icon} className="size-6" />
        )}
        {title}
        <span className="absolute top-0.5 left-1/2 ml-1.5">
          <Count n={count} label={t('nav.waiting', { n: count })} />
        </span>
      </Link>
    </li>
  );
}

/** Runs `work` when the browser has nothing better to do; Safari, which cannot tell, after a second. */
function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, 1000);
    return () => clearTimeout(timer);
  }
  const waiting = requestIdleCallback(work, { timeout: 2000 });
  return () => cancelIdleCallback(waiting);
}

export function Shell() {
  useLiveUpdates();
  const session = useSession();
  const { account, post, lock_after_minutes: shared } = session;
  useEffect(() => {
    if (!account || !post) return;
    // Entries that were still waiting when this device was last used go out once the page stands; at once on a shared
    // terminal, where whoever leaves is asked about them.
    const start = () =>
      void import('../notebook/outbox').then(
        (m) => m.start(),
        () => undefined, // the next page fetches the code again
      );
    return shared == null ? whenIdle(start) : start();
  }, [account, post, shared]);
  const live = useLive();
  const { isOperator, isAuditor } = usePost();
  const { main, manage, bar } = useNavigation();
  const { data: today } = useQuery({ ...todayQuery, enabled: !isOperator && !isAuditor });
  const waiting = today ? today.asks.length + today.urgent.length + today.invitations : 0;

  return (
    <div className="md:flex">
      <aside className="sticky top-0 flex h-dvh w-60 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface p-3 max-md:hidden print:hidden">
        <Link
          to={homeOf(session)}
          className="mb-3 flex min-h-11 items-center gap-2 px-2 text-ink no-underline"
        >
          <img src="/musubi.svg" alt="" className="size-8" />
          <span className="leading-tight font-bold">
            {t('app.name')}
            <span className="block text-xs font-normal text-ink-soft">{post?.region_name}</span>
          </span>
        </Link>
        <nav aria-label={t('nav.main')} className="flex-1">
          <ul className="grid gap-0.5">
            {main.map((place) => (
              <SideLink key={place.to} place={place} count={place.to === '/today' ? waiting : 0} />
            ))}
          </ul>
          {manage.length > 0 && (
            <>
              <p className="mt-5 mb-1 px-3 text-sm font-bold text-ink-soft">{t('nav.manage')}</p>
              <ul className="grid gap-0.5">
                {manage.map((place) => (
                  <SideLink key={place.to} place={place} count={0} />
                ))}
              </ul>
            </>
          )}
        </nav>
        <LockButton quiet />
        <Link
          to="/account"
          className="flex min-h-11 items-center gap-2 rounded-lg px-2 py-1.5 text-ink no-underline hover:bg-sunken"
        >
          <Avatar name={account?.display_name ?? ''} size="size-9" />
          <span className="min-w-0 text-sm leading-snug [word-break:normal]">
            <span className="block font-bold">{account?.display_name}</span>
            <span className="block text-ink-soft">
              {post?.facility_name || t(`postKind.${post?.kind ?? 'professional'}`)}
            </span>
          </span>
        </Link>
      </aside>
      <div className="min-w-0 flex-1 pb-20 md:pb-8">
        <IdleLock />
        {!live && (
          <p
            role="status"
            className="bg-warn-soft px-4 py-1.5 text-center text-sm text-warn-ink print:hidden"
          >
            {t('app.notLive')}
          </p>
        )}
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <nav
        aria-label={t('nav.main')}
        className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
      >
        <ul className="flex">
          {bar.map((place) => (
            <BarLink
              key={place.to}
              {...place}
              count={place.to === '/today' ? waiting : 0}
              strong={place.icon === 'plus'}
            />
          ))}
        </ul>
      </nav>
    </div>
  );
}
