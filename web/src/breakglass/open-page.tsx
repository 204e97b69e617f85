// 緊急閲覧: find exactly one person; what follows is found.tsx. Above it, one's own.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { api } from '../api/client';
import type { EmergencyMatch } from '../api/types';
import { Button, LinkButton } from '../parts/button';
import { DateField, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Page, Section } from '../parts/page';
import { t } from '../words';
import { Found } from './found';
import { LookCard } from './look-card';
import { ownQuery } from './queries';

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
