// The documents of an application: what may come along, and how it hangs on the application. They are sealed
// with the data key of the region applied to (file/vault.hpp), like every file of that region, and bound to
// the application from their first moment: no row of an applicant's file is ever without its application.
// Never hands anything to an applicant: an address and a number are no reason to give papers out again.
#pragma once
#include <span>
#include <vector>

#include "db/tx.hpp"
#include "facility/facility.hpp"
#include "file/file.hpp"

namespace musubi::facility {

/// `too_long` or `too_large` at `documents`, together with those kept.
Status check_amount(const std::vector<ApplicationDocument>& kept, std::span<const file::Incoming> incoming);
/// Of the bytes as they were sent.
Result<std::vector<db::Bytes>> hashes_of(std::span<const file::Incoming> incoming);
/// Those that hold.
std::vector<ApplicationDocument> present_documents(Tx& tx, RegionId region, ApplicationId application);
/// Those of them that a correction keeps; `invalid` if it names another.
Result<std::vector<ApplicationDocument>> kept_documents(Tx& tx, RegionId region, ApplicationId application,
                                                        const Resubmission& given);
/// From `version` on these come with it.
void attach_documents(Tx& tx, RegionId region, ApplicationId application, std::int64_t version,
                      std::span<const file::FileView> files, std::span<const db::Bytes> hashes);

}  // namespace musubi::facility
