import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';

import { en } from './en';
import { ja } from './ja';

/** The values a compiled message asks for, those inside its plural forms too: [name, kind, { form: message }]. */
const valuesOf = (message: unknown): string[] =>
  Array.isArray(message)
    ? message.flatMap((part: unknown) =>
        Array.isArray(part)
          ? [String(part[0]), ...Object.values((part[2] ?? {}) as object).flatMap(valuesOf)]
          : [],
      )
    : [];
const names = (text: string) => [...new Set(valuesOf(compileMessage(text)))].sort();

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
  });
  it('leave no text empty and can all be compiled', () => {
    for (const [key, text] of [...Object.entries(ja), ...Object.entries(en)]) {
      expect(text.trim(), key).not.toBe('');
      expect(() => compileMessage(text), key).not.toThrow();
    }
  });
  it('use the same values in both languages', () => {
    for (const key of Object.keys(ja) as (keyof typeof ja)[])
      expect(names(en[key]), key).toEqual(names(ja[key]));
  });
  it('leave no Japanese in the English one, but for names of languages and of columns that must be typed so', () => {
    const mayBe = new Set([
      'account.languageJa',
      'consent.voice.full',
      'consent.voice.easy',
      'facilities.importLead',
      'staff.importLead',
    ]);
    const japanese = Object.entries(en).filter(
      ([key, text]) =>
        !mayBe.has(key) && /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}、。「」（）]/u.test(text),
    );
    expect(japanese).toEqual([]);
  });
});
