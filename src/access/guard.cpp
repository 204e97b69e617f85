// The guard: facts from the database, the decision, the audit record. This room reads the tables of the
// support team, consent and guardians itself, in one statement, because every request passes here.
#include <stdexcept>

#include "access/access.hpp"
#include "access/consent_reach.hpp"
#include "access/emergency.hpp"
#include "access/guardian_reach.hpp"
#include "access/receiver.hpp"
#include "audit/audit.hpp"
#include "codes/codes.hpp"

namespace musubi::access {
namespace {

struct FactRow {
  std::string kind;
  Uuid id{};
  std::string word;  // seat role, consent basis, relation
  // classes, of a consent with its purposes above them; guardian: instant of verification, 0 = not yet;
  // emergency: its end; own account: least age
  std::int64_t number = 0;
  std::optional<std::string> starts_on, ends_on, looks_back_to;
  bool first = false;   // consent: withdrawn; guardian: restricted; emergency: ended before its time;
                        // own account: any guardian restricted
  bool second = false;  // consent: covers the actor's facility; guardian: has custody
};
BOOST_DESCRIBE_STRUCT(FactRow, (), (kind, id, word, number, starts_on, ends_on, looks_back_to, first, second))

constexpr std::int64_t kPurposeStep = 256;  // purposes stand above the bits of the classes

std::vector<FactRow> fact_rows(Tx& tx, const Actor& actor, PersonId person) {
  static constexpr std::string_view kSql = R"sql(
    select 'person', person_id, '', cast(0 as BIGINT), birth_date, cast(null as TEXT), cast(null as TEXT), false, false
      from person where region_id = $1 and person_id = $2
    union all
    select 'seat', seat_id, role, classes, starts_on, ends_on, looks_back_to, false, false
      from seat
     where region_id = $1 and person_id = $2 and state = 'active' and facility_id = $3
       and (post_id = $4 or (post_id is null and (profession = '' or profession = $5)))
    union all
    select 'consent', c.consent_id, c.basis, c.classes + c.purpose_set * 256, c.starts_on, c.ends_on,
           cast(null as TEXT), c.withdrawn_at is not null,)sql" MUSUBI_CONSENT_NAMES("$3") R"sql(
      from consent c where c.region_id = $1 and c.person_id = $2
    union all
    select 'guardian', guardian_id, relation, coalesce(verified_at, 0), cast(null as TEXT), cast(null as TEXT),
           cast(null as TEXT), restricted, has_custody
      from guardian where region_id = $1 and person_id = $2 and post_id = $4 and ended_at is null
    union all
    select 'own_account', g.guardian_id, '', r.own_account_from, cast(null as TEXT), cast(null as TEXT),
           cast(null as TEXT),
           exists (select 1 from guardian o where o.region_id = $1 and o.person_id = $2 and o.restricted), false
      from guardian g join region r on r.region_id = g.region_id
     where g.region_id = $1 and g.person_id = $2 and g.post_id = $4 and g.ended_at is null and g.relation = 'self'
    union all
    select 'emergency', b.break_glass_id, '', b.ends_at, cast(null as TEXT), cast(null as TEXT), cast(null as TEXT),
           exists (select 1 from break_glass_end x where x.region_id = $1 and x.break_glass_id = b.break_glass_id), false
      from break_glass b where b.region_id = $1 and b.person_id = $2 and b.post_id = $4
  )sql";
  return tx.all<FactRow>(kSql, actor.region_id, person, actor.facility_id, actor.post_id, actor.profession);
}

std::optional<Date> date_of(const std::optional<std::string>& text) {
  return text ? parse_date(*text) : std::nullopt;
}

/// What a refused caller is told. Who may not know of the person learns nothing.
Error refusal_error(const Decision& decision, Action action, PersonId person) {
  Error error;
  if (decision.rule == "strength") {
    const bool fresh = strength_for(action) == Strength::fresh;
    error = fresh ? Error{Code::step_up_needed, "", "", ""} : Error{Code::weak_session, "", "", ""};
  } else if (!decision.may_know) {
    error = decision.rule == "pledge"
                ? Error{Code::forbidden, "", "はじめに誓約書をお読みのうえ、同意してください。",
                        "Please read and accept the pledge first."}
                : Error{Code::not_found, "", "", ""};
  } else if (decision.rule == "consent") {
    error = {Code::forbidden, "",
             "共有についての同意がないため、表示できません。コーディネーターにご確認ください。",
             "There is no consent that allows this. Please ask the coordinator."};
  } else if (decision.rule == "purpose") {
    const auto missing = purpose_for(action).value_or(Purpose::support);
    const auto& words = *codes::find_consent_purpose(json::enum_name(missing));
    error = {Code::forbidden, "",
             "この目的（" + words.ja +
                 "）での利用について同意がありません。必要なときは、コーディネーターにご相談ください。",
             "There is no consent to the use for this purpose (" + words.en +
                 "). If it is needed, please ask the coordinator."};
  } else if (decision.rule == "classes") {
    error = {Code::forbidden, "",
             "この情報区分を扱う権限がありません。必要なときはコーディネーターにご相談ください。",
             "Your seat does not include this class of information. Please ask the coordinator."};
  } else if (decision.rule == "agreement") {
    error = {Code::forbidden, "",
             "ほかの地域の方が支援に加わるための協定（広域連携協定）が、いまはありません。所属の施設の管理者"
             "にご確認ください。",
             "No agreement between the two regions lets you do this at present. Please ask your facility's "
             "manager."};
  } else if (auto words = emergency_refusal(decision.rule)) {
    error = std::move(*words);
  } else {
    error = {Code::forbidden, "", "あなたの役割ではこの操作はできません。コーディネーターにご相談ください。",
             "Your role does not allow this. Please ask the coordinator."};
  }
  error.refusal = Refusal{std::string(json::enum_name(action)), decision.rule, to_string(person)};
  return error;
}

/// Posts that may hear of a change: those of seats in force whose classes and consent touch $4 for one of the
/// purposes $8 and, for an entry $5, whom its audience includes; and verified guardians whom it reaches; an
/// adult's only if verified since $6, the person's own account if its door is open ($7).
constexpr std::string_view kListenersSql = R"sql(
  select p.account_id, p.post_id
    from seat s
    join post p on p.region_id = s.region_id and p.facility_id = s.facility_id and p.state = 'active'
               and p.account_id is not null and p.kind = 'professional'
               and (s.post_id = p.post_id
                    or (s.post_id is null and (s.profession = '' or s.profession = p.profession)))
    left join entry e on e.region_id = $1 and e.entry_id = $5
   where s.region_id = $1 and s.person_id = $2 and s.state = 'active'
     and s.starts_on <= $3 and (s.ends_on is null or s.ends_on >= $3)
     and (e.entry_id is null or e.whole_team or e.author_post = p.post_id
          or exists (select 1 from entry_audience a
                      where a.region_id = $1 and a.entry_id = e.entry_id and a.seat_id = s.seat_id))
     and exists (
       select 1 from consent c
        where (c.classes & s.classes & $4) <> 0
          and)sql" MUSUBI_CONSENT_OPENS("s.facility_id", "$3", "$8") R"sql(
          and (not )sql" MUSUBI_IS_GUEST("s.facility_id") R"sql(
               or exists (select 1)sql" MUSUBI_AGREEMENTS("p.post_id", "p.profession", "$3") R"sql(
                            and (a.classes & c.classes & s.classes & $4) <> 0)))
  union
  select p.account_id, p.post_id
    from guardian g
    join post p on p.region_id = g.region_id and p.post_id = g.post_id and p.state = 'active'
               and p.account_id is not null
    left join entry e on e.region_id = $1 and e.entry_id = $5
   where g.region_id = $1 and g.person_id = $2 and g.ended_at is null and )sql" MUSUBI_STANDS("$6", "$7") R"sql(
     and (e.entry_id is null or e.author_post = g.post_id or )sql" MUSUBI_REACHES_GUARDIAN(
    "g.guardian_id", MUSUBI_WAY_OF_GUARDIAN) ")";

