#include "file/file_service.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <deque>
#include <fstream>
#include <iterator>

#include "file/file_store.hpp"
#include "file/own_key.hpp"

namespace musubi::file {
namespace {

using access::Action;

db::Bytes sha256_of(std::string_view bytes) {
  db::Bytes out(crypto_hash_sha256_BYTES);
  crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return out;
}

FileView view_of(const store::FileRow& row) {
  return {row.file_id, row.content_type, row.filename, row.size, row.width, row.height, row.has_thumbnail};
}

store::FileRow row_of(FileId id, const Prepared& prepared, const Owner& owner, std::int64_t key_number,
                      Time now) {
  store::FileRow row;
  row.file_id = id;
  row.person_id = owner.person;
  row.uploaded_by = owner.uploaded_by;
  row.content_type = prepared.content_type;
  row.filename = prepared.filename;
  row.size = static_cast<std::int64_t>(prepared.bytes.size());
  row.width = prepared.width;
  row.height = prepared.height;
  row.has_thumbnail = !prepared.thumbnail.empty();
  row.sha256 = sha256_of(prepared.bytes);
  row.key_number = key_number;
  row.own_key = owner.person.has_value();
  row.created_at = now;
  return row;
}

Result<std::string> read_all(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad())
    return fail(Code::unavailable, "file", "ファイルを受け取れませんでした。もう一度お試しください。",
                "The upload could not be read. Please try again.");
  return bytes;
}

Result<std::string> read_body(const std::filesystem::path& path) {
  TRY_ASSIGN(auto bytes, read_all(path));
  if (bytes.empty()) return fail(Code::invalid, "file", "ファイルが空です。", "The file is empty.");
  return bytes;
}

/// An upload is part of posting, or of a plan where that is all that is agreed to. Before the first consent a
/// coordinator cannot post, but must be able to hand in the very paper or signature that the consent rests
/// on: whoever may edit the person in that state may upload.
Status require_upload(Tx& tx, const access::Actor& actor, PersonId person) {
  const access::Target target{{}, "file", {}};
  auto post = access::require(tx, actor, Action::post, person, target);
  if (post) return {};
  const auto& refusal = post.error().refusal;
  if (refusal && (refusal->rule == "consent" || refusal->rule == "purpose"))
    for (const auto other : {Action::write_assessment, Action::edit_person})
      if (access::require(tx, actor, other, person, target)) return {};
  return std::unexpected(std::move(post).error());
}

/// The guard of a download. A file that is not there and one that may not be seen answer alike.
Status require_sight(Tx& tx, const access::Actor& actor, PersonId person, const store::FileRow* row,
                     FileId id, const Doors& doors) {
  access::Target target{{}, "file", id.uuid};
  const bool known = row != nullptr && row->person_id == person;
  const auto kind = known ? row->bound_kind : BoundTo::unbound;
  switch (kind) {
    case BoundTo::entry: {
      const EntryId entry{row->bound_id.value_or(Uuid{})};
      const auto classes =
          doors.entry_classes ? doors.entry_classes(tx, actor.region_id, person, entry) : ClassSet{};
      if (classes) target.classes = *classes;
      TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read, person, target));
      if (!classes || !doors.may_read_entry || !doors.may_read_entry(tx, actor, grant, entry))
        return not_found();
      return {};
    }
    case BoundTo::consent: {
      TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::see_past, person, target));
      const ConsentId consent{row->bound_id.value_or(Uuid{})};
      if (!doors.may_see_consent || !doors.may_see_consent(tx, actor, grant, consent)) return not_found();
      return {};
    }
    case BoundTo::signature: {
      TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read_plans, person, target));
      const auto document = row->bound_id.value_or(Uuid{});
      if (!doors.may_see_signature || !doors.may_see_signature(tx, actor, grant, document, id))
        return not_found();
      return {};
    }
    case BoundTo::assessment: {
      TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read_plans, person, target));
      const AssessmentId assessment{row->bound_id.value_or(Uuid{})};
      if (!doors.may_read_assessment || !doors.may_read_assessment(tx, actor, grant, assessment))
        return not_found();
      return {};
    }
    case BoundTo::photo: {
      TRY(access::require(tx, actor, Action::see_person, person, target));
      return {};
    }
    case BoundTo::unbound:
    case BoundTo::document:
    case BoundTo::application: {  // of no person: never through this door
      TRY(access::require(tx, actor, Action::see_person, person, target));
      if (!known || kind != BoundTo::unbound || row->uploaded_by != actor.post_id) return not_found();
      return {};
    }
  }
  return not_found();
}

