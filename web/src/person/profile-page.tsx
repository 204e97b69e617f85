import { useState } from 'react';
import { Link } from '@tanstack/react-router';

import { Badge, type Tone } from '../parts/badge';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';
import { EmptyState, Facts, Page, Section } from '../parts/page';
import { t, textOr } from '../words';
import { ageText } from '../words/dates';
import { AllergiesForm } from './allergies-form';
import { Guardians } from './guardians';
import { OwnAccount } from './own-account';
import { usePerson } from './person-layout';
import { Photo } from './photo';
import { fullName } from './queries';
import { bySeverity } from './rules';
import { SchoolsForm } from './schools-form';
import { accessLogWord, bothDates, languageWord, period } from './words';

export const severityTone: Record<string, Tone> = { severe: 'danger', moderate: 'warn', mild: 'plain' };

/** プロフィール: who this person is, whom to call, where they go to school. */
export function ProfilePage() {
  const person = usePerson();
  const mayEdit = person.access.may.includes('edit_person');
  const [open, setOpen] = useState<'allergies' | 'schools' | null>(null);
  const schools = [...person.schools].sort((a, b) => b.starts_on.localeCompare(a.starts_on));
  const own = { person: person.id };
  return (
    <Page
      title={t(
        person.access.is_own ? 'own.me' : person.access.is_guardian ? 'guardian.us' : 'person.tab.profile',
      )}
    >
      <div className="flex flex-wrap gap-2">
        <LinkButton
          to="/people/$person/emergency"
          params={own}
          kind="danger"
          icon="alert"
          className="max-sm:w-full"
        >
          {t('profile.emergencyOpen')}
        </LinkButton>
        {person.access.may.includes('read') && (
          <LinkButton to="/people/$person/profile/care" params={own} icon="heart" className="max-sm:w-full">
            {t('care.open')}
          </LinkButton>
        )}
      </div>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="grid grid-cols-1 gap-5">
          <Section
            title={t('profile.basic')}
            actions={
              mayEdit && (
                <LinkButton to="/people/$person/profile/edit" params={own} kind="quiet" icon="pencil">
                  {t('common.edit')}
                </LinkButton>
              )
            }
          >
            <div className="grid grid-cols-1 gap-5">
              <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
                <Photo person={person} mayEdit={mayEdit} />
                <div className="min-w-0 flex-1 basis-40">
                  <p className="text-sm text-ink-soft">
                    {person.family_kana} {person.given_kana}
                  </p>
                  <p className="text-2xl leading-snug font-bold">{fullName(person)}</p>
                  <p>
                    {ageText(person.age_years, person.age_months)}・{t(`sex.${person.sex}`)}
                  </p>
                  {person.state !== 'active' && (
                    <Badge tone="warn">{textOr(`personState.${person.state}`, person.state)}</Badge>
                  )}
                </div>
              </div>
              <Facts
                items={[
                  [t('person.birthDate'), bothDates(person.birth_date)],
                  [t('person.stage'), person.stage && accessLogWord('stage', person.stage)],
                  [
                    t('person.address'),
                    person.address &&
                      [person.postal_code && `〒${person.postal_code}`, person.address]
                        .filter(Boolean)
                        .join(' '),
                  ],
                  [
                    t('person.phone'),
                    person.phone && (
                      <a
                        href={`tel:${person.phone.replace(/[^\d+]/g, '')}`}
                        className="inline-flex min-h-11 items-center"
                      >
                        {person.phone}
                      </a>
                    ),
                  ],
                  [t('person.language'), languageWord(person.language)],
                  [
                    t('person.alert'),
                    person.alert && <strong className="text-danger-ink">{person.alert}</strong>,
                  ],
                  [t('person.note'), person.note && <span className="prose">{person.note}</span>],
                ]}
              />
              {person.access.may.includes('manage_team') && (
                <p>
                  <Link
                    to="/people/$person/support-end"
                    params={own}
                    className="inline-flex min-h-11 items-center gap-1.5"
                  >
                    <Icon name="lock" />
                    {t('supportEnd.title')}
                  </Link>
                </p>
              )}
              {person.access.may.includes('see_past') && (
                <p>
                  <Link
                    to="/people/$person/profile/history"
                    params={own}
                    className="inline-flex min-h-11 items-center gap-1.5"
                  >
                    <Icon name="history" />
                    {t('profile.history')}
                  </Link>
                </p>
              )}
            </div>
          </Section>
        </div>
        <div className="grid grid-cols-1 gap-5">
          <Section
            title={t('profile.allergies')}
            flush
            actions={
              mayEdit && (
                <Button
                  kind="quiet"
                  icon="pencil"
                  onClick={() => setOpen('allergies')}
                  aria-label={t('profile.allergiesEdit')}
                >
                  {t('common.edit')}
                </Button>
              )
            }
          >
            {person.allergies.length === 0 ? (
              <p className="p-4 text-ink-soft sm:px-5">{t('profile.allergiesEmpty')}</p>
            ) : (
              <ul>
                {bySeverity(person.allergies).map((a) => (
                  <li
                    key={a.substance}
                    className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0 sm:px-5"
                  >
                    <strong>{a.substance}</strong>
                    <Badge tone={severityTone[a.severity] ?? 'plain'}>{t(`severity.${a.severity}`)}</Badge>
                    {a.reaction && <span className="basis-full">{a.reaction}</span>}
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <Guardians person={person} />
          <OwnAccount person={person} />
          <Section
            title={t('profile.schools')}
            flush
            actions={
              mayEdit && (
                <Button
                  kind="quiet"
                  icon="pencil"
                  onClick={() => setOpen('schools')}
                  aria-label={t('profile.schoolsEdit')}
                >
                  {t('common.edit')}
                </Button>
              )
            }
          >
            {schools.length === 0 ? (
              <EmptyState icon="building" title={t('profile.schoolsNone')}>
                {mayEdit && t('profile.schoolsEmpty')}
              </EmptyState>
            ) : (
              <ul>
                {schools.map((s) => (
                  <li key={s.id} className="border-b border-line px-4 py-2.5 last:border-b-0 sm:px-5">
                    <span className={s.ends_on ? '' : 'font-bold'}>{s.facility_name}</span>{' '}
                    {[s.grade, s.class_name].filter(Boolean).join(' ')}
                    <span className="block text-sm text-ink-soft">{period(s.starts_on, s.ends_on)}</span>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        </div>
      </div>
      {open === 'allergies' && (
        <Dialog title={t('profile.allergies')} open held onClose={() => setOpen(null)}>
          <AllergiesForm person={person} onDone={() => setOpen(null)} />
        </Dialog>
      )}
      {open === 'schools' && (
        <Dialog title={t('profile.schools')} open held onClose={() => setOpen(null)}>
          <SchoolsForm person={person} onDone={() => setOpen(null)} />
        </Dialog>
      )}
    </Page>
  );
}
