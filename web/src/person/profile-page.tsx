import { useState } from 'react';

import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { EmptyState, Facts, Page, Section } from '../parts/page';
import { t } from '../words';
import { eraDate, longDate } from '../words/dates';
import { AllergiesForm } from './allergies-form';
import { EditPerson } from './edit-person';
import { EmergencyCard } from './emergency-card';
import { Guardians } from './guardians';
import { History } from './history';
import { usePerson } from './person-layout';
import { Photo } from './photo';
import { fullName } from './queries';
import { SchoolsForm } from './schools-form';
import { accessLogWord } from './words';

type Open = 'edit' | 'allergies' | 'schools' | 'history' | 'card' | null;

/** プロフィール・緊急: what everybody on the team has to know, and whom to call. */
export function ProfilePage() {
  const person = usePerson();
  const [open, setOpen] = useState<Open>(null);
  const may = new Set(person.access.may);
  const close = () => setOpen(null);
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
    void queryClient.invalidateQueries({ queryKey: ['people'] });
    close();
  };
  const change = (what: Exclude<Open, null>) =>
    may.has('edit_person') && (
      <Button kind="quiet" icon="pencil" onClick={() => setOpen(what)}>
        {t('common.edit')}
      </Button>
    );
  return (
    <Page
      title={t('person.tab.profile')}
      narrow
      actions={
        <Button icon="print" onClick={() => setOpen('card')}>
          {t('profile.emergency')}
        </Button>
      }
    >
      <Section title={t('profile.allergies')} actions={change('allergies')}>
        {person.allergies.length === 0 ? (
          <p className="text-ink-soft">{t('profile.allergiesEmpty')}</p>
        ) : (
          <ul className="grid gap-3">
            {person.allergies.map((a) => (
              <li key={a.substance}>
                <p className="flex flex-wrap items-center gap-2">
                  <strong className="text-lg">{a.substance}</strong>
                  <Badge tone={a.severity === 'severe' ? 'danger' : 'warn'} icon="warn">
                    {t(`severity.${a.severity}`)}
                  </Badge>
                </p>
                {a.reaction && <p className="prose">{a.reaction}</p>}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Guardians person={person} mayManage={may.has('manage_guardians')} />
      <Section title={t('profile.basic')} actions={change('edit')}>
        <div className="grid gap-5">
          <Photo person={person} mayEdit={may.has('edit_person')} />
          <Facts
            items={[
              [t('guardian.name'), `${fullName(person)}（${person.family_kana} ${person.given_kana}）`],
              [t('person.birthDate'), `${longDate(person.birth_date)}（${eraDate(person.birth_date)}）`],
              [t('person.sex'), t(`sex.${person.sex}`)],
              [t('person.stage'), accessLogWord('stage', person.stage)],
              [
                t('person.address'),
                [person.postal_code && `〒${person.postal_code}`, person.address].filter(Boolean).join(' '),
              ],
              [t('person.phone'), person.phone && <a href={`tel:${person.phone}`}>{person.phone}</a>],
              [t('person.language'), person.language],
              [t('person.alert'), person.alert],
              [t('person.note'), person.note && <span className="prose">{person.note}</span>],
            ]}
          />
          <div>
            <Button kind="quiet" icon="history" onClick={() => setOpen('history')}>
              {t('profile.history')}
            </Button>
          </div>
        </div>
      </Section>
      <Section title={t('profile.schools')} actions={change('schools')}>
        {person.schools.length === 0 ? (
          <EmptyState icon="building" title={t('profile.schoolsEmpty')} />
        ) : (
          <ul className="grid gap-2">
            {person.schools.map((s) => (
              <li key={s.id}>
                <strong>{s.facility_name}</strong> {[s.grade, s.class_name].filter(Boolean).join(' ')}{' '}
                <span className="text-sm text-ink-soft">
                  {t('common.from', { date: longDate(s.starts_on) })}{' '}
                  {s.ends_on && t('common.until', { date: longDate(s.ends_on) })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Dialog title={t('profile.edit')} open={open === 'edit'} onClose={close} wide>
        {open === 'edit' && <EditPerson person={person} onDone={done} />}
      </Dialog>
      <Dialog title={t('profile.allergies')} open={open === 'allergies'} onClose={close} wide>
        {open === 'allergies' && <AllergiesForm person={person} onDone={done} />}
      </Dialog>
      <Dialog title={t('profile.schools')} open={open === 'schools'} onClose={close} wide>
        {open === 'schools' && <SchoolsForm person={person} onDone={done} />}
      </Dialog>
      <Dialog title={t('profile.history')} open={open === 'history'} onClose={close} wide>
        {open === 'history' && <History person={person.id} />}
      </Dialog>
      <Dialog title={t('profile.emergency')} open={open === 'card'} onClose={close} wide>
        {open === 'card' && <EmergencyCard person={person} />}
      </Dialog>
    </Page>
  );
}
