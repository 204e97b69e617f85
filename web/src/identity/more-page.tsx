import { Link } from '@tanstack/react-router';

import { useNavigation } from '../app/navigation';
import { Icon } from '../parts/icon';
import { Page } from '../parts/page';
import { t } from '../words';
import { SignOutButton } from './sign-out';
import { LockButton } from './terminal-parts';

/** What the bottom bar of a phone has no room for. */
export function MorePage() {
  const { more } = useNavigation();
  return (
    <Page title={t('more.title')} narrow>
      <ul className="card">
        {more.map((place) => (
          <li key={place.to} className="border-b border-line last:border-b-0">
            <Link
              to={place.to}
              className="flex min-h-14 items-center gap-3 px-4 text-ink no-underline hover:bg-sunken"
            >
              <Icon name={place.icon} />
              <span className="flex-1">{place.title}</span>
              <Icon name="next" className="size-4 text-ink-soft" />
            </Link>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <LockButton />
        <SignOutButton />
      </div>
    </Page>
  );
}
