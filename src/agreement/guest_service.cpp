// Guests: facilities and posts of the partner region, as this region knows them.
#include <fmt/format.h>

#include "agreement/agreement_service.hpp"
#include "agreement/agreement_store.hpp"
#include "audit/audit.hpp"
#include "base/text.hpp"
#include "db/change_feed.hpp"
#include "facility/facility_service.hpp"

namespace musubi::agreement {
namespace {

using access::Duty;

/// Who may invite or be a guest at all: staff of a facility of the region's own.
bool works_here(const Actor& actor) {
  return actor.kind == access::PostKind::professional && actor.facility_id && !actor.is_guest;
}
Status at_home(Tx& tx, const Actor& actor, std::string_view subject) {
  TRY(access::require_duty(tx, actor, Duty::see_directory, {}, {{}, std::string(subject), {}}));
  if (works_here(actor)) return {};
  return fail(Code::forbidden, "", "この地域の施設の職員だけができる操作です。",
              "Only staff of this region's own facilities can do this.");
}

std::unexpected<Error> not_joined() {
  return fail(Code::forbidden, "region_slug", "この地域との広域連携協定が、いまはありません。",
              "There is no agreement in force with this region.");
}

}  // namespace

Result<std::vector<PartnerFacility>> find_partner_facilities(Tx& tx, const Actor& actor,
                                                             const PartnerQuery& query) {
  TRY(at_home(tx, actor, "partner_directory"));
  std::optional<std::string> folded;
  if (query.q && !query.q->empty()) folded = text::fold_name(query.q->value);
  return store::partner_facilities(tx, actor.region_id, folded, tx.today());
}

Result<GuestFacility> add_guest_facility(Tx& tx, const Actor& actor, const NewGuestFacility& given) {
  TRY(at_home(tx, actor, "guest_facility"));
  const auto home = store::region_named(tx, given.region_slug.value);
  if (!home || !store::are_joined(tx, actor.region_id, home->region_id, "", tx.today())) return not_joined();
  const auto facility = store::home_facility(tx, home->region_id, given.facility_id);
  if (!facility)
    return fail(Code::invalid, "facility_id", "この施設は選べません。", "This facility cannot be chosen.");
  if (auto known = store::guest_facility(tx, actor.region_id, home->region_id, given.facility_id))
    return std::move(*known);
  // Wherever the name is read, in a team, a consent or 閲覧履歴, it tells the region, too.
  GuestFacility guest{{}, fmt::format("{}（{}）", facility->name, home->name)};
  TRY_ASSIGN(guest.id, facility::create_facility(tx, actor.region_id,
                                                 {{},
                                                  {guest.name},
                                                  {facility->facility_type},
                                                  {facility->postal_code},
                                                  {facility->address},
                                                  {facility->phone},
                                                  {},
                                                  {}},
                                                 actor.post_id, "広域連携協定による招待"));
  store::insert_guest_facility(tx, actor.region_id, guest.id, home->region_id, given.facility_id,
                               actor.post_id);
  return guest;
}

Result<std::vector<GuestRegion>> list_guest_regions(Tx& tx, const Actor& actor) {
  TRY(access::require_duty(tx, actor, Duty::see_directory, {}, {{}, "guest_regions", {}}));
  std::vector<GuestRegion> regions;
  if (!works_here(actor)) return regions;
  for (const auto& row : store::guest_regions(tx, actor.region_id, *actor.facility_id, actor.post_id,
                                              actor.profession, tx.today()))
    regions.push_back({row.slug, row.name, row.post_id, row.open_invitations});
  return regions;
}

Result<GuestPost> take_guest_post(Tx& tx, const Actor& actor, const NewGuestPost& given) {
  TRY(at_home(tx, actor, "guest_post"));
  for (const auto& row : store::guest_regions(tx, actor.region_id, *actor.facility_id, actor.post_id,
                                              actor.profession, tx.today())) {
    if (row.slug != given.region_slug.value) continue;
    if (row.post_id) {
      store::refresh_guest_post(tx, row.region_id, *row.post_id, actor.region_id, actor.post_id);
      return GuestPost{*row.post_id};
    }
    const auto post = tx.new_id<PostId>();
    store::insert_guest_post(tx, row.region_id, post, row.facility_id, actor.region_id, actor.post_id);
    auto there = actor;  // the region that takes them in has it in its log
    there.region_id = row.region_id;
    there.post_id = post;
    there.facility_id = row.facility_id;
    audit::append(
        tx, there,
        {.action = "take_guest_post", .subject_kind = "post", .subject_id = post.uuid, .basis = "agreement"});
    db::append_change(tx, {.region_id = row.region_id, .kind = "staff", .subject_id = post.uuid});
    return GuestPost{post};
  }
  return not_joined();
}

}  // namespace musubi::agreement
