#include "intake/intake_service.hpp"

#include "access/desk.hpp"
#include "base/lost_race.hpp"
#include "crypto/token.hpp"
#include "db/change_feed.hpp"
#include "identity/identity.hpp"
#include "identity/throttle.hpp"
#include "intake/intake_store.hpp"
#include "intake/intake_view.hpp"
#include "person/person_service.hpp"
#include "region/region_service.hpp"

namespace musubi::intake {
namespace {

using access::Action;

constexpr std::string_view kSee = "see_intake", kWrite = "write_intake";

store::Hand hand_of(const Actor& actor) {
  return {actor.post_id, actor.display_name, actor.facility_name};
}

/// Ids only, to the accounts of the desks alone.
void announce(Tx& tx, RegionId region, IntakeId intake) {
  for (const auto account : store::desk_accounts(tx, region, tx.today()))
    db::append_change(
        tx, {.region_id = region, .kind = "intake", .subject_id = intake.uuid, .account_id = account});
}

/// What people read out over the telephone; nothing opens with it.
std::string new_receipt(Tx& tx) {
  return crypto::readable_code(tx.random(), 2, 4);
}

std::unexpected<Error> id_taken() {
  return fail(Code::duplicate, "id", "同じIDの別の相談がすでにあります。登録していません。",
              "Another request with this id exists already. Nothing was kept.");
}
Status check_room(Tx& tx, RegionId region) {
  if (store::count_open(tx, region) < kMostOpen) return {};
  return fail(Code::throttled, "", "相談が混み合っています。お急ぎのときは窓口にお電話ください。",
              "There are too many requests just now. Please ring the desk if it is urgent.");
}

/// The request, seen by staff of a desk.
Result<store::IntakeRow> found(Tx& tx, const Actor& actor, std::string_view action, IntakeId intake) {
  TRY(access::require_desk(tx, actor, action, intake.uuid));
  auto row = store::find(tx, actor.region_id, intake);
  if (!row) return not_found();
  return *std::move(row);
}
/// The next version, or the race is lost.
Result<IntakeView> kept(Tx& tx, const Actor& actor, const store::IntakeRow& next, std::int64_t version) {
  if (next.version != version || !store::update(tx, actor.region_id, next, hand_of(actor)))
    return lost_race(view_of(tx, actor, store::find(tx, actor.region_id, next.id).value()));
  announce(tx, actor.region_id, next.id);
  return view_of(tx, actor, store::find(tx, actor.region_id, next.id).value());
}

Status check_coordinator(Tx& tx, RegionId region, PostId post) {
  for (const auto& member : store::desk_members(tx, region, tx.today()))
    if (member.post_id == post) return {};
  return fail(Code::invalid, "coordinator_post", "この方は、いま窓口にいません。",
              "This member of staff is not at a desk now.");
}

/// As whom the child goes on: a new person, or one whom the actor coordinates.
Result<PersonId> person_of(Tx& tx, const Actor& actor, const IntakeAcceptance& acceptance) {
  if (acceptance.person_id.has_value() == acceptance.person.has_value())
    return fail(Code::invalid, "person", "新しく登録するか、登録済みの方を選んでください。",
                "Please register the child or choose somebody registered already.");
  if (acceptance.person_id) {
    TRY_ASSIGN(const auto grant, access::require_coordinator(tx, actor, Action::edit_person,
                                                             *acceptance.person_id, {{}, "waiting", {}}));
    return grant.person_id;
  }
  TRY_ASSIGN(const auto view, person::register_person(tx, actor, *acceptance.person));
  return view.id;
}

/// The days waited so far go along with the child.
void keep_steps(Tx& tx, const Actor& actor, PersonId person, const store::IntakeRow& row, WaitStage stage) {
  auto number = static_cast<std::int64_t>(store::steps(tx, actor.region_id, person).size());
  const auto add = [&](WaitStage to, const Date& since) {
    WaitMove move;
    move.stage = to;
    move.since = since;
    store::insert_step(tx, actor.region_id, person, ++number, move, hand_of(actor), tx.now());
  };
  add(WaitStage::received, row.received_on);
  if (stage != WaitStage::received) add(WaitStage::interview, row.since);
  if (stage != WaitStage::received && stage != WaitStage::interview) add(stage, tx.today());
  db::append_change(
      tx, {.region_id = actor.region_id, .person_id = person, .kind = "waiting", .subject_id = person.uuid});
}

}  // namespace

Result<IntakePortal> intake_portal(Tx& tx, std::string_view slug) {
  TRY_ASSIGN(const auto region, region::region_named(tx, slug));
  IntakePortal portal{{}, worries()};
  for (const auto& desk : store::facilities(tx, region))
    if (desk.named) portal.desks.push_back(desk.name);
  return portal;
}

Result<IntakeReceipt> ask_for_help(Tx& tx, std::string_view slug, const PortalIntake& sent,
                                   std::string_view address) {
  TRY_ASSIGN(const auto region, region::region_named(tx, slug));
  TRY(identity::take_turn(tx, identity::throttle_key("intake", identity::throttled_address(address)),
                          identity::kAddressLimit));
  TRY(check_sheet(sent.sheet, tx.today()));
  if (store::desk_accounts(tx, region, tx.today()).empty())
    return fail(Code::not_found, "", "この地域では、画面からの相談をまだ受け付けていません。",
                "This region does not take requests here yet.");
  const auto sheet = json::to_json(sent.sheet);
  if (const auto known = store::find(tx, region, sent.id)) {
    if (known->channel != IntakeChannel::portal || store::first_sheet(tx, region, sent.id) != sheet)
      return id_taken();
    return IntakeReceipt{known->receipt};
  }
  TRY(check_room(tx, region));
  store::IntakeRow row;
  row.id = sent.id;
  row.receipt = new_receipt(tx);
  row.sheet = sheet;
  row.since = row.received_on = tx.today();
  if (!store::insert(tx, region, row, {}, tx.now())) return id_taken();
  announce(tx, region, sent.id);
  return IntakeReceipt{row.receipt};
}

Result<IntakeList> list_intakes(Tx& tx, const Actor& actor, bool closed) {
  IntakeList list;
  list.at_desk = access::look_at_desk(tx, actor, kSee);
  if (!list.at_desk) {
    access::mark_own_list(tx, actor);
    return list;
  }
  const auto limits = limits_of(tx, actor.region_id).limits;
  for (const auto& row : store::intakes(tx, actor.region_id, closed, kMostShown))
    list.items.push_back(line_of(row, actor, limits, tx.today()));
  list.worries = worries();
  return list;
}

Result<IntakeView> read_intake(Tx& tx, const Actor& actor, IntakeId intake) {
  TRY_ASSIGN(const auto row, found(tx, actor, kSee, intake));
  return view_of(tx, actor, row);
}

Result<IntakeView> add_intake(Tx& tx, const Actor& actor, const DeskIntake& sent) {
  TRY(access::require_desk(tx, actor, kWrite, sent.id.uuid));
  TRY(check_sheet(sent.sheet, tx.today()));
  if (sent.channel == IntakeChannel::portal)
    return fail(Code::invalid, "channel", "どのように受けたかを選んでください。", "Please say how it came.");
  if (sent.received_on > tx.today() || sent.received_on < add_days(tx.today(), -366))
    return fail(Code::invalid, "received_on", "受け付けた日を確かめてください。", "Please check the day.");
  const auto sheet = json::to_json(sent.sheet);
  if (const auto known = store::find(tx, actor.region_id, sent.id)) {
    if (store::first_sheet(tx, actor.region_id, sent.id) != sheet || known->channel != sent.channel)
      return id_taken();
    return view_of(tx, actor, *known);
  }
  TRY(check_room(tx, actor.region_id));
  store::IntakeRow row;
  row.id = sent.id;
  row.receipt = new_receipt(tx);
  row.channel = sent.channel;
  row.caller = sent.caller;
  row.sheet = sheet;
  row.since = row.received_on = sent.received_on;
  if (!store::insert(tx, actor.region_id, row, hand_of(actor), tx.now())) return id_taken();
  announce(tx, actor.region_id, sent.id);
  return view_of(tx, actor, row);
}

Result<IntakeView> edit_intake(Tx& tx, const Actor& actor, IntakeId intake, std::int64_t version,
                               const IntakeEdit& edit) {
  TRY_ASSIGN(auto row, found(tx, actor, kWrite, intake));
  TRY(check_sheet(edit.sheet, tx.today()));
  const auto sheet = json::to_json(edit.sheet);
  if (row.sheet == sheet && row.version == version + 1) return view_of(tx, actor, row);  // sent again
  TRY(check_move(row.state, {IntakeState::asking, {edit.reason.value}, {}, {}}));
  row.sheet = sheet;
  row.note = edit.reason;
  return kept(tx, actor, row, version);
}

Result<IntakeView> move_intake(Tx& tx, const Actor& actor, IntakeId intake, std::int64_t version,
                               const IntakeMove& move) {
  TRY_ASSIGN(auto row, found(tx, actor, kWrite, intake));
  if (row.version != version) return kept(tx, actor, row, version);
  TRY(check_move(row.state, move));
  const bool was_coordinated = row.coordinator_post.has_value();
  if (move.state == IntakeState::assigned) {
    TRY(check_coordinator(tx, actor.region_id, *move.coordinator_post));
    row.coordinator_post = move.coordinator_post;
  }
  if (row.state == IntakeState::closed) row.coordinator_post.reset();
  const bool answered = move.state == IntakeState::received && row.coordinator_post;
  row.state = answered ? IntakeState::assigned : move.state;
  row.note = move.note;
  row.close_reason = move.state == IntakeState::closed ? move.close_reason : std::nullopt;
  if (row.coordinator_post.has_value() != was_coordinated) row.since = tx.today();
  return kept(tx, actor, row, version);
}

Result<IntakeView> accept_intake(Tx& tx, const Actor& actor, IntakeId intake, std::int64_t version,
                                 const IntakeAcceptance& acceptance) {
  TRY_ASSIGN(auto row, found(tx, actor, kWrite, intake));
  const auto wanted = acceptance.person ? std::optional(acceptance.person->id) : acceptance.person_id;
  if (row.state == IntakeState::accepted && row.version == version + 1 && row.person_id == wanted)
    return view_of(tx, actor, row);  // sent again
  if (row.version != version) return kept(tx, actor, row, version);
  if (row.state != IntakeState::assigned || row.coordinator_post != actor.post_id)
    return fail(Code::gone, "", "受け入れは、担当のコーディネーターが行います。先に担当を決めてください。",
                "Its coordinator accepts a request. Please assign one first.");
  TRY_ASSIGN(const auto person, person_of(tx, actor, acceptance));
  keep_steps(tx, actor, person, row, acceptance.stage);
  row.state = IntakeState::accepted;
  row.person_id = person;
  row.note.clear();
  return kept(tx, actor, row, version);
}

void keep_intake(Tx& tx, RegionId region, const BulkIntake& bulk) {
  store::IntakeRow row;
  row.id = bulk.sent.id;
  row.receipt = bulk.receipt;
  row.channel = bulk.sent.channel;
  row.caller = bulk.sent.caller;
  row.sheet = json::to_json(bulk.sent.sheet);
  row.state = bulk.state;
  row.close_reason = bulk.close_reason;
  row.note = bulk.note;
  row.coordinator_post = bulk.coordinator_post;
  row.since = bulk.since;
  row.received_on = bulk.sent.received_on;
  store::insert(tx, region, row, {bulk.by_post, bulk.by_name, bulk.by_facility},
                japan_midnight(bulk.sent.received_on) + std::chrono::hours(10));
}

}  // namespace musubi::intake
