// From the portal to a facility with a manager.
#include <algorithm>

#include "codes/codes.hpp"
#include "crypto/token.hpp"
#include "db/change_feed.hpp"
#include "facility/application_documents.hpp"
#include "facility/facility_service.hpp"
#include "facility/facility_store.hpp"
#include "identity/identity_service.hpp"
#include "identity/throttle.hpp"
#include "region/region_service.hpp"
#include "staff/staff_service.hpp"

namespace musubi::facility {
namespace {

using access::Duty;

void tell(Tx& tx, RegionId region, ApplicationId application) {
  db::append_change(tx, {.region_id = region, .kind = "application", .subject_id = application.uuid});
}

/// 80 bits: nobody finds one by trying, and it can be read over the telephone.
std::string new_tracking_code(Tx& tx) {
  return crypto::readable_code(tx.random(), 4, 4);
}
db::Bytes hash_of(std::string_view tracking_code) {
  return crypto::hash_token(crypto::tidy_code(tracking_code));
}

Status check_fields(Tx& tx, std::string_view slug, const ApplicationFields& fields) {
  if (codes::find_facility_type(fields.facility_type.value) == nullptr)
    return fail(Code::invalid, "facility_type", "施設の種別を選んでください。",
                "Please choose a kind of facility.");
  if (codes::find_profession(fields.applicant_profession.value) == nullptr)
    return fail(Code::invalid, "applicant_profession", "職種を選んでください。",
                "Please choose a profession.");
  TRY(identity::login_of(fields.applicant_login.value, "applicant_login"));
  TRY_ASSIGN(const auto portal, region::portal(tx, slug, std::nullopt));
  if (fields.pledge_version != portal.pledge_version)
    return fail(
        Code::conflict, "pledge_version",
        "誓約書が新しくなりました。入力内容はそのままに、画面を読み込み直してもう一度お読みください。",
        "The pledge has changed. Please load the page again and read it.");
  return {};
}

ApplicationStatus status_from(Tx& tx, RegionId region, const ApplicationView& view) {
  return {view.state, view.reason, view.facility_name.value, fields_of(view),
          present_documents(tx, region, view.id)};
}

identity::ThrottleKey sendings_of(std::string_view address) {
  return identity::throttle_key("application", identity::throttled_address(address));
}

identity::ThrottleKey lookups_of(std::string_view address) {
  return identity::throttle_key("tracking", identity::throttled_address(address));
}

struct Tracked {
  RegionId region;
  ApplicationId id;
  ApplicationStatus status;
};
/// A wrong code counts even though the answer is a refusal, so the count is committed on its own.
Result<Tracked> find_tracked(db::Database& database, std::string_view slug, std::string_view code,
                             std::string_view address) {
  struct Kept {
    Result<Tracked> result;
  };
  return std::move(database
                       .write_now([&](Tx& tx) -> Kept {
                         const auto key = lookups_of(address);
                         if (auto wait = identity::may_try(tx, key); !wait)
                           return {std::unexpected(std::move(wait).error())};
                         const auto region = region::region_named(tx, slug);
                         if (!region) return {std::unexpected(region.error())};
                         if (auto found = store::find_tracked(tx, *region, hash_of(code)))
                           return {Tracked{*region, found->id, status_from(tx, *region, *found)}};
                         identity::count_failure(tx, key, identity::kAddressLimit);
                         return {fail(Code::not_found, "tracking_code",
                                      "この受付番号の申請は見つかりません。番号をもう一度確かめてください。",
                                      "There is no application with this number. Please check it.")};
                       })
                       .result);
}

std::unexpected<Error> id_taken() {
  return fail(Code::duplicate, "id", "同じIDの別の申請がすでにあります。",
              "Another application with this id exists already.");
}
std::unexpected<Error> not_returned() {
  return fail(Code::conflict, "", "この申請はいま変更できません。差し戻されたときだけ直して送れます。",
              "This application cannot be changed now: only returned ones can.");
}

/// The same application a second time, because its answer was lost: a new code.
Result<std::string> sent_again(Tx& tx, RegionId region, const ApplicationView& there,
                               const ApplicationFields& fields, const std::vector<db::Bytes>& hashes) {
  if (there.version != 1 || fields_of(there) != fields ||
      store::hashes_of_documents(tx, region, there.id) != hashes)
    return id_taken();
  auto code = new_tracking_code(tx);
  store::set_tracking(tx, region, there.id, hash_of(code));
  return code;
}

Status no_guard(Tx&) {
  return {};
}
file::Batch batch_of(ApplicationId application, Documents documents) {
  return {documents, file::Accept::any, file::BoundTo::application, application.uuid, "documents"};
}

std::unexpected<Error> decided_already(const std::optional<ApplicationView>& now) {
  auto lost = fail(Code::conflict, "", "この申請はすでに処理されています。画面を読み込み直してください。",
                   "This application was decided already. Please load the page again.");
  if (now) lost.error().current = json::to_json(*now);
  return lost;
}

NewFacility facility_from(const ApplicationView& application) {
  NewFacility facility;
  facility.name = application.facility_name;
  facility.facility_type = application.facility_type;
  facility.postal_code = application.postal_code;
  facility.address = application.address;
  facility.phone = application.phone;
  facility.official_number = application.official_number;
  return facility;
}

struct Founded {
  FacilityId facility;
  std::string path;
};
/// The facility with its manager's post, and the link that gives it to the applicant.
Result<Founded> found(Tx& tx, const Actor& actor, const ApplicationView& application) {
  FacilityId facility;
  const auto known = store::find_named(tx, actor.region_id, application.facility_name.value,
                                       application.facility_type.value);
  if (!known) {
    TRY_ASSIGN(facility, create_facility(tx, actor.region_id, facility_from(application), actor.post_id,
                                         "利用申請の承認"));
  } else if (!staff::has_manager(tx, actor.region_id, *known)) {
    facility = *known;
  } else {
    return fail(Code::duplicate, "facility_name",
                "同じ種別・同じ名称の施設がすでにあり、管理者がいます。施設に確かめて、差し戻すか不承認にして"
                "ください。",
                "A facility of this kind and name exists already and has a manager. Please ask them, and "
                "return or refuse.");
  }
  staff::PostRow row;
  row.name = application.applicant_name;
  row.kana = application.applicant_kana;
  row.profession = application.applicant_profession;
  row.is_manager = true;
  row.starts_on = tx.today();
  TRY_ASSIGN(const auto post, staff::create_post(tx, {.region_id = actor.region_id,
                                                      .facility_id = facility,
                                                      .row = row,
                                                      .reason = "利用申請の承認",
                                                      .by = actor.post_id}));
  TRY_ASSIGN(auto issued, identity::create_invitation(tx, actor.region_id, post,
                                                      application.applicant_login.value, actor.post_id));
  return Founded{facility, std::move(issued.path)};
}

}  // namespace

Status may_submit(Tx& tx, std::string_view slug, std::string_view address) {
  TRY(region::region_named(tx, slug));
  return identity::may_try(tx, sendings_of(address));
}

Result<ApplicationSent> submit(db::Database& database, file::Files& files, std::string_view slug,
                               const NewApplication& given, Documents documents, std::string_view address) {
  const auto fields = fields_of(given);
  TRY_ASSIGN(const auto hashes, hashes_of(documents));
  struct Begun {
    RegionId region;
    std::string new_code;  ///< it was sent before
  };
  // The turn is counted whatever becomes of the documents: looking at them is the dear part.
  TRY_ASSIGN(const auto begun, database.write_now([&](Tx& tx) -> Result<Begun> {
    TRY_ASSIGN(const auto region, region::region_named(tx, slug));
    TRY(check_fields(tx, slug, fields));
    TRY(check_amount({}, documents));
    TRY(identity::take_turn(tx, sendings_of(address), identity::kAddressLimit));
    const auto there = store::find_application(tx, region, given.id);
    if (!there) return Begun{region, ""};
    TRY_ASSIGN(auto code, sent_again(tx, region, *there, fields, hashes));
    return Begun{region, std::move(code)};
  }));
  if (!begun.new_code.empty()) return ApplicationSent{given.id, begun.new_code};

  std::string code;
  const auto keep = [&](Tx& tx, std::span<const file::FileView> kept) -> Status {
    code = new_tracking_code(tx);
    if (!store::insert_application(tx, begun.region, given.id, fields, hash_of(code))) return id_taken();
    attach_documents(tx, begun.region, given.id, 1, kept, hashes);
    store::keep_version(tx, begun.region, store::find_application(tx, begun.region, given.id).value(),
                        std::nullopt);
    tell(tx, begun.region, given.id);
    return {};
  };
  TRY(files.take_in_all(database, {.region = begun.region}, batch_of(given.id, documents), no_guard, keep));
  return ApplicationSent{given.id, code};
}

Result<ApplicationStatus> status_of(db::Database& database, std::string_view slug,
                                    std::string_view tracking_code, std::string_view address) {
  TRY_ASSIGN(auto tracked, find_tracked(database, slug, tracking_code, address));
  return std::move(tracked.status);
}

Status may_resubmit(Tx& tx, std::string_view slug, std::string_view address) {
  TRY(may_submit(tx, slug, address));
  return identity::may_try(tx, lookups_of(address));
}

Result<ApplicationStatus> resubmit(db::Database& database, file::Files& files, std::string_view slug,
                                   const Resubmission& given, Documents documents, std::string_view address) {
  TRY_ASSIGN(const auto tracked, find_tracked(database, slug, given.tracking_code.value, address));
  const auto region = tracked.region;
  const auto id = tracked.id;
  const auto fields = fields_of(given);
  TRY_ASSIGN(const auto hashes, hashes_of(documents));
  const auto guard = [&](Tx& tx) -> Status {
    TRY(check_fields(tx, slug, fields));
    const auto now = store::find_application(tx, region, id);
    if (!now || now->state != ApplicationState::returned) return not_returned();
    TRY_ASSIGN(const auto kept, kept_documents(tx, region, id, given));
    TRY(check_amount(kept, documents));
    if (documents.empty()) return {};
    return identity::take_turn(tx, sendings_of(address), identity::kAddressLimit);
  };
  ApplicationStatus after;
  const auto keep = [&](Tx& tx, std::span<const file::FileView> added) -> Status {
    TRY_ASSIGN(const auto kept, kept_documents(tx, region, id, given));
    if (!store::resubmit(tx, region, id, fields)) return not_returned();
    const auto version = store::find_application(tx, region, id).value().version;
    for (const auto& document : present_documents(tx, region, id))
      if (std::ranges::find(kept, document.id, &ApplicationDocument::id) == kept.end())
        store::replace_document(tx, region, id, document.id, version);
    attach_documents(tx, region, id, version, added, hashes);
    const auto now = store::find_application(tx, region, id).value();
    store::keep_version(tx, region, now, std::nullopt);
    tell(tx, region, id);
    after = status_from(tx, region, now);
    return {};
  };
  TRY(files.take_in_all(database, {.region = region}, batch_of(id, documents), guard, keep));
  return after;
}

Result<std::vector<ApplicationView>> applications(Tx& tx, const Actor& actor,
                                                  std::optional<ApplicationState> state) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "application", {}}));
  return store::applications(tx, actor.region_id, state);
}

