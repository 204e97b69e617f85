import type { Key } from '../ja';

import { core } from './core';
import { portal } from './portal';
import { rest } from './rest';

export const en: Record<Key, string> = { ...core, ...portal, ...rest };
