// Who gets what: the reviewed answers that matrix.test.ts compares with. `ok` is any 2xx; `-` is not asked.
// The child is 佐藤ひなた; the callers, from left to right:
//   nobody       without a session                      operator    of the region (地域の運用担当者)
//   weak         the password alone                     mother      guardian of this child
//   seat         a member of the team (参加)            otherchild  guardian of another child
//   coordinator  of the team                            restricted  guardian under a protective limit (保護命令)
//   colleague    of `seat`, same facility, no seat      ended       a seat that ended yesterday
//   manager      of that facility, no seat              withdrawn   a seat, but the family withdrew the consent
//   elsewhere    another facility of the region         suspended   the post was suspended
//   neighbour    another region
//   breakglass   no seat, an emergency look (緊急閲覧) in force
//   afterwards   no seat, an emergency look that has ended
//   auditor      of the region: reads the audit log (監査担当者)
//   self         the child themself, on an account of their own, not 18 yet (本人アカウント)
//   neighbour_operator  of the neighbour’s region: does there what the operator does here, and finds nothing of this one (404)
//   viewer       a member of the team who reads and marks (閲覧), and writes nothing
// Why: who may know the child hears 403 and what to do; to everybody else it does not exist (404). A restricted guardian
// meets what is kept from them as what does not exist (404), and their consent cannot be recorded (422, in the words
// for any guardian who may not give one). Whoever has or had an emergency look knows the child: 403 beyond it. Administration tells its name: 403, and 404 over the border of the region.
// The coordinator works at a desk (相談窓口): requests for help are theirs, and nobody else’s of the table.
// A handover is addressed to `elsewhere`, who reads and confirms it without a seat, and nothing else.
// A certificate is renewed on the device that has one: over plain HTTP nobody's has (409).
// The directory to sign in through is asked by whoever may use it, and nobody answers there: 503. Guardians and another
// region’s staff have no such directory (404; asked before they take an invitation and become staff). Coming back without having left is over for everybody (410).
// Nothing is due on the day of the matrix, so an operator’s proposal to shred meets 409, and there is none to be confirmed
// or certified (404): retention.test.ts goes the whole way.
// The child meets what nobody shared with them by name as what does not exist (404); consents, tasks, handovers and earlier
// states of anything are not theirs before 18 (403).
// An invitation is taken by anybody but who issued it: the operator, here (403).
import { type Caller, callers } from '../support/cast.ts';

