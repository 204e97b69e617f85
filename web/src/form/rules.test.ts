import { describe, expect, it } from 'vitest';

import { urls, type Item, type Questionnaire } from './model';
import {
  addedRow,
  isEmpty,
  movedRow,
  placeOf,
  rowsOf,
  sameValue,
  Sheet,
  wordsOf,
  type Values,
} from './rules';

const forms = import.meta.glob<Questionnaire>('../../../data/forms/*.json', {
  eager: true,
  import: 'default',
});

const choice = (linkId: string, ...codes: string[]): Item => ({
  linkId,
  text: linkId,
  type: 'choice',
  answerOption: codes.map((code) => ({ valueCoding: { code, display: code.toUpperCase() } })),
});
const form = (...item: Item[]): Questionnaire => ({ resourceType: 'Questionnaire', title: '試し', item });
const sheet = (f: Questionnaire, values: Values) => new Sheet(f, values, '2026-11-28');
const asked = (f: Questionnaire, values: Values) => [...sheet(f, values).asked()].map((x) => x.path);

describe('what is asked', () => {
  const f = form(
    choice('how', 'visit', 'phone'),
    {
      linkId: 'who',
      type: 'string',
      enableWhen: [{ question: 'how', operator: '=', answerCoding: { code: 'phone' } }],
    },
    {
      linkId: 'goal',
      text: '目標',
      type: 'group',
      repeats: true,
      item: [
        { linkId: 'done', text: '達成', type: 'boolean' },
        {
          linkId: 'why',
          text: '理由',
          type: 'text',
          required: true,
          enableWhen: [{ question: 'done', operator: '=', answerBoolean: false }],
        },
      ],
    },
  );
  it('hangs on the answer of another question', () => {
    expect(asked(f, {})).toEqual(['how', 'goal']);
    expect(asked(f, { how: { codes: ['phone'] } })).toEqual(['how', 'who', 'goal']);
  });
  it('is decided row by row', () => {
    const values: Values = {
      'goal:b': { order: 1 },
      'goal:a': { order: 2 },
      'goal:a/done': { flag: false },
      'goal:b/done': { flag: true },
    };
    expect(asked(f, values)).toEqual(['how', 'goal', 'goal:b/done', 'goal:a/done', 'goal:a/why']);
    const [problem] = sheet(f, values).problems();
    expect(problem).toMatchObject({ path: 'goal:a/why', code: 'required' });
    expect(placeOf(sheet(f, values), 'goal:a/why')).toBe('目標 2：理由');
  });
  it('takes an answer that does not show for none', () => {
    const on = (linkId: string, question: string): Item => ({
      linkId,
      type: 'boolean',
      enableWhen: [{ question, operator: '=', answerBoolean: true }],
    });
    const chain = form({ linkId: 'a', type: 'boolean' }, on('b', 'a'), on('c', 'b'));
    const b = { flag: true };
    expect(asked(chain, { a: { flag: true }, b })).toEqual(['a', 'b', 'c']);
    expect(asked(chain, { a: { flag: false }, b })).toEqual(['a']);
    expect(asked(form(on('x', 'y'), on('y', 'x')), { x: b, y: b })).toEqual([]);
  });
  it('asks any or all', () => {
    const both = (enableBehavior: 'any' | 'all') =>
      form(
        choice('how', 'a', 'b'),
        { linkId: 'n', type: 'integer' },
        {
          linkId: 'x',
          type: 'string',
          enableBehavior,
          enableWhen: [
            { question: 'how', operator: '=', answerCoding: { code: 'a' } },
            { question: 'n', operator: '>=', answerInteger: 3 },
          ],
        },
      );
    expect(asked(both('any'), { n: { number: 3 } })).toContain('x');
    expect(asked(both('all'), { n: { number: 3 } })).not.toContain('x');
    expect(asked(both('all'), { n: { number: 3 }, how: { codes: ['a'] } })).toContain('x');
  });
});

