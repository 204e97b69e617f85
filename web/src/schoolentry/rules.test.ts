import { expect, test } from 'vitest';

import { askedAgain, comingYear, earliestYear, inForce, isAmendment, nextPart, ownYear } from './rules';
import type { EntryStep, SchoolEntryView } from './types';

const step = (number: number, round: number, part: EntryStep['part'], content = {}): EntryStep => ({
  number,
  round,
  part,
  content,
  reason: '',
  at: '2026-11-24T03:00:00Z',
  by_name: '',
  by_facility: '',
  by_guardian: false,
  amended: false,
});
const view = (round: number, steps: EntryStep[]) =>
  ({ steps, line: { round } }) as unknown as Pick<SchoolEntryView, 'steps' | 'line'>;

test('a round has its own committee, and the wishes of all rounds', () => {
  const second = view(2, [step(1, 1, 'wishes'), step(2, 1, 'committee'), step(3, 2, 'committee')]);
  expect(inForce(second, 'committee')?.number).toBe(3);
  expect(inForce(second, 'wishes')?.number).toBe(1);
  expect(inForce(view(2, [step(1, 1, 'decision')]), 'decision')).toBeNull();
});
test('what the family asked to be looked at again is no amendment', () => {
  const steps = [step(1, 1, 'committee'), step(2, 1, 'answer', { answer: { agree: false, words: 'x' } })];
  expect(askedAgain(view(1, steps))).toBe(true);
  expect(isAmendment(view(1, steps), 'committee')).toBe(false);
  expect(isAmendment(view(1, steps.slice(0, 1)), 'committee')).toBe(true);
  expect(isAmendment(view(1, [step(1, 1, 'visits')]), 'visits')).toBe(false);
  expect(isAmendment(view(1, []), 'reopened')).toBe(true);
});
test('the next step is one that may be written', () => {
  expect(nextPart(['wishes', 'committee'], 'committee')).toBe('committee');
  expect(nextPart(['wishes'], 'committee')).toBeNull();
  expect(nextPart(['arrangements', 'settled'], 'arrangements')).toBe('arrangements');
});
test('the child’s own year, and never before it', () => {
  expect(earliestYear('primary', '2021-04-01')).toBe(2027);
  expect(earliestYear('primary', '2021-04-02')).toBe(2028);
  expect(earliestYear('junior_high', '2014-04-02')).toBe(2027);
  expect(earliestYear('upper_secondary', '2011-04-02')).toBe(2027);
  expect(ownYear('primary', '2021-09-22', '2026-11-29')).toBe(2028);
  expect(ownYear('change', '2015-09-22', '2026-11-29'), 'at school already: the coming April').toBe(2027);
});
test('the coming April', () => {
  expect(comingYear('2026-11-28')).toBe(2027);
  expect(comingYear('2027-03-31')).toBe(2027);
  expect(comingYear('2027-04-01')).toBe(2028);
});
