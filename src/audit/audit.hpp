// The log of every view, write and refusal. Rows are only ever added. They carry ids, codes and classes, no
// contents.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/actor.hpp"
#include "db/tx.hpp"

namespace musubi::audit {

enum class AuditOutcome { granted, refused };
BOOST_DESCRIBE_ENUM(AuditOutcome, granted, refused)

struct NewRecord {
  std::optional<PersonId> person_id{};
  std::string action;  ///< `access::Action` or `access::Duty` name, or an account event: `sign_in` …
  ClassSet classes{};
  std::string subject_kind{};
  Uuid subject_id{};
  AuditOutcome outcome = AuditOutcome::granted;
  std::string basis{};  ///< `access::Basis` when granted, the refusing rule when refused
};

/// Writes who (account, post, facility, profession, session), what, when.
void append(Tx& tx, const access::Actor& actor, const NewRecord& record);
/// For a refusal carried by an Error; called by the edge in a transaction of its own after the rollback.
void append_refusal(Tx& tx, const access::Actor& actor, const Refusal& refusal);

/// One line of 閲覧履歴.
struct AccessLine {
  AuditId audit_id;
  Time at{};
  std::string action;
  ClassSet classes;
  AuditOutcome outcome = AuditOutcome::granted;
  std::string basis;
  std::string actor_name;
  std::string facility_name;
  std::string profession;
  AccountId account_id;
};
BOOST_DESCRIBE_STRUCT(AccessLine, (),
                      (audit_id, at, action, classes, outcome, basis, actor_name, facility_name, profession,
                       account_id))

/// Newest first, before `before` if given, without the looks of the account `without`; at most `limit`. The
/// caller has passed `access::require(see_access_log)`.
std::vector<AccessLine> history(Tx& tx, RegionId region, PersonId person, std::optional<AuditId> before,
                                std::optional<AccountId> without, int limit);

}  // namespace musubi::audit
