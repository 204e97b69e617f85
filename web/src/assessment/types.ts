// The shapes of assessments, under the names the screens use; each is a name of the generated description.
import type { components } from '../api/schema';

type S = components['schemas'];
export type Instrument = S['Instrument'];
export type InstrumentScale = S['InstrumentScale'];
export type InstrumentDomain = S['InstrumentDomain'];
export type Assessment = S['AssessmentView'];
export type AssessmentState = S['AssessmentState'];
export type AssessmentValue = S['AssessmentValue'];
export type AssessmentReading = S['AssessmentReading'];
export type AssessmentVersion = S['AssessmentVersionView'];
export type Reporter = AssessmentState['reporter'];
