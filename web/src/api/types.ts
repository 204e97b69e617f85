// The shapes the server speaks, under the names the screens use: each is a name of the generated description. Nothing is
// declared here a second time.
import type { components } from './schema';

type S = components['schemas'];
export type Opt<T> = T | null | undefined;
export interface Page<T> {
  items: T[];
  next?: Opt<string>;
}

export type InfoClass = S['EntryView']['info_class'];
export type Category = S['EntryView']['category'];
export type Importance = S['EntryView']['importance'];
export type SeatRole = S['SeatView']['role'];
/** The compiler says when a name is missing or strange. */
const all = <T extends string>(names: Record<T, true>): readonly T[] => Object.keys(names) as T[];
export const infoClasses = all<InfoClass>({
  basic: true,
  health: true,
  development: true,
  education: true,
  welfare: true,
  family: true,
});
export const categories = all<Category>({
  contact: true,
  consult: true,
  report: true,
  record: true,
  urgent: true,
});
export const seatRoles = all<SeatRole>({ viewer: true, member: true, lead: true, coordinator: true });

// identity
export type PostView = S['PostView'];
export type PostKind = PostView['kind'];
export type PostPerson = S['PostPerson'];
export type SessionView = S['SessionView'];
export type SessionState = SessionView['state'];
export type Factor = SessionView['factors'][number];
export type PasskeyHint = S['PasskeyHint'];
export type PasskeyCreation = S['PasskeyCreation'];
export type PasskeyQuestion = S['PasskeyQuestion'];
export type PasskeyView = S['PasskeyView'];
export type PasskeyAdded = S['PasskeyAdded'];
export type OidcChoice = S['ProviderChoice'];
export type OidcLink = S['LinkView'];
export type OidcProvider = S['ProviderView'];
export type TotpEnrolment = S['NewTotp'];
export type AccountSession = S['SessionLine'];
export type SignIn = S['SignInLine'];
export type InvitationLook = S['InvitationView'];
export type PledgeView = S['PledgeView'];

// region
export type CodeView = S['CodeView'];
export type Codes = S['CodesView'];
export type PortalLine = S['PortalLine'];
export type PortalDocument = S['PortalDocument'];
export type PortalView = S['PortalView'];
export type NoticeView = S['NoticeView'];
export type RegionView = S['RegionView'];
export type Amendment = S['Amendment'];
export type AmendmentKind = Amendment['kind'];

// facility, staff
export type ApplicationFields = S['ApplicationFields'];
export type ApplicationView = S['ApplicationView'];
export type ApplicationState = ApplicationView['state'];
export type ApplicationStatus = S['ApplicationStatus'];
export type ApplicationDocument = S['ApplicationDocument'];
export type FacilityView = S['FacilityView'];
export type AgreementView = S['AgreementView'];
export type PartnerFacility = S['PartnerFacility'];
export type GuestFacility = S['GuestFacility'];
export type GuestRegion = S['GuestRegion'];
export type StaffView = S['StaffView'];
export type StaffState = StaffView['state'];
export type ImportReport = S['ImportReport'];

// person
export type PersonLine = S['PersonLine'];
export type PersonView = S['PersonView'];
export type PersonAction = S['PersonAccess']['may'][number];
export type PersonVersion = S['PersonVersionView'];
export type Sex = PersonView['sex'];
export type Allergy = S['AllergyItem'];
export type School = S['SchoolItem'];
export type GuardianView = S['GuardianView'];
export type Relation = GuardianView['relation'];
export type DoubleView = S['DoubleView'];
export type AccessLogItem = S['AccessLogItem'];
export type FileView = S['FileView'];

// consent
export type ConsentView = S['ConsentView'];
export type Purpose = ConsentView['purposes'][number];
export type ConsentWording = S['ConsentWording'];
export type ConsentEffects = S['WithdrawalEffects'];

// oversight
export type AuditLine = S['AuditLine'];
export type UnusualLook = S['UnusualLook'];
export type LookQuestion = S['LookQuestionView'];
export type LookQuestionItem = S['LookQuestionItem'];
export type QuestionState = LookQuestion['state'];

// break-glass
export type BreakGlassView = S['BreakGlassView'];
export type BreakGlassItem = S['BreakGlassItem'];
export type BreakGlassCase = S['BreakGlassCase'];
export type BreakGlassReview = S['BreakGlassReview'];
export type BreakGlassBar = S['BreakGlassBar'];
export type BreakGlassMeasure = BreakGlassReview['measures'][number];
export type BreakGlassQueueState = 'waiting' | 'reviewed';
export type EmergencyKind = BreakGlassView['kind'];
export type EmergencyMatch = S['EmergencyMatch'];

// team
export type SeatView = S['SeatView'];
export type SeatInvitation = S['SeatInvitation'];
export type SuggestionView = S['SuggestionView'];
export type PlaceView = S['PlaceView'];
export type TeamTemplate = S['TeamTemplate'];

// forms and documents
export type FormLine = S['FormLine'];
export type FormView = S['FormView'];
export type FormProblem = S['FormProblem'];
export type DocumentsView = S['DocumentsView'];
export type DocumentLine = S['DocumentLine'];
export type PersonDocument = S['PersonDocument'];
export type DocumentComment = S['DocumentComment'];
export type DocumentReview = S['DocumentReview'];
export type GoalMark = DocumentReview['results'][number]['mark'];

// notebook
export type Author = S['EntryAuthor'];
export type Hidden = S['EntryHidden'];
export type EntryView = S['EntryView'];
export type EntryDetail = S['EntryDetail'];
export type EntryLimits = S['EntryLimits'];
export type EntryVersion = S['EntryVersionView'];
export type NewEntry = S['NewEntry'];
export type ReplyView = S['ReplyView'];
export type ReplyVersion = S['ReplyVersionView'];
export type HiddenFrom = S['HiddenFrom'];
export type Digest = S['Digest'];
export type SearchHit = EntryView;
export type SearchPage = S['SearchPage'];
export type AudienceSeat = S['AudienceSeat'];
export type AudienceView = S['AudienceView'];
export type TodayItem = S['TodayEntry'];
export type TodayView = S['Today'];

// devices
export type DeviceView = S['DeviceView'];
export type DeviceCode = S['DeviceCode'];
export type DeviceFile = S['DeviceFile'];
export type PolicyLine = S['PolicyLine'];
export type SignInWay = PolicyLine['ways'][number];
