// The tables of this room: facility, application, application_version, application_document. SQL and nothing
// else.
#pragma once
#include <optional>
#include <vector>

#include "db/tx.hpp"
#include "facility/facility.hpp"

namespace musubi::facility::store {

/// By name; `folded` part of a name and `type` where given.
std::vector<FacilityView> directory(Tx& tx, RegionId region, const std::optional<std::string>& folded,
                                    const std::optional<std::string>& type);
std::optional<FacilityView> find(Tx& tx, RegionId region, FacilityId facility);
/// A facility of this kind under this name, written in any of its common forms.
std::optional<FacilityId> find_named(Tx& tx, RegionId region, std::string_view name, std::string_view type,
                                     std::optional<FacilityId> but = {});
bool insert(Tx& tx, RegionId region, const NewFacility& facility);
bool update(Tx& tx, RegionId region, FacilityId facility, std::int64_t version, const FacilityEdit& edit);

bool insert_application(Tx& tx, RegionId region, ApplicationId application, const ApplicationFields& fields,
                        const db::Bytes& tracking_hash);
std::optional<ApplicationView> find_application(Tx& tx, RegionId region, ApplicationId application);
std::optional<ApplicationView> find_tracked(Tx& tx, RegionId region, const db::Bytes& tracking_hash);
std::vector<ApplicationView> applications(Tx& tx, RegionId region, std::optional<ApplicationState> state);
void set_tracking(Tx& tx, RegionId region, ApplicationId application, const db::Bytes& tracking_hash);
/// A returned application goes back to the queue: false if it was not returned any more.
bool resubmit(Tx& tx, RegionId region, ApplicationId application, const ApplicationFields& fields);
/// False if somebody has decided already.
bool decide(Tx& tx, RegionId region, ApplicationId application, ApplicationState state,
            std::string_view reason, std::optional<FacilityId> facility, PostId by);
/// Keeps the state it is in now.
void keep_version(Tx& tx, RegionId region, const ApplicationView& now, std::optional<PostId> by);

struct NewDocument {
  FileId file;
  std::int64_t position = 0;
  std::int64_t since_version = 0;
  db::Bytes sent_sha256;
};
/// In the order they came, those replaced since too.
std::vector<ApplicationDocument> documents(Tx& tx, RegionId region, ApplicationId application);
/// Of the bytes as they were sent; in the same order.
std::vector<db::Bytes> hashes_of_documents(Tx& tx, RegionId region, ApplicationId application);
bool has_document(Tx& tx, RegionId region, ApplicationId application, FileId file);
void add_document(Tx& tx, RegionId region, ApplicationId application, const NewDocument& document);
void replace_document(Tx& tx, RegionId region, ApplicationId application, FileId file,
                      std::int64_t until_version);

}  // namespace musubi::facility::store
