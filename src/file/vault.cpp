#include "file/vault.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "crypto/bytes.hpp"

namespace musubi::file {
namespace {

namespace fs = std::filesystem;

std::string context_of(RegionId region, FileId file, Variant variant) {
  return fmt::format("{}:{}:{}", variant == Variant::whole ? "file" : "thumbnail", to_string(region),
                     to_string(file));
}

/// A new folder is durable once its parent is synced.
Status make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) {
    const int parent = ::open(folder.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent >= 0) {
      ::fsync(parent);
      ::close(parent);
    }
    return {};
  }
  if (errno == EEXIST) return {};
  if (errno == ENOSPC || errno == EDQUOT) return fail(Code::storage_full);
  return fail(Code::unavailable, "",
              fmt::format("フォルダー {} を作れません（{}）。", folder.string(), std::strerror(errno)),
              fmt::format("The folder {} cannot be made ({}).", folder.string(), std::strerror(errno)));
}

}  // namespace

std::string data_key_context(RegionId region, std::int64_t number) {
  return fmt::format("data key:{}:{}", to_string(region), number);
}

Vault::Vault(fs::path folder, keys::Ring keys) : folder_(std::move(folder)), keys_(std::move(keys)) {}

std::string Vault::name_of(RegionId region, FileId file, Variant variant) const {
  const auto name = crypto::derive_key(keys_.secret(keys::kFileNames), context_of(region, file, variant));
  const auto hex = crypto::to_hex({name.data(), 20});
  return hex.substr(0, 2) + '/' + hex.substr(2, 2) + '/' + hex.substr(4);
}

fs::path Vault::path_of(RegionId region, FileId file, Variant variant) const {
  return folder_ / name_of(region, file, variant);
}

Status Vault::put(RegionId region, FileId file, Variant variant, const crypto::Key& key,
                  std::string_view bytes) const {
  const auto path = path_of(region, file, variant);
  std::error_code ignored;
  if (!fs::exists(folder_, ignored)) fs::create_directories(folder_.parent_path(), ignored);
  TRY(make_folder(folder_));
  TRY(make_folder(path.parent_path().parent_path()));
  TRY(make_folder(path.parent_path()));
  TRY_ASSIGN(auto writer, crypto::SealedWriter::create(path, key, context_of(region, file, variant)));
  TRY(writer.write(crypto::view(bytes)));
  return writer.finish();
}

Result<crypto::SealedReader> Vault::open(RegionId region, FileId file, Variant variant,
                                         const crypto::Key& key) const {
  return crypto::SealedReader::open(path_of(region, file, variant), key, context_of(region, file, variant));
}

void Vault::remove(RegionId region, FileId file) const noexcept {
  for (const auto variant : {Variant::whole, Variant::thumbnail})
    ::unlink(path_of(region, file, variant).c_str());
}

template <class Each>
void Vault::for_each_older(std::chrono::seconds older_than, const Each& each) const {
  std::error_code error;
  const auto limit = fs::file_time_type::clock::now() - older_than;
  for (auto at = fs::recursive_directory_iterator(folder_, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code of_file;
    const bool is_file = at->is_regular_file(of_file);
    if (is_file && fs::last_write_time(at->path(), of_file) < limit && !of_file)
      each(at->path(), at->path().filename().string().find(".part-") != std::string::npos);
  }
}

std::set<std::string> Vault::list(std::chrono::seconds older_than) const {
  std::set<std::string> names;
  for_each_older(older_than, [&](const fs::path& path, bool half) {
    if (!half) names.insert(path.lexically_relative(folder_).string());
  });
  return names;
}

int Vault::remove_named(std::span<const std::string> names) const {
  int removed = 0;
  for (const auto& name : names) removed += ::unlink((folder_ / name).c_str()) == 0 ? 1 : 0;
  return removed;
}

int Vault::remove_leftovers(std::chrono::seconds older_than) const {
  int removed = 0;
  for_each_older(older_than, [&](const fs::path& path, bool half) {
    if (half) removed += ::unlink(path.c_str()) == 0 ? 1 : 0;
  });
  return removed;
}

crypto::Bytes Vault::wrap(Tx& tx, RegionId region, std::int64_t key_number, const crypto::Key& key) const {
  return keys_.seal(tx, kDataKeys, data_key_context(region, key_number), {key.data(), crypto::Key::kSize});
}

Result<crypto::Key> Vault::unwrap(RegionId region, std::int64_t key_number, crypto::BytesView wrapped) const {
  const auto key = crypto::opened_key(keys_.open(kDataKeys, data_key_context(region, key_number), wrapped));
  if (!key)
    return fail(Code::internal, "",
                "ファイルの鍵を開けません。マスター鍵がこのデータベースのものか確かめてください。",
                "The file key does not open. Check that the master key belongs to this database.");
  return *key;
}

}  // namespace musubi::file
