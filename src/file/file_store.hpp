// The tables `file` and `data_key`: SQL and nothing else. Contents are not here (vault.hpp). No rules here
// either. Every statement names the region.
#pragma once
#include <optional>
#include <vector>

#include "db/tx.hpp"
#include "file/file.hpp"

namespace musubi::file::store {

struct FileRow {
  FileId file_id;
  std::optional<PersonId> person_id;
  std::optional<PostId> uploaded_by;
  std::string content_type;
  std::string filename;
  std::int64_t size = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool has_thumbnail = false;
  db::Bytes sha256;
  std::int64_t key_number = 0;
  bool own_key = false;  ///< sealed under the person's key of that number
  BoundTo bound_kind = BoundTo::unbound;
  std::optional<Uuid> bound_id;
  Time created_at{};
};
BOOST_DESCRIBE_STRUCT(FileRow, (),
                      (file_id, person_id, uploaded_by, content_type, filename, size, width, height,
                       has_thumbnail, sha256, key_number, own_key, bound_kind, bound_id, created_at))

void insert(Tx& tx, RegionId region, const FileRow& row);
std::optional<FileRow> find(Tx& tx, RegionId region, FileId file);
/// In the order of `created_at`.
std::vector<FileRow> bound_to(Tx& tx, RegionId region, BoundTo kind, const Uuid& id);
/// False if it was bound meanwhile, or is another's.
bool bind(Tx& tx, RegionId region, FileId file, PostId uploaded_by, BoundTo kind, const Uuid& id);
void unbind(Tx& tx, RegionId region, FileId file, Time now);
/// Takes the rows of unbound files from before `before` away; at most `limit`.
std::vector<FileId> take_unbound(Tx& tx, RegionId region, Time before, int limit);
std::vector<RegionId> regions(Tx& tx);

/// What is needed to open a file's contents.
struct SealedRow {
  FileId file_id;
  std::int64_t key_number = 0;
  bool has_thumbnail = false;
  bool own_key = false;
  std::optional<PersonId> person_id;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (file_id, key_number, has_thumbnail, own_key, person_id))
std::vector<SealedRow> sealed_rows(Tx& tx, RegionId region);

struct WrappedKey {
  std::int64_t key_number = 0;
  db::Bytes wrapped;
};
BOOST_DESCRIBE_STRUCT(WrappedKey, (), (key_number, wrapped))

std::optional<WrappedKey> newest_key(Tx& tx, RegionId region);
std::optional<WrappedKey> find_key(Tx& tx, RegionId region, std::int64_t key_number);
/// Oldest first.
std::vector<DataKey> data_keys(Tx& tx, RegionId region);
/// Of all regions.
std::vector<std::pair<RegionId, WrappedKey>> wrapped_keys(Tx& tx);
/// Returns how many rows changed: none if it is not what it was.
std::int64_t replace_key(Tx& tx, RegionId region, const WrappedKey& was, const db::Bytes& fresh);
/// False if there is one of this number already.
bool insert_key(Tx& tx, RegionId region, const WrappedKey& key);

/// A person's own key, sealed under the region's data key of this number.
std::optional<db::Bytes> find_person_key(Tx& tx, RegionId region, PersonId person, std::int64_t key_number);
/// Nothing where there is one already.
void insert_person_key(Tx& tx, RegionId region, PersonId person, const WrappedKey& key);

}  // namespace musubi::file::store
