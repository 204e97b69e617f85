// First pages of timelines, kept ready: opening a notebook that nobody has written in since costs no reading
// again. A page may be taken only by a look that has passed the guard, and only if the same transaction sees
// the notebook in the very state the page was read in. It never decides who may read: its key is the whole
// reach of the reader. Why this is the same as reading anew: docs/decisions/008-kept-pages.md
#pragma once
#include <list>
#include <mutex>
#include <unordered_map>

#include "notebook/notebook_scope.hpp"

namespace musubi::notebook {

/// What a page of one notebook is read from, as two numbers drawn anew with every write to it (the notebook
/// itself; the names of the region's posts and facilities). One that was rolled back never comes again, as a
/// count would.
struct BookState {
  std::int64_t notebook = 0;
  std::int64_t names = 0;
  bool operator==(const BookState&) const = default;
};
BOOST_DESCRIBE_STRUCT(BookState, (), (notebook, names))

using KeptPage = std::shared_ptr<const json::Kept<EntryPage>>;

/// Everything of the reader that a first page of `limit` entries depends on.
std::string shelf_key(const Scope& scope, std::int64_t limit);

/// Used from every database thread. Holds about `most_bytes`; those not asked for the longest go first.
class Shelf {
 public:
  explicit Shelf(std::size_t most_bytes = std::size_t{12} << 20U) : most_bytes_(most_bytes) {}
  [[nodiscard]] KeptPage find(const std::string& key, const BookState& state);
  void keep(const std::string& key, const BookState& state, KeptPage page, std::size_t bytes);

 private:
  struct Place {
    std::string key;
    BookState state;
    KeptPage page;
    std::size_t bytes;
  };
  using Places = std::list<Place>;
  void drop(Places::iterator place);

  const std::size_t most_bytes_;
  std::mutex mutex_;
  Places places_;  ///< the last asked for first
  std::unordered_map<std::string_view, Places::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace musubi::notebook
