import { describe, expect, it } from 'vitest';

import { parse, type Atom } from './expression';

const answers: Record<string, Atom[]> = {
  amount: [200, 150.5, 49.5],
  born: [{ day: '2020-02-29' }],
  care: ['tube', 'oxygen'],
  agreed: [true],
};
const work = (text: string) =>
  parse(text)?.evaluate({ today: '2026-02-28', answers: (link) => answers[link] ?? [] });
const ask = (link: string) => `%resource.descendants().where(linkId='${link}').answer.value`;

describe('expressions of a form', () => {
  it.each([
    ['1 + 2 * 3', [7]],
    ['(1 + 2) * 3', [9]],
    ['10 / 4', [2.5]],
    ['1 / 0', []],
    ['-2 + 5', [3]],
    ['2.345.round(2)', [2.35]],
    ["'a' + 'b'", ['ab']],
    ['%nothing', undefined],
    ["'a' & %patient.school", ['a']],
    ['@2026-02-28 - @2026-02-01', [27]],
    ['today() = @2026-02-28', [true]],
    ['iif(1 < 2, 5, 6)', [5]],
    ['1 = 1 and 2 > 3', [false]],
    ['1 = 1 or 2 > 3', [true]],
    [`${ask('amount')}.sum()`, [400]],
    [`${ask('amount')}.count()`, [3]],
    [`(${ask('amount')}.sum() / ${ask('amount')}.count()).round(1)`, [133.3]],
    [`${ask('none')}.sum()`, [0]],
    [`${ask('none')}.exists()`, [false]],
    [`${ask('none')} + 1`, []],
    [`${ask('care')}.first()`, ['tube']],
    [`${ask('agreed')}.not()`, [false]],
    ["%resource.item.where(linkId='feeding').item.where(linkId='amount').answer.value.sum()", [400]],
    [`${ask('born')}.age()`, [5]],
  ])('%s', (text, result) => expect(work(text)).toEqual(result));

  it.each(['1 +', 'delete()', "%resource.where(linkId='x')' ", '1 2', 'x', '%resource.item', '@2026-13-01'])(
    'refuses %s',
    (text) => expect(parse(text)).toBeNull(),
  );
  it('names what it asks', () => {
    expect(parse(`${ask('a')}.sum() + ${ask('b')}`)?.links).toEqual(['a', 'b']);
  });
});
