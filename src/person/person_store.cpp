#include "person/person_store.hpp"

#include "db/like.hpp"

namespace musubi::person::store {
namespace {

std::string folded_name(const auto& person) {
  return text::fold_name(person.family_name.value + person.given_name.value);
}
std::string folded_kana(const auto& person) {
  return text::fold_name(person.family_kana.value + person.given_kana.value);
}

}  // namespace

std::optional<PersonRow> find(Tx& tx, RegionId region, PersonId person) {
  return tx.first<PersonRow>(R"sql(
    select person_id, family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code, address, phone,
           language, alert, note, stage, state, photo_file_id, version, created_by
      from person where region_id = $1 and person_id = $2
  )sql",
                             region, person);
}

std::vector<AllergyItem> allergies_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<AllergyItem>(R"sql(
    select substance, severity, reaction from allergy where region_id = $1 and person_id = $2 order by position
  )sql",
                             region, person);
}

std::vector<SchoolItem> schools_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<SchoolItem>(R"sql(
    select schooling_id, facility_id, facility_name, grade, class_name, starts_on, ends_on
      from schooling where region_id = $1 and person_id = $2
     order by starts_on desc, schooling_id desc
  )sql",
                            region, person);
}

std::vector<PersonRow> own_people(Tx& tx, const access::Actor& actor, const std::string& folded, int limit) {
  // `mine` walks the indexes of seat and guardian; the register itself is never scanned.
  return tx.all<PersonRow>(R"sql(
    with mine as (
      select person_id from seat
       where region_id = $1 and post_id = $2 and state = 'active'
         and starts_on <= $5 and (ends_on is null or ends_on >= $5)
      union
      select person_id from seat
       where region_id = $1 and facility_id = $3 and state = 'active' and post_id is null
         and (profession = '' or profession = $4) and starts_on <= $5 and (ends_on is null or ends_on >= $5)
      union
      select person_id from guardian where region_id = $1 and post_id = $2 and ended_at is null
    )
    select p.person_id, p.family_name, p.given_name, p.family_kana, p.given_kana, p.birth_date, p.sex, p.postal_code,
           p.address, p.phone, p.language, p.alert, p.note, p.stage, p.state, p.photo_file_id, p.version, p.created_by
      from mine m join person p on p.region_id = $1 and p.person_id = m.person_id
     where p.name_folded like $6 escape '!' or p.kana_folded like $6 escape '!'
     order by p.kana_folded, p.person_id
     limit $7
  )sql",
                           actor.region_id, actor.post_id, actor.facility_id, actor.profession, tx.today(),
                           db::anywhere(folded), limit);
}

std::vector<CandidateRow> candidates(Tx& tx, RegionId region, const Likeness& asked, int limit) {
  return tx.all<CandidateRow>(R"sql(
    select p.person_id, p.family_name, p.given_name, p.family_kana, p.given_kana, p.birth_date, coalesce(f.name, '')
      from person p
      left join facility f on f.region_id = p.region_id and f.facility_id = p.registered_by_facility
     where p.region_id = $1
       and (p.birth_date = $2 or p.kana_folded = $3 or p.kana_folded = $4 or p.name_folded = $5 or p.name_folded = $6)
     order by case when p.birth_date = $2 then 0 else 1 end, p.kana_folded, p.person_id
     limit $7
  )sql",
                              region, asked.birth_date, asked.kana, asked.kana_turned, asked.name,
                              asked.name_turned, limit);
}

LookCount count_looks(Tx& tx, RegionId region, AccountId account, Time since) {
  // `action = 'find_doubles'` stands here as in the index's own condition (migrations/0009).
  return tx.one<LookCount>(R"sql(
    select count(*), coalesce(sum(case when person_id is not null and classes = 0 then 1 else 0 end), 0)
      from audit
     where action = 'find_doubles' and region_id = $1 and account_id = $2 and at > $3 and basis <> 'throttled'
  )sql",
                           region, account, since);
}

std::vector<PersonRow> exact_matches(Tx& tx, RegionId region, const std::string& folded_kana,
                                     const Date& birth_date) {
  return tx.all<PersonRow>(R"sql(
    select person_id, family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code, address, phone,
           language, alert, note, stage, state, photo_file_id, version, created_by
      from person
     where region_id = $1 and kana_folded = $2 and birth_date = $3 and state <> 'finished'
     limit 2
  )sql",
                           region, folded_kana, birth_date);
}

