import { ask } from './ask';
import { region } from './region';

/** What a region's portal needs besides, and its administration. */
export const portal = { ...region, ...ask };
