import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import type { PersonView } from '../api/types';
import { Avatar } from '../parts/badge';
import { Icon } from '../parts/icon';
import { useCodes } from '../region/queries';
import { teamQuery } from '../team/queries';
import { t } from '../words';

/** Beside the timeline on wide screens: the team, and whom to call. */
export function SidePanel({ person }: { person: PersonView }) {
  const maySee = person.access.may.includes('see_team');
  const team = useQuery({ ...teamQuery(person.id), enabled: maySee });
  const { profession } = useCodes();
  const seats = (team.data ?? []).filter((s) => s.in_force);
  const calls = person.guardians.filter((g) => g.phone);
  return (
    <aside className="sticky top-32 grid gap-4 max-lg:hidden" aria-label={t('notebook.beside')}>
      {maySee && (
        <section className="card p-4">
          <h2 className="mb-2 font-bold">
            <Link to="/people/$person/team" params={{ person: person.id }}>
              {t('notebook.team', { n: seats.length })}
            </Link>
          </h2>
          {seats.length === 0 && <p className="text-sm text-ink-soft">{t('team.emptyShort')}</p>}
          <ul className="grid gap-2">
            {seats.slice(0, 8).map((s) => (
              <li key={s.id} className="flex items-center gap-2 text-sm leading-tight">
                <Avatar name={s.name || s.facility_name} size="size-8" />
                <span>
                  <span className="block font-bold">{s.name || s.facility_name}</span>
                  <span className="text-ink-soft">
                    {[s.duty || profession(s.profession), s.name && s.facility_name]
                      .filter(Boolean)
                      .join('・')}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {calls.length > 0 && (
        <section className="card p-4">
          <h2 className="mb-2 font-bold">{t('profile.emergency')}</h2>
          <ul className="grid gap-1">
            {calls.map((g) => (
              <li key={g.id}>
                <a href={`tel:${g.phone}`} className="inline-flex min-h-11 items-center gap-2">
                  <Icon name="phone" />
                  <span>
                    {g.name}（{t(`relation.${g.relation}`)}）<span className="block">{g.phone}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