/// A look leaves a record, so it cannot happen where nothing may be written: a route declared wrongly, a bug.
void needs_writing(const Tx& tx) {
  if (tx.read_only) throw std::logic_error("a guard was asked in a read-only transaction");
}

audit::NewRecord record_of(std::string_view action, const Target& target) {
  audit::NewRecord record;
  record.action = action;
  record.classes = target.classes;
  record.subject_kind = target.subject_kind;
  record.subject_id = target.subject_id;
  return record;
}

}  // namespace

Facts gather(Tx& tx, const Actor& actor, PersonId person) {
  Facts facts;
  facts.today = tx.today();
  facts.now = tx.now();
  if (actor.is_guest) facts.agreements = agreements_of(tx, actor);
  for (const auto& row : fact_rows(tx, actor, person)) {
    if (row.kind == "person") {
      facts.person_exists = true;
      facts.same_region = true;  // the statement names the actor's region
      facts.birth_date = date_of(row.starts_on).value();
    } else if (row.kind == "seat") {
      facts.seats.push_back({{row.id},
                             json::enum_value<SeatRole>(row.word).value(),
                             {row.number},
                             date_of(row.starts_on).value(),
                             date_of(row.ends_on),
                             date_of(row.looks_back_to),
                             true});
    } else if (row.kind == "consent") {
      facts.consents.push_back({{row.number % kPurposeStep},
                                date_of(row.starts_on).value(),
                                date_of(row.ends_on),
                                row.first,
                                row.second,
                                row.word == "statutory",
                                {row.number / kPurposeStep}});
    } else if (row.kind == "emergency") {
      facts.break_glass.push_back({{row.id}, from_unix_us(row.number), row.first});
    } else if (row.kind == "own_account") {
      facts.own_account = OwnAccountFact{row.number, row.first};
    } else {
      const auto verified_on =
          row.number == 0 ? std::nullopt : std::optional(japan_date(from_unix_us(row.number)));
      facts.guardian = GuardianFact{{row.id}, verified_on, row.first, row.second};
    }
  }
  return facts;
}

