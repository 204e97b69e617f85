// `musubi keys …` and `musubi files …`: what seals the contents at rest, and whether all of it is there.
#include <fmt/format.h>

#include "app/program.hpp"
#include "audit/audit.hpp"
#include "region/region_service.hpp"

namespace musubi::app {
namespace {

/// Contents are written before their row: what is younger may belong to somebody who is uploading.
constexpr auto kSettled = std::chrono::hours(24);

}  // namespace

int show_keys(const Place& place) {
  auto program = Program::open(place);
  if (!program) return complain(program.error());
  show_master_keys(**program);
  (*program)->database->read_now([&](Tx& tx) {
    for (const auto& region : region::portals(tx)) {
      fmt::print("{}\n", region.slug);
      for (const auto& key : file::data_keys(tx, region::region_named(tx, region.slug).value()))
        fmt::print("  {:>3}  {}  {} files\n", key.number, to_string(japan_date(key.made_at)), key.files);
    }
  });
  return 0;
}

int rotate_key(const Place& place, const std::string& slug) {
  auto program = Program::open(place);
  if (!program) return complain(program.error());
  const auto number = (*program)->database->write_now([&](Tx& tx) -> Result<std::int64_t> {
    const auto region = region::region_named(tx, slug);
    if (!region)
      return fail(Code::not_found, "--region", "この地域はありません。", "There is no such region.");
    TRY_ASSIGN(const auto made, (*program)->files.new_data_key(tx, *region));
    access::Actor nobody;  // whoever keeps the server: no account of the region
    nobody.region_id = *region;
    audit::append(tx, nobody, {.action = "rotate_data_key", .subject_kind = "data_key"});
    return made;
  });
  if (!number) return complain(number.error());
  fmt::print("{}\n", *number);
  return 0;
}

int check_files(const Place& place, bool remove_unknown) {
  auto program = Program::open(place);
  if (!program) return complain(program.error());
  const auto found = (*program)->files.check(*(*program)->database, kSettled, remove_unknown);
  for (const auto& file : found.unreadable) fmt::print("NG 読めません unreadable: {}\n", file);
  for (const auto& name : found.unknown) fmt::print("?  記録にありません unknown: {}\n", name);
  fmt::print("{} files, {} unreadable, {} unknown, {} removed\n", found.files, found.unreadable.size(),
             found.unknown.size(), found.removed);
  return found.unreadable.empty() ? 0 : 1;
}

}  // namespace musubi::app
