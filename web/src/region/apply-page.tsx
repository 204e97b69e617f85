import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { Button, LinkButton } from '../parts/button';
import { copyText } from '../parts/link-box';
import { OpenFrame } from '../parts/open-frame';
import { Loaded, Note, Page } from '../parts/page';
import { t } from '../words';
import { ApplicationForm, emptyApplication } from './application-form';
import { portalQuery } from './queries';

export function ApplyPage() {
  const { slug } = useParams({ from: '/p/$slug/apply' });
  const portal = useQuery(portalQuery(slug));
  const id = useRef(newId());
  const [code, setCode] = useState('');
  const back = {
    to: { to: '/p/$slug', params: { slug } },
    label: portal.data?.name ?? t('common.back'),
  } as const;

  return (
    <OpenFrame region={portal.data}>
      {code ? (
        <Page title={t('apply.done')} narrow back={back}>
          <Note tone="good">{t('status.submittedLead')}</Note>
          <div className="card grid gap-3 p-5">
            <p>
              <span className="block text-ink-soft">{t('apply.tracking')}</span>
              <strong className="font-mono text-2xl break-all">{code}</strong>
            </p>
            <p>{t('apply.trackingKeep')}</p>
            <div className="flex flex-wrap gap-2 print:hidden">
              <Button icon="copy" onClick={() => void copyText(code)}>
                {t('common.copy')}
              </Button>
              <Button icon="print" onClick={() => window.print()}>
                {t('common.print')}
              </Button>
              <LinkButton kind="quiet" to="/p/$slug/status" params={{ slug }}>
                {t('portal.status')}
              </LinkButton>
            </div>
          </div>
        </Page>
      ) : (
        <Page
          title={t('apply.title')}
          lead={t('apply.lead', { region: portal.data?.name ?? '' })}
          narrow
          back={back}
        >
          <Loaded query={portal}>
            {(p) => (
              <ApplicationForm
                portal={p}
                initial={emptyApplication}
                submit={t('apply.submit')}
                send={(fields, { files, onProgress }) =>
                  api.postForm(
                    `/portal/${slug}/applications`,
                    {
                      part: 'application',
                      body: { id: id.current, ...fields },
                      filesPart: 'documents',
                      files,
                    },
                    { onProgress },
                  )
                }
                done={(result) => setCode(result.tracking_code)}
              />
            )}
          </Loaded>
        </Page>
      )}
    </OpenFrame>
  );
}
