// The shapes the server speaks. One name a shape; screens import from here only.
export type InfoClass = 'basic' | 'health' | 'development' | 'education' | 'welfare' | 'family';
export const infoClasses: readonly InfoClass[] = [
  'basic',
  'health',
  'development',
  'education',
  'welfare',
  'family',
];
export type Category = 'contact' | 'consult' | 'report' | 'record' | 'urgent';
export const categories: readonly Category[] = ['contact', 'consult', 'report', 'record', 'urgent'];
export type Importance = 'normal' | 'important' | 'urgent';
export type SeatRole = 'viewer' | 'member' | 'lead' | 'coordinator';
export const seatRoles: readonly SeatRole[] = ['viewer', 'member', 'lead', 'coordinator'];
export type PostKind = 'professional' | 'operator' | 'guardian';
export type Opt<T> = T | null | undefined;

// identity
export type SessionState = 'none' | 'password' | 'enrol_totp' | 'second_factor' | 'choose_post' | 'ready';
export interface PostView {
  id: string;
  kind: PostKind;
  region_id: string;
  region_name: string;
  region_slug: string;
  facility_id?: Opt<string>;
  facility_name: string;
  profession: string;
  title: string;
  is_manager: boolean;
  state: string;
  people: { person_id: string; name: string }[];
}
export interface SessionView {
  state: SessionState;
  csrf_token?: Opt<string>;
  strength: 'none' | 'password' | 'two_factor' | 'fresh';
  account?: Opt<{ id: string; login: string; display_name: string; kana: string; locale: string }>;
  post?: Opt<PostView>;
  posts: PostView[];
  recovery_codes_left?: Opt<number>;
  fresh_until?: Opt<string>;
  pledge_due: boolean;
}
export interface TotpEnrolment {
  otpauth_uri: string;
  secret: string;
  qr_svg: string;
}
export interface AccountSession {
  id: string;
  created_at: string;
  last_seen_at: string;
  address: string;
  device: string;
  current: boolean;
}
export interface SignIn {
  at: string;
  outcome: string;
  address: string;
  device: string;
}
export interface InvitationLook {
  region_name: string;
  facility_name: string;
  name: string;
  profession: string;
  kind: PostKind;
  suggested_login: string;
}
export interface PledgeView {
  version: number;
  body: string;
  accepted_at?: Opt<string>;
}

// region
export interface CodeView {
  code: string;
  ja: string;
  en: string;
}
export interface Codes {
  facility_types: (CodeView & { default_professions?: string[] })[];
  professions: (CodeView & { default_classes?: InfoClass[] })[];
}
export interface PortalLine {
  slug: string;
  name: string;
}
export interface PortalDocument {
  id: string;
  title: string;
  content_type: string;
  size: number;
}
export interface PortalView {
  slug: string;
  name: string;
  greeting: string;
  how_to_join: string;
  contact: string;
  pledge_version: number;
  pledge_body: string;
  notices: { id: string; title: string; body: string; published_on: string }[];
  documents: PortalDocument[];
  facility_types: CodeView[];
  professions: CodeView[];
}
export interface NoticeView {
  id: string;
  title: string;
  body: string;
  is_public: boolean;
  published_on: string;
  expires_on?: Opt<string>;
  version: number;
}
export interface RegionView {
  id: string;
  slug: string;
  name: string;
  greeting: string;
  how_to_join: string;
  contact: string;
  names_in_access_log: boolean;
  pledge_version: number;
  pledge_body: string;
  version: number;
}

// facility, staff
export interface ApplicationFields {
  facility_name: string;
  facility_type: string;
  postal_code: string;
  address: string;
  phone: string;
  official_number: string;
  applicant_name: string;
  applicant_kana: string;
  applicant_profession: string;
  applicant_login: string;
  note: string;
  pledge_version: number;
}
export type ApplicationState = 'submitted' | 'returned' | 'approved' | 'refused';
export interface ApplicationView extends ApplicationFields {
  id: string;
  state: ApplicationState;
  reason: string;
  created_at: string;
  decided_at?: Opt<string>;
  version: number;
}
export interface ApplicationStatus {
  state: ApplicationState;
  reason: string;
  facility_name: string;
  application: ApplicationFields;
}
export interface FacilityView {
  id: string;
  name: string;
  facility_type: string;
  postal_code?: string;
  address: string;
  phone: string;
  official_number?: string;
  school_district: string;
  state: string;
  version: number;
}
export type StaffState = 'invited' | 'active' | 'suspended' | 'left';
export interface StaffView {
  post_id: string;
  name: string;
  kana: string;
  profession: string;
  title: string;
  licence_number?: Opt<string>;
  is_manager: boolean;
  state: StaffState;
  starts_on: string;
  ends_on?: Opt<string>;
  version: number;
  has_account: boolean;
}
export interface ImportReport {
  encoding: string;
  rows: number;
  errors: { line: number; column: string; value: string; ja: string; en: string }[];
  created: number;
  invitations?: { line: number; name: string; login: string; invitation_url: string }[];
}

