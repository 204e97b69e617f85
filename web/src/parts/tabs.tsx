import { Link } from '@tanstack/react-router';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import type { ReactNode } from 'react';

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
  return (
    <nav aria-label={label} className="overflow-x-auto">
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
