// The shapes of the course of life, under the names the screens use; each is a name of the generated description.
import type { components } from '../api/schema';

type S = components['schemas'];
export type CourseView = S['CourseView'];
export type CourseContent = S['CourseContent'];
export type CourseEvent = S['CourseEventView'];
export type CourseVersion = S['CourseVersionView'];
export type CourseCheckup = S['CourseCheckup'];
export type CoursePlace = S['CoursePlace'];
export type CourseAssessment = S['CourseAssessment'];
export type CourseKind = CourseContent['kind'];
