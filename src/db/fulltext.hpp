// Full-text search behind one interface: FTS5 on SQLite, tsvector('simple') + GIN on PostgreSQL. Tokens come
// from base/text (single letters and overlapping pairs of the folded text). The caller's query joins the hits
// to its own tables and access rules in the same statement.
#pragma once
#include <string>

#include "db/tx.hpp"

namespace musubi::db {

/// Replaces what is indexed for one item. `scope` (a person) narrows the search inside the index itself.
void index_text(Tx& tx, RegionId region, const Uuid& scope, const Uuid& item, std::string_view text);
/// The same for an item the index does not know yet: there is nothing to take out first.
void index_new_text(Tx& tx, RegionId region, const Uuid& scope, const Uuid& item, std::string_view text);
void remove_text(Tx& tx, RegionId region, const Uuid& item);
/// Puts together a little of what the index has gathered piece by piece, so that no post does it while
/// somebody waits: on SQLite about `pages` pages, on PostgreSQL the whole list (gin_pending_list_limit).
/// False if there was nothing to do. PostgreSQL lets only the index's owner; others leave it to autovacuum.
/// https://www.sqlite.org/fts5.html#the_merge_command
bool tidy_index(Tx& tx, int pages);

/// The engine's own query for words separated by white space (all must occur, each as a phrase) within a
/// scope; empty if there is nothing to search for.
std::string match_expression(Engine engine, RegionId region, const Uuid& scope, std::string_view words);
/// SQL of a sub-select yielding `item_id` for the match expression bound at `$<param>`:
/// `... where e.entry_id in (` + hits_sql(tx.engine(), 3) + `)`. Built once per statement, kept static by the
/// caller.
std::string hits_sql(Engine engine, int param);

}  // namespace musubi::db
