import { Link } from '@tanstack/react-router';

import { RadioGroup } from '../parts/field';
import type { Bound } from '../parts/field';
import { Note } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { relationWord } from '../person/words';
import { t } from '../words';
import { giversOf } from './rules';

export const self = 'self';
/** Who agrees. Those who cannot are named with the reason, so that nobody wonders where they are. */
export function GiverField({ field }: { field: Bound }) {
  const person = usePerson();
  const givers = giversOf(person);
  const able = givers.filter((g) => !g.refused);
  const unable = givers.filter((g) => g.refused);
  return (
    <div className="grid gap-3">
      {able.length > 0 && (
        <RadioGroup
          {...field}
          label={t('consent.who')}
          inline={false}
          choices={able.map((g) => ({
            value: g.id || self,
            label: g.name,
            hint: g.relation === self ? t('consent.self') : relationWord(g.relation),
          }))}
        />
      )}
      {able.length === 0 && (
        <div id={field.id} tabIndex={-1}>
          <Note tone="warn">
            <p>{t('consent.nobodyCanGive')}</p>
            {!person.access.is_guardian && (
              <p>
                <Link to="/people/$person/profile" params={{ person: person.id }}>
                  {t('consent.toGuardians')}
                </Link>
              </p>
            )}
          </Note>
        </div>
      )}
      {unable.length > 0 && !person.access.is_guardian && (
        <ul className="grid gap-0.5 text-sm text-ink-soft">
          {unable.map((g) => (
            <li key={g.id}>{t(`consent.refused.${g.refused!}`, { name: g.name })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
