#include "team/suggestion_store.hpp"

namespace musubi::team::store {
namespace {

constexpr const char* kSelect = R"sql(
  select s.suggestion_id, s.guardian_id, s.facility_id, s.name, s.kind, s.why, s.by_post, s.by_name,
         coalesce(g.restricted, false), s.created_at, s.state, s.answer, s.answered_at, s.answered_by_name
    from seat_suggestion s
    left join guardian g on g.region_id = s.region_id and g.person_id = s.person_id and g.guardian_id = s.guardian_id
   where s.region_id = $1 and s.person_id = $2)sql";

void keep_version(Tx& tx, RegionId region, SuggestionId id, SuggestionState state, const std::string& reason,
                  PostId post, const std::string& name) {
  tx.run(R"sql(
    insert into seat_suggestion_version (region_id, suggestion_id, version, state, reason, at, by_post, by_name)
    select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7 from seat_suggestion_version
     where region_id = $1 and suggestion_id = $2
  )sql",
         region, id, state, reason, tx.now(), post, name);
}

}  // namespace

std::vector<SuggestionRow> suggestions(Tx& tx, RegionId region, PersonId person,
                                       std::optional<GuardianId> guardian) {
  static const std::string kSql = std::string(kSelect) +
                                  " and (not $3 or s.guardian_id = $4)"
                                  " order by s.created_at desc, s.suggestion_id desc limit 200";
  return tx.all<SuggestionRow>(kSql, region, person, guardian.has_value(), guardian.value_or(GuardianId{}));
}

std::optional<SuggestionRow> find_suggestion(Tx& tx, RegionId region, PersonId person, SuggestionId id) {
  static const std::string kSql = std::string(kSelect) + " and s.suggestion_id = $3";
  return tx.first<SuggestionRow>(kSql, region, person, id);
}

std::int64_t count_open(Tx& tx, RegionId region, PersonId person, GuardianId guardian, bool answered_too) {
  return tx.one<std::int64_t>(
      "select count(*) from seat_suggestion where region_id = $1 and person_id = $2 and guardian_id = $3"
      " and (state = 'open' or ($4 and state <> 'withdrawn'))",
      region, person, guardian, answered_too);
}

std::vector<std::pair<SuggestionId, Time>> open_suggestions(Tx& tx, RegionId region, PersonId person) {
  return tx.all<std::pair<SuggestionId, Time>>(
      "select suggestion_id, created_at from seat_suggestion where region_id = $1 and person_id = $2"
      " and state = 'open' order by created_at, suggestion_id",
      region, person);
}

bool insert_suggestion(Tx& tx, RegionId region, PersonId person, const SuggestionRow& row) {
  const auto added = tx.run(R"sql(
    insert into seat_suggestion (region_id, person_id, suggestion_id, guardian_id, facility_id, name, kind, why, by_post,
                                 by_name, created_at, state, answer, answered_by_name, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', '', '', 1)
    on conflict do nothing
  )sql",
                            region, person, row.id, row.guardian_id, row.facility_id, row.name, row.kind,
                            row.why, row.by_post, row.by_name, row.created_at);
  if (added != 1) return false;
  keep_version(tx, region, row.id, SuggestionState::open, "", row.by_post, row.by_name);
  return true;
}

bool close_suggestion(Tx& tx, const access::Actor& by, PersonId person, SuggestionId id, SuggestionState into,
                      const std::string& reason, bool answered_too) {
  const auto changed =
      tx.run(R"sql(
    update seat_suggestion set state = $4, answer = $5, answered_at = $6, answered_by = $7, answered_by_name = $8,
                               version = version + 1
     where region_id = $1 and person_id = $2 and suggestion_id = $3
       and (state = 'open' or ($9 and state <> 'withdrawn'))
  )sql",
             by.region_id, person, id, into, reason, tx.now(), by.post_id, by.display_name, answered_too);
  if (changed != 1) return false;
  keep_version(tx, by.region_id, id, into, reason, by.post_id, by.display_name);
  return true;
}

}  // namespace musubi::team::store
