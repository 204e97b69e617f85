import { describe, expect, it } from 'vitest';

import { differences } from './changes';
import {
  addItem,
  duplicate,
  freshLinkId,
  kindOf,
  moveInside,
  moveItem,
  moveOutside,
  newItem,
  placeIn,
  putItem,
  readSum,
  removeItem,
  sumOf,
} from './edit';
import { parse } from './expression';
import { indexOf, type Item, type Questionnaire } from './model';

const form: Questionnaire = {
  resourceType: 'Questionnaire',
  title: '試し',
  item: [
    { linkId: 'a', text: 'A', type: 'string' },
    {
      linkId: 'g',
      text: 'G',
      type: 'group',
      item: [
        { linkId: 'g1', text: 'G1', type: 'boolean' },
        {
          linkId: 'g2',
          text: 'G2',
          type: 'text',
          enableWhen: [{ question: 'g1', operator: '=', answerBoolean: true }],
        },
      ],
    },
    { linkId: 'b', text: 'B', type: 'date' },
  ],
};
const order = (f: Questionnaire) => [...indexOf(f).keys()].join(' ');
const added: Item = { linkId: 'n', text: 'N', type: 'string' };

describe('changing a form', () => {
  it.each([
    ['adds below', addItem(form, added, { linkId: 'a', inside: false }), 'a n g g1 g2 b'],
    ['adds inside', addItem(form, added, { linkId: 'g', inside: true }), 'a g g1 g2 n b'],
    ['adds at the end', addItem(form, added), 'a g g1 g2 b n'],
    ['removes with all in it', removeItem(form, 'g'), 'a b'],
    ['moves up', moveItem(form, 'b', -1), 'a b g g1 g2'],
    ['stays at the edge', moveItem(form, 'a', -1), 'a g g1 g2 b'],
    ['moves within a group', moveItem(form, 'g2', -1), 'a g g2 g1 b'],
    ['moves into the group above', moveInside(form, 'b'), 'a g g1 g2 b'],
    ['moves nothing into a question', moveInside(form, 'g'), 'a g g1 g2 b'],
    ['moves out', moveOutside(form, 'g1'), 'a g g2 g1 b'],
  ])('%s', (_what, after, expected) => expect(order(after)).toBe(expected));
  it('knows where an item stands', () => {
    expect(placeIn(moveInside(form, 'b'), 'b').parent?.linkId).toBe('g');
    expect(placeIn(form, 'g')).toMatchObject({ at: 1, of: 3, before: { linkId: 'a' } });
  });
  it('leaves the given form alone', () => {
    putItem(form, 'g1', { ...added, linkId: 'g1' });
    expect(indexOf(form).get('g1')!.item.text).toBe('G1');
  });
  it('duplicates a group whose questions ask each other', () => {
    const { form: after, linkId } = duplicate(form, 'g');
    expect(order(after)).toBe('a g g1 g2 g-2 g1-2 g2-2 b');
    expect(linkId).toBe('g-2');
    expect(indexOf(after).get('g2-2')!.item.enableWhen![0]!.question).toBe('g1-2');
  });
  it('makes items of every kind with names of their own', () => {
    const item = newItem(addItem(form, { ...added, linkId: 'q1' }), 'choices', '何', (n) => `選択肢${n}`);
    expect(item).toMatchObject({ linkId: 'q2', type: 'choice', repeats: true });
    expect(kindOf(item)).toBe('choices');
    expect(freshLinkId(form)).toBe('q1');
  });
  it('writes sums that it can read back', () => {
    for (const kind of ['sum', 'count', 'average', 'age'] as const) {
      expect(readSum(sumOf(kind, 'b'))).toEqual({ kind, linkId: 'b' });
      expect(parse(sumOf(kind, 'b'))).not.toBeNull();
    }
    expect(readSum('1 + 2')).toBeNull();
  });
});
describe('what is different', () => {
  it('is told item by item', () => {
    let after = putItem(form, 'a', { linkId: 'a', text: 'Aa', type: 'string', required: true });
    after = moveItem(removeItem(addItem(after, added), 'g1'), 'b', -1);
    expect(differences(form, after)).toEqual([
      { linkId: 'a', label: 'Aa', kind: 'changed', properties: ['text', 'required'] },
      { linkId: 'b', label: 'B', kind: 'moved', properties: [] },
      { linkId: 'g', label: 'G', kind: 'moved', properties: [] },
      { linkId: 'n', label: 'N', kind: 'added', properties: [] },
      { linkId: 'g1', label: 'G1', kind: 'removed', properties: [] },
    ]);
    expect(differences(form, form)).toEqual([]);
  });
});
