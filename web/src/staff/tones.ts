import type { StaffState } from '../api/types';
import type { Tone } from '../parts/badge';

export const staffTone: Record<Exclude<StaffState, 'invited'>, Tone> = {
  active: 'good',
  suspended: 'warn',
  left: 'plain',
};
