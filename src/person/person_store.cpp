#include "person/person_store.hpp"

namespace musubi::person::store {

std::optional<PersonRow> find(Tx& tx, RegionId region, PersonId person) {
  return tx.first<PersonRow>(R"sql(
    select person_id, family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code, address, phone,
           language, alert, note, stage, state, photo_file_id, version, created_by
      from person where region_id = $1 and person_id = $2
  )sql",
                             region, person);
}

bool insert(Tx& tx, RegionId region, const NewPerson& p, FacilityId facility, PostId by) {
  return tx.run(R"sql(
    insert into person (region_id, person_id, family_name, given_name, family_kana, given_kana, name_folded, kana_folded,
                        birth_date, sex, postal_code, address, phone, language, alert, note, stage, state,
                        registered_by_facility, version, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', '', '', 'intake', $15, 1, $16, $17)
    on conflict (region_id, person_id) do nothing
  )sql",
                region, p.id, p.family_name, p.given_name, p.family_kana, p.given_kana,
                folded_name(p.family_name, p.given_name), folded_name(p.family_kana, p.given_kana), p.birth_date, p.sex,
                p.postal_code, p.address, p.phone, p.language, facility, tx.now(), by) == 1;
}

void update(Tx& tx, RegionId region, PersonId person, const PersonChange& p) {
  tx.run(R"sql(
    update person set family_name = $3, given_name = $4, family_kana = $5, given_kana = $6, name_folded = $7,
                      kana_folded = $8, birth_date = $9, sex = $10, postal_code = $11, address = $12, phone = $13,
                      language = $14, alert = $15, note = $16, stage = $17, state = $18, version = version + 1
     where region_id = $1 and person_id = $2
  )sql",
         region, person, p.family_name, p.given_name, p.family_kana, p.given_kana,
         folded_name(p.family_name, p.given_name), folded_name(p.family_kana, p.given_kana), p.birth_date, p.sex,
         p.postal_code, p.address, p.phone, p.language, p.alert, p.note,
         p.stage ? std::string(json::enum_name(*p.stage)) : std::string(), p.state);
}

void touch(Tx& tx, RegionId region, PersonId person) {
  tx.run("update person set version = version + 1 where region_id = $1 and person_id = $2", region, person);
}

void set_photo(Tx& tx, RegionId region, PersonId person, std::optional<FileId> file) {
  tx.run("update person set photo_file_id = $3, version = version + 1 where region_id = $1 and person_id = $2", region,
         person, file);
}

void insert_version(Tx& tx, RegionId region, PersonId person, std::int64_t version, const std::string& body,
                    const std::string& reason, PostId by) {
  tx.run(R"sql(
    insert into person_version (region_id, person_id, version, body, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7)
  )sql",
         region, person, version, body, reason, tx.now(), by);
}

std::vector<VersionRow> versions(Tx& tx, RegionId region, PersonId person) {
  return tx.all<VersionRow>(R"sql(
    select v.version, v.at, coalesce(p.name, ''), v.reason, v.body
      from person_version v
      left join post p on p.region_id = v.region_id and p.post_id = v.by_post
     where v.region_id = $1 and v.person_id = $2
     order by v.version
  )sql",
                            region, person);
}

std::vector<DoubleRow> doubles(Tx& tx, RegionId region, const std::string& name, const std::string& kana,
                               const Date& birth) {
  return tx.all<DoubleRow>(R"sql(
    select p.person_id, p.family_name, p.given_name, p.name_folded, p.kana_folded, p.birth_date, coalesce(f.name, '')
      from person p
      left join facility f on f.region_id = p.region_id and f.facility_id = p.registered_by_facility
     where p.region_id = $1 and (p.kana_folded = $2 or p.birth_date = $4 or p.name_folded = $3)
     order by p.created_at, p.person_id
     limit 500
  )sql",
                           region, kana, name, birth);
}

std::vector<PersonId> people_of(Tx& tx, const access::Actor& actor, const Date& today, const std::string& folded) {
  return tx.all<PersonId>(R"sql(
    select p.person_id
      from person p
     where p.region_id = $1
       and p.person_id in (
         select s.person_id from seat s
          where s.region_id = $1 and s.post_id = $2 and s.state = 'active' and s.starts_on <= $5
            and (s.ends_on is null or s.ends_on >= $5)
         union
         select s.person_id from seat s
          where s.region_id = $1 and s.facility_id = $3 and s.post_id is null and s.state = 'active'
            and (s.profession = '' or s.profession = $4) and s.starts_on <= $5
            and (s.ends_on is null or s.ends_on >= $5)
         union
         select g.person_id from guardian g where g.region_id = $1 and g.post_id = $2 and g.ended_at is null)
       and ($6 = '' or p.name_folded like '%' || $6 || '%' or p.kana_folded like '%' || $6 || '%')
     order by p.kana_folded, p.person_id
     limit 500
  )sql",
                          actor.region_id, actor.post_id, actor.facility_id, actor.profession, today, folded);
}

std::vector<Allergy> allergies(Tx& tx, RegionId region, PersonId person) {
  return tx.all<Allergy>(
      "select substance, severity, reaction from allergy where region_id = $1 and person_id = $2 order by position",
      region, person);
}

void replace_allergies(Tx& tx, RegionId region, PersonId person, const AllergyList& list) {
  tx.run("delete from allergy where region_id = $1 and person_id = $2", region, person);
  std::int64_t position = 0;
  for (const auto& one : list.items)
    tx.run(R"sql(
      insert into allergy (region_id, person_id, position, substance, severity, reaction) values ($1, $2, $3, $4, $5, $6)
    )sql",
           region, person, position++, one.substance, one.severity, one.reaction);
}

std::vector<School> schools(Tx& tx, RegionId region, PersonId person) {
  return tx.all<School>(R"sql(
    select schooling_id, facility_id, facility_name, grade, class_name, starts_on, ends_on
      from schooling where region_id = $1 and person_id = $2 order by starts_on, schooling_id
  )sql",
                        region, person);
}

void replace_schools(Tx& tx, RegionId region, PersonId person, const SchoolList& list) {
  tx.run("delete from schooling where region_id = $1 and person_id = $2", region, person);
  for (const auto& one : list.items)
    tx.run(R"sql(
      insert into schooling (region_id, person_id, schooling_id, facility_id, facility_name, grade, class_name,
                             starts_on, ends_on)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    )sql",
           region, person, one.id, one.facility_id, one.facility_name, one.grade, one.class_name, one.starts_on,
           one.ends_on);
}

void insert_first_seat(Tx& tx, RegionId region, PersonId person, SeatId seat, FacilityId facility, PostId post,
                       const std::string& profession) {
  tx.run(R"sql(
    insert into seat (region_id, person_id, seat_id, facility_id, post_id, profession, role, duty, classes, starts_on,
                      state, answered_at, answer_reason, ended_reason, version, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, 'coordinator', 'コーディネーター', $7, $8, 'active', $9, '', '', 1, $9, $5)
  )sql",
         region, person, seat, facility, post, profession, ClassSet::all(), tx.today(), tx.now());
}

bool names_in_access_log(Tx& tx, RegionId region) {
  return tx.one<bool>("select names_in_access_log from region where region_id = $1", region);
}

}  // namespace musubi::person::store
