// The shapes of tasks, under the names the screens use; each is a name of the generated description.
import type { components } from '../api/schema';

type S = components['schemas'];
export type TaskView = S['TaskView'];
export type TaskContent = S['TaskContent'];
export type TaskOwner = S['TaskOwner'];
export type TaskOwnerView = S['TaskOwnerView'];
export type TaskOwnerChoice = S['TaskOwnerChoice'];
export type TaskVersion = S['TaskVersionView'];
export type TodayTask = S['TodayTask'];
