/** Whole years as typed, in any width of digits; null for anything that is no number from 1 to 100. */
export function yearsOf(typed: string): number | null {
  const text = typed.normalize('NFKC').trim();
  if (!/^\d{1,3}$/.test(text)) return null;
  const years = Number(text);
  return years >= 1 && years <= 100 ? years : null;
}
