#include "agreement/agreement_store.hpp"

#include "access/guest.hpp"
#include "db/like.hpp"

namespace musubi::agreement::store {

std::optional<RegionRow> region_named(Tx& tx, std::string_view slug) {
  return tx.first<RegionRow>("select region_id, slug, name from region where slug = $1", slug);
}

std::vector<AgreementRow> agreements(Tx& tx, RegionId region) {
  return tx.all<AgreementRow>(R"sql(
    select a.agreement_id, a.partner_region_id, r.slug, r.name, a.proposed_here, a.title, a.classes, a.starts_on,
           a.ends_on, a.state, a.reason, a.created_at, a.answered_at, a.ended_at, a.version
      from agreement a join region r on r.region_id = a.partner_region_id
     where a.region_id = $1
     order by a.created_at desc, a.agreement_id desc limit 500
  )sql",
                              region);
}

std::optional<AgreementRow> find(Tx& tx, RegionId region, AgreementId agreement) {
  return tx.first<AgreementRow>(R"sql(
    select a.agreement_id, a.partner_region_id, r.slug, r.name, a.proposed_here, a.title, a.classes, a.starts_on,
           a.ends_on, a.state, a.reason, a.created_at, a.answered_at, a.ended_at, a.version
      from agreement a join region r on r.region_id = a.partner_region_id
     where a.region_id = $1 and a.agreement_id = $2
  )sql",
                                region, agreement);
}

std::vector<std::string> professions(Tx& tx, RegionId region, AgreementId agreement) {
  return tx.all<std::string>(R"sql(
    select profession from agreement_profession where region_id = $1 and agreement_id = $2 order by profession
  )sql",
                             region, agreement);
}

bool insert(Tx& tx, RegionId region, RegionId partner, const NewAgreement& given, bool proposed_here) {
  const bool inserted = tx.run(R"sql(
    insert into agreement (region_id, agreement_id, partner_region_id, proposed_here, title, classes, starts_on,
                           ends_on, state, reason, version, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'proposed', '', 1, $9)
    on conflict (region_id, agreement_id) do nothing
  )sql",
                               region, given.id, partner, proposed_here, given.title, given.classes,
                               given.starts_on, given.ends_on, tx.now()) == 1;
  if (!inserted) return false;
  for (const auto& profession : given.professions)
    tx.run(R"sql(
      insert into agreement_profession (region_id, agreement_id, profession) values ($1, $2, $3)
      on conflict (region_id, agreement_id, profession) do nothing
    )sql",
           region, given.id, profession);
  return true;
}

bool move(Tx& tx, RegionId region, AgreementId agreement, AgreementState from, AgreementState to,
          std::string_view reason) {
  const bool ends = to == AgreementState::ended;
  return tx.run(R"sql(
    update agreement set state = $4, reason = $5, version = version + 1,
                         answered_at = coalesce($6, answered_at), ended_at = coalesce($7, ended_at)
     where region_id = $1 and agreement_id = $2 and state = $3
  )sql",
                region, agreement, from, to, reason, ends ? std::nullopt : std::optional(tx.now()),
                ends ? std::optional(tx.now()) : std::nullopt) == 1;
}

std::vector<PersonId> people_with_guests(Tx& tx, RegionId region, RegionId partner, const Date& today) {
  return tx.all<PersonId>(R"sql(
    select distinct s.person_id
      from guest_facility g
      join seat s on s.region_id = g.region_id and s.facility_id = g.facility_id
     where g.region_id = $1 and g.home_region_id = $2 and s.state = 'active'
       and (s.ends_on is null or s.ends_on >= $3)
  )sql",
                          region, partner, today);
}

// --- guests

std::vector<PartnerFacility> partner_facilities(Tx& tx, RegionId region,
                                                const std::optional<std::string>& folded, const Date& today) {
  static constexpr std::string_view kSql =
      "select r.slug, r.name, f.facility_id, f.name, f.facility_type from region r"
      " join facility f on f.region_id = r.region_id and f.state = 'active'"
      " where exists (select 1 from agreement a where a.region_id = $1 and a.partner_region_id = r.region_id"
      "               and " MUSUBI_AGREEMENT_STANDS("$3") ")"
      " and not exists (select 1 from guest_facility g where g.region_id = f.region_id"
      "                 and g.facility_id = f.facility_id)"
      " and (cast($2 as TEXT) is null or f.name_folded like cast($2 as TEXT) escape '!')"
      " order by r.name, f.name_folded, f.facility_id limit 200";
  return tx.all<PartnerFacility>(kSql, region, folded ? std::optional(db::anywhere(*folded)) : std::nullopt,
                                 today);
}

