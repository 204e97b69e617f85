import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { api } from '../api/client';
import type { RegionView } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, Select, TextArea, TextField } from '../parts/field';
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
/** What most regions choose from, and what this one chose. */
const ages = (now: number) =>
  [...new Set([0, ...Array.from({ length: 12 }, (_, i) => i + 6), now])]
    .sort((a, b) => a - b)
    .map((n) => ({
      value: String(n),
      label: n === 0 ? t('region.ownAccountOff') : t('region.ownAccountFrom', { n }),
    }));
function Settings({ region }: { region: RegionView }) {
  const { name, greeting, how_to_join, contact, names_in_access_log, own_account_from } = region;
  const form = useForm({
    initial: {
      name,
      greeting,
      how_to_join,
      contact,
      names_in_access_log,
      own_account_from: String(own_account_from),
      reason: '',
    },
    check: (v) => needed(v, ['name']),
    send: (v) =>
      api.put('/region', { ...v, own_account_from: Number(v.own_account_from) }, { version: region.version }),
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
        <Select
          {...form.field('own_account_from')}
          label={t('region.ownAccount')}
          hint={t('region.ownAccountHint')}
          choices={ages(own_account_from)}
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
