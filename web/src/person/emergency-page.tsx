// 緊急カード: what a rescuer or a substitute teacher needs within ten seconds, on a phone or on paper.
import { useQuery } from '@tanstack/react-query';

import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { Page } from '../parts/page';
import { useCodes } from '../region/queries';
import { teamQuery } from '../team/queries';
import { t } from '../words';
import { ageText, longDate, todayText } from '../words/dates';
import { usePerson } from './person-layout';
import { currentSchool, fullName } from './queries';
import { bySeverity, callList } from './rules';
import { severityTone } from './profile-page';
import { bothDates, languageWord, relationWord } from './words';

function Call({ name, what, phone }: { name: string; what: string; phone: string }) {
  return (
    <li className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2.5 last:border-b-0 sm:px-5">
      <span className="min-w-0 flex-1">
        <span className="block font-bold">{name}</span>
        <span className="text-sm text-ink-soft">{what}</span>
      </span>
      <a
        href={`tel:${phone.replace(/[^\d+]/g, '')}`}
        aria-label={t('emergency.call', { name, phone })}
        className="inline-flex min-h-12 items-center gap-2 rounded-full bg-accent px-5 text-lg font-bold text-on-accent no-underline print:bg-transparent print:text-ink"
      >
        <Icon name="phone" />
        {phone}
      </a>
    </li>
  );
}
export function EmergencyPage() {
  const person = usePerson();
  const maySeeTeam = person.access.may.includes('see_team');
  const team = useQuery({ ...teamQuery(person.id), enabled: maySeeTeam });
  const { profession } = useCodes();
  const calls = callList(person);
  const school = currentSchool(person);
  const seats = (team.data ?? []).filter((s) => s.in_force).slice(0, 12);
  return (
    <Page
      title={t('profile.emergency')}
      narrow
      back={{
        to: { to: '/people/$person/profile', params: { person: person.id } },
        label: t('person.tab.profile'),
      }}
      actions={
        <Button icon="print" onClick={() => window.print()}>
          {t('common.print')}
        </Button>
      }
    >
      <div className="rounded-2xl border-2 border-danger bg-surface">
        <div className="rounded-t-xl bg-danger-soft px-4 py-3 text-danger-ink sm:px-5">
          <p className="text-sm">
            {person.family_kana} {person.given_kana}
          </p>
          <p className="text-2xl leading-tight font-bold">{fullName(person)}</p>
          <p>
            {bothDates(person.birth_date)} {ageText(person.age_years, person.age_months)}・
            {t(`sex.${person.sex}`)}
          </p>
        </div>
        {person.alert && (
          <p className="flex items-start gap-2 border-b border-line px-4 py-3 text-xl font-bold text-danger-ink sm:px-5">
            <Icon name="alert" className="mt-1 size-6" />
            {person.alert}
          </p>
        )}
        <section aria-label={t('profile.allergies')} className="border-b border-line px-4 py-3 sm:px-5">
          <h2 className="mb-1 font-bold">{t('profile.allergies')}</h2>
          {person.allergies.length === 0 && <p>{t('emergency.noAllergies')}</p>}
          <ul className="grid gap-2">
            {bySeverity(person.allergies).map((a) => (
              <li key={a.substance}>
                <span className="mr-2 text-lg font-bold">{a.substance}</span>
                <Badge tone={severityTone[a.severity] ?? 'plain'}>{t(`severity.${a.severity}`)}</Badge>
                {a.reaction && <span className="block">{a.reaction}</span>}
              </li>
            ))}
          </ul>
        </section>
        <section aria-label={t('emergency.calls')}>
          <h2 className="px-4 pt-3 font-bold sm:px-5">{t('emergency.calls')}</h2>
          {calls.length === 0 && !person.phone && (
            <p className="px-4 py-2 sm:px-5">{t('emergency.noCalls')}</p>
          )}
          <ul>
            {calls.map((g) => (
              <Call key={g.id} name={g.name} what={relationWord(g.relation)} phone={g.phone} />
            ))}
            {person.phone && !calls.some((g) => g.phone === person.phone) && (
              <Call name={t('emergency.home')} what={person.address} phone={person.phone} />
            )}
          </ul>
        </section>
        {(person.address || person.language || school) && (
          <dl className="grid gap-2 border-t border-line px-4 py-3 sm:px-5">
            {person.address && (
              <div>
                <dt className="text-sm text-ink-soft">{t('person.address')}</dt>
                <dd>
                  {[person.postal_code && `〒${person.postal_code}`, person.address]
                    .filter(Boolean)
                    .join(' ')}
                </dd>
              </div>
            )}
            {person.language && person.language !== 'ja' && (
              <div>
                <dt className="text-sm text-ink-soft">{t('person.language')}</dt>
                <dd>{languageWord(person.language)}</dd>
              </div>
            )}
            {school && (
              <div>
                <dt className="text-sm text-ink-soft">{t('profile.schools')}</dt>
                <dd>{[school.facility_name, school.grade, school.class_name].filter(Boolean).join(' ')}</dd>
              </div>
            )}
          </dl>
        )}
        {seats.length > 0 && (
          <section aria-label={t('emergency.team')} className="border-t border-line px-4 py-3 sm:px-5">
            <h2 className="mb-1 font-bold">{t('emergency.team')}</h2>
            <ul className="grid gap-1">
              {seats.map((s) => (
                <li key={s.id}>
                  {s.facility_name}
                  {s.name && ` ${s.name}`}{' '}
                  <span className="text-sm text-ink-soft">{s.duty || profession(s.profession)}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <p className="text-sm text-ink-soft">{t('emergency.printedOn', { date: longDate(todayText()) })}</p>
    </Page>
  );
}
