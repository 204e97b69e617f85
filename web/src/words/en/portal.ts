import type { portal as ja } from '../ja/portal';

import { ask } from './ask';
import { device } from './device';
import { region } from './region';

/** What a region's portal needs besides, and its administration. */
export const portal: Record<keyof typeof ja, string> = { ...region, ...ask, ...device };
