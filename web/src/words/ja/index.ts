import { breakglass } from './breakglass';
import { common } from './common';
import { consent } from './consent';
import { facility } from './facility';
import { identity } from './identity';
import { notebook } from './notebook';
import { oversight } from './oversight';
import { person } from './person';
import { profile } from './profile';
import { record } from './record';
import { region } from './region';
import { support } from './support';
import { today } from './today';

/** Every text of the app in Japanese: the catalogue the others follow. */
export const ja = {
  ...common,
  ...identity,
  ...region,
  ...facility,
  ...today,
  ...oversight,
  ...breakglass,
  ...person,
  ...profile,
  ...consent,
  ...support,
  ...notebook,
  ...record,
};
export type Key = keyof typeof ja;