describe('rows', () => {
  const values: Values = { 'g:a': { order: 1 }, 'g:b': { order: 2 }, 'g:c': { order: 2 }, 'g:gone': {} };
  it('stand in their order, those removed are gone', () =>
    expect(rowsOf(values, 'g')).toEqual(['a', 'b', 'c']));
  it('are added at the end', () => expect(addedRow(values, 'g', 'd')).toEqual(['g:d', { order: 3 }]));
  it('change places, and only what changed is written', () => {
    expect(movedRow(values, 'g', 'b', -1)).toEqual([
      ['g:b', { order: 1 }],
      ['g:a', { order: 2 }],
      ['g:c', { order: 3 }],
    ]);
    expect(movedRow(values, 'g', 'a', -1)).toEqual([]);
  });
});

describe('answers', () => {
  it('are empty when nothing but blanks was typed', () => {
    expect(isEmpty({ text: '  ' })).toBe(true);
    expect(isEmpty({ flag: false })).toBe(false);
    expect(sameValue({ text: 'a ' }, { text: 'a', number: null })).toBe(true);
    expect(sameValue({ codes: ['a', 'b'] }, { codes: ['b', 'a'] })).toBe(true);
  });
  const range: Item = {
    linkId: 'age',
    type: 'integer',
    extension: [
      { url: urls.min, valueInteger: 0 },
      { url: urls.max, valueInteger: 4 },
    ],
  };
  it.each([
    [range, { number: 5 }, 'range'],
    [range, { number: 1.5 }, 'type'],
    [range, { number: 4 }, undefined],
    [{ linkId: 's', type: 'string', maxLength: 2 } as Item, { text: '𠮷野家' }, 'too_long'],
    [{ linkId: 's', type: 'string', maxLength: 3 } as Item, { text: '𠮷野家' }, undefined],
    [choice('c', 'a'), { codes: ['z'] }, 'unknown_option'],
    [{ linkId: 's', type: 'string', required: true } as Item, { text: ' ' }, 'required'],
  ])('%o with %o: %s', (item, value, code) => {
    expect(sheet(form(item), { [item.linkId]: value }).problems()[0]?.code).toBe(code);
  });
  it('are read in words', () => {
    const say = { yes: 'はい', no: 'いいえ', date: (x: string) => `<${x}>` };
    const kg: Item = {
      linkId: 'w',
      type: 'quantity',
      extension: [{ url: urls.unit, valueCoding: { code: 'kg' } }],
    };
    expect(wordsOf(kg, { number: 12.5 }, say)).toBe('12.5 kg');
    expect(wordsOf(choice('c', 'a', 'b'), { codes: ['b', 'a'], text: 'ほか' }, say)).toBe('B、A、ほか');
    expect(wordsOf({ linkId: 'f', type: 'boolean' }, { flag: false }, say)).toBe('いいえ');
  });
});

describe('sums', () => {
  it('move while one types, over all rows that are there', () => {
    const f = Object.entries(forms).find(([name]) => name.includes('medical_care_plan'))![1];
    const s = sheet(f, {
      cares: { codes: ['tube'] },
      'feeding:a': { order: 1 },
      'feeding:a/feeding_amount': { number: 200 },
      'feeding:b': { order: 2 },
      'feeding:b/feeding_amount': { number: 150 },
      'feeding:gone/feeding_amount': { number: 999 },
    });
    expect(s.valueAt(s.index.get('feeding_total')!.item, '')).toEqual({ number: 350 });
  });
  it('do not hang on each other in a circle', () => {
    const sum = (linkId: string, of: string): Item => ({
      linkId,
      type: 'integer',
      extension: [
        {
          url: urls.calculated,
          valueExpression: {
            language: 'text/fhirpath',
            expression: `%resource.descendants().where(linkId='${of}').answer.value.sum() + 1`,
          },
        },
      ],
    });
    expect(() => sheet(form(sum('a', 'b'), sum('b', 'a')), {})).not.toThrow();
  });
});

describe('the shipped forms', () => {
  it('are eight', () => expect(Object.keys(forms)).toHaveLength(8));
  it.each(Object.entries(forms))('%s asks and sums only what is there', (_name, f) => {
    const s = sheet(f, {});
    for (const { item } of s.index.values()) {
      for (const c of item.enableWhen ?? []) expect(s.index.has(c.question), item.linkId).toBe(true);
      if ((item.enableWhen ?? []).length > 1) expect(item.enableBehavior, item.linkId).toBeDefined();
      for (const x of item.extension ?? [])
        if (x.url === urls.calculated) expect(x.valueExpression).toBeDefined();
    }
    expect(s.problems().every((p) => p.code === 'required')).toBe(true);
  });
});
