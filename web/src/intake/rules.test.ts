import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { activate, allWords } from '../words';
import { inStage, markText, nextStage } from './board';
import { emptySheet, loadDraft, saveDraft, sheetProblems } from './rules';
import type { WaitCard, WaitTime } from './types';

const wait = (part: Partial<WaitTime>): WaitTime => ({
  stage: 'test',
  since: '2026-10-01',
  days: 10,
  total_days: 20,
  limit: 60,
  mark: 'in_time',
  ...part,
});
beforeAll(async () => {
  await activate('ja');
  await allWords();
});

describe('what is missing in a request', () => {
  it('is told step by step', () => {
    expect(Object.keys(sheetProblems(emptySheet, 'child'))).toEqual([
      'family_name',
      'family_kana',
      'birth_date',
    ]);
    expect(Object.keys(sheetProblems(emptySheet, 'worry'))).toEqual(['worries']);
    expect(Object.keys(sheetProblems({ ...emptySheet, words: 'ことば' }, 'worry'))).toEqual([]);
    expect(Object.keys(sheetProblems(emptySheet, 'reach'))).toEqual(['asker_name', 'contact']);
    expect(Object.keys(sheetProblems(emptySheet))).toHaveLength(6);
    expect(sheetProblems({ ...emptySheet, birth_date: '2999-01-01' }, 'child').birth_date).toBe(
      '未来の日付です。',
    );
  });
});

describe('the board', () => {
  it('puts who waits longest first, by stage', () => {
    const card = (name: string, part: Partial<WaitTime>) => ({ name, wait: wait(part) }) as WaitCard;
    const cards = [card('a', { days: 3 }), card('b', { days: 30 }), card('c', { stage: 'visit' })];
    expect(inStage(cards, 'test').map((c) => c.name)).toEqual(['b', 'a']);
  });
  it('marks days before and after the limit in words', () => {
    expect(markText(wait({}))).toBe('');
    expect(markText(wait({ days: 55, mark: 'near' }))).toBe('あと5日');
    expect(markText(wait({ days: 64, mark: 'over' }))).toBe('4日超過');
  });
  it('suggests the next stage', () => {
    expect(nextStage(undefined)).toBe('interview');
    expect(nextStage('test')).toBe('visit');
    expect(nextStage('supported')).toBe('supported');
  });
});

describe('the draft of the portal', () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
  });
  it('is kept by region and gone once it was sent', () => {
    saveDraft('yuino', { id: 'x', sheet: emptySheet });
    expect(loadDraft('yuino')?.id).toBe('x');
    expect(loadDraft('tonarino')).toBeNull();
    saveDraft('yuino', null);
    expect(kept.size).toBe(0);
  });
  it('survives storage that is broken or off', () => {
    kept.set('musubi-ask-yuino', '{');
    expect(loadDraft('yuino')).toBeNull();
    vi.stubGlobal('sessionStorage', undefined);
    expect(loadDraft('yuino')).toBeNull();
    saveDraft('yuino', null);
  });
});
