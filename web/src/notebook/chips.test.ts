import { beforeAll, describe, expect, it } from 'vitest';

import { categories } from '../api/types';
import { activate, allWords } from '../words';
import { chipLabel, chipsFor, withChip } from './chips';

beforeAll(async () => {
  await activate('ja');
  await allWords();
});

describe('set phrases', () => {
  it('are there for every profession and kind of entry, few and each once', () => {
    for (const profession of [
      'nursery_teacher',
      'teacher',
      'visiting_nurse',
      'speech_therapist',
      'helper',
      'doctor',
      'other',
      '',
    ])
      for (const category of categories)
        for (const guardian of [false, true]) {
          const texts = chipsFor(profession, guardian, category).map((c) => c.text);
          expect(texts.length).toBeGreaterThan(0);
          expect(texts.length).toBeLessThanOrEqual(9);
          expect(new Set(texts).size).toBe(texts.length);
        }
  });
  it('are the writer’s own', () => {
    expect(chipsFor('nursery_teacher', false, 'report').map((c) => c.text)).toContain('給食：完食');
    expect(chipsFor('visiting_nurse', false, 'report').map((c) => c.text)).toContain('発作：なし');
    expect(chipsFor('', true, 'contact').map((c) => c.text)).toContain('薬：飲みました');
  });
  it('stand on a line of their own behind what was written', () => {
    const chip = chipsFor('nursery_teacher', false, 'report')[0]!;
    expect(withChip('', chip)).toBe('給食：完食');
    expect(withChip('元気でした。\n', chip)).toBe('元気でした。\n給食：完食');
  });
  it('go in as the team reads them, and say in English what they mean', async () => {
    const chip = chipsFor('nursery_teacher', false, 'report')[0]!;
    expect(chipLabel(chip)).toBe('給食：完食');
    await activate('en');
    expect(chipLabel(chip)).toBe('Lunch: ate all');
    expect(withChip('', chip)).toBe('給食：完食');
    await activate('ja');
  });
});