// person
export type Sex = 'female' | 'male' | 'other' | 'unknown';
export interface PersonLine {
  id: string;
  name: string;
  kana: string;
  birth_date: string;
  age_years: number;
  age_months: number;
  grade: string;
  alert: string;
  allergies: string[];
  photo: boolean;
  unread: number;
  asks: number;
  last_entry_at?: Opt<string>;
  role: string;
  state: string;
}
export interface Allergy {
  substance: string;
  severity: 'mild' | 'moderate' | 'severe';
  reaction: string;
}
export interface School {
  id: string;
  facility_id?: Opt<string>;
  facility_name: string;
  grade: string;
  class_name: string;
  starts_on: string;
  ends_on?: Opt<string>;
}
export type Relation =
  | 'mother'
  | 'father'
  | 'grandparent'
  | 'sibling'
  | 'foster'
  | 'legal_guardian'
  | 'child'
  | 'spouse'
  | 'other';
export interface GuardianView {
  id: string;
  name: string;
  kana: string;
  relation: Relation;
  phone: string;
  lives_together: boolean;
  has_custody: boolean;
  verified_at?: Opt<string>;
  verified_how: string;
  has_account: boolean;
  restricted?: Opt<boolean>;
  restriction_reason?: Opt<string>;
  version: number;
}
export type PersonAction =
  | 'see_person'
  | 'read'
  | 'post'
  | 'respond'
  | 'edit_person'
  | 'manage_guardians'
  | 'manage_consent'
  | 'manage_team'
  | 'see_team'
  | 'see_access_log'
  | 'export_data';
export interface PersonView {
  id: string;
  version: number;
  family_name: string;
  given_name: string;
  family_kana: string;
  given_kana: string;
  birth_date: string;
  age_years: number;
  age_months: number;
  grade: string;
  sex: Sex;
  postal_code: string;
  address: string;
  phone: string;
  language: string;
  alert: string;
  note: string;
  stage: string;
  state: string;
  photo: boolean;
  allergies: Allergy[];
  schools: School[];
  guardians: GuardianView[];
  access: {
    basis: string;
    role: string;
    classes: InfoClass[];
    may: PersonAction[];
    is_guardian: boolean;
    /** Which of the guardians the reader is. */
    guardian_id?: Opt<string>;
    consent_until?: Opt<string>;
    consent_missing: boolean;
  };
}
export interface DoubleView {
  certainty: 'same' | 'likely' | 'possible';
  person_id?: Opt<string>;
  name?: Opt<string>;
  birth_date_matches: boolean;
  contact_facility: string;
}
export interface PersonVersion {
  version: number;
  at: string;
  by_name: string;
  reason: string;
  changes: { field: string; before: string; after: string }[];
}
export interface AccessLogItem {
  id: string;
  at: string;
  action: string;
  classes: InfoClass[];
  outcome: string;
  basis: string;
  actor_name: string;
  facility_name: string;
  profession: string;
}
export interface Page<T> {
  items: T[];
  next?: Opt<string>;
}
export interface FileView {
  id: string;
  content_type: string;
  filename: string;
  size: number;
  width?: Opt<number>;
  height?: Opt<number>;
  has_thumbnail: boolean;
}

// consent
export interface ConsentView {
  id: string;
  basis: 'consent' | 'statutory';
  article: string;
  giver_name: string;
  giver_relation: string;
  method: 'on_screen' | 'paper';
  classes: InfoClass[];
  purposes: string;
  whole_team: boolean;
  facilities: { id: string; name: string; withdrawn_at?: Opt<string> }[];
  starts_on: string;
  ends_on?: Opt<string>;
  signature_file?: Opt<string>;
  scan_file?: Opt<string>;
  wording_version: number;
  state: 'future' | 'in_force' | 'expired' | 'withdrawn';
  withdrawn_at?: Opt<string>;
  withdrawn_by: string;
  withdrawal_reason: string;
  created_at: string;
  created_by_name: string;
}
export interface ConsentWording {
  version: number;
  body_ja: string;
  body_easy_ja: string;
  body_en: string;
}
export interface ConsentEffects {
  facilities: { id: string; name: string; seats: number }[];
  entries_no_longer_shared: number;
}

