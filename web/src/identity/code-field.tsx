import { TextField } from '../parts/field';
import type { Bound } from '../parts/field';
import { t } from '../words';

/** Six digits; full-width digits and spaces are welcome. */
export function CodeField(props: Bound & { autoFocus?: boolean }) {
  return (
    <TextField
      {...props}
      label={t('signIn.code')}
      hint={t('signIn.codeHint')}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      className="max-w-52 font-mono text-2xl tracking-[0.3em]"
    />
  );
}
export const plainCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/g, '');
