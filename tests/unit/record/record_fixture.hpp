// A team at work on records on a fresh database, and short words for what it does.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "record/record_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::record {

class RecordTest : public test::DatabaseTest {
 protected:
  RecordTest() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  NewRecord a_record(const std::string& type, std::optional<double> value, const std::string& kind = "") {
    NewRecord record;
    record.id = in_write([](Tx& tx) { return tx.new_id<RecordId>(); });
    record.type = {type};
    record.state.at = clock().now();
    record.state.info_class = find_type(type)->classes.front();
    record.state.value = value;
    record.state.kind = {kind};
    return record;
  }
  Result<std::vector<RecordView>> add(const Actor& actor, std::vector<NewRecord> records) {
    return act([&](Tx& tx) { return add_records(tx, actor, team_.person, {{std::move(records)}}); });
  }
  RecordView added(const Actor& actor, const NewRecord& record) {
    auto views = add(actor, {record});
    if (!views) throw std::runtime_error("not recorded: " + views.error().field + " " + views.error().detail);
    return views->front();
  }
  /// `temperature 37.5` for each on the first page, or the refusal.
  std::vector<std::string> seen(const Actor& actor, const RecordsQuery& query = {}) {
    const auto page = act([&](Tx& tx) { return list_records(tx, actor, team_.person, query); });
    if (!page) return {"refused: " + std::string(describe(page.error().code).name)};
    std::vector<std::string> out;
    for (const auto& r : page->items)
      out.push_back(r.type + (r.hidden ? " hidden" : r.value ? " " + number_text(*r.value, 1) : ""));
    return out;
  }
  template <class R>
  static Code code_of(const R& result) {
    return result ? Code::internal : result.error().code;
  }
  std::int64_t count(std::string_view sql) {
    return in_read([&](Tx& tx) { return tx.one<std::int64_t>(sql); });
  }

  test::Team team_;
};

}  // namespace musubi::record
