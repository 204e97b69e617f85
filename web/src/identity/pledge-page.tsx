import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';

import { api } from '../api/client';
import type { PledgeView } from '../api/types';
import { adoptSession, homeOf, sessionQuery, useSession } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { OpenFrame } from '../parts/open-frame';
import { Loaded, Page } from '../parts/page';
import { t } from '../words';
import { SignOutButton } from './sign-out';

function PledgeForm({ pledge }: { pledge: PledgeView }) {
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/pledge' });
  const form = useForm({
    initial: { agreed: false },
    check: (v) => (v.agreed ? {} : { agreed: t('pledge.mustAgree') }),
    send: () => api.post('/pledge/accept', { version: pledge.version }),
    done: (view) => {
      adoptSession(view);
      void navigate({
        href: next ?? homeOf(view),
        replace: true,
      });
    },
  });
  return (
    <>
      <div
        className="card prose max-h-[60dvh] overflow-y-auto p-5"
        tabIndex={0}
        role="region"
        aria-label={t('pledge.title')}
      >
        {pledge.body}
      </div>
      <p className="text-sm text-ink-soft">{t('pledge.version', { n: pledge.version })}</p>
      <Form form={form}>
        <CheckBox {...form.field('agreed')} label={t('pledge.agree')} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('pledge.submit')}
          </Button>
          <SignOutButton />
        </div>
      </Form>
    </>
  );
}
export function PledgePage() {
  const session = useQuery(sessionQuery);
  const state = session.data?.state;
  const { post } = useSession();
  const pledge = useQuery({
    queryKey: ['pledge', post?.id],
    queryFn: () => api.get('/pledge'),
    enabled: state === 'ready',
  });
  if (state && state !== 'ready') return <Navigate to="/sign-in" replace />;
  return (
    <OpenFrame>
      <Page title={t('pledge.title')} lead={t('pledge.lead', { region: post?.region_name ?? '' })} narrow>
        <Loaded query={pledge}>{(p) => <PledgeForm pledge={p} />}</Loaded>
      </Page>
    </OpenFrame>
  );
}