namespace {

/// The facts of every request, and those that one action alone depends on.
Facts facts_for(Tx& tx, const Actor& actor, Action action, PersonId person) {
  auto facts = gather(tx, actor, person);
  if (action == Action::break_glass) facts.opening = opening_facts(tx, actor, person);
  if (action == Action::receive_handover) facts.handovers = handovers_to(tx, actor, person);
  return facts;
}

/// The granted decision's grant with its audit record.
Grant admit(Tx& tx, const Actor& actor, Action action, PersonId person, const Target& target, Grant grant) {
  grant.person_id = person;
  auto record = record_of(json::enum_name(action), target);
  record.person_id = person;
  if (record.classes.empty()) record.classes = grant.classes;
  record.basis = json::enum_name(grant.basis);
  audit::append(tx, actor, record);
  tx.guarded = true;
  tx.admitted = Refusal{std::string(record.action), "item", to_string(person)};
  return grant;
}

}  // namespace

Result<Grant> require(Tx& tx, const Actor& actor, Action action, PersonId person, const Target& target) {
  needs_writing(tx);
  auto decision = decide(actor, action, target.classes, facts_for(tx, actor, action, person));
  if (!decision.granted) return std::unexpected(refusal_error(decision, action, person));
  return admit(tx, actor, action, person, target, std::move(decision.grant));
}

std::optional<Grant> look(Tx& tx, const Actor& actor, Action action, PersonId person, const Target& target) {
  needs_writing(tx);
  auto decision = decide(actor, action, target.classes, facts_for(tx, actor, action, person));
  if (!decision.granted) return std::nullopt;
  return admit(tx, actor, action, person, target, std::move(decision.grant));
}

void mark_own_list(Tx& tx, const Actor& actor) {
  needs_writing(tx);
  auto record = record_of("list_people", {});
  record.basis = json::enum_name(Basis::register_);
  audit::append(tx, actor, record);
  tx.guarded = true;
}

