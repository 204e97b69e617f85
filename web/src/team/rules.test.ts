import { expect, test } from 'vitest';

import { mayLeave } from './rules';

const staff = { id: 'p', facilityId: 'f', isManager: false };
const manager = { ...staff, isManager: true };

test('everybody leaves their own seat, and nobody another’s', () => {
  expect(mayLeave({ state: 'active', facility_id: 'f', post_id: 'p' }, staff)).toBe(true);
  expect(mayLeave({ state: 'active', facility_id: 'f', post_id: 'q' }, manager)).toBe(false);
});
test('the seat of a facility is left by its manager alone', () => {
  const seat = { state: 'active', facility_id: 'f', post_id: null } as const;
  expect(mayLeave(seat, manager)).toBe(true);
  expect(mayLeave({ state: 'active', facility_id: 'f' }, manager)).toBe(true);
  expect(mayLeave(seat, staff)).toBe(false);
  expect(mayLeave({ ...seat, facility_id: 'g' }, manager)).toBe(false);
  expect(mayLeave(seat, { ...manager, facilityId: null })).toBe(false);
});
test('what is only an invitation, or over, is not left', () => {
  for (const state of ['invited', 'declined', 'left', 'ended'] as const)
    expect(mayLeave({ state, facility_id: 'f', post_id: 'p' }, staff)).toBe(false);
});
