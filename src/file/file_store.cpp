#include "file/file_store.hpp"

namespace musubi::file::store {

void insert(Tx& tx, RegionId region, const FileRow& row) {
  tx.run(R"sql(
    insert into file (region_id, file_id, person_id, uploaded_by, content_type, filename, size, width, height,
                      has_thumbnail, sha256, key_number, own_key, bound_kind, bound_id, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
  )sql",
         region, row.file_id, row.person_id, row.uploaded_by, row.content_type, row.filename, row.size,
         row.width, row.height, row.has_thumbnail, row.sha256, row.key_number, row.own_key, row.bound_kind,
         row.bound_id, row.created_at);
}

std::optional<FileRow> find(Tx& tx, RegionId region, FileId file) {
  return tx.first<FileRow>(R"sql(
    select file_id, person_id, uploaded_by, content_type, filename, size, width, height, has_thumbnail, sha256,
           key_number, own_key, bound_kind, bound_id, created_at
      from file where region_id = $1 and file_id = $2
  )sql",
                           region, file);
}

std::vector<FileRow> bound_to(Tx& tx, RegionId region, BoundTo kind, const Uuid& id) {
  return tx.all<FileRow>(R"sql(
    select file_id, person_id, uploaded_by, content_type, filename, size, width, height, has_thumbnail, sha256,
           key_number, own_key, bound_kind, bound_id, created_at
      from file where region_id = $1 and bound_kind = $2 and bound_id = $3
     order by created_at, file_id
  )sql",
                         region, kind, id);
}

bool bind(Tx& tx, RegionId region, FileId file, PostId uploaded_by, BoundTo kind, const Uuid& id) {
  return tx.run(R"sql(
    update file set bound_kind = $4, bound_id = $5
     where region_id = $1 and file_id = $2 and uploaded_by = $3 and bound_kind = 'unbound'
  )sql",
                region, file, uploaded_by, kind, id) == 1;
}

void unbind(Tx& tx, RegionId region, FileId file, Time now) {
  tx.run(R"sql(
    update file set bound_kind = 'unbound', bound_id = null, created_at = $3, uploaded_by = null
     where region_id = $1 and file_id = $2
  )sql",
         region, file, now);
}

std::vector<FileId> take_unbound(Tx& tx, RegionId region, Time before, int limit) {
  return tx.all<FileId>(R"sql(
    delete from file
     where region_id = $1 and file_id in (
       select file_id from file
        where region_id = $1 and bound_kind = 'unbound' and created_at < $2
        order by created_at limit $3)
    returning file_id
  )sql",
                        region, before, limit);
}

std::vector<RegionId> regions(Tx& tx) {
  return tx.all<RegionId>("select region_id from region order by region_id");
}

std::vector<SealedRow> sealed_rows(Tx& tx, RegionId region) {
  return tx.all<SealedRow>(
      "select file_id, key_number, has_thumbnail, own_key, person_id from file where region_id = $1"
      " order by file_id",
      region);
}

std::vector<DataKey> data_keys(Tx& tx, RegionId region) {
  return tx.all<DataKey>(R"sql(
    select k.key_number, k.created_at,
           (select count(*) from file f where f.region_id = k.region_id and f.key_number = k.key_number) as files
      from data_key k where k.region_id = $1 order by k.key_number
  )sql",
                         region);
}

std::optional<WrappedKey> newest_key(Tx& tx, RegionId region) {
  return tx.first<WrappedKey>(
      "select key_number, wrapped from data_key where region_id = $1 order by key_number desc limit 1",
      region);
}

std::optional<WrappedKey> find_key(Tx& tx, RegionId region, std::int64_t key_number) {
  return tx.first<WrappedKey>(
      "select key_number, wrapped from data_key where region_id = $1 and key_number = $2", region,
      key_number);
}

std::vector<std::pair<RegionId, WrappedKey>> wrapped_keys(Tx& tx) {
  std::vector<std::pair<RegionId, WrappedKey>> out;
  using Sealed = std::tuple<RegionId, std::int64_t, db::Bytes>;
  for (auto& [region, number, wrapped] :
       tx.all<Sealed>("select region_id, key_number, wrapped from data_key order by region_id, key_number"))
    out.push_back({region, {number, std::move(wrapped)}});
  return out;
}

std::int64_t replace_key(Tx& tx, RegionId region, const WrappedKey& was, const db::Bytes& fresh) {
  return tx.run("update data_key set wrapped = $4 where region_id = $1 and key_number = $2 and wrapped = $3",
                region, was.key_number, was.wrapped, fresh);
}

bool insert_key(Tx& tx, RegionId region, const WrappedKey& key) {
  return tx.run(R"sql(
    insert into data_key (region_id, key_number, wrapped, created_at) values ($1, $2, $3, $4)
    on conflict (region_id, key_number) do nothing
  )sql",
                region, key.key_number, key.wrapped, tx.now()) == 1;
}

std::optional<db::Bytes> find_person_key(Tx& tx, RegionId region, PersonId person, std::int64_t key_number) {
  return tx.first<db::Bytes>(
      "select wrapped from person_key where region_id = $1 and person_id = $2 and key_number = $3", region,
      person, key_number);
}

void insert_person_key(Tx& tx, RegionId region, PersonId person, const WrappedKey& key) {
  tx.run(R"sql(
    insert into person_key (region_id, person_id, key_number, wrapped, created_at) values ($1, $2, $3, $4, $5)
    on conflict do nothing
  )sql",
         region, person, key.key_number, key.wrapped, tx.now());
}

}  // namespace musubi::file::store
