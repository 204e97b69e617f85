#include "consent/consent_store.hpp"

namespace musubi::consent::store {
std::vector<ConsentRow> consents_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<ConsentRow>(R"sql(
    select c.consent_id, c.basis, c.article, c.giver_name, c.giver_relation, c.guardian_id, c.method, c.classes,
           c.purpose_set, c.purposes, c.whole_team, c.starts_on, c.ends_on, c.signature_file_id, c.scan_file_id,
           c.wording_version, c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason, c.created_at, c.created_by, coalesce(p.name, '')
      from consent c
      left join post p on p.region_id = c.region_id and p.post_id = c.created_by
     where c.region_id = $1 and c.person_id = $2
     order by c.created_at desc, c.consent_id desc
  )sql",
                            region, person);
}

std::vector<PartyRow> parties_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<PartyRow>(R"sql(
    select x.consent_id, x.facility_id, coalesce(f.name, ''), x.withdrawn_at
      from consent_party x
      left join facility f on f.region_id = x.region_id and f.facility_id = x.facility_id
     where x.region_id = $1 and x.person_id = $2
     order by f.name, x.facility_id
  )sql",
                          region, person);
}

std::vector<FacilityId> guests_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<FacilityId>(R"sql(
    select distinct s.facility_id
      from seat s
      join guest_facility g on g.region_id = s.region_id and g.facility_id = s.facility_id
     where s.region_id = $1 and s.person_id = $2
  )sql",
                            region, person);
}

std::vector<PurposeEndRow> ended_purposes_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<PurposeEndRow>(R"sql(
    select consent_id, purpose, at from consent_purpose_end
     where region_id = $1 and person_id = $2 order by at, purpose
  )sql",
                               region, person);
}

std::optional<ConsentRow> find(Tx& tx, RegionId region, PersonId person, ConsentId consent) {
  return tx.first<ConsentRow>(R"sql(
    select c.consent_id, c.basis, c.article, c.giver_name, c.giver_relation, c.guardian_id, c.method, c.classes,
           c.purpose_set, c.purposes, c.whole_team, c.starts_on, c.ends_on, c.signature_file_id, c.scan_file_id,
           c.wording_version, c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason, c.created_at, c.created_by, coalesce(p.name, '')
      from consent c
      left join post p on p.region_id = c.region_id and p.post_id = c.created_by
     where c.region_id = $1 and c.person_id = $2 and c.consent_id = $3
  )sql",
                              region, person, consent);
}

bool insert(Tx& tx, RegionId region, PersonId person, const NewConsent& given,
            const std::string& giver_relation, PostId by) {
  const auto text_of = [](const auto& line) { return line ? line->value : std::string(); };
  return tx.run(R"sql(
    insert into consent (region_id, person_id, consent_id, basis, article, giver_name, giver_relation, guardian_id,
                         method, classes, purpose_set, purposes, whole_team, starts_on, ends_on, signature_file_id, scan_file_id,
                         wording_version, withdrawn_at, withdrawn_by, withdrawal_reason, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, null, '', '', $19, $20)
    on conflict (region_id, person_id, consent_id) do nothing
  )sql",
                region, person, given.id, given.basis, text_of(given.article), text_of(given.giver_name),
                giver_relation, given.guardian_id, given.method.value_or(ConsentMethod::paper), given.classes,
                given.purposes, text_of(given.purpose_note), given.whole_team, given.starts_on, given.ends_on,
                given.signature_file_id, given.scan_file_id,
                std::to_string(given.wording_version.value_or(0)), tx.now(), by) == 1;
}

void insert_party(Tx& tx, RegionId region, PersonId person, ConsentId consent, FacilityId facility) {
  tx.run(R"sql(
    insert into consent_party (region_id, person_id, consent_id, facility_id, withdrawn_at)
    values ($1, $2, $3, $4, null)
    on conflict (region_id, person_id, consent_id, facility_id) do nothing
  )sql",
         region, person, consent, facility);
}

