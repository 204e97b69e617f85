import { useQuery } from '@tanstack/react-query';

import { Badge } from '../parts/badge';
import { Facts, Loaded, Section } from '../parts/page';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { sealQuery } from './queries';

/** Rows wait for less than a second; a minute means that nobody seals. */
const tooLong = 60_000;

/** How far the log is sealed, by whom the seal was seen, and what to keep elsewhere. */
export function SealCard() {
  const seal = useQuery({ ...sealQuery, refetchInterval: false });
  return (
    <Section title={t('audit.seal')}>
      <Loaded query={seal}>
        {({ head, waiting, waiting_since, witnesses }) => {
          const stuck = waiting_since && seal.dataUpdatedAt - new Date(waiting_since).getTime() > tooLong;
          return (
            <div className="grid gap-4">
              <p className="flex flex-wrap items-center gap-2">
                {stuck ? (
                  <Badge tone="danger" icon="warn">
                    {t('audit.sealStuck', { since: dateTime(waiting_since) })}
                  </Badge>
                ) : (
                  <Badge tone={head ? 'good' : 'plain'} icon="shield">
                    {t(head ? 'audit.sealed' : 'audit.notYetSealed')}
                  </Badge>
                )}
              </p>
              <Facts
                items={[
                  [
                    t('audit.sealedTo'),
                    head && t('audit.sealedToRows', { n: head.tree_size, at: dateTime(head.at) }),
                  ],
                  [t('audit.waiting'), t('audit.waitingRows', { n: waiting })],
                  [t('audit.root'), head && <code className="break-all">{head.root}</code>],
                  [
                    t('audit.key'),
                    head && (
                      <code className="break-all">
                        {head.key_number}: {head.public_key}
                      </code>
                    ),
                  ],
                  [
                    t('audit.witnesses'),
                    witnesses.length > 0 && (
                      <ul>
                        {witnesses.map((w) => (
                          <li key={w.public_key}>
                            {t('audit.witnessed', {
                              name: w.name,
                              n: w.tree_size,
                              at: dateTime(w.witnessed_at),
                            })}
                          </li>
                        ))}
                      </ul>
                    ),
                  ],
                ]}
              />
              <p className="text-sm text-ink-soft">{t('audit.sealLead')}</p>
            </div>
          );
        }}
      </Loaded>
    </Section>
  );
}
