// A team at work on a fresh database, and short words for what it does to the notebook.
#pragma once
#include <gtest/gtest.h>

#include "notebook/notebook_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::notebook {

class NotebookTest : public test::DatabaseTest {
 protected:
  NotebookTest() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
  }

  /// One use case in its own transaction, a little later than the one before.
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }

  EntryId new_entry_id() {
    return in_write([](Tx& tx) { return tx.new_id<EntryId>(); });
  }
  NewEntry an_entry(const std::string& body = "給食を完食しました。") {
    NewEntry entry;
    entry.id = new_entry_id();
    entry.category = Category::report;
    entry.info_class = InfoClass::health;
    entry.body.value = body;
    return entry;
  }
  Result<EntryView> post(const Actor& actor, const NewEntry& entry) {
    return act([&](Tx& tx) { return post_entry(tx, actor, team_.person, entry); });
  }
  /// Posts and must succeed.
  EntryView posted(const Actor& actor, const NewEntry& entry) {
    auto view = post(actor, entry);
    if (!view) throw std::runtime_error("not posted: " + view.error().field + " " + view.error().detail);
    return *view;
  }
  EntryView posted(const Actor& actor, const std::string& body = "給食を完食しました。") {
    return posted(actor, an_entry(body));
  }
  /// The bodies on the first page.
  std::vector<std::string> bodies(const Actor& actor, const TimelineQuery& query = {}) {
    const auto page = act([&](Tx& tx) { return read_timeline(tx, actor, team_.person, query); });
    std::vector<std::string> found;
    if (!page) return {"refused: " + std::string(describe(page.error().code).name)};
    for (const auto& item : page->items) found.push_back(item.body);
    return found;
  }
  Result<EntryDetail> look(const Actor& actor, EntryId entry) {
    return act([&](Tx& tx) { return read_entry(tx, actor, team_.person, entry); });
  }
  std::vector<std::string> found(const Actor& actor, const std::string& words) {
    EntrySearch query;
    query.q.value = words;
    const auto page = act([&](Tx& tx) { return search(tx, actor, team_.person, query); });
    std::vector<std::string> bodies;
    if (!page) return {"refused: " + std::string(describe(page.error().code).name)};
    for (const auto& item : page->items) bodies.push_back(item.body);
    return bodies;
  }
  template <class R>
  static Code code_of(const R& result) {
    return result ? Code::internal : result.error().code;
  }
  FileId a_file(const Actor& actor) {
    return in_write([&](Tx& tx) {
      const auto file = tx.new_id<FileId>();
      tx.run(R"sql(
        insert into file (region_id, file_id, person_id, uploaded_by, content_type, filename, size, width, height,
                          has_thumbnail, sha256, key_number, bound_kind, created_at)
        values ($1, $2, $3, $4, 'image/jpeg', '絵.jpg', 12, 4, 3, true, $5, 1, 'unbound', $6)
      )sql",
             actor.region_id, file, team_.person, actor.post_id, db::Bytes{1}, tx.now());
      return file;
    });
  }

  test::Team team_;
};

}  // namespace musubi::notebook
