#include "facility/application_documents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "facility/facility_service.hpp"
#include "facility/facility_store.hpp"

namespace musubi::facility {

using access::Duty;

Status check_amount(const std::vector<ApplicationDocument>& kept, std::span<const file::Incoming> incoming) {
  if (kept.size() + incoming.size() > kMostDocuments)
    return fail(Code::too_long, "documents",
                fmt::format("書類は{}件までです。減らしてから送ってください。", kMostDocuments),
                fmt::format("At most {} documents can be sent. Please send fewer.", kMostDocuments));
  std::uintmax_t total = 0;
  for (const auto& document : kept) total += static_cast<std::uintmax_t>(document.size);
  for (const auto& file : incoming) {
    std::error_code unknown;  // what cannot be read is told when it is taken in
    const auto size = std::filesystem::file_size(file.body, unknown);
    if (!unknown) total += size;
  }
  if (total <= kDocumentsBytes) return {};
  const auto most = kDocumentsBytes / (1024 * 1024);
  return fail(Code::too_large, "documents",
              fmt::format("書類は合わせて{}MBまでです。減らすか、小さくしてから送ってください。", most),
              fmt::format("The documents may have {} MB together. Please send fewer or smaller ones.", most));
}

Result<std::vector<db::Bytes>> hashes_of(std::span<const file::Incoming> incoming) {
  std::vector<db::Bytes> hashes;
  for (const auto& file : incoming) {
    TRY_ASSIGN(auto hash, file::hash_of(file.body));
    hashes.push_back(std::move(hash));
  }
  return hashes;
}

std::vector<ApplicationDocument> present_documents(Tx& tx, RegionId region, ApplicationId application) {
  auto all = store::documents(tx, region, application);
  std::erase_if(all, [](const ApplicationDocument& document) { return document.replaced; });
  return all;
}

Result<std::vector<ApplicationDocument>> kept_documents(Tx& tx, RegionId region, ApplicationId application,
                                                        const Resubmission& given) {
  auto present = present_documents(tx, region, application);
  if (!given.keep_documents) return present;
  const auto& wanted = given.keep_documents->items;
  for (const auto id : wanted)
    if (std::ranges::find(present, id, &ApplicationDocument::id) == present.end())
      return fail(Code::invalid, "keep_documents",
                  "前に送った書類が見つかりません。もう一度「状況を見る」を押してください。",
                  "A document sent before is not there. Please look up the application again.");
  std::erase_if(present, [&](const ApplicationDocument& document) {
    return std::ranges::find(wanted, document.id) == wanted.end();
  });
  return present;
}

void attach_documents(Tx& tx, RegionId region, ApplicationId application, std::int64_t version,
                      std::span<const file::FileView> files, std::span<const db::Bytes> hashes) {
  auto position = static_cast<std::int64_t>(store::documents(tx, region, application).size());
  for (std::size_t i = 0; i < files.size(); ++i)
    store::add_document(tx, region, application, {files[i].id, position++, version, hashes[i]});
}

Result<std::vector<ApplicationDocument>> application_documents(Tx& tx, const Actor& actor, ApplicationId id) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "application", id.uuid}));
  if (!store::find_application(tx, actor.region_id, id)) return not_found();
  return store::documents(tx, actor.region_id, id);
}

Result<file::Hand> open_application_document(db::Database& database, file::Files& files, const Actor& actor,
                                             ApplicationId application, FileId document,
                                             file::Variant variant) {
  return files.hand_out(database, actor.region_id, variant, [&](Tx& tx) -> Result<FileId> {
    TRY(access::require_duty(tx, actor, Duty::operate_region, {},
                             {{}, "application_document", document.uuid}));
    if (!store::has_document(tx, actor.region_id, application, document)) return not_found();
    return document;
  });
}

}  // namespace musubi::facility
