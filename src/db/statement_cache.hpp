// Inside db/ only: prepared statements of one connection, found by the address and length of their SQL. Never
// trusts the address alone: the text is compared too, so SQL built in a buffer that was reused cannot run the
// wrong statement.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace musubi::db {

template <class Statement>
class StatementCache {
 public:
  static constexpr std::size_t kSlots = 2048;  // a power of two
  static constexpr std::size_t kMost =
      kSlots / 2;  // beyond this all are dropped: a program has some hundreds

  Statement* find(std::string_view sql) {
    for (std::size_t i = slot_of(sql); slots_[i]; i = (i + 1) % kSlots) {
      Entry& entry = *slots_[i];
      if (entry.address != sql.data() || entry.text.size() != sql.size()) continue;
      if (std::memcmp(entry.text.data(), sql.data(), sql.size()) == 0) return &entry.statement;
    }
    return nullptr;
  }

  Statement& put(std::string_view sql, Statement statement) {
    if (used_ >= kMost) clear();
    std::size_t i = slot_of(sql);
    while (slots_[i]) i = (i + 1) % kSlots;
    slots_[i] = std::make_unique<Entry>(Entry{sql.data(), std::string(sql), std::move(statement)});
    ++used_;
    return slots_[i]->statement;
  }

  void clear() {
    for (auto& slot : slots_) slot.reset();
    used_ = 0;
  }
  [[nodiscard]] std::size_t size() const { return used_; }

 private:
  struct Entry {
    const char* address;
    std::string text;
    Statement statement;
  };
  static std::size_t slot_of(std::string_view sql) {
    const auto mixed =
        (reinterpret_cast<std::uintptr_t>(sql.data()) ^ (sql.size() << 48U)) * 0x9E3779B97F4A7C15U;
    return (mixed >> 40U) % kSlots;
  }

  std::array<std::unique_ptr<Entry>, kSlots> slots_{};
  std::size_t used_ = 0;
};

/// Changes of the schema run once and are not worth keeping.
inline bool changes_schema(std::string_view sql) {
  const auto start = sql.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return false;
  sql.remove_prefix(start);
  for (const std::string_view verb : {"create ", "alter ", "drop ", "CREATE ", "ALTER ", "DROP ", "--"})
    if (sql.starts_with(verb)) return true;
  return false;
}

}  // namespace musubi::db
