// What a page about a person shows is asked for beside its code, not after it.
import { queryClient } from '../app/session';
import { peopleQuery, personQuery } from './queries';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Asks for what the page shows, at the start of a visit: as soon as it is known who is signed in. */
    askAhead?: (person: string) => void;
  }
}
interface Entering {
  params: { person: string };
  cause: 'preload' | 'enter' | 'stay';
}

/** Options of a route under `/people/$person`. Nothing is asked for when a finger only rests on a link: every look leaves a
 *  record. What was asked ahead is not asked again when the router comes to the page, or a refusal would be two. */
export function beside(ask: (person: string) => unknown) {
  let ahead = '';
  return {
    staticData: {
      askAhead: (person: string) => {
        ahead = person;
        ask(person);
      },
    },
    loader: ({ params, cause }: Entering) => {
      if (cause !== 'enter') return;
      if (ahead !== params.person) ask(params.person);
      ahead = '';
    },
  };
}

/** Asks once the person is sure to be open: a refused look is one refusal, not two. Why it fails the page says itself. */
export async function onceOpen(person: string, ask: () => Promise<unknown>): Promise<void> {
  const listed = queryClient.getQueryData(peopleQuery('').queryKey)?.some((line) => line.id === person);
  try {
    if (!listed) await queryClient.fetchQuery(personQuery(person));
    await ask();
  } catch {
    // the page asks itself, and says why
  }
}
