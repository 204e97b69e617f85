import { useQuery } from '@tanstack/react-query';

import { LinkButton } from '../parts/button';
import { Section } from '../parts/page';
import { t } from '../words';
import { IntakeList } from './intake-list';
import { intakesQuery } from './queries';

const kShown = 5;

/** What a desk has to look at today: nobody's yet, or one's own, or near the limit; nothing elsewhere. */
export function TodayIntakes() {
  const { data } = useQuery(intakesQuery());
  if (!data?.at_desk) return null;
  const waiting = data.items.filter(
    (line) => line.state === 'received' || line.mine || line.wait.mark !== 'in_time',
  );
  if (waiting.length === 0) return null;
  return (
    <Section
      title={`${t('intake.today')} ${waiting.length}`}
      actions={<LinkButton to="/waiting">{t('nav.board')}</LinkButton>}
      flush
    >
      <IntakeList items={waiting.slice(0, kShown)} label={t('intake.today')} />
    </Section>
  );
}
