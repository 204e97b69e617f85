import type { PersonView, Relation } from '../api/types';
import { locale, t, textOr } from '../words';
import { civil, eraDate, longDate } from '../words/dates';

/** The word for a coded value the server may extend: the code itself where we have no word yet. */
export const accessLogWord = (family: 'action' | 'accessLog.basis' | 'stage', code: string): string =>
  textOr(`${family}.${code}`, code);

export const relations: readonly Relation[] = [
  'mother',
  'father',
  'grandparent',
  'sibling',
  'foster',
  'legal_guardian',
  'child',
  'spouse',
  'other',
];
export const relationWord = (code: string): string => textOr(`relation.${code}`, code);

/** Languages families speak here most, by their BCP 47 code; the server keeps the code. */
export const languages = [
  'ja',
  'zh',
  'pt',
  'vi',
  'tl',
  'ko',
  'en',
  'ne',
  'id',
  'es',
  'my',
  'th',
  'uk',
  'jsl',
] as const;
/** The name of a language in the reader's own; what is no code stays as it was written. */
export function languageWord(code: string): string {
  if (!code) return '';
  const own = textOr(`language.${code}`, '');
  if (own) return own;
  try {
    return new Intl.DisplayNames(locale(), { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
export const languageChoices = (now: string) =>
  [...new Set([...languages, ...(now ? [now] : [])])].map((value) => ({ value, label: languageWord(value) }));

/** 2021年9月3日（令和3年9月3日）: both ways, so that nobody has to count. */
export function bothDates(date: string): string {
  const era = locale() === 'ja' && civil(date) ? eraDate(date) : '';
  return era ? t('person.bothDates', { date: longDate(date), era }) : longDate(date);
}
export const period = (from: string, to: string | null | undefined): string =>
  to
    ? t('common.fromTo', { from: longDate(from), to: longDate(to) })
    : t('common.from', { date: longDate(from) });

/** What a basic edit can change, in the order it is asked. */
export const editable = [
  'family_name',
  'given_name',
  'family_kana',
  'given_kana',
  'birth_date',
  'sex',
  'postal_code',
  'address',
  'phone',
  'language',
  'alert',
  'note',
  'stage',
  'state',
] as const;
export type Editable = Record<(typeof editable)[number], string>;
export const editableOf = (p: PersonView): Editable =>
  Object.fromEntries(editable.map((name) => [name, p[name]])) as Editable;

const camel = (name: string) => name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase());
/** The label of a field of the person, as shown in forms and in the history. */
export const fieldWord = (name: string): string =>
  textOr(`person.${camel(name)}`, textOr(`profile.${camel(name)}`, name));
/** A value of a field as people read it: codes as words, dates as dates. */
export function valueWord(field: string, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  if (field === 'sex') return textOr(`sex.${text}`, text);
  if (field === 'stage') return accessLogWord('stage', text);
  if (field === 'state') return textOr(`personState.${text}`, text);
  if (field === 'language') return languageWord(text);
  if (field === 'birth_date') return bothDates(text);
  return text;
}
