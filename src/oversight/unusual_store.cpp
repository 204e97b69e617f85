// What stands out in the audit log: bursts of an account within any sixty minutes, nights, looks without a
// seat.
#include <algorithm>
#include <map>

#include "oversight/oversight_store.hpp"

namespace musubi::oversight::store {
namespace {

constexpr std::int64_t kHourUs = 3'600'000'000;

// Opening a notebook, its past or a profile. Lists of one's own people leave a record for each of them, and
// so do the pictures in them: nothing anybody asked for.
#define MUSUBI_OPENED                                                                       \
  "a.outcome = 'granted' and (a.action in ('read', 'export_data', 'read_past', 'see_past'," \
  " 'read_plans', 'read_past_plans', 'export_plans', 'export_handover')"                    \
  " or (a.action = 'see_person' and a.subject_kind = 'person'))"
#define MUSUBI_REFUSED "a.outcome = 'refused'"
// Wanted without a seat, or opened in an emergency.
#define MUSUBI_WITHOUT_SEAT \
  "((a.outcome = 'refused' and a.basis = 'seat') or (a.outcome = 'granted' and a.action = 'break_glass'))"
#define MUSUBI_IN_RANGE " where a.region_id = $1 and a.audit_id >= $2 and a.audit_id < $3 and "

/// One account under one post.
struct Who {
  AccountId account_id;
  std::optional<PostId> post_id;
  auto operator<=>(const Who&) const = default;
};
struct Group {
  AccountId account_id;
  std::optional<PostId> post_id;
  Time first{}, last{};
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Group, (), (account_id, post_id, first, last, count))
struct Look {
  Time at{};
  std::optional<PersonId> person_id;
};
BOOST_DESCRIBE_STRUCT(Look, (), (at, person_id))

/// Groups with at least `$4` of something, by whatever `key` says.
#define MUSUBI_GROUPS(count, filter, key)                                                               \
  "select a.account_id, a.post_id, min(a.at), max(a.at), " count " from audit a" MUSUBI_IN_RANGE filter \
  " group by a.account_id, a.post_id, " key " having " count " >= $4"
#define MUSUBI_LOOKS(filter)                                     \
  "select a.at, a.person_id from audit a" MUSUBI_IN_RANGE filter \
  " and a.account_id = $4 and (a.post_id = $5 or (a.post_id is null and $5 is null)) order by a.audit_id"

struct Statements {
  std::string_view groups, looks;
};
constexpr Statements kOpened{MUSUBI_GROUPS("count(distinct a.person_id)", MUSUBI_OPENED, "a.at / 3600000000"),
                             MUSUBI_LOOKS(MUSUBI_OPENED)};
constexpr Statements kRefused{MUSUBI_GROUPS("count(*)", MUSUBI_REFUSED, "a.at / 3600000000"),
                              MUSUBI_LOOKS(MUSUBI_REFUSED)};

/// Stretches of time in which every look has at least `least` within the sixty minutes before it, with the
/// most that any such hour had: different people if `people`, else looks.
std::vector<Group> bursts_in(const Who& who, const std::vector<Look>& looks, bool people,
                             std::int64_t least) {
  std::vector<Group> bursts;
  std::map<PersonId, int> seen;
  std::size_t from = 0;
  for (std::size_t at = 0; at < looks.size(); ++at) {
    if (looks[at].person_id) ++seen[*looks[at].person_id];
    for (; looks[at].at - looks[from].at >= microseconds{kHourUs}; ++from)
      if (const auto left = looks[from].person_id; left && --seen[*left] == 0) seen.erase(*left);
    const auto count = static_cast<std::int64_t>(people ? seen.size() : at - from + 1);
    if (count < least) continue;
    if (bursts.empty() || bursts.back().last < looks[from].at)
      bursts.push_back({who.account_id, who.post_id, looks[from].at, {}, 0});
    bursts.back().last = looks[at].at;
    bursts.back().count = std::max(bursts.back().count, count);
  }
  return bursts;
}

/// Sixty minutes with so many touch a clock hour with at least half of them: those hours and their neighbours
/// are looked at closely.
std::vector<Group> bursts(Tx& tx, RegionId region, const IdRange& range, const Statements& sql, bool people,
                          std::int64_t least) {
  std::map<Who, std::vector<std::pair<Time, Time>>> suspects;
  for (const auto& hour : tx.all<Group>(sql.groups, region, range.from, range.before, (least + 1) / 2))
    suspects[{hour.account_id, hour.post_id}].emplace_back(hour.first - microseconds{kHourUs},
                                                           hour.last + microseconds{kHourUs});
  std::vector<Group> out;
  for (auto& [who, spans] : suspects) {
    std::ranges::sort(spans);
    for (std::size_t i = 0; i < spans.size();) {
      auto [from, until] = spans[i];
      for (++i; i < spans.size() && spans[i].first <= until; ++i) until = std::max(until, spans[i].second);
      const auto span = range_of(from, until + std::chrono::milliseconds(1));
      const auto found =
          bursts_in(who,
                    tx.all<Look>(sql.looks, region, std::max(span.from, range.from),
                                 std::min(span.before, range.before), who.account_id, who.post_id),
                    people, least);
      out.insert(out.end(), found.begin(), found.end());
    }
  }
  return out;
}

UnusualLook named(Tx& tx, RegionId region, UnusualKind kind, const Group& group) {
  using Names = std::tuple<std::string, std::string, std::string, std::string>;
  const auto names = tx.first<Names>(R"sql(
    select coalesce(c.login, ''), coalesce(p.name, c.display_name, ''), coalesce(f.name, ''),
           coalesce(p.profession, '')
      from account c
      left join post p on p.region_id = $1 and p.post_id = $3
      left join facility f on f.region_id = $1 and f.facility_id = p.facility_id
     where c.account_id = $2
  )sql",
                                     region, group.account_id, group.post_id);
  const auto [login, name, facility, profession] = names.value_or(Names{});
  return {kind, group.account_id, login, name, facility, profession, group.first, group.last, group.count};
}

}  // namespace

