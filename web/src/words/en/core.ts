import type { core as ja } from '../ja/core';

import { common } from './common';
import { identity } from './identity';

/** What the first page needs at once: the frame, errors, signing in. */
export const core: Record<keyof typeof ja, string> = { ...common, ...identity };
