// What a facility can take: kept by its manager, with the day it was true.
import { useQuery } from '@tanstack/react-query';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import { Button, IconButton } from '../parts/button';
import { DateField, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { todayText } from '../words/dates';
import { vacanciesQuery } from './queries';
import type { VacancyView } from './types';

interface Row {
  service: string;
  places: string;
  note: string;
}
const empty: Row = { service: '', places: '0', note: '' };

function VacancyForm({ now }: { now: VacancyView }) {
  const form = useForm({
    initial: {
      services: now.services.map((s): Row => ({ ...s, places: String(s.places) })),
      as_of: todayText(),
    },
    check: (v) => needed(v, ['as_of']),
    send: (v) =>
      api.put(
        `/facilities/${now.facility_id}/vacancies`,
        {
          services: v.services
            .filter((row) => row.service.trim())
            .map((row) => ({ ...row, places: Number(row.places) })),
          as_of: v.as_of,
        },
        { version: now.version },
      ),
    done: (kept) => {
      toast(t('common.saved'));
      queryClient.setQueryData(vacanciesQuery(now.facility_id).queryKey, kept);
    },
  });
  const set = (i: number, part: Partial<Row>) =>
    form.set(
      'services',
      form.values.services.map((row, k) => (k === i ? { ...row, ...part } : row)),
    );
  return (
    <Form form={form}>
      {form.values.services.map((row, i) => (
        <div key={i} className="grid gap-3 rounded-lg border border-line p-3 sm:grid-cols-[1fr_8rem]">
          <TextField
            label={t('vacancy.service')}
            value={row.service}
            onValue={(service) => set(i, { service })}
            maxLength={60}
          />
          <TextField
            label={t('vacancy.places')}
            type="number"
            inputMode="numeric"
            min={0}
            max={999}
            value={row.places}
            onValue={(places) => set(i, { places })}
          />
          <TextField
            label={t('vacancy.note')}
            optional
            value={row.note}
            onValue={(note) => set(i, { note })}
            maxLength={200}
          />
          <IconButton
            name={t('vacancy.remove', { n: i + 1 })}
            icon="close"
            onClick={() =>
              form.set(
                'services',
                form.values.services.filter((_, k) => k !== i),
              )
            }
          />
        </div>
      ))}
      <div>
        <Button icon="plus" onClick={() => form.set('services', [...form.values.services, empty])}>
          {t('vacancy.add')}
        </Button>
      </div>
      <DateField {...form.field('as_of')} label={t('vacancy.asOf')} max={todayText()} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
export function Vacancies({ facility }: { facility: string }) {
  const found = useQuery(vacanciesQuery(facility));
  return (
    <Section title={t('vacancy.title')}>
      <p className="mb-3 text-ink-soft">{t('vacancy.lead')}</p>
      <Loaded query={found}>{(now) => <VacancyForm key={now.version} now={now} />}</Loaded>
    </Section>
  );
}
