import { describe, expect, it } from 'vitest';

import { contentFrom, emptyRow, firstMissing, rowsOf } from './rows';
import { stepsOf, telOf, isGiven, isPart } from './rules';
import type { CareContent } from './types';

const device = {
  name: '人工呼吸器',
  model: 'A',
  settings: [{ name: 'PEEP', value: '5', unit: 'cmH₂O' }],
  supplier: '',
  phone: '',
  after_hours_phone: '',
  power: '',
  battery_hours: 8,
  consumables: '',
  spare: '',
};

describe('rows of a part', () => {
  it('become what they were, with numbers, dates and settings', () => {
    const content = { devices: [device] } as unknown as CareContent;
    expect(contentFrom('devices', rowsOf('devices', content))).toEqual(content);
    const procedures = {
      procedures: [
        {
          code: 'oxygen',
          detail: '',
          how: '',
          when: '',
          by: ['nurse'],
          cautions: '',
          from: '2026-04-01',
          until: null,
        },
      ],
    } as unknown as CareContent;
    expect(contentFrom('procedures', rowsOf('procedures', procedures))).toEqual(procedures);
  });
  it('hold one row for a passport, empty or not', () => {
    expect(rowsOf('passport', {} as CareContent)).toHaveLength(1);
    expect(contentFrom('passport', [emptyRow('passport', 'a')])).toEqual({
      passport: { communication: '', likes: '', fears: '', helps: '', pain: '', positioning: '', food: '' },
    });
  });
  it('drop settings without a name or value', () => {
    const row = { ...emptyRow('devices', 'a'), name: 'x', settings: [{ name: 'a', value: '', unit: '' }] };
    expect(contentFrom('devices', [row]).devices?.[0]?.settings).toEqual([]);
  });
  it('say which field is missing in which row', () => {
    const rows = [
      { ...emptyRow('medicines', 'a'), name: '薬', dose: '1本', when: '5分' },
      emptyRow('medicines', 'b'),
    ];
    expect(firstMissing('medicines', rows)).toMatchObject({ n: 2, field: { name: 'name' } });
    expect(firstMissing('medicines', rows.slice(0, 1))).toBeUndefined();
  });
});

describe('the card', () => {
  it('numbers steps by line and skips empty lines', () => {
    expect(stepsOf('横に寝かせる\n\n  5分計る ')).toEqual(['横に寝かせる', '5分計る']);
  });
  it('rings numbers as they are written', () => {
    expect(telOf('0263-00-1202（夜間）')).toBe('tel:0263001202');
  });
  it('leaves out what has ended, from the next day', () => {
    expect(isGiven({ until: '2026-11-28' }, '2026-11-28')).toBe(true);
    expect(isGiven({ until: '2026-11-28' }, '2026-11-29')).toBe(false);
    expect(isGiven({ until: null }, '2026-11-29')).toBe(true);
  });
  it('knows its parts', () => {
    expect(isPart('states')).toBe(true);
    expect(isPart('instructions')).toBe(false);
  });
});
