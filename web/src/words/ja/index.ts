import { core } from './core';
import { portal } from './portal';
import { rest } from './rest';

/** Every text of the app in Japanese: the catalogue the others follow. Pages load it in parts (words/index.ts). */
export const ja = { ...core, ...portal, ...rest };
export type Key = keyof typeof ja;
