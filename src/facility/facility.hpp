// Facilities (施設・事業所): they ask to join from the portal, an operator approves, returns or refuses with
// a reason, and their facts are kept by their managers. An application is followed by its tracking code only,
// of which nothing but the hash is stored. Its documents are seen by the region's operators alone, whatever
// becomes of it. This room creates posts through staff/ and never touches accounts. Rules: issue 2, "region,
// facility, staff"; contract "facility + staff".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace musubi::facility {

struct FacilityView {
  FacilityId id;
  std::string name;
  std::string facility_type;
  std::string postal_code;
  std::string address;
  std::string phone;
  std::string official_number;
  std::string school_district;
  std::string state;  ///< `active`
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(FacilityView, (),
                      (id, name, facility_type, postal_code, address, phone, official_number, school_district,
                       state, version))

struct NewFacility {
  FacilityId id;
  Name<100> name;
  Line<100> facility_type;
  Line<20> postal_code;
  Line<200> address;
  Line<50> phone;
  Line<50> official_number;
  Line<100> school_district;
};
BOOST_DESCRIBE_STRUCT(NewFacility, (),
                      (id, name, facility_type, postal_code, address, phone, official_number,
                       school_district))

struct FacilityEdit {
  Name<100> name;
  Line<100> facility_type;
  Line<20> postal_code;
  Line<200> address;
  Line<50> phone;
  Line<50> official_number;
  Line<100> school_district;
  std::optional<Line<500>> reason{};
};
BOOST_DESCRIBE_STRUCT(FacilityEdit, (),
                      (name, facility_type, postal_code, address, phone, official_number, school_district,
                       reason))

/// What the history keeps of a state (history.hpp).
struct KeptFacility {
  std::string name, facility_type, postal_code, address, phone, official_number, school_district;
};
BOOST_DESCRIBE_STRUCT(KeptFacility, (),
                      (name, facility_type, postal_code, address, phone, official_number, school_district))

struct DirectoryQuery {
  std::optional<Bounded<100, text::Kind::line>> q{};  ///< part of a name, in any of its common forms
  std::optional<Bounded<100, text::Kind::line>> type{};
};
BOOST_DESCRIBE_STRUCT(DirectoryQuery, (), (q, type))

// --- applications

enum class ApplicationState { submitted, returned, approved, refused };
BOOST_DESCRIBE_ENUM(ApplicationState, submitted, returned, approved, refused)

/// What an applicant fills in.
struct ApplicationFields {
  Name<100> facility_name;
  Line<100> facility_type;
  Line<20> postal_code;
  Line<200> address;
  Line<50> phone;
  Line<50> official_number;
  Name<100> applicant_name;
  OptionalName<100> applicant_kana;
  Line<100> applicant_profession;
  Line<100> applicant_login;
  Prose<2000> note;
  std::int64_t pledge_version = 0;  ///< the one they read and accepted
  auto operator<=>(const ApplicationFields&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApplicationFields, (),
                      (facility_name, facility_type, postal_code, address, phone, official_number,
                       applicant_name, applicant_kana, applicant_profession, applicant_login, note,
                       pledge_version))

/// Described members are not inherited, so the three below repeat them; `fields_of` takes them out again.
struct NewApplication {
  ApplicationId id;
  Name<100> facility_name;
  Line<100> facility_type;
  Line<20> postal_code;
  Line<200> address;
  Line<50> phone;
  Line<50> official_number;
  Name<100> applicant_name;
  OptionalName<100> applicant_kana;
  Line<100> applicant_profession;
  Line<100> applicant_login;
  Prose<2000> note;
  std::int64_t pledge_version = 0;
};
BOOST_DESCRIBE_STRUCT(NewApplication, (),
                      (id, facility_name, facility_type, postal_code, address, phone, official_number,
                       applicant_name, applicant_kana, applicant_profession, applicant_login, note,
                       pledge_version))

/// How many documents an application may carry, and what they may have together.
inline constexpr std::size_t kMostDocuments = 5;
inline constexpr std::uintmax_t kDocumentsBytes = 50 * 1024 * 1024;

/// What an applicant sent along: 指定通知書の写し and the like.
struct ApplicationDocument {
  FileId id;
  std::string filename;
  std::string content_type;
  std::int64_t size = 0;
  bool has_thumbnail = false;
  bool replaced = false;  ///< by a correction; operators still see it
  Time sent_at{};
};
BOOST_DESCRIBE_STRUCT(ApplicationDocument, (),
                      (id, filename, content_type, size, has_thumbnail, replaced, sent_at))

struct Resubmission {
  RequiredLine<100> tracking_code;
  Name<100> facility_name;
  Line<100> facility_type;
  Line<20> postal_code;
  Line<200> address;
  Line<50> phone;
  Line<50> official_number;
  Name<100> applicant_name;
  OptionalName<100> applicant_kana;
  Line<100> applicant_profession;
  Line<100> applicant_login;
  Prose<2000> note;
  std::int64_t pledge_version = 0;
  /// Which of the documents sent before still hold; without a word all of them.
  std::optional<List<FileId, kMostDocuments>> keep_documents{};
};
BOOST_DESCRIBE_STRUCT(Resubmission, (),
                      (tracking_code, facility_name, facility_type, postal_code, address, phone,
                       official_number, applicant_name, applicant_kana, applicant_profession, applicant_login,
                       note, pledge_version, keep_documents))

struct ApplicationView {
  ApplicationId id;
  ApplicationState state = ApplicationState::submitted;
  Name<100> facility_name;
  Line<100> facility_type;
  Line<20> postal_code;
  Line<200> address;
  Line<50> phone;
  Line<50> official_number;
  Name<100> applicant_name;
  OptionalName<100> applicant_kana;
  Line<100> applicant_profession;
  Line<100> applicant_login;
  Prose<2000> note;
  std::int64_t pledge_version = 0;
  std::string reason;
  Time created_at{};
  std::optional<Time> decided_at;
  std::int64_t version = 0;
  std::int64_t document_count = 0;
};
BOOST_DESCRIBE_STRUCT(ApplicationView, (),
                      (id, state, facility_name, facility_type, postal_code, address, phone, official_number,
                       applicant_name, applicant_kana, applicant_profession, applicant_login, note,
                       pledge_version, reason, created_at, decided_at, version, document_count))

template <class From>
ApplicationFields fields_of(const From& from) {
  return {from.facility_name,   from.facility_type,  from.postal_code,
          from.address,         from.phone,          from.official_number,
          from.applicant_name,  from.applicant_kana, from.applicant_profession,
          from.applicant_login, from.note,           from.pledge_version};
}

struct ApplicationSent {
  ApplicationId id;
  std::string tracking_code;  ///< shown this once
};
BOOST_DESCRIBE_STRUCT(ApplicationSent, (), (id, tracking_code))

struct TrackingCode {
  RequiredLine<100> tracking_code;
};
BOOST_DESCRIBE_STRUCT(TrackingCode, (), (tracking_code))

struct ApplicationStatus {
  ApplicationState state = ApplicationState::submitted;
  std::string reason;
  std::string facility_name;
  ApplicationFields application;
  std::vector<ApplicationDocument> documents;  ///< those that hold; told by name only, never handed out again
};
BOOST_DESCRIBE_STRUCT(ApplicationStatus, (), (state, reason, facility_name, application, documents))

struct ApplicationsQuery {
  std::optional<ApplicationState> state{};
};
BOOST_DESCRIBE_STRUCT(ApplicationsQuery, (), (state))

enum class Verdict { approve, return_, refuse };
BOOST_DESCRIBE_ENUM(Verdict, approve, return_, refuse)

struct NewDecision {
  Verdict decision = Verdict::refuse;
  Prose<2000> reason;  ///< needed to return or refuse
};
BOOST_DESCRIBE_STRUCT(NewDecision, (), (decision, reason))

struct ApplicationDecided {
  ApplicationView application;
  std::optional<std::string> invitation_url;  ///< of the facility's manager, when approved; shown this once
};
BOOST_DESCRIBE_STRUCT(ApplicationDecided, (), (application, invitation_url))

}  // namespace musubi::facility
