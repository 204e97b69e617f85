import { useQuery } from '@tanstack/react-query';

import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { EmptyState, Loaded, Section } from '../parts/page';
import { t } from '../words';
import { clock, dateTime, longDate } from '../words/dates';
import { Who } from './line-words';
import { unusualQuery } from './queries';

/** What stands out, each with its reason; a reason to ask, not a verdict. */
export function UnusualCard({ onShow }: { onShow: (account: string, day: string) => void }) {
  const unusual = useQuery(unusualQuery);
  return (
    <Section title={t('unusual.title')} flush>
      <Loaded query={unusual}>
        {({ from, items }) =>
          items.length === 0 ? (
            <EmptyState icon="check" title={t('unusual.empty')}>
              {t('unusual.emptyLead', { date: longDate(from) })}
            </EmptyState>
          ) : (
            <>
              <p className="px-4 pt-3 text-sm text-ink-soft sm:px-5">{t('unusual.lead')}</p>
              <ul>
                {items.map((one) => (
                  <li
                    key={`${one.kind}-${one.account_id}-${one.from}`}
                    className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 sm:px-5"
                  >
                    <div className="min-w-0 flex-1 basis-64">
                      <Who line={one} />
                      <p className="mt-1 flex flex-wrap items-center gap-x-2">
                        <Badge tone="warn" icon="warn">
                          {t(`unusual.${one.kind}`)}
                        </Badge>
                        <span>{t(`unusual.${one.kind}.why`, { n: one.count })}</span>
                      </p>
                      <p className="text-sm text-ink-soft">
                        {t('unusual.when', { from: dateTime(one.from), until: clock(one.until) })}
                      </p>
                    </div>
                    <Button icon="search" onClick={() => onShow(one.account_id, one.from.slice(0, 10))}>
                      {t('unusual.show')}
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
