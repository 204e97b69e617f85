import type { SeatView } from '../api/types';

/**
 * Whether the actor may leave this seat: their own, or as manager one that their facility holds as such. The same rule as
 * `answers_for` in src/team.
 */
export function mayLeave(
  seat: Pick<SeatView, 'state' | 'facility_id' | 'post_id'>,
  by: { id: string; facilityId: string | null; isManager: boolean },
): boolean {
  if (seat.state !== 'active') return false;
  if (seat.post_id) return seat.post_id === by.id;
  return by.isManager && seat.facility_id === by.facilityId;
}