/// Removes the sealed contents again unless told that their row was kept.
class Unkept {
 public:
  Unkept(const Vault& vault, RegionId region, FileId file) : vault_(vault), region_(region), file_(file) {}
  Unkept(const Unkept&) = delete;
  Unkept& operator=(const Unkept&) = delete;
  ~Unkept() {
    if (!kept_) vault_.remove(region_, file_);
  }
  void kept() { kept_ = true; }

 private:
  const Vault& vault_;
  RegionId region_;
  FileId file_;
  bool kept_ = false;
};

/// Which of several files an objection is to.
Error about_one(Error error, const std::string& field, std::size_t index, std::string_view filename) {
  if (field.empty()) return error;
  if (error.field == "file") error.field = fmt::format("{}[{}]", field, index);
  const auto dot = filename.rfind('.');
  const bool has_ending = dot != std::string_view::npos && filename.size() - dot <= 6;
  const auto name = clean_filename(filename, has_ending ? filename.substr(dot) : "");
  if (!error.detail.empty()) error.detail = fmt::format("「{}」：{}", name, error.detail);
  if (!error.detail_en.empty()) error.detail_en = fmt::format("\"{}\": {}", name, error.detail_en);
  return error;
}

}  // namespace

Files::Files(Vault vault, Doors doors, std::filesystem::path program)
    : vault_(std::move(vault)), doors_(std::move(doors)), pdfs_(std::move(program)) {}

Result<Prepared> Files::prepare(std::string_view bytes, std::string_view filename, Accept accept) {
  TRY_ASSIGN(const auto type, sniffer_.type_of(bytes));
  if (accept == Accept::picture && !is_picture(type))
    return fail(Code::unsupported_type, "file", "写真（JPEG・PNG・WebP・HEIC）を選んでください。",
                "Choose a photo (JPEG, PNG, WebP, HEIC).");
  Prepared prepared;
  if (is_picture(type)) {
    TRY_ASSIGN(auto picture, pictures_.remake(bytes, type));
    prepared.content_type = std::move(picture.content_type);
    prepared.bytes = std::move(picture.bytes);
    prepared.thumbnail = std::move(picture.thumbnail);
    prepared.width = picture.width;
    prepared.height = picture.height;
  } else {
    TRY_ASSIGN(auto pdf, pdfs_.remake(bytes));
    prepared.content_type = content_type_of(type);
    prepared.bytes = std::move(pdf.bytes);
    prepared.thumbnail = std::move(pdf.thumbnail);
  }
  const auto kept_as = type == FileType::heic ? FileType::jpeg : type;
  prepared.filename = clean_filename(filename, extension_of(kept_as));
  return prepared;
}

Result<Files::OpenKey> Files::newest_key(Tx& tx, RegionId region) const {
  auto wrapped = store::newest_key(tx, region);
  if (!wrapped) {
    // Real randomness, never that of the transaction: in demo data and tests that one can be foretold.
    const auto fresh = crypto::random_key();
    store::insert_key(tx, region, {1, vault_.wrap(tx, region, 1, fresh)});
    wrapped = store::newest_key(tx, region);
  }
  TRY_ASSIGN(const auto key, vault_.unwrap(region, wrapped->key_number, wrapped->wrapped));
  return OpenKey{wrapped->key_number, key};
}

Status Files::seal(RegionId region, FileId file, const Prepared& prepared, const crypto::Key& key) const {
  TRY(vault_.put(region, file, Variant::whole, key, prepared.bytes));
  if (!prepared.thumbnail.empty()) TRY(vault_.put(region, file, Variant::thumbnail, key, prepared.thumbnail));
  return {};
}

Result<FileView> Files::take_in(db::Database& database, const Owner& owner, const std::filesystem::path& body,
                                std::string_view filename, Accept accept, const Guard& guard,
                                const Keep& keep) {
  const Incoming one{body, std::string(filename)};
  TRY_ASSIGN(auto views,
             take_in_all(database, owner, {.files = {&one, 1}, .accept = accept}, guard,
                         [&](Tx& tx, std::span<const FileView> kept) { return keep(tx, kept.front()); }));
  return std::move(views.front());
}