Result<ApplicationView> application(Tx& tx, const Actor& actor, ApplicationId id) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "application", id.uuid}));
  auto view = store::find_application(tx, actor.region_id, id);
  if (!view) return not_found();
  return std::move(*view);
}

Result<ApplicationDecided> decide(Tx& tx, const Actor& actor, ApplicationId id, const NewDecision& given) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "application", id.uuid}));
  if (given.decision != Verdict::approve && given.reason.empty())
    return fail(Code::invalid, "reason", "差し戻し・不承認には理由が必要です。申請した方に伝わります。",
                "Returning or refusing needs a reason; the applicant reads it.");
  const auto before = store::find_application(tx, actor.region_id, id);
  if (!before) return not_found();
  if (before->state != ApplicationState::submitted) return decided_already(before);

  ApplicationDecided out;
  std::optional<FacilityId> facility;
  if (given.decision == Verdict::approve) {
    TRY_ASSIGN(auto founded, found(tx, actor, *before));
    facility = founded.facility;
    out.invitation_url = std::move(founded.path);
  }
  const auto state = given.decision == Verdict::approve   ? ApplicationState::approved
                     : given.decision == Verdict::return_ ? ApplicationState::returned
                                                          : ApplicationState::refused;
  if (!store::decide(tx, actor.region_id, id, state, given.reason.value, facility, actor.post_id))
    return decided_already(store::find_application(tx, actor.region_id, id));
  out.application = store::find_application(tx, actor.region_id, id).value();
  store::keep_version(tx, actor.region_id, out.application, actor.post_id);
  tell(tx, actor.region_id, id);
  return out;
}

}  // namespace musubi::facility
