// Which ways of signing in a region demands, by type of facility.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { PolicyLine, SignInWay } from '../api/types';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { CheckGroup, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { waysQuery } from './queries';

const all: readonly SignInWay[] = ['certificate', 'passkey', 'totp'];
const waysText = (ways: readonly SignInWay[]): string =>
  ways.length === 0 ? t('ways.any') : ways.map((w) => t(`ways.${w}`)).join('・');

function Change({ line, title, onClose }: { line: PolicyLine; title: string; onClose: () => void }) {
  const form = useForm({
    initial: { ways: line.ways, reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.put(`/region/sign-in-policies/${line.facility_type}`, v, { version: line.version }),
    done: () => {
      toast(t('common.saved'));
      void queryClient.invalidateQueries({ queryKey: waysQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form form={form}>
        <CheckGroup
          {...form.field('ways')}
          label={t('ways.choose')}
          hint={t('ways.chooseHint')}
          value={form.values.ways}
          onValue={(ways) => form.set('ways', ways)}
          choices={all.map((value) => ({ value, label: t(`ways.${value}`) }))}
        />
        <Note tone="warn">{t('ways.warn')}</Note>
        <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
        <div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('common.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

export function WaysPage() {
  const policies = useQuery(waysQuery);
  const { facilityTypes } = useCodes();
  const [open, setOpen] = useState<{ line: PolicyLine; title: string } | null>(null);
  const types = [{ value: 'operator', label: t('ways.operators') }, ...facilityTypes];
  return (
    <Page title={t('ways.title')} lead={t('ways.lead')}>
      <Loaded query={policies}>
        {(list) => (
          <ul className="card">
            {types.map(({ value, label }) => {
              const line = list.find((p) => p.facility_type === value) ?? {
                facility_type: value,
                ways: [],
                version: 0,
              };
              return (
                <li
                  key={value}
                  className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2 last:border-b-0 sm:px-5"
                >
                  <span className="min-w-0">
                    <span className="font-bold">{label}</span>
                    <span className="block text-sm text-ink-soft">{waysText(line.ways)}</span>
                  </span>
                  <Button
                    kind="quiet"
                    aria-label={t('ways.changeOne', { type: label })}
                    onClick={() => setOpen({ line, title: label })}
                  >
                    {t('ways.change')}
                  </Button>
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
      {open && <Change {...open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
