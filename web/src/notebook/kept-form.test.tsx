// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, useEffect, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { SessionView } from '../api/types';
import { queryClient, sessionQuery } from '../app/session';
import { useForm, type FormHandle } from '../parts/form';
import { activate, allWords } from '../words';
import { useEditing, type Editing } from './editing';
import { useKeptForm, type KeptForm } from './kept-form';
import { keyOf } from './sealed.test-help';
import { allKept, emptyStore, store } from './store';

vi.mock('../app/draft-key', async (original) => ({
  ...(await original<object>()),
  draftKey: (account: string) => keyOf(account),
}));
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

let root: Root | null = null;
const signIn = (account: string) =>
  queryClient.setQueryData(sessionQuery.queryKey, { account: { id: account } } as unknown as SessionView);
const shown = async (page: ReactNode): Promise<void> => {
  root = createRoot(document.createElement('div'));
  await act(async () => {
    root?.render(<QueryClientProvider client={queryClient}>{page}</QueryClientProvider>);
  });
  await settled();
};
/** What is under way on this device is over. */
const settled = () =>
  act(async () => {
    for (let i = 0; i < 20; ++i) {
      await new Promise((next) => setTimeout(next, 5));
      await allKept();
    }
  });
const gone = async (): Promise<void> => {
  await act(async () => root?.unmount());
  root = null;
};
const kept = () => store.sheets.count();

beforeEach(async () => {
  await activate('ja');
  await allWords();
  await emptyStore(store);
  signIn('a');
});
afterEach(async () => {
  await gone();
  queryClient.clear();
});

let form: FormHandle<{ body: string }>;
let keep: KeptForm;
let id: string;
/** The form of an answer, with its id. */
function Answer({ first, onId }: { first: string; onId: (id: string) => void }) {
  const handle = useForm({ initial: { body: '' }, send: async () => undefined });
  const kept = useKeptForm('reply:entry', handle, first, onId);
  useEffect(() => {
    form = handle;
    keep = kept;
  });
  return null;
}
const answer = (first: string) => {
  id = first;
  return shown(<Answer first={first} onId={(found) => (id = found)} />);
};
const type = async (body: string) => {
  await act(async () => form.set('body', body));
  await settled();
};

it('a form that was left comes back to its writer, with its id', async () => {
  await answer('id-1');
  expect(keep.found).toBe(false);
  await type('きのうも同じ');
  await gone();
  await answer('id-2');
  expect([form.values.body, id, keep.found]).toEqual(['きのうも同じ', 'id-1', true]);
});
it('to nobody else', async () => {
  await answer('id-1');
  await type('ひみつ');
  await gone();
  signIn('b');
  await answer('id-2');
  expect([form.values.body, id, keep.found]).toEqual(['', 'id-2', false]);
});
it('nothing stays of what is emptied, sent or given up', async () => {
  await answer('id-1');
  await type('やっぱり');
  expect(await kept()).toBe(1);
  await type('');
  expect(await kept()).toBe(0);
  await type('送る');
  await act(async () => keep.drop());
  await settled();
  expect(await kept()).toBe(0);
});

let editing: Editing<{ body: string }>;
const saved = vi.fn(async (_: unknown, version: number) => version);
function Change({ version, body, onDone }: { version: number; body: string; onDone: () => void }) {
  const now = useEditing({
    name: 'reply-edit:r',
    now: { version, body },
    initial: { body },
    send: saved,
    onDone,
    onCancel: onDone,
  });
  useEffect(() => {
    editing = now;
  });
  return null;
}
const change = (version: number, body: string) =>
  shown(<Change version={version} body={body} onDone={() => undefined} />);

it('a change goes on where it was left, and tells of what was written meanwhile', async () => {
  await change(1, 'はじめの文');
  await act(async () => editing.form.set('body', '直した文'));
  await settled();
  await gone();
  await change(1, 'はじめの文');
  expect([editing.form.values.body, editing.found, editing.theirs]).toEqual(['直した文', true, null]);
  await gone();
  await change(2, '別の端末で直した文');
  expect([editing.form.values.body, editing.theirs?.body]).toEqual(['直した文', '別の端末で直した文']);
  await act(async () => editing.form.submit());
  await settled();
  expect(saved).toHaveBeenCalledExactlyOnceWith({ body: '直した文' }, 2);
  expect(await kept()).toBe(0);
});
it('a change that is given up is forgotten', async () => {
  await change(1, 'はじめの文');
  await act(async () => editing.form.set('body', '直した文'));
  await settled();
  await act(async () => editing.giveUp());
  await settled();
  expect(await kept()).toBe(0);
});
