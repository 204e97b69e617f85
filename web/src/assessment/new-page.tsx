import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { useSession } from '../app/session';
import { Button } from '../parts/button';
import { DateField } from '../parts/field';
import { Loaded, Note, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { pick, t } from '../words';
import { ageOn, todayText } from '../words/dates';
import { assessmentsQuery, refreshAssessments, useInstruments } from './queries';
import { ResultForm } from './result-form';
import { exactAge, offered } from './rules';
import type { Instrument } from './types';

function Choices({
  title,
  instruments,
  onChoose,
}: {
  title: string;
  instruments: readonly Instrument[];
  onChoose: (instrument: Instrument) => void;
}) {
  if (instruments.length === 0) return null;
  return (
    <Section title={title} flush>
      <ul className="grid sm:grid-cols-2">
        {instruments.map((i) => (
          <li key={i.code} className="border-b border-line">
            <button
              type="button"
              className="min-h-14 w-full px-4 py-2 text-left hover:bg-sunken sm:px-5"
              onClick={() => onChoose(i)}
            >
              <span className="font-bold text-accent underline">{pick(i)}</span>
              <span className="block text-sm text-ink-soft">{t(`assessment.group.${i.group}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** First the day, for it decides which instruments fit; then the instrument; then its domains and no others. */
export function NewAssessmentPage() {
  const person = usePerson();
  const navigate = useNavigate();
  const { post } = useSession();
  const { query } = useInstruments();
  const list = useQuery(assessmentsQuery(person.id));
  const [id] = useState(newId);
  const [day, setDay] = useState(todayText());
  const [instrument, setInstrument] = useState<Instrument | null>(null);
  const age = ageOn(person.birth_date, day);
  const back = {
    to: { to: '/people/$person/assessments', params: { person: person.id } } as const,
    label: t('assessment.back'),
  };
  return (
    <Page
      title={instrument ? pick(instrument) : t('assessment.add')}
      back={back}
      narrow={instrument !== null}
      actions={
        instrument && <Button onClick={() => setInstrument(null)}>{t('assessment.otherInstrument')}</Button>
      }
    >
      {instrument === null ? (
        <>
          <div className="card p-4 sm:p-5">
            <DateField label={t('assessment.testedOn')} value={day} onValue={setDay} max={todayText()} />
            <p aria-live="polite">
              {age ? t('assessment.ageAtTest', { age: exactAge(age) }) : t('assessment.noAge')}
            </p>
          </div>
          <Loaded query={query}>
            {(all) => {
              if (!age) return <Note tone="warn">{t('assessment.noAge')}</Note>;
              const groups = offered(all, age.years * 12 + age.months, post?.profession ?? '');
              return (
                <>
                  <Choices
                    title={t('assessment.usual')}
                    instruments={groups.usual}
                    onChoose={setInstrument}
                  />
                  <Choices
                    title={t('assessment.fitting')}
                    instruments={groups.fitting}
                    onChoose={setInstrument}
                  />
                  <Choices
                    title={t('assessment.others')}
                    instruments={groups.others}
                    onChoose={setInstrument}
                  />
                </>
              );
            }}
          </Loaded>
        </>
      ) : (
        <Loaded query={list}>
          {({ classes }) => (
            <ResultForm
              key={instrument.code}
              instrument={instrument}
              held={classes}
              day={day}
              submit={t('assessment.save')}
              send={(state) =>
                api.post(`/people/${person.id}/assessments`, { id, instrument: instrument.code, state })
              }
              onDone={() => {
                toast(t('assessment.saved'));
                void refreshAssessments(person.id).then(() =>
                  navigate({
                    to: '/people/$person/assessments/$assessment',
                    params: { person: person.id, assessment: id },
                  }),
                );
              }}
            />
          )}
        </Loaded>
      )}
    </Page>
  );
}