Result<store::FileRow> Files::seal_one(const Owner& owner, FileId id, const Incoming& file, Accept accept,
                                       const OpenKey& key) {
  TRY_ASSIGN(const auto bytes, read_body(file.body));
  TRY_ASSIGN(const auto prepared, prepare(bytes, file.filename, accept));
  TRY(seal(owner.region, id, prepared, key.key));
  return row_of(id, prepared, owner, key.number, {});
}

Result<std::vector<FileView>> Files::take_in_all(db::Database& database, const Owner& owner,
                                                 const Batch& batch, const Guard& guard,
                                                 const KeepAll& keep) {
  struct Admitted {
    std::vector<FileId> ids;
    OpenKey key;
  };
  TRY_ASSIGN(const auto admitted, database.write_now([&](Tx& tx) -> Result<Admitted> {
    TRY(guard(tx));
    Admitted out;
    if (!batch.files.empty()) {
      TRY_ASSIGN(out.key, newest_key(tx, owner.region));
      if (owner.person) {
        TRY_ASSIGN(out.key.key, own_key(tx, owner.region, *owner.person, out.key.number, out.key.key));
      }
    }
    for (std::size_t i = 0; i < batch.files.size(); ++i) out.ids.push_back(tx.new_id<FileId>());
    return out;
  }));
  // Durable before the rows that name them, and gone again if those are not written.
  std::deque<Unkept> contents;
  std::vector<store::FileRow> rows;
  for (std::size_t i = 0; i < batch.files.size(); ++i) {
    const auto& file = batch.files[i];
    contents.emplace_back(vault_, owner.region, admitted.ids[i]);
    auto row = seal_one(owner, admitted.ids[i], file, batch.accept, admitted.key);
    if (!row) return std::unexpected(about_one(std::move(row).error(), batch.field, i, file.filename));
    row->bound_kind = batch.bound_to;
    row->bound_id = batch.bound_id;
    rows.push_back(std::move(*row));
  }
  TRY_ASSIGN(auto views, database.write_now([&](Tx& tx) -> Result<std::vector<FileView>> {
    std::vector<FileView> kept;
    for (auto row : rows) {
      row.created_at = tx.now();
      store::insert(tx, owner.region, row);
      kept.push_back(view_of(row));
    }
    TRY(keep(tx, kept));
    return kept;
  }));
  for (auto& content : contents) content.kept();
  return views;
}

Result<FileView> Files::keep_now(Tx& tx, const Prepared& prepared, const Owner& owner, BoundTo kind,
                                 std::optional<Uuid> id) {
  TRY_ASSIGN(auto key, newest_key(tx, owner.region));
  if (owner.person) {
    TRY_ASSIGN(key.key, own_key(tx, owner.region, *owner.person, key.number, key.key));
  }
  auto row = row_of(tx.new_id<FileId>(), prepared, owner, key.number, tx.now());
  row.bound_kind = kind;
  row.bound_id = id;
  Unkept contents(vault_, owner.region, row.file_id);
  TRY(seal(owner.region, row.file_id, prepared, key.key));
  store::insert(tx, owner.region, row);
  contents.kept();
  return view_of(row);
}

Result<FileView> Files::upload(db::Database& database, const access::Actor& actor, PersonId person,
                               const std::filesystem::path& body, std::string_view filename) {
  const Owner owner{actor.region_id, person, actor.post_id};
  return take_in(
      database, owner, body, filename, Accept::any, [&](Tx& tx) { return require_upload(tx, actor, person); },
      [](Tx&, const FileView&) -> Status { return {}; });
}

