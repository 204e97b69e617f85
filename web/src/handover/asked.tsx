import { useQuery } from '@tanstack/react-query';

import { LinkButton } from '../parts/button';
import { Section } from '../parts/page';
import { t } from '../words';
import { handoversQuery } from './queries';

/** A guardian is asked whether a handover may go: on the first screen, until somebody answered. */
export function AskedHandovers({ person }: { person: string }) {
  const { data } = useQuery(handoversQuery(person));
  const asked = (data ?? []).filter((line) => line.state === 'asked');
  if (asked.length === 0) return null;
  return (
    <Section title={t('handover.guardianAsks')}>
      <ul className="grid gap-2">
        {asked.map((line) => (
          <li key={line.id}>
            <LinkButton
              kind="primary"
              to="/people/$person/handovers/$handover"
              params={{ person, handover: line.id }}
            >
              {t('handover.guardianAsk', { name: line.to_name })}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  );
}
