import { PeoplePage } from '../person/people-page';

/** 書く from the bottom bar: first whose notebook, so that nobody writes into the wrong one. */
export function ChoosePersonPage() {
  return <PeoplePage write />;
}
