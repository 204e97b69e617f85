// The tables person_end, retention_period, retention_hold, shredding and shredding_file: SQL and nothing
// else. Every statement names the region, but those of the keeper, which works for all.
#pragma once
#include "access/actor.hpp"
#include "db/tx.hpp"
#include "retention/retention.hpp"

namespace musubi::retention::store {

// --- ends
/// Newest first.
std::vector<SupportEndView> ends_of(Tx& tx, RegionId region, PersonId person);
/// False if another end or return was written meanwhile.
bool insert_end(Tx& tx, const access::Actor& actor, PersonId person, const SupportEndView& end);

struct EndedRow {
  PersonId person_id;
  std::string family_name, given_name;
  Date birth_date;
  EndCause cause = EndCause::other;
  Date on;
  std::string reason;
  bool held = false;
  std::optional<ShredState> shredding;
};
BOOST_DESCRIBE_STRUCT(EndedRow, (),
                      (person_id, family_name, given_name, birth_date, cause, on, reason, held, shredding))
/// Whose support ended, the longest ago first.
std::vector<EndedRow> ended(Tx& tx, RegionId region, int limit);
std::optional<EndedRow> find_ended(Tx& tx, RegionId region, PersonId person);

// --- periods
/// Of both kinds, oldest first.
std::vector<RetentionPeriod> periods(Tx& tx, RegionId region);
bool insert_period(Tx& tx, const access::Actor& actor, const RetentionPeriod& period);

// --- holds
/// Newest first.
std::vector<HoldView> holds(Tx& tx, RegionId region, PersonId person);
/// False if there is one of this id.
bool insert_hold(Tx& tx, const access::Actor& actor, PersonId person, const NewHold& hold);
/// False if there is none, or it was released.
bool release_hold(Tx& tx, const access::Actor& actor, PersonId person, HoldId hold,
                  const std::string& reason);

// --- shreddings
struct ShreddingRow {
  ShreddingId id;
  PersonId person_id;
  ShredState state = ShredState::proposed;
  std::string reason;
  Time proposed_at{};
  AccountId proposed_by;
  std::string proposed_by_name;
  std::optional<Time> confirmed_at;
  std::string confirmed_by_name;
  std::optional<Time> shreds_at, withdrawn_at;
  std::string withdrawn_by_name, withdraw_reason;
  std::optional<Time> erased_at, swept_at;
  std::string certificate, digest;
};
BOOST_DESCRIBE_STRUCT(ShreddingRow, (),
                      (id, person_id, state, reason, proposed_at, proposed_by, proposed_by_name, confirmed_at,
                       confirmed_by_name, shreds_at, withdrawn_at, withdrawn_by_name, withdraw_reason,
                       erased_at, swept_at, certificate, digest))
/// Newest first.
std::vector<ShreddingRow> shreddings(Tx& tx, RegionId region, PersonId person);
std::optional<ShreddingRow> find_shredding(Tx& tx, RegionId region, ShreddingId id);
/// False if one is open, or there is one of this id.
bool insert_shredding(Tx& tx, const access::Actor& actor, PersonId person, const NewShredding& sent);
/// False unless it was still proposed.
bool confirm(Tx& tx, const access::Actor& actor, ShreddingId id, Time shreds_at);
/// False unless it was open.
bool withdraw(Tx& tx, const access::Actor& actor, ShreddingId id, const std::string& reason);
std::vector<CertificateLine> certificates(Tx& tx, RegionId region, int limit);

// --- for the keeper
struct AtWork {
  RegionId region_id;
  ShreddingId id;
  PersonId person_id;
};
BOOST_DESCRIBE_STRUCT(AtWork, (), (region_id, id, person_id))
std::vector<AtWork> confirmed_until(Tx& tx, Time now);
std::vector<AtWork> erased(Tx& tx);
/// The reason goes too: somebody may have written a name into it.
void mark_erased(Tx& tx, RegionId region, ShreddingId id, const std::string& certificate,
                 const std::string& digest);
void insert_file(Tx& tx, RegionId region, ShreddingId id, FileId file);
std::vector<FileId> files(Tx& tx, RegionId region, ShreddingId id);
void mark_swept(Tx& tx, RegionId region, ShreddingId id);
std::string region_name(Tx& tx, RegionId region);

}  // namespace musubi::retention::store
