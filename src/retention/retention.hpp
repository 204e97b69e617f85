// Keeping and shredding (保存と廃棄): the end of support, the region's periods, holds, and the proposal of
// two people to shred, with the rules that can be told without a database. Nothing is shredded by a default:
// a region that chose no period keeps everything. Rules: domain.md, "Life of a person"; docs/retention.md.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/json.hpp"

namespace musubi {

using HoldId = Id<struct HoldTag>;
using ShreddingId = Id<struct ShreddingTag>;

}  // namespace musubi

namespace musubi::retention {

/// 転出・卒業や成人・回復・希望・死亡・その他.
enum class EndCause { moved, grown_up, recovered, declined, died, other };
BOOST_DESCRIBE_ENUM(EndCause, moved, grown_up, recovered, declined, died, other)
/// What has a period of its own: who moved on to another region, and everybody else whose support ended.
enum class KeptKind { moved, finished };
BOOST_DESCRIBE_ENUM(KeptKind, moved, finished)
/// 開示請求・訴訟・調査・その他.
enum class HoldKind { disclosure, lawsuit, inquiry, other };
BOOST_DESCRIBE_ENUM(HoldKind, disclosure, lawsuit, inquiry, other)
/// `erased`: the rows are gone and what lies on the disk follows; `swept`: that is gone too.
enum class ShredState { proposed, confirmed, withdrawn, erased, swept };
BOOST_DESCRIBE_ENUM(ShredState, proposed, confirmed, withdrawn, erased, swept)
/// What stands between a person's record and its shredding.
enum class Obstacle { not_ended, no_period, not_due, held, not_confirmed, grace };
BOOST_DESCRIBE_ENUM(Obstacle, not_ended, no_period, not_due, held, not_confirmed, grace)

/// A shorter period waits so long before it counts: a mistake loses nothing.
inline constexpr int kShorteningWaitDays = 30;
/// From the second person's confirmation to the shredding.
inline constexpr auto kGrace = std::chrono::hours(24 * 14);
inline constexpr int kMostYears = 100;

// --- ends ------------------------------------------------------------------------------------------------

struct SupportEnd {
  EndCause cause = EndCause::other;
  Date on;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(SupportEnd, (), (cause, on, reason))
struct SupportReason {
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(SupportReason, (), (reason))
/// One end, or one return (`ended` false).
struct SupportEndView {
  std::int64_t number = 1;
  bool ended = true;
  EndCause cause = EndCause::other;
  Date on;
  std::string reason;
  Time at{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(SupportEndView, (), (number, ended, cause, on, reason, at, by_name))
struct SupportEnds {
  bool ended = false;
  std::vector<SupportEndView> items;  ///< newest first
  std::optional<Date> kept_until;     ///< the last day, under the period in force
};
BOOST_DESCRIBE_STRUCT(SupportEnds, (), (ended, items, kept_until))

// --- periods ---------------------------------------------------------------------------------------------

struct RetentionPeriod {
  KeptKind kind = KeptKind::finished;
  std::int64_t version = 1;
  std::optional<std::int64_t> years;  ///< none: without end
  std::string source, reason;
  Date decided_on, starts_on;
  Time at{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(RetentionPeriod, (),
                      (kind, version, years, source, reason, decided_on, starts_on, at, by_name))
struct NewRetentionPeriod {
  std::optional<Whole<1, kMostYears>> years;
  RequiredLine<200> source;  ///< the rule it follows: 条例, 文書管理規程 …
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(NewRetentionPeriod, (), (years, source, reason))
struct KeptKindState {
  KeptKind kind = KeptKind::finished;
  std::int64_t version = 0;  ///< of the newest decision; 0 where there is none
  std::optional<RetentionPeriod> in_force;
  std::optional<RetentionPeriod> to_come;
  std::vector<RetentionPeriod> history;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(KeptKindState, (), (kind, version, in_force, to_come, history))
/// A rule of law to be compared with; none of them is about this notebook.
struct RetentionSource {
  std::string law, about;
  std::int64_t years = 0;
};
BOOST_DESCRIBE_STRUCT(RetentionSource, (), (law, about, years))
struct RetentionView {
  std::vector<KeptKindState> kinds;
  std::vector<RetentionSource> sources;
};
BOOST_DESCRIBE_STRUCT(RetentionView, (), (kinds, sources))

// --- holds and shreddings --------------------------------------------------------------------------------

struct NewHold {
  HoldId id;
  HoldKind kind = HoldKind::other;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(NewHold, (), (id, kind, reason))
struct HoldView {
  HoldId id;
  HoldKind kind = HoldKind::other;
  std::string reason;
  Time at{};
  std::string by_name;
  std::optional<Time> released_at;
  std::string released_by_name, release_reason;
};
BOOST_DESCRIBE_STRUCT(HoldView, (),
                      (id, kind, reason, at, by_name, released_at, released_by_name, release_reason))
struct NewShredding {
  ShreddingId id;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(NewShredding, (), (id, reason))
struct ShreddingView {
  ShreddingId id;
  ShredState state = ShredState::proposed;
  std::string reason;
  Time proposed_at{};
  std::string proposed_by_name;
  std::optional<Time> confirmed_at;
  std::string confirmed_by_name;
  std::optional<Time> shreds_at;
  std::optional<Time> withdrawn_at;
  std::string withdrawn_by_name, withdraw_reason;
  bool own = false;  ///< proposed by the reader: somebody else confirms it
};
BOOST_DESCRIBE_STRUCT(ShreddingView, (),
                      (id, state, reason, proposed_at, proposed_by_name, confirmed_at, confirmed_by_name,
                       shreds_at, withdrawn_at, withdrawn_by_name, withdraw_reason, own))

/// One person whose support ended, as operators see them: nothing of the notebook.
struct EndedLine {
  PersonId person_id;
  std::string name;
  EndCause cause = EndCause::other;
  Date ended_on;
  std::optional<Date> due_on;  ///< the first day on which it may be shredded; none: kept without end
  bool due = false, held = false;
  std::optional<ShredState> shredding;
};
BOOST_DESCRIBE_STRUCT(EndedLine, (), (person_id, name, cause, ended_on, due_on, due, held, shredding))
struct EndedCase {
  EndedLine line;
  Date birth_date;
  std::string end_reason;
  std::optional<RetentionPeriod> period;
  std::vector<Obstacle> obstacles;
  std::vector<HoldView> holds;            ///< newest first
  std::vector<ShreddingView> shreddings;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(EndedCase, (), (line, birth_date, end_reason, period, obstacles, holds, shreddings))

/// How many rows of one kind of thing went.
struct ShreddedKind {
  std::string kind;
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(ShreddedKind, (), (kind, rows))
/// What stays of a person (廃棄証明): no name, no text.
struct ShreddingCertificate {
  ShreddingId id;
  PersonId person_id;
  std::string region;
  EndCause cause = EndCause::other;
  Date ended_on, due_on;
  std::int64_t years = 0, period_version = 0;
  std::string period_source;
  Time proposed_at{}, confirmed_at{}, erased_at{};
  std::string proposed_by, confirmed_by;
  std::vector<ShreddedKind> kinds;
  std::int64_t files = 0, keys = 0;
};
BOOST_DESCRIBE_STRUCT(ShreddingCertificate, (),
                      (id, person_id, region, cause, ended_on, due_on, years, period_version, period_source,
                       proposed_at, confirmed_at, erased_at, proposed_by, confirmed_by, kinds, files, keys))
struct CertificateView {
  ShreddingCertificate certificate;
  std::string text;    ///< the certificate's JSON exactly as it was digested
  std::string digest;  ///< SHA-256 of `text`, in hexadecimal; stands in the audit row too
  std::optional<Time> swept_at;
};
BOOST_DESCRIBE_STRUCT(CertificateView, (), (certificate, text, digest, swept_at))
struct CertificateLine {
  ShreddingId id;
  Time erased_at{};
  std::optional<Time> swept_at;
  std::string proposed_by_name, confirmed_by_name, digest;
};
BOOST_DESCRIBE_STRUCT(CertificateLine, (),
                      (id, erased_at, swept_at, proposed_by_name, confirmed_by_name, digest))

// --- pure rules ------------------------------------------------------------------------------------------

inline KeptKind kind_of(EndCause cause) {
  return cause == EndCause::moved ? KeptKind::moved : KeptKind::finished;
}
/// The first day after `years` whole years, the day of the end not counted (民法 140条, 143条2項): what has
/// no such day in its last month ends with that month.
Date due_on(const Date& ended_on, std::int64_t years);
/// From when a decision counts: a longer period at once, a shorter one after the wait. No period is the
/// longest of all.
Date starts_on(std::optional<std::int64_t> now, std::optional<std::int64_t> next, const Date& decided_on);

struct PeriodsOfKind {
  const RetentionPeriod* in_force = nullptr;
  const RetentionPeriod* to_come = nullptr;
};
/// `decisions`: of one kind, oldest first. A newer decision takes the place of one that did not count yet.
PeriodsOfKind periods_on(std::span<const RetentionPeriod> decisions, const Date& today);

/// What the shredding of one person depends on.
struct ShredFacts {
  std::optional<Date> ended_on;
  const RetentionPeriod* period = nullptr;  ///< in force
  bool held = false;
  bool confirmed = false;
  std::optional<Time> shreds_at;
};
std::vector<Obstacle> obstacles(const ShredFacts& facts, Time now);

/// What laws ask of records that resemble parts of a notebook; docs/retention.md says where each was read.
const std::vector<RetentionSource>& sources();

}  // namespace musubi::retention
