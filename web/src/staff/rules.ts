// What is offered to whoever administers posts. The server decides; this only spares them presses that it refuses.
import type { StaffState, StaffView } from '../api/types';

export type Change = 'suspended' | 'active' | 'left';
const changes: Record<StaffState, readonly Change[]> = {
  invited: ['left'],
  active: ['suspended', 'left'],
  suspended: ['active', 'left'],
  left: ['active'],
};

export interface Offers {
  /** The states it may go to. */
  changes: readonly Change[];
  /** A new invitation link: nobody has taken the post yet. */
  link: boolean;
  factors: boolean;
  password: boolean;
}
/** What `by` may do with a post besides correcting its facts. One's own factors and password are in one's own settings. */
export function offersFor(
  staff: Pick<StaffView, 'post_id' | 'state' | 'is_manager' | 'has_account'>,
  by: { id: string; isOperator: boolean },
): Offers {
  const helps = staff.state === 'active' && staff.has_account && staff.post_id !== by.id;
  return {
    changes: changes[staff.state],
    link: !staff.has_account && (staff.state === 'invited' || staff.state === 'active'),
    factors: helps,
    password: helps && (by.isOperator || !staff.is_manager),
  };
}
