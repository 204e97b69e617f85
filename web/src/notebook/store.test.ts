import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { clearOld, dropDraft, findDraft, keepDraft, Store, type DraftValues } from './store';
import { freshValues } from './write-page';

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
  it('belongs to one account and one person', async () => {
    await keepDraft(store, { account: 'a', person: 'p', values: sheet('ひみつ'), files: [] });
    expect(await findDraft(store, 'b', 'p')).toBeUndefined();
    expect(await findDraft(store, 'a', 'q')).toBeUndefined();
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
