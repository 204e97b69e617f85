// The tables of this room: region, pledge, notice, region_document. SQL and nothing else.
#pragma once
#include <optional>
#include <vector>

#include "db/tx.hpp"
#include "region/region.hpp"

namespace musubi::region::store {

std::vector<PortalLine> portals(Tx& tx);
std::optional<RegionId> region_named(Tx& tx, std::string_view slug);
std::optional<RegionView> find(Tx& tx, RegionId region);
/// False if the slug or the id is taken.
bool insert(Tx& tx, const RegionView& region);
/// False if the version is no longer `version`.
bool update(Tx& tx, RegionId region, std::int64_t version, const RegionEdit& edit);
/// The version of the new text.
std::int64_t add_pledge(Tx& tx, RegionId region, std::string_view body);
void insert_pledge(Tx& tx, RegionId region, std::int64_t version, std::string_view body);

/// Newest first. `all`: future and expired ones too.
std::vector<NoticeView> notices(Tx& tx, RegionId region, bool all);
std::vector<PortalNotice> public_notices(Tx& tx, RegionId region);
std::optional<NoticeView> find_notice(Tx& tx, RegionId region, NoticeId notice);
bool insert_notice(Tx& tx, RegionId region, const NewNotice& notice, PostId by);
bool update_notice(Tx& tx, RegionId region, NoticeId notice, std::int64_t version, const NoticeEdit& edit);
/// False if it was not there, or changed since `version`.
bool hide_notice(Tx& tx, RegionId region, NoticeId notice, std::optional<std::int64_t> version);

struct StoredDocument {
  DocumentView view;
  FileId file_id;
};
std::vector<DocumentView> documents(Tx& tx, RegionId region);
std::optional<StoredDocument> find_document(Tx& tx, RegionId region, DocumentId document);
void insert_document(Tx& tx, RegionId region, DocumentId document, std::string_view title, FileId file,
                     bool is_public, PostId by);
bool hide_document(Tx& tx, RegionId region, DocumentId document);

}  // namespace musubi::region::store
