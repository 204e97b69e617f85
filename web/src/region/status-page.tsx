import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import type { ApplicationState, ApplicationStatus } from '../api/types';
import { Badge, type Tone } from '../parts/badge';
import { Button } from '../parts/button';
import { TextField } from '../parts/field';
import { fileSize } from '../parts/file-drop';
import { Form, needed, useForm } from '../parts/form';
import { OpenFrame } from '../parts/open-frame';
import { Loaded, Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { ApplicationForm } from './application-form';
import { portalQuery } from './queries';

export const applicationTone: Record<ApplicationState, Tone> = {
  submitted: 'info',
  returned: 'warn',
  approved: 'good',
  refused: 'danger',
};

export function StatusPage() {
  const { slug } = useParams({ from: '/p/$slug/status' });
  const portal = useQuery(portalQuery(slug));
  const [found, setFound] = useState<{ code: string; status: ApplicationStatus } | null>(null);
  const look = (code: string) => api.post(`/portal/${slug}/applications/status`, { tracking_code: code });
  const form = useForm({
    initial: { tracking_code: '' },
    check: (v) => needed(v, ['tracking_code']),
    send: (v) => look(v.tracking_code.normalize('NFKC').trim()),
    done: (status, v) => setFound({ code: v.tracking_code.normalize('NFKC').trim(), status }),
  });

  return (
    <OpenFrame region={portal.data}>
      <Page
        title={t('status.title')}
        lead={t('status.lead')}
        narrow
        back={{ to: { to: '/p/$slug', params: { slug } }, label: portal.data?.name ?? t('common.back') }}
      >
        <Form form={form}>
          <TextField
            {...form.field('tracking_code')}
            label={t('apply.tracking')}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            className="font-mono"
          />
          <div>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('status.look')}
            </Button>
          </div>
        </Form>
        {found && (
          <div className="grid gap-5" aria-live="polite">
            <div className="card grid gap-2 p-5">
              <p className="flex flex-wrap items-center gap-3 text-lg font-bold">
                {found.status.facility_name}
                <Badge tone={applicationTone[found.status.state]}>
                  {t(`applicationState.${found.status.state}`)}
                </Badge>
              </p>
              <p>{t(`status.${found.status.state}Lead`)}</p>
              {found.status.documents.length > 0 && (
                <p className="text-ink-soft">
                  {t('status.documents')}
                  {found.status.documents.map((d) => (
                    <span key={d.id} className="block break-all text-ink">
                      {d.filename}（{fileSize(d.size)}）
                    </span>
                  ))}
                </p>
              )}
              {found.status.reason && (
                <Note tone="warn">
                  <p className="font-bold">{t('status.reason')}</p>
                  <p className="prose">{found.status.reason}</p>
                </Note>
              )}
            </div>
            {found.status.state === 'returned' && (
              <Loaded query={portal}>
                {(p) => (
                  <ApplicationForm
                    portal={p}
                    initial={{
                      ...withoutPledge(found.status),
                      pledge: false,
                      documents: [],
                      kept: found.status.documents,
                    }}
                    submit={t('status.resubmit')}
                    send={(fields, { files, keep, onProgress }) =>
                      api.putForm(
                        `/portal/${slug}/applications`,
                        {
                          part: 'application',
                          body: { tracking_code: found.code, ...fields, keep_documents: keep },
                          filesPart: 'documents',
                          files,
                        },
                        { onProgress },
                      )
                    }
                    done={(status) => {
                      setFound({ code: found.code, status });
                      toast(t('status.resubmitted'));
                      window.scrollTo({ top: 0 });
                    }}
                  />
                )}
              </Loaded>
            )}
          </div>
        )}
      </Page>
    </OpenFrame>
  );
}
function withoutPledge({ application: { pledge_version: _, ...fields } }: ApplicationStatus) {
  return fields;
}
