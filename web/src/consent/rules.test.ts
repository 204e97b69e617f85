import { describe, expect, it } from 'vitest';

import type { ConsentView, GuardianView, PersonView } from '../api/types';
import { byState, endsSoon, giversOf, lastDayAfterYears, periodPresets, schoolYearEnd } from './rules';

const guardian = (id: string, more: Partial<GuardianView> = {}): GuardianView => ({
  id,
  name: id,
  kana: '',
  relation: 'mother',
  phone: '',
  lives_together: true,
  has_custody: true,
  verified_at: '2024-01-01T00:00:00Z',
  verified_how: '',
  has_account: false,
  version: 1,
  ...more,
});
const person = (age_years: number, guardians: GuardianView[], access: Partial<PersonView['access']> = {}) =>
  ({
    family_name: '佐藤',
    given_name: 'ひなた',
    age_years,
    guardians,
    access: { is_guardian: false, ...access },
  }) as PersonView;

describe('who may give consent', () => {
  it('is a verified holder of parental authority for a minor, never the child', () => {
    const givers = giversOf(
      person(5, [
        guardian('grandma', { relation: 'grandparent', has_custody: false }),
        guardian('new', { verified_at: null }),
        guardian('mother'),
      ]),
    );
    expect(givers.map((g) => [g.id, g.refused])).toEqual([
      ['mother', undefined],
      ['grandma', 'custody'],
      ['new', 'unverified'],
    ]);
  });
  it('is the person from 18 on, or their legal guardian', () => {
    const givers = giversOf(
      person(18, [
        guardian('mother'),
        guardian('keeper', { relation: 'legal_guardian', has_custody: false }),
      ]),
    );
    expect(givers.map((g) => [g.id, g.refused])).toEqual([
      ['', undefined],
      ['keeper', undefined],
      ['mother', 'adult'],
    ]);
  });
  it('is never somebody under a protective limit', () => {
    expect(giversOf(person(5, [guardian('father', { restricted: true })]))).toEqual([]);
  });
  it('is the guardian themself when a guardian records it', () => {
    expect(
      giversOf(person(5, [guardian('a'), guardian('b')], { is_guardian: true, guardian_id: 'b' })).map(
        (g) => g.id,
      ),
    ).toEqual(['b']);
  });
});

describe('usual periods', () => {
  it('end on the day before', () => {
    expect(lastDayAfterYears('2024-04-01', 1)).toBe('2025-03-31');
    expect(lastDayAfterYears('2024-02-29', 1)).toBe('2025-02-28');
  });
  it('know the school year', () => {
    expect(schoolYearEnd('2024-03-31')).toBe('2024-03-31');
    expect(schoolYearEnd('2024-04-01')).toBe('2025-03-31');
  });
  it('never reach beyond the 18th birthday of a minor', () => {
    const presets = periodPresets('2024-06-01', '2007-07-10');
    expect(presets.find((p) => p.key === 'adulthood')?.ends_on).toBe('2025-07-09');
    expect(presets.every((p) => p.ends_on <= '2025-07-09')).toBe(true);
  });
  it('leave out the birthday of an adult', () => {
    expect(periodPresets('2024-06-01', '1990-01-01').map((p) => p.key)).toEqual([
      'schoolYear',
      'oneYear',
      'threeYears',
    ]);
  });
});

describe('the list of consents', () => {
  const consent = (state: ConsentView['state'], ends_on: string | null = null) =>
    ({ state, ends_on, created_at: '2024-01-01T00:00:00Z' }) as ConsentView;
  it('shows what is in force first', () => {
    expect(
      byState([consent('withdrawn'), consent('future'), consent('in_force')]).map((c) => c.state),
    ).toEqual(['in_force', 'future', 'withdrawn']);
  });
  it('says in time that one will end', () => {
    expect(endsSoon(consent('in_force', '2024-06-30'), '2024-06-01')).toBe(29);
    expect(endsSoon(consent('in_force', '2025-06-30'), '2024-06-01')).toBeNull();
    expect(endsSoon(consent('withdrawn', '2024-06-30'), '2024-06-01')).toBeNull();
  });
});
