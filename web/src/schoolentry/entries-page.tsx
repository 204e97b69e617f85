import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { RadioGroup, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { EmptyState, Loaded, Page } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { t } from '../words';
import { todayText } from '../words/dates';
import { StageBadge } from './parts';
import { entriesQuery, keep } from './queries';
import { earliestYear, kinds, ownYear } from './rules';
import type { SchoolEntryLine } from './types';

function Line({ line }: { line: SchoolEntryLine }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/people/$person/school-entries/$entry"
        params={{ person: line.person_id, entry: line.id }}
        className="block min-h-11 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
      >
        <span className="flex flex-wrap items-center gap-2">
          <strong className="text-lg">
            {t('schoolEntry.caseOf', { kind: t(`schoolEntry.kind.${line.kind}`), year: line.for_year })}
          </strong>
          <StageBadge line={line} />
        </span>
        {line.place && (
          <span className="block text-ink-soft">
            {t(`schoolEntry.place.${line.place}`)}・{line.school}
          </span>
        )}
      </Link>
    </li>
  );
}
function OpenForm({ person, birthDate, guardian }: { person: string; birthDate: string; guardian: boolean }) {
  const go = useNavigate();
  const [id] = useState(newId);
  const yearOf = (kind: string) => String(ownYear(kind, birthDate, todayText()));
  const form = useForm({
    initial: {
      kind: 'primary' as string,
      for_year: yearOf('primary'),
      guardian: '',
      child: '',
    },
    check: (v) => ({
      ...needed(v, ['for_year']),
      ...(v.for_year && Number(v.for_year) < earliestYear(v.kind, birthDate)
        ? { for_year: t('schoolEntry.tooEarly', { year: earliestYear(v.kind, birthDate) }) }
        : {}),
      ...(guardian ? needed(v, ['guardian']) : {}),
    }),
    send: (v) =>
      api.post(`/people/${person}/school-entries`, {
        id,
        kind: v.kind as (typeof kinds)[number],
        for_year: Number(v.for_year),
        wishes: v.guardian.trim() ? { guardian: v.guardian, child: v.child, hopes: [], asks: '' } : null,
      }),
    done: (view) => {
      keep(view);
      void go({ to: '/people/$person/school-entries/$entry', params: { person, entry: view.line.id } });
    },
  });
  return (
    <Form form={form}>
      <RadioGroup
        {...form.field('kind')}
        onValue={(kind) =>
          form.setAll({
            ...form.values,
            kind,
            // What somebody typed stays; the year that stood there by itself goes with the kind.
            for_year: form.values.for_year === yearOf(form.values.kind) ? yearOf(kind) : form.values.for_year,
          })
        }
        label={t('schoolEntry.kind')}
        choices={kinds.map((value) => ({ value, label: t(`schoolEntry.kind.${value}`) }))}
      />
      <TextField
        {...form.field('for_year')}
        label={t('schoolEntry.forYear')}
        hint={t('schoolEntry.forYearHint')}
        inputMode="numeric"
        maxLength={4}
      />
      <TextArea
        {...form.field('guardian')}
        label={t('schoolEntry.wish.guardian')}
        {...(guardian ? {} : { optional: true, hint: t('schoolEntry.wishLater') })}
        maxLength={2000}
      />
      <TextArea {...form.field('child')} label={t('schoolEntry.wish.child')} optional maxLength={2000} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t(guardian ? 'schoolEntry.ask' : 'schoolEntry.open')}
        </Button>
      </div>
    </Form>
  );
}
/** The child's cases of 就学相談. */
export function EntriesPage() {
  const person = usePerson();
  const { is_guardian, may, classes } = person.access;
  const found = useQuery(entriesQuery(person.id));
  const [opening, setOpening] = useState(false);
  const opens = is_guardian
    ? may.includes('post')
    : may.includes('draft_document') && classes.includes('education');
  return (
    <Page
      title={t('schoolEntry.of', { name: fullName(person) })}
      lead={t(is_guardian ? 'schoolEntry.leadGuardian' : 'schoolEntry.lead')}
      actions={
        opens && (
          <Button kind="primary" icon="plus" onClick={() => setOpening(true)}>
            {t(is_guardian ? 'schoolEntry.ask' : 'schoolEntry.open')}
          </Button>
        )
      }
      narrow
    >
      <Loaded query={found}>
        {(lines) => (
          <div className="card">
            {lines.length === 0 ? (
              <EmptyState icon="history" title={t('schoolEntry.empty')}>
                <p>{t(is_guardian ? 'schoolEntry.emptyGuardian' : 'schoolEntry.emptyLead')}</p>
              </EmptyState>
            ) : (
              <ul aria-label={t('schoolEntry.title')}>
                {lines.map((line) => (
                  <Line key={line.id} line={line} />
                ))}
              </ul>
            )}
          </div>
        )}
      </Loaded>
      {opening && (
        <Dialog
          title={t(is_guardian ? 'schoolEntry.ask' : 'schoolEntry.open')}
          open
          held
          onClose={() => setOpening(false)}
        >
          <OpenForm person={person.id} birthDate={person.birth_date} guardian={is_guardian} />
        </Dialog>
      )}
    </Page>
  );
}
