import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { api } from '../api/client';
import type { RegionView } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { History } from './history';
import { regionQuery } from './queries';

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: ['region'] });
  void queryClient.invalidateQueries({ queryKey: ['portal'] });
}
function Settings({ region }: { region: RegionView }) {
  const { name, greeting, how_to_join, contact, names_in_access_log } = region;
  const form = useForm({
    initial: { name, greeting, how_to_join, contact, names_in_access_log, reason: '' },
    check: (v) => needed(v, ['name']),
    send: (v) => api.put('/region', v, { version: region.version }),
    done: () => {
      toast(t('common.saved'));
      refresh();
    },
  });
  return (
    <Section title={t('region.title')}>
      <Form form={form}>
        <TextField {...form.field('name')} label={t('region.name')} />
        <TextArea {...form.field('greeting')} label={t('region.greeting')} optional />
        <TextArea {...form.field('how_to_join')} label={t('region.howToJoin')} optional />
        <TextArea {...form.field('contact')} label={t('region.contact')} optional />
        <CheckBox
          {...form.field('names_in_access_log')}
          label={t('region.namesInLog')}
          hint={t('region.namesInLogHint')}
        />
        <TextField
          {...form.field('reason')}
          label={t('common.reason')}
          hint={t('common.reasonHint')}
          optional
        />
        <div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('common.save')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
function Pledge({ region }: { region: RegionView }) {
  const form = useForm({
    initial: { body: region.pledge_body, reason: '' },
    check: (v) => needed(v, ['body']),
    send: (v) => api.post('/region/pledge', v),
    done: () => {
      toast(t('region.pledgePublished'));
      refresh();
    },
  });
  return (
    <Section title={t('region.pledgeNow', { n: region.pledge_version })}>
      <Form form={form}>
        <TextArea {...form.field('body')} label={t('region.pledge')} rows={10} />
        <TextField
          {...form.field('reason')}
          label={t('common.reason')}
          hint={t('common.reasonHint')}
          optional
        />
        <Note tone="warn">{t('region.pledgeWarn')}</Note>
        <div>
          <Button type="submit" busy={form.busy} disabled={form.values.body === region.pledge_body}>
            {t('region.pledgeNew')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
export function RegionPage() {
  const region = useQuery(regionQuery);
  return (
    <Page title={t('nav.region')} narrow>
      <Loaded query={region}>
        {(r) => (
          <>
            <p>
              {t('region.slug')}：
              <Link to="/p/$slug" params={{ slug: r.slug }}>
                {`${window.location.origin}/p/${r.slug}`}
              </Link>
            </p>
            <Settings key={`s${r.version}`} region={r} />
            <Pledge key={`p${r.pledge_version}`} region={r} />
            <History />
          </>
        )}
      </Loaded>
    </Page>
  );
}
