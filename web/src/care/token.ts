// The code of a scanned card between the scan and the answer, while somebody signs in: in this tab alone, until used.
const key = 'musubi-card';

export function keepToken(hash: string): void {
  const token = hash.replace(/^#/, '');
  if (token) sessionStorage.setItem(key, token);
}
export const keptToken = (): string => sessionStorage.getItem(key) ?? '';
export const forgetToken = (): void => sessionStorage.removeItem(key);
