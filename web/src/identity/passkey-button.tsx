import { useState } from 'react';

import type { SessionView } from '../api/types';
import { adoptSession } from '../app/session';
import { Button, type ButtonProps } from '../parts/button';
import { ErrorText } from '../parts/field';
import { explain } from '../parts/form';

/** Runs a ceremony and takes over the session it leads to; says beside itself why it came to nothing. */
export function PasskeyButton({
  run,
  onDone,
  children,
  ...rest
}: Omit<ButtonProps, 'onClick'> & { run: () => Promise<SessionView>; onDone?: () => void }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const press = async () => {
    setBusy(true);
    setTrouble('');
    try {
      adoptSession(await run());
      onDone?.();
    } catch (error) {
      setTrouble(explain(error));
      setBusy(false);
    }
  };
  return (
    <div className="grid gap-2">
      <Button icon="key" {...rest} busy={busy} onClick={() => void press()}>
        {children}
      </Button>
      <div role="alert">{trouble && <ErrorText>{trouble}</ErrorText>}</div>
    </div>
  );
}
