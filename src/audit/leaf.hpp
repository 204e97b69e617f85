// What is hashed of an audit row: every column, in one order, in one spelling.
// docs/decisions/011-sealed-audit-log.md describes it for whoever wants to check a log with another program.
// It must never change: a new spelling is a new first line, and old rows keep the old one.
//
// The line `musubi audit row 1` with its line feed, then the 15 columns of `Row` in order. Each is a length
// of 4 bytes (big-endian; FF FF FF FF for null) and so many bytes: an id is its 16 bytes, a number 8 bytes
// big-endian in two's complement (times are microseconds since 1970 UTC, classes are bits), a text its UTF-8.
#pragma once
#include <optional>
#include <string>

#include "audit/audit.hpp"
#include "audit/merkle.hpp"

namespace musubi::audit {

/// A row of the table `audit`, whole.
struct Row {
  RegionId region_id;
  AuditId audit_id;
  Time at{};
  AccountId account_id;
  std::optional<PostId> post_id;
  std::optional<FacilityId> facility_id;
  std::string profession;
  std::optional<SessionId> session_id;
  std::optional<PersonId> person_id;
  std::string action;
  ClassSet classes;
  std::string subject_kind;
  std::optional<Uuid> subject_id;
  std::string outcome;
  std::string basis;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (region_id, audit_id, at, account_id, post_id, facility_id, profession, session_id,
                       person_id, action, classes, subject_kind, subject_id, outcome, basis))
/// The columns for a `select`, in order.
#define MUSUBI_AUDIT_COLUMNS(t)                                                                           \
  t ".region_id, " t ".audit_id, " t ".at, " t ".account_id, " t ".post_id, " t ".facility_id, " t        \
    ".profession, " t ".session_id, " t ".person_id, " t ".action, " t ".classes, " t ".subject_kind, " t \
    ".subject_id, " t ".outcome, " t ".basis"

crypto::Bytes encode(const Row& row);
/// `leaf_hash(encode(row))`.
Hash leaf_of(const Row& row);

}  // namespace musubi::audit
