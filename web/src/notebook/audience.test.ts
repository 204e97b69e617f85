import { beforeAll, expect, it } from 'vitest';

import type { AudienceView } from '../api/types';
import { activate, allWords } from '../words';
import { reach } from './audience';

beforeAll(async () => {
  await activate('ja');
  await allWords();
});
const view: AudienceView = {
  seats: [
    {
      seat_id: '1',
      name: '林',
      facility_name: '中央病院',
      profession: 'doctor',
      classes: ['basic', 'health'],
    },
    { seat_id: '2', name: '', facility_name: 'ひかり保育園', profession: 'teacher', classes: ['basic'] },
  ],
  guardians: [{ guardian_id: 'g', name: '佐藤花', relation: 'mother' }],
  own_account: true,
};

it('names who can read the class, and who cannot', () => {
  expect(
    reach(view, { info_class: 'health', whole_team: true, with_guardians: false, seat_ids: [] }),
  ).toEqual({
    readers: ['中央病院 林'],
    excluded: ['ひかり保育園'],
    guardians: [],
    person: [],
  });
});
it('keeps to the seats chosen, and to guardians only when they are included', () => {
  expect(
    reach(view, { info_class: 'basic', whole_team: false, with_guardians: true, seat_ids: ['2'] }),
  ).toEqual({
    readers: ['ひかり保育園'],
    excluded: [],
    guardians: ['佐藤花（母）'],
    person: [],
  });
});
it('names the person themself where it is shown to them and they can read it', () => {
  const choice = {
    info_class: 'basic' as const,
    whole_team: false,
    with_guardians: false,
    with_person: true,
    seat_ids: [],
  };
  expect(reach(view, choice).person).toEqual(['本人']);
  expect(reach({ ...view, own_account: false }, choice).person).toEqual([]);
});
