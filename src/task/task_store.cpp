#include "task/task_store.hpp"

#include <bit>

namespace musubi::task {
namespace {

/// $1 region, $2 person, $3 classes, $4 look-back, $5 own post, $6 own facility, $7 own profession,
/// $8 guardian, $9 coordinates?, $10 guardian?, $11 under a protective limit?, $12 without any consent?,
/// classes for support $13, for planning $14, for handovers $15
#define MUSUBI_TASK_IS_MINE                                                                           \
  "((t.owner_kind = 'member' and t.owner_id = $5) or (t.owner_kind = 'facility' and t.owner_id = $6)" \
  " or (t.owner_kind = 'profession' and t.owner_profession = $7 and $7 <> '')"                        \
  " or (t.owner_kind = 'guardian' and t.owner_id = $8) or (t.owner_kind = 'coordinators' and $9))"
/// A task serves the purpose of what it comes from; those of administration any.
#define MUSUBI_TASK_SERVES                                                                   \
  " and case when t.source in ('consent', 'adulthood', 'waiting', 'seat_opening') then true" \
  " when t.source in ('document', 'school_entry') then (t.class_bit & $14) <> 0"             \
  " when t.source = 'handover' then (t.class_bit & $15) <> 0 else (t.class_bit & $13) <> 0 end"
/// What was handed to somebody is theirs to see, however far back their seat looks.
#define MUSUBI_TASK_IS_SEEN                                                   \
  " t.region_id = $1 and t.person_id = $2 and (t.class_bit & $3) <> 0"        \
  " and (t.created_at >= $4 or (t.state = 'open' and " MUSUBI_TASK_IS_MINE    \
  "))"                                                                        \
  " and (not $12 or t.source in ('consent', 'adulthood'))" MUSUBI_TASK_SERVES \
  " and (not $10 or (not $11 and (t.with_guardians or (t.owner_kind = 'guardian' and t.owner_id = $8)))) "
#define MUSUBI_TASK_COLUMNS                                                                       \
  "select t.task_id, t.title, t.body, t.class_bit, t.owner_kind, t.owner_id, t.owner_profession," \
  " t.owner_name, t.owner_facility, t.due_on, t.with_guardians, t.state, t.source, t.source_id,"  \
  " t.reason, t.closed_at, t.closed_by, t.closed_by_name, t.created_at, t.created_by,"            \
  " t.created_by_name, t.created_by_facility, t.version, " MUSUBI_TASK_IS_MINE " from task t where"

/// As the statement gives them.
struct FlatRow {
  TaskId id;
  std::string title, body;
  std::int64_t class_bit = 0;
  TaskOwnerKind owner_kind = TaskOwnerKind::coordinators;
  std::optional<TaskOwnerId> owner_id;
  std::string owner_profession, owner_name, owner_facility;
  Date due_on;
  bool with_guardians = false;
  TaskState state = TaskState::open;
  TaskSource source = TaskSource::hand;
  std::optional<TaskSourceId> source_id;
  std::string reason;
  std::optional<Time> closed_at;
  std::optional<PostId> closed_by;
  std::string closed_by_name;
  Time created_at{};
  std::optional<PostId> created_by;
  std::string created_by_name, created_by_facility;
  std::int64_t version = 1;
  bool mine = false;
};
BOOST_DESCRIBE_STRUCT(FlatRow, (),
                      (id, title, body, class_bit, owner_kind, owner_id, owner_profession, owner_name,
                       owner_facility, due_on, with_guardians, state, source, source_id, reason, closed_at,
                       closed_by, closed_by_name, created_at, created_by, created_by_name,
                       created_by_facility, version, mine))

InfoClass class_of(std::int64_t bit) {
  return static_cast<InfoClass>(std::countr_zero(static_cast<std::uint64_t>(bit)));
}

TaskRow row_of(FlatRow flat, PersonId person) {
  TaskRow row;
  auto& view = row.view;
  view.id = flat.id;
  view.person_id = person;
  view.title = std::move(flat.title);
  view.body = std::move(flat.body);
  view.info_class = class_of(flat.class_bit);
  view.owner = {flat.owner_kind, flat.owner_id, flat.owner_profession, flat.owner_name, flat.owner_facility};
  view.due_on = flat.due_on;
  view.with_guardians = flat.with_guardians;
  view.state = flat.state;
  view.source = flat.source;
  view.source_id = flat.source_id;
  view.reason = std::move(flat.reason);
  view.closed_at = flat.closed_at;
  view.closed_by_name = std::move(flat.closed_by_name);
  view.created_at = flat.created_at;
  view.created_by_name = std::move(flat.created_by_name);
  view.created_by_facility = std::move(flat.created_by_facility);
  view.version = flat.version;
  view.mine = flat.mine;
  row.created_by = flat.created_by;
  row.closed_by = flat.closed_by;
  return row;
}

/// The nil id is nobody's and nothing's.
template <class R, class... A>
std::vector<R> all(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  return tx.all<R>(sql, reach.region, reach.person, reach.classes, reach.since, reach.post,
                   reach.facility.value_or(FacilityId{}), reach.profession,
                   reach.guardian.value_or(GuardianId{}), reach.coordinates, reach.is_guardian,
                   reach.is_restricted, reach.is_intake, reach.for_support, reach.for_planning,
                   reach.for_handover, own...);
}
template <class... A>
std::vector<TaskRow> rows(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  std::vector<TaskRow> out;
  for (auto& flat : all<FlatRow>(tx, reach, sql, own...))
    out.push_back(row_of(std::move(flat), reach.person));
  return out;
}

struct VersionBody {
  TaskContent content;
  Line<200> owner_name;
};
BOOST_DESCRIBE_STRUCT(VersionBody, (), (content, owner_name))

/// The present row, as the next version.
void keep_version(Tx& tx, RegionId region, TaskId task, const Hand& by, Time at) {
  using Row = std::tuple<std::int64_t, std::int64_t, bool, std::string, std::string, std::string, std::string,
                         TaskOwnerKind, std::optional<TaskOwnerId>, std::string, std::string, Date>;
  const auto [version, bit, shared, state, reason, title, body, kind, id, profession, owner, due] =
      tx.one<Row>(R"sql(
    select version, class_bit, with_guardians, state, reason, title, body, owner_kind, owner_id, owner_profession,
           owner_name, due_on
      from task where region_id = $1 and task_id = $2
  )sql",
                  region, task);
  const VersionBody kept{{{title}, {body}, class_of(bit), {kind, id, {profession}}, due, shared}, {owner}};
  tx.run(R"sql(
    insert into task_version (region_id, task_id, version, class_bit, with_guardians, body, state, reason, at, by_post,
                              by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  )sql",
         region, task, version, bit, shared, json::to_json(kept), state, reason, at, by.post_id, by.name);
}

}  // namespace

