// The shapes of handovers, under the names the screens use; each is a name of the generated description.
import type { components } from '../api/schema';

type S = components['schemas'];
export type HandoverLine = S['HandoverLine'];
export type HandoverView = S['HandoverView'];
export type HandoverItem = S['HandoverItem'];
export type HandoverItemView = S['HandoverItemView'];
export type HandoverStep = S['HandoverStepView'];
export type HandoverContent = S['HandoverContent'];
export type HandoverTerms = S['HandoverTerms'];
export type HandoverState = HandoverLine['state'];
export type HandoverMay = HandoverView['may'][number];
export type IncomingHandover = S['IncomingHandover'];
