import { beforeAll, expect, test } from 'vitest';

import { activate, allWords } from '../words';
import { inRows, itemsOf, periodText, titleOf, widthOf } from './rules';
import type { CourseView } from './types';

beforeAll(async () => {
  await activate('ja');
  await allWords();
});

const view = {
  birth_date: '2021-09-03',
  until: '2041-03-31',
  stages: [],
  places: [{ kind: 'school', name: 'ひかり園', detail: '年中', from: '2024-04-01', to: null }],
  checkups: [
    {
      code: 'month_18',
      ja: '1歳6か月児健診',
      en: '18-month check-up',
      from: '2023-03-03',
      to: '2023-09-02',
      state: 'done',
    },
    {
      code: 'year_3',
      ja: '3歳児健診',
      en: '3-year check-up',
      from: '2024-09-03',
      to: '2025-09-02',
      state: 'missing',
    },
  ],
  assessments: [{ id: 'a1', ja: '新版K式発達検査', en: 'Kyoto Scale', tested_on: '2024-05-01' }],
  events: [
    { id: 'e1', content: { kind: 'checkup', checkup: 'month_18', title: '', starts_on: '2023-03-20' } },
  ],
} as unknown as CourseView;

test('a check-up on record stands as its event, the others as what is expected, all by their first day', () => {
  const items = itemsOf(view);
  expect(items.map((i) => i.key)).toEqual(['e1', 'place-0', 'a1', 'year_3']);
  expect(items.map((i) => titleOf(i, view.checkups))).toEqual([
    '1歳6か月児健診',
    'ひかり園',
    '新版K式発達検査',
    '3歳児健診',
  ]);
});
const span = (from: number, to: number, words = '園') => ({ from, to, words });
test('bars that overlap stand in rows of their own', () => {
  const placed = inRows([span(0, 100), span(50, 200), span(110, 200)], 336);
  expect(placed.map((p) => p.row)).toEqual([0, 1, 0]);
});
test('a long name stands whole beside its short bar, and what follows makes room', () => {
  const name = 'みどりの丘児童発達支援センター';
  const [first, second] = inRows([span(0, 40, name), span(60, 90)], 336);
  expect([first!.text, first!.row, second!.row]).toEqual([name, 0, 1]);
});
test('at the right end a name moves to the left, and is shortened only where the whole line is too narrow', () => {
  const [late] = inRows([span(320, 330, 'みどり特別支援学校')], 336);
  expect(late!.text).toBe('みどり特別支援学校');
  expect(late!.textAt + widthOf(late!.text)).toBeLessThanOrEqual(336);
  const [long] = inRows([span(0, 10, '社会福祉法人みらい会 児童発達支援センターつばさ 第二事業所')], 200);
  expect(long!.text).toMatch(/^社会福祉法人みらい会.*…$/);
  expect(widthOf(long!.text)).toBeLessThanOrEqual(188);
});
test('a period is said by its ends, a day by itself', () => {
  expect(periodText('2024-04-01', null, true)).toBe('2024年4月1日〜');
  expect(periodText('2024-04-01', '2024-04-01')).toBe('2024年4月1日');
  expect(periodText('2024-04-01', '2025-03-31')).toBe('2024年4月1日〜2025年3月31日');
});
