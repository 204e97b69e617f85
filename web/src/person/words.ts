import { textOr } from '../words';

/** The word for a coded value the server may extend: the code itself where we have no word yet. */
export const accessLogWord = (family: 'action' | 'accessLog.basis' | 'stage', code: string): string =>
  textOr(`${family}.${code}`, code);