std::optional<HomeFacility> home_facility(Tx& tx, RegionId home, FacilityId facility) {
  return tx.first<HomeFacility>(R"sql(
    select f.name, f.facility_type, f.postal_code, f.address, f.phone
      from facility f
     where f.region_id = $1 and f.facility_id = $2 and f.state = 'active'
       and not exists (select 1 from guest_facility g where g.region_id = $1 and g.facility_id = $2)
  )sql",
                                home, facility);
}

std::optional<GuestFacility> guest_facility(Tx& tx, RegionId region, RegionId home, FacilityId facility) {
  return tx.first<GuestFacility>(R"sql(
    select g.facility_id, f.name
      from guest_facility g join facility f on f.region_id = g.region_id and f.facility_id = g.facility_id
     where g.region_id = $1 and g.home_region_id = $2 and g.home_facility_id = $3
  )sql",
                                 region, home, facility);
}

void insert_guest_facility(Tx& tx, RegionId region, FacilityId here, RegionId home, FacilityId there,
                           PostId by) {
  tx.run(R"sql(
    insert into guest_facility (region_id, facility_id, home_region_id, home_facility_id, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6)
  )sql",
         region, here, home, there, tx.now(), by);
}

bool are_joined(Tx& tx, RegionId region, RegionId partner, std::string_view profession, const Date& today) {
  static constexpr std::string_view kSql =
      "select 1 from agreement a where a.region_id = $1 and a.partner_region_id = $2"
      " and " MUSUBI_AGREEMENT_STANDS("$4")
      " and ($3 = '' or exists (select 1 from agreement_profession ap where ap.region_id = a.region_id"
      "                          and ap.agreement_id = a.agreement_id and ap.profession = $3)) limit 1";
  return tx.first<std::int64_t>(kSql, region, partner, profession, today).has_value();
}

std::vector<GuestRow> guest_regions(Tx& tx, RegionId home, FacilityId facility, PostId post,
                                    std::string_view profession, const Date& today) {
  static constexpr std::string_view kSql =
      "select r.region_id, r.slug, r.name, g.facility_id,"
      " (select gp.post_id from guest_post gp where gp.home_region_id = $1 and gp.home_post_id = $3"
      "   and gp.region_id = g.region_id),"
      " (select count(*) from seat s where s.region_id = g.region_id and s.facility_id = g.facility_id"
      "   and s.state = 'invited' and s.post_id is null and (s.ends_on is null or s.ends_on >= $5))"
      " from guest_facility g join region r on r.region_id = g.region_id"
      " where g.home_region_id = $1 and g.home_facility_id = $2"
      " and exists (select 1 from agreement a join agreement_profession ap on ap.region_id = a.region_id"
      "              and ap.agreement_id = a.agreement_id and ap.profession = $4"
      "             where a.region_id = g.region_id and a.partner_region_id = $1"
      "              and " MUSUBI_AGREEMENT_STANDS("$5") ")"
      " order by r.name, r.slug";
  return tx.all<GuestRow>(kSql, home, facility, post, profession, today);
}

void insert_guest_post(Tx& tx, RegionId region, PostId post, FacilityId facility, RegionId home,
                       PostId home_post) {
  tx.run(R"sql(
    insert into post (region_id, post_id, account_id, kind, facility_id, profession, title, name, kana,
                      licence_number, is_manager, state, starts_on, ends_on, version, created_at)
    select $1, $2, h.account_id, 'professional', $3, h.profession, h.title, h.name, h.kana, h.licence_number,
           h.is_manager, 'active', $6, null, 1, $7
      from post h where h.region_id = $4 and h.post_id = $5
  )sql",
         region, post, facility, home, home_post, tx.today(), tx.now());
  tx.run("insert into guest_post (region_id, post_id, home_region_id, home_post_id) values ($1, $2, $3, $4)",
         region, post, home, home_post);
}

void refresh_guest_post(Tx& tx, RegionId region, PostId post, RegionId home, PostId home_post) {
  tx.run(R"sql(
    update post
       set (profession, title, name, kana, licence_number, is_manager, version) =
           (select h.profession, h.title, h.name, h.kana, h.licence_number, h.is_manager, post.version + 1
              from post h where h.region_id = $3 and h.post_id = $4)
     where region_id = $1 and post_id = $2
       and exists (select 1 from post h where h.region_id = $3 and h.post_id = $4
                    and (h.profession <> post.profession or h.title <> post.title or h.name <> post.name
                         or h.kana <> post.kana or h.is_manager <> post.is_manager))
  )sql",
         region, post, home, home_post);
}

}  // namespace musubi::agreement::store
