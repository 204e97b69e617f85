// The only door to a person's data. `decide` is pure: facts in, decision out (docs: domain.md, "Who may do
// what"). `require` gathers the facts, decides, and leaves the audit record in the same transaction; a
// refusal comes back as an Error whose audit record the edge writes after taking the work back. Features
// never decide for themselves.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.hpp"
#include "access/purpose.hpp"
#include "db/tx.hpp"

namespace musubi {
using BreakGlassId = Id<struct BreakGlassTag>;
using HandoverId = Id<struct HandoverTag>;
}  // namespace musubi

namespace musubi::access {

enum class Action {
  see_person,   ///< name, age, alert mark, profile of class basic
  read,         ///< entries, files, search, digest of the classes asked for
  post,         ///< entries, replies, attachments
  respond,      ///< receipts, 了解, confirmations, pins
  edit_person,  ///< profile, allergies, schools
  manage_guardians,
  manage_consent,
  manage_team,
  see_team,
  see_access_log,    ///< 閲覧履歴
  export_data,       ///< print or file of a period
  see_past,          ///< earlier states of the profile; consents and who gave them
  read_past,         ///< earlier states of an entry
  see_tasks,         ///< やること and their history
  finish_task,       ///< one's own is done, or is not done after all
  write_task,        ///< add, change, hand to somebody, cancel
  break_glass,       ///< open an emergency look (緊急閲覧)
  draft_document,    ///< begin and fill plans and documents, comment on them
  approve_document,  ///< hand in, approve, return, review, take back
  agree_document,    ///< agree as a guardian, or put a signed paper on record
  see_handovers,     ///< what is or was handed over (引継ぎ)
  write_handover,    ///< draft one, note meetings and follow-ups
  hand_over,         ///< ask guardians about a handover (引継ぎ), take it back
  receive_handover,  ///< read and confirm a handover addressed to oneself, without a seat
  read_plans,        ///< plans and documents, assessments, school entry, early signs
  read_past_plans,   ///< earlier states of one
  write_assessment,  ///< results of assessments
  export_plans,      ///< print of one
  send_handover,     ///< send what was agreed to, with the seats it plans
  export_handover    ///< print or file of one
};
BOOST_DESCRIBE_ENUM(Action, see_person, read, post, respond, edit_person, manage_guardians, manage_consent,
                    manage_team, see_team, see_access_log, export_data, see_past, read_past, see_tasks,
                    finish_task, write_task, break_glass, draft_document, approve_document, agree_document,
                    see_handovers, write_handover, hand_over, receive_handover, read_plans, read_past_plans,
                    write_assessment, export_plans, send_handover, export_handover)

/// Why access was granted; kept in the audit record and shown in 閲覧履歴.
enum class Basis { seat, guardian, intake, statutory, register_, break_glass, handover };
BOOST_DESCRIBE_ENUM(Basis, seat, guardian, intake, statutory, register_, break_glass, handover)

/// The roles of a seat, from least to most.
enum class SeatRole { viewer, member, lead, coordinator };
BOOST_DESCRIBE_ENUM(SeatRole, viewer, member, lead, coordinator)

// --- facts
// --------------------------------------------------------------------------------------------------

struct SeatFact {
  SeatId seat_id;
  SeatRole role = SeatRole::member;
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;        ///< the last day
  std::optional<Date> looks_back_to;  ///< earliest day of entries it may read; none = everything
  bool accepted = false;
};
struct ConsentFact {
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;
  bool withdrawn = false;
  bool covers_party = false;                ///< whole team, or the actor's facility is named
  bool statutory = false;                   ///< another legal basis than consent, its article recorded
  PurposeSet purposes = PurposeSet::all();  ///< those that were not taken back
};
struct GuardianFact {
  GuardianId guardian_id;
  std::optional<Date> verified_on;  ///< the day somebody checked the relation; none = not yet
  bool restricted = false;          ///< protective limit: nothing that is hidden from this guardian
  bool has_custody = false;         ///< 親権者・未成年後見人: may give and withdraw consent
};
/// The guardian's relation is the person themself: their own account (本人アカウント, docs/decisions/031).
struct OwnAccountFact {
  std::int64_t least_age = 0;  ///< in years, by the region's setting; 0 = the region has no such accounts
  bool sheltered = false;      ///< a protective limit stands, or stood, on one of the person's guardians
};
/// An emergency look that the actor's post opened for this person.
struct BreakGlassFact {
  BreakGlassId id;
  Time ends_at{};
  bool ended = false;  ///< before its time, by the holder or an operator
};
/// What only the opening of an emergency look depends on; gathered for `Action::break_glass` alone.
struct OpeningFacts {
  bool barred = false;      ///< a review forbade this post any further
  bool identified = false;  ///< the post has just found this person by exact facts (breakglass/)
};
/// A handover that guardians agreed to and that lies before the actor; gathered for
/// `Action::receive_handover` alone.
struct HandoverFact {
  HandoverId id;
  ClassSet classes;  ///< of its items
};
BOOST_DESCRIBE_STRUCT(HandoverFact, (), (id, classes))
/// An agreement with the guest's region that names their profession, made out by both (広域連携協定).
struct AgreementFact {
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;  ///< the last day
};
BOOST_DESCRIBE_STRUCT(AgreementFact, (), (classes, starts_on, ends_on))
/// Everything the decision depends on. Seats are only those that include the actor (own post, or facility and
/// profession).
struct Facts {
  bool person_exists = false;
  bool same_region = false;
  Date today;
  Time now{};
  Date birth_date;
  std::vector<SeatFact> seats;
  std::vector<ConsentFact> consents;
  std::optional<GuardianFact> guardian;
  std::optional<OwnAccountFact> own_account;  ///< beside `guardian`, which says since when it stands
  std::vector<BreakGlassFact> break_glass;
  OpeningFacts opening;
  std::vector<HandoverFact> handovers;
  std::vector<AgreementFact> agreements;  ///< of a guest
};

/// All that an emergency look shows (domain.md, Break-glass): nothing of development, education, welfare,
/// family.
inline constexpr ClassSet kEmergencyClasses =
    ClassSet::of(InfoClass::basic) | ClassSet::of(InfoClass::health);

/// What is granted: the reach of every query that follows. Queries filter by it; nothing is filtered
/// afterwards.
struct Grant {
  PersonId person_id;
  Basis basis = Basis::seat;
  SeatRole role = SeatRole::viewer;
  ClassSet classes;           ///< readable: seats ∩ consent, for the purpose of the action
  std::vector<SeatId> seats;  ///< the actor's seats in force
  std::optional<Date> looks_back_to;
  bool is_guardian = false;
  std::optional<GuardianId> guardian_id;
  bool is_restricted =
      false;  ///< a guardian under a protective limit: nothing that tells where the family is; and the
              ///< person's own account before 18: nothing but what is shared with them by name
  bool is_veiled = false;  ///< nor the names and facilities of others: who acts tells where the family is
  bool is_own = false;     ///< the person themself
  std::optional<BreakGlassFact> break_glass;     ///< the emergency look that opens the door
  std::array<ClassSet, kPurposes> by_purpose{};  ///< readable for each purpose, whatever the action

