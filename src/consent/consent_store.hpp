// The tables consent, consent_party, consent_purpose_end and consent_version: SQL, and nothing else. Decides
// nothing. Names of facilities, guardians and posts are joined for reading.
#pragma once
#include "consent/consent.hpp"
#include "db/tx.hpp"

namespace musubi::consent::store {

struct ConsentRow {
  ConsentId consent_id;
  ConsentBasis basis = ConsentBasis::consent;
  std::string article;
  std::string giver_name;
  std::string giver_relation;
  std::optional<GuardianId> guardian_id;
  ConsentMethod method = ConsentMethod::on_screen;
  ClassSet classes;
  PurposeSet purposes;
  std::string purpose_note;
  bool whole_team = false;
  Date starts_on;
  std::optional<Date> ends_on;
  std::optional<FileId> signature_file_id;
  std::optional<FileId> scan_file_id;
  std::string wording_version;
  std::optional<Time> withdrawn_at;
  std::string withdrawn_by;
  std::string withdrawal_reason;
  Time created_at{};
  PostId created_by;
  std::string created_by_name;
};
BOOST_DESCRIBE_STRUCT(ConsentRow, (),
                      (consent_id, basis, article, giver_name, giver_relation, guardian_id, method, classes,
                       purposes, purpose_note, whole_team, starts_on, ends_on, signature_file_id,
                       scan_file_id, wording_version, withdrawn_at, withdrawn_by, withdrawal_reason,
                       created_at, created_by, created_by_name))
struct PartyRow {
  ConsentId consent_id;
  FacilityId facility_id;
  std::string name;
  std::optional<Time> withdrawn_at;
};
BOOST_DESCRIBE_STRUCT(PartyRow, (), (consent_id, facility_id, name, withdrawn_at))
struct PurposeEndRow {
  ConsentId consent_id;
  Purpose purpose = Purpose::support;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(PurposeEndRow, (), (consent_id, purpose, at))
struct GuardianRow {
  std::string name;
  std::string relation;
  bool has_custody = false;
  bool verified = false;
  bool restricted = false;
};
BOOST_DESCRIBE_STRUCT(GuardianRow, (), (name, relation, has_custody, verified, restricted))
struct SeatRow {
  FacilityId facility_id;
  std::string name;
  std::int64_t seats = 0;
  ClassSet classes;
  std::string looks_back_to;  ///< the earliest of its seats; empty: everything
};
BOOST_DESCRIBE_STRUCT(SeatRow, (), (facility_id, name, seats, classes, looks_back_to))
/// What a facility would lose, for `count_lost`.
struct Lost {
  FacilityId facility_id;
  ClassSet for_support, for_planning, for_handover;
  PurposeSet ended;
  std::string looks_back_to;
};

/// Newest first.
std::vector<ConsentRow> consents_of(Tx& tx, RegionId region, PersonId person);
std::vector<PartyRow> parties_of(Tx& tx, RegionId region, PersonId person);
/// Facilities of other regions that have or had a seat: a consent to the whole team does not reach them.
std::vector<FacilityId> guests_of(Tx& tx, RegionId region, PersonId person);
std::vector<PurposeEndRow> ended_purposes_of(Tx& tx, RegionId region, PersonId person);
std::optional<ConsentRow> find(Tx& tx, RegionId region, PersonId person, ConsentId consent);

/// False if there is a consent of this id already.
bool insert(Tx& tx, RegionId region, PersonId person, const NewConsent& given,
            const std::string& giver_relation, PostId by);
void insert_party(Tx& tx, RegionId region, PersonId person, ConsentId consent, FacilityId facility);
void withdraw_whole(Tx& tx, RegionId region, PersonId person, ConsentId consent,
                    const ConsentWithdrawal& how);
void withdraw_party(Tx& tx, RegionId region, PersonId person, ConsentId consent, FacilityId facility);
void withdraw_purposes(Tx& tx, RegionId region, PersonId person, ConsentId consent, PurposeSet purposes);
/// Keeps each act as it was sent (giving it, then withdrawing from it): what, who, when, why.
void insert_version(Tx& tx, RegionId region, PersonId person, ConsentId consent, const std::string& body,
                    const std::string& reason, PostId by);

std::optional<Date> birth_date(Tx& tx, RegionId region, PersonId person);
std::optional<GuardianRow> guardian(Tx& tx, RegionId region, PersonId person, GuardianId guardian);
bool facility_exists(Tx& tx, RegionId region, FacilityId facility);
/// Facilities with accepted seats in force, and the classes those seats have together.
std::vector<SeatRow> seated_facilities(Tx& tx, RegionId region, PersonId person, const Date& today);
/// How much of each kind the facility reads today and would not any more (effects_store.cpp).
std::vector<SharedCount> count_lost(Tx& tx, RegionId region, PersonId person, const Lost& lost);
/// What was sent with this id the first time, to tell a retry from another consent.
std::optional<std::string> first_body(Tx& tx, RegionId region, PersonId person, ConsentId consent);

}  // namespace musubi::consent::store
