// The tables guardian and guardian_version, and the post a guardian's account takes: SQL, and nothing else.
// Ended relations stay in the table and are not found here.
#pragma once
#include "db/tx.hpp"
#include "person/person.hpp"

namespace musubi::person::store {

struct GuardianRow {
  GuardianId guardian_id;
  std::optional<PostId> post_id;
  std::string name, kana;
  Relation relation = Relation::other;
  std::string phone;
  bool lives_together = false, has_custody = false;
  std::optional<Time> verified_at;
  std::string verified_how;
  bool restricted = false;
  std::string restriction_reason;
  bool has_account = false;
  std::int64_t version = 1;
  std::optional<Time> invited_until;
};
BOOST_DESCRIBE_STRUCT(GuardianRow, (),
                      (guardian_id, post_id, name, kana, relation, phone, lives_together, has_custody,
                       verified_at, verified_how, restricted, restriction_reason, has_account, version,
                       invited_until))

std::vector<GuardianRow> guardians_of(Tx& tx, RegionId region, PersonId person);
std::optional<GuardianRow> find_guardian(Tx& tx, RegionId region, PersonId person, GuardianId guardian);
/// The relation that is the person's own account, if there is one.
std::optional<GuardianId> own_account(Tx& tx, RegionId region, PersonId person);
/// False if there is a guardian of this id already (an ended one too).
bool insert_guardian(Tx& tx, RegionId region, PersonId person, const NewGuardian& guardian,
                     std::optional<Time> verified_at);
/// False if it is no longer of this version.
bool update_guardian(Tx& tx, RegionId region, PersonId person, GuardianId guardian, std::int64_t version,
                     const GuardianChange& change, std::optional<Time> verified_at);
void end_guardian(Tx& tx, RegionId region, PersonId person, GuardianId guardian);
void insert_guardian_version(Tx& tx, RegionId region, PersonId person, GuardianId guardian,
                             std::int64_t version, const std::string& body, const std::string& reason,
                             PostId by);
std::optional<std::string> first_guardian_body(Tx& tx, RegionId region, PersonId person, GuardianId guardian);

/// An open post of kind guardian, tied to the relation.
PostId insert_guardian_post(Tx& tx, RegionId region, PersonId person, const GuardianRow& guardian);
/// The post is left once no relation uses it any more.
void leave_post_if_unused(Tx& tx, RegionId region, PostId post);

}  // namespace musubi::person::store
