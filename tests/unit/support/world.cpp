#include "support/world.hpp"

namespace musubi::test {
namespace {

constexpr auto kNoText = "";

AccountId an_account(Tx& tx, RegionId region, const std::string& name) {
  const auto account = tx.new_id<AccountId>();
  tx.run(R"sql(
    insert into account (region_id, account_id, login, display_name, kana, password_hash, totp_last_step, state, locale,
                         created_at)
    values ($1, $2, $3, $4, '', '', 0, 'active', 'ja', $5)
  )sql",
         region, account, "u" + to_string(account), name, tx.now());
  return account;
}

struct NewPost {
  access::PostKind kind = access::PostKind::professional;
  std::optional<FacilityId> facility{};
  std::string profession{};
  std::string name{};
  bool is_manager = false;
};

access::Actor a_post(Tx& tx, RegionId region, const NewPost& post) {
  access::Actor actor;
  actor.account_id = an_account(tx, region, post.name);
  actor.post_id = tx.new_id<PostId>();
  actor.session_id = tx.new_id<SessionId>();
  actor.strength = access::Strength::fresh;
  actor.region_id = region;
  actor.kind = post.kind;
  actor.facility_id = post.facility;
  actor.profession = post.profession;
  actor.is_manager = post.is_manager;
  actor.pledged = true;
  actor.display_name = post.name;
  if (post.facility)
    actor.facility_name = tx.one<std::string>(
        "select name from facility where region_id = $1 and facility_id = $2", region, *post.facility);
  tx.run(R"sql(
    insert into post (region_id, post_id, account_id, kind, facility_id, profession, title, name, kana, licence_number,
                      is_manager, state, starts_on, ends_on, version, created_at)
    values ($1, $2, $3, $4, $5, $6, '', $7, '', '', $8, 'active', $9, null, 1, $10)
  )sql",
         region, actor.post_id, actor.account_id, post.kind, post.facility, post.profession, post.name,
         post.is_manager, add_days(tx.today(), -365), tx.now());
  tx.run("insert into pledge_acceptance (region_id, post_id, version, accepted_at) values ($1, $2, 1, $3)",
         region, actor.post_id, tx.now());
  return actor;
}

std::optional<Date> in_days(Tx& tx, std::optional<int> days) {
  return days ? std::optional(add_days(tx.today(), *days)) : std::nullopt;
}

}  // namespace

RegionId a_region(Tx& tx, const std::string& slug) {
  const auto region = tx.new_id<RegionId>();
  tx.run(R"sql(
    insert into region (region_id, slug, name, greeting, how_to_join, contact, pledge_version, names_in_access_log,
                        version, created_at)
    values ($1, $2, $3, '', '', '', 1, false, 1, $4)
  )sql",
         region, slug, slug + "市", tx.now());
  tx.run("insert into pledge (region_id, version, body, created_at) values ($1, 1, '誓約します。', $2)",
         region, tx.now());
  return region;
}

FacilityId a_facility(Tx& tx, RegionId region, const std::string& name, const std::string& facility_type) {
  const auto facility = tx.new_id<FacilityId>();
  tx.run(R"sql(
    insert into facility (region_id, facility_id, name, name_folded, facility_type, postal_code, address, phone,
                          official_number, school_district, state, version, created_at)
    values ($1, $2, $3, $4, $5, '', '', '', '', '', 'active', 1, $6)
  )sql",
         region, facility, name, text::fold_name(name), facility_type, tx.now());
  return facility;
}

access::Actor a_professional(Tx& tx, RegionId region, FacilityId facility,
                             const ProfessionalOptions& options) {
  auto actor = a_post(
      tx, region,
      {access::PostKind::professional, facility, options.profession, options.name, options.is_manager});
  actor.strength = options.strength;
  return actor;
}

access::Actor an_operator(Tx& tx, RegionId region, const std::string& name) {
  return a_post(tx, region, {access::PostKind::operator_, std::nullopt, "", name, false});
}

PersonId a_person(Tx& tx, RegionId region, const PersonOptions& options) {
  const auto person = tx.new_id<PersonId>();
  tx.run(R"sql(
    insert into person (region_id, person_id, family_name, given_name, family_kana, given_kana, name_folded,
                        kana_folded, birth_date, sex, postal_code, address, phone, language, alert, note, stage, state,
                        registered_by_facility, version, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'unknown', '', '', '', 'ja', '', '', 'preschool', 'active', $10, 1, $11,
            $12)
  )sql",
         region, person, options.family_name, options.given_name, options.family_kana, options.given_kana,
         text::fold_name(options.family_name + options.given_name),
         text::fold_name(options.family_kana + options.given_kana),
         make_date(options.birth_year, 9, 1).value(), options.registered_by, tx.now(), Uuid{});
  return person;
}

