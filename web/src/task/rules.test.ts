import { beforeAll, expect, test } from 'vitest';

import { activate, allWords } from '../words';
import { dueText, inAWeek, ownerKey, ownerName, ownerOf } from './rules';

beforeAll(async () => {
  await activate('ja');
  await allWords();
});

test('a due date is said as people read it', () => {
  expect(dueText('2026-11-20', true, '2026-11-24')).toBe('4日過ぎています');
  expect(dueText('2026-11-24', false, '2026-11-24')).toBe('今日まで');
  expect(dueText('2026-12-01', false, '2026-11-24')).toBe('12月1日(火)まで');
  expect(dueText('2027-01-08', false, '2026-11-24')).toBe('2027年1月8日まで');
});
test('a task that was closed late is not late any more', () => {
  expect(dueText('2026-11-20', false, '2026-11-24')).toBe('11月20日(金)まで');
});
test('an owner keeps its identity through a choice', () => {
  for (const owner of [
    { kind: 'member', id: 'x-1', profession: '' },
    { kind: 'profession', id: null, profession: 'nurse' },
    { kind: 'coordinators', id: null, profession: '' },
  ] as const)
    expect(ownerOf(ownerKey(owner))).toEqual(owner);
});
test('an owner is named by what it is', () => {
  const owner = { id: null, profession: '', name: 'ひかり診療所', facility_name: '' };
  expect(ownerName({ ...owner, kind: 'facility' }, String)).toBe('ひかり診療所（施設のだれか）');
  expect(ownerName({ ...owner, kind: 'profession', profession: 'nurse' }, () => '看護師')).toBe(
    '看護師（職種のだれか）',
  );
});
test('a new task has a week, over the end of the month too', () => {
  expect(inAWeek(new Date(2026, 10, 26))).toBe('2026-12-03');
});
