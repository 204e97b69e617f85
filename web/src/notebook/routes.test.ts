import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { api, ApiError } from '../api/client';
import { queryClient } from '../app/session';
import { peopleQuery, personQuery } from '../person/queries';
import { personRoute } from '../person/routes';
import { notebookPages } from './routes';

const asked = vi.spyOn(api, 'get');
const paths = () =>
  asked.mock.calls.map(([path]) => path as string).filter((path) => path.startsWith('/people/'));

type Loader = (how: { params: { person: string }; cause: 'enter' | 'preload' | 'stay' }) => void;
/** What the router does with a link to the notebook of `p`. */
function go(cause: 'enter' | 'preload' | 'stay'): void {
  for (const route of [personRoute, notebookPages[0]])
    (route.options.loader as unknown as Loader)({ params: { person: 'p' }, cause });
}
const settled = () => vi.waitFor(() => expect(queryClient.isFetching()).toBe(0));

beforeEach(() => {
  asked.mockReset();
  queryClient.clear();
});
afterEach(() => queryClient.clear());

describe('opening the notebook of a person', () => {
  it('asks for nothing while a finger only rests on the link: every look leaves a record', async () => {
    go('preload');
    await settled();
    expect(asked).not.toHaveBeenCalled();
  });
  it('asks once for the person, and then for the entries, before anything is drawn', async () => {
    asked.mockResolvedValue({ items: [] } as never);
    go('enter');
    expect(paths()).toEqual(['/people/p']);
    await vi.waitFor(() => expect(paths()).toEqual(['/people/p', '/people/p/entries']));
  });
  it('asks for both at once where the list of people has the person', async () => {
    queryClient.setQueryData(peopleQuery('').queryKey, [{ id: 'p' }] as never);
    asked.mockReturnValue(new Promise(() => undefined));
    go('enter');
    await vi.waitFor(() => expect(paths()).toEqual(['/people/p', '/people/p/entries']));
  });
  it('makes one refusal of a refused look, not two', async () => {
    asked.mockImplementation((path: string) =>
      path === '/people/p'
        ? Promise.reject(new ApiError(404, 'not_found', ''))
        : (Promise.resolve({ items: [] }) as never),
    );
    go('enter');
    await settled();
    const leave = new QueryObserver(queryClient, personQuery('p')).subscribe(() => undefined); // the page, drawn later
    await settled();
    leave();
    expect(paths()).toEqual(['/people/p']);
  });
  it('asks for nothing again when only the page within changes', async () => {
    go('stay');
    await settled();
    expect(asked).not.toHaveBeenCalled();
  });
});
