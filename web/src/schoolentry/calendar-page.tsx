// For operators: the region's dates of one year of school entry. The law's last days are checked by the server.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { queryClient } from '../app/session';
import { Button } from '../parts/button';
import { DateField, ErrorText, Select, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { pick, t } from '../words';
import { dateTime, longDate, todayText } from '../words/dates';
import { calendarQuery } from './queries';
import { comingYear, inOrder } from './rules';
import type { CalendarDay, CalendarGround, CalendarView } from './types';

const nameOf = (grounds: readonly CalendarGround[], kind: CalendarDay['kind']): string => {
  const ground = grounds.find((g) => g.kind === kind);
  return ground ? pick(ground) : t('schoolEntry.otherDay');
};
function DayFields({
  day,
  grounds,
  onDay,
  onRemove,
}: {
  day: CalendarDay;
  grounds: readonly CalendarGround[];
  onDay: (day: CalendarDay) => void;
  onRemove: () => void;
}) {
  const ground = grounds.find((g) => g.kind === day.kind);
  const name = nameOf(grounds, day.kind);
  return (
    <fieldset className="grid gap-2 rounded-lg border border-line p-3">
      <legend className="px-1 font-bold">{[name, day.title].filter(Boolean).join(' ')}</legend>
      {ground && (
        <p className="text-sm text-ink-soft">
          {pick({ ja: ground.ground_ja, en: ground.ground_en })}
          {ground.latest && `・${t('schoolEntry.latest', { date: longDate(ground.latest) })}`}
        </p>
      )}
      <Select
        label={t('schoolEntry.dayKind')}
        value={day.kind}
        onValue={(kind) => onDay({ ...day, kind: kind as CalendarDay['kind'] })}
        choices={[...grounds.map((g) => g.kind), 'other' as const].map((kind) => ({
          value: kind,
          label: nameOf(grounds, kind),
        }))}
      />
      <TextField
        label={t('schoolEntry.dayTitle')}
        value={day.title}
        onValue={(title) => onDay({ ...day, title })}
        optional={day.kind !== 'other'}
        maxLength={60}
      />
      <div className="flex flex-wrap gap-x-4">
        <DateField
          label={t('schoolEntry.firstDay')}
          value={day.from}
          onValue={(from) => onDay({ ...day, from })}
        />
        <DateField
          label={t('schoolEntry.lastDay')}
          value={day.until}
          onValue={(until) => onDay({ ...day, until })}
        />
      </div>
      <div>
        <Button kind="quiet" icon="close" onClick={onRemove}>
          {t('schoolEntry.removeDay', { name: [name, day.title].filter(Boolean).join(' ') })}
        </Button>
      </div>
    </fieldset>
  );
}
function CalendarForm({ view }: { view: CalendarView }) {
  const form = useForm({
    initial: { days: inOrder(view.calendar.days), reason: '' },
    check: (v) => ({
      ...needed(v, ['reason']),
      ...(v.days.some((day) => !day.from || !day.until) ? { days: t('schoolEntry.dayNeeded') } : {}),
    }),
    send: (v) =>
      api.put(
        `/school-entry-calendars/${String(view.school_year)}`,
        { calendar: { days: v.days }, reason: v.reason },
        { version: view.version },
      ),
    done: (now) => {
      toast(t('common.saved'));
      queryClient.setQueryData(calendarQuery(view.school_year).queryKey, now);
    },
  });
  const { days } = form.values;
  return (
    <Form form={form}>
      {view.is_default && <Note>{t('schoolEntry.defaultDates')}</Note>}
      <div id={`${form.id}-days`} tabIndex={-1} className="grid gap-3">
        {days.map((day, i) => (
          <DayFields
            key={i}
            day={day}
            grounds={view.grounds}
            onDay={(changed) =>
              form.set(
                'days',
                days.map((each, at) => (at === i ? changed : each)),
              )
            }
            onRemove={() =>
              form.set(
                'days',
                days.filter((_, at) => at !== i),
              )
            }
          />
        ))}
        {form.problems.days && <ErrorText>{form.problems.days}</ErrorText>}
      </div>
      <div>
        <Button
          icon="plus"
          onClick={() => form.set('days', [...days, { kind: 'committee', title: '', from: '', until: '' }])}
        >
          {t('schoolEntry.addDay')}
        </Button>
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
function Versions({ view }: { view: CalendarView }) {
  if (view.versions.length === 0) return null;
  return (
    <Section title={t('schoolEntry.history')}>
      <ol className="grid gap-1 text-sm">
        {view.versions.map((v) => (
          <li key={v.version}>
            {dateTime(v.at)} {v.by_name}・{v.reason}
          </li>
        ))}
      </ol>
    </Section>
  );
}
export function CalendarPage() {
  const coming = comingYear(todayText());
  const [year, setYear] = useState(coming);
  const found = useQuery(calendarQuery(year));
  return (
    <Page title={t('schoolEntry.calendar', { year })} lead={t('schoolEntry.calendarLead')} narrow>
      <div role="group" aria-label={t('schoolEntry.year')} className="flex flex-wrap gap-2">
        {[coming, coming + 1].map((each) => (
          <Button
            key={each}
            kind={each === year ? 'primary' : 'secondary'}
            aria-pressed={each === year}
            onClick={() => setYear(each)}
          >
            {t('schoolEntry.yearOf', { year: each })}
          </Button>
        ))}
      </div>
      <Loaded query={found}>
        {(view) => (
          <>
            <Section title={t('schoolEntry.dates')}>
              <CalendarForm key={`${view.school_year}-${view.version}`} view={view} />
            </Section>
            <Versions view={view} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
