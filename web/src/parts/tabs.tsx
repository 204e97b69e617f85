import { Link, useLocation } from '@tanstack/react-router';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { useEffect, useRef, type ReactNode } from 'react';

const look =
  'inline-flex min-h-11 items-center border-b-3 border-transparent px-3 font-bold whitespace-nowrap text-ink-soft no-underline hover:text-ink';
/** Tabs inside one page. */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { id: string; title: string; content: ReactNode }[];
}) {
  return (
    <AriaTabs>
      <TabList aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            id={tab.id}
            className={`${look} cursor-pointer selected:border-accent selected:text-accent data-selected:border-accent data-selected:text-accent`}
          >
            {tab.title}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="pt-4">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
/** Tabs that are pages of their own: a navigation, not a tab list. */
export function PageTabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { to: string; title: string; exact?: boolean }[];
}) {
  // On a phone the row is longer than the screen: the page one is on is never beyond its edge.
  const row = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const follow = () => {
      const here = row.current?.querySelector<HTMLElement>('[aria-current=page]');
      if (row.current && here)
        row.current.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - row.current.clientWidth / 2;
    };
    follow();
    window.addEventListener('resize', follow); // a phone that is turned
    return () => window.removeEventListener('resize', follow);
  }, [pathname]);
  return (
    <nav ref={row} aria-label={label} className="relative overflow-x-auto">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.title}>
            <Link
              to={tab.to}
              className={look}
              activeProps={{ className: 'border-accent! text-accent!' }}
              activeOptions={{ exact: tab.exact ?? false, includeSearch: false }}
            >
              {tab.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
