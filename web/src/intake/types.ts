// The shapes of requests and waiting, under the names the screens use; each is a name of the generated description.
import type { components } from '../api/schema';

type S = components['schemas'];
export type IntakeSheet = S['IntakeSheet'];
export type IntakeView = S['IntakeView'];
export type IntakeLine = S['IntakeLine'];
export type IntakeMay = IntakeView['may'][number];
export type IntakeState = IntakeLine['state'];
export type CloseReason = NonNullable<IntakeView['close_reason']>;
export type Worry = S['Worry'];
export type WaitCard = S['WaitCard'];
export type WaitTime = S['WaitTime'];
export type WaitBoard = S['WaitBoard'];
export type WaitStage = WaitTime['stage'];
export type PersonWaiting = S['PersonWaiting'];
export type WaitLimits = S['WaitLimits'];
export type IntakeSettings = S['IntakeSettings'];
export type SuggestedTeam = S['SuggestedTeam'];
export type SuggestedFacility = S['SuggestedFacility'];
export type VacancyView = S['VacancyView'];
