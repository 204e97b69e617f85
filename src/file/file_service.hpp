// Taking files in and handing them out. `Files` does the slow work (checking, remaking pictures, sealing)
// outside any transaction and is called from work threads; the free functions bind within the caller's
// transaction. Never shows a file to who may not see what it is bound to: the guard comes before the first
// byte is read.
#pragma once
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "access/access.hpp"
#include "assessment/assessment_id.hpp"
#include "db/database.hpp"
#include "file/file.hpp"
#include "file/pdf.hpp"
#include "file/picture.hpp"
#include "file/sniff.hpp"
#include "file/vault.hpp"
#include "http/request.hpp"
#include "keys/sealed_value.hpp"

namespace musubi::file {

namespace store {
struct FileRow;
}

/// Who sees what a file is bound to: asked of the rooms that own it, handed in by app/. Without an answer:
/// nobody.
struct Doors {
  /// The classes an entry belongs to, for the guard and its audit record; nullopt if there is no such entry.
  std::function<std::optional<ClassSet>(Tx&, RegionId, PersonId, EntryId)> entry_classes;
  /// Whether the grant (of Action::read) reaches the entry and it still shows its contents.
  std::function<bool(Tx&, const access::Actor&, const access::Grant&, EntryId)> may_read_entry;
  /// Whether the grant (of Action::see_past) shows this consent with its signature or scan.
  std::function<bool(Tx&, const access::Actor&, const access::Grant&, ConsentId)> may_see_consent;
  /// Whether the grant (of Action::read) shows the document that this file is the signature under.
  std::function<bool(Tx&, const access::Actor&, const access::Grant&, const Uuid&, FileId)> may_see_signature;
  /// Whether the grant (of Action::read) reaches all of this assessment.
  std::function<bool(Tx&, const access::Actor&, const access::Grant&, AssessmentId)> may_read_assessment;
};

/// Kept with the answer's ETag and headers by http/.
using Hand = http::FileReply;

/// What is kept, held against what the database says is kept.
struct FilesCheck {
  std::int64_t files = 0;
  std::vector<std::string> unreadable;  ///< ids: missing, damaged, or under a key that is gone
  std::vector<std::string> unknown;     ///< places under the folder that no row names
  std::int64_t removed = 0;             ///< of the unknown
};

class Files {
 public:
  /// `program`: this very program, in which PDFs are read apart (pdf.hpp); empty: in this process.
  Files(Vault vault, Doors doors, std::filesystem::path program = {});
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  // --- with the guard inside ---
  /// An attachment for later: seen by its uploader until it is bound. Guard: Action::post, or for a
  /// coordinator before the first consent (its scan or signature) Action::edit_person.
  Result<FileView> upload(db::Database& database, const access::Actor& actor, PersonId person,
                          const std::filesystem::path& body, std::string_view filename);
  /// Guard: that of what the file is bound to.
  Result<Hand> download(db::Database& database, const access::Actor& actor, PersonId person, FileId file,
                        Variant variant);

  // --- for other rooms, which guard themselves (person photos, region documents) ---
  using Guard = std::function<Status(Tx&)>;
  using Keep = std::function<Status(Tx&, const FileView&)>;
  /// `guard` runs before the file is looked at, `keep` in the transaction that adds its row: bind it there.
  Result<FileView> take_in(db::Database& database, const Owner& owner, const std::filesystem::path& body,
                           std::string_view filename, Accept accept, const Guard& guard, const Keep& keep);
  using KeepAll = std::function<Status(Tx&, std::span<const FileView>)>;
  /// The same for several: all are kept or none. One after the other is in memory, never all. Each is sealed
  /// with the person's own key, or the region's data key where it is of no person.
  Result<std::vector<FileView>> take_in_all(db::Database& database, const Owner& owner, const Batch& batch,
                                            const Guard& guard, const KeepAll& keep);
  /// `choose` guards and says which file.
  Result<Hand> hand_out(db::Database& database, RegionId region, Variant variant,
                        const std::function<Result<FileId>(Tx&)>& choose);

  // --- the parts, for demo data and tests ---
  /// Checks and cleans; no database, no disk. Blocks for as long as a picture takes.
  Result<Prepared> prepare(std::string_view bytes, std::string_view filename, Accept accept);
  /// Seals on disk and adds the row, within the caller's transaction.
  Result<FileView> keep_now(Tx& tx, const Prepared& prepared, const Owner& owner, BoundTo kind,
                            std::optional<Uuid> id);

  // --- upkeep (file_upkeep.cpp), for the keeper of the server ---
  /// A new data key of the region: what is sealed from now on is sealed with it, by a program that runs
  /// meanwhile too; what lies there stays under its own. Returns its number.
  Result<std::int64_t> new_data_key(Tx& tx, RegionId region) const;
  /// Reads all that is kept. `remove_unknown`: contents without a row, older than `older_than`, are removed.
  FilesCheck check(db::Database& database, std::chrono::seconds older_than, bool remove_unknown) const;

  /// Removes files that nobody bound within `older_than`, and what a killed program left half-written.
  /// Returns how many.
  int remove_unbound(db::Database& database, std::chrono::seconds older_than);

 private:
  struct OpenKey {
    std::int64_t number = 0;
    crypto::Key key;
  };
  Result<OpenKey> newest_key(Tx& tx, RegionId region) const;
  /// Reads, cleans and seals one; the row that will name it.
  Result<store::FileRow> seal_one(const Owner& owner, FileId id, const Incoming& file, Accept accept,
                                  const OpenKey& key);
  Status seal(RegionId region, FileId file, const Prepared& prepared, const crypto::Key& key) const;
  Result<Hand> open(db::Database& database, RegionId region, Variant variant,
                    const std::function<Result<FileId>(Tx&)>& choose) const;

  Vault vault_;
  Doors doors_;
  Sniffer sniffer_;
  PictureShop pictures_;
  PdfShop pdfs_;
};

// --- within a transaction; the caller has passed its guard

/// Ties the actor's own unbound uploads for this person (nullopt: for the region) to a thing, in one go:
/// `invalid` naming `field` if one is missing, another's, another person's, or bound elsewhere. Bound to the
/// same thing already: fine.
Status bind_files(Tx& tx, const access::Actor& actor, std::optional<PersonId> person,
                  std::span<const FileId> files, BoundTo kind, const Uuid& id,
                  const std::string& field = "file_ids");
/// What this room keeps sealed under root keys: the regions' data keys.
std::vector<keys::SealedValue> sealed_values(Tx& tx);
/// The data keys of a region, oldest first.
std::vector<DataKey> data_keys(Tx& tx, RegionId region);
/// Lets go of a file (a replaced photo); it is removed later.
void release_file(Tx& tx, RegionId region, FileId file);
/// What a body is before anything is taken out of it: to know it again when it is sent twice.
Result<db::Bytes> hash_of(const std::filesystem::path& body);
std::optional<FileView> find_file(Tx& tx, RegionId region, FileId file);
std::vector<FileView> files_bound_to(Tx& tx, RegionId region, BoundTo kind, const Uuid& id);

}  // namespace musubi::file
