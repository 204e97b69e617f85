import type { StaffState } from '../api/types';
import type { Tone } from '../parts/badge';

export const staffTone: Record<StaffState, Tone> = {
  invited: 'info',
  active: 'good',
  suspended: 'warn',
  left: 'plain',
};
