import { agreement } from './agreement';
import { assessment } from './assessment';
import { breakglass } from './breakglass';
import { care } from './care';
import { consent } from './consent';
import { course } from './course';
import { document } from './document';
import { facility } from './facility';
import { handover } from './handover';
import { intake } from './intake';
import { form } from './form';
import { notebook } from './notebook';
import { oversight } from './oversight';
import { own } from './own';
import { person } from './person';
import { profile } from './profile';
import { record } from './record';
import { retention } from './retention';
import { schoolentry } from './schoolentry';
import { sign } from './sign';
import { support } from './support';
import { task } from './task';
import { today } from './today';

/** What is behind sign-in. */
export const rest = {
  ...facility,
  ...agreement,
  ...today,
  ...oversight,
  ...own,
  ...breakglass,
  ...person,
  ...profile,
  ...consent,
  ...support,
  ...notebook,
  ...record,
  ...task,
  ...course,
  ...handover,
  ...intake,
  ...care,
  ...form,
  ...document,
  ...assessment,
  ...schoolentry,
  ...sign,
  ...retention,
};
