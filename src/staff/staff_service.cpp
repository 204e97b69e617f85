#include "staff/staff_service.hpp"

#include <fmt/format.h>

#include "codes/codes.hpp"
#include "db/change_feed.hpp"
#include "identity/identity_service.hpp"
#include "staff/staff_store.hpp"
#include "team/succession.hpp"

namespace musubi::staff {
namespace {

using access::Duty;
using access::PostKind;
using store::StoredPost;

void tell(Tx& tx, RegionId region, PostId post) {
  db::append_change(tx, {.region_id = region, .kind = "staff", .subject_id = post.uuid});
}

StaffView view_of(PostId post, const StoredPost& stored) {
  const auto& row = stored.row;
  return {post,
          row.name,
          row.kana,
          row.profession,
          row.title,
          row.licence_number,
          row.is_manager,
          row.state,
          row.starts_on,
          row.ends_on,
          stored.version,
          stored.account_id.has_value(),
          stored.invited_until};
}

/// Those who administer the post: its facility's manager or an operator; only operators for operators and
/// auditors. A post of another region is not there.
Result<StoredPost> administered(Tx& tx, const Actor& actor, PostId post) {
  auto stored = store::find(tx, actor.region_id, post);
  if (!stored) return not_found();
  const access::Target target{{}, "post", post.uuid};
  if (access::is_of_region(stored->kind))
    TRY(access::require_duty(tx, actor, Duty::operate_region, {}, target));
  else
    TRY(access::require_duty(tx, actor, Duty::manage_facility, stored->facility_id, target));
  return std::move(*stored);
}

Status check_row(const PostRow& row, PostKind kind) {
  if (kind == PostKind::professional && codes::find_profession(row.profession) == nullptr)
    return fail(Code::invalid, "profession", "職種を選んでください。", "Please choose a profession.");
  if (row.ends_on && *row.ends_on < row.starts_on)
    return fail(Code::invalid, "ends_on", "終了日が開始日より前です。", "The last day is before the first.");
  return {};
}

bool is_own(const Actor& actor, PostId post, const StoredPost& stored) {
  return post == actor.post_id || stored.account_id == actor.account_id;
}

/// Nobody widens through administration what they may themselves: a profession opens the facility's seats, a
/// longer period keeps them open. Giving something up is always allowed.
Status check_own(const Actor& actor, PostId post, const StoredPost& before, const PostRow& after) {
  if (!is_own(actor, post, before)) return {};
  const auto& row = before.row;
  const bool longer = row.ends_on && (!after.ends_on || *after.ends_on > *row.ends_on);
  const bool back = after.state == StaffState::active && row.state != StaffState::active;
  if (after.profession == row.profession && after.is_manager <= row.is_manager && !longer && !back &&
      after.starts_on >= row.starts_on)
    return {};
  return fail(Code::forbidden, "",
              "自分の職種・権限・期間は変更できません。ほかの管理者か、地域の運営担当に頼んでください。",
              "You cannot change your own profession, rights or period. Please ask another manager or the "
              "region's operators.");
}

/// Nobody locks the door behind the last key: who manages alone cannot give that up alone.
Status check_last_manager(Tx& tx, const Actor& actor, PostId post, const StoredPost& before,
                          const PostRow& after) {
  if (actor.post_id != post) return {};
  const bool is_operator = before.kind == PostKind::operator_;
  if (!is_operator && !before.row.is_manager) return {};
  const bool goes_on = (is_operator || after.is_manager) && after.state == StaffState::active &&
                       after.starts_on <= std::max(tx.today(), before.row.starts_on) &&
                       (!after.ends_on || after.ends_on == before.row.ends_on);
  if (goes_on) return {};
  if (store::others_manage(tx, actor.region_id, before.facility_id, post)) return {};
  return fail(Code::conflict, "",
              "ほかに管理者がいないため、自分の管理者権限や所属を終えることはできません。先に別の管理者を登録"
              "してください。",
              "You are the only manager. Please add another one before giving this up.");
}

/// No team stays behind without a coordinator: its teams are handed over in the same step, or the post goes
/// on.
Status hand_teams_over(Tx& tx, const Actor& actor, PostId post, std::optional<Date> last_day,
                       const std::optional<PostId>& successor) {
  const int alone = team::teams_left_alone(tx, actor.region_id, post, last_day);
  if (alone == 0) return {};
  if (!successor)
    return fail(
        Code::conflict, "hand_over_to",
        fmt::format(
            "この職員だけがコーディネーターを務める支援チームが{}あります。後任の職員を選んでから続けて"
            "ください。本人が各チームの画面で別のコーディネーターを決めることもできます。",
            alone),
        fmt::format(
            "This person alone coordinates {} support team(s). Choose who takes them over, or let them "
            "appoint another coordinator on each team's page first.",
            alone));
  return team::hand_over_teams(tx, actor, post, *successor, last_day);
}

Result<StaffView> keep(Tx& tx, const Actor& actor, PostId post, const StoredPost& before,
                       const PostRow& after, std::string_view reason) {
  if (!store::update(tx, actor.region_id, post, before.version, after)) {
    auto lost = fail(Code::conflict, "", "ほかの人が先に変更しました。内容を確かめてからやり直してください。",
                     "Somebody else changed this meanwhile. Please look again.");
    if (const auto now = store::find(tx, actor.region_id, post))
      lost.error().current = json::to_json(view_of(post, *now));
    return lost;
  }
  store::insert_version(tx, actor.region_id, post, before.version + 1, after, reason, actor.post_id);
  tell(tx, actor.region_id, post);
  return view_of(post, store::find(tx, actor.region_id, post).value());
}

/// Checked now, so that whoever takes the post is not stopped by a login that can never be.
Result<std::string> suggestion_of(const std::string& login) {
  if (login.empty()) return std::string();
  return identity::login_of(login);
}

/// Whether the post under this id is just what was asked for, by a retried call; `duplicate` if it is
/// something else.
Status same_again(Tx& tx, RegionId region, PostId id, PostKind kind, std::optional<FacilityId> facility,
                  PostRow row) {
  auto stored = store::find(tx, region, id);
  if (stored) row.state = stored->row.state;
  if (stored && stored->kind == kind && stored->facility_id == facility && stored->row == row) return {};
  return fail(Code::duplicate, "id", "同じIDの別の登録がすでにあります。",
              "Something else with this id exists already.");
}

struct Offered {
  StoredPost post;
  std::string path;
};
Result<Offered> offer(Tx& tx, const Actor& actor, PostId id, PostKind kind,
                      std::optional<FacilityId> facility, const PostRow& row, const std::string& login) {
  TRY_ASSIGN(const auto suggestion, suggestion_of(login));
  TRY(check_row(row, kind));
  if (store::insert(tx, actor.region_id, id, kind, facility, row)) {
    store::insert_version(tx, actor.region_id, id, 1, row, "登録", actor.post_id);
    tell(tx, actor.region_id, id);
  }
  TRY(same_again(tx, actor.region_id, id, kind, facility, row));
  TRY_ASSIGN(auto issued, identity::create_invitation(tx, actor.region_id, id, suggestion, actor.post_id));
  return Offered{store::find(tx, actor.region_id, id).value(), std::move(issued.path)};
}

}  // namespace

Result<PostId> create_post(Tx& tx, const NewPost& post) {
  TRY(check_row(post.row, post.kind));
  const auto id = post.id.is_nil() ? tx.new_id<PostId>() : post.id;
  if (!store::insert(tx, post.region_id, id, post.kind, post.facility_id, post.row))
    return fail(Code::duplicate, "id", "同じIDの所属がすでにあります。",
                "A post with this id exists already.");
  store::insert_version(tx, post.region_id, id, 1, post.row, post.reason.empty() ? "登録" : post.reason,
                        post.by);
  tell(tx, post.region_id, id);
  return id;
}

bool has_manager(Tx& tx, RegionId region, FacilityId facility) {
  return store::has_manager(tx, region, facility);
}

Result<std::vector<StaffView>> staff_of(Tx& tx, const Actor& actor, FacilityId facility) {
  const bool manages =
      actor.kind == PostKind::operator_ || (actor.is_manager && actor.facility_id == facility);
  if (manages) {
    TRY(access::require_duty(tx, actor, Duty::manage_facility, facility));
    return store::of_facility(tx, actor.region_id, facility, false);
  }
  TRY(access::require_duty(tx, actor, Duty::see_directory, {}, {{}, "facility", facility.uuid}));
  if (!store::facility_exists(tx, actor.region_id, facility)) return not_found();
  auto list = store::of_facility(tx, actor.region_id, facility, true);
  for (auto& line : list) {
    line.licence_number.reset();
    line.invited_until.reset();
  }
  return list;
}

Result<StaffAdded> add_staff(Tx& tx, const Actor& actor, FacilityId facility, const NewStaff& given) {
  TRY(access::require_duty(tx, actor, Duty::manage_facility, facility));
  const PostRow row{given.name,          given.kana,           given.profession,
                    given.title,         given.licence_number, given.is_manager,
                    StaffState::invited, given.starts_on,      given.ends_on};
  TRY_ASSIGN(auto made, offer(tx, actor, given.id, PostKind::professional, facility, row, given.login));
  return StaffAdded{view_of(given.id, made.post), std::move(made.path)};
}

Result<StaffView> edit_staff(Tx& tx, const Actor& actor, PostId post, std::int64_t version,
                             const StaffEdit& given) {
  TRY_ASSIGN(auto before, administered(tx, actor, post));
  PostRow after{given.name,       given.kana,       given.profession, given.title,  given.licence_number,
                given.is_manager, before.row.state, given.starts_on,  given.ends_on};
  // 管理者権限は他人の権限を動かす: domain.md, rule 1
  // 職種は施設の参加（席）を開き、期間は終わった所属をまた開く
  const bool another = !access::is_of_region(before.kind) && after.profession != before.row.profession;
  const bool rights = another || after.is_manager != before.row.is_manager ||
                      after.starts_on != before.row.starts_on || after.ends_on != before.row.ends_on;
  if (rights && actor.strength < access::Strength::fresh) return fail(Code::step_up_needed);
  if (access::is_of_region(before.kind)) {
    after.profession.clear();
    after.is_manager = false;
  }
  TRY(check_own(actor, post, before, after));
  TRY(check_row(after, before.kind));
  TRY(check_last_manager(tx, actor, post, before, after));
  if (after.ends_on && after.ends_on != before.row.ends_on && before.row.state == StaffState::active) {
    TRY(hand_teams_over(tx, actor, post, after.ends_on, given.hand_over_to));
  }
  before.version = version;
  TRY_ASSIGN(auto kept,
             keep(tx, actor, post, before, after, given.reason.empty() ? "変更" : given.reason.value));
  if (another && after.state != StaffState::left)
    team::tell_seats_opened(tx, actor, before.facility_id.value(), {post, after.name, after.profession});
  return kept;
}

bool may_become(StaffState from, StaffState to) {
  switch (from) {
    case StaffState::invited:
      return to == StaffState::left;
    case StaffState::active:
      return to == StaffState::suspended || to == StaffState::left;
    case StaffState::suspended:
      return to == StaffState::active || to == StaffState::left;
    case StaffState::left:
      return to == StaffState::active;
  }
  return false;
}

Result<StaffView> change_state(Tx& tx, const Actor& actor, PostId post, const StateChange& given) {
  TRY_ASSIGN(const auto before, administered(tx, actor, post));
  if (given.state == StaffState::invited)
    return fail(Code::invalid, "state", "この状態には変更できません。", "This state cannot be chosen.");
  if (before.row.state == given.state) return view_of(post, before);
  if (!may_become(before.row.state, given.state)) {
    auto wrong =
        fail(Code::conflict, "state", "いまの状態からは変更できません。画面を読み込み直してください。",
             "This cannot be done from the present state. Please load the page again.");
    wrong.error().current = json::to_json(view_of(post, before));
    return wrong;
  }
  auto after = before.row;
  after.state = given.state;
  if (given.state == StaffState::active) {
    if (!before.account_id) after.state = StaffState::invited;  // nobody ever took it: a new link is needed
    if (after.ends_on && *after.ends_on <= tx.today()) after.ends_on.reset();
  }
  if (given.state == StaffState::left && (!after.ends_on || *after.ends_on > tx.today()))
    after.ends_on = std::max(tx.today(), after.starts_on);
  TRY(check_own(actor, post, before, after));
  TRY(check_last_manager(tx, actor, post, before, after));
  if (after.state == StaffState::suspended || after.state == StaffState::left) {
    if (before.row.state == StaffState::active)
      TRY(hand_teams_over(tx, actor, post, std::nullopt, given.hand_over_to));
    identity::revoke_invitations(tx, actor.region_id, post);
  }
  return keep(tx, actor, post, before, after, given.reason.value);
}

Result<StaffDuties> duties_of(Tx& tx, const Actor& actor, PostId post) {
  TRY_ASSIGN(const auto stored, administered(tx, actor, post));
  if (stored.row.state != StaffState::active) return StaffDuties{};
  return StaffDuties{team::teams_left_alone(tx, actor.region_id, post, std::nullopt)};
}

Status reset_factors(Tx& tx, const Actor& actor, PostId post) {
  TRY_ASSIGN(const auto stored, administered(tx, actor, post));
  if (is_own(actor, post, stored))
    return fail(Code::conflict, "", "自分の二段階認証は「自分の設定」で変えてください。",
                "Please change your own second factor in your settings.");
  if (!stored.account_id)
    return fail(Code::conflict, "", "まだだれも使っていない所属です。", "Nobody has taken this post yet.");
  const bool operates = actor.kind == PostKind::operator_;
  return identity::reset_second_factor_of(tx, actor, *stored.account_id, actor.region_id,
                                          operates ? std::nullopt : stored.facility_id);
}

Result<identity::PasswordResetLink> reset_password(Tx& tx, const Actor& actor, PostId post) {
  TRY_ASSIGN(const auto stored, administered(tx, actor, post));
  const bool operates = actor.kind == PostKind::operator_;
  if (stored.row.is_manager && !operates)
    return fail(Code::forbidden, "", "管理者のパスワードの再設定は、地域の運営担当に頼んでください。",
                "A manager's password is reset by the region's operators.");
  if (!stored.account_id || stored.row.state != StaffState::active)
    return fail(Code::conflict, "", "使われていない所属です。", "Nobody acts under this post.");
  return identity::issue_password_reset(tx, actor, *stored.account_id,
                                        operates ? std::nullopt : stored.facility_id);
}

Result<InvitationUrl> invite_again(Tx& tx, const Actor& actor, PostId post) {
  TRY_ASSIGN(const auto stored, administered(tx, actor, post));
  const auto login = identity::suggested_login(tx, actor.region_id, post);
  TRY_ASSIGN(auto issued, identity::create_invitation(tx, actor.region_id, post, login, actor.post_id));
  tell(tx, actor.region_id, post);
  return InvitationUrl{std::move(issued.path)};
}

Result<std::vector<StaffView>> posts_of_kind(Tx& tx, const Actor& actor, PostKind kind) {
  TRY(access::require_duty(tx, actor, Duty::operate_region));
  if (!access::is_of_region(kind))
    return fail(Code::invalid, "kind", "一覧できるのは運営者と監査担当の所属だけです。",
                "Only operators and auditors are listed here.");
  return store::of_kind(tx, actor.region_id, kind);
}

Result<InvitationUrl> add_operator(Tx& tx, const Actor& actor, const NewOperator& given) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "post", given.id.uuid}));
  const auto kind = given.kind.value_or(PostKind::operator_);
  if (!access::is_of_region(kind))
    return fail(Code::invalid, "kind", "運営者か監査担当を選んでください。",
                "Choose an operator or an auditor.");
  PostRow row;
  row.name = given.name;
  row.kana = given.kana;
  row.starts_on = tx.today();
  TRY_ASSIGN(auto made, offer(tx, actor, given.id, kind, std::nullopt, row, given.login));
  return InvitationUrl{std::move(made.path)};
}

}  // namespace musubi::staff
