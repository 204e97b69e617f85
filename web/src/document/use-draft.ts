// The one who writes: keeps each change on the device, sends it a moment later, takes in what others wrote.
import { useCallback, useEffect, useRef, useState } from 'react';

import { api, ApiError, OfflineError } from '../api/client';
import type { PersonDocument } from '../api/types';
import { useSession } from '../app/session';
import type { Change } from '../form/rules';
import { dropTyped, findTyped, keepTyped, store } from '../notebook/store';
import { explain } from '../parts/form';
import {
  begun,
  decided,
  received,
  restored,
  sending,
  settled,
  typedIn,
  waiting,
  type Choice,
  type Draft,
  type Kept,
} from './draft-rules';

export type SaveState = 'saved' | 'saving' | 'away' | 'refused';
const pause = 700; // ms after the last key
const again = 5000; // ms until the next try

/** The others' answers a lost race tells of. */
const currentOf = (error: ApiError): Kept[] =>
  (error.current as { answers?: Kept[] } | undefined)?.answers ?? [];

export function useDraft(person: string, view: PersonDocument) {
  const account = useSession().account?.id ?? '';
  const document = view.document.id;
  const [draft, setDraft] = useState<Draft>(() => begun(view.answers));
  const [state, setState] = useState<SaveState>('saved');
  const [trouble, setTrouble] = useState('');
  // The newest, for what happens between two drawings.
  const now = useRef(draft);
  const running = useRef(false);
  /** What the device had kept was looked for; before that nothing of it is cleared away. */
  const looked = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const put = useCallback((next: Draft) => {
    now.current = next;
    setDraft(next);
  }, []);

  const send = useCallback(async () => {
    clearTimeout(timer.current);
    if (running.current) return;
    running.current = true;
    try {
      for (let saves = waiting(now.current); saves.length > 0; saves = waiting(now.current)) {
        setState('saving');
        put(sending(now.current, saves));
        try {
          const { answers } = await api.put(`/people/${person}/documents/${document}/answers`, { saves });
          put(settled(now.current, answers));
        } catch (error) {
          if (!(error instanceof ApiError && error.code === 'conflict' && currentOf(error).length > 0))
            throw error;
          put(settled(now.current, currentOf(error)));
        }
      }
      setState('saved');
      setTrouble('');
    } catch (error) {
      put({ ...now.current, sent: {} });
      const away = error instanceof OfflineError || (error instanceof ApiError && error.status >= 500);
      setState(away ? 'away' : 'refused');
      setTrouble(explain(error));
    } finally {
      running.current = false;
    }
  }, [person, document, put]);

  useEffect(() => {
    if (state !== 'away') return;
    const next = setTimeout(() => void send(), again);
    return () => clearTimeout(next);
  }, [state, send]);
  useEffect(() => {
    put(received(now.current, view.answers));
  }, [view.answers, put]);
  useEffect(() => {
    void findTyped<Draft['typed']>(store, account, document).then((typed) => {
      looked.current = true;
      if (!typed) return;
      put(restored(now.current, typed));
      void send();
    });
    // Whoever leaves the page sends what is left; what does not arrive is on the device.
    return () => void send();
  }, [account, document, put, send]);
  useEffect(() => {
    if (Object.keys(draft.typed).length > 0) void keepTyped(store, account, document, draft.typed);
    else if (looked.current) void dropTyped(store, account, document);
  }, [draft.typed, account, document]);

  const change = useCallback(
    (changes: readonly Change[]) => {
      put(typedIn(now.current, changes));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void send(), pause);
    },
    [put, send],
  );
  const decide = useCallback(
    (path: string, choice: Choice) => {
      put(decided(now.current, path, choice));
      void send();
    },
    [put, send],
  );
  return { draft, change, decide, state, trouble, send };
}