Hand hand_of(const access::Actor& actor) {
  return {actor.post_id, actor.display_name, actor.facility_name};
}

Reach reach_of(const access::Actor& actor, const access::Grant& grant) {
  Reach reach;
  reach.region = actor.region_id;
  reach.person = grant.person_id;
  reach.classes = grant.classes;
  if (grant.looks_back_to) reach.since = japan_midnight(*grant.looks_back_to);
  reach.post = actor.post_id;
  reach.facility = actor.facility_id;
  reach.profession = actor.profession;
  reach.guardian = grant.guardian_id;
  reach.coordinates = !grant.is_guardian && grant.role == access::SeatRole::coordinator;
  reach.is_guardian = grant.is_guardian;
  reach.is_restricted = grant.is_restricted;
  reach.is_intake = grant.basis == access::Basis::intake;
  reach.for_support = grant.classes_for(Purpose::support);
  reach.for_planning = grant.classes_for(Purpose::planning);
  reach.for_handover = grant.classes_for(Purpose::handover);
  return reach;
}

std::vector<TaskRow> open_tasks(Tx& tx, const Reach& reach) {
  static constexpr std::string_view kSql =
      MUSUBI_TASK_COLUMNS MUSUBI_TASK_IS_SEEN "and t.state = 'open' order by t.due_on, t.task_id limit $16";
  return rows(tx, reach, kSql, kMostOpen + 50);  // the program's own are not counted at the limit
}