void withdraw_whole(Tx& tx, RegionId region, PersonId person, ConsentId consent,
                    const ConsentWithdrawal& how) {
  tx.run(R"sql(
    update consent set withdrawn_at = $4, withdrawn_by = $5, withdrawal_reason = $6
     where region_id = $1 and person_id = $2 and consent_id = $3 and withdrawn_at is null
  )sql",
         region, person, consent, tx.now(), how.withdrawn_by, how.reason);
}

void withdraw_party(Tx& tx, RegionId region, PersonId person, ConsentId consent, FacilityId facility) {
  // A consent to the whole team has a row only for who was left out again.
  tx.run(R"sql(
    insert into consent_party (region_id, person_id, consent_id, facility_id, withdrawn_at)
    values ($1, $2, $3, $4, $5)
    on conflict (region_id, person_id, consent_id, facility_id) do update set withdrawn_at = excluded.withdrawn_at
      where consent_party.withdrawn_at is null
  )sql",
         region, person, consent, facility, tx.now());
}

void withdraw_purposes(Tx& tx, RegionId region, PersonId person, ConsentId consent, PurposeSet purposes) {
  tx.run(R"sql(
    update consent set purpose_set = purpose_set - (purpose_set & $4)
     where region_id = $1 and person_id = $2 and consent_id = $3
  )sql",
         region, person, consent, purposes);
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Purpose>>([&](auto d) {
    if (!purposes.has(d.value)) return;
    tx.run(R"sql(
      insert into consent_purpose_end (region_id, person_id, consent_id, purpose, at) values ($1, $2, $3, $4, $5)
      on conflict (region_id, person_id, consent_id, purpose) do nothing
    )sql",
           region, person, consent, d.value, tx.now());
  });
}

void insert_version(Tx& tx, RegionId region, PersonId person, ConsentId consent, const std::string& body,
                    const std::string& reason, PostId by) {
  const auto last = tx.one<std::int64_t>(R"sql(
    select coalesce(max(version), 0) from consent_version
     where region_id = $1 and person_id = $2 and consent_id = $3
  )sql",
                                         region, person, consent);
  tx.run(R"sql(
    insert into consent_version (region_id, person_id, consent_id, version, body, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql",
         region, person, consent, last + 1, body, reason, tx.now(), by);
}

std::optional<Date> birth_date(Tx& tx, RegionId region, PersonId person) {
  return tx.first<Date>("select birth_date from person where region_id = $1 and person_id = $2", region,
                        person);
}

std::optional<GuardianRow> guardian(Tx& tx, RegionId region, PersonId person, GuardianId guardian) {
  return tx.first<GuardianRow>(R"sql(
    select name, relation, has_custody, verified_at is not null, restricted
      from guardian where region_id = $1 and person_id = $2 and guardian_id = $3 and ended_at is null
  )sql",
                               region, person, guardian);
}

bool facility_exists(Tx& tx, RegionId region, FacilityId facility) {
  return tx
      .first<std::int64_t>("select 1 from facility where region_id = $1 and facility_id = $2", region,
                           facility)
      .has_value();
}

std::vector<SeatRow> seated_facilities(Tx& tx, RegionId region, PersonId person, const Date& today) {
  // The union of bit sets, in a form both engines know: the highest value of each bit.
  return tx.all<SeatRow>(R"sql(
    select s.facility_id, coalesce(f.name, ''), count(*),
           max(s.classes & 1) + max(s.classes & 2) + max(s.classes & 4) + max(s.classes & 8) + max(s.classes & 16)
             + max(s.classes & 32),
           case when count(*) > count(s.looks_back_to) then '' else coalesce(min(s.looks_back_to), '') end
      from seat s
      left join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
     where s.region_id = $1 and s.person_id = $2 and s.state = 'active'
       and s.starts_on <= $3 and (s.ends_on is null or s.ends_on >= $3)
     group by s.facility_id, f.name
     order by f.name, s.facility_id
  )sql",
                         region, person, today);
}

std::optional<std::string> first_body(Tx& tx, RegionId region, PersonId person, ConsentId consent) {
  return tx.first<std::string>(R"sql(
    select body from consent_version
     where region_id = $1 and person_id = $2 and consent_id = $3 and version = 1
  )sql",
                               region, person, consent);
}

}  // namespace musubi::consent::store
