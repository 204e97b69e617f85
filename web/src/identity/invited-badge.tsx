import { Badge } from '../parts/badge';
import { t } from '../words';
import { weekdayDate } from '../words/dates';

/** Of somebody who was invited and has not come yet: until when they can. `until` is empty once nobody can any more. */
export function InvitedBadge({ until }: { until: string | null | undefined }) {
  if (!until)
    return (
      <Badge tone="warn" icon="question">
        {t('invitation.over')}
      </Badge>
    );
  return <Badge tone="info">{t('invitation.until', { day: weekdayDate(new Date(until)) })}</Badge>;
}