std::vector<TaskRow> tasks_of_today(Tx& tx, const Reach& reach, const Date& today, std::int64_t limit) {
  static constexpr std::string_view kSql = MUSUBI_TASK_COLUMNS MUSUBI_TASK_IS_SEEN
      "and t.state = 'open' and (" MUSUBI_TASK_IS_MINE
      " or ($9 and t.due_on < $16)) order by t.due_on, t.task_id limit $17";
  return rows(tx, reach, kSql, today, limit);
}

std::vector<TaskRow> closed_tasks(Tx& tx, const Reach& reach, TaskId before, std::int64_t limit) {
  static constexpr std::string_view kSql = MUSUBI_TASK_COLUMNS MUSUBI_TASK_IS_SEEN R"sql(
    and t.state <> 'open'
    and (not exists (select 1 from task b where b.region_id = $1 and b.task_id = $16)
         or exists (select 1 from task b where b.region_id = $1 and b.task_id = $16
                       and (t.closed_at < b.closed_at or (t.closed_at = b.closed_at and t.task_id < b.task_id))))
    order by t.closed_at desc, t.task_id desc limit $17
  )sql";
  return rows(tx, reach, kSql, before, limit);
}

std::optional<TaskRow> find_task(Tx& tx, const Reach& reach, TaskId task) {
  static constexpr std::string_view kSql = MUSUBI_TASK_COLUMNS MUSUBI_TASK_IS_SEEN "and t.task_id = $16";
  auto found = rows(tx, reach, kSql, task);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<TaskVersionView> task_versions(Tx& tx, const Reach& reach, TaskId task) {
  using Row = std::tuple<std::int64_t, Time, std::string, TaskState, std::string, std::string>;
  static constexpr std::string_view kSql =
      "select v.version, v.at, v.by_name, v.state, v.body, v.reason"
      " from task t join task_version v on v.region_id = t.region_id and v.task_id = t.task_id"
      " where" MUSUBI_TASK_IS_SEEN
      "and t.task_id = $16 and (v.class_bit & $3) <> 0"
      " and (not $10 or v.with_guardians or (t.owner_kind = 'guardian' and t.owner_id = $8))"
      " order by v.version desc limit 200";
  std::vector<TaskVersionView> versions;
  for (const auto& [version, at, by_name, state, body, reason] : all<Row>(tx, reach, kSql, task)) {
    auto kept = json::read<VersionBody>(body).value();
    versions.push_back({version, at, by_name, state, std::move(kept.content), kept.owner_name.value, reason});
  }
  return versions;
}

std::int64_t count_open(Tx& tx, RegionId region, PersonId person) {
  return tx.one<std::int64_t>(
      "select count(*) from task where region_id = $1 and person_id = $2 and state = 'open' and cause = ''",
      region, person);
}

std::optional<FirstTask> first_task(Tx& tx, RegionId region, TaskId task) {
  return tx.first<FirstTask>(R"sql(
    select t.person_id, t.created_by, v.body, t.source_id
      from task t join task_version v on v.region_id = t.region_id and v.task_id = t.task_id and v.version = 1
     where t.region_id = $1 and t.task_id = $2
  )sql",
                             region, task);
}