// team
export interface SeatView {
  id: string;
  facility_id: string;
  facility_name: string;
  facility_type: string;
  post_id?: Opt<string>;
  name: string;
  profession: string;
  role: SeatRole;
  duty: string;
  classes: InfoClass[];
  starts_on: string;
  ends_on?: Opt<string>;
  looks_back_to?: Opt<string>;
  state: 'invited' | 'active' | 'declined' | 'left' | 'ended';
  in_force: boolean;
  consent_covers: InfoClass[];
  version: number;
}
export interface SeatInvitation {
  seat: SeatView;
  person_name: string;
  age_years: number;
  invited_by_name: string;
  invited_by_facility: string;
}
export interface TeamTemplate {
  code: string;
  ja: string;
  en: string;
  places: { facility_type: string; profession: string; role: SeatRole; duty: string; classes: InfoClass[] }[];
}

// notebook
export interface Author {
  post_id: string;
  name: string;
  facility_name: string;
  profession: string;
}
export interface Hidden {
  at: string;
  by_name: string;
  reason: string;
}
export interface EntryView {
  id: string;
  person_id: string;
  posted_at: string;
  happened_at: string;
  author: Author;
  category: Category;
  info_class: InfoClass;
  importance: Importance;
  audience: { whole_team: boolean; with_guardians: boolean; seats: { id: string; name: string }[] };
  body: string;
  asks_confirmation: boolean;
  pinned: boolean;
  hidden?: Opt<Hidden>;
  version: number;
  edited_at?: Opt<string>;
  files: FileView[];
  mentions: { post_id: string; name: string }[];
  reply_count: number;
  read_count: number;
  acknowledged_count: number;
  confirmed_count: number;
  recipients: number;
  mine: { read: boolean; acknowledged: boolean; confirmed: boolean; may_edit: boolean };
}
export interface ReplyView {
  id: string;
  author: Author;
  body: string;
  posted_at: string;
  version: number;
  edited_at?: Opt<string>;
  hidden?: Opt<Hidden>;
  mine: boolean;
}
export interface EntryDetail {
  entry: EntryView;
  replies: ReplyView[];
  receipts: {
    name: string;
    facility_name: string;
    read_at: string;
    acknowledged_at?: Opt<string>;
    confirmed_at?: Opt<string>;
  }[];
  unread_by: { name: string; facility_name: string }[];
}
export interface EntryVersion {
  version: number;
  at: string;
  by_name: string;
  category: Category;
  info_class: InfoClass;
  importance: Importance;
  body: string;
  reason: string;
}
export interface NewEntry {
  id: string;
  category: Category;
  info_class: InfoClass;
  importance: Importance;
  happened_at?: Opt<string>;
  body: string;
  asks_confirmation: boolean;
  whole_team: boolean;
  with_guardians: boolean;
  seat_ids: string[];
  mention_post_ids: string[];
  file_ids: string[];
}
export interface Digest {
  since?: Opt<string>;
  entries: number;
  urgent: EntryView[];
  asks: EntryView[];
  by_category: { category: Category; count: number }[];
  changed: { kind: string; at: string }[];
}
export interface SearchHit extends EntryView {
  snippet?: Opt<{ text: string; matches: { start: number; length: number }[] }>;
}
export interface SearchPage {
  items: SearchHit[];
  next?: Opt<string>;
  total: number;
}
export interface AudienceSeat {
  seat_id: string;
  name: string;
  facility_name: string;
  profession: string;
  classes: InfoClass[];
}
export interface AudienceView {
  seats: AudienceSeat[];
  guardians: { guardian_id: string; name: string; relation: Relation }[];
}
export interface TodayItem {
  person_id: string;
  person_name: string;
  entry: EntryView;
}
export interface TodayView {
  asks: TodayItem[];
  urgent: TodayItem[];
  unread: {
    person_id: string;
    name: string;
    age_years: number;
    alert: string;
    unread: number;
    last_entry_at?: Opt<string>;
  }[];
  invitations: number;
}
