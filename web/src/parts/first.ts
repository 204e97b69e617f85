import { useDeferredValue, useEffect } from 'react';

/** Which lists stood here before: coming back to one, all of it is there at once, or the page could not scroll to its place. */
const stood = new Set<string>();

/** The first of a list at once, about what a phone shows; those below the screen follow when the browser has drawn them. */
export function useFirst<T>(list: readonly T[], first: number, name: string): readonly T[] {
  const shown = useDeferredValue(list, stood.has(name) ? list : list.slice(0, first));
  useEffect(() => void stood.add(name), [name]);
  return shown;
}
