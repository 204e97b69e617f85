#include "notebook/notebook_scope.hpp"

#include <map>
#include <mutex>

namespace musubi::notebook {

std::string_view with_any_seats(db::Engine engine, std::string_view sql) {
  constexpr std::string_view kPlaces = MUSUBI_SCOPE_SEATS;
  const std::string_view list = engine == db::Engine::postgres
                                    ? "a.seat_id = any(cast($6 as UUID[]))"
                                    : "hex(a.seat_id) in (select value from json_each($6))";
  static std::mutex mutex;
  static std::map<db::Engine, std::map<std::string, std::string, std::less<>>> kept;
  const std::lock_guard lock(mutex);
  auto& texts = kept[engine];
  if (const auto found = texts.find(sql); found != texts.end()) return found->second;
  std::string text(sql);
  for (auto at = text.find(kPlaces); at != std::string::npos; at = text.find(kPlaces, at + list.size()))
    text.replace(at, kPlaces.size(), list);
  return texts.emplace(sql, std::move(text)).first->second;
}

std::string seat_list(db::Engine engine, std::span<const SeatId> seats) {
  const bool postgres = engine == db::Engine::postgres;
  std::string list;
  for (const auto& seat : seats) {
    auto id = to_string(seat);
    if (!postgres) {  // as hex() writes
      std::erase(id, '-');
      std::ranges::transform(id, id.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
      id = '"' + id + '"';
    }
    list += (list.empty() ? "" : ",") + id;
  }
  return postgres ? "{" + list + "}" : "[" + list + "]";
}

}  // namespace musubi::notebook