const table = `
                                                                                          nobody  weak  seat coord colle manag elsew neigh opera mothe other restr ended withd suspe bglas after audit  self  nbop  view
see_person              GET /api/v1/people/{person}                                          401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
change_person           PUT /api/v1/people/{person}                                          401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
change_allergies        PUT /api/v1/people/{person}/allergies                                401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
change_schools          PUT /api/v1/people/{person}/schools                                  401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
list_person_versions    GET /api/v1/people/{person}/versions                                 401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404    ok
read_access_log         GET /api/v1/people/{person}/access-log                               401   401   403    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
prove_look              GET /api/v1/people/{person}/access-log/{row}/proof                   401   401   403    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
ask_about_look          POST /api/v1/people/{person}/access-log/questions                    401   401   403    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
list_own_look_questions GET /api/v1/people/{person}/access-log/questions                     401   401   403    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
put_photo               PUT /api/v1/people/{person}/photo                                    401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
get_photo               GET /api/v1/people/{person}/photo                                    401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401    ok   403   404   404   404    ok
remove_photo            DELETE /api/v1/people/{person}/photo                                 401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
add_guardian            POST /api/v1/people/{person}/guardians                               401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
change_guardian         PUT /api/v1/people/{person}/guardians/{guardian}                     401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
invite_guardian         POST /api/v1/people/{person}/guardians/{guardian}/invitation         401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
end_guardian            POST /api/v1/people/{person}/guardians/{guardian}/end                401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
list_consents           GET /api/v1/people/{person}/consents                                 401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404   403   404    ok
record_consent          POST /api/v1/people/{person}/consents                                401   401   403    ok   404   404   404   404   404    ok   404   422   404   403   401   403   403   404   403   404   403
withdrawal_effects      GET /api/v1/people/{person}/consents/{consent}/effects               401   401   403    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404   403   404   403
withdraw_consent        POST /api/v1/people/{person}/consents/{consent}/withdraw             401   401   403    ok   404   404   404   404   404    ok   404   403   404   403   401   403   403   404   403   404   403
list_team               GET /api/v1/people/{person}/team                                     401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404    ok
add_seat                POST /api/v1/people/{person}/team                                    401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
add_team_from_template  POST /api/v1/people/{person}/team/from-template                      401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
change_seat             PUT /api/v1/people/{person}/team/{seat}                              401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
end_seat                POST /api/v1/people/{person}/team/{seat}/end                         401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
answer_seat_invitation  POST /api/v1/seat-invitations/{seat}                                 401   401   404   404   404    ok   404   404   404   403   403   403   404   404   401   404   404   404   403   404   404
leave_seat              POST /api/v1/seats/{seat}/leave                                      401   401   404   404   404    ok   404   404   404   403   403   403   404   404   401   404   404   404   403   404   404
list_entries            GET /api/v1/people/{person}/entries                                  401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
get_entry               GET /api/v1/people/{person}/entries/{entry}                          401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401    ok   403   404   404   404    ok
list_entry_versions     GET /api/v1/people/{person}/entries/{entry}/versions                 401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
list_reply_versions     GET /api/v1/people/{person}/entries/{entry}/replies/{reply}/versions 401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
search_entries          POST /api/v1/people/{person}/search                                  401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
get_digest              GET /api/v1/people/{person}/digest                                   401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
get_audience            GET /api/v1/people/{person}/audience                                 401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404    ok
export_entries          GET /api/v1/people/{person}/entries.csv                              401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
post_entry              POST /api/v1/people/{person}/entries                                 401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
edit_entry              PUT /api/v1/people/{person}/entries/{entry}                          401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
hide_entry              POST /api/v1/people/{person}/entries/{entry}/hide                    401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
limit_entry             PUT /api/v1/people/{person}/entries/{entry}/hidden-from              401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
post_reply              POST /api/v1/people/{person}/entries/{entry}/replies                 401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   404   404   403
edit_reply              PUT /api/v1/people/{person}/entries/{entry}/replies/{reply}          401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
hide_reply              POST /api/v1/people/{person}/entries/{entry}/replies/{reply}/hide    401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
mark_read               POST /api/v1/people/{person}/read                                    401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404    ok
visit                   POST /api/v1/people/{person}/visit                                   401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404    ok
acknowledge_entry       PUT /api/v1/people/{person}/entries/{entry}/acknowledge              401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   404   404    ok
confirm_entry           PUT /api/v1/people/{person}/entries/{entry}/confirm                  401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   404   404    ok
pin_entry               PUT /api/v1/people/{person}/entries/{entry}/pin                      401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
upload_file             POST /api/v1/people/{person}/files                                   401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
get_file                GET /api/v1/people/{person}/files/{file}                             401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401    ok   403   404   404   404    ok
get_file_thumbnail      GET /api/v1/people/{person}/files/{file}/thumbnail                   401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401    ok   403   404   404   404    ok
list_people             GET /api/v1/people                                                   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
search_people           POST /api/v1/people/search                                            401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
find_doubles            POST /api/v1/people/doubles                                          401   401    ok    ok   403    ok    ok    ok   403   403   403   403    ok   403   401    ok    ok   403   403   403   403
register_person         POST /api/v1/people                                                  401   401    ok    ok   403    ok    ok    ok   403   403   403   403    ok   403   401    ok    ok   403   403   403   403
get_today               GET /api/v1/today                                                    401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_seat_invitations   GET /api/v1/seat-invitations                                         401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_team_templates     GET /api/v1/team-templates                                           401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
get_consent_wording     GET /api/v1/consent-wording                                          401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_codes              GET /api/v1/codes                                                    401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_notices            GET /api/v1/notices                                                  401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
get_pledge              GET /api/v1/pledge                                                   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
accept_pledge           POST /api/v1/pledge/accept                                           401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
sync                    GET /api/v1/sync                                                     401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
stream                  GET /api/v1/stream                                                   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_facilities         GET /api/v1/facilities                                               401   401    ok    ok    ok    ok    ok    ok    ok   403   403   403    ok    ok   401    ok    ok    ok   403    ok    ok
get_facility            GET /api/v1/facilities/{facility}                                    401   401    ok    ok    ok    ok    ok   404    ok   403   403   403    ok    ok   401    ok    ok    ok   403   404    ok
edit_facility           PUT /api/v1/facilities/{facility}                                    401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
add_facility            POST /api/v1/facilities                                              401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
import_facilities       POST /api/v1/facilities/import                                       401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
list_applications       GET /api/v1/applications                                             401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
get_application         GET /api/v1/applications/{application}                               401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_application_documents GET /api/v1/applications/{application}/documents                  401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
get_application_document GET /api/v1/applications/{application}/documents/{document}         401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
get_application_document_thumbnail GET /api/v1/applications/{application}/documents/{document}/thumbnail   401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
decide_application      POST /api/v1/applications/{application}/decision                     401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_staff              GET /api/v1/facilities/{facility}/staff                              401   401    ok    ok    ok    ok    ok   404    ok   403   403   403    ok    ok   401    ok    ok    ok   403   404    ok
add_staff               POST /api/v1/facilities/{facility}/staff                             401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
edit_staff              PUT /api/v1/staff/{post}                                             401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
change_staff_state      POST /api/v1/staff/{post}/state                                      401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
get_staff_duties        GET /api/v1/staff/{post}/duties                                      401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
reset_staff_second_factor DELETE /api/v1/staff/{post}/second-factor                          401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
invite_staff_again      POST /api/v1/staff/{post}/invitation                                 401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
reset_staff_password    POST /api/v1/staff/{post}/password-reset                             401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
import_staff            POST /api/v1/facilities/{facility}/staff/import                      401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
export_staff            GET /api/v1/facilities/{facility}/staff.csv                          401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_operators          GET /api/v1/region/posts                                             401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
add_operator            POST /api/v1/region/operators                                        401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
reset_password_of       POST /api/v1/region/password-reset                                   401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_oidc_providers     GET /api/v1/region/oidc-providers                                   401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
add_oidc_provider       POST /api/v1/region/oidc-providers                                  401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
change_oidc_provider    PUT /api/v1/region/oidc-providers/{provider}                        401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
begin_oidc_link         POST /api/v1/account/oidc/begin                                     401   401   503   503   503   503   503   404   503   404   404   404   503   503   401   503   503   503   404   404   503
get_region              GET /api/v1/region                                                   401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
change_region           PUT /api/v1/region                                                   401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
list_amendments         GET /api/v1/region/history                                           401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
search_audit            GET /api/v1/audit/rows                                               401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403    ok   403    ok   403
export_audit            GET /api/v1/audit/rows.csv                                           401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403    ok   403    ok   403
find_audited_person     POST /api/v1/audit/person                                            401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403    ok   403   404   403
list_unusual_looks      GET /api/v1/audit/unusual                                            401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403    ok   403    ok   403
get_seal_state          GET /api/v1/audit/seal                                               401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403    ok   403    ok   403
list_audit_heads        GET /api/v1/audit/heads                                              401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403    ok   403    ok   403
prove_audit_growth      GET /api/v1/audit/consistency                                        401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403    ok   403    ok   403
prove_audit_row         GET /api/v1/audit/rows/{row}/proof                                   401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403    ok   403   404   403
list_look_questions     GET /api/v1/audit/questions                                          401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
answer_look_question    POST /api/v1/audit/questions/{question}/answer                       401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
add_notice              POST /api/v1/region/notices                                          401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
edit_notice             PUT /api/v1/region/notices/{notice}                                  401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
remove_notice           POST /api/v1/region/notices/{notice}/remove                          401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_documents          GET /api/v1/region/documents                                         401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
add_document            POST /api/v1/region/documents                                        401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
remove_document         POST /api/v1/region/documents/{document}/remove                      401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_records            GET /api/v1/people/{person}/records                                  401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
get_record_series       GET /api/v1/people/{person}/records/series                           401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
get_record_start        GET /api/v1/people/{person}/records/start                            401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
list_record_versions    GET /api/v1/people/{person}/records/{record}/versions                401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
add_records             POST /api/v1/people/{person}/records                                 401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
edit_record             PUT /api/v1/people/{person}/records/{record}                         401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
hide_record             POST /api/v1/people/{person}/records/{record}/hide                   401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
see_record_alert        PUT /api/v1/people/{person}/records/{record}/alert-seen              401   401    ok    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404    ok
set_record_limit        PUT /api/v1/people/{person}/record-limits/{type}                     401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
import_records          POST /api/v1/people/{person}/records/import                          401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
print_record_day        GET /api/v1/people/{person}/records/day.pdf                          401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
print_record_month      GET /api/v1/people/{person}/records/month.pdf                        401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
get_growth              GET /api/v1/people/{person}/growth                                   401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
list_growth_profile_versions GET /api/v1/people/{person}/growth/profile/versions             401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404   403   404    ok
edit_growth_profile     PUT /api/v1/people/{person}/growth/profile                           401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
print_growth            GET /api/v1/people/{person}/growth.pdf                               401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
get_today_records       GET /api/v1/today/records                                            401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_record_types       GET /api/v1/record-types                                             401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_tasks              GET /api/v1/people/{person}/tasks                                      401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404   403   404    ok
list_task_owners        GET /api/v1/people/{person}/tasks/owners                               401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
get_task                GET /api/v1/people/{person}/tasks/{task}                               401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
add_task                POST /api/v1/people/{person}/tasks                                     401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
edit_task               PUT /api/v1/people/{person}/tasks/{task}                               401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
set_task_state          PUT /api/v1/people/{person}/tasks/{task}/state                         401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   403   404   403
get_today_tasks         GET /api/v1/today/tasks                                                401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
get_course              GET /api/v1/people/{person}/course                                     401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
get_course_event        GET /api/v1/people/{person}/course/{event}                             401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
print_course            GET /api/v1/people/{person}/course.pdf                                 401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
add_course_event        POST /api/v1/people/{person}/course                                    401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
edit_course_event       PUT /api/v1/people/{person}/course/{event}                             401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
hide_course_event       POST /api/v1/people/{person}/course/{event}/hide                       401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
list_handovers          GET /api/v1/people/{person}/handovers                                  401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404   403   404    ok
suggest_handover_items  GET /api/v1/people/{person}/handovers/suggestions                      401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
get_handover            GET /api/v1/people/{person}/handovers/{handover}                       401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
add_handover            POST /api/v1/people/{person}/handovers                                 401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
edit_handover           PUT /api/v1/people/{person}/handovers/{handover}                       401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
move_handover           PUT /api/v1/people/{person}/handovers/{handover}/state                 401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
answer_handover         POST /api/v1/people/{person}/handovers/{handover}/answer               401   401   403    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404   403
add_handover_step       POST /api/v1/people/{person}/handovers/{handover}/steps                401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
list_incoming_handovers GET /api/v1/handovers                                                  401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
get_incoming_handover   GET /api/v1/people/{person}/handovers/{handover}/received              401   401   404   404   404   404    ok   404   404   403   404   403   404   404   401   404   404   404   403   404   404
receive_handover_item   POST /api/v1/people/{person}/handovers/{handover}/received             401   401   404   404   404   404    ok   404   404   403   404   403   404   404   401   404   404   404   403   404   404
print_handover          GET /api/v1/people/{person}/handovers/{handover}/package.pdf           401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
export_handover         GET /api/v1/people/{person}/handovers/{handover}/package.json          401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
get_care                GET /api/v1/people/{person}/care                                       401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
edit_care               PUT /api/v1/people/{person}/care/{part}                                401   401    ok    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
list_care_versions      GET /api/v1/people/{person}/care/{part}/versions                       401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
add_care_instruction    POST /api/v1/people/{person}/care/instructions                         401   401    ok    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
get_care_instruction    GET /api/v1/people/{person}/care/instructions/{instruction}            401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
edit_care_instruction   PUT /api/v1/people/{person}/care/instructions/{instruction}            401   401    ok    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
hide_care_instruction   POST /api/v1/people/{person}/care/instructions/{instruction}/hide      401   401    ok    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
get_care_instruction_scan GET /api/v1/people/{person}/care/instructions/{instruction}/scan     401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   404   403   404   404   404    ok
print_care_card         GET /api/v1/people/{person}/care/card.pdf                              401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
renew_care_card         POST /api/v1/people/{person}/care/card                                 401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
open_care_card          POST /api/v1/care-cards/open                                           401   401    ok    ok    ok    ok    ok    ok   403    ok   403    ok    ok    ok   401    ok    ok   403    ok   403    ok
list_person_documents   GET /api/v1/people/{person}/documents                                 401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
get_person_document     GET /api/v1/people/{person}/documents/{document}                      401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   404   403   404   404   404    ok
compare_document_versions GET /api/v1/people/{person}/documents/{document}/compare              401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
print_document          GET /api/v1/people/{person}/documents/{document}/document.pdf         401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
export_document         GET /api/v1/people/{person}/documents/{document}/response.json        401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
begin_document          POST /api/v1/people/{person}/documents                                401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
save_document_answers   PUT /api/v1/people/{person}/documents/{document}/answers              401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
add_document_comment    POST /api/v1/people/{person}/documents/{document}/comments            401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
resolve_document_comment PUT /api/v1/people/{person}/documents/{document}/comments/{comment}/resolved 401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
update_document_form    POST /api/v1/people/{person}/documents/{document}/update-form         401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
submit_document         POST /api/v1/people/{person}/documents/{document}/submit              401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
approve_document        POST /api/v1/people/{person}/documents/{document}/approve             401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
return_document         POST /api/v1/people/{person}/documents/{document}/return              401   401   403    ok   404   404   404   404   404    ok   404   403   404   403   401   403   403   404   403   404   403
agree_document          POST /api/v1/people/{person}/documents/{document}/agree               401   401   403    ok   404   404   404   404   404    ok   404   403   404   403   401   403   403   404   403   404   403
redraft_document        POST /api/v1/people/{person}/documents/{document}/redraft             401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
take_back_document      POST /api/v1/people/{person}/documents/{document}/take-back           401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
review_document         POST /api/v1/people/{person}/documents/{document}/reviews             401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
list_forms              GET /api/v1/region/forms                                              401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
get_form                GET /api/v1/region/forms/{form}                                       401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
get_form_version        GET /api/v1/region/forms/{form}/versions/{version}                    401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
add_form                POST /api/v1/region/forms                                             401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
save_form_draft         PUT /api/v1/region/forms/{form}/draft                                 401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
publish_form            POST /api/v1/region/forms/{form}/publish                              401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
discard_form_draft      POST /api/v1/region/forms/{form}/discard-draft                        401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
retire_form             PUT /api/v1/region/forms/{form}/retired                               401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
get_intake_portal GET /api/v1/portal/{slug}/intakes                                         ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
ask_for_help POST /api/v1/portal/{slug}/intakes                                             ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
list_intakes GET /api/v1/intakes                                                           401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
add_intake POST /api/v1/intakes                                                            401   401   404    ok   404   404   404   404   404   404   404   404   404   404   401   404   404   404   404   404   404
get_intake GET /api/v1/intakes/{intake}                                                    401   401   404    ok   404   404   404   404   404   404   404   404   404   404   401   404   404   404   404   404   404
edit_intake PUT /api/v1/intakes/{intake}                                                   401   401   404    ok   404   404   404   404   404   404   404   404   404   404   401   404   404   404   404   404   404
move_intake PUT /api/v1/intakes/{intake}/state                                             401   401   404    ok   404   404   404   404   404   404   404   404   404   404   401   404   404   404   404   404   404
accept_intake POST /api/v1/intakes/{intake}/person                                         401   401   404    ok   404   404   404   404   404   404   404   404   404   404   401   404   404   404   404   404   404
get_waiting_board GET /api/v1/waiting                                                      401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
get_waiting GET /api/v1/people/{person}/waiting                                            401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
move_waiting PUT /api/v1/people/{person}/waiting                                           401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
suggest_team GET /api/v1/people/{person}/team/suggestions                                  401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
get_intake_settings GET /api/v1/intake-settings                                            401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
change_waiting_limits PUT /api/v1/intake-settings                                          401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
name_intake_desk PUT /api/v1/intake-desks/{facility}                                       401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_school_entries     GET /api/v1/people/{person}/school-entries                                 401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404    ok
open_school_entry       POST /api/v1/people/{person}/school-entries                                401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   404   404   403
get_school_entry        GET /api/v1/people/{person}/school-entries/{school_entry}                         401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   404   404    ok
write_school_entry      PUT /api/v1/people/{person}/school-entries/{school_entry}/{part}                  401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   404   404   403
print_school_entry      GET /api/v1/people/{person}/school-entries/{school_entry}/sheet.pdf              401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
get_school_entry_board  GET /api/v1/school-entries                                                 401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
get_school_entry_calendar GET /api/v1/school-entry-calendars/{year}                                401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
change_school_entry_calendar PUT /api/v1/school-entry-calendars/{year}                             401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
get_vacancies GET /api/v1/facilities/{facility}/vacancies                                  401   401    ok    ok    ok    ok    ok   404    ok   403   403   403    ok    ok   401    ok    ok    ok   403   404    ok
state_vacancies PUT /api/v1/facilities/{facility}/vacancies                                401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_instruments        GET /api/v1/instruments                                                401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_assessments        GET /api/v1/people/{person}/assessments                                401   401    ok    ok   404   404   404   404   404    ok   404    ok   404   403   401    ok   403   404    ok   404    ok
list_assessment_versions GET /api/v1/people/{person}/assessments/{assessment}/versions         401   401    ok    ok   404   404   404   404   404    ok   404   404   404   403   401   403   403   404   403   404    ok
print_assessment        GET /api/v1/people/{person}/assessments/{assessment}/sheet.pdf         401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
add_assessment          POST /api/v1/people/{person}/assessments                               401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
edit_assessment         PUT /api/v1/people/{person}/assessments/{assessment}                   401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
hide_assessment         POST /api/v1/people/{person}/assessments/{assessment}/hide             401   401   403    ok   404   404   404   404   404   403   404   404   404   403   401   403   403   404   404   404   403
list_signs              GET /api/v1/people/{person}/signs                                   401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
list_sign_versions      GET /api/v1/people/{person}/signs/{sign}/versions                   401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
set_sign_state          PUT /api/v1/people/{person}/signs/{sign}/state                      401   401    ok    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
list_sign_rules         GET /api/v1/region/sign-rules                                       401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
switch_sign_rule        PUT /api/v1/region/sign-rules/{rule}                                401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
list_devices            GET /api/v1/facilities/{facility}/devices                              401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
add_device              POST /api/v1/facilities/{facility}/devices                             401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_region_devices     GET /api/v1/region/devices                                             401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
add_region_device       POST /api/v1/region/devices                                            401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
renew_device_code       POST /api/v1/devices/{device}/code                                     401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
revoke_device           POST /api/v1/devices/{device}/revoke                                   401   401   403   403   403    ok   403   404    ok   403   403   403   403   403   401   403   403   403   403   404   403
enrol_device            POST /api/v1/device-enrolment                                           ok     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
renew_device            POST /api/v1/device-renewal                                            401   401   409   409   409   409   409   409   409   409   409   409   409   409   401   409   409   409   409   409   409
list_device_renewals    GET /api/v1/device-renewals                                            401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
get_own_device          GET /api/v1/account/device                                             401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
get_device_authority    GET /api/v1/portal/{slug}/devices.cer                                   ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
get_device_revocations  GET /api/v1/portal/{slug}/devices.crl                                   ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
list_sign_in_policies   GET /api/v1/region/sign-in-policies                                    401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
change_sign_in_policy   PUT /api/v1/region/sign-in-policies/{type}                             401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
get_support_ends        GET /api/v1/people/{person}/support-end                            401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
end_support             POST /api/v1/people/{person}/support-end                           401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
resume_support          POST /api/v1/people/{person}/support-end/resume                    401   401   403    ok   404   404   404   404   404   403   404   403   404   403   401   403   403   404   403   404   403
get_retention           GET /api/v1/retention                                              401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
decide_retention_period POST /api/v1/retention/periods/{kind}                              401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
list_ended              GET /api/v1/retention/ended                                        401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
see_ended               GET /api/v1/retention/ended/{ended}                                401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
hold_records            POST /api/v1/retention/ended/{ended}/holds                         401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
release_hold            POST /api/v1/retention/ended/{ended}/holds/{hold}/release          401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
propose_shredding       POST /api/v1/retention/ended/{ended}/shredding                     401   401   403   403   403   403   403   403   409   403   403   403   403   403   401   403   403   403   403   404   403
confirm_shredding       POST /api/v1/retention/ended/{ended}/shredding/{shredding}/confirm 401   401   403   403   403   403   403   403   404   403   403   403   403   403   401   403   403   403   403   404   403
withdraw_shredding      POST /api/v1/retention/ended/{ended}/shredding/{shredding}/withdraw 401   401   403   403   403   403   403   403   404   403   403   403   403   403   401   403   403   403   403   404   403
list_shredding_certificates GET /api/v1/retention/certificates                                 401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
see_shredding_certificate GET /api/v1/retention/certificates/{shredding}                     401   401   403   403   403   403   403   403   404   403   403   403   403   403   401   403   403   403   403   404   403
healthz                 GET /healthz                                                          ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
readyz                  GET /readyz                                                           ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
metrics                 GET /metrics                                                          ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
openapi                 GET /api/v1/openapi.json                                              ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
list_portals            GET /api/v1/portal                                                    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
get_portal              GET /api/v1/portal/{slug}                                             ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
get_portal_document     GET /api/v1/portal/{slug}/documents/{document}                        ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
apply                   POST /api/v1/portal/{slug}/applications                               ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
get_application_status  POST /api/v1/portal/{slug}/applications/status                        ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
resubmit_application    PUT /api/v1/portal/{slug}/applications                                ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
look_at_invitation      POST /api/v1/invitations/look                                         ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
accept_invitation       POST /api/v1/invitations/accept                                       ok     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
redeem_password_reset   POST /api/v1/password-reset                                           ok     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
list_oidc_choices       GET /api/v1/session/oidc/providers                                   ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
begin_oidc_sign_in      POST /api/v1/session/oidc/begin                                     503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503
finish_oidc             POST /api/v1/session/oidc                                           410   410   410   410   410   410   410   410   410   410   410   410   410   410   410   410   410   410   410   410   410
begin_oidc_invitation   POST /api/v1/invitations/oidc                                       503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503   503
get_session             GET /api/v1/session                                                   ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
begin_passkey_sign_in   POST /api/v1/session/passkey/begin                                    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
join_invitation         POST /api/v1/invitations/join                                        401   401    ok    ok    ok    ok    ok    ok   403    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
choose_post             PUT /api/v1/session/post                                             401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
set_terminal            PUT /api/v1/session/terminal                                         401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_sessions           GET /api/v1/account/sessions                                         401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_sign_ins           GET /api/v1/account/sign-ins                                         401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
change_profile          PUT /api/v1/account/profile                                          401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
renew_recovery_codes    POST /api/v1/account/recovery-codes                                  401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
begin_totp              POST /api/v1/account/totp                                            401   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_oidc_links         GET /api/v1/account/oidc                                            401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
remove_oidc_link        DELETE /api/v1/account/oidc/{link}                                  401   401   404   404   404   404   404   404   404   404   404   404   404   404   401   404   404   404   404   404   404
list_passkeys           GET /api/v1/account/passkeys                                         401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
begin_passkey_registration POST /api/v1/account/passkeys/begin                               401   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
get_draft_key           GET /api/v1/account/draft-key                                        401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
end_other_sessions      DELETE /api/v1/account/sessions                                      401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_own_break_glass    GET /api/v1/break-glass/mine                                     401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
list_break_glass_notices GET /api/v1/break-glass/notices                                 401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
confirm_own_break_glass POST /api/v1/break-glass/mine/{opening}/seen                        401   401   404   404   404   404   404   404   404   404   404   404   404   404   401    ok   404   404   404   404   404
find_in_emergency       POST /api/v1/break-glass/search                                  401   401    ok    ok    ok    ok    ok    ok   403   403   403   403    ok    ok   401    ok    ok   403   403   403    ok
list_break_glass        GET /api/v1/people/{person}/break-glass                          401   401   403    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
confirm_break_glass_seen POST /api/v1/people/{person}/break-glass/{opening}/seen         401   401   403    ok   404   404   404   404   404    ok   404    ok   404   403   401   403   403   404    ok   404   403
list_break_glass_queue  GET /api/v1/break-glass                                          401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
count_break_glass       GET /api/v1/break-glass/waiting                                  401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
get_break_glass         GET /api/v1/break-glass/{opening}                                401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
review_break_glass      POST /api/v1/break-glass/{opening}/review                        401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
end_break_glass_early   POST /api/v1/break-glass/{opening}/end                           401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
list_break_glass_bars   GET /api/v1/break-glass/bars                                     401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
lift_break_glass_bar    POST /api/v1/break-glass/bars/{bar}/lift                         401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403   404   403
end_own_break_glass     POST /api/v1/people/{person}/break-glass/{opening}/end           401   401   404   404   404   404   404   404   404   404   404   404   404   403   401    ok   403   404   404   404   404
open_break_glass        POST /api/v1/people/{person}/break-glass                         401   401   403   403    ok    ok    ok   404   404   403   404   403    ok    ok   401    ok    ok   404   403   404   403
publish_pledge          POST /api/v1/region/pledge                                           401   401   403   403   403   403   403   403    ok   403   403   403   403   403   401   403   403   403   403    ok   403
`;

