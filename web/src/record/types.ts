// The shapes of records and growth, under the names the screens use; each is a name of the generated description.
import type { components } from '../api/schema';

type S = components['schemas'];
export type RecordType = S['RecordType'];
export type RecordState = S['RecordState'];
export type NewRecord = S['NewRecord'];
export type RecordView = S['RecordView'];
export type RecordVersion = S['RecordVersionView'];
export type RecordSeries = S['RecordSeries'];
export type LimitView = S['LimitView'];
export type RecordStart = S['RecordStart'];

export type GrowthPoint = S['GrowthPoint'];
export type GrowthSeries = S['GrowthSeries'];
export type GrowthView = S['GrowthView'];
export type Measure = GrowthSeries['measure'];
