// What stays of a person after the shredding (廃棄証明書), as it is printed and filed.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import { Button } from '../parts/button';
import { Facts, Loaded, Page, Section } from '../parts/page';
import { t, textOr } from '../words';
import { dateTime, longDate } from '../words/dates';
import { certificateQuery } from './queries';

export function CertificatePage() {
  const { shredding } = useParams({ from: '/signed-in/manage/retention/certificates/$shredding' });
  const found = useQuery(certificateQuery(shredding));
  return (
    <Page
      title={t('retention.certificate')}
      lead={t('retention.certificateLead')}
      narrow
      back={{ to: { to: '/manage/retention' }, label: t('nav.retention') }}
      actions={
        <Button icon="print" onClick={() => window.print()}>
          {t('retention.print')}
        </Button>
      }
    >
      <Loaded query={found}>
        {({ certificate: c, digest, swept_at }) => (
          <>
            <Section title={t('retention.certificate')}>
              <Facts
                items={[
                  [t('retention.region'), c.region],
                  [t('retention.number'), <span className="font-mono break-all">{c.id}</span>],
                  [t('retention.personNumber'), <span className="font-mono break-all">{c.person_id}</span>],
                  [t('retention.why'), t(`retention.cause.${c.cause}`)],
                  [t('retention.endedOn'), longDate(c.ended_on)],
                  [t('retention.keptFor'), `${t('retention.years', { n: c.years })}（${c.period_source}）`],
                  [t('retention.proposer'), `${c.proposed_by}　${dateTime(c.proposed_at)}`],
                  [t('retention.confirmer'), `${c.confirmed_by}　${dateTime(c.confirmed_at)}`],
                  [t('retention.erasedAt'), dateTime(c.erased_at)],
                  [t('retention.sweptAt'), swept_at ? dateTime(swept_at) : t('retention.stillSweeping')],
                  [t('retention.digest'), <span className="font-mono break-all">{digest}</span>],
                ]}
              />
            </Section>
            <Section title={t('retention.what')}>
              <Facts
                items={c.kinds.map(
                  ({ kind, rows }) =>
                    [textOr(`retention.what.${kind}`, kind), t('retention.rows', { n: rows })] as const,
                )}
              />
              <p className="mt-3">{t('retention.filesAndKeys', { files: c.files, keys: c.keys })}</p>
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
