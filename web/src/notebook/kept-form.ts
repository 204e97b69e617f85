// What is typed into the small forms on an entry's page (an answer, a change of an answer or of the entry) stays on this
// device, sealed as drafts are, until it is sent or given up: through a reload, and through the lock of a shared terminal.
import { useCallback, useEffect, useRef, useState } from 'react';

import { useSession } from '../app/session';
import type { FormHandle } from '../parts/form';
import { allKept, clearOld, dropTyped, findTyped, keepTyped, store } from './store';

interface Kept<V, M> {
  values: V;
  mark: M;
}
export interface KeptForm {
  /** Something typed earlier stands in the form again. */
  found: boolean;
  /** Sent, or given up. */
  drop: () => void;
}
/** Without the key nothing is written down; what was typed is still on the page. */
const quietly = () => undefined;

/**
 * Keeps a form that differs from how it opened. `mark` comes back with what was typed: the id it will be posted under, or the
 * version it changes.
 */
export function useKeptForm<V extends object, M>(
  name: string,
  form: FormHandle<V>,
  mark: M,
  onFound: (mark: M) => void,
): KeptForm {
  const account = useSession().account?.id ?? '';
  const { values, setAll } = form;
  const [opened] = useState(values);
  const [found, setFound] = useState(false);
  const dirty = JSON.stringify(values) !== JSON.stringify(opened);
  /** What the device had kept was looked for; before that nothing of it is cleared away. */
  const looked = useRef(false);
  const latest = useRef({ dirty, onFound });
  useEffect(() => {
    latest.current = { dirty, onFound };
  });
  useEffect(() => {
    let here = true;
    const look = async () => {
      await clearOld(store);
      const kept = await findTyped<Kept<V, M>>(store, account, name);
      if (!here) return;
      looked.current = true;
      if (!kept || latest.current.dirty) return; // who types already goes on with that
      setAll(kept.values);
      latest.current.onFound(kept.mark);
      setFound(true);
    };
    look().catch(quietly);
    return () => {
      here = false;
    };
  }, [account, name, setAll]);
  useEffect(() => {
    if (dirty) keepTyped(store, account, name, { values, mark }).catch(quietly);
    else if (looked.current) dropTyped(store, account, name).catch(quietly);
  }, [account, name, values, mark, dirty]);
  const drop = useCallback(() => {
    setFound(false);
    allKept() // what is still being written would come after
      .then(() => dropTyped(store, account, name))
      .catch(quietly);
  }, [account, name]);
  return { found, drop };
}