bool insert(Tx& tx, RegionId region, const NewPerson& person, std::optional<FacilityId> registered_by,
            PostId by) {
  return tx.run(R"sql(
    insert into person (region_id, person_id, family_name, given_name, family_kana, given_kana, name_folded,
                        kana_folded, birth_date, sex, postal_code, address, phone, language, alert, note, stage, state,
                        photo_file_id, registered_by_facility, version, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', '', '', 'intake', null, $15, 1, $16, $17)
    on conflict (region_id, person_id) do nothing
  )sql",
                region, person.id, person.family_name, person.given_name, person.family_kana,
                person.given_kana, folded_name(person), folded_kana(person), person.birth_date, person.sex,
                person.postal_code, person.address, person.phone, person.language, registered_by, tx.now(),
                by) == 1;
}

bool update(Tx& tx, RegionId region, PersonId person, std::int64_t version, const PersonBody& body) {
  const auto stage = body.stage ? std::string(json::enum_name(*body.stage)) : std::string();
  return tx.run(R"sql(
    update person set family_name = $4, given_name = $5, family_kana = $6, given_kana = $7, name_folded = $8,
                      kana_folded = $9, birth_date = $10, sex = $11, postal_code = $12, address = $13, phone = $14,
                      language = $15, alert = $16, note = $17, stage = $18, state = $19, photo_file_id = $20,
                      version = version + 1
     where region_id = $1 and person_id = $2 and version = $3
  )sql",
                region, person, version, body.family_name, body.given_name, body.family_kana, body.given_kana,
                folded_name(body), folded_kana(body), body.birth_date, body.sex, body.postal_code,
                body.address, body.phone, body.language, body.alert, body.note, stage, body.state,
                body.photo) == 1;
}

void replace_allergies(Tx& tx, RegionId region, PersonId person, const std::vector<AllergyItem>& items) {
  tx.run("delete from allergy where region_id = $1 and person_id = $2", region, person);
  for (std::size_t i = 0; i < items.size(); ++i)
    tx.run(R"sql(
      insert into allergy (region_id, person_id, position, substance, severity, reaction)
      values ($1, $2, $3, $4, $5, $6)
    )sql",
           region, person, i, items[i].substance, items[i].severity, items[i].reaction);
}

void replace_schools(Tx& tx, RegionId region, PersonId person, const std::vector<SchoolItem>& items) {
  tx.run("delete from schooling where region_id = $1 and person_id = $2", region, person);
  for (const auto& school : items)
    tx.run(R"sql(
      insert into schooling (region_id, person_id, schooling_id, facility_id, facility_name, grade, class_name,
                             starts_on, ends_on)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    )sql",
           region, person, school.id, school.facility_id, school.facility_name, school.grade,
           school.class_name, school.starts_on, school.ends_on);
}

void insert_version(Tx& tx, RegionId region, PersonId person, std::int64_t version, const PersonBody& body,
                    const std::string& reason, PostId by) {
  tx.run(R"sql(
    insert into person_version (region_id, person_id, version, body, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7)
  )sql",
         region, person, version, json::to_json(body), reason, tx.now(), by);
}

std::vector<VersionRow> versions_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<VersionRow>(R"sql(
    select v.version, v.body, v.reason, v.at, coalesce(p.name, '')
      from person_version v
      left join post p on p.region_id = v.region_id and p.post_id = v.by_post
     where v.region_id = $1 and v.person_id = $2
     order by v.version
  )sql",
                            region, person);
}

std::optional<std::string> first_body(Tx& tx, RegionId region, PersonId person) {
  return tx.first<std::string>(
      "select body from person_version where region_id = $1 and person_id = $2 and version = 1", region,
      person);
}

std::optional<std::string> facility_name(Tx& tx, RegionId region, FacilityId facility) {
  return tx.first<std::string>("select name from facility where region_id = $1 and facility_id = $2", region,
                               facility);
}

bool shows_names_in_access_log(Tx& tx, RegionId region) {
  return tx.first<bool>("select names_in_access_log from region where region_id = $1", region)
      .value_or(false);
}

}  // namespace musubi::person::store
