// Apart from tabs.tsx: every page about a person has these, and none of them has to wait for the tabs of a library.
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { t } from '../words';
import { Icon } from './icon';

export const tabLook =
  'inline-flex min-h-11 items-center border-b-3 border-transparent px-3 font-bold whitespace-nowrap text-ink-soft no-underline hover:text-ink';
/**
 * Tabs that are pages of their own: a navigation, not a tab list. Where the row is longer than the screen, a button at its
 * end shows all of them at once.
 */
export function PageTabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { to: string; title: string; exact?: boolean }[];
}) {
  const row = useRef<HTMLUListElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { pathname } = useLocation();
  const [tooLong, setTooLong] = useState(false);
  // Open on the page where it was opened, and no further.
  const [openOn, setOpenOn] = useState('');
  const all = openOn === pathname;
  useEffect(() => {
    const ul = row.current;
    if (!ul || all) return;
    const fit = () => {
      setTooLong(ul.scrollWidth > ul.clientWidth + 1);
      // The page one is on is never beyond the row's edge.
      const here = ul.querySelector<HTMLElement>('[aria-current=page]');
      if (here) ul.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - ul.clientWidth / 2;
    };
    fit();
    const sizes = new ResizeObserver(fit); // a phone that is turned, the button that takes some room
    sizes.observe(ul);
    return () => sizes.disconnect();
  }, [pathname, all, tabs.length]);
  const close = () => {
    setOpenOn('');
    button.current?.focus();
  };
  return (
    <nav
      aria-label={label}
      className={all ? 'pb-2' : 'flex'}
      onKeyDown={(event) => event.key === 'Escape' && all && close()}
    >
      <ul
        ref={row}
        className={
          all
            ? 'grid max-h-[55vh] grid-cols-2 gap-x-2 overflow-y-auto sm:grid-cols-4'
            : 'relative flex min-w-0 flex-1 gap-1 overflow-x-auto'
        }
      >
        {tabs.map((tab) => (
          <li key={tab.title} className={all ? 'grid' : ''}>
            <Link
              to={tab.to}
              className={tabLook}
              activeProps={{ className: 'border-accent! text-accent!' }}
              activeOptions={{ exact: tab.exact ?? false, includeSearch: false }}
              onClick={() => setOpenOn('')}
            >
              {tab.title}
            </Link>
          </li>
        ))}
      </ul>
      {(tooLong || all) && (
        <button
          ref={button}
          type="button"
          aria-expanded={all}
          onClick={() => setOpenOn(all ? '' : pathname)}
          className={`inline-flex min-h-11 shrink-0 cursor-pointer items-center gap-1 px-2 font-bold text-accent hover:bg-sunken ${all ? 'w-full justify-center rounded-lg' : 'border-l border-line'}`}
        >
          {t(all ? 'tabs.fewer' : 'tabs.all')}
          <Icon name={all ? 'up' : 'down'} />
        </button>
      )}
    </nav>
  );
}