Status require_duty(Tx& tx, const Actor& actor, Duty duty, std::optional<FacilityId> facility,
                    const Target& target) {
  needs_writing(tx);
  const auto refuse = [&](Code code, std::string rule) -> Status {
    Error error{code, "", "", ""};
    error.refusal = Refusal{std::string(json::enum_name(duty)), std::move(rule), ""};
    return std::unexpected(std::move(error));
  };
  if (actor.strength < Strength::two_factor) return refuse(Code::weak_session, "strength");
  if (actor.kind == PostKind::guardian) return refuse(Code::forbidden, "kind");
  if (actor.kind == PostKind::professional && !actor.pledged) {
    auto refused = refuse(Code::forbidden, "pledge");
    refused.error().detail = "はじめに誓約書をお読みのうえ、同意してください。";
    refused.error().detail_en = "Please read and accept the pledge first.";
    return refused;
  }
  if (actor.is_guest && duty != Duty::see_directory) return refuse(Code::forbidden, "agreement");
  switch (duty) {
    case Duty::operate_region:
      if (actor.kind != PostKind::operator_) return refuse(Code::forbidden, "role");
      break;
    case Duty::read_audit:
      if (!is_of_region(actor.kind)) return refuse(Code::forbidden, "role");
      break;
    case Duty::manage_facility: {
      if (!facility) return refuse(Code::not_found, "region");
      const auto known = kind_of_facility(tx, actor.region_id, *facility);
      if (!known) return refuse(Code::not_found, "region");
      const bool manages = actor.is_manager && actor.facility_id == facility;
      if (actor.kind != PostKind::operator_ && !manages) return refuse(Code::forbidden, "role");
      if (*known == FacilityKind::own) break;
      auto refused = refuse(Code::forbidden, "agreement");
      refused.error().detail = "ほかの地域の施設です。変更は、その地域で行います。";
      refused.error().detail_en = "This facility belongs to another region and is changed there.";
      return refused;
    }
    case Duty::register_person:
      if (actor.kind != PostKind::professional || !actor.facility_id) return refuse(Code::forbidden, "role");
      break;
    case Duty::find_in_emergency: {
      if (actor.kind != PostKind::professional || !actor.facility_id) return refuse(Code::forbidden, "role");
      if (!is_barred(tx, actor)) break;
      auto error = emergency_refusal("barred").value();
      error.refusal = Refusal{std::string(json::enum_name(duty)), "barred", ""};
      return std::unexpected(std::move(error));
    }
    case Duty::see_directory:
      break;
  }
  auto record = record_of(json::enum_name(duty), target);
  record.person_id = target.person;
  if (facility && record.subject_kind.empty()) {
    record.subject_kind = "facility";
    record.subject_id = facility->uuid;
  }
  record.basis = json::enum_name(Basis::register_);
  audit::append(tx, actor, record);
  tx.guarded = true;
  return {};
}

Standing standing_of(Tx& tx, RegionId region, PersonId person) {
  const auto known = tx.first<std::pair<Date, std::int64_t>>(R"sql(
    select p.birth_date, r.own_account_from
      from person p join region r on r.region_id = p.region_id
     where p.region_id = $1 and p.person_id = $2
  )sql",
                                                             region, person);
  Standing standing;
  standing.own_since = Time::max();
  if (!known) return standing;
  const auto& [birth, least_age] = *known;
  const auto adult = adult_from(birth);
  standing.own_from = own_account_from(birth, least_age);
  const bool own_open = standing.own_from && *standing.own_from <= tx.today();
  if (own_open) standing.own_since = {};
  standing.own_in_full = own_open && adult <= tx.today();
  if (adult <= tx.today()) standing.guardians_since = japan_midnight(adult);
  return standing;
}

bool is_sheltered(Tx& tx, RegionId region, PersonId person) {
  return tx
      .first<std::int64_t>(
          "select 1 from guardian where region_id = $1 and person_id = $2 and restricted limit 1", region,
          person)
      .has_value();
}

std::vector<Listener> listeners(Tx& tx, RegionId region, PersonId person, std::optional<InfoClass> info_class,
                                std::optional<EntryId> entry, PurposeSet purposes) {
  const auto class_bits = info_class ? ClassSet::of(*info_class).bits : ClassSet::all().bits;
  const auto standing = standing_of(tx, region, person);
  return tx.all<Listener>(kListenersSql, region, person, tx.today(), class_bits, entry,
                          standing.guardians_since, standing.own_since, purposes);
}

}  // namespace musubi::access
