#include "identity/identity_store.hpp"

#include "access/access.hpp"
#include "identity/invited_until.hpp"

namespace musubi::identity::store {
namespace {

/// What `post_version` keeps of a post.
struct PostSnapshot {
  std::string name;
  std::string kana;
  std::string profession;
  std::string title;
  std::string licence_number;
  bool is_manager = false;
  std::string state;
  Date starts_on;
  std::optional<Date> ends_on;
};
BOOST_DESCRIBE_STRUCT(PostSnapshot, (),
                      (name, kana, profession, title, licence_number, is_manager, state, starts_on, ends_on))

void keep_post_version(Tx& tx, RegionId region, PostId post, std::string_view reason) {
  const auto now = tx.one<PostSnapshot>(R"sql(
    select name, kana, profession, title, licence_number, is_manager, state, starts_on, ends_on
      from post where region_id = $1 and post_id = $2
  )sql",
                                        region, post);
  tx.run(R"sql(
    insert into post_version (region_id, post_id, version, body, reason, at, by_post)
    select region_id, post_id, version, cast($3 as TEXT), cast($4 as TEXT), cast($5 as BIGINT), post_id
      from post where region_id = $1 and post_id = $2
  )sql",
         region, post, json::to_json(now), reason, tx.now());
}

}  // namespace

std::vector<HeldPost> posts_of(Tx& tx, AccountId account) {
  return tx.all<HeldPost>(R"sql(
    select p.post_id, p.kind, p.region_id, r.name, r.slug, p.facility_id,
           case when p.kind in ('operator', 'auditor') then r.name else coalesce(f.name, '') end, p.profession, p.title, p.is_manager,
           case when gp.post_id is null or h.state = 'active' then p.state else 'suspended' end, p.starts_on,
           case when gp.post_id is null then p.ends_on else h.ends_on end, gp.post_id is not null
      from post p
      join region r on r.region_id = p.region_id
      left join facility f on f.region_id = p.region_id and f.facility_id = p.facility_id
      left join guest_post gp on gp.region_id = p.region_id and gp.post_id = p.post_id
      left join post h on h.region_id = gp.home_region_id and h.post_id = gp.home_post_id
     where p.account_id = $1
     order by p.created_at, p.post_id limit 50
  )sql",
                          account);
}

std::vector<PostPerson> people_of_guardian(Tx& tx, RegionId region, PostId post) {
  using Columns = std::tuple<PersonId, std::string, bool, Date>;
  std::vector<PostPerson> people;
  for (auto& [person, name, own, birth] : tx.all<Columns>(R"sql(
    select g.person_id, pe.family_name || ' ' || pe.given_name, g.relation = 'self', pe.birth_date
      from guardian g
      join person pe on pe.region_id = g.region_id and pe.person_id = g.person_id
     where g.region_id = $1 and g.post_id = $2 and g.ended_at is null and g.verified_at is not null
     order by pe.birth_date, pe.person_id limit 50
  )sql",
                                                          region, post))
    people.push_back({person, std::move(name), own, access::adult_from(birth) <= tx.today()});
  return people;
}

bool is_guardian_of_holder(Tx& tx, RegionId region, PostId own_post, AccountId account) {
  return tx
      .first<std::int64_t>(R"sql(
        select 1
          from guardian o
          join guardian g on g.region_id = o.region_id and g.person_id = o.person_id and g.relation <> 'self'
          join post p on p.region_id = g.region_id and p.post_id = g.post_id and p.account_id = $3
         where o.region_id = $1 and o.post_id = $2 and o.relation = 'self'
         limit 1
      )sql",
                           region, own_post, account)
      .has_value();
}

bool give_post(Tx& tx, RegionId region, PostId post, AccountId account) {
  const bool given = tx.run(R"sql(
    update post set account_id = $3, state = 'active', version = version + 1
     where region_id = $1 and post_id = $2 and account_id is null and state in ('invited', 'active')
  )sql",
                            region, post, account) == 1;
  if (given) keep_post_version(tx, region, post, "招待の受諾");
  return given;
}

void insert_operator_post(Tx& tx, RegionId region, PostId post, const ReadyAccount& holder) {
  tx.run(R"sql(
    insert into post (region_id, post_id, kind, profession, title, name, kana, licence_number, is_manager, state,
                      starts_on, version, created_at)
    values ($1, $2, 'operator', '', '', $3, $4, '', false, 'invited', $5, 0, $6)
  )sql",
         region, post, holder.display_name, holder.kana, tx.today(), tx.now());
}

