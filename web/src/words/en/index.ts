import type { Key } from '../ja';

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

export const en: Record<Key, string> = {
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
