// Who watches the looks: operators search the audit log, export it and see what stands out; the person and
// the family ask about a look in their 閲覧履歴 and get an answer. Shows who did what when, never a word of a
// notebook: the log has none. Rules: issue 4, "Audit that cannot be rewritten" and "閲覧履歴"; domain.md,
// "Operators … see no notebook by that role".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "audit/proof.hpp"

namespace musubi::oversight {

using LookQuestionId = Id<struct LookQuestionTag>;

// --- the audit log
// ------------------------------------------------------------------------------------------------

/// Days are Japanese ones; `to` is the last day. Without `from`: the last 30 days.
struct AuditFilter {
  std::optional<PersonId> person;
  std::optional<AccountId> account;
  std::optional<FacilityId> facility;
  std::optional<Date> from;
  std::optional<Date> to;
  std::optional<audit::AuditOutcome> outcome;
  std::optional<AuditId> before;
};
BOOST_DESCRIBE_STRUCT(AuditFilter, (), (person, account, facility, from, to, outcome, before))

struct AuditLine {
  AuditId id;
  Time at{};
  AccountId account_id;
  std::string login;
  std::string account_name;
  std::optional<FacilityId> facility_id;
  std::string facility_name;
  std::string profession;
  std::optional<PersonId> person_id;
  std::string action;
  ClassSet classes;
  std::string subject_kind;
  audit::AuditOutcome outcome = audit::AuditOutcome::granted;
  std::string basis;
  std::optional<std::int64_t> leaf_index;  ///< its place in the sealed log; none: not sealed yet
};
BOOST_DESCRIBE_STRUCT(AuditLine, (),
                      (id, at, account_id, login, account_name, facility_id, facility_name, profession,
                       person_id, action, classes, subject_kind, outcome, basis, leaf_index))
struct AuditPage {
  std::vector<AuditLine> items;
  std::optional<AuditId> next;
};
BOOST_DESCRIBE_STRUCT(AuditPage, (), (items, next))

/// Whose rows are wanted, when a family rings: all of it, as it stands in the register.
struct AuditPersonQuery {
  Name<100> family_kana;
  OptionalName<100> given_kana;
  Date birth_date;
};
BOOST_DESCRIBE_STRUCT(AuditPersonQuery, (), (family_kana, given_kana, birth_date))
/// The log knows people by their ids, and so does who reads it: no name is told that was not typed.
struct AuditPerson {
  PersonId id;
};
BOOST_DESCRIBE_STRUCT(AuditPerson, (), (id))

inline constexpr int kPage = 50;
inline constexpr int kMostExported = 50'000;
inline constexpr int kUsualDays = 30;

// --- what stands out
// ----------------------------------------------------------------------------------------------

/// Not a verdict: a visiting nurse works at night. Each is a reason to ask.
enum class UnusualKind {
  many_people,    ///< the records of many different people within any sixty minutes
  refused_often,  ///< refused again and again within any sixty minutes
  at_night,       ///< the records of several people between 22 and 5 o'clock
  without_seat    ///< on one day several looks without a seat: tried and refused, or in an emergency
};
BOOST_DESCRIBE_ENUM(UnusualKind, many_people, refused_often, at_night, without_seat)
inline constexpr int kManyPeople = 30;
inline constexpr int kOftenRefused = 10;
inline constexpr int kPeopleAtNight = 3;
inline constexpr int kWithoutSeat = 3;

struct UnusualLook {
  UnusualKind kind = UnusualKind::many_people;
  AccountId account_id;
  std::string login;
  std::string account_name;
  std::string facility_name;
  std::string profession;
  Time from{};             ///< of the first of them
  Time until{};            ///< of the last
  std::int64_t count = 0;  ///< people, or looks without a seat, or refusals
};
BOOST_DESCRIBE_STRUCT(UnusualLook, (),
                      (kind, account_id, login, account_name, facility_name, profession, from, until, count))
struct UnusualLooks {
  Date from;
  std::vector<UnusualLook> items;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(UnusualLooks, (), (from, items))

// --- questions about a look
// ---------------------------------------------------------------------------------------

enum class QuestionState { open, answered };
BOOST_DESCRIBE_ENUM(QuestionState, open, answered)

struct NewLookQuestion {
  LookQuestionId id;
  AuditId look;
  RequiredProse<1000> body;
};
BOOST_DESCRIBE_STRUCT(NewLookQuestion, (), (id, look, body))
struct NewLookAnswer {
  RequiredProse<2000> body;
};
BOOST_DESCRIBE_STRUCT(NewLookAnswer, (), (body))

struct LookAnswer {
  std::string body;
  std::string answered_by;
  Time answered_at{};
};
BOOST_DESCRIBE_STRUCT(LookAnswer, (), (body, answered_by, answered_at))
/// As the asker sees it.
struct LookQuestionView {
  LookQuestionId id;
  AuditId look;
  std::string body;
  Time asked_at{};
  QuestionState state = QuestionState::open;
  std::optional<LookAnswer> answer;
};
BOOST_DESCRIBE_STRUCT(LookQuestionView, (), (id, look, body, asked_at, state, answer))
/// As the operator sees it: who asks, and the look itself.
struct LookQuestionItem {
  LookQuestionId id;
  std::string body;
  std::string asked_by;
  Time asked_at{};
  QuestionState state = QuestionState::open;
  /// A protective limit holds for the asker: the answer must not tell where the person or the family is.
  bool asker_limited = false;
  std::optional<LookAnswer> answer;
  std::optional<AuditLine> look;
};
BOOST_DESCRIBE_STRUCT(LookQuestionItem, (),
                      (id, body, asked_by, asked_at, state, asker_limited, answer, look))

struct QuestionFilter {
  std::optional<QuestionState> state;
};
BOOST_DESCRIBE_STRUCT(QuestionFilter, (), (state))

}  // namespace musubi::oversight