GuardianWithAccount a_guardian(Tx& tx, RegionId region, PersonId person, const GuardianOptions& options) {
  GuardianWithAccount made;
  made.guardian_id = tx.new_id<GuardianId>();
  made.actor = a_post(tx, region, {access::PostKind::guardian, std::nullopt, "", options.name, false});
  const auto verified_at = options.verified ? std::optional(tx.now()) : std::nullopt;
  tx.run(R"sql(
    insert into guardian (region_id, person_id, guardian_id, post_id, name, kana, relation, phone, lives_together,
                          has_custody, verified_at, verified_how, restricted, restriction_reason, ended_at, version,
                          created_at)
    values ($1, $2, $3, $4, $5, '', $6, '', true, $7, $8, '', $9, '', null, 1, $10)
  )sql",
         region, person, made.guardian_id, made.actor.post_id, options.name, options.relation,
         options.has_custody, verified_at, options.restricted, tx.now());
  return made;
}

ConsentId a_consent(Tx& tx, RegionId region, PersonId person, const ConsentOptions& options) {
  const auto consent = tx.new_id<ConsentId>();
  tx.run(R"sql(
    insert into consent (region_id, person_id, consent_id, basis, article, giver_name, giver_relation, method, classes,
                         purpose_set, purposes, whole_team, starts_on, ends_on, wording_version, withdrawn_by, withdrawal_reason,
                         created_at, created_by)
    values ($1, $2, $3, $4, '', '佐藤 母', 'mother', 'paper', $5, $11, '', $6, $7, $8, '1', '', '', $9, $10)
  )sql",
         region, person, consent, options.statutory ? "statutory" : "consent", options.classes,
         options.whole_team, add_days(tx.today(), -options.starts_days_ago),
         in_days(tx, options.ends_in_days), tx.now(), Uuid{}, options.purposes);
  for (const auto facility : options.facilities)
    tx.run(
        "insert into consent_party (region_id, person_id, consent_id, facility_id) values ($1, $2, $3, $4)",
        region, person, consent, facility);
  return consent;
}

void narrow_consent(Tx& tx, RegionId region, PersonId person, ConsentId consent, PurposeSet purposes) {
  tx.run("update consent set purpose_set = $4 where region_id = $1 and person_id = $2 and consent_id = $3",
         region, person, consent, purposes);
}

void withdraw_consent(Tx& tx, RegionId region, PersonId person, ConsentId consent,
                      std::optional<FacilityId> facility) {
  if (facility)
    tx.run(R"sql(
      insert into consent_party (region_id, person_id, consent_id, facility_id, withdrawn_at)
      values ($1, $2, $3, $4, $5)
      on conflict (region_id, person_id, consent_id, facility_id) do update set withdrawn_at = excluded.withdrawn_at
    )sql",
           region, person, consent, *facility, tx.now());
  else
    tx.run("update consent set withdrawn_at = $4 where region_id = $1 and person_id = $2 and consent_id = $3",
           region, person, consent, tx.now());
}

SeatId a_seat(Tx& tx, PersonId person, const access::Actor& holder, const SeatOptions& options) {
  const auto seat = tx.new_id<SeatId>();
  const auto post = options.whole_facility ? std::nullopt : std::optional(holder.post_id);
  const auto back =
      options.looks_back_days ? std::optional(add_days(tx.today(), -*options.looks_back_days)) : std::nullopt;
  tx.run(R"sql(
    insert into seat (region_id, person_id, seat_id, facility_id, post_id, profession, role, duty, classes, starts_on,
                      ends_on, looks_back_to, state, answered_at, answer_reason, ended_reason, version, created_at,
                      created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', '', 1, $14, $15)
  )sql",
         holder.region_id, person, seat, holder.facility_id, post, holder.profession, options.role, kNoText,
         options.classes, add_days(tx.today(), -options.starts_days_ago), in_days(tx, options.ends_in_days),
         back, options.state, tx.now(), Uuid{});
  return seat;
}

void end_seat(Tx& tx, RegionId region, PersonId person, SeatId seat) {
  tx.run(
      "update seat set state = 'ended', ends_on = $4 where region_id = $1 and person_id = $2 and seat_id = "
      "$3",
      region, person, seat, add_days(tx.today(), -1));
}

Team a_team(Tx& tx) {
  Team team;
  team.region = a_region(tx);
  team.other_region = a_region(tx, "tonari");
  team.clinic = a_facility(tx, team.region);
  team.school = a_facility(tx, team.region, "みどり小学校", "elementary_school");
  const auto far = a_facility(tx, team.other_region, "となり診療所");
  team.person = a_person(tx, team.region);
  team.consent = a_consent(tx, team.region, team.person);
  team.nurse = a_professional(tx, team.region, team.clinic);
  team.teacher =
      a_professional(tx, team.region, team.school, {.name = "鈴木 一郎", .profession = "elementary_teacher"});
  team.coordinator = a_professional(tx, team.region, team.clinic,
                                    {.name = "山本 まとめ", .profession = "public_health_nurse"});
  team.colleague = a_professional(tx, team.region, team.clinic, {.name = "席のない同僚"});
  team.stranger = a_professional(tx, team.other_region, far, {.name = "隣の地域の人"});
  team.nurse_seat = a_seat(tx, team.person, team.nurse);
  team.teacher_seat = a_seat(tx, team.person, team.teacher);
  team.coordinator_seat = a_seat(tx, team.person, team.coordinator, {.role = access::SeatRole::coordinator});
  team.mother = a_guardian(tx, team.region, team.person);
  return team;
}

}  // namespace musubi::test
