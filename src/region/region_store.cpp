#include "region/region_store.hpp"

namespace musubi::region::store {

std::vector<PortalLine> portals(Tx& tx) {
  return tx.all<PortalLine>("select slug, name from region order by name, slug limit 2000");
}

std::optional<RegionId> region_named(Tx& tx, std::string_view slug) {
  return tx.first<RegionId>("select region_id from region where slug = $1", slug);
}

std::optional<RegionView> find(Tx& tx, RegionId region) {
  return tx.first<RegionView>(R"sql(
    select r.region_id, r.slug, r.name, r.greeting, r.how_to_join, r.contact, r.names_in_access_log, r.own_account_from,
           r.pledge_version, coalesce(p.body, ''), r.version
      from region r
      left join pledge p on p.region_id = r.region_id and p.version = r.pledge_version
     where r.region_id = $1
  )sql",
                              region);
}

bool insert(Tx& tx, const RegionView& region) {
  return tx.run(R"sql(
    insert into region (region_id, slug, name, greeting, how_to_join, contact, pledge_version, names_in_access_log,
                        version, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict do nothing
  )sql",
                region.id, region.slug, region.name, region.greeting, region.how_to_join, region.contact,
                region.pledge_version, region.names_in_access_log, region.version, tx.now()) == 1;
}

bool update(Tx& tx, RegionId region, std::int64_t version, const RegionEdit& edit) {
  const auto age = edit.own_account_from ? std::optional(edit.own_account_from->value) : std::nullopt;
  return tx.run(R"sql(
    update region set name = $3, greeting = $4, how_to_join = $5, contact = $6, names_in_access_log = $7,
                      own_account_from = coalesce(cast($8 as BIGINT), own_account_from), version = version + 1
     where region_id = $1 and version = $2
  )sql",
                region, version, edit.name, edit.greeting, edit.how_to_join, edit.contact,
                edit.names_in_access_log, age) == 1;
}

void insert_pledge(Tx& tx, RegionId region, std::int64_t version, std::string_view body) {
  tx.run("insert into pledge (region_id, version, body, created_at) values ($1, $2, $3, $4)", region, version,
         body, tx.now());
}

std::int64_t add_pledge(Tx& tx, RegionId region, std::string_view body) {
  const auto version = tx.one<std::int64_t>(R"sql(
    update region set pledge_version = pledge_version + 1, version = version + 1 where region_id = $1
    returning pledge_version
  )sql",
                                            region);
  insert_pledge(tx, region, version, body);
  return version;
}

std::vector<NoticeView> notices(Tx& tx, RegionId region, bool all) {
  return tx.all<NoticeView>(R"sql(
    select notice_id, title, body, is_public, published_on, expires_on, version
      from notice
     where region_id = $1 and hidden_at is null
       and ($2 = true or (published_on <= $3 and (expires_on is null or expires_on >= $3)))
     order by published_on desc, notice_id desc limit 200
  )sql",
                            region, all, tx.today());
}

std::vector<PortalNotice> public_notices(Tx& tx, RegionId region) {
  return tx.all<PortalNotice>(R"sql(
    select notice_id, title, body, published_on
      from notice
     where region_id = $1 and hidden_at is null and is_public
       and published_on <= $2 and (expires_on is null or expires_on >= $2)
     order by published_on desc, notice_id desc limit 50
  )sql",
                              region, tx.today());
}

std::optional<NoticeView> find_notice(Tx& tx, RegionId region, NoticeId notice) {
  return tx.first<NoticeView>(R"sql(
    select notice_id, title, body, is_public, published_on, expires_on, version
      from notice where region_id = $1 and notice_id = $2 and hidden_at is null
  )sql",
                              region, notice);
}

bool insert_notice(Tx& tx, RegionId region, const NewNotice& notice, PostId by) {
  return tx.run(R"sql(
    insert into notice (region_id, notice_id, title, body, is_public, published_on, expires_on, hidden_at, version,
                        created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, null, 1, $8, $9)
    on conflict (region_id, notice_id) do nothing
  )sql",
                region, notice.id, notice.title, notice.body, notice.is_public, notice.published_on,
                notice.expires_on, tx.now(), by) == 1;
}

bool update_notice(Tx& tx, RegionId region, NoticeId notice, std::int64_t version, const NoticeEdit& edit) {
  return tx.run(R"sql(
    update notice set title = $4, body = $5, is_public = $6, published_on = $7, expires_on = $8, version = version + 1
     where region_id = $1 and notice_id = $2 and version = $3 and hidden_at is null
  )sql",
                region, notice, version, edit.title, edit.body, edit.is_public, edit.published_on,
                edit.expires_on) == 1;
}

bool hide_notice(Tx& tx, RegionId region, NoticeId notice, std::optional<std::int64_t> version) {
  return tx.run(R"sql(
    update notice set hidden_at = $4, version = version + 1
     where region_id = $1 and notice_id = $2 and hidden_at is null and version = coalesce(cast($3 as BIGINT), version)
  )sql",
                region, notice, version, tx.now()) == 1;
}

std::vector<DocumentView> documents(Tx& tx, RegionId region) {
  return tx.all<DocumentView>(R"sql(
    select d.document_id, d.title, d.is_public, f.content_type, f.size, d.created_at
      from region_document d
      join file f on f.region_id = d.region_id and f.file_id = d.file_id
     where d.region_id = $1 and d.hidden_at is null
     order by d.title, d.document_id limit 200
  )sql",
                              region);
}

std::optional<StoredDocument> find_document(Tx& tx, RegionId region, DocumentId document) {
  using Columns = std::tuple<DocumentId, std::string, bool, std::string, std::int64_t, Time, FileId>;
  auto found = tx.first<Columns>(R"sql(
    select d.document_id, d.title, d.is_public, f.content_type, f.size, d.created_at, d.file_id
      from region_document d
      join file f on f.region_id = d.region_id and f.file_id = d.file_id
     where d.region_id = $1 and d.document_id = $2 and d.hidden_at is null
  )sql",
                                 region, document);
  if (!found) return std::nullopt;
  auto& [id, title, is_public, content_type, size, created_at, file] = *found;
  return StoredDocument{{id, title, is_public, content_type, size, created_at}, file};
}

void insert_document(Tx& tx, RegionId region, DocumentId document, std::string_view title, FileId file,
                     bool is_public, PostId by) {
  tx.run(R"sql(
    insert into region_document (region_id, document_id, title, file_id, is_public, hidden_at, created_at, created_by)
    values ($1, $2, $3, $4, $5, null, $6, $7)
  )sql",
         region, document, title, file, is_public, tx.now(), by);
}

bool hide_document(Tx& tx, RegionId region, DocumentId document) {
  return tx.run(R"sql(
    update region_document set hidden_at = $3 where region_id = $1 and document_id = $2 and hidden_at is null
  )sql",
                region, document, tx.now()) == 1;
}

}  // namespace musubi::region::store
