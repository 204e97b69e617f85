import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { keyOf } from './sealed.test-help';
import {
  allKept,
  clearOld,
  dropDraft,
  dropTyped,
  findDraft,
  findTyped,
  keepDraft,
  keepTyped,
  outgoing,
  putOutgoing,
  Store,
  type DraftValues,
} from './store';
import { freshValues } from './write-page';

vi.mock('../app/draft-key', async (original) => ({
  ...(await original<object>()),
  draftKey: (account: string) => keyOf(account),
}));

const sheet = (body: string): DraftValues => ({
  ...freshValues({}, ['basic', 'health'], ['health'], false),
  body,
});
let store: Store;
let counter = 0;
beforeEach(() => {
  store = new Store(`test-${++counter}`);
});
afterEach(() => store.delete());

describe('a draft', () => {
  it('is found again after a reload, with its id', async () => {
    const values = sheet('給食を完食。');
    await keepDraft(store, { account: 'a', person: 'p', values, files: [] });
    const name = store.name;
    store.close();
    store = new Store(name);
    expect((await findDraft(store, 'a', 'p'))?.values).toEqual(values);
  });
  it('is kept where only something measured stands in it', async () => {
    const values = { ...sheet(''), vitals: [{ id: 'r', type: 'pulse', value: '8', value2: '' }] };
    await keepDraft(store, { account: 'a', person: 'p', values, files: [] });
    expect((await findDraft(store, 'a', 'p'))?.values).toEqual(values);
    await keepDraft(store, { account: 'a', person: 'p', values: sheet(''), files: [] });
    expect(await findDraft(store, 'a', 'p')).toBeUndefined();
  });
  it('belongs to one account and one person', async () => {
    await keepDraft(store, { account: 'a', person: 'p', values: sheet('ひみつ'), files: [] });
    expect(await findDraft(store, 'b', 'p')).toBeUndefined();
    expect(await findDraft(store, 'a', 'q')).toBeUndefined();
  });
  it('lies on the device so that only its writer can read it', async () => {
    const values = sheet('ひなたさんが転んだ');
    await keepDraft(store, { account: 'account-1', person: 'person-1', values, files: [] });
    await putOutgoing(store, {
      id: values.id,
      account: 'account-1',
      post: 'post-1',
      person: 'person-1',
      entry: { ...values, file_ids: [] },
      files: [],
      send_at: 0,
      refused: '',
    });
    const kept = JSON.stringify(
      [await store.sheets.toArray(), await store.letters.toArray()],
      (_, v: unknown) => (v instanceof ArrayBuffer ? new TextDecoder('utf-8').decode(v) : v),
    );
    expect(kept).not.toMatch(/ひなた|転んだ|account-1|person-1|post-1/);
    expect(kept).not.toContain(values.id);
    expect((await findDraft(store, 'account-1', 'person-1'))?.values.body).toBe('ひなたさんが転んだ');
    expect(await outgoing(store, 'account-1')).toHaveLength(1);
    expect(await outgoing(store, 'account-2')).toEqual([]);
  });
  it('that an earlier version left open is sealed when its writer comes back', async () => {
    const values = sheet('前の版の下書き');
    await store.drafts.put({ key: 'a/p', account: 'a', person: 'p', values, files: [] });
    await store.drafts.put({ key: 'b/p', account: 'b', person: 'p', values, files: [] });
    expect((await findDraft(store, 'a', 'p'))?.values.body).toBe('前の版の下書き');
    expect((await store.drafts.toArray()).map((d) => d.account)).toEqual(['b']);
  });
  it('is written down before whoever leaves goes on', async () => {
    void keepDraft(store, { account: 'a', person: 'p', values: sheet('x'), files: [] });
    await allKept();
    expect(await store.sheets.count()).toBe(1);
  });
  it('vanishes when it is emptied or dropped', async () => {
    await keepDraft(store, { account: 'a', person: 'p', values: sheet('x'), files: [] });
    await keepDraft(store, { account: 'a', person: 'p', values: sheet('  \n'), files: [] });
    expect(await findDraft(store, 'a', 'p')).toBeUndefined();
    await keepDraft(store, { account: 'a', person: 'p', values: sheet('x'), files: [] });
    await dropDraft(store, 'a', 'p');
    expect(await findDraft(store, 'a', 'p')).toBeUndefined();
  });
  it('is cleared away after thirty days', async () => {
    const day = 86_400_000;
    await keepDraft(store, { account: 'a', person: 'old', values: sheet('x'), files: [] }, 1000 * day);
    await keepDraft(store, { account: 'a', person: 'new', values: sheet('x'), files: [] }, 1002 * day);
    await clearOld(store, 1031 * day);
    expect(await findDraft(store, 'a', 'old')).toBeUndefined();
    expect(await findDraft(store, 'a', 'new')).toBeDefined();
  });
});

describe('a fresh sheet', () => {
  it('takes the class of the profession, within what may be read', () => {
    expect(freshValues({}, ['basic', 'health'], ['basic', 'health'], false).info_class).toBe('health');
    expect(freshValues({}, ['basic', 'education'], ['basic', 'health'], false).info_class).toBe('basic');
  });
  it('takes the last choice, but never 緊急 by habit', () => {
    const habit = { category: 'urgent', info_class: 'education', with_guardians: true } as const;
    expect(freshValues(habit, ['basic', 'education'], ['basic'], false)).toMatchObject({
      category: 'report',
      info_class: 'education',
      with_guardians: true,
    });
  });
  it('shows what a guardian writes to guardians', () => {
    expect(freshValues({}, ['basic'], [], true)).toMatchObject({
      with_guardians: true,
      whole_team: true,
      category: 'contact',
    });
  });
});

describe('answers that are not sent yet', () => {
  const typed = { wish: { value: { text: 'ひなたさんの願い' }, base: 3 } };
  it('are found again by their writer alone, for their document alone', async () => {
    await keepTyped(store, 'a', 'document', typed);
    expect(await findTyped(store, 'a', 'document')).toEqual(typed);
    expect(await findTyped(store, 'b', 'document')).toBeUndefined();
    expect(await findTyped(store, 'a', 'another')).toBeUndefined();
    expect(JSON.stringify(await store.sheets.toArray())).not.toMatch(/ひなた|document/);
  });
  it('are gone once they are sent', async () => {
    await keepTyped(store, 'a', 'document', typed);
    await dropTyped(store, 'a', 'document');
    expect(await store.sheets.count()).toBe(0);
  });
});
