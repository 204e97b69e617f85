// Consent (同意): who agreed to what, towards whom and until when, and the rules that can be told without a
// database. Never decides access: access/ reads the same tables at every request, so a withdrawal closes
// sharing at once. Rules: domain.md, "Who may do what" 3 and "Withdrawal of consent"; 個人情報保護法 27条1項,
// 民法 4条・818条・859条. Purposes are access/purpose.hpp.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/purpose.hpp"

namespace musubi::consent {

enum class ConsentBasis { consent, statutory };
BOOST_DESCRIBE_ENUM(ConsentBasis, consent, statutory)
enum class ConsentMethod { on_screen, paper };
BOOST_DESCRIBE_ENUM(ConsentMethod, on_screen, paper)
enum class ConsentState { future, in_force, expired, withdrawn };
BOOST_DESCRIBE_ENUM(ConsentState, future, in_force, expired, withdrawn)

// --- what is sent and answered ---------------------------------------------------------------------------

/// A facility named by a consent; for a consent to the whole team, one that was left out again.
struct ConsentParty {
  FacilityId id;
  std::string name;
  std::optional<Time> withdrawn_at;
};
BOOST_DESCRIBE_STRUCT(ConsentParty, (), (id, name, withdrawn_at))

/// A purpose that was taken back while the consent went on.
struct EndedPurpose {
  Purpose purpose = Purpose::support;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(EndedPurpose, (), (purpose, at))

struct ConsentView {
  ConsentId id;
  ConsentBasis basis = ConsentBasis::consent;
  std::string article;
  std::string giver_name;
  std::string giver_relation;
  ConsentMethod method = ConsentMethod::on_screen;
  ClassSet classes;
  PurposeSet purposes;                       ///< those that it still covers
  std::vector<EndedPurpose> ended_purposes;  ///< those that it covered, until when
  std::string purpose_note;                  ///< words to read; decides nothing
  bool whole_team = false;
  std::vector<ConsentParty> facilities;
  Date starts_on;
  std::optional<Date> ends_on;
  std::optional<FileId> signature_file;
  std::optional<FileId> scan_file;
  std::int64_t wording_version = 0;  ///< 0 for a statutory basis
  ConsentState state = ConsentState::in_force;
  std::optional<Time> withdrawn_at;
  std::string withdrawn_by;
  std::string withdrawal_reason;
  Time created_at{};
  std::string created_by_name;
};
BOOST_DESCRIBE_STRUCT(ConsentView, (),
                      (id, basis, article, giver_name, giver_relation, method, classes, purposes,
                       ended_purposes, purpose_note, whole_team, facilities, starts_on, ends_on,
                       signature_file, scan_file, wording_version, state, withdrawn_at, withdrawn_by,
                       withdrawal_reason, created_at, created_by_name))

struct NewConsent {
  ConsentId id;
  ConsentBasis basis = ConsentBasis::consent;
  std::optional<Line<200>> article;  ///< required for a statutory basis: 「児童福祉法 25条の2」
  std::optional<OptionalName<100>> giver_name;
  std::optional<Line<40>> giver_relation;
  std::optional<GuardianId> guardian_id;  ///< none: the person themself
  std::optional<ConsentMethod> method;    ///< required for a consent
  ClassSet classes;
  PurposeSet purposes;
  std::optional<Prose<1000>> purpose_note;
  bool whole_team = false;
  List<FacilityId, 100> facility_ids;
  Date starts_on;
  std::optional<Date> ends_on;  ///< the last day
  std::optional<FileId> signature_file_id;
  std::optional<FileId> scan_file_id;
  std::optional<std::int64_t> wording_version;
};
BOOST_DESCRIBE_STRUCT(NewConsent, (),
                      (id, basis, article, giver_name, giver_relation, guardian_id, method, classes, purposes,
                       purpose_note, whole_team, facility_ids, starts_on, ends_on, signature_file_id,
                       scan_file_id, wording_version))

struct ConsentWithdrawal {
  RequiredLine<500> reason;
  OptionalName<100> withdrawn_by;      ///< who said so: usually the giver
  List<FacilityId, 100> facility_ids;  ///< these alone
  std::optional<PurposeSet> purposes;  ///< these alone; neither: the whole consent
};
BOOST_DESCRIBE_STRUCT(ConsentWithdrawal, (), (reason, withdrawn_by, facility_ids, purposes))

/// What a withdrawal would close, shown before it is confirmed.
enum class SharedKind { entries, records, assessments, documents, handovers, school_entries };
BOOST_DESCRIBE_ENUM(SharedKind, entries, records, assessments, documents, handovers, school_entries)
struct SharedCount {
  SharedKind kind = SharedKind::entries;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(SharedCount, (), (kind, count))
struct AffectedFacility {
  FacilityId id;
  std::string name;
  std::int64_t seats = 0;
  PurposeSet ended;               ///< purposes for which it could do nothing any more
  std::vector<SharedCount> lost;  ///< what it could not read any more; kinds without any are left out
};
BOOST_DESCRIBE_STRUCT(AffectedFacility, (), (id, name, seats, ended, lost))
/// Nothing under a protective limit: places and numbers both grow with a life that is not theirs to follow.
struct WithdrawalEffects {
  std::vector<AffectedFacility> facilities;
};
BOOST_DESCRIBE_STRUCT(WithdrawalEffects, (), (facilities))

// --- pure rules ------------------------------------------------------------------------------------------

/// One consent as far as it opens something.
struct Coverage {
  ConsentId consent_id;
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;
  bool withdrawn = false;
  bool whole_team = false;
  struct Party {
    FacilityId facility_id;
    bool withdrawn = false;
  };
  std::vector<Party> parties{};
  bool by_person = false;  ///< the person's own consent, given by nobody on their behalf
  PurposeSet purposes = PurposeSet::all();
};

ConsentState state_on(const Date& today, const Date& starts_on, const std::optional<Date>& ends_on,
                      bool withdrawn);
/// In force on `on` and open to this facility: the whole team without those left out, or the named ones.
bool covers(const Coverage& consent, FacilityId facility, const Date& on);
/// The union of what covers a facility on a day for one of the purposes.
ClassSet covered_classes(std::span<const Coverage> consents, FacilityId facility, const Date& on,
                         PurposeSet purposes = PurposeSet::all());
/// The part of a consent that is taken back: a facility, a purpose, or all of it.
struct Taken {
  std::optional<FacilityId> facility{};
  std::optional<Purpose> purpose{};
};
/// What `facility` could reach for each purpose today, and what it could after `taken` of that consent.
struct Reached {
  std::array<ClassSet, kPurposes> now{}, then{};
};
Reached reached(std::vector<Coverage> consents, ConsentId consent, const Taken& taken, FacilityId facility,
                const Date& today);
/// The last day until which the facility stays covered, if consents in force on `on` all end; none: open end
/// or no consent. Consents that follow each other without a gap count as one.
std::optional<Date> covered_until(std::span<const Coverage> consents, FacilityId facility, const Date& on);

/// Who is known to be able to give consent for this person.
struct GiverFacts {
  Date birth_date;
  struct Guardian {
    std::string name;
    std::string relation;
    bool has_custody = false;
    bool verified = false;
    bool restricted = false;
  };
  std::optional<Guardian> guardian{};  ///< the one named by `guardian_id`; none if there is no such one
};
/// A minor's consent is given by who holds parental authority or by the legal guardian (民法 818条・857条);
/// from 18 on (民法 4条) the person themself gives it, or their legal guardian (成年後見人 859条).
Status check_giver(const NewConsent& given, const GiverFacts& facts, const Date& today);
/// Everything else that can be told from the text sent.
Status check_consent(const NewConsent& given, const Date& today);

}  // namespace musubi::consent
