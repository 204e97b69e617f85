// The shapes of 医療的ケア, under the names the screens use; each is a name of the generated description.
import type { components } from '../api/schema';

type S = components['schemas'];
export type CareView = S['CareView'];
export type CarePartView = S['CarePartView'];
export type CareContent = S['CareContent'];
export type CarePart = CarePartView['part'];
export type CareVersion = S['CareVersionView'];
export type Procedure = S['CareProcedure'];
export type Device = S['CareDevice'];
export type Performer = Procedure['by'][number];
export type Instruction = S['InstructionView'];
export type InstructionContent = S['InstructionContent'];
export type InstructionKind = InstructionContent['kind'];
export type Standing = Instruction['standing'];
