import { useQuery } from '@tanstack/react-query';

import type { PersonView } from '../api/types';
import { Button } from '../parts/button';
import { teamQuery } from '../team/queries';
import { t } from '../words';
import { ageText, eraDate, longDate, todayText } from '../words/dates';
import { fullName } from './queries';

/** One sheet of paper for the bag or the wall: what to know and whom to call. */
export function EmergencyCard({ person }: { person: PersonView }) {
  const team = useQuery({ ...teamQuery(person.id), enabled: person.access.may.includes('see_team') });
  const doctors = (team.data ?? []).filter((s) => s.in_force && s.classes.includes('health'));
  return (
    <div className="grid gap-4">
      <div>
        <Button kind="primary" icon="print" onClick={() => window.print()}>
          {t('profile.emergencyPrint')}
        </Button>
      </div>
      <div className="print-area grid gap-4 rounded-lg border-2 border-ink p-5">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <strong className="text-2xl">{fullName(person)}</strong>
          <span>
            {person.family_kana} {person.given_kana}
          </span>
          <span>
            {longDate(person.birth_date)}（{eraDate(person.birth_date)}・
            {ageText(person.age_years, person.age_months)}）
          </span>
        </div>
        {person.alert && <p className="border-2 border-ink p-2 text-lg font-bold">{person.alert}</p>}
        <div>
          <p className="font-bold">{t('profile.allergies')}</p>
          <p>
            {person.allergies.length === 0
              ? t('common.none')
              : person.allergies
                  .map(
                    (a) =>
                      `${a.substance}（${[t(`severity.${a.severity}`), a.reaction].filter(Boolean).join('、')}）`,
                  )
                  .join('／')}
          </p>
        </div>
        <div>
          <p className="font-bold">{t('profile.guardians')}</p>
          <ul>
            {person.guardians.map((g) => (
              <li key={g.id}>
                {g.name}（{t(`relation.${g.relation}`)}） {g.phone}
              </li>
            ))}
          </ul>
        </div>
        {doctors.length > 0 && (
          <div>
            <p className="font-bold">{t('team.title')}</p>
            <ul>
              {doctors.map((s) => (
                <li key={s.id}>{[s.duty, s.facility_name, s.name].filter(Boolean).join(' ')}</li>
              ))}
            </ul>
          </div>
        )}
        <p>
          {[person.postal_code && `〒${person.postal_code}`, person.address, person.phone]
            .filter(Boolean)
            .join(' ')}
        </p>
        <p className="text-sm">{longDate(todayText())}</p>
      </div>
    </div>
  );
}