bool insert_task(Tx& tx, RegionId region, PersonId person, const Beginning& task, const Hand& by, Time at) {
  const auto& content = task.content;
  const bool kept =
      tx.run(R"sql(
    insert into task (region_id, person_id, task_id, title, body, class_bit, owner_kind, owner_id, owner_profession,
                      owner_name, owner_facility, due_on, with_guardians, state, source, source_id, cause, reason,
                      closed_by_name, created_at, created_by, created_by_name, created_by_facility, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'open', $14, $15, $16, '', '', $17, $18, $19, $20, 1)
    on conflict do nothing
  )sql",
             region, person, task.id, content.title, content.body, ClassSet::of(content.info_class),
             task.owner.kind, task.owner.id, task.owner.profession, task.owner.name, task.owner.facility_name,
             content.due_on, content.with_guardians, task.source, task.source_id, task.cause, at, by.post_id,
             by.name, by.facility_name) == 1;
  if (kept) keep_version(tx, region, task.id, by, at);
  return kept;
}

bool update_task(Tx& tx, RegionId region, TaskId task, std::int64_t version, const TaskContent& content,
                 const TaskOwnerView& owner, const std::string& reason, const Hand& by) {
  const bool kept =
      tx.run(R"sql(
    update task set title = $4, body = $5, class_bit = $6, owner_kind = $7, owner_id = $8, owner_profession = $9,
                    owner_name = $10, owner_facility = $11, due_on = $12, with_guardians = $13, reason = $14,
                    version = version + 1
     where region_id = $1 and task_id = $2 and version = $3 and state = 'open'
  )sql",
             region, task, version, content.title, content.body, ClassSet::of(content.info_class), owner.kind,
             owner.id, owner.profession, owner.name, owner.facility_name, content.due_on,
             content.with_guardians, reason) == 1;
  if (kept) keep_version(tx, region, task, by, tx.now());
  return kept;
}

bool move_task(Tx& tx, RegionId region, TaskId task, std::int64_t version, TaskState state,
               const std::string& reason, const Hand& by) {
  const bool open = state == TaskState::open;
  const bool kept =
      tx.run(R"sql(
    update task set state = $4, reason = $5, closed_at = $6, closed_by = $7, closed_by_name = $8, version = version + 1
     where region_id = $1 and task_id = $2 and version = $3
  )sql",
             region, task, version, state, reason, open ? std::nullopt : std::optional(tx.now()),
             open ? std::nullopt : by.post_id, open ? std::string() : by.name) == 1;
  if (kept) keep_version(tx, region, task, by, tx.now());
  return kept;
}

void move_caused(Tx& tx, RegionId region, TaskId task, TaskState state) {
  const auto version =
      tx.one<std::int64_t>("select version from task where region_id = $1 and task_id = $2", region, task);
  move_task(tx, region, task, version, state, "", {});
}

std::vector<access::Listener> guardians_of(Tx& tx, RegionId region, PersonId person,
                                           std::optional<TaskOwnerId> only) {
  return tx.all<access::Listener>(R"sql(
    select p.account_id, p.post_id
      from guardian g
      join post p on p.region_id = g.region_id and p.post_id = g.post_id and p.state = 'active'
                 and p.account_id is not null
     where g.region_id = $1 and g.person_id = $2 and g.ended_at is null and not g.restricted
       and ($3 or g.guardian_id = $4) and (g.relation <> 'self' or $5)
  )sql",
                                  region, person, !only.has_value(), only.value_or(TaskOwnerId{}),
                                  access::standing_of(tx, region, person).own_in_full);
}

TaskAudience audience_of(Tx& tx, RegionId region, TaskId task) {
  using Row = std::tuple<std::int64_t, bool, TaskOwnerKind, std::optional<TaskOwnerId>>;
  const auto [bit, shared, kind, owner] = tx.one<Row>(
      "select class_bit, with_guardians, owner_kind, owner_id from task where region_id = $1 and task_id = "
      "$2",
      region, task);
  return {class_of(bit), shared, kind == TaskOwnerKind::guardian ? owner : std::nullopt};
}

