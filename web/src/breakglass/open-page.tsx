// 緊急閲覧: find exactly one person, say why, confirm with a second factor. Above it, one's own.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { EmergencyKind, EmergencyMatch } from '../api/types';
import { queryClient } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { DateField, RadioGroup, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note, Page, Section } from '../parts/page';
import { bothDates } from '../person/words';
import { t } from '../words';
import { LookCard } from './look-card';
import { ownQuery } from './queries';
import { kinds } from './rules';

function Search({ onAnswer }: { onAnswer: (match: EmergencyMatch | null) => void }) {
  const form = useForm({
    initial: { family_kana: '', given_kana: '', birth_date: '' },
    check: (v) => needed(v, ['family_kana', 'birth_date']),
    send: (v) => api.post('/break-glass/search', v),
    done: (answer) => onAnswer(answer.match ?? null),
  });
  return (
    <Form form={form} label={t('breakGlass.find')}>
      <p>{t('breakGlass.findLead')}</p>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...form.field('family_kana')} label={t('person.familyKana')} autoComplete="off" />
        <TextField {...form.field('given_kana')} label={t('person.givenKana')} autoComplete="off" optional />
      </div>
      <DateField {...form.field('birth_date')} label={t('person.birthDate')} />
      <div>
        <Button kind="primary" type="submit" icon="search" busy={form.busy}>
          {t('breakGlass.search')}
        </Button>
      </div>
    </Form>
  );
}

function Why({ match }: { match: EmergencyMatch }) {
  const navigate = useNavigate();
  const [id] = useState(() => newId());
  const form = useForm({
    initial: { kind: '' as EmergencyKind | '', reason: '' },
    check: (v) => needed(v, ['kind', 'reason']),
    send: (v) =>
      api.post(`/people/${match.person_id}/break-glass`, {
        id,
        kind: v.kind as EmergencyKind,
        reason: v.reason,
      }),
    done: () => {
      void queryClient.invalidateQueries({ queryKey: ['break-glass'] });
      void navigate({ to: '/people/$person/emergency', params: { person: match.person_id } });
    },
  });
  return (
    <Form form={form} label={t('breakGlass.why')}>
      <Note tone="warn">
        <p className="font-bold">{t('breakGlass.before')}</p>
        <ul className="mt-1 list-disc pl-5">
          <li>{t('breakGlass.before.shown')}</li>
          <li>{t('breakGlass.before.told')}</li>
        </ul>
      </Note>
      <RadioGroup
        {...form.field('kind')}
        onValue={(kind) => form.set('kind', kind as EmergencyKind)}
        label={t('breakGlass.kind')}
        choices={kinds.map((value) => ({ value, label: t(`breakGlass.kind.${value}`) }))}
      />
      <TextArea
        {...form.field('reason')}
        label={t('breakGlass.reason')}
        hint={t('breakGlass.reasonHint')}
        maxLength={1000}
      />
      <div>
        <Button kind="danger" type="submit" icon="alert" busy={form.busy}>
          {t('breakGlass.open')}
        </Button>
      </div>
    </Form>
  );
}

function Found({ match }: { match: EmergencyMatch }) {
  const own = { person: match.person_id };
  return (
    <>
      <p>
        <span className="block text-sm text-ink-soft">{match.kana}</span>
        <strong className="text-xl">{match.name}</strong>
        <span className="block">{bothDates(match.birth_date)}</span>
      </p>
      {match.has_seat ? (
        <Note>
          <p className="mb-2">{t('breakGlass.hasSeat')}</p>
          <LinkButton to="/people/$person" params={own}>
            {t('breakGlass.useSeat')}
          </LinkButton>
        </Note>
      ) : match.open ? (
        <Note>
          <p className="mb-2">{t('breakGlass.alreadyOpen')}</p>
          <LinkButton to="/people/$person/emergency" params={own}>
            {t('breakGlass.goOn')}
          </LinkButton>
        </Note>
      ) : (
        <Why match={match} />
      )}
    </>
  );
}

function Own() {
  const own = useQuery(ownQuery);
  if (!own.data || own.data.length === 0) return null;
  return (
    <section aria-labelledby="own-break-glass" className="grid gap-3">
      <h2 id="own-break-glass" className="text-xl font-bold">
        {t('breakGlass.own')}
      </h2>
      <ul className="grid gap-3">
        {own.data.map((look) => (
          <LookCard key={look.id} look={look}>
            {look.open && (
              <div>
                <LinkButton to="/people/$person/emergency" params={{ person: look.person_id }}>
                  {t('breakGlass.goOn')}
                </LinkButton>
              </div>
            )}
          </LookCard>
        ))}
      </ul>
    </section>
  );
}

export function OpenPage() {
  const [answer, setAnswer] = useState<EmergencyMatch | null | undefined>(undefined);
  // What was found stands below the form; it takes the focus.
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer !== undefined) result.current?.focus();
  }, [answer]);
  return (
    <Page title={t('nav.breakGlass')} lead={t('breakGlass.lead')} narrow>
      <Section title={t('breakGlass.find')}>
        <Search onAnswer={setAnswer} />
      </Section>
      {answer !== undefined && (
        <div ref={result} tabIndex={-1} className="outline-none">
          <Section title={t(answer ? 'breakGlass.found' : 'breakGlass.notFound')}>
            {answer ? (
              <div className="grid gap-5">
                <Found key={answer.person_id} match={answer} />
              </div>
            ) : (
              <p>{t('breakGlass.notFoundLead')}</p>
            )}
          </Section>
        </div>
      )}
      <Own />
    </Page>
  );
}
