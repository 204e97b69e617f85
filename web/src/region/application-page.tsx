import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { api } from '../api/client';
import type { ApplicationView } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { RadioGroup, TextArea } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { LinkBox } from '../parts/link-box';
import { Facts, Loaded, Note, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime, waited } from '../words/dates';
import { ApplicationDocuments } from './application-documents';
import { useCodes } from './queries';
import { applicationTone } from './status-page';

function Decision({
  application,
  onApproved,
}: {
  application: ApplicationView;
  onApproved: (url: string) => void;
}) {
  const form = useForm({
    initial: { decision: 'approve', reason: '' },
    check: (v) => (v.decision === 'approve' ? {} : needed(v, ['reason'])),
    send: (v) =>
      api.post(`/applications/${application.id}/decision`, {
        ...v,
        decision: v.decision as 'approve' | 'return' | 'refuse',
      }),
    done: (result) => {
      toast(t('applications.decided'));
      if (result.invitation_url) onApproved(result.invitation_url);
      queryClient.setQueryData(['application', application.id], result.application);
      void queryClient.invalidateQueries({ queryKey: ['applications'] });
    },
  });
  return (
    <Section title={t('applications.decide')}>
      <Form form={form}>
        <RadioGroup
          {...form.field('decision')}
          label={t('applications.decide')}
          choices={[
            { value: 'approve', label: t('applications.approve') },
            { value: 'return', label: t('applications.return') },
            { value: 'refuse', label: t('applications.refuse') },
          ]}
        />
        <TextArea
          {...form.field('reason')}
          label={t('applications.reason')}
          hint={t('applications.reasonHint')}
          optional={form.values.decision === 'approve'}
        />
        <div>
          <Button
            type="submit"
            kind={form.values.decision === 'refuse' ? 'danger' : 'primary'}
            busy={form.busy}
          >
            {t(
              form.values.decision === 'approve'
                ? 'applications.approve'
                : form.values.decision === 'return'
                  ? 'applications.return'
                  : 'applications.refuse',
            )}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

export function ApplicationPage() {
  const { application: id } = useParams({ from: '/signed-in/manage/applications/$application' });
  const application = useQuery({
    queryKey: ['application', id],
    queryFn: () => api.get(`/applications/${id}`),
  });
  const { facilityType, profession } = useCodes();
  const [link, setLink] = useState('');
  // The form is gone once decided; what comes of it stands above, and takes the focus.
  const handOver = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!link) return;
    handOver.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [link]);
  return (
    <Page
      title={application.data?.facility_name ?? t('applications.title')}
      narrow
      back={{ to: { to: '/manage/applications' }, label: t('applications.back') }}
    >
      <Loaded query={application}>
        {(a) => (
          <>
            <p className="flex flex-wrap items-center gap-3">
              <Badge tone={applicationTone[a.state]}>{t(`applicationState.${a.state}`)}</Badge>
              <span className="text-ink-soft">
                {t('applications.received')} {dateTime(a.created_at)}（
                {t('applications.waiting', { time: waited(a.created_at) })}）
              </span>
            </p>
            {link && (
              <div ref={handOver} tabIndex={-1} className="outline-none">
                <Section title={t('applications.approvedLink')}>
                  <LinkBox url={link} label={t('invitation.link')} />
                </Section>
              </div>
            )}
            {a.state === 'approved' && (
              <Note>
                <p>{t('applications.linkLost')}</p>
                <Link to="/manage/facilities" className="inline-flex min-h-11 items-center">
                  {t('applications.toFacilities')}
                </Link>
              </Note>
            )}
            {a.reason && (
              <Note tone="warn">
                <span className="font-bold">{t('status.reason')}</span>
                <p className="prose">{a.reason}</p>
              </Note>
            )}
            <Section title={t('apply.facility')}>
              <Facts
                items={[
                  [t('apply.facilityName'), a.facility_name],
                  [t('apply.facilityType'), facilityType(a.facility_type)],
                  [
                    t('apply.address'),
                    [a.postal_code && `〒${a.postal_code}`, a.address].filter(Boolean).join(' '),
                  ],
                  [t('apply.phone'), a.phone],
                  [t('apply.officialNumber'), a.official_number],
                ]}
              />
            </Section>
            <Section title={t('apply.applicant')}>
              <Facts
                items={[
                  [t('apply.name'), `${a.applicant_name}（${a.applicant_kana}）`],
                  [t('apply.profession'), profession(a.applicant_profession)],
                  [t('apply.login'), a.applicant_login],
                  [t('apply.note'), a.note && <span className="prose">{a.note}</span>],
                  [t('pledge.title'), t('pledge.version', { n: a.pledge_version })],
                ]}
              />
            </Section>
            <ApplicationDocuments application={a} />
            {a.state === 'submitted' && <Decision application={a} onApproved={setLink} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