PostOffer post_offer(Tx& tx, RegionId region, PostId post) {
  const auto taken = tx.first<bool>(R"sql(
    select account_id is not null from post
     where region_id = $1 and post_id = $2 and state in ('invited', 'active')
  )sql",
                                    region, post);
  return !taken ? PostOffer::none : *taken ? PostOffer::taken : PostOffer::open;
}

void insert_invitation(Tx& tx, RegionId region, InvitationId invitation, const db::Bytes& token_hash,
                       PostId post, std::string_view suggested_login, Time expires_at,
                       std::optional<PostId> created_by) {
  tx.run(R"sql(
    insert into invitation (region_id, invitation_id, token_hash, post_id, suggested_login, expires_at, created_at,
                            created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql",
         region, invitation, token_hash, post, suggested_login, expires_at, tx.now(), created_by);
}

void revoke_invitations(Tx& tx, RegionId region, PostId post) {
  tx.run(R"sql(
    update invitation set revoked_at = $3
     where region_id = $1 and post_id = $2 and used_at is null and revoked_at is null
  )sql",
         region, post, tx.now());
}

std::optional<std::string> latest_suggestion(Tx& tx, RegionId region, PostId post) {
  return tx.first<std::string>(R"sql(
    select suggested_login from invitation
     where region_id = $1 and post_id = $2
     order by created_at desc, invitation_id desc limit 1
  )sql",
                               region, post);
}

std::vector<std::string> open_suggestions(Tx& tx, RegionId region) {
  return tx.all<std::string>(R"sql(
    select distinct suggested_login from invitation
     where region_id = $1 and suggested_login <> '' and)sql" MUSUBI_INVITATION_OPEN("invitation", "$2"),
                             region, tx.now());
}

std::optional<OpenInvitation> invitation_by_token(Tx& tx, const db::Bytes& token_hash) {
  return tx.first<OpenInvitation>(R"sql(
    select i.region_id, i.invitation_id, i.post_id, i.suggested_login, r.name,
           case when p.kind in ('operator', 'auditor') then r.name else coalesce(f.name, '') end, p.name, p.profession, p.kind,
           exists (select 1 from guardian g
                    where g.region_id = i.region_id and g.post_id = i.post_id and g.relation = 'self')
      from invitation i
      join region r on r.region_id = i.region_id
      join post p on p.region_id = i.region_id and p.post_id = i.post_id
      left join facility f on f.region_id = p.region_id and f.facility_id = p.facility_id
     where i.token_hash = $1 and)sql" MUSUBI_INVITATION_OPEN("i", "$2") R"sql(
       and p.account_id is null and p.state in ('invited', 'active')
  )sql",
                                  token_hash, tx.now());
}

bool issued_by(Tx& tx, RegionId region, InvitationId invitation, AccountId account) {
  return tx
      .first<std::int64_t>(R"sql(
        select 1 from invitation i join post p on p.region_id = i.region_id and p.post_id = i.created_by
         where i.region_id = $1 and i.invitation_id = $2 and p.account_id = $3
      )sql",
                           region, invitation, account)
      .has_value();
}

bool use_invitation(Tx& tx, RegionId region, InvitationId invitation) {
  return tx.run(R"sql(
    update invitation set used_at = $3
     where region_id = $1 and invitation_id = $2 and)sql" MUSUBI_INVITATION_OPEN("invitation", "$3"),
                region, invitation, tx.now()) == 1;
}

std::optional<PledgeView> pledge(Tx& tx, RegionId region, PostId post) {
  return tx.first<PledgeView>(R"sql(
    select r.pledge_version, coalesce(pl.body, ''), pa.accepted_at
      from region r
      left join pledge pl on pl.region_id = r.region_id and pl.version = r.pledge_version
      left join pledge_acceptance pa on pa.region_id = r.region_id and pa.version = r.pledge_version
                                    and pa.post_id = $2
     where r.region_id = $1
  )sql",
                              region, post);
}

void insert_acceptance(Tx& tx, RegionId region, PostId post, std::int64_t version) {
  tx.run(R"sql(
    insert into pledge_acceptance (region_id, post_id, version, accepted_at) values ($1, $2, $3, $4)
    on conflict (region_id, post_id, version) do nothing
  )sql",
         region, post, version, tx.now());
}

}  // namespace musubi::identity::store