std::vector<OwnerRow> team_of(Tx& tx, RegionId region, PersonId person, const Date& today) {
  return tx.all<OwnerRow>(R"sql(
    select p.post_id, coalesce(p.name, ''), coalesce(p.profession, ''), f.facility_id, f.name, s.classes,
           s.role = 'coordinator'
      from seat s
      join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
      left join post p on p.region_id = s.region_id and p.facility_id = s.facility_id and p.state = 'active'
                      and p.kind = 'professional'
                      and (s.post_id = p.post_id
                           or (s.post_id is null and (s.profession = '' or s.profession = p.profession)))
     where s.region_id = $1 and s.person_id = $2 and s.state = 'active'
       and s.starts_on <= $3 and (s.ends_on is null or s.ends_on >= $3)
     order by f.name, p.kana, p.post_id
  )sql",
                          region, person, today);
}

std::vector<GuardianRow> guardian_owners(Tx& tx, RegionId region, PersonId person) {
  return tx.all<GuardianRow>(R"sql(
    select guardian_id, name from guardian
     where region_id = $1 and person_id = $2 and ended_at is null and verified_at is not null and not restricted
       and (relation <> 'self' or $3)
     order by guardian_id
  )sql",
                             region, person, access::standing_of(tx, region, person).own_in_full);
}

std::optional<GuardianRow> own_owner(Tx& tx, RegionId region, PersonId person) {
  return tx.first<GuardianRow>(R"sql(
    select guardian_id, name from guardian
     where region_id = $1 and person_id = $2 and ended_at is null and relation = 'self' and verified_at >= $3
  )sql",
                               region, person, access::standing_of(tx, region, person).own_in_full_since());
}

std::vector<BusyPerson> busy_people(Tx& tx, const access::Actor& actor, const Date& today,
                                    std::int64_t limit) {
  return tx.all<BusyPerson>(R"sql(
    select p.person_id, p.family_name || case when p.given_name = '' then '' else ' ' || p.given_name end
      from (select person_id from seat
             where region_id = $1 and facility_id = $2 and state = 'active' and (post_id = $3 or post_id is null)
            union
            select person_id from guardian where region_id = $1 and post_id = $3 and ended_at is null) o
      join person p on p.region_id = $1 and p.person_id = o.person_id
     where exists (select 1 from task t
                    where t.region_id = $1 and t.person_id = o.person_id and t.state = 'open'
                      and (t.due_on < $5 or t.owner_kind in ('coordinators', 'guardian')
                           or (t.owner_kind = 'member' and t.owner_id = $3)
                           or (t.owner_kind = 'facility' and t.owner_id = $2)
                           or (t.owner_kind = 'profession' and t.owner_profession = $4)))
     order by p.person_id limit $6
  )sql",
                            actor.region_id, actor.facility_id.value_or(FacilityId{}), actor.post_id,
                            actor.profession, today, limit);
}

// --- causes

std::vector<Caused> caused_tasks(Tx& tx, RegionId region, PersonId person) {
  return tx.all<Caused>(R"sql(
    select task_id, cause, state, closed_by is null and state <> 'open'
      from task where region_id = $1 and person_id = $2 and cause <> ''
  )sql",
                        region, person);
}

std::vector<RegionId> regions(Tx& tx) {
  return tx.all<RegionId>("select region_id from region order by region_id");
}

std::vector<CausePerson> supported_people(Tx& tx, RegionId region, PersonId after, std::int64_t limit) {
  return tx.all<CausePerson>(R"sql(
    select person_id, birth_date from person
     where region_id = $1 and person_id > $2 and state not in ('moved', 'finished') order by person_id limit $3
  )sql",
                             region, after, limit);
}

std::optional<CausePerson> supported_person(Tx& tx, RegionId region, PersonId person) {
  return tx.first<CausePerson>(R"sql(
    select person_id, birth_date from person
     where region_id = $1 and person_id = $2 and state not in ('moved', 'finished')
  )sql",
                               region, person);
}

}  // namespace musubi::task