const session = `
                                                                                          nobody  weak  seat coord colle manag elsew neigh opera mothe other restr ended withd suspe bglas after audit  self  nbop  view
sign_in                 POST /api/v1/session                                                  ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
confirm_code            POST /api/v1/session/totp                                            401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
step_up                 POST /api/v1/session/step-up                                         401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
use_recovery_code       POST /api/v1/session/recovery                                        401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
register_passkey        POST /api/v1/account/passkeys                                        401   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
begin_passkey_confirmation POST /api/v1/session/passkey/confirm/begin                        401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
confirm_with_passkey    POST /api/v1/session/passkey/confirm                                 401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
sign_in_with_passkey    POST /api/v1/session/passkey                                          ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
rename_passkey          PUT /api/v1/account/passkeys/{passkey}                               401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
remove_passkey          DELETE /api/v1/account/passkeys/{passkey}                            401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
confirm_totp            POST /api/v1/account/totp/confirm                                    401   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
end_session             DELETE /api/v1/account/sessions/{session}                            401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
change_password         PUT /api/v1/account/password                                         401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
sign_out                DELETE /api/v1/session                                               401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok   401    ok    ok    ok    ok    ok    ok
`;

export interface Row {
  name: string;
  route: string;
  expected: Record<Caller, string>;
}
function parsed(text: string): Row[] {
  return text.trim().split('\n').slice(1).map((line) => {
    const [name, method, path, ...cells] = line.trim().split(/\s+/);
    return { name: name!, route: `${method} ${path}`, expected: Object.fromEntries(callers.map((c, i) => [c, cells[i]!])) as Record<Caller, string> };
  });
}
export const rows = parsed(table);
export const ownSession = parsed(session);
