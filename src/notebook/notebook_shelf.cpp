#include "notebook/notebook_shelf.hpp"

namespace musubi::notebook {
namespace {

void append(std::string& key, const Uuid& id) {
  key.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
}
void append(std::string& key, std::int64_t number) {
  key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

std::string shelf_key(const Scope& scope, std::int64_t limit) {
  const auto& grant = scope.grant;
  std::string key;
  key.reserve(256);
  append(key, scope.region.uuid);
  append(key, grant.person_id.uuid);
  append(key, scope.post.uuid);
  append(key, grant.classes.bits);
  append(key, to_unix_us(scope.since));
  append(key, limit);
  key += grant.is_restricted ? 'r' : grant.is_guardian ? 'g' : 's';
  key += grant.is_veiled ? 'v' : '-';
  key += static_cast<char>(grant.role);
  append(key, grant.guardian_id.value_or(GuardianId{}).uuid);
  for (const auto& seat : grant.seats) append(key, seat.uuid);
  return key;
}

KeptPage Shelf::find(const std::string& key, const BookState& state) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end() || found->second->state != state) return nullptr;
  places_.splice(places_.begin(), places_, found->second);
  return found->second->page;
}

void Shelf::keep(const std::string& key, const BookState& state, KeptPage page, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (const auto old = by_key_.find(key); old != by_key_.end()) drop(old->second);
  if (bytes > most_bytes_) return;
  while (bytes_ + bytes > most_bytes_) drop(std::prev(places_.end()));
  places_.push_front({key, state, std::move(page), bytes});
  by_key_.emplace(places_.front().key, places_.begin());
  bytes_ += bytes;
}

void Shelf::drop(Places::iterator place) {
  bytes_ -= place->bytes;
  by_key_.erase(place->key);
  places_.erase(place);
}

}  // namespace musubi::notebook
