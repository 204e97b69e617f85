// The use cases of facilities. Applicants are nobody yet: they come through the portal and follow their
// application by its code. Operators decide; managers keep their facility's facts; every member reads the
// directory.
#pragma once
#include "access/access.hpp"
#include "base/sheet.hpp"
#include "db/database.hpp"
#include "facility/facility.hpp"
#include "file/file_service.hpp"

namespace musubi::facility {

using access::Actor;

// --- applicants ---

using Documents = std::span<const file::Incoming>;

/// What can be known before megabytes are taken in: the region is there, and the address need not wait.
Status may_submit(Tx& tx, std::string_view slug, std::string_view address);
/// `address`: where the request comes from; each address may send only so many. The same application again (a
/// lost answer) gets a new code. All documents are taken or nothing is.
Result<ApplicationSent> submit(db::Database& database, file::Files& files, std::string_view slug,
                               const NewApplication& given, Documents documents, std::string_view address);
/// Wrong codes are counted and slow down whoever tries many.
Result<ApplicationStatus> status_of(db::Database& database, std::string_view slug,
                                    std::string_view tracking_code, std::string_view address);
Status may_resubmit(Tx& tx, std::string_view slug, std::string_view address);
/// `conflict` unless it was returned. `documents` come beside those that are kept.
Result<ApplicationStatus> resubmit(db::Database& database, file::Files& files, std::string_view slug,
                                   const Resubmission& given, Documents documents, std::string_view address);

// --- operators ---

/// Newest first.
Result<std::vector<ApplicationView>> applications(Tx& tx, const Actor& actor,
                                                  std::optional<ApplicationState> state);
Result<ApplicationView> application(Tx& tx, const Actor& actor, ApplicationId application);
/// What was sent along, those replaced by a correction too.
Result<std::vector<ApplicationDocument>> application_documents(Tx& tx, const Actor& actor,
                                                               ApplicationId application);
/// Guarded and recorded in the transaction that finds the file, before its first byte is read.
Result<file::Hand> open_application_document(db::Database& database, file::Files& files, const Actor& actor,
                                             ApplicationId application, FileId document,
                                             file::Variant variant);
/// Approving makes the facility (or takes the one an operator registered before, if nobody manages it yet),
/// its manager's post and the link to it; the link begins with `/`. Decided already: `conflict`.
Result<ApplicationDecided> decide(Tx& tx, const Actor& actor, ApplicationId application,
                                  const NewDecision& given);
Result<FacilityView> add_facility(Tx& tx, const Actor& actor, const NewFacility& given);
/// All lines or none. A dry run changes nothing and lists every objection.
Result<csv::ImportReport> import_facilities(Tx& tx, const Actor& actor, std::string_view bytes, bool dry_run);

// --- members ---

Result<std::vector<FacilityView>> directory(Tx& tx, const Actor& actor, const DirectoryQuery& query);
Result<FacilityView> facility(Tx& tx, const Actor& actor, FacilityId facility);
Result<FacilityView> edit_facility(Tx& tx, const Actor& actor, FacilityId facility, std::int64_t version,
                                   const FacilityEdit& edit);

// --- for the command line and the demo: the caller has passed its guard ---

/// A nil id: a new one. `invalid` for an unknown type, `duplicate` if the id is taken or a facility of this
/// kind has this name. `by` and `reason` begin its history.
Result<FacilityId> create_facility(Tx& tx, RegionId region, NewFacility given,
                                   std::optional<PostId> by = std::nullopt, std::string_view reason = "登録");

// --- for other rooms, which guard themselves: active facilities of the directory

/// By a part of the name.
std::vector<FacilityView> places_named(Tx& tx, RegionId region, const std::string& part);
std::optional<FacilityView> find_place(Tx& tx, RegionId region, FacilityId id);

}  // namespace musubi::facility
