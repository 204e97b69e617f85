// The shapes of school entry, under the names the screens use; each is a name of the generated description.
import type { components } from '../api/schema';

type S = components['schemas'];
export type SchoolEntryLine = S['SchoolEntryLine'];
export type SchoolEntryView = S['SchoolEntryView'];
export type EntryStep = S['EntryStepView'];
export type EntryContent = S['EntryContent'];
export type EntryPart = EntryStep['part'];
export type EntryStage = SchoolEntryLine['stage'];
export type LearningPlace = NonNullable<SchoolEntryLine['place']>;
export type EntryPaperView = S['EntryPaperView'];
export type EntryArrangement = S['EntryArrangement'];
export type Viewpoint = S['Viewpoint'];
export type EntryBoard = S['EntryBoard'];
export type EntryBoardRow = S['EntryBoardRow'];
export type CalendarView = S['CalendarView'];
export type CalendarDay = S['CalendarDay'];
export type CalendarGround = S['CalendarGround'];
