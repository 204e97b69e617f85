import { useState } from 'react';

import { CheckBox, TextField, type TextFieldProps } from '../parts/field';
import { t } from '../words';

/** What is said of the new password in the field `name` before it is sent; one not written yet is for `needed`. */
export function shortPassword<N extends string>(name: N, password: string): Partial<Record<N, string>> {
  const short = password !== '' && [...password].length < 12;
  return short ? ({ [name]: t('invite.passwordShort') } as Record<N, string>) : {};
}
/** A new password, with what it has to be and a way to see what is typed. */
export function NewPasswordField(field: TextFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div>
      <TextField
        {...field}
        hint={t('invite.passwordHint')}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
      />
      <CheckBox label={t('signIn.showPassword')} value={shown} onValue={setShown} />
    </div>
  );
}
