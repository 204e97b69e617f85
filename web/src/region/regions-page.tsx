import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { LinkButton } from '../parts/button';
import { Icon } from '../parts/icon';
import { OpenFrame } from '../parts/open-frame';
import { EmptyState, Loaded, Page } from '../parts/page';
import { t } from '../words';
import { portalsQuery } from './queries';

export function RegionsPage() {
  const portals = useQuery(portalsQuery);
  return (
    <OpenFrame
      actions={
        <LinkButton to="/sign-in" kind="primary">
          {t('portal.signIn')}
        </LinkButton>
      }
    >
      <Page title={t('regions.title')} lead={t('regions.lead')} narrow>
        <Loaded query={portals}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState icon="building" title={t('regions.empty')}>
                {t('regions.emptyLead')}
              </EmptyState>
            ) : (
              <ul className="grid gap-3">
                {list.map((region) => (
                  <li key={region.slug}>
                    <Link
                      to="/p/$slug"
                      params={{ slug: region.slug }}
                      className="card flex min-h-16 items-center justify-between gap-3 px-5 py-3 text-lg font-bold text-ink no-underline hover:border-accent"
                    >
                      {region.name}
                      <Icon name="next" className="size-5 text-ink-soft" />
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Page>
    </OpenFrame>
  );
}