Result<Hand> Files::open(db::Database& database, RegionId region, Variant variant,
                         const std::function<Result<FileId>(Tx&)>& choose) const {
  struct Found {
    store::FileRow row;
    crypto::Key key;
  };
  TRY_ASSIGN(const auto found, database.write_now([&](Tx& tx) -> Result<Found> {
    TRY_ASSIGN(const auto id, choose(tx));
    auto row = store::find(tx, region, id);
    if (!row || (variant == Variant::thumbnail && !row->has_thumbnail)) return not_found();
    TRY_ASSIGN(
        const auto key,
        key_of(tx, vault_, region, {id, row->key_number, row->has_thumbnail, row->own_key, row->person_id}));
    return Found{std::move(*row), key};
  }));
  auto opened = vault_.open(region, found.row.file_id, variant, found.key);
  // The row is there, so missing contents are damage, not a wrong address.
  if (!opened && opened.error().code == Code::not_found)
    return fail(Code::internal, "", "ファイルの中身が見つかりません。管理者に連絡してください。",
                "The contents of this file are missing. Tell the administrator.");
  if (!opened) return std::unexpected(std::move(opened).error());

  const auto reader = std::make_shared<const crypto::SealedReader>(std::move(*opened));
  const bool whole = variant == Variant::whole;
  Hand reply;
  reply.content_type = whole ? found.row.content_type : "image/webp";
  reply.filename = whole ? found.row.filename : "";
  reply.size = reader->size();
  reply.etag = crypto::to_hex(crypto::BytesView(found.row.sha256).first(16)) + (whole ? "" : "-t");
  reply.attachment = false;
  reply.read = [reader](std::uint64_t offset, std::span<char> out) {
    return reader->read(offset, out).value_or(0);
  };
  return reply;
}

Result<Hand> Files::hand_out(db::Database& database, RegionId region, Variant variant,
                             const std::function<Result<FileId>(Tx&)>& choose) {
  return open(database, region, variant, choose);
}

Result<Hand> Files::download(db::Database& database, const access::Actor& actor, PersonId person, FileId file,
                             Variant variant) {
  return open(database, actor.region_id, variant, [&](Tx& tx) -> Result<FileId> {
    const auto row = store::find(tx, actor.region_id, file);
    TRY(require_sight(tx, actor, person, row ? &*row : nullptr, file, doors_));
    return file;
  });
}

int Files::remove_unbound(db::Database& database, std::chrono::seconds older_than) {
  constexpr int kAtOnce = 200;
  int removed = 0;
  const auto regions = database.read_now([](Tx& tx) { return store::regions(tx); });
  for (const auto region : regions) {
    for (;;) {
      const auto gone = database.write_now(
          [&](Tx& tx) { return store::take_unbound(tx, region, tx.now() - older_than, kAtOnce); });
      for (const auto file : gone)
        vault_.remove(region, file);  // after the commit: a row never points to nothing
      removed += static_cast<int>(gone.size());
      if (gone.size() < kAtOnce) break;
    }
  }
  return removed + vault_.remove_leftovers(older_than);
}

// --- within a transaction

Status bind_files(Tx& tx, const access::Actor& actor, std::optional<PersonId> person,
                  std::span<const FileId> files, BoundTo kind, const Uuid& id, const std::string& field) {
  for (const auto file : files) {
    const auto row = store::find(tx, actor.region_id, file);
    const bool there = row && row->person_id == person && row->uploaded_by == actor.post_id;
    const bool bound_here = there && row->bound_kind == kind && row->bound_id == id;
    if (bound_here) continue;
    if (!there || !store::bind(tx, actor.region_id, file, actor.post_id, kind, id))
      return fail(Code::invalid, field,
                  "添付ファイルが見つからないか、ほかで使われています。もう一度選び直してください。",
                  "An attached file is missing or used elsewhere. Please choose it again.");
  }
  return {};
}

void release_file(Tx& tx, RegionId region, FileId file) {
  store::unbind(tx, region, file, tx.now());
}

Result<db::Bytes> hash_of(const std::filesystem::path& body) {
  TRY_ASSIGN(const auto bytes, read_all(body));
  return sha256_of(bytes);
}

std::optional<FileView> find_file(Tx& tx, RegionId region, FileId file) {
  const auto row = store::find(tx, region, file);
  return row ? std::optional(view_of(*row)) : std::nullopt;
}

std::vector<FileView> files_bound_to(Tx& tx, RegionId region, BoundTo kind, const Uuid& id) {
  std::vector<FileView> views;
  for (const auto& row : store::bound_to(tx, region, kind, id)) views.push_back(view_of(row));
  return views;
}

}  // namespace musubi::file