std::vector<UnusualLook> unusual(Tx& tx, RegionId region, const IdRange& range, int limit) {
  // Hours since 1970 in Japan, plus two: a night from 22 o'clock is the first seven hours of such a day.
  static constexpr std::string_view kNights =
      MUSUBI_GROUPS("count(distinct a.person_id)",
                    MUSUBI_OPENED " and a.profession <> '' and (a.at / 3600000000 + 11) % 24 < 7",
                    "(a.at / 3600000000 + 11) / 24");
  static constexpr std::string_view kDays =
      MUSUBI_GROUPS("count(*)", MUSUBI_WITHOUT_SEAT, "(a.at / 3600000000 + 9) / 24");
  std::vector<std::pair<UnusualKind, Group>> found;
  const auto take = [&](UnusualKind kind, const std::vector<Group>& groups) {
    for (const auto& group : groups) found.emplace_back(kind, group);
  };
  take(UnusualKind::many_people, bursts(tx, region, range, kOpened, true, kManyPeople));
  take(UnusualKind::refused_often, bursts(tx, region, range, kRefused, false, kOftenRefused));
  take(UnusualKind::at_night, tx.all<Group>(kNights, region, range.from, range.before, kPeopleAtNight));
  take(UnusualKind::without_seat, tx.all<Group>(kDays, region, range.from, range.before, kWithoutSeat));
  std::ranges::stable_sort(found, std::greater{}, [](const auto& one) { return one.second.last; });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  std::vector<UnusualLook> out;
  out.reserve(found.size());
  for (const auto& [kind, group] : found) out.push_back(named(tx, region, kind, group));
  return out;
}

}  // namespace musubi::oversight::store
