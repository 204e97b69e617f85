import type { StaffView } from '../api/types';
import { InvitedBadge } from '../identity/invited-badge';
import { Badge } from '../parts/badge';
import { t } from '../words';

const tones = { active: 'good', suspended: 'warn', left: 'plain' } as const;

/** How a post stands, for those who administer it. */
export function StateBadge({ staff }: { staff: StaffView }) {
  if (staff.state === 'invited' || (staff.state === 'active' && !staff.has_account))
    return <InvitedBadge until={staff.invited_until} />;
  return <Badge tone={tones[staff.state]}>{t(`staff.state.${staff.state}`)}</Badge>;
}
