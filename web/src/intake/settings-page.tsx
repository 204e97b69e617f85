// For operators: which facilities are desks, and how long is too long.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { intakeSettingsQuery } from './queries';
import { limited } from './board';
import type { IntakeSettings } from './types';

type Desk = IntakeSettings['desks'][number];
function kept(settings: IntakeSettings): void {
  toast(t('common.saved'));
  queryClient.setQueryData(intakeSettingsQuery.queryKey, settings);
}
function NameForm({ desk, onDone }: { desk: Desk; onDone: () => void }) {
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.put(`/intake-desks/${desk.facility_id}`, { named: !desk.named, reason: v.reason }),
    done: (now) => {
      kept(now);
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p className="font-bold">{desk.name}</p>
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind={desk.named ? 'danger' : 'primary'} busy={form.busy}>
          {t(desk.named ? 'intakeSettings.unname' : 'intakeSettings.name')}
        </Button>
      </div>
    </Form>
  );
}
function Limits({ settings }: { settings: IntakeSettings }) {
  const names = [...limited, 'remind_before'] as const;
  const form = useForm({
    initial: {
      ...(Object.fromEntries(names.map((name) => [name, String(settings.limits[name])])) as Record<
        (typeof names)[number],
        string
      >),
      reason: '',
    },
    check: (v) => needed(v, [...names, 'reason']),
    send: ({ reason, ...days }) =>
      api.put(
        '/intake-settings',
        {
          limits: Object.fromEntries(
            names.map((name) => [name, Number(days[name])]),
          ) as IntakeSettings['limits'],
          reason,
        },
        { version: settings.version },
      ),
    done: kept,
  });
  return (
    <Form form={form}>
      {settings.limits_are_default && <Note>{t('wait.defaultLimits')}</Note>}
      <div className="grid gap-4 sm:grid-cols-3">
        {names.map((name) => (
          <TextField
            key={name}
            {...form.field(name)}
            label={name === 'remind_before' ? t('intakeSettings.remind') : t(`wait.stage.${name}`)}
            type="number"
            inputMode="numeric"
            min={name === 'remind_before' ? 0 : 1}
            max={999}
          />
        ))}
      </div>
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
export function IntakeSettingsPage() {
  const found = useQuery(intakeSettingsQuery);
  const { facilityType } = useCodes();
  const [naming, setNaming] = useState<Desk | null>(null);
  return (
    <Page title={t('intakeSettings.title')} narrow>
      <Loaded query={found}>
        {(settings) => (
          <>
            <Section title={t('intakeSettings.desks')}>
              <p className="mb-3 text-ink-soft">{t('intakeSettings.desksLead')}</p>
              <ul className="grid gap-2" aria-label={t('intakeSettings.desks')}>
                {settings.desks.map((desk) => (
                  <li
                    key={desk.facility_id}
                    className="flex flex-wrap items-center gap-3 rounded-lg border border-line p-3"
                  >
                    <span className="min-w-0 flex-1 basis-48">
                      <strong>{desk.name}</strong>{' '}
                      <span className="text-sm text-ink-soft">{facilityType(desk.facility_type)}</span>
                    </span>
                    {desk.named && (
                      <Badge tone="good" icon="check">
                        {t('intakeSettings.named')}
                      </Badge>
                    )}
                    <Button onClick={() => setNaming(desk)}>
                      {t(desk.named ? 'intakeSettings.unname' : 'intakeSettings.name')}
                      <span className="sr-only">（{desk.name}）</span>
                    </Button>
                  </li>
                ))}
              </ul>
            </Section>
            <Section title={t('intakeSettings.limits')}>
              <Limits key={settings.version} settings={settings} />
            </Section>
            {naming && (
              <Dialog
                title={t(naming.named ? 'intakeSettings.unname' : 'intakeSettings.name')}
                open
                onClose={() => setNaming(null)}
              >
                <NameForm desk={naming} onDone={() => setNaming(null)} />
              </Dialog>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