  /// What a room reads that serves another purpose than the action that opened the door.
  [[nodiscard]] ClassSet classes_for(Purpose purpose) const {
    return by_purpose[static_cast<std::size_t>(purpose)];
  }
  void open_for_all(ClassSet reached) { by_purpose.fill(classes = reached); }
};

struct Decision {
  bool granted = false;
  Grant grant;
  std::string rule;  ///< which rule said no: strength, pledge, kind, region, agreement, adult, own_account,
                     ///< seat, consent, purpose, role, classes, break_glass, break_glass_over; of an opening:
                     ///< barred, unidentified, has_seat
  bool may_know = false;  ///< the actor may know the person exists: 403 with what to do; otherwise 404
};

/// Pure. `needed`: the classes the action touches (empty: any one suffices).
Decision decide(const Actor& actor, Action action, ClassSet needed, const Facts& facts);

/// The 18th birthday (民法4条): a guardian verified before it has no rights from that day on.
Date adult_from(const Date& birth);

/// The first day on which the person may have an account of their own; none where the region has none.
std::optional<Date> own_account_from(const Date& birth, std::int64_t least_age);

/// The strength an action needs (rule 1).
Strength strength_for(Action action);
/// The purpose an action serves; none: administration that any purpose in force opens, and what rests on a
/// basis of its own (an emergency look, a handover that guardians agreed to).
std::optional<Purpose> purpose_for(Action action);
/// Every action these facts allow, for screens that show only what can be done; strength apart.
std::vector<Action> allowed_actions(const Actor& actor, const Facts& facts);

// --- the guard
// ----------------------------------------------------------------------------------------------

/// What the audit record says of the thing looked at.
struct Target {
  ClassSet classes{};          ///< classes the action touches
  std::string subject_kind{};  ///< `entry`, `timeline`, `consent` …
  Uuid subject_id{};
  std::optional<PersonId> person{};  ///< for `require_duty`: whose 閲覧履歴 this belongs into
};

/// Grants or refuses, with the audit record. Sets `tx.guarded`.
Result<Grant> require(Tx& tx, const Actor& actor, Action action, PersonId person, const Target& target = {});

/// For lists of the actor's own people: the grant with its audit record, or nothing without a word where it
/// is refused.
std::optional<Grant> look(Tx& tx, const Actor& actor, Action action, PersonId person,
                          const Target& target = {});
/// The record that the actor's list of people was answered, however short; sets `tx.guarded`.
void mark_own_list(Tx& tx, const Actor& actor);

/// What a grant would be, without deciding an action and without an audit record: for callers that already
/// passed `require` for this person and need `may` or the reach for a screen.
Facts gather(Tx& tx, const Actor& actor, PersonId person);

/// Doors that lead to no single person: the region's and facility's administration. Audited as well.
enum class Duty {
  operate_region,
  read_audit,  ///< the audit log of the region, by its operators and auditors
  manage_facility,
  register_person,
  see_directory,
  find_in_emergency
};
BOOST_DESCRIBE_ENUM(Duty, operate_region, read_audit, manage_facility, register_person, see_directory,
                    find_in_emergency)
/// `facility` for `manage_facility`: its manager, or an operator of its region.
Status require_duty(Tx& tx, const Actor& actor, Duty duty, std::optional<FacilityId> facility = {},
                    const Target& target = {});

/// What the relations of one person count for today, for SQL that asks for all of them at once
/// (access/guardian_reach.hpp).
struct Standing {
  Time guardians_since{};        ///< a guardian's counts if verified since: for an adult the 18th birthday
  std::optional<Date> own_from;  ///< the first day of an account of their own; none where the region has none
  Time own_since{};              ///< the person's own account; `Time::max()` = its door is shut
  bool own_in_full = false;      ///< and it is an adult's: told of all that guardians are told of
  [[nodiscard]] Time own_in_full_since() const { return own_in_full ? own_since : Time::max(); }
};
Standing standing_of(Tx& tx, RegionId region, PersonId person);

/// Which accounts may hear that something of this class changed for this person (ids only): the live stream
/// asks. `purposes`: those that the changed thing serves, one of which must be covered.
struct Listener {
  AccountId account_id;
  PostId post_id;
};
BOOST_DESCRIBE_STRUCT(Listener, (), (account_id, post_id))
std::vector<Listener> listeners(Tx& tx, RegionId region, PersonId person, std::optional<InfoClass> info_class,
                                std::optional<EntryId> entry, PurposeSet purposes = PurposeSet::all());

/// Who is told of an emergency look at once: coordinators and leads of the team, and verified guardians.
/// Those who may see the access log, whatever the classes.
std::vector<Listener> overseers(Tx& tx, RegionId region, PersonId person);

}  // namespace musubi::access
