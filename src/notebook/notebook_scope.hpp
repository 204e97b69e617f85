// Which entries of one person's notebook an actor may read: the one place that says so, as SQL over `entry
// e`. Every statement of this room that hands out entries, or anything hanging on them, holds `kReadable` and
// binds a `Scope` first; nothing is filtered afterwards. The reach comes from access::require. Rules:
// domain.md, "Who may do what", 4 and 5; guardians see what reaches them (access/guardian_reach.hpp).
#pragma once
#include <algorithm>
#include <array>
#include <span>

#include "access/guardian_reach.hpp"
#include "notebook/notebook.hpp"

namespace musubi::notebook {

/// A grant names one seat, or two; a fixed number of places keeps the statement the same for all (and
/// cached). Who holds more has them bound as one list: `with_any_seats`.
inline constexpr std::size_t kScopeSeats = 8;
#define MUSUBI_SCOPE_SEATS "a.seat_id in ($6, $7, $8, $9, $10, $11, $12, $13)"
/// A statement's own arguments start at `$16`.
inline constexpr int kScopeArgs = 15;

/// Sub-selects as values, not `exists`: PostgreSQL would read the whole region's audiences once instead of
/// one entry's. $1 region, $2 person, $3 classes, $4 look-back, $5 own post, $6–$13 seats, $14 guardian?, $15
/// guardian.
inline constexpr const char* kReadable = R"sql(
  e.region_id = $1 and e.person_id = $2 and (e.class_bit & $3) <> 0 and e.posted_at >= $4
  and ((not $14 and (e.whole_team or e.author_post = $5
                     or (select 1 from entry_audience a
                          where a.region_id = $1 and a.entry_id = e.entry_id
                            and )sql" MUSUBI_SCOPE_SEATS R"sql( limit 1) is not null))
       or ($14 and e.hidden_at is null
           and (e.author_post = $5 or )sql" MUSUBI_REACHES_GUARDIAN(
    "$15", "(select " MUSUBI_WAY_OF_GUARDIAN
           " from guardian g where g.region_id = $1 and g.person_id = $2 and g.guardian_id = $15)") R"sql()))
)sql";

/// The same statement for a reader of more seats than there are places: $6 is then the list of all of them,
/// $7–$13 are not looked at. The text stays for as long as the program, as the statement cache asks.
std::string_view with_any_seats(db::Engine engine, std::string_view sql);
/// The list as the engine reads it.
std::string seat_list(db::Engine engine, std::span<const SeatId> seats);

struct Scope {
  RegionId region;
  access::Grant grant;
  PostId post;
  Time since{};  ///< the later of the grant's look-back and what the caller asks for

  Scope(const access::Actor& actor, access::Grant granted)
      : region(actor.region_id), grant(std::move(granted)), post(actor.post_id) {
    if (grant.looks_back_to) since = japan_midnight(*grant.looks_back_to);
  }
  [[nodiscard]] Scope from(Time at) const {
    Scope later = *this;
    later.since = std::max(since, at);
    return later;
  }

  /// Runs a statement whose first arguments are this scope's.
  template <class R, class... A>
  std::vector<R> all(Tx& tx, std::string_view sql, const A&... own) const {
    return with(tx, sql, [&](auto text, const auto&... scope) { return tx.all<R>(text, scope..., own...); });
  }
  template <class R, class... A>
  std::optional<R> first(Tx& tx, std::string_view sql, const A&... own) const {
    return with(tx, sql,
                [&](auto text, const auto&... scope) { return tx.first<R>(text, scope..., own...); });
  }
  template <class R, class... A>
  R one(Tx& tx, std::string_view sql, const A&... own) const {
    return first<R>(tx, sql, own...).value();
  }
  template <class... A>
  std::int64_t run(Tx& tx, std::string_view sql, const A&... own) const {
    return with(tx, sql, [&](auto text, const auto&... scope) { return tx.run(text, scope..., own...); });
  }

 private:
  template <class F>
  auto with(const Tx& tx, std::string_view sql, F&& f) const {
    const auto bound = [&](std::string_view text, const auto&... seat) {
      return f(text, region, grant.person_id, grant.classes, since, post, seat..., grant.is_guardian,
               grant.guardian_id.value_or(GuardianId{}));
    };
    std::array<SeatId, kScopeSeats> seats{};  // the nil id sits nowhere
    if (grant.seats.size() <= kScopeSeats) {
      std::ranges::copy(grant.seats, seats.begin());
      return std::apply([&](const auto&... seat) { return bound(sql, seat...); }, seats);
    }
    const auto list = seat_list(tx.engine(), grant.seats);
    return std::apply(
        [&](const auto&, const auto&... unused) {
          return bound(with_any_seats(tx.engine(), sql), list, unused...);
        },
        seats);
  }
};

/// A statement about readable entries: `before` ends in `where`, `after` may go on with `and`, `order by` …
/// Keep the result in a `static const`: the statement cache goes by its address.
inline std::string readable(std::string_view before, std::string_view after = {}) {
  return std::string(before) + kReadable + std::string(after);
}

}  // namespace musubi::notebook
