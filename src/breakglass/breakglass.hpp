// Break-glass (緊急閲覧): a professional of the region without a seat finds a person by exact facts, states a
// reason, and sees basic and health information for 24 hours; coordinators and family are told at once;
// operators review every one. What an open one shows is decided in access/ alone. Rule: domain.md,
// Break-glass; reasons: docs/decisions/013-break-glass.md.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "audit/looks.hpp"
#include "base/json.hpp"

namespace musubi::breakglass {

inline constexpr std::chrono::hours kOpenFor{24};
/// A review should be there by then; afterwards the queue says so.
inline constexpr std::chrono::hours kReviewWithin{72};
/// A name misheard, a birth date told wrongly: some misses happen. More look like trying out.
inline constexpr int kMissesAnHour = 5;
inline constexpr int kSearchesADay = 20;

using BarId = Id<struct BreakGlassBarTag>;

enum class EmergencyKind {
  illness,   ///< 急病・意識がない
  injury,    ///< けが・事故
  missing,   ///< 行方不明
  disaster,  ///< 災害
  danger,    ///< 虐待・暴力などの危険
  other
};
BOOST_DESCRIBE_ENUM(EmergencyKind, illness, injury, missing, disaster, danger, other)
enum class EndedHow { time, holder, operator_, review };
BOOST_DESCRIBE_ENUM(EndedHow, time, holder, operator_, review)
enum class ReviewOutcome { justified, not_justified };
BOOST_DESCRIBE_ENUM(ReviewOutcome, justified, not_justified)
/// What was done about it: 口頭注意, 文書での注意, 研修, 権限の停止, 施設への報告, 監督官庁などへの報告,
/// 家族への説明.
enum class ReviewMeasure {
  spoken_warning,
  written_warning,
  training,
  rights_suspended,
  facility_told,
  authority_told,
  family_told,
  other
};
BOOST_DESCRIBE_ENUM(ReviewMeasure, spoken_warning, written_warning, training, rights_suspended, facility_told,
                    authority_told, family_told, other)
enum class QueueState { waiting, reviewed };
BOOST_DESCRIBE_ENUM(QueueState, waiting, reviewed)

// --- finding and opening
// ------------------------------------------------------------------------------------------

/// All of it, as it stands in the register.
struct EmergencyQuery {
  Name<100> family_kana;
  OptionalName<100> given_kana;
  Date birth_date;
};
BOOST_DESCRIBE_STRUCT(EmergencyQuery, (), (family_kana, given_kana, birth_date))
struct EmergencyMatch {
  PersonId person_id;
  std::string name, kana;
  Date birth_date;
  bool has_seat = false;             ///< open it from your own list
  std::optional<BreakGlassId> open;  ///< your own emergency look, still open
};
BOOST_DESCRIBE_STRUCT(EmergencyMatch, (), (person_id, name, kana, birth_date, has_seat, open))
/// Nobody and several are answered alike.
struct EmergencyAnswer {
  std::optional<EmergencyMatch> match;
};
BOOST_DESCRIBE_STRUCT(EmergencyAnswer, (), (match))

struct NewBreakGlass {
  BreakGlassId id;
  EmergencyKind kind = EmergencyKind::illness;
  RequiredProse<1000> reason;
};
BOOST_DESCRIBE_STRUCT(NewBreakGlass, (), (id, kind, reason))

// --- for the holder, the team and the family
// ----------------------------------------------------------------------

struct ReviewTold {
  std::int64_t version = 1;
  ReviewOutcome outcome = ReviewOutcome::justified;
  std::vector<ReviewMeasure> measures;
  std::string comment;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(ReviewTold, (), (version, outcome, measures, comment, at))
struct BreakGlassView {
  BreakGlassId id;
  PersonId person_id;
  std::string person_name;
  EmergencyKind kind = EmergencyKind::illness;
  std::string reason;
  std::string opener_name, facility_name, profession;
  Time opened_at{}, ends_at{};
  bool open = false;
  std::optional<Time> ended_at;
  std::optional<EndedHow> ended_how;
  std::optional<ReviewTold> review;
  bool own = false;  ///< the reader's
};
BOOST_DESCRIBE_STRUCT(BreakGlassView, (),
                      (id, person_id, person_name, kind, reason, opener_name, facility_name, profession,
                       opened_at, ends_at, open, ended_at, ended_how, review, own))

// --- for operators
// ------------------------------------------------------------------------------------------------

struct BreakGlassItem {
  BreakGlassId id;
  EmergencyKind kind = EmergencyKind::illness;
  std::string opener_name, facility_name, profession;
  Time opened_at{}, ends_at{};
  bool open = false;
  bool overdue = false;
  std::optional<ReviewOutcome> outcome;
};
BOOST_DESCRIBE_STRUCT(BreakGlassItem, (),
                      (id, kind, opener_name, facility_name, profession, opened_at, ends_at, open, overdue,
                       outcome))
struct BreakGlassWaiting {
  std::int64_t waiting = 0, overdue = 0;
  std::optional<Time> oldest_at;
};
BOOST_DESCRIBE_STRUCT(BreakGlassWaiting, (), (waiting, overdue, oldest_at))
struct BreakGlassEnding {
  EndedHow how = EndedHow::time;
  Time at{};
  std::string by_name, reason;
};
BOOST_DESCRIBE_STRUCT(BreakGlassEnding, (), (how, at, by_name, reason))
struct BreakGlassReview {
  std::int64_t version = 1;
  ReviewOutcome outcome = ReviewOutcome::justified;
  std::vector<ReviewMeasure> measures;
  std::string comment;
  bool ended = false, barred = false;
  Time at{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(BreakGlassReview, (), (version, outcome, measures, comment, ended, barred, at, by_name))
/// Whom a reviewer can ask: the team's coordinators.
struct BreakGlassContact {
  std::string name, facility_name, phone;
};
BOOST_DESCRIBE_STRUCT(BreakGlassContact, (), (name, facility_name, phone))
struct BreakGlassCase {
  BreakGlassItem item;
  PersonId person_id;
  std::string person_name;
  Date birth_date;
  std::string reason;
  bool without_consent = false;  ///< no consent covered the opener's facility then
  std::optional<BreakGlassEnding> ending;
  std::vector<audit::LookLine> looks;     ///< newest first
  std::vector<BreakGlassReview> reviews;  ///< newest first
  std::vector<BreakGlassContact> contacts;
  bool barred = false;  ///< the opener's post, now
  bool own = false;     ///< the reader's own: somebody else reviews it
};
BOOST_DESCRIBE_STRUCT(BreakGlassCase, (),
                      (item, person_id, person_name, birth_date, reason, without_consent, ending, looks,
                       reviews, contacts, barred, own))

struct NewBreakGlassReview {
  ReviewOutcome outcome = ReviewOutcome::justified;
  List<ReviewMeasure, 8> measures;
  RequiredProse<2000> comment;
  bool end_now = false;  ///< close it at once, if it is still open
  bool bar = false;      ///< the post may open no more
};
BOOST_DESCRIBE_STRUCT(NewBreakGlassReview, (), (outcome, measures, comment, end_now, bar))
struct BreakGlassReason {
  RequiredProse<500> reason;
};
BOOST_DESCRIBE_STRUCT(BreakGlassReason, (), (reason))
struct BreakGlassBar {
  BarId id;
  BreakGlassId break_glass_id;
  std::string opener_name, facility_name, profession;
  Time since{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(BreakGlassBar, (),
                      (id, break_glass_id, opener_name, facility_name, profession, since, by_name))
struct QueueFilter {
  std::optional<QueueState> state;
};
BOOST_DESCRIBE_STRUCT(QueueFilter, (), (state))

// --- pure rules
// ---------------------------------------------------------------------------------------------------

/// Whether what a review says fits together; names the field that does not.
Status check_review(const NewBreakGlassReview& review);
bool is_overdue(Time opened_at, bool reviewed, Time now);

}  // namespace musubi::breakglass
