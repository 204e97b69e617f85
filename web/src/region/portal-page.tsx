import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import { apiUrl } from '../api/client';
import { LinkButton } from '../parts/button';
import { fileSize } from '../parts/file-drop';
import { Icon } from '../parts/icon';
import { OpenFrame } from '../parts/open-frame';
import { Loaded, Page, Section } from '../parts/page';
import { t } from '../words';
import { longDate } from '../words/dates';
import { portalQuery } from './queries';

export function PortalPage() {
  const { slug } = useParams({ from: '/p/$slug' });
  const portal = useQuery(portalQuery(slug));
  return (
    <OpenFrame
      region={portal.data}
      actions={
        <LinkButton to="/sign-in" kind="primary">
          {t('portal.signIn')}
        </LinkButton>
      }
    >
      <Loaded query={portal}>
        {(p) => (
          <Page
            title={t('portal.name', { region: p.name })}
            actions={
              <>
                <LinkButton to="/p/$slug/ask" params={{ slug }} kind="primary" icon="question">
                  {t('ask.short')}
                </LinkButton>
                <LinkButton to="/p/$slug/apply" params={{ slug }} icon="pencil">
                  {t('portal.apply')}
                </LinkButton>
                <LinkButton to="/p/$slug/status" params={{ slug }} kind="quiet">
                  {t('portal.status')}
                </LinkButton>
              </>
            }
          >
            {p.greeting && <p className="prose text-lg">{p.greeting}</p>}
            <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
              <Section title={t('portal.notices')}>
                {p.notices.length === 0 ? (
                  <p className="text-ink-soft">{t('portal.noticesEmpty')}</p>
                ) : (
                  <ul className="grid gap-4">
                    {p.notices.map((notice) => (
                      <li key={notice.id} className="border-b border-line pb-4 last:border-b-0 last:pb-0">
                        <p className="text-sm text-ink-soft">{longDate(notice.published_on)}</p>
                        <h3 className="font-bold">{notice.title}</h3>
                        <p className="prose mt-1">{notice.body}</p>
                      </li>
                    ))}
                  </ul>
                )}
              </Section>
              <div className="grid gap-5">
                {p.how_to_join && (
                  <Section title={t('portal.howToJoin')}>
                    <p className="prose">{p.how_to_join}</p>
                  </Section>
                )}
                <Section title={t('portal.documents')}>
                  {p.documents.length === 0 ? (
                    <p className="text-ink-soft">{t('portal.documentsEmpty')}</p>
                  ) : (
                    <ul className="grid gap-1">
                      {p.documents.map((d) => (
                        <li key={d.id}>
                          <a
                            href={apiUrl(`/portal/${slug}/documents/${d.id}`)}
                            className="inline-flex min-h-11 items-center gap-2"
                          >
                            <Icon name="file" />
                            {d.title}
                            <span className="text-sm text-ink-soft">（{fileSize(d.size)}）</span>
                          </a>
                        </li>
                      ))}
                    </ul>
                  )}
                </Section>
                {p.contact && (
                  <Section title={t('portal.contact')}>
                    <p className="prose">{p.contact}</p>
                  </Section>
                )}
              </div>
            </div>
          </Page>
        )}
      </Loaded>
    </OpenFrame>
  );
}
