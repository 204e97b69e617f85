import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { preferences } from '../app/preferences';
import { t } from '../words';

/** The frame of pages anybody may open: the product's name, the language, nothing else. */
export function OpenFrame({
  region,
  children,
  actions,
}: {
  region?: { slug: string; name: string } | undefined;
  children: ReactNode;
  actions?: ReactNode;
}) {
  const other = preferences().locale === 'ja' ? 'en' : 'ja';
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line bg-surface print:hidden">
        <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-2 px-4 py-2 sm:px-6">
          <Link
            to={region ? '/p/$slug' : '/'}
            params={region ? { slug: region.slug } : {}}
            className="flex min-h-11 min-w-11 items-center gap-2.5 text-ink no-underline"
          >
            <img src="/musubi.svg" alt="" className="size-9" />
            {/* Where the way in stands beside it, a phone's page heading says the name. */}
            <span className={`leading-tight font-bold ${actions && region ? 'max-sm:sr-only' : ''}`}>
              {region ? t('portal.name', { region: region.name }) : t('app.name')}
            </span>
          </Link>
          <div className="flex flex-wrap items-center gap-2">
            {actions}
            <button
              type="button"
              lang={other}
              className="min-h-11 rounded-lg px-3 text-accent underline hover:bg-accent-soft"
              onClick={() => window.dispatchEvent(new CustomEvent('musubi:language', { detail: other }))}
            >
              {other === 'en' ? 'English' : '日本語'}
            </button>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="flex-1 pb-10">
        {children}
      </main>
    </div>
  );
}
