import { describe, expect, it } from 'vitest';

import { activate, t } from '.';
import { en } from './en';
import { ja } from './ja';
import { core } from './ja/core';
import { portal } from './ja/portal';

/** The values a compiled message asks for, those inside its plural forms too: [name, kind, { form: message }]. */
const valuesOf = (message: unknown): string[] =>
  Array.isArray(message)
    ? message.flatMap((part: unknown) =>
        Array.isArray(part)
          ? [String(part[0]), ...Object.values((part[2] ?? {}) as object).flatMap(valuesOf)]
          : [],
      )
    : [];
const names = (message: unknown) => [...new Set(valuesOf(message))].sort();
/** All that a compiled message can say. */
const said = (message: unknown) => (typeof message === 'string' ? message : JSON.stringify(message));

/** All sources but tests, by their path. */
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!./{ja,en}/*'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
/** The catalogues as they are written, by their path. */
const catalogues = import.meta.glob<string>('./ja/*.ts', { query: '?raw', import: 'default', eager: true });
/** The keys named by a source and by all that comes with it at once. */
function keysFrom(start: string): Map<string, string> {
  const keys = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (path: string) => {
    const found = [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((name) => name in sources);
    if (!found || seen.has(found)) return;
    seen.add(found);
    const text = sources[found]!;
    for (const [, key] of text.matchAll(/\bt\(\s*'([^']+)'/g)) keys.set(key!, found);
    for (const [, , next] of text.matchAll(/^(import|export)(?! type)[^'"]*?'(\.[^']*)'/gms))
      visit(new URL(next!, `file:///${found.replace('../', 'src/')}`).pathname.replace('/src/', '../'));
  };
  visit(start);
  return keys;
}

describe('the catalogues', () => {
  it('name nothing twice: one room would speak with the words of another', () => {
    const first = new Map<string, string>();
    const twice: string[] = [];
    for (const [room, text] of Object.entries(catalogues))
      for (const [, key] of text.matchAll(/^ {2}'([^']+)':/gm)) {
        if (first.has(key!)) twice.push(`${key}: ${first.get(key!)} and ${room}`);
        first.set(key!, room);
      }
    expect(first.size).toBeGreaterThan(1000);
    expect(twice).toEqual([]);
  });
  it.each([
    ['../identity/sign-in-page', Object.keys(core)],
    ['../identity/enrol-totp', Object.keys(core)],
    ['../identity/post-choice', Object.keys(core)],
    ['../identity/sign-out', Object.keys(core)],
    ['../identity/pledge-page', Object.keys(core)],
    ['../identity/invite-page', Object.keys(core)],
    ['../app/root', Object.keys(core)],
    ['../region/regions-page', [...Object.keys(core), ...Object.keys(portal)]],
    ['../region/portal-page', [...Object.keys(core), ...Object.keys(portal)]],
    ['../region/apply-page', [...Object.keys(core), ...Object.keys(portal)]],
    ['../intake/ask-page', [...Object.keys(core), ...Object.keys(portal)]],
    ['../region/status-page', [...Object.keys(core), ...Object.keys(portal)]],
  ])('are there in time for %s', (page, loaded) => {
    const keys = keysFrom(page);
    expect(keys.size).toBeGreaterThan(3);
    // The outbox tells of it only while somebody is signed in.
    const missing = [...keys].filter(([key]) => key !== 'write.sent' && !loaded.includes(key));
    expect(missing).toEqual([]);
  });
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
  });
  // A message that cannot be compiled stops the build, and these tests before their first line.
  it('leave no text empty', () => {
    for (const [key, message] of [...Object.entries(ja), ...Object.entries(en)])
      expect(said(message).trim(), key).not.toBe('');
  });
  it('say what is filled in, one and many, with no parser in the browser', async () => {
    await activate('en');
    expect([1, 3].map((n) => t('common.items', { n }))).toEqual(['1 item', '3 items']);
    await activate('ja');
    expect(t('app.pageTitle', { page: '今日' })).toBe('今日｜むすび 電子連絡帳');
    expect(t('app.name')).toBe('むすび');
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
      'record.importLead',
      'staff.importLead',
    ]);
    const japanese = Object.entries(en).filter(
      ([key, text]) =>
        !mayBe.has(key) && /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}、。「」（）]/u.test(said(text)),
    );
    expect(japanese).toEqual([]);
  });
});
