import { expect, it } from 'vitest';

import type { EntryView, GuardianView, PersonView } from '../api/types';
import { answersOf, limitsOf, mayLimit, reachNow } from './guardian-limits';

const guardian = (id: string, of: Partial<GuardianView> = {}) =>
  ({
    id,
    name: id,
    relation: 'mother',
    has_account: true,
    verified_at: '2026-04-01T00:00:00Z',
    restricted: false,
    ...of,
  }) as GuardianView;
const entry = (with_guardians: boolean, hidden?: object) =>
  ({ audience: { whole_team: true, with_guardians, seats: [] }, hidden }) as unknown as EntryView;
const person = (guardians: GuardianView[], may = ['manage_guardians']) =>
  ({ guardians, access: { may } }) as unknown as PersonView;
const mother = guardian('mother');
const father = guardian('father', { restricted: true });

it('opens to one under a limit by name, and to others by not closing', () => {
  expect(limitsOf([mother, father], { mother: 'open', father: 'open' })).toEqual({
    guardian_ids: [],
    shown_to: ['father'],
  });
  expect(limitsOf([mother, father], { mother: 'closed', father: 'lifted' })).toEqual({
    guardian_ids: ['mother'],
    shown_to: [],
  });
  expect(limitsOf([mother, father], { mother: 'open', father: 'closed' })).toEqual({
    guardian_ids: ['father'],
    shown_to: [],
  });
});
it('begins with what stands', () => {
  expect(answersOf([mother, father], { hidden_from: [], shown_to: [] })).toEqual({
    mother: 'open',
    father: 'lifted',
  });
  expect(answersOf([mother, father], { hidden_from: ['mother'], shown_to: ['father'] })).toEqual({
    mother: 'closed',
    father: 'open',
  });
  expect(answersOf([mother, father], { hidden_from: ['father'], shown_to: [] })).toEqual({
    mother: 'open',
    father: 'closed',
  });
});
it('says what keeps an entry from a guardian, the nearest reason first', () => {
  expect(reachNow(entry(false), mother)).toBe('guardianLimits.notShared');
  expect(reachNow(entry(true), guardian('aunt', { has_account: false }))).toBe('guardianLimits.noAccount');
  expect(reachNow(entry(true), guardian('aunt', { verified_at: null }))).toBe('guardianLimits.unverified');
  expect(reachNow(entry(true), father)).toBe('guardianLimits.underLimit');
  expect(reachNow(entry(true), mother)).toBe('guardianLimits.reached');
});
it('is offered to who manages guardians, where there is something to decide or to be sure of', () => {
  expect(mayLimit(person([mother]), entry(true))).toBe(true);
  expect(mayLimit(person([mother, father]), entry(false))).toBe(true);
  expect(mayLimit(person([mother]), entry(false))).toBe(false);
  expect(mayLimit(person([]), entry(true))).toBe(false);
  expect(mayLimit(person([mother]), entry(true, { reason: '' }))).toBe(false);
  expect(mayLimit(person([mother], ['post']), entry(true))).toBe(false);
});
