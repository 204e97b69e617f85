import { expect, it } from 'vitest';

import type { Author, SeatView } from '../api/types';
import { writersOf } from './writers';

const seat = (of: Partial<SeatView>) =>
  ({
    facility_id: 'f1',
    facility_name: '第一小学校',
    name: '',
    state: 'active',
    in_force: true,
    ...of,
  }) as SeatView;
const author = (post_id: string, name: string, facility_name = ''): Author => ({
  post_id,
  name,
  facility_name,
  profession: '',
});

it('offers the team, also who has left it, and each facility once', () => {
  const team = [
    seat({ post_id: 'p1', name: '西 学' }),
    seat({ post_id: 'p2', name: '東 歩', state: 'left', in_force: false }),
    seat({ facility_id: 'f2', facility_name: '中央病院' }),
  ];
  expect(writersOf(team, [])).toEqual({
    people: [
      { value: 'p1', label: '西 学（第一小学校）' },
      { value: 'p2', label: '東 歩（第一小学校）' },
    ],
    facilities: [
      { value: 'f1', label: '第一小学校' },
      { value: 'f2', label: '中央病院' },
    ],
  });
});
it('adds who wrote without a seat of their own, once', () => {
  const { people } = writersOf(
    [seat({ post_id: 'p1', name: '西 学' })],
    [author('p1', '西 学', '第一小学校'), author('m', '佐藤 花'), author('m', '佐藤 花')],
  );
  expect(people.map((p) => p.label)).toEqual(['西 学（第一小学校）', '佐藤 花']);
});
it('leaves out who was only invited, and who is not told by name', () => {
  const veiled = seat({ post_id: 'p1', name: '', facility_name: '' });
  const invited = seat({ post_id: 'p2', name: '南 幸', state: 'invited', in_force: false });
  expect(writersOf([veiled, invited], [author('p3', '')])).toEqual({ people: [], facilities: [] });
});
