#include "access/desk.hpp"

#include <stdexcept>

#include "audit/audit.hpp"

namespace musubi::access {
namespace {

bool of_a_desk(Tx& tx, const Actor& actor) {
  return actor.facility_id && is_desk(tx, actor.region_id, *actor.facility_id);
}

Error refusal_of(const DeskDecision& decision, std::string_view action) {
  Error error{Code::not_found, "", "", ""};
  if (decision.rule == "strength") error.code = Code::weak_session;
  if (decision.rule == "pledge")
    error = {Code::forbidden, "", "はじめに誓約書をお読みのうえ、同意してください。",
             "Please read and accept the pledge first."};
  error.refusal = Refusal{std::string(action), decision.rule, ""};
  return error;
}

void admit(Tx& tx, const Actor& actor, std::string_view action, const Uuid& intake) {
  audit::append(tx, actor,
                {.action = std::string(action),
                 .subject_kind = "intake",
                 .subject_id = intake,
                 .basis = std::string(json::enum_name(Basis::intake))});
  tx.guarded = true;
  tx.admitted = Refusal{std::string(action), "item", ""};
}

void needs_writing(const Tx& tx) {
  if (tx.read_only) throw std::logic_error("a guard was asked in a read-only transaction");
}

}  // namespace

DeskDecision decide_desk(const Actor& actor, bool is_desk) {
  if (actor.strength < Strength::two_factor) return {false, "strength"};
  if (actor.kind != PostKind::professional || !is_desk) return {false, "desk"};
  if (!actor.pledged) return {false, "pledge"};
  return {true, ""};
}

bool is_desk(Tx& tx, RegionId region, FacilityId facility) {
  return tx
      .first<bool>(
          "select named from intake_desk where region_id = $1 and facility_id = $2"
          " order by version desc limit 1",
          region, facility)
      .value_or(false);
}

Status require_desk(Tx& tx, const Actor& actor, std::string_view action, const Uuid& intake) {
  needs_writing(tx);
  const auto decision = decide_desk(actor, of_a_desk(tx, actor));
  if (!decision.granted) return std::unexpected(refusal_of(decision, action));
  admit(tx, actor, action, intake);
  return {};
}

bool look_at_desk(Tx& tx, const Actor& actor, std::string_view action) {
  needs_writing(tx);
  if (!decide_desk(actor, of_a_desk(tx, actor)).granted) return false;
  admit(tx, actor, action, {});
  return true;
}

Result<Grant> require_coordinator(Tx& tx, const Actor& actor, Action action, PersonId person,
                                  const Target& target) {
  TRY_ASSIGN(auto grant, require(tx, actor, action, person, target));
  if (!grant.is_guardian && grant.role == SeatRole::coordinator && grant.basis != Basis::break_glass)
    return grant;
  auto error = fail(Code::forbidden, "", "コーディネーターだけができる操作です。ご相談ください。",
                    "Only a coordinator of the team can do this. Please ask them.");
  error.error().refusal = Refusal{std::string(json::enum_name(action)), "role", to_string(person)};
  return error;
}

}  // namespace musubi::access
